// Writes the work report from its template. Placeholders:
//   {{figure:9}}       the figure's claim: "20余"
//   {{claim:24.age}}   a statement about the figure's placements: "35岁左右"
//   {{names:9:4}}      up to four of the figure's labels, joined by "、"; without the number all that it has
//   {{as_of}}          the day: "2024年3月1日"
//   {{since}}          the year in which the figures with a beginning begin: "2022年"
// Nothing else is replaced; a figure's text is never read as a placeholder.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "services/report/domain/figure.h"
#include "services/report/domain/rules.h"
#include "xianfeng/report/v1/report.pb.h"

namespace xf::report {

// The report of a day: title, text, spans, figures, identities, and the claims that the text makes, each once. Refused
// with CLAIM_NOT_PROVEN or IDENTITY_BROKEN naming every claim that is not proven and every identity that is broken.
absl::StatusOr<v1::Report> Render(const Rules& rules, absl::CivilDay as_of, const std::vector<v1::Figure>& figures);

// Error of a template that names an unknown figure or statement, or has an unknown placeholder; checked at start.
absl::Status CheckTemplate(const Rules& rules);

// Length in Unicode characters.
int CharacterCount(absl::string_view utf8);

}  // namespace xf::report

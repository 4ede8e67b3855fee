// Who may take how many rows away, with whose consent, and the mark that the rows carry.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "xianfeng/membership/v1/export.pb.h"
#include "xianfeng/membership/v1/member.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// The part of a caller's scopes that lies in the county with that root path: a scope above the county is the county.
std::vector<std::string> ScopesWithin(absl::string_view county_path, const std::vector<std::string>& scopes);

// Why `approver`, who is responsible for `scopes`, may not decide on a request: it is their own, or reaches beyond
// them.
absl::Status CheckDecider(const v1::ExportApproval& approval, absl::string_view approver,
                          const std::vector<std::string>& scopes);

// Why an export can't be made under an approval: it is not in force, or was given to somebody else, for another filter,
// for another moment or for other scopes.
absl::Status CheckUse(const v1::ExportApproval& approval, absl::string_view exporter,
                      const v1::ExportMembersRequest& request, const std::vector<std::string>& scopes);

// Why what was known at `known_at` is not settled at `now`: less than `seconds` have passed.
absl::Status CheckSettled(const google::protobuf::Timestamp& known_at, absl::Time now, int seconds);

// EXPORT_NOT_APPROVED for `rows` rows where `limit` may be taken without a second person.
absl::Status NeedsApproval(absl::string_view parent, int64_t rows, int64_t limit);

// One line that says who took the rows, when, and with whose consent.
std::string WatermarkText(const v1::ExportWatermark& watermark, absl::Time when);

}  // namespace xf::membership

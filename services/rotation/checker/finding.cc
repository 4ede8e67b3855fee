#include "services/rotation/checker/finding.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace xf::checker {

v1::PlanFinding& Add(Findings& findings, v1::PlanRule rule, std::string text, std::string text_zh) {
  v1::PlanFinding& finding = findings.emplace_back();
  finding.set_rule(rule);
  finding.set_text(std::move(text));
  finding.set_text_zh(std::move(text_zh));
  return finding;
}

std::string Slots(int64_t start, int64_t end) {
  return end - start == 1 ? absl::StrCat("slot ", start) : absl::StrCat("slots ", start, " to ", end - 1);
}

std::string SlotsZh(int64_t start, int64_t end) {
  return end - start == 1 ? absl::StrCat("第", start, "时段") : absl::StrCat("第", start, "至", end - 1, "时段");
}

}  // namespace xf::checker

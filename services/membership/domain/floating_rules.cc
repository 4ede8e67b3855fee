#include "services/membership/domain/floating_rules.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

constexpr size_t kLeastChannels = 2;

}  // namespace

std::vector<Violation> CheckOutflow(const v1::Outflow& outflow, absl::CivilDay today, const Rules& rules) {
  std::vector<Violation> violations;
  const absl::CivilDay start = ToDay(outflow.start_date());
  if (start > today) violations.push_back({"outflow.start_date", {"lies in the future", "日期不能晚于今天"}});
  if (outflow.destination().empty() && outflow.destination_division().empty()) {
    violations.push_back({"outflow.destination", {"is required, as a division or in words", "须填写流向地"}});
  }
  if (outflow.has_expected_return_date() &&
      ToDay(outflow.expected_return_date()) < AddMonths(start, rules.floating_least_months)) {
    violations.push_back(
        {"outflow.expected_return_date",
         {absl::StrCat("is less than ", rules.floating_least_months, " months away: a certificate is enough"),
          absl::StrCat("外出不足 ", rules.floating_least_months, " 个月,开具党员证明信即可")}});
  }
  if (outflow.keeper() == outflow.member()) {
    violations.push_back({"outflow.keeper", {"is the member himself", "联系人不能是本人"}});
  }
  return violations;
}

std::vector<Violation> CheckWhileAway(const v1::Outflow& outflow, const google::type::Date& date,
                                      absl::string_view field, absl::CivilDay today) {
  if (ToDay(date) >= ToDay(outflow.start_date()) && ToDay(date) <= today) return {};
  return {{std::string(field), {"is not between start_date and today", "须在外出之日与今天之间"}}};
}

std::vector<Violation> CheckSearches(const v1::Outflow& outflow,
                                     const google::protobuf::RepeatedPtrField<v1::SearchEntry>& searches,
                                     absl::CivilDay today) {
  std::vector<Violation> violations;
  std::set<int> channels;
  for (int i = 0; i < searches.size(); ++i) {
    channels.insert(searches[i].channel());
    const absl::CivilDay day = ToDay(searches[i].date());
    if (day > ToDay(outflow.last_contact_date()) && day <= today) continue;
    violations.push_back({absl::StrCat("searches[", i, "].date"),
                          {"is not after the last contact and up to today", "须晚于最近联系日期且不晚于今天"}});
  }
  if (channels.size() < kLeastChannels) {
    violations.push_back({"searches", {"use fewer than two channels", "须通过至少两种方式查找"}});
  }
  return violations;
}

}  // namespace xf::membership

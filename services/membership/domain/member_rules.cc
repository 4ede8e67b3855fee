#include "services/membership/domain/member_rules.h"

#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/api/formats.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

// Collects violations under a common prefix.
class Findings {
 public:
  explicit Findings(absl::string_view prefix) : prefix_(prefix) {}
  void Add(absl::string_view field, std::string en, std::string zh) {
    violations_.push_back({absl::StrCat(prefix_, field), {std::move(en), std::move(zh)}});
  }
  std::vector<Violation> Take() { return std::move(violations_); }

 private:
  std::string prefix_;
  std::vector<Violation> violations_;
};

// The day of a date that was given. A day that no calendar has, or that has not come, is a finding and gives nothing.
std::optional<absl::CivilDay> DayOf(bool given, const google::type::Date& date, absl::string_view field,
                                    absl::CivilDay today, Findings& findings) {
  if (!given) return std::nullopt;
  if (!IsValidDate(date)) {
    findings.Add(field, "is not a day of the calendar", "日期不存在");
    return std::nullopt;
  }
  const absl::CivilDay day = ToDay(date);
  if (day > today) {
    findings.Add(field, "lies in the future", "日期不能晚于今天");
    return std::nullopt;
  }
  return day;
}

// GB 11643: the number itself says birth date and gender.
void CheckIdentity(const v1::Member& member, std::optional<absl::CivilDay> birth, Findings& findings) {
  const std::string& number = member.id_number();
  if (!api::IsIdNumber(number)) return;
  if (birth && *birth != api::IdNumberBirthDay(number)) {
    findings.Add("birth_date", "differs from the birth date in id_number", "出生日期与公民身份号码不一致");
  }
  if (member.gender() != api::IdNumberGender(number)) {
    findings.Add("gender", "differs from the gender in id_number", "性别与公民身份号码不一致");
  }
  // Prefixes 81, 82, 83 are Hong Kong, Macao and Taiwan; 9 is a foreign permanent resident. A resident identity card is
  // not held to a prefix: historic division codes exist.
  const absl::string_view prefix = absl::string_view(number).substr(0, 2);
  const bool residence_permit = prefix == "81" || prefix == "82" || prefix == "83";
  if ((member.id_type() == v1::ID_TYPE_RESIDENCE_PERMIT && !residence_permit) ||
      (member.id_type() == v1::ID_TYPE_PERMANENT_RESIDENT_CARD && !absl::StartsWith(number, "9"))) {
    findings.Add("id_number", "is not a number of this id_type", "号码与证件类型不符");
  }
}

// 党章 Art. 1: an applicant is at least 18. Without a known day of application, the day of joining must satisfy it.
void CheckAge(std::optional<absl::CivilDay> birth, std::optional<absl::CivilDay> applied,
              std::optional<absl::CivilDay> joined, const Rules& rules, Findings& findings) {
  const auto day = applied ? applied : joined;
  if (!birth || !day || AgeOn(*birth, *day) >= rules.minimum_age) return;
  findings.Add(applied ? "application_date" : "joined_date",
               absl::StrCat("is before the age of ", rules.minimum_age, " (Party constitution Art. 1)"),
               absl::StrCat("未满 ", rules.minimum_age, " 周岁(党章第一条)"));
}

// 党章 Art. 7: probation of one year lies between joining and turning full, for those who joined under that rule.
void CheckConversion(const v1::Member& member, std::optional<absl::CivilDay> joined, std::optional<absl::CivilDay> full,
                     const Rules& rules, Findings& findings) {
  if (member.member_kind() == v1::MEMBER_KIND_FULL && !member.has_full_member_date()) {
    findings.Add("full_member_date", "is required of a full member", "正式党员须填写转正日期");
  }
  if (member.member_kind() == v1::MEMBER_KIND_PROBATIONARY && member.has_full_member_date()) {
    findings.Add("full_member_date", "must be empty for a probationary member", "预备党员不应有转正日期");
  }
  if (!joined || !full) return;
  const bool has_probation = *joined >= rules.probation_since;
  const absl::CivilDay earliest = has_probation ? AddMonths(*joined, rules.probation_months) : *joined;
  if (*full < earliest) {
    findings.Add(
        "full_member_date",
        absl::StrCat("is before ", IsoDate(earliest), ", the earliest after joining (Party constitution Art. 7)"),
        absl::StrCat("早于最早可转正日期 ", IsoDate(earliest), "(党章第七条)"));
  }
}

}  // namespace

std::vector<Violation> CheckMember(const v1::Member& member, const Rules& rules, absl::CivilDay today,
                                   absl::string_view prefix) {
  Findings findings(prefix);
  const auto birth = DayOf(member.has_birth_date(), member.birth_date(), "birth_date", today, findings);
  const auto applied =
      DayOf(member.has_application_date(), member.application_date(), "application_date", today, findings);
  const auto joined = DayOf(member.has_joined_date(), member.joined_date(), "joined_date", today, findings);
  const auto full =
      DayOf(member.has_full_member_date(), member.full_member_date(), "full_member_date", today, findings);
  CheckIdentity(member, birth, findings);
  CheckAge(birth, applied, joined, rules, findings);
  if (applied && joined && *joined < *applied) {
    findings.Add("joined_date", "is before application_date", "入党日期早于申请日期");
  }
  CheckConversion(member, joined, full, rules, findings);
  return findings.Take();
}

bool CanHoldOffice(const v1::Member& member, absl::CivilDay start) {
  return member.member_kind() == v1::MEMBER_KIND_FULL && member.state() == v1::MEMBER_STATE_NORMAL &&
         member.has_full_member_date() && ToDay(member.full_member_date()) <= start;
}

}  // namespace xf::membership

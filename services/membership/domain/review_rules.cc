#include "services/membership/domain/review_rules.h"

#include <yaml-cpp/yaml.h>

#include <array>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

constexpr std::array<const char*, 4> kSteps = {"个人自评", "党员互评", "民主测评", "确定等次"};

// The day of a step; null when it is not recorded.
const google::type::Date* DayOf(const v1::ReviewGrade& grade, int step) {
  switch (step) {
    case v1::REVIEW_STEP_SELF:
      return grade.has_self_date() ? &grade.self_date() : nullptr;
    case v1::REVIEW_STEP_PEERS:
      return grade.has_peers_date() ? &grade.peers_date() : nullptr;
    case v1::REVIEW_STEP_BALLOT:
      return grade.has_ballot_date() ? &grade.ballot_date() : nullptr;
    case v1::REVIEW_STEP_DECISION:
      return grade.has_decision_date() ? &grade.decision_date() : nullptr;
    default:
      return nullptr;
  }
}

}  // namespace

absl::StatusOr<ReviewRules> ReviewRules::Load(const std::string& path) {
  try {
    const YAML::Node most = YAML::LoadFile(path)["excellent_most"];
    const ReviewRules rules{.excellent_numerator = most["numerator"].as<int>(),
                            .excellent_denominator = most["denominator"].as<int>()};
    if (rules.excellent_numerator < 0 || rules.excellent_denominator < 1) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": excellent_most is no share"));
    }
    return rules;
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

std::vector<Violation> CheckGrade(const v1::RecordGradeRequest& request, absl::CivilDay opened, absl::CivilDay today) {
  std::vector<Violation> violations;
  const bool exempt = !request.exempt_reason().empty();
  const bool stepped = request.step() != v1::REVIEW_STEP_UNSPECIFIED;
  if (exempt == stepped) {
    violations.push_back({"step", {"either a step or exempt_reason is given", "须填写评议步骤或免予参加的原因之一"}});
    return violations;
  }
  if (stepped && !request.has_date()) {
    violations.push_back({"date", {"is required of a step", "须填写日期"}});
  } else if (stepped && (ToDay(request.date()) < opened || ToDay(request.date()) > today)) {
    violations.push_back(
        {"date", {"is not a day since the review was opened, up to today", "须不早于评议开始且不晚于今天"}});
  }
  if (request.has_ballots() != (request.step() == v1::REVIEW_STEP_BALLOT)) {
    violations.push_back({"ballots", {"belong to the ballot, which needs them", "民主测评须填写票数,其他步骤不填写"}});
  }
  if ((request.grade() != v1::GRADE_UNSPECIFIED) != (request.step() == v1::REVIEW_STEP_DECISION)) {
    violations.push_back({"grade", {"belongs to the decision, which needs it", "确定等次时须填写等次,其他步骤不填写"}});
  }
  return violations;
}

absl::Status ApplyGrade(const v1::RecordGradeRequest& request, v1::ReviewGrade& grade) {
  grade.set_at_inflow(request.at_inflow() || grade.at_inflow());
  grade.set_exempt_reason(request.exempt_reason());
  if (!request.exempt_reason().empty()) {
    grade.clear_decision_date();
    grade.clear_grade();
    return absl::OkStatus();
  }
  const int step = request.step();
  const google::type::Date* before = DayOf(grade, step - 1);
  const google::type::Date* after = DayOf(grade, step + 1);
  // 条例 Art. 17: self-evaluation, evaluation by the others, ballot, then the decision.
  if (step > v1::REVIEW_STEP_SELF && before == nullptr) {
    return PreconditionError(errors::REASON_REVIEW_STEP_NOT_OPEN, request.member(),
                             {"the step before is not recorded", absl::StrCat("尚未记录“", kSteps[step - 2], "”")});
  }
  const absl::CivilDay day = ToDay(request.date());
  if ((before != nullptr && day < ToDay(*before)) || (after != nullptr && day > ToDay(*after))) {
    return InvalidError("date", {"does not lie between the steps before and after", "与前后步骤的日期顺序不符"});
  }
  switch (request.step()) {
    case v1::REVIEW_STEP_SELF:
      *grade.mutable_self_date() = request.date();
      break;
    case v1::REVIEW_STEP_PEERS:
      *grade.mutable_peers_date() = request.date();
      break;
    case v1::REVIEW_STEP_BALLOT:
      *grade.mutable_ballot_date() = request.date();
      *grade.mutable_ballots() = request.ballots();
      break;
    default:
      *grade.mutable_decision_date() = request.date();
      grade.set_grade(request.grade());
  }
  return absl::OkStatus();
}

}  // namespace xf::membership

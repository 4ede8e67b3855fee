#include "services/rotation/domain/problem_cadres.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/rotation/domain/placement_rules.h"
#include "services/rotation/domain/problem_builder.h"

namespace xf::rotation {
namespace {

// The far end of periods without an end.
constexpr absl::CivilDay kEver(9999, 12, 31);

std::string Days(const Period& period) {
  return period.end >= kEver ? absl::StrCat("自", IsoDate(period.start), "起")
                             : absl::StrCat(IsoDate(period.start), "至", IsoDate(period.end));
}

// 排除情形 in Chinese.
std::string KindText(v1::ExclusionKind kind) {
  switch (kind) {
    case v1::EXCLUSION_KIND_PROBATION:
      return "试用期";
    case v1::EXCLUSION_KIND_MINIMUM_SERVICE:
      return "未满最低服务年限";
    case v1::EXCLUSION_KIND_DISCIPLINE:
      return "立案审查或处分影响期";
    case v1::EXCLUSION_KIND_POOR_APPRAISAL:
      return "年度考核基本称职或不称职";
    case v1::EXCLUSION_KIND_PERSONAL:
      return "个人原因";
    case v1::EXCLUSION_KIND_RETIRING:
      return "临近退休";
    default:
      return "其他";
  }
}

class Judge {
 public:
  Judge(const v1::Candidate& candidate, const Horizon& horizon) : horizon_(horizon) {
    judged_.cadre.set_cadre_id(IdOf(candidate.name()));
    judged_.cadre.set_unit_id(IdOf(candidate.organization()));
  }

  // The cadre can't be away on these days, if they are in the horizon.
  void Block(v1::EligibilityRule rule, const Period& period, std::string text) {
    const auto range = horizon_.Meeting(period);
    if (!range) return;
    *judged_.cadre.add_unavailable() = *range;
    v1::PlanExclusion& exclusion = Exclude(rule, std::move(text));
    *exclusion.mutable_start_date() = ToDate(period.start);
    if (period.end < kEver) *exclusion.mutable_end_date() = ToDate(period.end);
  }
  // The cadre can't be sent at all.
  void Refuse(v1::EligibilityRule rule, std::string text) {
    refused_ = true;
    Exclude(rule, std::move(text));
  }
  void Score(v1::ScoreKind kind, int64_t points) {
    if (points != 0) judged_.parts.push_back(Part(kind, points));
  }

  JudgedCadre Done() && {
    std::vector<bool> free(horizon_.slots(), true);
    for (const auto& range : judged_.cadre.unavailable()) {
      std::fill(free.begin() + range.start(), free.begin() + range.end(), false);
    }
    judged_.eligible = !refused_ && std::ranges::find(free, true) != free.end();
    return std::move(judged_);
  }

 private:
  v1::PlanExclusion& Exclude(v1::EligibilityRule rule, std::string text) {
    v1::PlanExclusion& exclusion = judged_.exclusions.emplace_back();
    exclusion.set_cadre_id(judged_.cadre.cadre_id());
    exclusion.set_rule(rule);
    exclusion.set_text_zh(std::move(text));
    return exclusion;
  }

  const Horizon& horizon_;
  bool refused_ = false;
  JudgedCadre judged_;
};

}  // namespace

v1::ScorePart Part(v1::ScoreKind kind, int64_t points) {
  v1::ScorePart part;
  part.set_kind(kind);
  part.set_points(points);
  return part;
}

int64_t SumOf(const std::vector<v1::ScorePart>& parts) {
  int64_t sum = 0;
  for (const v1::ScorePart& part : parts) sum += part.points();
  return sum;
}

JudgedCadre JudgeCadre(const v1::Candidate& candidate, const RegistryFacts& facts, const v1::PlanSettings& settings,
                       const Horizon& horizon, const PlanningRule& rule) {
  Judge judge(candidate, horizon);
  if (std::ranges::find(settings.left_out(), candidate.name()) != settings.left_out().end()) {
    judge.Refuse(v1::ELIGIBILITY_RULE_LEFT_OUT, "本次编排未列入");
  }
  // Domain reference §4.2: the archive's birth month counts.
  const int age = AgeOnDay(candidate.archive_birth_month(), horizon.FirstDay(0));
  const int oldest = rule.max_age.at(facts.program.type());
  if (age > oldest) {
    judge.Refuse(v1::ELIGIBILITY_RULE_AGE, absl::StrCat("按档案年龄", age, "岁，超过", oldest, "岁"));
  }
  for (const v1::Exclusion& exclusion : candidate.exclusions()) {
    const Period period{ToDay(exclusion.start_date()), exclusion.has_end_date() ? ToDay(exclusion.end_date()) : kEver};
    judge.Block(v1::ELIGIBILITY_RULE_EXCLUSION, period,
                absl::StrCat(KindText(exclusion.kind()), "（", Days(period), "）不得派出"));
  }
  bool sent_before = false;
  for (const PastStay& stay : facts.stays) {
    if (stay.candidate != candidate.name()) continue;
    sent_before = true;
    judge.Block(v1::ELIGIBILITY_RULE_AWAY, stay.period, absl::StrCat(Days(stay.period), "已安排派出"));
    if (rule.cool_down_months == 0) continue;
    const Period before{AddMonths(stay.period.start, -rule.cool_down_months), stay.period.start - 1};
    const Period after{stay.period.end + 1, AddMonths(stay.period.end, rule.cool_down_months)};
    for (const Period& period : {before, after}) {
      judge.Block(
          v1::ELIGIBILITY_RULE_COOL_DOWN, period,
          absl::StrCat("与", Days(stay.period), "的派出间隔不足", rule.cool_down_months, "个月（", Days(period), "）"));
    }
  }
  for (const Enrolled& enrolled : facts.enrolled) {
    if (enrolled.member != candidate.member()) continue;
    judge.Block(v1::ELIGIBILITY_RULE_TRAINING, enrolled.period,
                absl::StrCat("参加“", enrolled.class_name, "”（", Days(enrolled.period), "）"));
  }
  judge.Score(v1::SCORE_KIND_AGE, rule.age_year * std::abs(age - rule.age_target));
  if (!sent_before) judge.Score(v1::SCORE_KIND_NEVER_SENT, rule.never_sent);
  if (const auto grade = facts.grades.find(candidate.name()); grade != facts.grades.end()) {
    judge.Score(v1::SCORE_KIND_APPRAISAL, rule.appraisal.at(grade->second));
  }
  return std::move(judge).Done();
}

}  // namespace xf::rotation

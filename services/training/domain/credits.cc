#include "services/training/domain/credits.h"

#include <algorithm>
#include <map>

#include "services/training/domain/time.h"

namespace xf::training {
namespace {

// 干部教育培训工作条例 (2023): who misses more than 1/7 of the hours is withdrawn.
bool MissedTooMuch(const CreditRules& rules, const std::vector<Lesson>& timetable, const TraineeRecord& record) {
  int64_t total = 0;
  int64_t missed = 0;
  for (const Lesson& lesson : timetable) {
    const int64_t worth = rules.On(DayOf(lesson.start)).Worth(lesson.unit, lesson.minutes());
    total += worth;
    if (!record.attended.contains(lesson.id)) missed += worth;
  }
  return !timetable.empty() && rules.On(DayOf(timetable.back().start)).IsTooMuch(missed, total);
}

bool Overlaps(const Lesson& lesson, const EarnedElsewhere& earned) {
  return lesson.start < earned.end && earned.start < lesson.end;
}

}  // namespace

Verdict Judge(const CreditRules& rules, const std::vector<Lesson>& timetable, const TraineeRecord& record) {
  Verdict verdict;
  if (MissedTooMuch(rules, timetable, record)) {
    verdict.withdrawn = true;
    return verdict;
  }
  std::map<absl::CivilDay, int64_t> earned_on;
  for (const EarnedElsewhere& earned : record.earlier) earned_on[DayOf(earned.start)] += earned.milli;
  for (const Lesson& lesson : timetable) {
    if (!record.attended.contains(lesson.id)) continue;
    const auto overlaps = [&](const EarnedElsewhere& earned) { return Overlaps(lesson, earned); };
    if (std::any_of(record.earlier.begin(), record.earlier.end(), overlaps)) continue;
    const absl::CivilDay day = DayOf(lesson.start);
    const CreditRule& rule = rules.On(day);
    const int64_t left = std::max<int64_t>(0, rule.day_cap_milli - earned_on[day]);
    const int64_t milli = std::min(rule.Worth(lesson.unit, lesson.minutes()), left);
    if (milli == 0) continue;
    earned_on[day] += milli;
    verdict.awards.push_back({&lesson, milli, rule.version});
  }
  return verdict;
}

}  // namespace xf::training

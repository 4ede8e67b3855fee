// What a trainee earns by a class: a pure function of the timetable, the attendance and what was earned elsewhere.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "services/training/domain/credit_rules.h"

namespace xf::training {

// A session as far as hours depend on it.
struct Lesson {
  std::string id;
  absl::Time start;
  absl::Time end;
  v1::SessionUnit unit = v1::SESSION_UNIT_LESSONS;

  int64_t minutes() const { return absl::ToInt64Minutes(end - start); }
};

// Hours that another class gave for a stretch of time.
struct EarnedElsewhere {
  absl::Time start;
  absl::Time end;
  int64_t milli = 0;
};

// One trainee's record of a class.
struct TraineeRecord {
  // Ids of the sessions that the trainee was in.
  std::set<std::string> attended;
  // By other classes, on the days of this one.
  std::vector<EarnedElsewhere> earlier;
};

// Hours for one lesson.
struct Award {
  const Lesson* lesson;
  int64_t milli;
  std::string rule_version;
};

// What becomes of a trainee.
struct Verdict {
  // Too many hours missed: no awards.
  bool withdrawn = false;
  // In order of time; lessons that earn nothing are left out.
  std::vector<Award> awards;
};

// Judges a trainee. A session that was not attended counts as missed, whether by leave, absence or for want of a
// record. No time is credited twice, and no day beyond the cap. `timetable` is in order of time and outlives the
// verdict.
Verdict Judge(const CreditRules& rules, const std::vector<Lesson>& timetable, const TraineeRecord& record);

}  // namespace xf::training

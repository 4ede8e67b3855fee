#include "services/ctl/sample/classes.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "common/base/date.h"

namespace xf::sample {
namespace {

namespace training = xianfeng::training::v1;

google::protobuf::Timestamp At(absl::CivilDay day, int hour, int minute) {
  google::protobuf::Timestamp time;
  time.set_seconds(absl::ToUnixSeconds(
      absl::FromCivil(absl::CivilMinute(day.year(), day.month(), day.day(), hour, minute), ChinaZone())));
  return time;
}

bool IsWorkingDay(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday != absl::Weekday::saturday && weekday != absl::Weekday::sunday;
}

class ClassesBuilder {
 public:
  ClassesBuilder(const facts::County& facts, const Divisions& divisions, const Roster& roster, const Training& training,
                 Rng rng)
      : facts_(facts), divisions_(divisions), roster_(roster), rng_(std::move(rng)) {
    for (const training::Venue& venue : training.venues) {
      if (venue.kind() == training::VENUE_KIND_RED || venue.kind() == training::VENUE_KIND_GREEN)
        field_sites_.push_back(&venue);
      if (venue.kind() == training::VENUE_KIND_COUNTY_PARTY_SCHOOL) county_school_ = venue.name();
    }
    for (const training::Instructor& instructor : training.instructors) {
      if (!instructor.has_hired_until()) instructors_.push_back(&instructor);
    }
    for (const auto& request : training.courses) {
      if (request.course().state() != training::COURSE_STATE_APPROVED) continue;
      (request.course().is_core_course() ? core_ : courses_).push_back(&request);
    }
  }

  Classes Build() {
    for (const auto& fact : facts_.training().classes()) {
      if (!fact.per_township()) {
        for (int number = 1; number <= fact.count(); ++number) {
          AddClass(fact, absl::StrFormat("%s-%d", fact.id(), number), "", facts_.county(), county_school_, number);
        }
        continue;
      }
      for (const std::string& township : facts_.organizations().committees()) {
        AddClass(fact, absl::StrCat(fact.id(), "-", township), township, township,
                 Name("venues", absl::StrCat("school_", township)), 1);
      }
    }
    return std::move(classes_);
  }

 private:
  std::string Name(absl::string_view collection, absl::string_view id) const {
    return ResourceName(facts_.county(), collection, id);
  }

  void AddClass(const facts::Training::Classes& fact, const std::string& id, const std::string& township,
                const std::string& organization, const std::string& venue, int number) {
    std::vector<int> trainees = Trainees(fact, township);
    if (trainees.empty()) return;
    const std::vector<absl::CivilDay> days = Days(fact, venue);
    auto& request = classes_.classes.emplace_back();
    request.set_class_id(id);
    training::Class& group = *request.mutable_class_();
    group.set_organization(Name("organizations", organization));
    group.set_display_name(fact.per_township() ? absl::StrCat(TownshipName(township), fact.display_name())
                                               : absl::StrCat(fact.display_name(), "（第", number, "期）"));
    group.set_target_group(fact.target_group());
    group.set_capacity(fact.size());
    group.set_plan(Name("plans", facts_.training().plans(0).id()));
    *group.mutable_start_date() = ToDate(days.front());
    *group.mutable_end_date() = ToDate(days.back());
    Enrol(fact, id, trainees);
    for (size_t day = 0; day < days.size(); ++day) AddSession(id, days[day], venue, day, days.size(), trainees);
    classes_.closings.emplace_back().set_name(Name("classes", id));
  }

  // Members whom the class is for, who were in no other one, at most its size.
  std::vector<int> Trainees(const facts::Training::Classes& fact, const std::string& township) {
    std::vector<int> chosen;
    for (size_t branch = 0; branch < roster_.tree.branches.size(); ++branch) {
      const Organization& organization = roster_.tree.branches[branch].organization;
      const auto& sectors = fact.sectors();
      if (!sectors.empty() && std::find(sectors.begin(), sectors.end(), organization.sector()) == sectors.end())
        continue;
      if (!township.empty() && !absl::StartsWith(organization.division(), township)) continue;
      for (const int index : Wanted(fact, branch)) {
        if (!trained_.contains(index)) chosen.push_back(index);
      }
    }
    rng_.Shuffle(chosen);
    if (chosen.size() > static_cast<size_t>(fact.size())) chosen.resize(fact.size());
    trained_.insert(chosen.begin(), chosen.end());
    return chosen;
  }

  std::vector<int> Wanted(const facts::Training::Classes& fact, size_t branch) const {
    const int secretary = roster_.secretaries[branch];
    const std::vector<int>& committee = roster_.committees[branch];
    if (fact.trainees() == facts::Training::SECRETARIES)
      return secretary < 0 ? std::vector<int>() : std::vector{secretary};
    if (fact.trainees() == facts::Training::COMMITTEES) {
      return roster_.HasCommittee(branch) ? std::vector<int>(committee.begin() + 1, committee.end())
                                          : std::vector<int>();
    }
    std::vector<int> wanted;
    for (const int index : roster_.members_of[branch]) {
      const bool probationary =
          roster_.members[index].member_kind() == xianfeng::membership::v1::MEMBER_KIND_PROBATIONARY;
      const bool leads = std::find(committee.begin(), committee.end(), index) != committee.end();
      if (fact.trainees() == facts::Training::PROBATIONARY ? probationary : !probationary && !leads)
        wanted.push_back(index);
    }
    return wanted;
  }

  // Working days on which the venue is free, from the first day on.
  std::vector<absl::CivilDay> Days(const facts::Training::Classes& fact, const std::string& venue) {
    std::vector<absl::CivilDay> days;
    absl::CivilDay day = ParseIsoDate(fact.first_day()).value_or(absl::CivilDay(facts_.year(), 3, 3));
    for (; static_cast<int>(days.size()) < fact.days(); ++day) {
      if (IsWorkingDay(day) && booked_.emplace(venue, day).second) days.push_back(day);
    }
    return days;
  }

  void Enrol(const facts::Training::Classes& fact, const std::string& id, const std::vector<int>& trainees) {
    const bool committee =
        fact.trainees() == facts::Training::SECRETARIES || fact.trainees() == facts::Training::COMMITTEES;
    auto& request = classes_.enrolments.emplace_back();
    request.set_name(Name("classes", id));
    for (const int index : trainees) {
      auto& trainee = *request.add_trainees();
      trainee.set_member(roster_.members[index].name());
      trainee.set_role(committee ? training::OBLIGATION_ROLE_COMMITTEE : training::OBLIGATION_ROLE_MEMBER);
    }
  }

  // A day of eight 学时. The first is the core course, the last one at a red or green site.
  void AddSession(const std::string& class_id, absl::CivilDay day, std::string venue, size_t number, size_t days,
                  const std::vector<int>& trainees) {
    const bool first = number == 0, last = number + 1 == days;
    const training::CreateCourseRequest* course = first ? core_.front() : rng_.Pick(courses_);
    if (last) {
      do course = rng_.Pick(courses_);
      while (course->course().format() != training::COURSE_FORMAT_FIELD);
      do venue = rng_.Pick(field_sites_)->name();
      while (!booked_.emplace(venue, day).second);
    }
    const training::Instructor* instructor = rng_.Pick(instructors_);
    while (!booked_.emplace(instructor->name(), day).second) instructor = rng_.Pick(instructors_);
    auto& request = classes_.sessions.emplace_back();
    request.set_session_id(absl::StrFormat("%s-d%d", class_id, number + 1));
    training::Session& session = *request.mutable_session();
    session.set_class_(Name("classes", class_id));
    session.set_course(Name("courses", course->course_id()));
    session.set_instructor(instructor->name());
    session.set_venue(venue);
    *session.mutable_start_time() = At(day, 8, 30);
    *session.mutable_end_time() = At(day, 17, 30);
    session.set_unit(training::SESSION_UNIT_DAY);
    for (const int index : trainees) {
      training::Attendance& attendance = classes_.attendances.emplace_back();
      attendance.set_session(Name("sessions", request.session_id()));
      attendance.set_member(roster_.members[index].name());
      attendance.set_method(training::ATTENDANCE_METHOD_SHEET);
      const uint64_t luck = rng_.Below(1000);
      attendance.set_status(luck < 970   ? training::ATTENDANCE_STATUS_PRESENT
                            : luck < 985 ? training::ATTENDANCE_STATUS_LATE
                            : luck < 997 ? training::ATTENDANCE_STATUS_LEAVE
                                         : training::ATTENDANCE_STATUS_ABSENT);
    }
  }

  std::string TownshipName(const std::string& code) const {
    for (const Township& township : divisions_.townships) {
      if (township.code == code) return township.name;
    }
    return code;
  }

  const facts::County& facts_;
  const Divisions& divisions_;
  const Roster& roster_;
  Rng rng_;
  std::string county_school_;
  std::vector<const training::Venue*> field_sites_;
  std::vector<const training::Instructor*> instructors_;
  std::vector<const training::CreateCourseRequest*> core_, courses_;
  // Venues and instructors with the days on which they are taken.
  std::set<std::pair<std::string, absl::CivilDay>> booked_;
  std::set<int> trained_;
  Classes classes_;
};

}  // namespace

Classes MakeClasses(const facts::County& facts, const Divisions& divisions, const Roster& roster,
                    const Training& training, Rng rng) {
  return ClassesBuilder(facts, divisions, roster, training, std::move(rng)).Build();
}

}  // namespace xf::sample

#include "services/training/domain/timetable.h"

#include <gtest/gtest.h>

#include "common/base/clock.h"
#include "common/testing/matchers.h"
#include "services/training/domain/time.h"

namespace xf::training {
namespace {

using xf::testing::IsError;
using xf::testing::IsOk;

// A session on 18 May 2026 in the county, 8:00 to 9:30.
v1::Session SomeSession() {
  v1::Session session;
  session.set_class_("counties/990001/classes/c");
  session.set_course("counties/990001/courses/c");
  session.set_instructor("counties/990001/instructors/i");
  session.set_venue("counties/990001/venues/v");
  const absl::Time start = absl::FromCivil(absl::CivilHour(2026, 5, 18, 8), ChinaZone());
  session.mutable_start_time()->set_seconds(absl::ToUnixSeconds(start));
  session.mutable_end_time()->set_seconds(absl::ToUnixSeconds(start + absl::Minutes(90)));
  return session;
}

// A setting that the session fits.
Setting Fitting() {
  Setting setting;
  setting.class_term = {absl::CivilDay(2026, 5, 18), absl::CivilDay(2026, 5, 20)};
  setting.course_state = v1::COURSE_STATE_APPROVED;
  setting.hiring_term = {absl::CivilDay(2025, 1, 1), absl::CivilDay(2026, 5, 18)};
  setting.venue_state = v1::VENUE_STATE_ACTIVE;
  return setting;
}

TEST(CheckSettingTest, ASessionMayLieOnTheFirstAndLastDayOfEachTerm) {
  EXPECT_THAT(CheckSetting(SomeSession(), Fitting()), IsOk());
}

TEST(CheckSettingTest, NeedsNeitherInstructorNorVenue) {
  v1::Session session = SomeSession();
  session.clear_instructor();
  session.clear_venue();
  Setting setting = Fitting();
  setting.hiring_term.reset();
  setting.venue_state.reset();
  EXPECT_THAT(CheckSetting(session, setting), IsOk());
}

struct Case {
  absl::string_view name;
  void (*spoil)(Setting&);
  absl::StatusCode code;
  Reason reason;
};

class CheckSettingRefuses : public ::testing::TestWithParam<Case> {};

TEST_P(CheckSettingRefuses, WithItsReason) {
  Setting setting = Fitting();
  GetParam().spoil(setting);
  EXPECT_THAT(CheckSetting(SomeSession(), setting), IsError(GetParam().code, GetParam().reason));
}

constexpr auto kPrecondition = absl::StatusCode::kFailedPrecondition;

INSTANTIATE_TEST_SUITE_P(
    Settings, CheckSettingRefuses,
    ::testing::Values(
        Case{"ClosedClass", [](Setting& s) { s.class_closed = true; }, kPrecondition, errors::REASON_STATE_CONFLICT},
        Case{"NoCourse", [](Setting& s) { s.course_state.reset(); }, kPrecondition, errors::REASON_REFERENCE_NOT_FOUND},
        Case{"NoInstructor", [](Setting& s) { s.hiring_term.reset(); }, kPrecondition,
             errors::REASON_REFERENCE_NOT_FOUND},
        Case{"NoVenue", [](Setting& s) { s.venue_state.reset(); }, kPrecondition, errors::REASON_REFERENCE_NOT_FOUND},
        Case{"DraftCourse", [](Setting& s) { s.course_state = v1::COURSE_STATE_DRAFT; }, kPrecondition,
             errors::REASON_COURSE_NOT_APPROVED},
        Case{"RetiredCourse", [](Setting& s) { s.course_state = v1::COURSE_STATE_RETIRED; }, kPrecondition,
             errors::REASON_COURSE_NOT_APPROVED},
        Case{"TermOver", [](Setting& s) { s.hiring_term->last = absl::CivilDay(2026, 5, 17); }, kPrecondition,
             errors::REASON_INSTRUCTOR_NOT_IN_SERVICE},
        Case{"TermToCome", [](Setting& s) { s.hiring_term->first = absl::CivilDay(2026, 5, 19); }, kPrecondition,
             errors::REASON_INSTRUCTOR_NOT_IN_SERVICE},
        Case{"ClosedVenue", [](Setting& s) { s.venue_state = v1::VENUE_STATE_CLOSED; }, kPrecondition,
             errors::REASON_VENUE_CLOSED},
        Case{"DayBeforeTheClass", [](Setting& s) { s.class_term.first = absl::CivilDay(2026, 5, 19); },
             absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID},
        Case{"DayAfterTheClass",
             [](Setting& s) {
               s.class_term = {absl::CivilDay(2026, 5, 1), absl::CivilDay(2026, 5, 17)};
             },
             absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID}),
    [](const auto& info) { return std::string(info.param.name); });

TEST(DayOfTest, ADayBeginsAtMidnightInTheCounty) {
  const absl::Time midnight = absl::FromCivil(absl::CivilHour(2026, 5, 17, 16), absl::UTCTimeZone());
  EXPECT_EQ(DayOf(midnight), absl::CivilDay(2026, 5, 18));
  EXPECT_EQ(DayOf(midnight - absl::Seconds(1)), absl::CivilDay(2026, 5, 17));
}

}  // namespace
}  // namespace xf::training

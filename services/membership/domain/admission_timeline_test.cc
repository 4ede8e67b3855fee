#include "services/membership/domain/admission_timeline.h"

#include "services/membership/domain/admission_for_test.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class AdmissionTimelineTest : public AdmissionRulesTest {};

// A whole admission under the text of 2014, worked by hand. What is expected of each step is its window when it was
// taken.
TEST_F(AdmissionTimelineTest, AnAdmissionUnderTheTextOf2014StepByStep) {
  const AdmissionCourse course =
      Course("2015-01-31",
             {{2, "2015-02-28"},  {3, "2015-08-31"},  {4, "2015-09-05"},  {5, "2015-09-05"},  {6, "2016-02-29"},
              {6, "2016-08-29"},  {7, "2016-08-31"},  {8, "2016-09-10"},  {9, "2016-09-20"},  {10, "2016-10-08"},
              {11, "2016-10-20"}, {12, "2016-11-01"}, {13, "2016-11-10"}, {14, "2016-11-12"}, {15, "2016-11-30"},
              {16, "2017-01-05"}, {17, "2017-02-28"}, {18, "2017-03-05"}, {19, "2017-03-06"}, {20, "2017-07-01"},
              {21, "2017-10-01"}, {22, "2017-11-20"}, {23, "2017-11-30"}, {24, "2018-02-28"}, {25, "2018-03-10"}});
  const auto timeline = At(course, "2018-12-31");
  ASSERT_EQ(timeline.size(), 25u);
  EXPECT_EQ(Window(timeline, 1), "-..-");
  EXPECT_EQ(Window(timeline, 2), "-..2015-02-28");  // 31 January and a month, clamped.
  EXPECT_EQ(Window(timeline, 3), "-..-");
  EXPECT_EQ(Window(timeline, 6), "-..2016-08-29");   // Half a year after the assessment of 29 February 2016.
  EXPECT_EQ(Window(timeline, 7), "2016-08-31..-");   // A year as activist; no publicity yet.
  EXPECT_EQ(Window(timeline, 15), "-..-");           // No limit after the pre-review in 2014.
  EXPECT_EQ(Window(timeline, 17), "-..2017-02-28");  // 30 November and three months: 30 February, clamped.
  EXPECT_EQ(Window(timeline, 20), "-..-");           // No limit for the oath in 2014.
  EXPECT_EQ(Window(timeline, 23), "2017-11-30..-");  // Probation from the meeting, not from the approval.
  EXPECT_EQ(Window(timeline, 24), "-..2018-02-28");  // 30 November and three months.
  for (const auto& step : timeline) {
    EXPECT_EQ(step.state(), v1::ADMISSION_STEP_STATE_DONE) << step.step();
    EXPECT_EQ(step.rule_version(), "2014") << step.step();
    EXPECT_FALSE(step.overdue()) << step.step();
    EXPECT_EQ(step.stage(), step.step() <= 2    ? 1
                            : step.step() <= 6  ? 2
                            : step.step() <= 11 ? 3
                            : step.step() <= 18 ? 4
                                                : 5);
  }
  EXPECT_EQ(timeline[16].article(), "细则(2014)第二十七条");
  EXPECT_EQ(timeline[22].article(), "党章第七条");
  EXPECT_EQ(course.State(), v1::ADMISSION_STATE_FULL);
}

// One that lies across the new text: what happened before 18 May 2026 is judged by the old one.
TEST_F(AdmissionTimelineTest, AnAdmissionAcrossTheTextOf2026StepByStep) {
  AdmissionCourse course = Course("2023-10-31", {{2, "2023-11-30"},
                                                 {3, "2024-02-29"},
                                                 {4, "2024-03-05"},
                                                 {5, "2024-03-05"},
                                                 {6, "2024-08-29"},
                                                 {6, "2025-02-28"},
                                                 {6, "2025-08-28"},
                                                 {6, "2026-02-28"}});
  v1::AdmissionStepRecord object = Record(7, "2026-05-28");
  *object.mutable_publicity_date() = ToDate(absl::CivilDay(2026, 5, 20));
  course.Put(object);
  for (const auto& [step, day] : std::vector<Done>{{8, "2026-06-01"},
                                                   {9, "2026-06-02"},
                                                   {10, "2026-06-10"},
                                                   {11, "2026-06-15"},
                                                   {12, "2026-06-18"},
                                                   {13, "2026-06-30"},
                                                   {14, "2026-07-02"},
                                                   {15, "2026-07-31"},
                                                   {16, "2026-08-20"},
                                                   {17, "2026-10-31"}}) {
    course.Put(Record(step, day));
  }
  const auto timeline = At(course, "2026-11-20");
  EXPECT_EQ(Window(timeline, 2), "-..2023-11-30");  // 31 October and a month: 31 November, clamped.
  EXPECT_EQ(timeline[1].rule_version(), "2014");
  EXPECT_EQ(Window(timeline, 6), "-..2026-02-28");  // 28 August 2025 and half a year.
  EXPECT_EQ(timeline[5].records_size(), 4);
  EXPECT_EQ(Window(timeline, 7), "2026-05-27..-");  // Publicity 20, 21, 22, 25, 26 May; a year is long over.
  EXPECT_EQ(timeline[6].rule_version(), "2026");
  EXPECT_EQ(timeline[6].article(), "细则(2026)第十三条");
  EXPECT_EQ(Window(timeline, 15), "-..2026-07-30");  // 30 June and a month.
  EXPECT_TRUE(timeline[14].overdue());
  EXPECT_EQ(timeline[14].overdue_days(), 1);
  EXPECT_EQ(Window(timeline, 17), "-..2026-10-31");  // 31 July and three months.
  EXPECT_FALSE(timeline[16].overdue());
  EXPECT_EQ(Window(timeline, 20), "-..2026-11-30");  // 31 October and a month: the oath.
  EXPECT_EQ(timeline[19].state(), v1::ADMISSION_STEP_STATE_OPEN);
  EXPECT_EQ(timeline[18].state(), v1::ADMISSION_STEP_STATE_OPEN);
  EXPECT_EQ(Window(timeline, 23), "2027-07-31..-");
  EXPECT_EQ(timeline[22].state(), v1::ADMISSION_STEP_STATE_BLOCKED);
  EXPECT_THAT(timeline[22].missing_steps(), ElementsAre(v1::ADMISSION_STEP_OATH, v1::ADMISSION_STEP_CONTINUED_EDUCATION,
                                                        v1::ADMISSION_STEP_CONVERSION_APPLICATION));
  EXPECT_EQ(Window(timeline, 24), "-..-");
  EXPECT_EQ(course.State(), v1::ADMISSION_STATE_PROBATIONARY);
}

TEST_F(AdmissionTimelineTest, ProbationThatBeginsOnALeapDayIsCompleteOnTheTwentyEighth) {
  const AdmissionCourse course = Course("2022-01-01", {{15, "2024-02-29"}});
  EXPECT_EQ(course.ProbationEnd(rules_), absl::CivilDay(2025, 2, 28));
  EXPECT_EQ(Window(At(course, "2025-01-01"), 23), "2025-02-28..-");
  EXPECT_EQ(Course("2021-01-01", {{15, "2023-02-28"}}).ProbationEnd(rules_), absl::CivilDay(2024, 2, 28));
}

TEST_F(AdmissionTimelineTest, AnExtensionMovesTheEndOfProbationAndOpensTheConversionAnew) {
  AdmissionCourse course = Course("2015-01-31", {{15, "2016-08-31"}, {19, "2016-09-30"}, {22, "2017-08-20"}});
  for (const auto& [step, day] : std::vector<Done>{{23, "2017-08-31"}, {24, "2017-10-15"}}) {
    v1::AdmissionStepRecord extension = Record(step, day);
    extension.set_outcome(v1::ADMISSION_OUTCOME_EXTENDED);
    extension.set_extension_months(6);
    course.Put(extension);
  }
  EXPECT_EQ(course.ProbationEnd(rules_), absl::CivilDay(2018, 2, 28));  // 31 August 2016 and eighteen months.
  const auto timeline = At(course, "2018-01-01");
  EXPECT_EQ(timeline[21].state(), v1::ADMISSION_STEP_STATE_OPEN);
  EXPECT_EQ(timeline[22].state(), v1::ADMISSION_STEP_STATE_BLOCKED);
  EXPECT_EQ(Window(timeline, 23), "2018-02-28..-");
  EXPECT_EQ(timeline[22].records_size(), 1);
  EXPECT_EQ(course.extensions(), 1);
}

TEST_F(AdmissionTimelineTest, SpecialCircumstancesGiveTheCommitteeSixMonths) {
  AdmissionCourse course = Course("2015-01-31", {{15, "2016-08-31"}});
  v1::AdmissionStepRecord approval = Record(17, "2017-02-28");
  course.Put(approval);
  EXPECT_TRUE(At(course, "2017-03-01")[16].overdue());
  approval.set_special_circumstances(true);
  course.Put(approval);
  EXPECT_FALSE(At(course, "2017-03-01")[16].overdue());
  EXPECT_EQ(Window(At(course, "2017-03-01"), 17), "-..2017-02-28");
}

TEST_F(AdmissionTimelineTest, OverdueBeginsTheDayAfterTheLatestDay) {
  const AdmissionCourse course = Course("2026-06-30", {});
  EXPECT_FALSE(At(course, "2026-07-30")[1].overdue());
  EXPECT_TRUE(At(course, "2026-07-31")[1].overdue());
  EXPECT_EQ(At(course, "2026-08-09")[1].overdue_days(), 10);
}

TEST_F(AdmissionTimelineTest, AStepWaitsForItsEarliestDay) {
  const AdmissionCourse course = Course(
      "2025-01-01", {{2, "2025-01-20"}, {3, "2025-06-30"}, {4, "2025-07-01"}, {5, "2025-07-01"}, {6, "2025-12-01"}});
  EXPECT_EQ(At(course, "2026-06-29")[6].state(), v1::ADMISSION_STEP_STATE_WAITING);
  EXPECT_EQ(At(course, "2026-06-30")[6].state(), v1::ADMISSION_STEP_STATE_OPEN);
}

TEST_F(AdmissionTimelineTest, DueAreTheStepsToComeWhoseLatestDayIsNear) {
  const AdmissionCourse course = Course("2025-01-01", {{2, "2025-01-20"}, {3, "2025-06-30"}, {5, "2025-07-01"}});
  const auto on = [&](const char* due) {
    std::vector<int> steps;
    for (const auto& step : StepsDue(course, rules_, calendar_, absl::CivilDay(2025, 12, 1), *ParseIsoDate(due))) {
      steps.push_back(step.step());
    }
    return steps;
  };
  EXPECT_THAT(on("2025-12-29"), IsEmpty());
  EXPECT_THAT(on("2025-12-30"), ElementsAre(6));  // Half a year after 30 June.
}

TEST_F(AdmissionTimelineTest, AfterTheEndNothingMoreIsExpected) {
  const auto timeline = Timeline(Course("2025-01-01", {}), true, rules_, calendar_, absl::CivilDay(2026, 1, 1));
  EXPECT_EQ(timeline[0].state(), v1::ADMISSION_STEP_STATE_DONE);
  EXPECT_EQ(timeline[1].state(), v1::ADMISSION_STEP_STATE_CLOSED);
  EXPECT_FALSE(timeline[1].overdue());
}

TEST_F(AdmissionTimelineTest, WorkingDaysOfAnUnknownYearAreSaidToBeAGuess) {
  AdmissionCourse course = Course("2025-01-01", {});
  v1::AdmissionStepRecord object = Record(7, "2031-10-20");
  *object.mutable_publicity_date() = ToDate(absl::CivilDay(2031, 10, 1));
  course.Put(object);
  EXPECT_TRUE(At(course, "2031-11-01")[6].calendar_missing());
}

}  // namespace
}  // namespace xf::membership

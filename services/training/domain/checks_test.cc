// The rules that span fields, one violation at a time, each beside its nearest lawful neighbour.
#include "services/training/domain/checks.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <gtest/gtest.h>

#include "xianfeng/training/v1/course.pb.h"
#include "xianfeng/training/v1/venue.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr absl::CivilDay kToday(2026, 5, 18);

// Fields that a resource, given as text, violates.
template <typename T>
std::vector<std::string> Violated(const std::string& text) {
  T resource;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &resource)) << text;
  std::vector<Violation> violations;
  CheckRules(resource, "", kToday, violations);
  std::vector<std::string> fields;
  for (const Violation& violation : violations) {
    EXPECT_FALSE(violation.text.en.empty() || violation.text.zh.empty()) << violation.field;
    fields.push_back(violation.field);
  }
  return fields;
}

TEST(InstructorRulesTest, TermEndsOnOrAfterItsFirstDay) {
  EXPECT_THAT(
      Violated<v1::Instructor>("hired_from {year: 2025 month: 3 day: 1} hired_until {year: 2025 month: 3 day: 1}"),
      IsEmpty());
  EXPECT_THAT(
      Violated<v1::Instructor>("hired_from {year: 2025 month: 3 day: 1} hired_until {year: 2025 month: 2 day: 28}"),
      ElementsAre("hired_until"));
  EXPECT_THAT(Violated<v1::Instructor>("hired_from {year: 2025 month: 3 day: 1}"), IsEmpty())
      << "open terms are allowed";
}

TEST(InstructorRulesTest, OnlyPracticalInstructorsHaveAField) {
  const std::string from = "hired_from {year: 2025 month: 3 day: 1} field: INSTRUCTOR_FIELD_LIVESTOCK ";
  EXPECT_THAT(Violated<v1::Instructor>(from + "category: INSTRUCTOR_CATEGORY_PRACTICAL"), IsEmpty());
  EXPECT_THAT(Violated<v1::Instructor>(from + "category: INSTRUCTOR_CATEGORY_EXPERT"), ElementsAre("field"));
}

TEST(PlanRulesTest, MonthsOfAnItemAreInOrder) {
  EXPECT_THAT(Violated<v1::Plan>("items {month_from: 3 month_until: 3} items {month_from: 3} items {month_until: 2}"),
              IsEmpty());
  EXPECT_THAT(Violated<v1::Plan>("items {} items {month_from: 3 month_until: 2}"), ElementsAre("items[1].month_until"));
}

TEST(ClassRulesTest, DaysAreInOrderWithinOneYear) {
  EXPECT_THAT(Violated<v1::Class>("start_date {year: 2026 month: 12 day: 31} end_date {year: 2026 month: 12 day: 31}"),
              IsEmpty());
  EXPECT_THAT(Violated<v1::Class>("start_date {year: 2026 month: 5 day: 2} end_date {year: 2026 month: 5 day: 1}"),
              ElementsAre("end_date"));
  EXPECT_THAT(Violated<v1::Class>("start_date {year: 2026 month: 12 day: 31} end_date {year: 2027 month: 1 day: 1}"),
              ElementsAre("end_date"));
}

// 2026-05-18 00:00 in the county is 1779033600.
TEST(SessionRulesTest, EndsAfterItBeginsOnTheSameDay) {
  EXPECT_THAT(Violated<v1::Session>("start_time {seconds: 1779033600} end_time {seconds: 1779033601}"), IsEmpty());
  EXPECT_THAT(Violated<v1::Session>("start_time {seconds: 1779033600} end_time {seconds: 1779120000}"), IsEmpty())
      << "midnight ends the day";
  EXPECT_THAT(Violated<v1::Session>("start_time {seconds: 1779033600} end_time {seconds: 1779033600}"),
              ElementsAre("end_time"));
  EXPECT_THAT(Violated<v1::Session>("start_time {seconds: 1779033600} end_time {seconds: 1779120001}"),
              ElementsAre("end_time"));
}

TEST(ActivityRulesTest, WasHeldByToday) {
  EXPECT_THAT(Violated<v1::Activity>("date {year: 2026 month: 5 day: 18}"), IsEmpty());
  EXPECT_THAT(Violated<v1::Activity>("date {year: 2026 month: 5 day: 19}"), ElementsAre("date"));
}

TEST(CheckRulesTest, OtherResourcesHaveNoRulesOfThisKind) {
  EXPECT_THAT(Violated<v1::Venue>("capacity: 5"), IsEmpty());
}

TEST(CheckCountyTest, EveryReferencePointsIntoTheCounty) {
  v1::Course course;
  course.set_organization("counties/990002/organizations/x");
  course.add_instructors("counties/990001/instructors/a");
  course.add_instructors("counties/990002/instructors/b");
  course.set_display_name("counties/990002/is a title, not a reference");
  std::vector<Violation> violations;
  CheckCounty(course, "course.", "990001", violations);
  ASSERT_EQ(violations.size(), 2u);
  EXPECT_EQ(violations[0].field, "course.organization");
  EXPECT_EQ(violations[1].field, "course.instructors[1]");
}

TEST(CheckCountyTest, AnEmptyReferenceIsNone) {
  std::vector<Violation> violations;
  CheckCounty(v1::Session(), "", "990001", violations);
  EXPECT_THAT(violations, IsEmpty());
}

}  // namespace
}  // namespace xf::training

// What a class earns, rule by rule, under a rule file of the test's own.
#include "services/training/domain/credits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "common/base/clock.h"
#include "common/testing/matchers.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using xf::testing::IsError;

constexpr absl::string_view kRules = R"(
rules:
  - {version: "a", effective_from: 2019-01-01, obligations: {member: 32, committee: 56}, day: 8, half_day: 4,
     lesson_minutes: 45, day_cap: 8, missed_share: {numerator: 1, denominator: 7}}
  - {version: "b", effective_from: 2026-07-01, obligations: {member: 40, committee: 60}, day: 6, half_day: 3,
     lesson_minutes: 50, day_cap: 6, missed_share: {numerator: 1, denominator: 7}}
)";

CreditRules Rules() { return CreditRules::Parse(kRules).value(); }

// 8:00 of a day of May 2026 in the county, and so many minutes later.
absl::Time At(int day, int minutes, int month = 5) {
  return absl::FromCivil(absl::CivilMinute(2026, month, day, 8, minutes), ChinaZone());
}

Lesson LessonOf(std::string id, int day, int from, int to, v1::SessionUnit unit = v1::SESSION_UNIT_LESSONS,
                int month = 5) {
  return {std::move(id), At(day, from, month), At(day, to, month), unit};
}

TraineeRecord Attended(std::set<std::string> sessions) {
  TraineeRecord record;
  record.attended = std::move(sessions);
  return record;
}

std::vector<int64_t> Hours(const Verdict& verdict) {
  std::vector<int64_t> hours;
  for (const Award& award : verdict.awards) hours.push_back(award.milli);
  return hours;
}

TEST(CreditRuleTest, OwesThirtyTwoOrFiftySixHours) {
  const CreditRules rules = Rules();
  const CreditRule& rule = rules.On(absl::CivilDay(2026, 5, 1));
  EXPECT_EQ(rule.Target(v1::OBLIGATION_ROLE_MEMBER), 32'000);
  EXPECT_EQ(rule.Target(v1::OBLIGATION_ROLE_COMMITTEE), 56'000);
}

TEST(CreditRuleTest, IsTheNewestThatBeganByTheDay) {
  const CreditRules rules = Rules();
  EXPECT_EQ(rules.On(absl::CivilDay(2010, 1, 1)).version, "a");
  EXPECT_EQ(rules.On(absl::CivilDay(2026, 6, 30)).version, "a");
  EXPECT_EQ(rules.On(absl::CivilDay(2026, 7, 1)).version, "b");
}

TEST(CreditRuleTest, CountsWholeLessonHoursHalfDaysAndDays) {
  const CreditRules rules = Rules();
  const CreditRule& rule = rules.On(absl::CivilDay(2026, 5, 1));
  EXPECT_EQ(rule.Worth(v1::SESSION_UNIT_LESSONS, 44), 0);
  EXPECT_EQ(rule.Worth(v1::SESSION_UNIT_LESSONS, 45), 1'000);
  EXPECT_EQ(rule.Worth(v1::SESSION_UNIT_LESSONS, 134), 2'000);
  EXPECT_EQ(rule.Worth(v1::SESSION_UNIT_HALF_DAY, 150), 4'000);
  EXPECT_EQ(rule.Worth(v1::SESSION_UNIT_DAY, 300), 8'000);
}

TEST(CreditRulesTest, RefusesAFileThatIsNotWhole) {
  for (const absl::string_view yaml : {"rules: []", "rules: [{version: a}]", "rules: {", "nothing: 1"}) {
    EXPECT_THAT(CreditRules::Parse(yaml), IsError(absl::StatusCode::kInternal, errors::REASON_INTERNAL)) << yaml;
  }
}

TEST(CreditRulesTest, RefusesRulesOutOfOrder) {
  std::string yaml(kRules);
  yaml.replace(yaml.find("2026-07-01"), 10, "2018-01-01");
  EXPECT_THAT(CreditRules::Parse(yaml), IsError(absl::StatusCode::kInternal, errors::REASON_INTERNAL));
}

TEST(JudgeTest, CreditsEachSessionAttended) {
  const std::vector<Lesson> timetable = {LessonOf("a", 4, 0, 90), LessonOf("b", 5, 0, 360, v1::SESSION_UNIT_DAY)};
  EXPECT_THAT(Hours(Judge(Rules(), timetable, Attended({"a", "b"}))), ElementsAre(2'000, 8'000));
}

TEST(JudgeTest, CreditsNoMoreThanTheCapOfADay) {
  const std::vector<Lesson> timetable = {LessonOf("a", 4, 0, 180, v1::SESSION_UNIT_HALF_DAY),
                                         LessonOf("b", 4, 200, 425), LessonOf("c", 4, 430, 520)};
  EXPECT_THAT(Hours(Judge(Rules(), timetable, Attended({"a", "b", "c"}))), ElementsAre(4'000, 4'000));
}

TEST(JudgeTest, CountsWhatOtherClassesGaveTowardsTheCap) {
  const std::vector<Lesson> timetable = {LessonOf("a", 4, 300, 480)};
  const TraineeRecord record = {.attended = {"a"},
                                .earlier = {{At(4, 0), At(4, 240), 7'000}, {At(3, 0), At(3, 90), 2'000}}};
  EXPECT_THAT(Hours(Judge(Rules(), timetable, record)), ElementsAre(1'000));
}

TEST(JudgeTest, CreditsNoTimeTwice) {
  const std::vector<Lesson> timetable = {LessonOf("a", 4, 0, 90), LessonOf("b", 4, 90, 180)};
  const TraineeRecord record = {.attended = {"a", "b"}, .earlier = {{At(4, 45), At(4, 90), 1'000}}};
  EXPECT_THAT(Hours(Judge(Rules(), timetable, record)), ElementsAre(2'000)) << "b begins when the other class ends";
}

TEST(JudgeTest, MissingASeventhIsAllowedAndMoreIsNot) {
  std::vector<Lesson> timetable;
  std::set<std::string> all;
  for (int i = 0; i < 7; ++i) {
    timetable.push_back(LessonOf(std::string(1, 'a' + i), 4 + i, 0, 45));
    all.insert(timetable.back().id);
  }
  std::set<std::string> six = all;
  six.erase("a");
  std::set<std::string> five = six;
  five.erase("b");
  EXPECT_EQ(Hours(Judge(Rules(), timetable, Attended(six))).size(), 6u);
  const Verdict verdict = Judge(Rules(), timetable, Attended(five));
  EXPECT_TRUE(verdict.withdrawn);
  EXPECT_THAT(verdict.awards, IsEmpty());
}

TEST(JudgeTest, JudgesEachSessionByTheRuleOfItsDay) {
  const std::vector<Lesson> timetable = {LessonOf("a", 30, 0, 360, v1::SESSION_UNIT_DAY, 6),
                                         LessonOf("b", 1, 0, 360, v1::SESSION_UNIT_DAY, 7)};
  const Verdict verdict = Judge(Rules(), timetable, Attended({"a", "b"}));
  ASSERT_THAT(Hours(verdict), ElementsAre(8'000, 6'000));
  EXPECT_EQ(verdict.awards[0].rule_version, "a");
  EXPECT_EQ(verdict.awards[1].rule_version, "b");
}

// Whatever the timetable and attendance: no day above the cap, nothing for a session that was missed.
TEST(JudgeTest, HoldsItsBoundsOnRandomTimetables) {
  std::mt19937 random(431123);
  const CreditRules rules = Rules();
  for (int round = 0; round < 500; ++round) {
    std::vector<Lesson> timetable;
    TraineeRecord record;
    for (int day = 1; day <= 4; ++day) {
      for (int from = 0; from < 600;) {
        const int minutes = 10 + static_cast<int>(random() % 200);
        const auto unit = static_cast<v1::SessionUnit>(1 + random() % 3);
        timetable.push_back(
            LessonOf(std::to_string(day) + "-" + std::to_string(from), day, from, from + minutes, unit));
        if (random() % 20 != 0) record.attended.insert(timetable.back().id);
        from += minutes;
      }
    }
    const Verdict verdict = Judge(rules, timetable, record);
    std::map<int64_t, int64_t> by_day;
    for (const Award& award : verdict.awards) {
      EXPECT_TRUE(record.attended.contains(award.lesson->id));
      EXPECT_GT(award.milli, 0);
      by_day[absl::ToUnixSeconds(award.lesson->start) / 86'400] += award.milli;
    }
    for (const auto& [day, milli] : by_day) EXPECT_LE(milli, 8'000);
  }
}

}  // namespace
}  // namespace xf::training

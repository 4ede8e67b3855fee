#include "services/membership/domain/admission_check.h"

#include <fstream>

#include "services/membership/domain/admission_for_test.h"

namespace xf::membership {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class AdmissionCheckTest : public AdmissionRulesTest {
 protected:
  // Up to the filing as development object, under the text of 2014.
  AdmissionCourse Object() const {
    return Course("2015-01-31", {{2, "2015-02-10"},
                                 {3, "2015-08-31"},
                                 {4, "2015-09-05"},
                                 {5, "2015-09-05"},
                                 {6, "2016-02-29"},
                                 {7, "2016-08-31"},
                                 {8, "2016-09-10"}});
  }
};

TEST_F(AdmissionCheckTest, AnApplicantIsEighteenAndAgreesWithTheNumber) {
  v1::Admission admission;
  admission.set_id_number("431123200406300018");
  admission.set_gender(xianfeng::type::v1::GENDER_MALE);
  *admission.mutable_birth_date() = ToDate(absl::CivilDay(2004, 6, 30));
  const auto fields = [&](absl::CivilDay applied) {
    *admission.mutable_application_date() = ToDate(applied);
    std::vector<std::string> found;
    for (const auto& violation : CheckApplication(admission, {.minimum_age = 18}, absl::CivilDay(2026, 1, 1))) {
      found.push_back(violation.field);
    }
    return found;
  };
  EXPECT_THAT(fields(absl::CivilDay(2022, 6, 30)), IsEmpty());
  EXPECT_THAT(fields(absl::CivilDay(2022, 6, 29)), ElementsAre("admission.application_date"));
  EXPECT_THAT(fields(absl::CivilDay(2026, 1, 2)), ElementsAre("admission.application_date"));
  admission.set_gender(xianfeng::type::v1::GENDER_FEMALE);
  *admission.mutable_birth_date() = ToDate(absl::CivilDay(2004, 6, 29));
  EXPECT_THAT(fields(absl::CivilDay(2022, 6, 30)), ElementsAre("admission.birth_date", "admission.gender"));
}

TEST_F(AdmissionCheckTest, ADevelopmentObjectHasBeenAnActivistForAYear) {
  const AdmissionCourse course = Course(
      "2015-01-31", {{2, "2015-02-10"}, {3, "2016-02-29"}, {4, "2016-03-05"}, {5, "2016-03-05"}, {6, "2016-08-01"}});
  EXPECT_THAT(Fields(course, Record(7, "2017-02-27")), ElementsAre("record.date"));
  EXPECT_THAT(Fields(course, Record(7, "2017-02-28")), IsEmpty());
}

TEST_F(AdmissionCheckTest, PublicityOfFiveWorkingDaysIsOfTheTextOf2026) {
  const AdmissionCourse course = Course(
      "2024-01-31", {{2, "2024-02-10"}, {3, "2024-08-31"}, {4, "2024-09-05"}, {5, "2024-09-05"}, {6, "2025-02-01"}});
  EXPECT_THAT(Fields(course, Record(7, "2026-05-17")), IsEmpty());
  EXPECT_THAT(Fields(course, Record(7, "2026-05-18")), ElementsAre("record.publicity_date"));
  v1::AdmissionStepRecord object = Record(7, "2026-10-09");
  *object.mutable_publicity_date() = ToDate(absl::CivilDay(2026, 9, 28));  // 28, 29, 30 September, 8, 9 October.
  EXPECT_THAT(Fields(course, object), ElementsAre("record.date"));
  *object.mutable_date() = ToDate(absl::CivilDay(2026, 10, 10));
  EXPECT_THAT(Fields(course, object), IsEmpty());
}

TEST_F(AdmissionCheckTest, WhoLeavesTheUnitWithinThreeMonthsIsAdmittedByADocumentOnly) {
  const AdmissionCourse course = Object();
  v1::AdmissionStepRecord review = Record(13, "2016-11-30");
  review.set_organization("counties/990001/organizations/township");
  EXPECT_THAT(Fields(course, review), IsEmpty());
  *review.mutable_departure_date() = ToDate(absl::CivilDay(2017, 2, 27));
  EXPECT_THAT(Fields(course, review), ElementsAre("record.document"));
  review.set_document("组〔2016〕9号");
  EXPECT_THAT(Fields(course, review), IsEmpty());
  review.clear_document();
  *review.mutable_departure_date() = ToDate(absl::CivilDay(2017, 2, 28));  // Three months, the day clamped to the end.
  EXPECT_THAT(Fields(course, review), IsEmpty());
  *review.mutable_departure_date() = ToDate(absl::CivilDay(2016, 12, 1));
  review.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  EXPECT_THAT(Fields(course, review), IsEmpty());
  *review.mutable_departure_date() = ToDate(absl::CivilDay(2016, 11, 29));
  EXPECT_THAT(Fields(course, review), ElementsAre("record.departure_date"));
  v1::AdmissionStepRecord elsewhere = Record(12, "2016-11-29");
  *elsewhere.mutable_departure_date() = ToDate(absl::CivilDay(2017, 12, 1));
  EXPECT_THAT(Fields(course, elsewhere), ElementsAre("record.departure_date"));
}

TEST_F(AdmissionCheckTest, StepsComeInOrderAndNotInTheFuture) {
  EXPECT_THAT(Fields(Object(), Record(10, "2016-09-09")), ElementsAre("record.date"));
  EXPECT_THAT(Fields(Object(), Record(10, "2016-09-10")), IsEmpty());
  EXPECT_THAT(Fields(Object(), Record(10, "2026-11-02")), ElementsAre("record.date"));
  EXPECT_THAT(Fields(Object(), Record(1, "2015-01-31")), ElementsAre("record.step"));
}

TEST_F(AdmissionCheckTest, ProbationDoesNotBeginBeforeTheMeeting) {
  AdmissionCourse course =
      Course("2015-01-31", {{15, "2016-11-30"}, {16, "2016-12-10"}, {17, "2017-01-10"}, {18, "2017-01-20"}});
  for (const int step : {16, 17, 18, 19}) {
    EXPECT_THAT(Fields(course, Record(step, "2016-11-29")), Contains("record.date")) << step;
  }
  EXPECT_THAT(Fields(course, Record(19, "2017-01-20")), IsEmpty());
  // Nor is a meeting put behind the probation that it began.
  course.Put(Record(19, "2017-01-21"));
  EXPECT_THAT(Fields(course, Record(15, "2017-02-01")), Contains("record.date"));
}

TEST_F(AdmissionCheckTest, ACorrectedDayIsHeldAgainstWhatCameAfter) {
  // The activist decision really was half a year later: the development object would be too early.
  AdmissionCourse course = Object();
  course.Put(Record(3, "2016-02-28"));
  const auto violations = CheckRecord(course, Record(3, "2016-02-28"), rules_, calendar_, absl::CivilDay(2026, 1, 1));
  std::vector<std::string> texts;
  for (const Violation& violation : violations) texts.push_back(violation.text.en);
  EXPECT_THAT(texts, Contains(HasSubstr("step 7 of 2016-08-31 is before 2017-02-28")));
  EXPECT_THAT(texts, Contains(HasSubstr("step 4 of 2015-09-05 lies before step 3")));
}

TEST_F(AdmissionCheckTest, AMeetingNeedsMoreThanHalfOfThoseEntitledTwice) {
  AdmissionCourse course = Course("2015-01-31", {{14, "2016-11-12"}});
  v1::AdmissionStepRecord meeting = Record(15, "2016-11-30");
  EXPECT_THAT(Fields(course, meeting), ElementsAre("record.votes"));
  const auto votes = [&](int entitled, int present, int ayes, int written) {
    meeting.mutable_votes()->set_entitled(entitled);
    meeting.mutable_votes()->set_present(present);
    meeting.mutable_votes()->set_ayes(ayes);
    meeting.mutable_votes()->set_written_ayes(written);
    return Fields(course, meeting);
  };
  EXPECT_THAT(votes(12, 7, 7, 0), IsEmpty());
  EXPECT_THAT(votes(12, 6, 6, 6), ElementsAre("record.votes.present"));
  EXPECT_THAT(votes(12, 7, 6, 0), ElementsAre("record.votes.ayes"));  // Half of the entitled is not more than half.
  EXPECT_THAT(votes(12, 7, 6, 1), IsEmpty());                         // Written ayes of absent members count.
  EXPECT_THAT(votes(12, 13, 6, 0), ElementsAre("record.votes"));
  EXPECT_THAT(votes(12, 7, 8, 0), ElementsAre("record.votes"));
  EXPECT_THAT(votes(12, 7, 7, 6), ElementsAre("record.votes"));
  meeting.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  EXPECT_THAT(votes(12, 7, 3, 0), IsEmpty());
  EXPECT_THAT(Fields(Object(), Meeting(10, "2016-10-01")), ElementsAre("record.votes"));
}

TEST_F(AdmissionCheckTest, ContactsAreOneOrTwoAndIntroducersTwo) {
  const AdmissionCourse course = Course("2015-01-31", {{2, "2015-02-10"}, {3, "2015-08-31"}, {4, "2015-09-05"}});
  v1::AdmissionStepRecord contacts = Record(5, "2015-09-05");
  EXPECT_THAT(Fields(course, contacts), ElementsAre("record.members"));
  contacts.add_members("counties/431123/members/a");
  EXPECT_THAT(Fields(course, contacts), IsEmpty());
  contacts.add_members("counties/431123/members/a");
  EXPECT_THAT(Fields(course, contacts), ElementsAre("record.members"));
  v1::AdmissionStepRecord introducers = Record(9, "2016-09-20");
  introducers.add_members("counties/431123/members/a");
  EXPECT_THAT(Fields(Object(), introducers), ElementsAre("record.members"));
  introducers.add_members("counties/431123/members/b");
  EXPECT_THAT(Fields(Object(), introducers), IsEmpty());
  v1::AdmissionStepRecord review = introducers;
  review.set_step(v1::ADMISSION_STEP_POLITICAL_REVIEW);
  EXPECT_THAT(Fields(Object(), review), ElementsAre("record.members"));
}

TEST_F(AdmissionCheckTest, TrainingTakesThreeDaysOrTwentyFourHours) {
  v1::AdmissionStepRecord training = Record(11, "2016-10-01");
  EXPECT_THAT(Fields(Object(), training), ElementsAre("record.training_days"));
  training.set_training_days(3);
  EXPECT_THAT(Fields(Object(), training), IsEmpty());
  training.set_training_days(2);
  training.set_training_hours(24);
  EXPECT_THAT(Fields(Object(), training), IsEmpty());
}

TEST_F(AdmissionCheckTest, OnlyDecisionsFailAndCommitteesAreNamed) {
  v1::AdmissionStepRecord review = Record(10, "2016-10-01");
  review.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  EXPECT_THAT(Fields(Object(), review), IsEmpty());
  AdmissionCourse failed = Object();
  failed.Put(review);
  EXPECT_EQ(failed.State(), v1::ADMISSION_STATE_TERMINATED);
  EXPECT_EQ(failed.Termination(), v1::TERMINATION_REASON_FAILED_REVIEW);
  v1::AdmissionStepRecord talk = Record(2, "2015-02-10");
  talk.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  EXPECT_THAT(Fields(Object(), talk), Contains("record.outcome"));
  EXPECT_THAT(Fields(Object(), Record(13, "2016-11-01")), ElementsAre("record.organization"));
}

class ExtensionTest : public AdmissionCheckTest {
 protected:
  AdmissionCourse Probation() const {
    return Course("2015-01-31",
                  {{15, "2016-08-31"}, {19, "2016-09-30"}, {20, "2016-09-30"}, {21, "2017-03-01"}, {22, "2017-08-20"}});
  }
  static v1::AdmissionStepRecord Extended(int step, const char* day, int months) {
    v1::AdmissionStepRecord record = Meeting(step, day);
    if (step == 24) record.clear_votes();
    if (step == 24) record.set_organization("counties/431123/organizations/town");
    record.set_outcome(v1::ADMISSION_OUTCOME_EXTENDED);
    record.set_extension_months(months);
    return record;
  }
};

TEST_F(ExtensionTest, ProbationIsExtendedBySixToTwelveMonths) {
  EXPECT_THAT(Fields(Probation(), Extended(23, "2017-08-31", 6)), IsEmpty());
  EXPECT_THAT(Fields(Probation(), Extended(23, "2017-08-31", 12)), IsEmpty());
  EXPECT_THAT(Fields(Probation(), Extended(23, "2017-08-31", 5)), ElementsAre("record.extension_months"));
  EXPECT_THAT(Fields(Probation(), Extended(23, "2017-08-31", 0)), Contains("record.extension_months"));
  EXPECT_THAT(Fields(Probation(), Extended(22, "2017-08-31", 6)), Contains("record.outcome"));
}

TEST_F(ExtensionTest, TheCommitteeApprovesWhatTheMeetingResolved) {
  AdmissionCourse course = Probation();
  course.Put(Extended(23, "2017-08-31", 6));
  EXPECT_THAT(Fields(course, Extended(24, "2017-10-15", 6)), IsEmpty());
  EXPECT_THAT(Fields(course, Extended(24, "2017-10-15", 9)), ElementsAre("record.outcome"));
  EXPECT_THAT(Fields(course, Extended(24, "2017-08-30", 6)), ElementsAre("record.date"));
}

TEST_F(ExtensionTest, OnlyOnceAndConversionWaitsForTheNewEnd) {
  AdmissionCourse course = Probation();
  course.Put(Extended(23, "2017-08-31", 6));
  course.Put(Extended(24, "2017-10-15", 6));
  course.Put(Record(22, "2018-02-01"));
  EXPECT_THAT(Fields(course, Meeting(23, "2018-02-27")), ElementsAre("record.date"));
  EXPECT_THAT(Fields(course, Meeting(23, "2018-02-28")), IsEmpty());
  EXPECT_THAT(Fields(course, Extended(23, "2018-02-28", 6)), ElementsAre("record.outcome"));
}

TEST_F(ExtensionTest, CancellationTakesEffectWithTheApproval) {
  AdmissionCourse course = Probation();
  v1::AdmissionStepRecord meeting = Meeting(23, "2017-08-31");
  meeting.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  course.Put(meeting);
  EXPECT_EQ(course.Termination(), v1::TERMINATION_REASON_UNSPECIFIED);
  v1::AdmissionStepRecord approval = Record(24, "2017-10-15");
  approval.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  course.Put(approval);
  EXPECT_EQ(course.Termination(), v1::TERMINATION_REASON_PROBATION_CANCELLED);
}

TEST(AdmissionRuleFileTest, WhatIsMalformedIsNamed) {
  const auto load = [](const std::string& text) {
    const std::string path = ::testing::TempDir() + "/admission_test.yaml";
    std::ofstream(path) << text;
    return std::string(AdmissionRules::Load(path).status().message());
  };
  const std::string set =
      "rule_sets:\n  - {version: x, effective_from: 2014-05-28, development_act: FILING, publicity_working_days: 0, "
      "training: {days: 3, hours: 24}, special_months: 6, departure_months: 3, probation_months: 12, "
      "extension: {least_months: 6, most_months: 12, most_times: 1}, steps: {";
  EXPECT_EQ(load(set + "}}"), "");
  EXPECT_THAT(load(set + "26: {article: 一}}}"), HasSubstr("25 steps"));
  EXPECT_THAT(load(set + "2: {article: 一, latest: {after: 1, months: 0}}}}"), HasSubstr("months is less than 1"));
  EXPECT_THAT(load("rule_sets: []"), HasSubstr("no rule_sets"));
  EXPECT_THAT(load("rule_sets: [{version: x, effective_from: 2014-02-30}]"), HasSubstr("not a date"));
}

}  // namespace
}  // namespace xf::membership

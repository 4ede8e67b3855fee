#include "services/membership/handlers/test_transfer.h"
#include "xianfeng/membership/v1/admission.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class AdmissionTest : public TransferFixture {
 protected:
  using Stub = v1::AdmissionService::Stub;

  v1::CreateApplicationRequest Application(int n, google::type::Date applied, absl::string_view branch = "e1") const {
    const v1::Member person = Person(n, branch);
    v1::CreateApplicationRequest request;
    request.set_parent(county());
    v1::Admission& admission = *request.mutable_admission();
    admission.set_organization(person.organization());
    admission.set_display_name(person.display_name());
    admission.set_id_number(person.id_number());
    admission.set_gender(person.gender());
    admission.set_ethnicity(person.ethnicity());
    *admission.mutable_birth_date() = person.birth_date();
    admission.set_phone(person.phone());
    *admission.mutable_application_date() = applied;
    return request;
  }
  v1::Admission Apply(int n, google::type::Date applied, absl::string_view branch = "e1") {
    const auto made = admin().Call(&Stub::CreateApplication, Application(n, applied, branch));
    EXPECT_THAT(made, IsOk());
    return made.value_or(v1::Admission());
  }
  static v1::AdmissionStepRecord Step(int step, google::type::Date day) {
    v1::AdmissionStepRecord record;
    record.set_step(static_cast<v1::AdmissionStep>(step));
    *record.mutable_date() = day;
    return record;
  }
  absl::StatusOr<v1::Admission> Record(const std::string& name, const v1::AdmissionStepRecord& record,
                                       const std::string& member = "") {
    v1::RecordAdmissionStepRequest request;
    request.set_name(name);
    request.set_member(member);
    *request.mutable_record() = record;
    return admin().Call(&Stub::RecordAdmissionStep, request);
  }
  // Records steps 2 to `last` of an application of January 2020, under the text of 2014.
  void Advance(const std::string& name, int last) {
    const std::string one = Add(2001, "e1").name();
    const std::string two = Add(2002, "e2").name();
    const auto with = [](v1::AdmissionStepRecord record, auto change) {
      change(record);
      return record;
    };
    const auto committee = [this](auto& record) { record.set_organization(Org("east")); };
    const std::vector<v1::AdmissionStepRecord> steps = {
        Step(2, Day(2020, 1, 20)),
        Step(3, Day(2020, 3, 31)),
        Step(4, Day(2020, 4, 5)),
        with(Step(5, Day(2020, 4, 5)), [&](auto& record) { record.add_members(one); }),
        Step(6, Day(2020, 9, 30)),
        Step(7, Day(2021, 3, 31)),
        Step(8, Day(2021, 4, 5)),
        with(Step(9, Day(2021, 4, 10)), [&](auto& record) { record.add_members(one), record.add_members(two); }),
        Step(10, Day(2021, 4, 20)),
        with(Step(11, Day(2021, 5, 10)), [](auto& record) { record.set_training_days(3); }),
        Step(12, Day(2021, 5, 20)),
        with(Step(13, Day(2021, 5, 30)), committee),
        Step(14, Day(2021, 6, 1)),
        with(Step(15, Day(2021, 6, 30)), Agreed),
        Step(16, Day(2021, 7, 10)),
        with(Step(17, Day(2021, 8, 30)), committee),
        Step(18, Day(2021, 9, 1)),
        Step(19, Day(2021, 9, 2)),
        Step(20, Day(2021, 9, 30)),
        Step(21, Day(2022, 3, 1)),
        Step(22, Day(2022, 6, 20)),
        with(Step(23, Day(2022, 7, 1)), Agreed),
        with(Step(24, Day(2022, 8, 1)), committee),
        Step(25, Day(2022, 8, 20)),
    };
    for (const v1::AdmissionStepRecord& step : steps) {
      if (step.step() > last) return;
      ASSERT_THAT(Record(name, step), IsOk()) << step.step();
    }
  }
  static void Agreed(v1::AdmissionStepRecord& record) {
    record.mutable_votes()->set_entitled(12);
    record.mutable_votes()->set_present(11);
    record.mutable_votes()->set_ayes(11);
  }
  v1::Admission Read(const std::string& name) {
    v1::GetAdmissionRequest request;
    request.set_name(name);
    const auto admission = admin().Call(&Stub::GetAdmission, request);
    EXPECT_THAT(admission, IsOk());
    return admission.value_or(v1::Admission());
  }
  v1::AdmissionTimeline TimelineOf(const std::string& name, google::type::Date as_of) {
    v1::GetAdmissionTimelineRequest request;
    request.set_name(name);
    *request.mutable_as_of() = as_of;
    const auto timeline = admin().Call(&Stub::GetAdmissionTimeline, request);
    EXPECT_THAT(timeline, IsOk());
    return timeline.value_or(v1::AdmissionTimeline());
  }
  absl::StatusOr<v1::Admission> Terminate(const std::string& name, v1::TerminationReason reason,
                                          google::type::Date day) {
    v1::TerminateAdmissionRequest request;
    request.set_name(name);
    request.set_termination_reason(reason);
    *request.mutable_termination_date() = day;
    return admin().Call(&Stub::TerminateAdmission, request);
  }
};

TEST_F(AdmissionTest, AnApplicationIsAnAdmissionInItsFirstState) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  EXPECT_EQ(admission.state(), v1::ADMISSION_STATE_APPLICANT);
  EXPECT_EQ(admission.org_path(), Path("east.e1"));
  EXPECT_EQ(admission.id_number().substr(1, 3), "***");
  EXPECT_EQ(Read(admission.name()).etag(), "1");
}

TEST_F(AdmissionTest, AnAdmissionGoesOnWhereTheMemberIsRegistered) {
  const std::string name = Apply(0, Day(2020, 1, 10)).name();
  Advance(name, 23);
  const std::string member = Read(name).member();
  Transfer(member, "w1");
  EXPECT_EQ(Read(name).organization(), Org("w1"));
  v1::RecordAdmissionStepRequest approve;
  approve.set_name(name);
  *approve.mutable_record() = Step(24, Day(2022, 8, 1));
  approve.mutable_record()->set_organization(Org("west"));
  ASSERT_THAT(clerk("west").Call(&Stub::RecordAdmissionStep, approve), IsOk());
  EXPECT_EQ(Get(admin(), member)->member_kind(), v1::MEMBER_KIND_FULL);
  EXPECT_EQ(Counted(Org("e1"), Today() - 1), 2)
      << "and his facts in the former branch, out of the clerk's sight, follow";
}

TEST_F(AdmissionTest, ApplicantsGoOnWhereTheirBranchGoes) {
  const std::string name = Apply(0, Day(2020, 1, 10)).name();
  v1::MergeOrganizationsRequest merge;
  merge.set_name(Org("e2"));
  merge.add_sources(Org("e1"));
  merge.set_reason("合村并组");
  merge.set_approval_document("双组批〔2026〕1号");
  ASSERT_THAT(admin().Call(&OrganizationStub::MergeOrganizations, merge), IsOk());
  EXPECT_EQ(Read(name).organization(), Org("e2"));
  EXPECT_EQ(Read(name).org_path(), Path("east.e2"));
}

TEST_F(AdmissionTest, APersonHasOneOpenAdmission) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  EXPECT_THAT(admin().Call(&Stub::CreateApplication, Application(0, Day(2021, 1, 10), "w1")),
              IsError(Code::kAlreadyExists, errors::REASON_ADMISSION_ALREADY_OPEN));
  ASSERT_THAT(Terminate(admission.name(), v1::TERMINATION_REASON_WITHDRAWN, Day(2020, 6, 1)), IsOk());
  EXPECT_THAT(admin().Call(&Stub::CreateApplication, Application(0, Day(2021, 1, 10), "w1")), IsOk());
}

TEST_F(AdmissionTest, AnApplicantIsEighteenAndAppliesAtABranch) {
  EXPECT_THAT(admin().Call(&Stub::CreateApplication, Application(0, Day(2002, 12, 31))),
              ViolatesFields(ElementsAre("admission.application_date")));
  EXPECT_THAT(admin().Call(&Stub::CreateApplication, Application(0, Day(2020, 1, 1), "east")),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_BRANCH));
  EXPECT_THAT(clerk("west").Call(&Stub::CreateApplication, Application(0, Day(2020, 1, 1))),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(AdmissionTest, TheTwentyFiveStepsMakeAFullMember) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  Advance(admission.name(), 25);
  const v1::Admission full = Read(admission.name());
  EXPECT_EQ(full.state(), v1::ADMISSION_STATE_FULL);
  EXPECT_THAT(full.steps(), SizeIs(25));
  const auto member = Get(admin(), full.member());
  ASSERT_THAT(member, IsOk());
  EXPECT_EQ(member->member_kind(), v1::MEMBER_KIND_FULL);
  EXPECT_EQ(IsoDate(member->joined_date()), "2021-06-30");       // The meeting, not the approval.
  EXPECT_EQ(IsoDate(member->full_member_date()), "2022-06-30");  // Probation's end, not the approval.
  EXPECT_EQ(member->display_name(), admission.display_name());
  v1::GetMemberHistoryRequest history;
  history.set_name(full.member());
  const auto facts = admin().Call(&MemberStub::GetMemberHistory, history);
  ASSERT_THAT(facts, IsOk());
  std::vector<std::string> kinds;
  for (const auto& fact : facts->memberships()) {
    if (!fact.has_known_to())
      kinds.push_back(v1::MemberKind_Name(fact.member_kind()) + " " + IsoDate(fact.start_date()));
  }
  EXPECT_THAT(kinds, ElementsAre("MEMBER_KIND_PROBATIONARY 2021-06-30", "MEMBER_KIND_FULL 2022-06-30"));
  const v1::AdmissionTimeline timeline = TimelineOf(admission.name(), Day(2023, 1, 1));
  for (const auto& step : timeline.steps()) {
    EXPECT_EQ(step.state(), v1::ADMISSION_STEP_STATE_DONE) << step.step();
  }
}

TEST_F(AdmissionTest, AStepNeedsThoseBeforeIt) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  EXPECT_THAT(Record(admission.name(), Step(3, Day(2020, 3, 1))),
              IsError(Code::kFailedPrecondition, errors::REASON_ADMISSION_STEP_NOT_OPEN));
  EXPECT_THAT(Record(admission.name(), Step(2, Day(2099, 3, 1))), ViolatesFields(ElementsAre("record.date")));
  EXPECT_THAT(Record(admission.name(), Step(2, Day(2020, 1, 9))), ViolatesFields(ElementsAre("record.date")));
}

TEST_F(AdmissionTest, ACorrectionReplacesTheRecordAndKeepsWhatWasKnown) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  ASSERT_THAT(Record(admission.name(), Step(2, Day(2020, 1, 20))), IsOk());
  const auto corrected = Record(admission.name(), Step(2, Day(2020, 1, 25)));
  ASSERT_THAT(corrected, IsOk());
  EXPECT_THAT(corrected->steps(), SizeIs(2));
  EXPECT_EQ(corrected->etag(), "3");
  const auto timeline = TimelineOf(admission.name(), Day(2020, 2, 1));
  ASSERT_THAT(timeline.superseded_records(), SizeIs(1));
  EXPECT_EQ(IsoDate(timeline.superseded_records(0).date()), "2020-01-20");
  EXPECT_EQ(timeline.superseded_records(0).rule_version(), "2014");
}

TEST_F(AdmissionTest, ContactsAreFullMembersInReach) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  Advance(admission.name(), 4);
  v1::AdmissionStepRecord contacts = Step(5, Day(2020, 4, 6));
  contacts.add_members(county() + "/members/nobody");
  EXPECT_THAT(Record(admission.name(), contacts),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  v1::Member person = Person(7, "e1");
  person.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  person.clear_full_member_date();
  const auto probationary = Create(admin(), person);
  ASSERT_THAT(probationary, IsOk());
  contacts.set_members(0, probationary->name());
  EXPECT_THAT(Record(admission.name(), contacts), ViolatesFields(ElementsAre("record.members[0]")));
}

TEST_F(AdmissionTest, OnlyACommitteeAboveTheBranchApproves) {
  Organize("east", "eg", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  Advance(admission.name(), 12);
  v1::AdmissionStepRecord review = Step(13, Day(2021, 5, 30));
  EXPECT_THAT(Record(admission.name(), review), ViolatesFields(ElementsAre("record.organization")));
  for (const char* id : {"eg", "west", "e1"}) {
    review.set_organization(Org(id));
    EXPECT_THAT(Record(admission.name(), review), ViolatesFields(ElementsAre("record.organization"))) << id;
  }
  review.set_organization(Org("nowhere"));
  EXPECT_THAT(Record(admission.name(), review), IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(AdmissionTest, AFailedReviewEndsTheAdmissionAndCanBeCorrected) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  Advance(admission.name(), 9);
  v1::AdmissionStepRecord review = Step(10, Day(2021, 4, 20));
  review.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  const auto ended = Record(admission.name(), review);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->state(), v1::ADMISSION_STATE_TERMINATED);
  EXPECT_EQ(ended->termination_reason(), v1::TERMINATION_REASON_FAILED_REVIEW);
  EXPECT_EQ(IsoDate(ended->termination_date()), "2021-04-20");
  EXPECT_THAT(Record(admission.name(), Step(11, Day(2021, 5, 1))),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  const auto mended = Record(admission.name(), Step(10, Day(2021, 4, 20)));
  ASSERT_THAT(mended, IsOk());
  EXPECT_EQ(mended->state(), v1::ADMISSION_STATE_DEVELOPMENT_OBJECT);
  EXPECT_FALSE(mended->has_termination_date());
}

TEST_F(AdmissionTest, CancelledProbationEndsTheMembership) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  Advance(admission.name(), 22);
  v1::AdmissionStepRecord meeting = Step(23, Day(2022, 7, 1));
  meeting.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  Agreed(meeting);
  ASSERT_THAT(Record(admission.name(), meeting), IsOk());
  v1::AdmissionStepRecord approval = Step(24, Day(2022, 8, 1));
  approval.set_organization(Org("east"));
  EXPECT_THAT(Record(admission.name(), approval), ViolatesFields(ElementsAre("record.outcome")));
  approval.set_outcome(v1::ADMISSION_OUTCOME_FAILED);
  const auto ended = Record(admission.name(), approval);
  ASSERT_THAT(ended, IsOk());
  EXPECT_EQ(ended->termination_reason(), v1::TERMINATION_REASON_PROBATION_CANCELLED);
  const auto member = Get(admin(), ended->member());
  ASSERT_THAT(member, IsOk());
  EXPECT_EQ(member->state(), v1::MEMBER_STATE_PROBATION_CANCELLED);
  EXPECT_EQ(member->member_kind(), v1::MEMBER_KIND_PROBATIONARY);
}

TEST_F(AdmissionTest, ARegisteredMemberIsTakenOverByNumberAndJoiningDay) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  Advance(admission.name(), 18);
  v1::Member person = Person(0, "e1");
  person.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  person.clear_full_member_date();
  *person.mutable_application_date() = Day(2020, 1, 10);
  *person.mutable_joined_date() = Day(2021, 6, 30);
  const auto member = Create(admin(), person);
  ASSERT_THAT(member, IsOk());
  EXPECT_THAT(Record(admission.name(), Step(19, Day(2021, 9, 2)), Add(5, "e1").name()),
              ViolatesFields(ElementsAre("member")));
  EXPECT_THAT(Record(admission.name(), Step(19, Day(2021, 9, 2))),
              IsError(Code::kAlreadyExists, errors::REASON_MEMBER_ID_NUMBER_TAKEN));
  const auto registered = Record(admission.name(), Step(19, Day(2021, 9, 2)), member->name());
  ASSERT_THAT(registered, IsOk());
  EXPECT_EQ(registered->member(), member->name());
  EXPECT_THAT(Record(admission.name(), Step(19, Day(2021, 9, 3))),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Terminate(admission.name(), v1::TERMINATION_REASON_WITHDRAWN, Day(2022, 1, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(AdmissionTest, AnEndIsARealDayAndHappensOnce) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  EXPECT_THAT(Terminate(admission.name(), v1::TERMINATION_REASON_FAILED_REVIEW, Day(2020, 2, 1)),
              ViolatesFields(ElementsAre("termination_reason")));
  EXPECT_THAT(Terminate(admission.name(), v1::TERMINATION_REASON_WITHDRAWN, Day(2020, 1, 9)),
              ViolatesFields(ElementsAre("termination_date")));
  ASSERT_THAT(Terminate(admission.name(), v1::TERMINATION_REASON_CANCELLED_ACTIVIST, Day(2020, 2, 1)), IsOk());
  EXPECT_THAT(Terminate(admission.name(), v1::TERMINATION_REASON_WITHDRAWN, Day(2020, 2, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(AdmissionTest, ListsAreNarrowedToScopeOrganizationAndState) {
  const v1::Admission east = Apply(0, Day(2020, 1, 10));
  const v1::Admission west = Apply(1, Day(2020, 1, 10), "w1");
  ASSERT_THAT(Terminate(west.name(), v1::TERMINATION_REASON_WITHDRAWN, Day(2020, 2, 1)), IsOk());
  const auto list = [this](const rpc::Client& client, const std::string& filter) {
    v1::ListAdmissionsRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    const auto page = client.Call(&Stub::ListAdmissions, request);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? NamesOf(page->admissions()) : std::vector<std::string>();
  };
  EXPECT_THAT(list(admin(), ""), ElementsAre(east.name(), west.name()));
  EXPECT_THAT(list(admin(), "state = TERMINATED"), ElementsAre(west.name()));
  EXPECT_THAT(list(admin(), "organization = " + Org("east")), ElementsAre(east.name()));
  EXPECT_THAT(list(clerk("west"), ""), ElementsAre(west.name()));
  v1::GetAdmissionRequest get;
  get.set_name(east.name());
  EXPECT_THAT(clerk("west").Call(&Stub::GetAdmission, get),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(AdmissionTest, DueAreOpenAdmissionsPageByPage) {
  const v1::Admission one = Apply(0, Day(2020, 1, 10));
  const v1::Admission two = Apply(1, Day(2020, 1, 10), "e2");
  const v1::Admission talked = Apply(2, Day(2020, 1, 10), "w1");
  ASSERT_THAT(Record(talked.name(), Step(2, Day(2020, 1, 20))), IsOk());
  v1::ListAdmissionsDueRequest request;
  request.set_parent(county());
  request.set_page_size(1);
  auto page = admin().Call(&Stub::ListAdmissionsDue, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(NamesOf(page->admissions()), ElementsAre(one.name()));
  EXPECT_EQ(page->admissions(0).steps(0).step(), v1::ADMISSION_STEP_TALK);
  EXPECT_EQ(IsoDate(page->admissions(0).steps(0).latest_date()), "2020-02-10");
  request.set_page_token(page->next_page_token());
  page = admin().Call(&Stub::ListAdmissionsDue, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(NamesOf(page->admissions()), ElementsAre(two.name()));
  EXPECT_EQ(page->next_page_token(), "");
  request.clear_page_token();
  *request.mutable_due_date() = Day(2020, 2, 9);
  page = admin().Call(&Stub::ListAdmissionsDue, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(page->admissions(), IsEmpty());
}

TEST_F(AdmissionTest, AnAdmissionMovesWithItsBranch) {
  const v1::Admission admission = Apply(0, Day(2020, 1, 10));
  ASSERT_THAT(Record(admission.name(), Step(2, Day(2020, 1, 20))), IsOk());
  v1::MoveOrganizationRequest request;
  request.set_name(Org("e1"));
  request.set_new_superior(Org("west"));
  request.set_reason("乡镇区划调整");
  ASSERT_THAT(admin().Call(&OrganizationStub::MoveOrganization, request), IsOk());
  EXPECT_EQ(Read(admission.name()).org_path(), Path("west.e1"));
}

}  // namespace
}  // namespace xf::membership

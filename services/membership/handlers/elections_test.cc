#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class ElectionsTest : public MembershipTest {
 protected:
  std::vector<std::string> Names(int count, absl::string_view branch) {
    std::vector<std::string> names;
    for (int n = 0; n < count; ++n) names.push_back(Add(n, branch).name());
    return names;
  }

  // A valid election of e1's secretary on 2024-02-29: its term ends on 2027-02-27.
  void Elect() {
    v1::RecordElectionRequest request;
    request.set_organization(Org("e1"));
    v1::Election& election = *request.mutable_election();
    *election.mutable_date() = Day(2024, 2, 29);
    election.set_role(v1::OFFICER_ROLE_SECRETARY);
    election.set_seats(1);
    election.set_entitled(2);
    election.set_present(2);
    for (const std::string& name : Names(2, "e1")) election.add_candidates()->set_member(name);
    election.mutable_candidates(0)->set_votes(2);
    ASSERT_THAT(admin().Call(&OrganizationStub::RecordElection, request), IsOk());
  }

  absl::StatusOr<v1::Postponement> Postpone(const rpc::Client& client, google::type::Date until,
                                            absl::string_view approver = "east", absl::string_view of = "e1") const {
    v1::PostponeElectionRequest request;
    request.set_organization(Org(of));
    v1::Postponement& postponement = *request.mutable_postponement();
    postponement.set_approver(Org(approver));
    *postponement.mutable_approve_date() = Day(2026, 1, 8);
    postponement.set_document("双麻发〔2026〕3号");
    postponement.set_reason("合村并组正在进行");
    *postponement.mutable_term_end_date() = until;
    return client.Call(&OrganizationStub::PostponeElection, request);
  }

  std::vector<v1::ElectionDue> Due() const {
    v1::ListElectionsDueRequest request;
    request.set_parent(county());
    request.set_months(60);
    const auto due = admin().Call(&OrganizationStub::ListElectionsDue, request);
    EXPECT_THAT(due, IsOk());
    if (!due.ok()) return {};
    return {due->elections().begin(), due->elections().end()};
  }
};

TEST_F(ElectionsTest, AnElectionIsOfThosePresentAndAResolutionOfThoseEntitled) {
  const auto members = Names(5, "e1");
  v1::RecordElectionRequest elect;
  elect.set_organization(Org("e1"));
  v1::Election& election = *elect.mutable_election();
  *election.mutable_date() = Day(2024, 2, 29);
  election.set_role(v1::OFFICER_ROLE_SECRETARY);
  election.set_seats(1);
  election.set_entitled(6);
  election.set_present(4);
  for (int i = 0; i < 2; ++i) {
    v1::ElectionCandidate& candidate = *election.add_candidates();
    candidate.set_member(members[i]);
    candidate.set_votes(i == 0 ? 3 : 1);
  }
  EXPECT_THAT(admin().Call(&OrganizationStub::RecordElection, elect), ViolatesFields(ElementsAre("election.entitled")))
      << "the branch has five full members";
  election.set_entitled(5);
  const auto elected = admin().Call(&OrganizationStub::RecordElection, elect);
  ASSERT_THAT(elected, IsOk());
  EXPECT_TRUE(elected->valid());
  EXPECT_TRUE(elected->candidates(0).elected());
  EXPECT_EQ(IsoDate(elected->term_end_date()), "2027-02-27");

  v1::ListElectionsDueRequest due;
  due.set_parent(county());
  due.set_months(60);
  const auto reminded = admin().Call(&OrganizationStub::ListElectionsDue, due);
  ASSERT_THAT(reminded, IsOk());
  EXPECT_THAT(NamesOf(reminded->elections()), ElementsAre(Org("e1")));

  v1::RecordResolutionRequest resolve;
  resolve.set_organization(Org("e1"));
  *resolve.mutable_resolution()->mutable_date() = Day(2026, 1, 9);
  resolve.mutable_resolution()->set_subject("接收预备党员");
  resolve.mutable_resolution()->set_entitled(5);
  resolve.mutable_resolution()->set_present(3);
  resolve.mutable_resolution()->set_ayes(2);
  resolve.mutable_resolution()->set_noes(1);
  const auto resolved = admin().Call(&OrganizationStub::RecordResolution, resolve);
  ASSERT_THAT(resolved, IsOk());
  EXPECT_TRUE(resolved->quorate());
  EXPECT_FALSE(resolved->passed()) << "two of three present, but of five entitled";
  resolve.set_organization(Org("none"));
  EXPECT_THAT(admin().Call(&OrganizationStub::RecordResolution, resolve),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(ElectionsTest, APostponedTermEndsAsTheSuperiorApproved) {
  Elect();
  ASSERT_THAT(Due(), SizeIs(1));
  EXPECT_FALSE(Due()[0].has_original_end_date());
  const auto postponed = Postpone(clerk("east"), Day(2027, 8, 31));
  ASSERT_THAT(postponed, IsOk());
  EXPECT_EQ(postponed->organization(), Org("e1"));
  EXPECT_EQ(postponed->org_path(), Path("east.e1"));
  EXPECT_EQ(IsoDate(postponed->original_end_date()), "2027-02-27");
  ASSERT_THAT(Due(), SizeIs(1));
  EXPECT_EQ(IsoDate(Due()[0].term_end_date()), "2027-08-31");
  EXPECT_EQ(IsoDate(Due()[0].original_end_date()), "2027-02-27");
  // Once more, up to a year in all.
  EXPECT_THAT(Postpone(admin(), Day(2027, 8, 31)), ViolatesFields(ElementsAre("postponement.term_end_date")));
  EXPECT_THAT(Postpone(admin(), Day(2028, 2, 28)), ViolatesFields(ElementsAre("postponement.term_end_date")));
  ASSERT_THAT(Postpone(admin(), Day(2028, 2, 27), county().substr(9)), IsOk());
  EXPECT_EQ(IsoDate(Due()[0].term_end_date()), "2028-02-27");
}

TEST_F(ElectionsTest, NobodyPostponesTheirOwnElection) {
  Elect();
  const auto not_by_superior = ViolatesFields(ElementsAre("postponement.approver"));
  EXPECT_THAT(Postpone(admin(), Day(2027, 8, 31), "e1"), not_by_superior);
  EXPECT_THAT(Postpone(admin(), Day(2027, 8, 31), "west"), not_by_superior);
  EXPECT_THAT(Postpone(clerk("east.e1"), Day(2027, 8, 31)),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND))
      << "the superior lies outside the branch's scope";
  EXPECT_THAT(Postpone(clerk("west"), Day(2027, 8, 31)), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Postpone(admin(), Day(2027, 8, 31), "none"),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(ElectionsTest, TheCountyCommitteesOwnTermIsPostponedByTheLevelAboveTheCounty) {
  const std::string root(county().substr(9));
  v1::AppointOfficerRequest appoint;
  appoint.set_organization(Org(root));
  appoint.mutable_appointment()->set_member(Add(5, "e1").name());
  appoint.mutable_appointment()->set_role(v1::OFFICER_ROLE_SECRETARY);
  *appoint.mutable_appointment()->mutable_start_date() = Day(2021, 9, 1);
  ASSERT_THAT(admin().Call(&OrganizationStub::AppointOfficer, appoint), IsOk());

  v1::PostponeElectionRequest request;
  request.set_organization(Org(root));
  v1::Postponement& postponement = *request.mutable_postponement();
  *postponement.mutable_approve_date() = Day(2026, 1, 8);
  postponement.set_document("永发〔2026〕3号");
  postponement.set_reason("与市党代会衔接");
  *postponement.mutable_term_end_date() = Day(2026, 12, 31);
  const auto postpone = [&] { return admin().Call(&OrganizationStub::PostponeElection, request); };
  EXPECT_THAT(postpone(), ViolatesFields(ElementsAre("postponement.approver_text")));
  postponement.set_approver(Org("east"));
  EXPECT_THAT(postpone(), ViolatesFields(ElementsAre("postponement.approver", "postponement.approver_text")))
      << "no committee of the county is above it";
  postponement.clear_approver();
  postponement.set_approver_text("中共永州市委员会");
  EXPECT_THAT(clerk("east").Call(&OrganizationStub::PostponeElection, request),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND))
      << "a township's clerk does not see the county committee";
  const auto postponed = postpone();
  ASSERT_THAT(postponed, IsOk());
  EXPECT_EQ(postponed->approver(), "");
  EXPECT_EQ(postponed->approver_text(), "中共永州市委员会");
  EXPECT_EQ(IsoDate(postponed->original_end_date()), "2026-08-31");
  ASSERT_THAT(Due(), SizeIs(1));
  EXPECT_EQ(IsoDate(Due()[0].term_end_date()), "2026-12-31");

  Elect();
  request.set_organization(Org("e1"));
  *postponement.mutable_term_end_date() = Day(2027, 8, 31);
  EXPECT_THAT(postpone(), ViolatesFields(ElementsAre("postponement.approver_text"))) << "a branch has a superior here";
  postponement.clear_approver_text();
  EXPECT_THAT(postpone(), ViolatesFields(ElementsAre("postponement.approver")));
}

TEST_F(ElectionsTest, WithoutATermThereIsNothingToPostpone) {
  EXPECT_THAT(Postpone(admin(), Day(2027, 8, 31)), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Due(), IsEmpty());
}

}  // namespace
}  // namespace xf::membership

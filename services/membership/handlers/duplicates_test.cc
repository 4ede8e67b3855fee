// Duplicate records: found with reasons, merged without loss, separated again.
#include "services/membership/handlers/test_transfer.h"
#include "xianfeng/membership/v1/floating_service.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class DuplicateMembersTest : public TransferFixture {
 protected:
  // Another record of the n-th person: the same name and birth date, another number, in another branch.
  v1::Member Again(int n, absl::string_view branch) const {
    v1::Member member = Person(n, branch);
    std::string digits = member.id_number().substr(0, 14) + (n % 2 == 0 ? "003" : "004");
    member.set_id_number(digits + api::IdNumberCheckDigit(digits));
    member.set_phone("13900000000");
    return member;
  }

  absl::StatusOr<v1::Member> Merge(const rpc::Client& client, const std::string& kept, const std::string& duplicate,
                                   const std::string& etag = "") const {
    v1::MergeMembersRequest request;
    request.set_name(kept);
    request.set_duplicate(duplicate);
    request.set_reason("同一人重复登记");
    request.set_etag(etag);
    return client.Call(&MemberStub::MergeMembers, request);
  }

  absl::StatusOr<v1::Member> Unmerge(const rpc::Client& client, const std::string& name) const {
    v1::UnmergeMembersRequest request;
    request.set_name(name);
    request.set_reason("核实为两人");
    return client.Call(&MemberStub::UnmergeMembers, request);
  }

  v1::GetMemberHistoryResponse History(const std::string& name) const {
    v1::GetMemberHistoryRequest request;
    request.set_name(name);
    return admin().Call(&MemberStub::GetMemberHistory, request).value_or(v1::GetMemberHistoryResponse());
  }

  // What is known now of where a member was registered and in which status.
  std::vector<std::string> Known(const std::string& name) const {
    std::vector<std::string> known;
    const auto history = History(name);
    for (const auto& fact : history.memberships()) {
      if (fact.has_known_to()) continue;
      known.push_back(absl::StrCat(fact.organization(), " ", fact.member_kind(), " ", IsoDate(fact.start_date()), "/",
                                   fact.has_end_date() ? IsoDate(fact.end_date()) : ""));
    }
    for (const auto& fact : history.states()) {
      if (!fact.has_known_to()) known.push_back(absl::StrCat(fact.state(), " ", IsoDate(fact.start_date())));
    }
    return known;
  }

  std::string Appoint(const std::string& member, absl::string_view organization) const {
    v1::AppointOfficerRequest request;
    request.set_organization(Org(organization));
    request.mutable_appointment()->set_member(member);
    request.mutable_appointment()->set_role(v1::OFFICER_ROLE_SECRETARY);
    *request.mutable_appointment()->mutable_start_date() = Day(2024, 1, 1);
    const auto made = admin().Call(&OrganizationStub::AppointOfficer, request);
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->name() : "";
  }

  std::string SecretaryOf(absl::string_view organization) const {
    v1::ListOfficersRequest request;
    request.set_organization(Org(organization));
    const auto officers = admin().Call(&OrganizationStub::ListOfficers, request);
    return officers.ok() && officers->officers_size() == 1 ? officers->officers(0).member() : "";
  }
};

TEST_F(DuplicateMembersTest, AnEntryIsComparedWithWhoIsThere) {
  const v1::Member member = Add(0, "e1");
  const v1::Member again = Again(0, "w1");
  v1::FindDuplicatesRequest request;
  request.set_parent(county());
  request.mutable_candidate()->set_display_name(again.display_name());
  request.mutable_candidate()->set_id_number(again.id_number());
  const auto found = admin().Call(&MemberStub::FindDuplicates, request);
  ASSERT_THAT(found, IsOk());
  ASSERT_THAT(found->duplicates(), SizeIs(1));
  EXPECT_EQ(found->duplicates(0).member().name(), member.name());
  EXPECT_THAT(found->duplicates(0).reasons(), ElementsAre(v1::DUPLICATE_REASON_SAME_NAME_AND_BIRTH_DATE,
                                                          v1::DUPLICATE_REASON_SAME_NAME_SIMILAR_ID_NUMBER));
  EXPECT_THAT(clerk("west").Call(&MemberStub::FindDuplicates, request)->duplicates(), IsEmpty());

  v1::CreateMemberRequest create;
  create.set_parent(county());
  *create.mutable_member() = again;
  create.set_refuse_duplicate(true);
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, create),
              IsError(Code::kAlreadyExists, errors::REASON_MEMBER_DUPLICATE_SUSPECTED));
  *create.mutable_member() = Person(1, "w1");
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, create), IsOk());
}

TEST_F(DuplicateMembersTest, ARegisteredMemberIsComparedWithTheOthers) {
  const v1::Member member = Add(0, "e1");
  const auto again = Create(admin(), Again(0, "w1"));
  ASSERT_THAT(again, IsOk());
  v1::FindDuplicatesRequest request;
  request.set_parent(county());
  EXPECT_THAT(admin().Call(&MemberStub::FindDuplicates, request), ViolatesFields(ElementsAre("candidate")));
  request.set_member(member.name());
  const auto found = admin().Call(&MemberStub::FindDuplicates, request);
  ASSERT_THAT(found->duplicates(), SizeIs(1));
  EXPECT_EQ(found->duplicates(0).member().name(), again->name());
}

TEST_F(DuplicateMembersTest, AMergeKeepsEverythingAndCountsOnce) {
  v1::Member kept = Person(0, "e1");
  kept.clear_education();
  kept = *Create(admin(), kept);
  const v1::Member duplicate = *Create(admin(), Again(0, "w1"));
  const std::string office = Appoint(duplicate.name(), "w1");
  const absl::Time before = Now();
  const auto merged = Merge(admin(), kept.name(), duplicate.name(), kept.etag());
  ASSERT_THAT(merged, IsOk());
  EXPECT_EQ(merged->education(), duplicate.education()) << "an empty field is filled";
  EXPECT_EQ(Counted(""), 1);
  EXPECT_EQ(Counted("", {}, admin(), before), 2) << "what was reported stays";
  v1::GetOrganizationTreeRequest tree;
  tree.set_name(Org(county().substr(9)));
  EXPECT_EQ(admin().Call(&OrganizationStub::GetOrganizationTree, tree)->nodes(0).member_count(), 1);
  EXPECT_THAT(Get(admin(), duplicate.name()), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(SecretaryOf("w1"), kept.name()) << "what pointed at the duplicate points at the kept one";
  const auto history = History(kept.name());
  ASSERT_THAT(history.merges(), SizeIs(1));
  EXPECT_EQ(history.merges(0).merged(), duplicate.name());
  EXPECT_FALSE(history.merges(0).has_unmerge_time());
}

TEST_F(DuplicateMembersTest, UnmergeAfterMergeIsAsIfNothingHadBeen) {
  v1::Member kept = Person(0, "e1");
  kept.clear_education();
  kept.clear_phone();
  kept = *Create(admin(), kept);
  v1::Member duplicate = *Create(admin(), Again(0, "w1"));
  Transfer(duplicate.name(), "e2");
  duplicate = *Get(admin(), duplicate.name());
  Appoint(duplicate.name(), "w1");
  const auto facts_of_kept = Known(kept.name()), facts_of_duplicate = Known(duplicate.name());
  ASSERT_THAT(Merge(admin(), kept.name(), duplicate.name()), IsOk());
  ASSERT_THAT(Unmerge(admin(), duplicate.name()), IsOk());

  v1::Member kept_after = *Get(admin(), kept.name()), duplicate_after = *Get(admin(), duplicate.name());
  for (auto* member : {&kept, &duplicate, &kept_after, &duplicate_after}) {
    member->clear_etag();
    member->clear_update_time();
  }
  EXPECT_EQ(kept_after.DebugString(), kept.DebugString());
  EXPECT_EQ(duplicate_after.DebugString(), duplicate.DebugString());
  EXPECT_EQ(Known(kept.name()), facts_of_kept);
  EXPECT_EQ(Known(duplicate.name()), facts_of_duplicate);
  EXPECT_EQ(SecretaryOf("w1"), duplicate.name());
  EXPECT_EQ(Counted(""), 2);
  EXPECT_TRUE(History(kept.name()).merges(0).has_unmerge_time());
  EXPECT_THAT(Unmerge(admin(), duplicate.name()), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(DuplicateMembersTest, MergesAreUndoneInReverseOrder) {
  const std::string a = Add(0, "e1").name(), b = Add(1, "e1").name(), c = Add(2, "w1").name();
  ASSERT_THAT(Merge(admin(), b, a), IsOk());
  ASSERT_THAT(Merge(admin(), c, b), IsOk());
  EXPECT_THAT(Unmerge(admin(), a), IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Unmerge(admin(), b), IsOk());
  EXPECT_THAT(Unmerge(admin(), a), IsOk());
  EXPECT_EQ(Counted(""), 3);
}

TEST_F(DuplicateMembersTest, TheKeeperOfAFloatingMemberFollowsTheMerge) {
  const std::string away = Add(2, "e1").name(), kept = Add(0, "e1").name();
  const std::string keeper = Create(admin(), Again(0, "e1"))->name();
  v1::RegisterOutflowRequest outflow;
  outflow.set_parent(county());
  outflow.mutable_outflow()->set_member(away);
  outflow.mutable_outflow()->set_keeper(keeper);
  outflow.mutable_outflow()->set_reason(v1::OUTFLOW_REASON_EMPLOYMENT);
  outflow.mutable_outflow()->set_destination("广东省东莞市虎门镇");
  *outflow.mutable_outflow()->mutable_start_date() = Day(2024, 1, 1);
  ASSERT_THAT(admin().Call(&v1::FloatingService::Stub::RegisterOutflow, outflow), IsOk());
  const auto keeper_now = [&] {
    v1::ListFloatingMembersRequest request;
    request.set_parent(county());
    return admin().Call(&v1::FloatingService::Stub::ListFloatingMembers, request)->outflows(0).keeper();
  };
  ASSERT_THAT(Merge(admin(), kept, keeper), IsOk());
  EXPECT_EQ(keeper_now(), kept);
  ASSERT_THAT(Unmerge(admin(), keeper), IsOk());
  EXPECT_EQ(keeper_now(), keeper);
}

TEST_F(DuplicateMembersTest, ADissolvedBranchTakesNobodyBack) {
  const std::string kept = Add(0, "e1").name(), duplicate = Create(admin(), Again(0, "w1"))->name();
  ASSERT_THAT(Merge(admin(), kept, duplicate), IsOk());
  v1::DissolveOrganizationRequest dissolve;
  dissolve.set_name(Org("w1"));
  dissolve.set_reason("党员不足");
  ASSERT_THAT(admin().Call(&OrganizationStub::DissolveOrganization, dissolve), IsOk());
  EXPECT_THAT(Unmerge(admin(), duplicate), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_DISSOLVED));
}

TEST_F(DuplicateMembersTest, AMergeThatCanNotBeIsRefused) {
  const v1::Member kept = Add(0, "e1"), other = Add(1, "w1");
  EXPECT_THAT(Merge(admin(), kept.name(), kept.name()), ViolatesFields(ElementsAre("duplicate")));
  EXPECT_THAT(Merge(clerk("east"), kept.name(), other.name()),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  EXPECT_THAT(Merge(clerk("west"), kept.name(), other.name()),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Merge(admin(), kept.name(), other.name(), "7"), IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
  ASSERT_THAT(Start(admin(), other.name(), Org("e2")), IsOk());
  EXPECT_THAT(Merge(admin(), kept.name(), other.name()),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

}  // namespace
}  // namespace xf::membership

#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;
using Code = absl::StatusCode;

class MemberTest : public MembershipTest {
 protected:
  absl::StatusOr<v1::Member> Update(const v1::Member& member, const std::vector<std::string>& mask = {}) {
    v1::UpdateMemberRequest request;
    *request.mutable_member() = member;
    for (const std::string& path : mask) request.mutable_update_mask()->add_paths(path);
    return admin().Call(&MemberStub::UpdateMember, request);
  }

  absl::StatusOr<v1::ListMembersResponse> List(const std::string& filter, int page_size = 0,
                                               const std::string& token = "") {
    v1::ListMembersRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return admin().Call(&MemberStub::ListMembers, request);
  }

  std::vector<std::string> Listed(const std::string& filter) {
    auto page = List(filter);
    EXPECT_THAT(page, IsOk());
    return page.ok() ? NamesOf(page->members()) : std::vector<std::string>();
  }
};

TEST_F(MemberTest, ACreatedMemberIsReadBackAsItWasAnswered) {
  const auto made = Create(admin(), Person(0, "e1"), "zhao-0");
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->name(), county() + "/members/zhao-0");
  EXPECT_EQ(made->org_path(), Path("east.e1"));
  EXPECT_EQ(made->state(), v1::MEMBER_STATE_NORMAL);
  EXPECT_EQ(made->etag(), "1");
  EXPECT_EQ(made->uid().size(), 36u);
  EXPECT_EQ(made->id_type(), v1::ID_TYPE_RESIDENT_CARD);
  const auto read = Get(admin(), made->name());
  ASSERT_THAT(read, IsOk());
  EXPECT_EQ(read->SerializeAsString(), made->SerializeAsString());
}

TEST_F(MemberTest, SensitiveFieldsLeaveTheServiceMasked) {
  v1::Member person = Person(0, "e1");
  person.set_address("湖南省永州市测试县东镇一村二组三号");
  const auto made = Create(admin(), person);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->id_number(), "4" + std::string(15, '*') + person.id_number().substr(17));
  EXPECT_EQ(made->phone(), "138****0000");
  EXPECT_EQ(made->address().find("三号"), std::string::npos);
}

TEST_F(MemberTest, NamesTakeSupplementaryPlanesAndTheMiddleDot) {
  v1::Member person = Person(0, "e1");
  person.set_display_name("\U00020BB7古丽·阿依");
  const auto made = Create(admin(), person);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(Get(admin(), made->name())->display_name(), "\U00020BB7古丽·阿依");
}

TEST_F(MemberTest, TheBranchsSectorIsTheDefault) {
  v1::Member person = Person(0, "e1");
  EXPECT_EQ(Create(admin(), person)->sector(), xianfeng::type::v1::SECTOR_RURAL);
  person = Person(1, "e1");
  person.set_sector(xianfeng::type::v1::SECTOR_RETIRED);
  EXPECT_EQ(Create(admin(), person)->sector(), xianfeng::type::v1::SECTOR_RETIRED);
}

TEST_F(MemberTest, OnlyBranchesTakeMembers) {
  EXPECT_THAT(Create(admin(), Person(0, "east")),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_NOT_BRANCH));
}

TEST_F(MemberTest, AnUnknownBranchIsAReferenceNotFound) {
  EXPECT_THAT(Create(admin(), Person(0, "nowhere")),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(MemberTest, ABranchOfAnotherCountyIsRefused) {
  v1::CreateMemberRequest request;
  request.set_parent(county());
  *request.mutable_member() = Person(0, "e1");
  request.mutable_member()->set_organization("counties/110101/organizations/e1");
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, request), ViolatesFields(ElementsAre("member.organization")));
}

TEST_F(MemberTest, AnIdNumberIsUniqueInItsCountyAlsoAcrossTownships) {
  ASSERT_THAT(Create(admin(), Person(0, "e1")), IsOk());
  EXPECT_THAT(Create(clerk("west"), Person(0, "w1")),
              IsError(Code::kAlreadyExists, errors::REASON_MEMBER_ID_NUMBER_TAKEN));
}

TEST_F(MemberTest, TwoMembersOfOneNameAreRefused) {
  ASSERT_THAT(Create(admin(), Person(0, "e1"), "same"), IsOk());
  EXPECT_THAT(Create(admin(), Person(1, "e1"), "same"),
              IsError(Code::kAlreadyExists, errors::REASON_RESOURCE_ALREADY_EXISTS));
}

TEST_F(MemberTest, EveryBrokenFieldRuleIsNamedAtOnce) {
  v1::Member person = Person(0, "e1");
  person.set_id_number("431123198501010019");
  person.set_phone("ask him");
  person.set_ethnicity("77");
  person.clear_display_name();
  person.clear_member_kind();
  EXPECT_THAT(Create(admin(), person),
              ViolatesFields(UnorderedElementsAre("member.id_number", "member.phone", "member.ethnicity",
                                                  "member.display_name", "member.member_kind")));
}

TEST_F(MemberTest, EveryBrokenRuleAcrossFieldsIsNamedAtOnce) {
  v1::Member person = Person(0, "e1");
  person.set_gender(xianfeng::type::v1::GENDER_FEMALE);
  *person.mutable_application_date() = Day(2002, 1, 1);
  *person.mutable_full_member_date() = Day(2010, 12, 1);
  EXPECT_THAT(Create(admin(), person), ViolatesFields(UnorderedElementsAre("member.gender", "member.application_date",
                                                                           "member.full_member_date")));
}

TEST_F(MemberTest, TheThirtiethOfFebruaryIsNoDayAndNothingIsWritten) {
  v1::Member person = Person(0, "e1");
  *person.mutable_birth_date() = Day(1985, 2, 28);
  person.mutable_birth_date()->set_day(30);
  person.mutable_joined_date()->set_month(2);
  person.mutable_joined_date()->set_day(30);
  person.mutable_full_member_date()->set_month(13);
  EXPECT_THAT(Create(admin(), person), ViolatesFields(UnorderedElementsAre("member.birth_date", "member.joined_date",
                                                                           "member.full_member_date")));
  v1::ListMembersRequest list;
  list.set_parent(county());
  EXPECT_EQ(admin().Call(&MemberStub::ListMembers, list)->members_size(), 0);
}

TEST_F(MemberTest, AMalformedNameHasAReasonOfItsOwn) {
  EXPECT_THAT(Get(admin(), "counties/43/members/x"),
              IsError(Code::kInvalidArgument, errors::REASON_RESOURCE_NAME_INVALID));
  EXPECT_THAT(Get(admin(), Org("e1")), IsError(Code::kInvalidArgument, errors::REASON_RESOURCE_NAME_INVALID));
}

TEST_F(MemberTest, TheNeighboursClerkCanNotTellAMemberFromNone) {
  const v1::Member member = Add(0, "e1");
  EXPECT_THAT(Get(clerk("east"), member.name()), IsOk());
  const auto hidden = Get(clerk("west"), member.name());
  EXPECT_THAT(hidden, IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  const auto absent = Get(clerk("west"), county() + "/members/" + std::string(member.name().size() - 24, 'x'));
  EXPECT_THAT(absent, IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(MemberTest, AClerkCreatesInHisOwnTownshipOnly) {
  EXPECT_THAT(Create(clerk("west"), Person(0, "w1")), IsOk());
  EXPECT_THAT(Create(clerk("west"), Person(1, "e1")),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(MemberTest, AnotherCountyShowsNothing) {
  v1::ListMembersRequest request;
  request.set_parent("counties/110101");
  const auto page = admin().Call(&MemberStub::ListMembers, request);
  if (page.ok()) {
    EXPECT_THAT(page->members(), IsEmpty());
  } else {
    EXPECT_THAT(page, IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  }
}

TEST_F(MemberTest, AnUpdateChangesTheMaskedFieldsAndNothingElse) {
  const v1::Member before = Add(0, "e1");
  v1::Member wish;
  wish.set_name(before.name());
  wish.set_post("村会计");
  wish.set_remarks("not in the mask");
  const auto after = Update(wish, {"post"});
  ASSERT_THAT(after, IsOk());
  v1::Member expected = before;
  expected.set_post("村会计");
  expected.set_etag("2");
  *expected.mutable_update_time() = after->update_time();
  EXPECT_EQ(after->SerializeAsString(), expected.SerializeAsString());
}

TEST_F(MemberTest, WhatWasShownMaskedIsNotWrittenBack) {
  v1::Member wish = Add(0, "e1");
  wish.set_occupation("教师");
  EXPECT_THAT(Update(wish, {"id_number"}), ViolatesFields(ElementsAre("member.id_number")));
  ASSERT_THAT(Update(wish, {"occupation"}), IsOk());
  v1::SearchMembersRequest request;
  request.set_parent(county());
  request.set_id_number(Person(0, "e1").id_number());
  const auto found = admin().Call(&MemberStub::SearchMembers, request);
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->members_size(), 1);
  EXPECT_EQ(found->members(0).occupation(), "教师");
}

TEST_F(MemberTest, AStaleEtagIsAborted) {
  const v1::Member before = Add(0, "e1");
  v1::Member wish;
  wish.set_name(before.name());
  wish.set_etag(before.etag());
  wish.set_post("first");
  ASSERT_THAT(Update(wish), IsOk());
  wish.set_post("second");
  EXPECT_THAT(Update(wish), IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
  EXPECT_EQ(Get(admin(), before.name())->post(), "first");
}

TEST_F(MemberTest, FactsAreNotChangedByAnUpdate) {
  v1::Member wish = Add(0, "e1");
  wish.set_organization(Org("e2"));
  const auto refused = Update(wish, {"organization", "member_kind", "state"});
  EXPECT_THAT(refused, IsError(Code::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
  EXPECT_EQ(ViolationsOf(refused.status()).size(), 3u);
}

TEST_F(MemberTest, AnUpdateIsHeldToTheRulesOfTheWhole) {
  v1::Member wish;
  wish.set_name(Add(0, "e1").name());
  *wish.mutable_full_member_date() = Day(2010, 8, 1);
  EXPECT_THAT(Update(wish, {"full_member_date"}), ViolatesFields(ElementsAre("member.full_member_date")));
}

TEST_F(MemberTest, TheSameRequestTwiceMakesOneMember) {
  v1::CreateMemberRequest request;
  request.set_parent(county());
  *request.mutable_member() = Person(0, "e1");
  request.set_request_id("once");
  const auto first = admin().Call(&MemberStub::CreateMember, request);
  const auto second = admin().Call(&MemberStub::CreateMember, request);
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(first->SerializeAsString(), second->SerializeAsString());
  EXPECT_THAT(Listed(""), ElementsAre(first->name()));
}

TEST_F(MemberTest, ARequestIdIsNotUsedForTwoRequests) {
  v1::CreateMemberRequest request;
  request.set_parent(county());
  *request.mutable_member() = Person(0, "e1");
  request.set_request_id("twice");
  ASSERT_THAT(admin().Call(&MemberStub::CreateMember, request), IsOk());
  *request.mutable_member() = Person(1, "e1");
  EXPECT_THAT(admin().Call(&MemberStub::CreateMember, request),
              IsError(Code::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
}

TEST_F(MemberTest, PagesShowEveryMemberOnceInOrderOfPath) {
  for (int n = 0; n < 7; ++n) Add(n, n % 2 == 0 ? "w1" : "e1");
  std::vector<std::string> paths;
  std::vector<std::string> names;
  std::string token;
  do {
    const auto page = List("", 3, token);
    ASSERT_THAT(page, IsOk());
    EXPECT_LE(page->members_size(), 3);
    for (const auto& member : page->members()) {
      paths.push_back(member.org_path());
      names.push_back(member.name());
    }
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_EQ(names.size(), 7u);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 7u);
  EXPECT_TRUE(std::is_sorted(paths.begin(), paths.end()));
}

TEST_F(MemberTest, APageTokenBelongsToItsQuery) {
  for (int n = 0; n < 3; ++n) Add(n, "e1");
  const auto page = List("", 2);
  ASSERT_THAT(page, IsOk());
  EXPECT_THAT(List("state = NORMAL", 2, page->next_page_token()),
              IsError(Code::kInvalidArgument, errors::REASON_PAGE_TOKEN_INVALID));
}

TEST_F(MemberTest, FiltersNarrowAndCombine) {
  const std::string east = Add(0, "e1").name();
  v1::Member resident = Person(1, "w1");
  resident.set_residence_division("431123105201");
  resident.set_sector(xianfeng::type::v1::SECTOR_ORGAN);
  const std::string west = Create(admin(), resident)->name();
  v1::Member probationary = Person(2, "w1");
  probationary.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  probationary.clear_full_member_date();
  const std::string newcomer = Create(admin(), probationary)->name();

  EXPECT_THAT(Listed("organization = " + Org("e1")), ElementsAre(east));
  EXPECT_THAT(Listed("organization = " + Org("east")), ElementsAre(east));
  EXPECT_THAT(Listed("organization = " + Org("west")), UnorderedElementsAre(west, newcomer));
  EXPECT_THAT(Listed("organization = " + Org("nowhere")), IsEmpty());
  EXPECT_THAT(Listed("member_kind = PROBATIONARY"), ElementsAre(newcomer));
  EXPECT_THAT(Listed("sector = ORGAN"), ElementsAre(west));
  EXPECT_THAT(Listed("residence_division = 431123105201"), ElementsAre(west));
  EXPECT_THAT(Listed("residence_division = 431123105"), ElementsAre(west));
  EXPECT_THAT(Listed("residence_division = 431123106"), IsEmpty());
  EXPECT_THAT(Listed("organization = " + Org("west") + " AND member_kind = FULL"), ElementsAre(west));
  EXPECT_THAT(Listed("state = SUSPENDED"), IsEmpty());
}

TEST_F(MemberTest, AFilterOverAnotherFieldIsRefused) {
  EXPECT_THAT(List("remarks = x"), IsError(Code::kInvalidArgument, errors::REASON_FILTER_INVALID));
}

TEST_F(MemberTest, ClearFieldsComeOnlyFromRevealMemberAndForAPurpose) {
  const v1::Member made = Add(1, "e1");
  v1::RevealMemberRequest request;
  request.set_name(made.name());
  EXPECT_THAT(admin().Call(&MemberStub::RevealMember, request), ViolatesFields(ElementsAre("purpose")));
  request.set_purpose("核对转接组织关系介绍信");
  const auto clear = admin().Call(&MemberStub::RevealMember, request);
  ASSERT_THAT(clear, IsOk());
  EXPECT_EQ(clear->id_number(), Person(1, "e1").id_number());
  EXPECT_EQ(clear->phone(), "13800000001");
  EXPECT_EQ(Get(admin(), made.name())->phone(), "138****0001");

  EXPECT_THAT(clerk("east").Call(&MemberStub::RevealMember, request),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_PERMISSION_MISSING));
  EXPECT_THAT(Admin(NewCounty()).Call(&MemberStub::RevealMember, request),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::membership

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

class MemberSearchTest : public MembershipTest {
 protected:
  v1::SearchMembersRequest Request() {
    v1::SearchMembersRequest request;
    request.set_parent(county());
    return request;
  }

  std::vector<std::string> Found(const rpc::Client& client, const v1::SearchMembersRequest& request) {
    const auto found = client.Call(&MemberStub::SearchMembers, request);
    EXPECT_THAT(found, IsOk());
    return found.ok() ? NamesOf(found->members()) : std::vector<std::string>();
  }

  std::string AddNamed(int n, absl::string_view branch, const std::string& display_name) {
    v1::Member person = Person(n, branch);
    person.set_display_name(display_name);
    const auto made = Create(admin(), person);
    EXPECT_THAT(made, IsOk());
    return made.ok() ? made->name() : "";
  }
};

TEST_F(MemberSearchTest, ABatchAnswersWhatIsThereAndListsWhatIsMissing) {
  const std::string east = Add(0, "e1").name();
  const std::string west = Add(1, "w1").name();
  v1::BatchGetMembersRequest request;
  request.set_parent(county());
  for (const std::string& name : {west, east, county() + "/members/nobody", east}) request.add_names(name);
  const auto all = admin().Call(&MemberStub::BatchGetMembers, request);
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT(NamesOf(all->members()), ElementsAre(east, west));
  EXPECT_THAT(all->missing(), ElementsAre(county() + "/members/nobody"));
  const auto hers = clerk("east").Call(&MemberStub::BatchGetMembers, request);
  ASSERT_THAT(hers, IsOk());
  EXPECT_THAT(NamesOf(hers->members()), ElementsAre(east));
  EXPECT_THAT(hers->missing(), ElementsAre(west, county() + "/members/nobody"));
}

TEST_F(MemberSearchTest, ABatchIsOfOneCounty) {
  v1::BatchGetMembersRequest request;
  request.set_parent(county());
  request.add_names(county() + "/members/a");
  request.add_names("counties/110101/members/b");
  EXPECT_THAT(admin().Call(&MemberStub::BatchGetMembers, request), ViolatesFields(ElementsAre("names[1]")));
}

TEST_F(MemberSearchTest, ABatchTakesAtMostFiveHundred) {
  v1::BatchGetMembersRequest request;
  request.set_parent(county());
  for (int i = 0; i < 501; ++i) request.add_names(absl::StrCat(county(), "/members/m", i));
  EXPECT_THAT(admin().Call(&MemberStub::BatchGetMembers, request), ViolatesFields(ElementsAre("names")));
}

TEST_F(MemberSearchTest, APrefixFindsTheNamesThatBeginSo) {
  const std::string one = AddNamed(0, "e1", "欧阳一");
  const std::string two = AddNamed(1, "w1", "欧阳");
  AddNamed(2, "e1", "欧一阳");
  AddNamed(3, "e1", "一欧阳");
  auto request = Request();
  request.set_display_name_prefix("欧阳");
  EXPECT_THAT(Found(admin(), request), ElementsAre(one, two));
  EXPECT_THAT(Found(clerk("west"), request), ElementsAre(two));
}

TEST_F(MemberSearchTest, APrefixOfASupplementaryPlaneFindsItsNames) {
  const std::string rare = AddNamed(0, "e1", "\U00020BB7田");
  AddNamed(1, "e1", "\U00020BB8田");
  auto request = Request();
  request.set_display_name_prefix("\U00020BB7");
  EXPECT_THAT(Found(admin(), request), ElementsAre(rare));
}

TEST_F(MemberSearchTest, AnIdNumberFindsItsOneMemberAndNobodyOutOfScope) {
  const std::string name = Add(4, "e1").name();
  Add(5, "e1");
  auto request = Request();
  request.set_id_number(Person(4, "e1").id_number());
  EXPECT_THAT(Found(admin(), request), ElementsAre(name));
  EXPECT_THAT(Found(clerk("west"), request), IsEmpty());
}

TEST_F(MemberSearchTest, ATelephoneNumberFindsAllWhoShareIt) {
  v1::Member one = Person(0, "e1");
  v1::Member two = Person(1, "e2");
  two.set_phone(one.phone());
  const std::string first = Create(admin(), one)->name();
  const std::string second = Create(admin(), two)->name();
  Add(2, "e1");
  auto request = Request();
  request.set_phone(one.phone());
  EXPECT_THAT(Found(admin(), request), UnorderedElementsAre(first, second));
}

TEST_F(MemberSearchTest, ExactlyOneCriterionIsGiven) {
  EXPECT_THAT(admin().Call(&MemberStub::SearchMembers, Request()), ViolatesFields(ElementsAre("display_name_prefix")));
  auto request = Request();
  request.set_display_name_prefix("李");
  request.set_phone("13800001234");
  EXPECT_THAT(admin().Call(&MemberStub::SearchMembers, request), ViolatesFields(ElementsAre("display_name_prefix")));
}

TEST_F(MemberSearchTest, AWrongCheckDigitIsToldFromANumberThatNobodyHas) {
  auto request = Request();
  request.set_id_number("431123198501010019");
  EXPECT_THAT(admin().Call(&MemberStub::SearchMembers, request), ViolatesFields(ElementsAre("id_number")));
}

TEST_F(MemberSearchTest, PagesOfASearchBelongToThatSearch) {
  for (int n = 0; n < 3; ++n) AddNamed(n, "e1", absl::StrCat("李", n == 0 ? "" : n == 1 ? "大" : "小"));
  auto request = Request();
  request.set_display_name_prefix("李");
  request.set_page_size(2);
  const auto page = admin().Call(&MemberStub::SearchMembers, request);
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(page->members_size(), 2);
  request.set_page_token(page->next_page_token());
  EXPECT_EQ(admin().Call(&MemberStub::SearchMembers, request)->members_size(), 1);
  request.set_display_name_prefix("李大");
  EXPECT_THAT(admin().Call(&MemberStub::SearchMembers, request),
              IsError(Code::kInvalidArgument, errors::REASON_PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace xf::membership

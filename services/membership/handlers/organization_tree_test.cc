#include "services/membership/handlers/test_county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using Code = absl::StatusCode;
namespace sync = xianfeng::sync::v1;

class OrganizationTreeTest : public MembershipTest {
 protected:
  absl::StatusOr<v1::Organization> Move(const rpc::Client& client, absl::string_view id, absl::string_view to,
                                        const std::string& etag = "") {
    v1::MoveOrganizationRequest request;
    request.set_name(Org(id));
    request.set_new_superior(Org(to));
    request.set_reason("乡镇区划调整");
    request.set_etag(etag);
    return client.Call(&OrganizationStub::MoveOrganization, request);
  }

  // Changes of the county's feed after `cursor`, and the cursor after them.
  std::pair<std::vector<sync::Change>, std::string> Feed(const std::string& cursor) {
    sync::ListChangesRequest request;
    request.set_parent(county());
    request.set_cursor(cursor);
    request.set_page_size(500);
    const auto page = admin().Call(&sync::ChangeFeedService::Stub::ListChanges, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return {};
    return {{page->changes().begin(), page->changes().end()}, page->checkpoint().cursor()};
  }

  // "depth name members children" of each node.
  std::vector<std::string> Tree(const rpc::Client& client, absl::string_view top, int depth) {
    v1::GetOrganizationTreeRequest request;
    request.set_name(Org(top));
    request.set_depth(depth);
    const auto tree = client.Call(&OrganizationStub::GetOrganizationTree, request);
    EXPECT_THAT(tree, IsOk());
    std::vector<std::string> nodes;
    if (!tree.ok()) return nodes;
    for (const auto& node : tree->nodes()) {
      const std::string& name = node.organization().name();
      nodes.push_back(absl::StrCat(node.depth(), " ", name.substr(name.rfind('/') + 1), " ", node.member_count(), " ",
                                   node.child_count()));
    }
    return nodes;
  }
};

TEST_F(OrganizationTreeTest, ATreeShowsLevelsWithMembersAtAndBelow) {
  Add(0, "e1");
  Add(1, "e1");
  Add(2, "w1");
  const std::string root = county().substr(9);
  EXPECT_THAT(Tree(admin(), root, 0), ElementsAre("0 " + root + " 3 2", "1 east 2 2", "1 west 1 1"));
  EXPECT_THAT(Tree(admin(), root, 2),
              ElementsAre("0 " + root + " 3 2", "1 east 2 2", "2 e1 2 0", "2 e2 0 0", "1 west 1 1", "2 w1 1 0"));
  EXPECT_THAT(Tree(clerk("west"), "west", 5), ElementsAre("0 west 1 1", "1 w1 1 0"));
}

TEST_F(OrganizationTreeTest, ATreeOutOfScopeIsNotFound) {
  v1::GetOrganizationTreeRequest request;
  request.set_name(Org("west"));
  EXPECT_THAT(clerk("east").Call(&OrganizationStub::GetOrganizationTree, request),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(OrganizationTreeTest, AMoveTakesTheWholeSubtreeAlong) {
  Organize("east", "general", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  Organize("general", "deep", v1::ORGANIZATION_KIND_BRANCH);
  const v1::Member member = Add(0, "deep");
  const v1::Member other = Add(1, "e1");

  const auto moved = Move(admin(), "general", "west");
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->org_path(), Path("west.general"));
  EXPECT_EQ(moved->superior(), Org("west"));
  EXPECT_EQ(Get(admin(), member.name())->org_path(), Path("west.general.deep"));
  EXPECT_EQ(Get(admin(), other.name())->org_path(), Path("east.e1"));

  EXPECT_THAT(Get(clerk("east"), member.name()), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Get(clerk("west"), member.name()), IsOk());
  v1::CountMembersRequest count;
  count.set_parent(county());
  EXPECT_EQ(clerk("west").Call(&MemberStub::CountMembers, count)->total(), 1) << "facts moved, too";
  EXPECT_EQ(clerk("east").Call(&MemberStub::CountMembers, count)->total(), 1);
}

TEST_F(OrganizationTreeTest, AMoveTellsTheFeedOfEachRowWithItsOldPath) {
  const v1::Member member = Add(0, "e1");
  const std::string before = Feed("").second;
  ASSERT_THAT(Move(admin(), "e1", "west"), IsOk());
  const auto changes = Feed(before).first;
  ASSERT_THAT(changes, SizeIs(2));
  for (const auto& change : changes) {
    EXPECT_EQ(change.old_org_path(), Path("east.e1"));
    EXPECT_EQ(change.org_path(), Path("west.e1"));
  }
  EXPECT_EQ(changes[0].name(), Org("e1"));
  EXPECT_EQ(changes[1].name(), member.name());
  EXPECT_TRUE(changes[1].commit_end());
}

TEST_F(OrganizationTreeTest, AMoveOfThousandsFitsIntoOneCall) {
  Organize("east", "general", v1::ORGANIZATION_KIND_GENERAL_BRANCH);
  Organize("general", "deep", v1::ORGANIZATION_KIND_BRANCH);
  AddMany(0, 2000, "deep");
  ASSERT_THAT(Move(admin(), "general", "west"), IsOk());
  EXPECT_THAT(Tree(admin(), "west", 2), ElementsAre("0 west 2000 2", "1 general 2000 1", "2 deep 2000 0", "1 w1 0 0"));
}

TEST_F(OrganizationTreeTest, NamesThatBeginAlikeAreNotMoved) {
  Organize("east", "e10", v1::ORGANIZATION_KIND_BRANCH);
  const v1::Member member = Add(0, "e10");
  ASSERT_THAT(Move(admin(), "e1", "west"), IsOk());
  EXPECT_EQ(Get(admin(), member.name())->org_path(), Path("east.e10"));
}

TEST_F(OrganizationTreeTest, MovingToWhereItStandsChangesNothing) {
  const auto same = Move(admin(), "e1", "east");
  ASSERT_THAT(same, IsOk());
  EXPECT_EQ(same->etag(), "1");
}

TEST_F(OrganizationTreeTest, MovingThereAndBackLeavesOneFactAtATime) {
  ASSERT_THAT(Move(admin(), "e1", "west"), IsOk());
  const auto back = Move(admin(), "e1", "east");
  ASSERT_THAT(back, IsOk());
  EXPECT_EQ(back->org_path(), Path("east.e1"));
}

TEST_F(OrganizationTreeTest, AnOrganizationIsNotPutBelowItself) {
  Organize("east", "sub", v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE);
  for (const char* to : {"east", "sub"}) {
    EXPECT_THAT(Move(admin(), "east", to), IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_CYCLE));
  }
}

TEST_F(OrganizationTreeTest, TheRootDoesNotMove) {
  EXPECT_THAT(Move(admin(), county().substr(9), "east"),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(OrganizationTreeTest, ABranchIsNotPutBelowABranch) {
  EXPECT_THAT(Move(admin(), "e1", "w1"),
              IsError(Code::kFailedPrecondition, errors::REASON_ORGANIZATION_KIND_MISPLACED));
}

TEST_F(OrganizationTreeTest, AMoveNeedsScopeOverBothSides) {
  EXPECT_THAT(Move(clerk("east"), "e1", "west"),
              IsError(Code::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  EXPECT_THAT(Move(clerk("west"), "e1", "west"), IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Get(clerk("east"), Add(0, "e1").name()), IsOk());
}

TEST_F(OrganizationTreeTest, AMoveMindsTheEtag) {
  EXPECT_THAT(Move(admin(), "e1", "west", "9"), IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
}

}  // namespace
}  // namespace xf::membership

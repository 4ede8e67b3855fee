// Properties of histories: random transfers, merges, moves and corrections.
#include <map>
#include <random>
#include <set>

#include "services/membership/handlers/test_transfer.h"

namespace xf::membership {
namespace {

using testing::IsOk;

// What the test believes: who was registered where before today and is from today on, by member.
struct Belief {
  std::string before;
  std::string now;
  absl::CivilDay joined;
};

class HistoryTest : public TransferFixture {
 protected:
  std::vector<v1::Member> Listed(std::optional<absl::CivilDay> as_of, const std::string& organization,
                                 std::optional<absl::Time> known_at = {}) const {
    v1::ListMembersRequest request;
    request.set_parent(county());
    request.set_page_size(1000);
    if (!organization.empty()) request.set_filter(absl::StrCat("organization = \"", organization, "\""));
    if (as_of) *request.mutable_as_of() = ToDate(*as_of);
    if (known_at) {
      const int64_t micros = absl::ToUnixMicros(*known_at);
      request.mutable_known_at()->set_seconds(micros / 1'000'000);
      request.mutable_known_at()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
    }
    const auto page = admin().Call(&MemberStub::ListMembers, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return {};
    return {page->members().begin(), page->members().end()};
  }

  // Who was registered in which branch; a member listed twice fails the test.
  std::map<std::string, std::string> Registered(std::optional<absl::CivilDay> as_of,
                                                std::optional<absl::Time> known_at = {}) const {
    std::map<std::string, std::string> branches;
    for (const v1::Member& member : Listed(as_of, "", known_at)) {
      EXPECT_TRUE(branches.emplace(member.name(), member.organization()).second)
          << member.name() << " is registered twice";
    }
    return branches;
  }

  void Move(absl::string_view id, absl::string_view to) const {
    v1::MoveOrganizationRequest request;
    request.set_name(Org(id));
    request.set_new_superior(Org(to));
    request.set_reason("随机调整");
    EXPECT_THAT(admin().Call(&OrganizationStub::MoveOrganization, request), IsOk());
  }
};

TEST_F(HistoryTest, RandomHistoriesKeepEveryMemberInOneBranchAndSumUp) {
  std::mt19937 random(20250701);
  const std::vector<std::string> branches = {"e1", "e2", "w1"};
  std::map<std::string, Belief> beliefs;
  std::vector<std::string> names;
  for (int n = 0; n < 12; ++n) {
    const std::string branch = branches[random() % 3];
    names.push_back(Add(n, branch).name());
    beliefs[names.back()] = {Org(branch), Org(branch), absl::CivilDay(2010, 7, 1)};
  }
  std::set<std::string> hidden;
  const absl::Time reported_at = Now();
  const auto reported = Registered(Today() - 1);
  for (int step = 0; step < 24; ++step) {
    const std::string& name = names[random() % names.size()];
    Belief& belief = beliefs[name];
    switch (hidden.contains(name) ? 9 : random() % 4) {
      case 0: {
        const std::string to = branches[random() % 3];
        if (Org(to) == belief.now) break;
        Transfer(name, to);
        belief.now = Org(to);
        break;
      }
      case 1: {
        const std::string& other = names[random() % names.size()];
        if (other == name || hidden.contains(other)) break;
        v1::MergeMembersRequest request;
        request.set_name(name);
        request.set_duplicate(other);
        request.set_reason("随机合并");
        ASSERT_THAT(admin().Call(&MemberStub::MergeMembers, request), IsOk());
        hidden.insert(other);
        if (random() % 2 == 0) break;
        v1::UnmergeMembersRequest undo;
        undo.set_name(other);
        undo.set_reason("随机撤销");
        ASSERT_THAT(admin().Call(&MemberStub::UnmergeMembers, undo), IsOk());
        hidden.erase(other);
        break;
      }
      case 2:
        Move(random() % 2 == 0 ? "e2" : "w1", random() % 2 == 0 ? "east" : "west");
        break;
      case 3: {
        belief.joined = absl::CivilDay(2005 + static_cast<int>(random() % 4), 7, 1);
        v1::UpdateMemberRequest request;
        request.mutable_member()->set_name(name);
        *request.mutable_member()->mutable_application_date() = ToDate(belief.joined - 30);
        *request.mutable_member()->mutable_joined_date() = ToDate(belief.joined);
        *request.mutable_member()->mutable_full_member_date() = ToDate(AddMonths(belief.joined, 12));
        ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, request), IsOk());
        break;
      }
      default:
        break;
    }
  }
  // As of a day equals replaying what happened up to that day.
  for (const absl::CivilDay day : {absl::CivilDay(2006, 1, 1), absl::CivilDay(2009, 1, 1), Today() - 1, Today()}) {
    std::map<std::string, std::string> replayed;
    for (const auto& [name, belief] : beliefs) {
      if (!hidden.contains(name) && belief.joined <= day) replayed[name] = day < Today() ? belief.before : belief.now;
    }
    EXPECT_EQ(Registered(day), replayed) << day;
    EXPECT_EQ(Counted("", day), static_cast<int64_t>(replayed.size()));
    // Children sum to the parent, by scope as well as by organization.
    EXPECT_EQ(Counted(Org("east"), day) + Counted(Org("west"), day), Counted("", day)) << day;
    EXPECT_EQ(Counted("", day, clerk("east")), Counted(Org("east"), day)) << day;
  }
  EXPECT_EQ(Registered(Today() - 1, reported_at), reported) << "what was reported then is still what was reported";
  EXPECT_EQ(Registered({}), Registered(Today())) << "the members' rows say what their facts say";
}

}  // namespace
}  // namespace xf::membership

#include "services/training/handlers/test_class.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"
#include "xianfeng/training/v1/credit.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using ::testing::SizeIs;
namespace sync = xianfeng::sync::v1;
using FeedStub = sync::ChangeFeedService::Stub;

// The members "a" and "b", who are one person, and what he learned under both names.
class MergedAccountsTest : public ClassFixture {
 protected:
  // A closed class, in which the member was present at a lesson on each of those days of May.
  void Learn(const std::string& class_id, const std::string& member, const std::vector<int>& days,
             v1::ObligationRole role = v1::OBLIGATION_ROLE_MEMBER) const {
    const std::string name = AddClass(class_id);
    Must(Enrol(name, {member}, role));
    for (int day : days) Must(Record({Presence(Must(Schedule(Lesson(name, day, 9))).name(), member)}));
    Must(Close(Admin(), name));
  }

  // Does it, and waits until training's feed tells of b's account.
  template <typename Method, typename Request>
  void AndAwait(Method method, const Request& request) const {
    sync::GetFeedHeadRequest head;
    head.set_parent(county());
    sync::SubscribeRequest subscribe;
    subscribe.set_parent(county());
    subscribe.set_cursor(Must(Admin().Call(&FeedStub::GetFeedHead, head)).head().cursor());
    Must(suite().Admin(county(), "membership").Call(method, request));
    const std::function<bool(sync::SubscribeResponse&)> until = [&](sync::SubscribeResponse& message) {
      return std::none_of(message.changes().begin(), message.changes().end(), [&](const sync::Change& change) {
        if (change.name() == NameOf("creditAccounts", "2026-b")) told_ = change;
        return change.name() == NameOf("creditAccounts", "2026-b");
      });
    };
    EXPECT_THAT(Admin().Read(&FeedStub::Subscribe, subscribe, until, absl::Seconds(30)), testing::IsOk());
  }
  void Merge() const {
    membership::MergeMembersRequest request;
    request.set_name(NameOf("members", "a"));
    request.set_duplicate(NameOf("members", "b"));
    request.set_reason("同一人重复登记");
    AndAwait(&membership::MemberService::Stub::MergeMembers, request);
  }
  void Unmerge() const {
    membership::UnmergeMembersRequest request;
    request.set_name(NameOf("members", "b"));
    request.set_reason("核实为两人");
    AndAwait(&membership::MemberService::Stub::UnmergeMembers, request);
  }

  absl::StatusOr<v1::CreditAccount> Account(const std::string& member) const {
    return Get<v1::GetCreditAccountRequest>(Admin(), &v1::CreditService::Stub::GetCreditAccount,
                                            NameOf("creditAccounts", "2026-" + member));
  }
  // "hours owed, hours earned" of an account.
  std::string Hours(const std::string& member) const {
    const auto account = Account(member);
    return account.ok() ? absl::StrCat(account->target_milli() / 1000, " ", account->earned_milli() / 1000) : "none";
  }
  // The accounts that the ledger's entries of a member are put to, once each.
  std::set<std::string> AccountsOfEntries(const std::string& member) const {
    const auto entries = List<v1::ListCreditEntriesRequest>(&v1::CreditService::Stub::ListCreditEntries,
                                                            "member = " + NameOf("members", member));
    std::set<std::string> accounts;
    for (const auto& entry : entries.credit_entries()) {
      accounts.insert(entry.account().substr(entry.account().rfind('/') + 1));
    }
    return accounts;
  }
  std::vector<std::string> Short() const {
    v1::ListShortfallsRequest request;
    request.set_parent(county());
    request.set_year(2026);
    return Ids(Must(Admin().Call(&v1::CreditService::Stub::ListShortfalls, request)).credit_accounts());
  }

  mutable sync::Change told_;
};

TEST_F(MergedAccountsTest, HoursOfBothNamesAreOnePersonsAndGoBackWhenTheMergeIsUndone) {
  const std::string a = AddMember("a"), b = AddMember("b");
  Learn("first", a, {4});
  Learn("second", b, {5, 6}, v1::OBLIGATION_ROLE_COMMITTEE);
  ASSERT_EQ(Hours("a"), "32 1");
  ASSERT_EQ(Hours("b"), "56 2");

  Merge();
  EXPECT_EQ(Hours("a"), "32 3");
  EXPECT_THAT(Account("b"), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_EQ(told_.tombstone_reason(), sync::TOMBSTONE_REASON_MERGED_INTO);
  EXPECT_EQ(told_.merged_into(), NameOf("creditAccounts", "2026-a"));
  EXPECT_THAT(AccountsOfEntries("a"), ElementsAre("2026-a"));
  EXPECT_THAT(AccountsOfEntries("b"), IsEmpty());
  EXPECT_THAT(Short(), ElementsAre("2026-a")) << "one person falls short once";

  Unmerge();
  EXPECT_EQ(Hours("a"), "32 1");
  EXPECT_EQ(Hours("b"), "56 2") << "what b owes too";
  EXPECT_TRUE(told_.has_resource());
  EXPECT_THAT(AccountsOfEntries("a"), ElementsAre("2026-a"));
  EXPECT_THAT(AccountsOfEntries("b"), ElementsAre("2026-b"));
  EXPECT_THAT(Short(), SizeIs(2));
}

TEST_F(MergedAccountsTest, WhoHadNoAccountGetsOneAndLosesItAgain) {
  AddMember("a");
  const std::string b = AddMember("b");
  Learn("only", b, {5});
  Merge();
  EXPECT_EQ(Hours("a"), "32 1");
  EXPECT_EQ(Hours("b"), "none");
  Unmerge();
  EXPECT_EQ(Hours("a"), "none");
  EXPECT_EQ(Hours("b"), "32 1");
}

TEST_F(MergedAccountsTest, AClassThatClosesAfterTheMergeCreditsThePerson) {
  AddMember("a");
  const std::string b = AddMember("b");
  const std::string name = AddClass("open");
  Must(Enrol(name, {b}));
  const std::string session = Must(Schedule(Lesson(name, 4, 9))).name();
  Must(Record({Presence(session, b)}));
  Merge();
  EXPECT_EQ(Hours("a"), "32 0");
  Must(Close(Admin(), name));
  EXPECT_EQ(Hours("a"), "32 1");
}

TEST_F(MergedAccountsTest, WhoWasInTheSameClassTwiceEarnsItOnce) {
  const std::string a = AddMember("a"), b = AddMember("b");
  const std::string name = AddClass("both");
  Must(Enrol(name, {a, b}));
  const std::string session = Must(Schedule(Lesson(name, 4, 9))).name();
  Must(Record({Presence(session, a), Presence(session, b)}));
  Must(Close(Admin(), name));
  Merge();
  EXPECT_EQ(Hours("a"), "32 1");
  EXPECT_EQ(Hours("b"), "none");
  Unmerge();
  EXPECT_EQ(Hours("a"), "32 1");
  EXPECT_EQ(Hours("b"), "32 1");
}

}  // namespace
}  // namespace xf::training

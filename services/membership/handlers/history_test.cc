// Properties of histories: random transfers, also to another county and back, merges, moves and corrections.
#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "services/membership/handlers/test_transfer.h"

namespace xf::membership {
namespace {

using testing::IsOk;

// What the test believes of a person: the name and the branch before today and from today on.
struct Belief {
  std::string first_name;
  std::string name;
  std::string before;
  std::string now;
  absl::CivilDay joined;
  bool merged = false;
  // Was registered in another county; his facts there and here are of several names.
  bool travelled = false;
};

// Who was registered in which branch, by name.
using Roll = std::map<std::string, std::string>;

// A member as it is read, but for its version: how often it was written is no property of it.
v1::Member WithoutVersion(v1::Member member) {
  member.clear_etag();
  member.clear_update_time();
  return member;
}

// What was reported at a moment of today and of the day before.
struct Report {
  absl::Time at;
  Roll yesterday;
  Roll today;
};

class HistoryTest : public TransferFixture, public ::testing::WithParamInterface<unsigned> {
 protected:
  void SetUp() override {
    TransferFixture::SetUp();
    random_.seed(GetParam());
    there_ = NewCounty();
    branch_there_ = OrganizeThere(there_);
    for (int n = 0; n < 12; ++n) {
      const std::string branch = Org(branches_[random_() % branches_.size()]);
      const std::string name = Create(admin(), TestPerson(n, branch))->name();
      persons_.push_back({name, name, branch, branch, absl::CivilDay(2010, 7, 1)});
    }
  }

  size_t Random(size_t below) { return random_() % below; }
  Belief& Anybody() { return persons_[Random(persons_.size())]; }
  bool IsHere(const Belief& person) const { return person.now != branch_there_; }

  // Who was registered in a county; a member listed twice fails the test.
  Roll Registered(const std::string& county, std::optional<absl::CivilDay> as_of,
                  std::optional<absl::Time> known_at = {}) const {
    v1::ListMembersRequest request;
    request.set_parent(county);
    request.set_page_size(1000);
    if (as_of) *request.mutable_as_of() = ToDate(*as_of);
    if (known_at) {
      const int64_t micros = absl::ToUnixMicros(*known_at);
      request.mutable_known_at()->set_seconds(micros / 1'000'000);
      request.mutable_known_at()->set_nanos(static_cast<int>(micros % 1'000'000) * 1000);
    }
    const auto page = Admin(county).Call(&MemberStub::ListMembers, request);
    EXPECT_THAT(page, IsOk());
    Roll branches;
    if (!page.ok()) return branches;
    for (const v1::Member& member : page->members()) {
      EXPECT_TRUE(branches.emplace(member.name(), member.organization()).second)
          << member.name() << " is registered twice";
    }
    return branches;
  }
  Report ReportNow() const {
    Roll yesterday = Registered(county(), Today() - 1), today = Registered(county(), Today());
    return {Now(), std::move(yesterday), std::move(today)};
  }

  // The same by what the test did.
  Roll Replayed(absl::CivilDay day) const {
    Roll replayed;
    for (const Belief& person : persons_) {
      if (person.merged || person.joined > day) continue;
      if (day < Today()) replayed[person.first_name] = person.before;
      if (day >= Today() && IsHere(person)) replayed[person.name] = person.now;
    }
    return replayed;
  }

  void TransferWithin(Belief& person) {
    const std::string to = branches_[Random(branches_.size())];
    if (person.merged || !IsHere(person) || Org(to) == person.now) return;
    Transfer(person.name, to);
    person.now = Org(to);
  }

  void TransferAcross(Belief& person) {
    if (person.merged) return;
    const std::string to = IsHere(person) ? branch_there_ : Org(branches_[Random(branches_.size())]);
    person.name =
        Transfer(person.name, to, IsHere(person) ? admin() : Admin(there_), IsHere(person) ? Admin(there_) : admin())
            .accepted_member();
    person.now = to;
    person.travelled = true;
  }

  void MergeTwo(Belief& kept, Belief& duplicate) {
    if (&kept == &duplicate || kept.merged || duplicate.merged || kept.travelled || duplicate.travelled) return;
    const Report before = ReportNow();
    const std::string told = ToldOf(kept) + ToldOf(duplicate);
    v1::MergeMembersRequest merge;
    merge.set_name(kept.name);
    merge.set_duplicate(duplicate.name);
    merge.set_reason("随机合并");
    ASSERT_THAT(admin().Call(&MemberStub::MergeMembers, merge), IsOk());
    duplicate.merged = true;
    if (Random(2) == 0) return;
    v1::UnmergeMembersRequest undo;
    undo.set_name(duplicate.name);
    undo.set_reason("随机撤销");
    ASSERT_THAT(admin().Call(&MemberStub::UnmergeMembers, undo), IsOk());
    duplicate.merged = false;
    const Report after = ReportNow();
    EXPECT_EQ(after.yesterday, before.yesterday) << "a merge undone is as if it had not been";
    EXPECT_EQ(after.today, before.today);
    EXPECT_EQ(ToldOf(kept) + ToldOf(duplicate), told) << "both as they were, with all that is known of them";
  }

  // Everything that is known now of a person: what describes him, where he was registered, in which status.
  std::string ToldOf(const Belief& person) const {
    v1::GetMemberHistoryRequest request;
    request.set_name(person.name);
    const auto history = admin().Call(&MemberStub::GetMemberHistory, request);
    const auto member = Get(admin(), person.name);
    EXPECT_THAT(history, IsOk());
    EXPECT_THAT(member, IsOk());
    if (!history.ok() || !member.ok()) return "";
    std::string told = WithoutVersion(*member).DebugString();
    std::set<std::string> facts;
    const auto add = [&](auto fact) {
      if (fact.has_known_to()) return;
      fact.clear_known_from();
      facts.insert(fact.DebugString());
    };
    for (const auto& fact : history->memberships()) add(fact);
    for (const auto& fact : history->states()) add(fact);
    for (const std::string& fact : facts) told += fact;
    return told;
  }

  void MoveBranch() {
    v1::MoveOrganizationRequest request;
    request.set_name(Org(Random(2) == 0 ? "e2" : "w1"));
    request.set_new_superior(Org(Random(2) == 0 ? "east" : "west"));
    request.set_reason("随机调整");
    EXPECT_THAT(admin().Call(&OrganizationStub::MoveOrganization, request), IsOk());
  }

  void Correct(Belief& person) {
    if (person.merged || person.travelled) return;
    person.joined = absl::CivilDay(2005 + static_cast<int>(Random(4)), 7, 1);
    v1::UpdateMemberRequest request;
    request.mutable_member()->set_name(person.name);
    *request.mutable_member()->mutable_application_date() = ToDate(person.joined - 30);
    *request.mutable_member()->mutable_joined_date() = ToDate(person.joined);
    *request.mutable_member()->mutable_full_member_date() = ToDate(AddMonths(person.joined, 12));
    ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, request), IsOk());
  }

  void Step() {
    switch (Random(6)) {
      case 0:
      case 1:
        return TransferWithin(Anybody());
      case 2:
        return TransferAcross(Anybody());
      case 3:
        return MergeTwo(Anybody(), Anybody());
      case 4:
        return MoveBranch();
      default:
        return Correct(Anybody());
    }
  }

  // What is known now of a person's registrations, wherever: one after the other without gap or overlap, from joining
  // on.
  void ExpectOneBranchAtEveryInstant(const Belief& person) const {
    v1::GetMemberHistoryRequest request;
    request.set_name(person.name);
    const auto history = (IsHere(person) ? admin() : Admin(there_)).Call(&MemberStub::GetMemberHistory, request);
    ASSERT_THAT(history, IsOk());
    std::vector<std::pair<absl::CivilDay, std::optional<absl::CivilDay>>> spans;
    for (const auto& fact : history->memberships()) {
      if (fact.has_known_to()) continue;
      spans.emplace_back(ToDay(fact.start_date()),
                         fact.has_end_date() ? std::optional(ToDay(fact.end_date())) : std::nullopt);
    }
    std::sort(spans.begin(), spans.end());
    std::optional<absl::CivilDay> next = person.joined;
    for (const auto& [start, end] : spans) {
      EXPECT_EQ(start, next) << person.name;
      next = end;
    }
    EXPECT_EQ(next, std::nullopt) << person.name << " is registered somewhere today";
  }

  const std::vector<std::string> branches_ = {"e1", "e2", "w1"};
  std::mt19937 random_;
  std::string there_, branch_there_;
  std::vector<Belief> persons_;
};

TEST_P(HistoryTest, RandomHistoriesKeepEveryMemberInOneBranchAndSumUp) {
  std::vector<Report> reports = {ReportNow()};
  for (int step = 0; step < 40; ++step) {
    Step();
    reports.push_back(ReportNow());
  }
  for (const absl::CivilDay day : {absl::CivilDay(2006, 1, 1), absl::CivilDay(2009, 1, 1), Today() - 1, Today()}) {
    const Roll replayed = Replayed(day);
    EXPECT_EQ(Registered(county(), day), replayed) << "as of a day is what a replay up to it gives: " << day;
    EXPECT_EQ(Counted("", day), static_cast<int64_t>(replayed.size()));
    EXPECT_EQ(Counted("", day, admin(), Now()), static_cast<int64_t>(replayed.size())) << "by facts alone";
    // Children sum to the parent, by scope as well as by organization.
    EXPECT_EQ(Counted(Org("east"), day) + Counted(Org("west"), day), Counted("", day)) << day;
    EXPECT_EQ(Counted("", day, clerk("east")), Counted(Org("east"), day)) << day;
  }
  for (const Report& report : reports) {
    EXPECT_EQ(Registered(county(), Today() - 1, report.at), report.yesterday) << "what was reported stays reported";
    EXPECT_EQ(Registered(county(), Today(), report.at), report.today);
  }
  EXPECT_EQ(Registered(county(), {}), Registered(county(), Today())) << "the members' rows say what their facts say";
  for (const Belief& person : persons_) {
    if (!person.merged) ExpectOneBranchAtEveryInstant(person);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, HistoryTest, ::testing::Values(20250701U, 1U, 2U));

}  // namespace
}  // namespace xf::membership

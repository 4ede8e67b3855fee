// What was done to a chain, and what the check says of it.
#include "common/audit/chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace xf::audit {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Found = std::tuple<v1::AuditProblem, int64_t, int64_t>;

// Hashes an entry as the appending statement does.
void Append(std::vector<Entry>& chain, Entry entry) {
  entry.seq = chain.empty() ? 1 : chain.back().seq + 1;
  entry.content_hash = ContentHash(entry);
  entry.hash = LinkHash(entry, chain.empty() ? "" : chain.back().hash, entry.seq);
  chain.push_back(std::move(entry));
}

Entry Call(int n) {
  Entry entry;
  entry.county = "431123";
  entry.time = absl::FromUnixSeconds(1'700'000'000 + n);
  entry.subject = absl::StrCat("clerk-", n);
  entry.method = "xianfeng.membership.v1.MemberService/UpdateMember";
  entry.result = "OK";
  entry.resources = absl::StrCat("[\"counties/431123/members/m", n, "\"]");
  entry.algorithm = n % 2 == 0 ? "sha256" : "sm3";
  return entry;
}

std::vector<Entry> Chain(int length) {
  std::vector<Entry> chain;
  for (int n = 1; n <= length; ++n) Append(chain, Call(n));
  return chain;
}

// Numbers entries anew from an index on, hashes left as they are.
void Renumber(std::vector<Entry>& chain) {
  for (size_t i = 0; i < chain.size(); ++i) chain[i].seq = static_cast<int64_t>(i) + 1;
}

std::vector<Found> Check(std::vector<Entry> chain, const Mark& head, size_t page = 1000) {
  ChainCheck check(Mark{});
  for (size_t at = 0; at < chain.size(); at += page) {
    check.Add({chain.begin() + static_cast<ptrdiff_t>(at),
               chain.begin() + static_cast<ptrdiff_t>(std::min(chain.size(), at + page))});
  }
  check.Finish(&head);
  std::vector<Found> found;
  for (const auto& finding : check.findings()) {
    found.emplace_back(finding.problem(), finding.seq(), finding.other_seq());
  }
  return found;
}

class ChainTest : public ::testing::Test {
 protected:
  std::vector<Entry> chain_ = Chain(9);
  const Mark head_{9, chain_.back().hash};
};

TEST_F(ChainTest, AnUntouchedChainIsSoundInPagesOfAnySize) {
  EXPECT_THAT(Check(chain_, head_), IsEmpty());
  EXPECT_THAT(Check(chain_, head_, 1), IsEmpty());
  EXPECT_THAT(Check(Chain(500), Mark{500, Chain(500).back().hash}, 7), IsEmpty());
  EXPECT_THAT(Check({}, Mark{}), IsEmpty());
}

TEST_F(ChainTest, AChangedColumnNamesItsEntryWhicheverItIs) {
  for (size_t i = 0; i < chain_.size(); ++i) {
    auto changed = chain_;
    changed[i].subject = "nobody";
    EXPECT_THAT(Check(changed, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_CHANGED, i + 1, 0)));
  }
}

TEST_F(ChainTest, AnEntryThatWasHashedAnewBreaksTheChainAfterIt) {
  chain_[4].result = "NOT_FOUND";
  chain_[4].content_hash = ContentHash(chain_[4]);
  chain_[4].hash = LinkHash(chain_[4], chain_[3].hash, 5);
  EXPECT_THAT(Check(chain_, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_CHANGED, 6, 5)));
}

TEST_F(ChainTest, TheHashOfWhatWasBeforeIsPartOfTheLink) {
  chain_[4].before_hash = "x";
  EXPECT_THAT(Check(chain_, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_CHANGED, 5, 4)));
}

TEST_F(ChainTest, RemovedEntriesAreNamed) {
  chain_.erase(chain_.begin() + 3, chain_.begin() + 5);
  EXPECT_THAT(Check(chain_, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_REMOVED, 4, 5)));
}

TEST_F(ChainTest, ARemovedEntryIsNamedAlsoWhenTheRestWasNumberedAnew) {
  chain_.erase(chain_.begin() + 3);
  Renumber(chain_);
  EXPECT_THAT(Check(chain_, Mark{8, head_.hash}), ElementsAre(Found(v1::AUDIT_PROBLEM_REMOVED, 4, 4)));
}

TEST_F(ChainTest, TheFirstAndTheLastAreMissedToo) {
  EXPECT_THAT(Check({chain_.begin() + 1, chain_.end()}, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_REMOVED, 1, 1)));
  EXPECT_THAT(Check({chain_.begin(), chain_.end() - 2}, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_REMOVED, 8, 9)));
}

TEST_F(ChainTest, AnInsertedEntryIsNamedWithOrWithoutAHashThatFits) {
  for (const bool fits : {false, true}) {
    auto chain = chain_;
    Entry forged = Call(77);
    forged.content_hash = ContentHash(forged);
    forged.hash = fits ? LinkHash(forged, chain[3].hash, 5) : std::string(32, 'x');
    chain.insert(chain.begin() + 4, forged);
    Renumber(chain);
    EXPECT_THAT(Check(chain, Mark{10, head_.hash}), ElementsAre(Found(v1::AUDIT_PROBLEM_INSERTED, 5, 0)));
  }
}

TEST_F(ChainTest, ReorderedEntriesAreNamedBesideAndApart) {
  for (const auto& [a, b] : std::vector<std::pair<int, int>>{{3, 4}, {2, 7}, {0, 1}, {7, 8}, {0, 8}}) {
    auto chain = chain_;
    std::swap(chain[a], chain[b]);
    Renumber(chain);
    EXPECT_THAT(Check(chain, head_), ElementsAre(Found(v1::AUDIT_PROBLEM_REORDERED, a + 1, b + 1))) << a << " " << b;
  }
}

TEST_F(ChainTest, OneForgeryDoesNotHideTheNext) {
  chain_[1].subject = "nobody";
  std::swap(chain_[4], chain_[5]);
  Renumber(chain_);
  chain_.erase(chain_.begin() + 7);
  EXPECT_THAT(Check(chain_, head_),
              ElementsAre(Found(v1::AUDIT_PROBLEM_CHANGED, 2, 0), Found(v1::AUDIT_PROBLEM_REORDERED, 5, 6),
                          Found(v1::AUDIT_PROBLEM_REMOVED, 8, 8)));
}

TEST_F(ChainTest, AHeadThatIsNotTheChainsEndIsNamed) {
  EXPECT_THAT(Check(chain_, Mark{9, std::string(32, 'x')}), ElementsAre(Found(v1::AUDIT_PROBLEM_HEAD, 9, 0)));
}

TEST_F(ChainTest, AChainThatWasHashedAnewFromEndToEndLooksSound) {
  // Nobody can tell without a checkpoint from before: that is what the witness is for.
  std::vector<Entry> forged;
  for (Entry entry : chain_) {
    if (entry.seq == 5) entry.subject = "nobody";
    Append(forged, entry);
  }
  EXPECT_THAT(Check(forged, Mark{9, forged.back().hash}), IsEmpty());
  EXPECT_NE(forged.back().hash, head_.hash);
}

}  // namespace
}  // namespace xf::audit

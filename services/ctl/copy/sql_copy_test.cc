// The same store in SQLite and in PostgreSQL.
#include "services/ctl/copy/sql_copy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "common/testing/matchers.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"

namespace xf::ctl {
namespace {

namespace sync = xianfeng::sync::v1;
using testing::IsOk;
using testing::Must;

sync::Change Resource(const std::string& name, int64_t revision, const std::string& bytes) {
  sync::Change change;
  change.set_name(name);
  change.set_type("test.Thing");
  change.set_revision(revision);
  change.mutable_resource()->set_value(bytes);
  return change;
}

sync::Change Tombstone(const std::string& name, int64_t revision) {
  sync::Change change;
  change.set_name(name);
  change.set_revision(revision);
  change.set_tombstone_reason(sync::TOMBSTONE_REASON_HARD);
  return change;
}

sync::Checkpoint CheckpointOf(int64_t seq, const std::string& hash) {
  sync::Checkpoint checkpoint;
  checkpoint.mutable_audit()->set_seq(seq);
  checkpoint.mutable_audit()->set_hash(hash);
  return checkpoint;
}

class SqlCopyTest : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    where_ =
        absl::StrCat(testing::ScratchDir(), "/copy_", ::testing::UnitTest::GetInstance()->random_seed(), "_", ++count_);
    if (GetParam() == std::string("postgres")) {
      const auto& postgres = testing::TestPostgres::Get();
      where_ = postgres.Dsn(testing::TestPostgres::Get().CreateDatabase("membership"), "membership", "superuser");
    }
    Reopen();
  }
  // What a new process finds.
  void Reopen() {
    copy_.reset();
    store_.reset();
    store_ = Must(OpenStore(where_));
    copy_.emplace(*store_, "membership", "990001");
  }
  feed::Digest DigestOf(const feed::NameRange& range = {}) { return Must(copy_->DigestOf(range)); }
  feed::Digest Sum(const std::vector<sync::Change>& changes) {
    feed::Digest digest;
    for (const auto& change : changes) digest.Add(change.name(), change.revision(), change.resource().value());
    return digest;
  }

  static inline int count_ = 0;
  std::string where_;
  std::unique_ptr<Store> store_;
  std::optional<SqlCopy> copy_;
};

TEST_P(SqlCopyTest, IsEmptyAtFirstAndRemembersWhereItIs) {
  EXPECT_EQ(Must(copy_->Load()).cursor, "");
  EXPECT_EQ(DigestOf(), feed::Digest());
  ASSERT_THAT(copy_->Apply({}, {.cursor = "c1", .revision = 7, .whole = true, .settled = 9}, nullptr), IsOk());
  Reopen();
  const feed::CopyState state = Must(copy_->Load());
  EXPECT_EQ(state.cursor, "c1");
  EXPECT_EQ(state.revision, 7);
  EXPECT_TRUE(state.whole);
  EXPECT_EQ(state.settled, 9);
}

TEST_P(SqlCopyTest, KeepsTheNewestOfEachResourceByteByByte) {
  const std::string bytes("a\0'\\x\xff", 6);
  ASSERT_THAT(copy_->Apply({Resource("a", 1, "old"), Resource("b", 2, "b"), Resource("a", 3, bytes),
                            Resource("a", 2, "late"), Tombstone("b", 4), Tombstone("a", 2)},
                           {.cursor = "c"}, nullptr),
              IsOk());
  Reopen();
  EXPECT_EQ(DigestOf(), Sum({Resource("a", 3, bytes)}));
}

TEST_P(SqlCopyTest, APageReplacesItsRangeOnly) {
  ASSERT_THAT(copy_->Apply({Resource("a", 1, "a"), Resource("b", 2, "b"), Resource("c", 3, "c"), Resource("d", 4, "d")},
                           {.cursor = "c"}, nullptr),
              IsOk());
  EXPECT_EQ(Must(copy_->NameAt({"b", ""}, 1)), "c");
  ASSERT_THAT(copy_->Replace({"b", "d"}, {Resource("bb", 9, "new")}, {.cursor = "c"}), IsOk());
  EXPECT_EQ(DigestOf(), Sum({Resource("a", 1, "a"), Resource("bb", 9, "new"), Resource("d", 4, "d")}));
  EXPECT_EQ(DigestOf({"b", "d"}), Sum({Resource("bb", 9, "new")}));
}

TEST_P(SqlCopyTest, ACheckpointThatContradictsAKeptOneIsRefusedAndNothingIsApplied) {
  const auto kept = CheckpointOf(5, "five");
  ASSERT_THAT(copy_->Apply({}, {.cursor = "c"}, &kept), IsOk());
  ASSERT_THAT(copy_->Apply({}, {.cursor = "c"}, &kept), IsOk());
  for (const auto& forged : {CheckpointOf(5, "other"), CheckpointOf(4, "four")}) {
    EXPECT_EQ(copy_->Apply({Resource("a", 1, "a")}, {.cursor = "d"}, &forged).code(), absl::StatusCode::kDataLoss);
  }
  EXPECT_EQ(Must(copy_->Load()).cursor, "c");
  EXPECT_EQ(DigestOf(), feed::Digest());
  EXPECT_EQ(Must(copy_->KeptCheckpoint()).hash(), "five");
  // A source that was restored begins another chain; what was kept of the old one stays.
  ASSERT_THAT(copy_->Apply({}, {}, nullptr), IsOk());
  const auto restored = CheckpointOf(4, "four");
  EXPECT_EQ(Must(copy_->KeptCheckpoint()).seq(), 0);
  EXPECT_THAT(copy_->Apply({}, {.cursor = "d"}, &restored), IsOk());
  EXPECT_EQ(Must(copy_->KeptCheckpoint()).hash(), "four");
  const auto all = Must(copy_->AllCheckpoints());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].hash(), "five");
}

INSTANTIATE_TEST_SUITE_P(Stores, SqlCopyTest, ::testing::Values("sqlite", "postgres"),
                         [](const auto& info) { return std::string(info.param); });

}  // namespace
}  // namespace xf::ctl

// Sessions against a real PostgreSQL: scope, transactions, mapping, deadlines, cancelling, crashes.
#include "common/db/session.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/escaping.h"
#include "common/base/error.h"
#include "common/base/ids.h"
#include "common/db/migrate.h"
#include "common/db/sql/queries.h"
#include "common/db/test_sql/queries.h"
#include "common/testing/postgres.h"
#include "xianfeng/sync/v1/sync.pb.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::db {
namespace {

using testing::TestPostgres;
using xianfeng::type::v1::ImportSummary;
using xianfeng::type::v1::RowError;

constexpr Migration kTable{"test", "0001_note", test_sql::kNote.text};

class SessionTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    auto& postgres = TestPostgres::Get();
    const std::string database = postgres.CreateDatabase("membership");
    std::vector<Migration> migrations(sql::kMigrations.begin(), sql::kMigrations.end());
    migrations.push_back(kTable);
    const absl::Status migrated = Migrate(postgres.Dsn(database, "membership", "owner"), "membership", migrations);
    ASSERT_TRUE(migrated.ok()) << migrated;
    pool_ = std::make_unique<Pool>(
        Pool::Options{.dsn = postgres.Dsn(database, "membership", "app"), .schema = "membership", .size = 2});
    owner_dsn_ = postgres.Dsn(database, "membership", "owner");
    Session setup(*pool_, {.read_only = false, .scopes = {"43.4311"}});
    for (const char* path : {"43.4311.a", "43.4311.a.x", "43.4311.b", "43.4311.ab"}) {
      ASSERT_TRUE(setup.Run(test_sql::kAddNote, Arg("county", "431123"), Arg("id", path), Arg("org_path", path)).ok());
    }
    ASSERT_TRUE(setup.Commit().ok());
  }
  static void TearDownTestSuite() { pool_.reset(); }

  static int64_t Visible(std::vector<std::string> scopes) {
    Session session(*pool_, {.scopes = std::move(scopes)});
    return session.Rows(test_sql::kCountNotes)->number(0, "rows");
  }

  static inline std::unique_ptr<Pool> pool_;
  static inline std::string owner_dsn_;
};

TEST_F(SessionTest, AScopeIsItselfAndEverythingBelowIt) {
  EXPECT_EQ(Visible({"43.4311.a"}), 2);
  EXPECT_EQ(Visible({"43.4311"}), 4);
  EXPECT_EQ(Visible({"43.4311.a", "43.4311.b"}), 3);
  EXPECT_EQ(Visible({"43.4311.x", "43.4311.y", "43.4311.z", "43.4311.ab"}), 1);
}

TEST_F(SessionTest, WithoutScopeAPooledConnectionSeesNothingAlsoAfterAScopedTransaction) {
  EXPECT_EQ(Visible({}), 0);
  for (int i = 0; i < 4; ++i) {
    Session scoped(*pool_, {.read_only = false, .scopes = {"43.4311"}});
    ASSERT_TRUE(scoped.Run(test_sql::kCountNotes).ok());
    ASSERT_TRUE(scoped.Commit().ok());
    EXPECT_EQ(Visible({}), 0);
  }
}

TEST_F(SessionTest, AWriteOutsideTheScopeIsRefused) {
  Session session(*pool_, {.read_only = false, .scopes = {"43.4311.a"}});
  const auto written =
      session.Run(test_sql::kAddNote, Arg("county", "431123"), Arg("id", "n"), Arg("org_path", "43.4311.b"));
  EXPECT_EQ(ReasonOf(written.status()), errors::REASON_SCOPE_VIOLATION);
}

TEST_F(SessionTest, WhatIsNotCommittedIsRolledBack) {
  {
    Session session(*pool_, {.read_only = false, .scopes = {"43.4311"}});
    ASSERT_TRUE(
        session.Run(test_sql::kAddNote, Arg("county", "431123"), Arg("id", "gone"), Arg("org_path", "43.4311.c")).ok());
  }
  EXPECT_EQ(Visible({"43.4311.c"}), 0);
}

TEST_F(SessionTest, AReadOnlySessionCannotWrite) {
  Session session(*pool_, {.scopes = {"43.4311"}});
  EXPECT_FALSE(
      session.Run(test_sql::kAddNote, Arg("county", "431123"), Arg("id", "n"), Arg("org_path", "43.4311.a")).ok());
}

TEST_F(SessionTest, ValuesTravelWholeWhateverTheyContain) {
  RowError row;
  row.set_row(1LL << 40);
  row.set_field("o'Brien \\ \"quoted\" ; DROP TABLE note --");
  row.set_reason("𠮷·阿依");
  row.set_message("line\nline\ttab");
  Session session(*pool_, {});
  const auto read = session.One<RowError>(test_sql::kRowError, row);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->SerializeAsString(), row.SerializeAsString());
}

TEST_F(SessionTest, TimesKeepTheirMicroseconds) {
  Session session(*pool_, {});
  const auto rows = session.Many<xianfeng::sync::v1::Change>(
      test_sql::kCommitTimes,
      Arg("times", R"(["2026-11-23 02:54:47.123456+00", "2026-11-23 02:54:47+00", "1969-12-31 23:59:59.5+00"])"));
  ASSERT_TRUE(rows.ok()) << rows.status() << TruthOf(rows.status());
  EXPECT_EQ(rows->at(0).commit_time().seconds(), 1795402487);
  EXPECT_EQ(rows->at(0).commit_time().nanos(), 123456000);
  EXPECT_EQ(rows->at(1).commit_time().nanos(), 0);
  EXPECT_EQ(rows->at(2).commit_time().seconds(), -1);
  EXPECT_EQ(rows->at(2).commit_time().nanos(), 500000000);
}

TEST_F(SessionTest, RepeatedMessagesTravelAsJson) {
  ImportSummary summary;
  summary.set_created(3);
  summary.add_errors()->set_message("第一行");
  summary.add_errors()->set_row(2);
  Session session(*pool_, {});
  const auto read = session.One<ImportSummary>(test_sql::kImportSummary, summary);
  ASSERT_TRUE(read.ok()) << read.status() << TruthOf(read.status());
  EXPECT_EQ(read->errors_size(), 2);
  EXPECT_EQ(read->errors(0).message(), "第一行");
  EXPECT_EQ(read->errors(1).row(), 2);
  EXPECT_TRUE(read->validate_only());
}

TEST_F(SessionTest, AColumnWithoutAFieldIsADefectOfOurs) {
  Session session(*pool_, {});
  EXPECT_EQ(ReasonOf(session.One<RowError>(test_sql::kStrayColumn).status()), errors::REASON_INTERNAL);
}

TEST_F(SessionTest, AParameterThatNothingGivesIsADefectOfOurs) {
  Session session(*pool_, {});
  EXPECT_NE(TruthOf(session.Rows(test_sql::kRowError).status()).find(":row"), std::string::npos);
}

TEST_F(SessionTest, AStatementEndsAtTheCallsDeadline) {
  Session session(*pool_, {.deadline = absl::Now() + absl::Milliseconds(100)});
  EXPECT_EQ(ReasonOf(session.Rows(test_sql::kSleepLong, Arg("seconds", 30)).status()),
            errors::REASON_DEADLINE_EXCEEDED);
}

TEST_F(SessionTest, WaitingForAConnectionEndsAtTheCallsDeadline) {
  Session first(*pool_, {.read_only = false}), second(*pool_, {.read_only = false});
  ASSERT_TRUE(first.Rows(test_sql::kBackendPid).ok());
  ASSERT_TRUE(second.Rows(test_sql::kBackendPid).ok());
  Session third(*pool_, {.deadline = absl::Now() + absl::Milliseconds(50)});
  EXPECT_EQ(ReasonOf(third.Rows(test_sql::kBackendPid).status()), errors::REASON_DEADLINE_EXCEEDED);
}

TEST_F(SessionTest, ACancelledCallEndsItsStatementAndStartsNoOther) {
  auto cancel = std::make_shared<Cancel>();
  Session session(*pool_, {.cancel = cancel});
  // Cancels as soon as the statement runs: Now() finds the backend's pid only then.
  std::thread other([&] {
    while (true) {
      Session look(*pool_, {});
      if (look.Rows(test_sql::kCountSleeping)->number(0, "rows") > 0) break;
    }
    cancel->Now(*pool_);
  });
  EXPECT_EQ(ReasonOf(session.Rows(test_sql::kSleepLong, Arg("seconds", 30)).status()), errors::REASON_CANCELLED);
  other.join();
  EXPECT_EQ(ReasonOf(session.Rows(test_sql::kBackendPid).status()), errors::REASON_CANCELLED);
}

TEST_F(SessionTest, ThePoolHealsAfterPostgreSqlCrashed) {
  EXPECT_EQ(Visible({"43.4311"}), 4);
  TestPostgres::Get().Crash();
  Session down(*pool_, {.scopes = {"43.4311"}});
  const absl::Status lost = down.Rows(test_sql::kCountNotes).status();
  EXPECT_EQ(ReasonOf(lost), errors::REASON_DATABASE_UNAVAILABLE) << TruthOf(lost);
  TestPostgres::Get().Restart();
  // Connections that were idle during the crash may each fail once; none may answer INTERNAL.
  int64_t rows = -1;
  for (int attempt = 0; attempt < 5 && rows < 0; ++attempt) {
    Session up(*pool_, {.scopes = {"43.4311"}});
    const auto result = up.Rows(test_sql::kCountNotes);
    if (result.ok()) {
      rows = result->number(0, "rows");
    } else {
      EXPECT_EQ(ReasonOf(result.status()), errors::REASON_DATABASE_UNAVAILABLE);
    }
  }
  EXPECT_EQ(rows, 4);
}

TEST_F(SessionTest, TheAppRoleIsSafeAndTheOwnerIsNot) {
  EXPECT_TRUE(pool_->CheckRole().ok());
  Pool owner({.dsn = owner_dsn_, .schema = "membership", .size = 1});
  EXPECT_FALSE(owner.CheckRole().ok());
}

TEST_F(SessionTest, MigrationsRunOnceAndMustNotChange) {
  std::vector<Migration> migrations(sql::kMigrations.begin(), sql::kMigrations.end());
  migrations.push_back(kTable);
  EXPECT_TRUE(Migrate(owner_dsn_, "membership", migrations).ok());
  migrations.back().text = test_sql::kOtherNote.text;
  EXPECT_FALSE(Migrate(owner_dsn_, "membership", migrations).ok());
}

TEST_F(SessionTest, RepeatableMigrationsRunAgainWhenTheyChange) {
  std::vector<Migration> migrations{{"test", "R_view", test_sql::kViewOne.text}};
  ASSERT_TRUE(Migrate(owner_dsn_, "membership", migrations).ok());
  migrations[0].text = test_sql::kViewTwo.text;
  ASSERT_TRUE(Migrate(owner_dsn_, "membership", migrations).ok());
  Session session(*pool_, {});
  EXPECT_EQ(session.Rows(test_sql::kReadView)->number(0, "row"), 2);
}

TEST_F(SessionTest, ReplicasThatStartTogetherMigrateOnce) {
  const std::vector<Migration> migrations{{"test", "0002_once", test_sql::kOnce.text}};
  std::vector<std::thread> replicas;
  std::atomic<int> failures = 0;
  for (int i = 0; i < 4; ++i) {
    replicas.emplace_back([&] { failures += !Migrate(owner_dsn_, "membership", migrations).ok(); });
  }
  for (std::thread& replica : replicas) replica.join();
  EXPECT_EQ(failures, 0);
}

}  // namespace
}  // namespace xf::db

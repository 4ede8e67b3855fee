#include "common/db/sqlstate.h"

#include <gtest/gtest.h>

#include "common/base/error.h"

namespace xf::db {
namespace {

struct Row {
  const char* sqlstate;
  const char* message;
  absl::StatusCode code;
  Reason reason;
};

TEST(SqlStateTest, TheTableOfErrors) {
  const Row rows[] = {
      {"23505", "duplicate key value violates unique constraint \"t_pkey\"", absl::StatusCode::kAlreadyExists,
       errors::REASON_RESOURCE_ALREADY_EXISTS},
      {"23503", "violates foreign key constraint \"x\"", absl::StatusCode::kFailedPrecondition,
       errors::REASON_REFERENCE_NOT_FOUND},
      {"23514", "violates check constraint \"state_conflict\"", absl::StatusCode::kFailedPrecondition,
       errors::REASON_STATE_CONFLICT},
      {"40001", "could not serialize", absl::StatusCode::kAborted, errors::REASON_CONCURRENT_UPDATE},
      {"40P01", "deadlock detected", absl::StatusCode::kAborted, errors::REASON_CONCURRENT_UPDATE},
      {"42501", "new row violates row-level security policy for table \"t\"", absl::StatusCode::kPermissionDenied,
       errors::REASON_SCOPE_VIOLATION},
      {"42501", "permission denied for table t", absl::StatusCode::kInternal, errors::REASON_INTERNAL},
      {"57014", "canceling statement due to statement timeout", absl::StatusCode::kDeadlineExceeded,
       errors::REASON_DEADLINE_EXCEEDED},
      {"57P01", "terminating connection", absl::StatusCode::kUnavailable, errors::REASON_DATABASE_UNAVAILABLE},
      {"53300", "too many connections", absl::StatusCode::kUnavailable, errors::REASON_DATABASE_UNAVAILABLE},
      {"08006", "connection failure", absl::StatusCode::kUnavailable, errors::REASON_DATABASE_UNAVAILABLE},
      {"42P01", "relation \"t\" does not exist", absl::StatusCode::kInternal, errors::REASON_INTERNAL},
  };
  for (const Row& row : rows) {
    const absl::Status status = FromSqlState(row.sqlstate, row.message);
    EXPECT_EQ(status.code(), row.code) << row.sqlstate;
    EXPECT_EQ(ReasonOf(status), row.reason) << row.sqlstate;
  }
}

TEST(SqlStateTest, AConstraintNamedLikeAReasonGivesThatReasonInAnyLanguage) {
  for (const char* message :
       {"duplicate key value violates unique constraint \"etag_mismatch\"", "重复键违反唯一约束\"etag_mismatch\""}) {
    EXPECT_EQ(ReasonOf(FromSqlState("23505", message)), errors::REASON_ETAG_MISMATCH);
  }
}

TEST(SqlStateTest, TheDriversWordsStayInTheLog) {
  const absl::Status status = FromSqlState("42P01", "relation \"secret_table\" does not exist");
  EXPECT_EQ(std::string(status.message()).find("secret_table"), std::string::npos);
  EXPECT_NE(TruthOf(status).find("secret_table"), std::string::npos);
}

}  // namespace
}  // namespace xf::db

// Rows → messages. Private to common/db.
#pragma once

#include <memory>
#include <pqxx/pqxx>
#include <vector>

#include "absl/status/statusor.h"
#include "common/crypto/sealer.h"
#include "common/db/statement.h"
#include "google/protobuf/message.h"

namespace xf::db {

// How each column of a statement fills a message type.
struct RowPlan {
  struct Column {
    const google::protobuf::FieldDescriptor* field;
    bool sealed;
  };
  std::vector<Column> columns;
};

// The plan for a result's columns and a message type; made once per statement and type. INTERNAL when a column has no
// field.
absl::StatusOr<std::shared_ptr<const RowPlan>> PlanFor(const Statement& statement, const pqxx::result& result,
                                                       const google::protobuf::Descriptor& type);

// Fills `message` from one row.
absl::Status FillRow(const RowPlan& plan, const pqxx::row& row, const crypto::Sealer* sealer,
                     google::protobuf::Message& message);

// Bytes of a bytea in PostgreSQL's hex form.
std::string FromHexBytea(absl::string_view text);

}  // namespace xf::db

// The shape of every Import method: a client stream of chunks, each its own transaction, idempotent by request_id and
// chunk number, with the errors of every row.
//
// The request message has: string parent = 1; string request_id = 2; bool validate_only = 3; int64 chunk = 4 (0, 1, …);
// repeated Row rows = 5 (at most 500). The response is xianfeng.type.v1.ImportSummary.
#pragma once

#include <vector>

#include "absl/functional/function_ref.h"
#include "common/api/field_rules.h"
#include "common/rpc/call.h"
#include "common/rpc/stream.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::rpc {

using xianfeng::type::v1::ImportSummary;

// One valid row of a chunk and its number over the whole import, from 1.
template <typename Row>
struct ImportRow {
  int64_t number;
  const Row* row;
};

// Adds an error of a row, made by base/error.h (each violation becomes an entry), and counts the row as failed.
void AddRowError(ImportSummary& summary, int64_t row, const absl::Status& error);

// Runs one chunk as a transaction; a chunk that was committed before answers its saved summary instead.
absl::Status RunChunk(Call& call, const google::protobuf::Message& chunk, absl::string_view request_id, int64_t number,
                      bool validate_only, ImportSummary& part, absl::FunctionRef<absl::Status()> apply);
// Adds a chunk's counts and errors to those of the import.
void MergeSummary(const ImportSummary& part, ImportSummary& total);
// Error unless the chunk has at most 500 rows and keeps the rules of its other fields: parent, request_id, chunk. The
// rows must have been taken out of it.
absl::Status CheckChunk(const google::protobuf::Message& envelope, int rows);

// Reads the stream chunk by chunk. Rows that break field rules are refused here; `apply` gets the others, writes them
// in bulk through call.db(), calls call.Changed() for what changed, and counts created/updated/unchanged or
// AddRowError()s for each row. A dry run applies and rolls back.
template <typename Request, typename Row>
absl::StatusOr<ImportSummary> Import(
    Call& call, Reader<Request>& reader,
    absl::FunctionRef<absl::Status(const Request& chunk, const std::vector<ImportRow<Row>>& rows, ImportSummary&)>
        apply) {
  ImportSummary total;
  while (true) {
    ASSIGN_OR_RETURN(std::optional<Request> chunk, reader.Next());
    if (!chunk) return total;
    // The envelope alone: each row is judged by itself below.
    google::protobuf::RepeatedPtrField<Row> taken;
    taken.Swap(chunk->mutable_rows());
    RETURN_IF_ERROR(CheckChunk(*chunk, taken.size()));
    taken.Swap(chunk->mutable_rows());
    total.set_validate_only(chunk->validate_only());
    ImportSummary part;
    std::vector<ImportRow<Row>> rows;
    int64_t number = total.rows();
    for (const Row& row : chunk->rows()) {
      ++number;
      if (auto violations = api::CheckFields(row); !violations.empty()) {
        AddRowError(part, number, InvalidError(std::move(violations)));
      } else {
        rows.push_back({number, &row});
      }
    }
    part.set_rows(chunk->rows_size());
    RETURN_IF_ERROR(RunChunk(call, *chunk, chunk->request_id(), chunk->chunk(), chunk->validate_only(), part,
                             [&] { return rows.empty() ? absl::OkStatus() : apply(*chunk, rows, part); }));
    MergeSummary(part, total);
  }
}

}  // namespace xf::rpc

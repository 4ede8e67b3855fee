// The shape of every Import method: a client stream of chunks, each its own transaction, idempotent by request_id and
// chunk number, with the errors of every row.
//
// The request message has: string parent = 1; string request_id = 2; bool validate_only = 3; int64 chunk = 4 (0, 1, …);
// repeated Row rows = 5 (at most 500). The response is xianfeng.type.v1.ImportSummary.
#pragma once

#include <deque>
#include <functional>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "common/api/field_rules.h"
#include "common/rpc/call.h"
#include "common/rpc/stream.h"

namespace xf::rpc {

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

// Runs chunks side by side on a few threads, each as a call of its own.
class Lanes {
 public:
  // `total` gets the chunks' counts and errors, in the order of the chunks.
  Lanes(Call& call, ImportSummary& total);
  // Waits for the chunks that run.
  ~Lanes();

  // Begins a chunk once a lane is free and no running chunk has one of its `keys`. Error of the first chunk that
  // failed.
  absl::Status Begin(absl::flat_hash_set<std::string> keys,
                     std::function<absl::Status(Call& lane, ImportSummary& part)> chunk);
  // Waits for all. Error of the first chunk that failed.
  absl::Status Finish();

 private:
  struct Running;
  absl::Status Settle();

  Call& call_;
  ImportSummary& total_;
  std::deque<std::unique_ptr<Running>> running_;
};

// One chunk as it came, and those of its rows that keep the field rules; the others are counted and reported in `part`.
template <typename Request, typename Row>
struct Chunk {
  Request request;
  std::vector<ImportRow<Row>> rows;
  ImportSummary part;
};

// The next chunk; nullptr at the end of the stream. `before`: number of rows in the chunks before it.
template <typename Request, typename Row>
absl::StatusOr<std::shared_ptr<Chunk<Request, Row>>> NextChunk(Reader<Request>& reader, int64_t before) {
  ASSIGN_OR_RETURN(std::optional<Request> request, reader.Next());
  if (!request) return nullptr;
  auto chunk = std::make_shared<Chunk<Request, Row>>();
  chunk->request = *std::move(request);
  // The envelope alone: each row is judged by itself below.
  google::protobuf::RepeatedPtrField<Row> taken;
  taken.Swap(chunk->request.mutable_rows());
  RETURN_IF_ERROR(CheckChunk(chunk->request, taken.size()));
  taken.Swap(chunk->request.mutable_rows());
  chunk->part.set_rows(chunk->request.rows_size());
  for (const Row& row : chunk->request.rows()) {
    ++before;
    if (auto violations = api::CheckFields(row); !violations.empty()) {
      AddRowError(chunk->part, before, InvalidError(std::move(violations)));
    } else {
      chunk->rows.push_back({before, &row});
    }
  }
  return chunk;
}

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
    ASSIGN_OR_RETURN(const auto chunk, (NextChunk<Request, Row>(reader, total.rows())));
    if (chunk == nullptr) return total;
    const Request& request = chunk->request;
    total.set_validate_only(request.validate_only());
    RETURN_IF_ERROR(
        RunChunk(call, request, request.request_id(), request.chunk(), request.validate_only(), chunk->part,
                 [&] { return chunk->rows.empty() ? absl::OkStatus() : apply(request, chunk->rows, chunk->part); }));
    MergeSummary(chunk->part, total);
  }
}

// Import() for rows that stand by themselves: chunks are read ahead and run side by side, so they may commit in another
// order than they came in. Chunks that share one of `keys_of` their rows run in order. `apply` runs on several threads,
// each with a `lane` of its own to use in place of `call`.
template <typename Request, typename Row>
absl::StatusOr<ImportSummary> ImportSideBySide(
    Call& call, Reader<Request>& reader, std::vector<std::string> (*keys_of)(const Row&),
    absl::Status (*apply)(Call& lane, const Request& chunk, const std::vector<ImportRow<Row>>& rows, ImportSummary&)) {
  ImportSummary total;
  Lanes lanes(call, total);
  for (int64_t rows = 0;;) {
    ASSIGN_OR_RETURN(const auto chunk, (NextChunk<Request, Row>(reader, rows)));
    if (chunk == nullptr) break;
    rows += chunk->request.rows_size();
    total.set_validate_only(chunk->request.validate_only());
    absl::flat_hash_set<std::string> keys;
    for (const ImportRow<Row>& row : chunk->rows) {
      for (std::string& key : keys_of(*row.row)) keys.insert(std::move(key));
    }
    RETURN_IF_ERROR(lanes.Begin(std::move(keys), [chunk, apply](Call& lane, ImportSummary& part) {
      const Request& request = chunk->request;
      part = std::move(chunk->part);
      return RunChunk(lane, request, request.request_id(), request.chunk(), request.validate_only(), part,
                      [&] { return chunk->rows.empty() ? absl::OkStatus() : apply(lane, request, chunk->rows, part); });
    }));
  }
  RETURN_IF_ERROR(lanes.Finish());
  return total;
}

}  // namespace xf::rpc

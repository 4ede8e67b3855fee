#include "common/rpc/import.h"

#include <algorithm>
#include <future>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/db/sqlstate.h"

namespace xf::rpc {
namespace {

constexpr int kMostErrors = 1000;
constexpr int kMostRows = 500;
constexpr int kMostAttempts = 3;
// Chunks of one import that run at once. More would only wait for each other at the county's head.
constexpr size_t kLanes = 3;

void AddEntry(ImportSummary& summary, int64_t row, const std::string& field, const std::string& reason,
              const Text& text) {
  if (summary.errors_size() >= kMostErrors) {
    summary.set_errors_truncated(true);
    return;
  }
  auto& error = *summary.add_errors();
  error.set_row(row);
  error.set_field(field);
  error.set_reason(reason);
  error.set_message(text.zh);
  error.set_message_en(text.en);
}

}  // namespace

void AddRowError(ImportSummary& summary, int64_t row, const absl::Status& error) {
  summary.set_failed(summary.failed() + 1);
  const std::string reason(absl::StripPrefix(errors::Reason_Name(ReasonOf(error)), "REASON_"));
  const std::vector<Violation> violations = ViolationsOf(error);
  for (const Violation& violation : violations) AddEntry(summary, row, violation.field, reason, violation.text);
  if (violations.empty()) AddEntry(summary, row, "", reason, {std::string(error.message()), ChineseText(error)});
}

absl::Status CheckChunk(const google::protobuf::Message& envelope, int rows) {
  std::vector<Violation> violations = api::CheckFields(envelope);
  std::erase_if(violations, [](const Violation& violation) { return violation.field == "rows"; });
  if (rows > kMostRows) {
    violations.push_back(
        {"rows", {absl::StrCat("at most ", kMostRows, " rows a chunk"), absl::StrCat("每批最多 ", kMostRows, " 行")}});
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

void MergeSummary(const ImportSummary& part, ImportSummary& total) {
  total.set_rows(total.rows() + part.rows());
  total.set_created(total.created() + part.created());
  total.set_updated(total.updated() + part.updated());
  total.set_unchanged(total.unchanged() + part.unchanged());
  total.set_failed(total.failed() + part.failed());
  total.set_errors_truncated(total.errors_truncated() || part.errors_truncated());
  for (const auto& error : part.errors()) {
    if (total.errors_size() >= kMostErrors) {
      total.set_errors_truncated(true);
      return;
    }
    *total.add_errors() = error;
  }
}

// A chunk on its lane. The call goes last: the thread uses it to the end.
struct Lanes::Running {
  std::unique_ptr<Call> call;
  absl::flat_hash_set<std::string> keys;
  ImportSummary part;
  std::future<absl::Status> done;
};

Lanes::Lanes(Call& call, ImportSummary& total) : call_(call), total_(total) {}
Lanes::~Lanes() = default;

absl::Status Lanes::Begin(absl::flat_hash_set<std::string> keys,
                          std::function<absl::Status(Call& lane, ImportSummary& part)> chunk) {
  const auto shares_a_key = [&](const std::unique_ptr<Running>& running) {
    return std::any_of(keys.begin(), keys.end(), [&](const auto& key) { return running->keys.contains(key); });
  };
  while (running_.size() >= kLanes || std::any_of(running_.begin(), running_.end(), shares_a_key)) {
    RETURN_IF_ERROR(Settle());
  }
  auto running = std::make_unique<Running>();
  running->call = call_.Beside();
  running->keys = std::move(keys);
  running->done = std::async(std::launch::async, [&running = *running, chunk = std::move(chunk)] {
    return chunk(*running.call, running.part);
  });
  running_.push_back(std::move(running));
  return absl::OkStatus();
}

absl::Status Lanes::Finish() {
  while (!running_.empty()) RETURN_IF_ERROR(Settle());
  return absl::OkStatus();
}

absl::Status Lanes::Settle() {
  const std::unique_ptr<Running> first = std::move(running_.front());
  running_.pop_front();
  RETURN_IF_ERROR(first->done.get());
  call_.Join(*first->call);
  MergeSummary(first->part, total_);
  return absl::OkStatus();
}

absl::Status RunChunk(Call& call, const google::protobuf::Message& chunk, absl::string_view request_id, int64_t number,
                      bool validate_only, ImportSummary& part, absl::FunctionRef<absl::Status()> apply) {
  const ImportSummary before = part;
  for (int attempt = 1;; ++attempt) {
    part = before;
    ImportSummary saved;
    ASSIGN_OR_RETURN(const bool fresh, call.BeginChunk(validate_only ? "" : request_id, number, chunk, saved));
    if (!fresh) {
      part = saved;
      return absl::OkStatus();
    }
    absl::Status status = apply();
    // Rows that broke field rules were refused before the handler saw any: the report is in row order all the same.
    std::stable_sort(part.mutable_errors()->begin(), part.mutable_errors()->end(),
                     [](const auto& a, const auto& b) { return a.row() < b.row(); });
    if (status.ok() && !validate_only) status = call.CommitChunk(part);
    call.RollbackChunk();
    if (attempt == kMostAttempts || !db::IsRetryable(status)) return status;
  }
}

}  // namespace xf::rpc

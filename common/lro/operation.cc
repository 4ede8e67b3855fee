#include "common/lro/operation.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/lro/sql/queries.h"
#include "common/rpc/method.h"
#include "common/rpc/wire_status.h"
#include "google/rpc/status.pb.h"

namespace xf::lro {
namespace {

constexpr absl::Duration kLookForCancel = absl::Milliseconds(100);
constexpr absl::Duration kBeat = absl::Seconds(1);
// A watch keeps a thread of the streams; imports need some too.
constexpr int kMostWatches = 4;

// Counts itself while it lives.
class Seat {
 public:
  Seat() : taken_(++Taken() <= kMostWatches) {}
  ~Seat() { --Taken(); }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;
  bool taken() const { return taken_; }

 private:
  static std::atomic<int>& Taken() {
    static std::atomic<int> taken = 0;
    return taken;
  }
  const bool taken_;
};

}  // namespace

absl::Status CancelledError() {
  return OtherError(absl::StatusCode::kCancelled, errors::REASON_CANCELLED, {"the operation was cancelled", "已取消"});
}

std::string ErrorBytes(const absl::Status& status) { return rpc::ToGrpc(status).error_details(); }

google::protobuf::Any Pack(const google::protobuf::Message& message) {
  google::protobuf::Any any;
  any.PackFrom(message);
  return any;
}

absl::StatusOr<Record> ToRecord(const db::Result& rows, size_t row, absl::string_view county,
                                const crypto::Sealer& sealer) {
  const auto open = [&](const std::string& field) { return sealer.Open(rows.bytes(row, field + "_sealed"), field); };
  Record record{.org_path = rows.text(row, "org_path"), .permission = rows.text(row, "permission")};
  Operation& operation = record.operation;
  operation.set_name(OperationName(std::string(county), rows.text(row, "id")).ToString());
  operation.set_done(rows.text(row, "state") == "DONE");
  ASSIGN_OR_RETURN(const std::string metadata, open("metadata"));
  bool parsed = operation.mutable_metadata()->ParseFromString(metadata);
  if (rows.at(row, "error_sealed")) {
    ASSIGN_OR_RETURN(const std::string error, open("error"));
    parsed = operation.mutable_error()->ParseFromString(error) && parsed;
  } else if (rows.at(row, "response_sealed")) {
    ASSIGN_OR_RETURN(const std::string response, open("response"));
    parsed = operation.mutable_response()->ParseFromString(response) && parsed;
  }
  if (!parsed) return InternalError(absl::StrCat(operation.name(), " does not parse"));
  return record;
}

absl::StatusOr<Operation> Start(db::Session& db, const std::string& id, const std::string& subject, const Work& work,
                                const google::protobuf::Message& metadata) {
  const std::pair<absl::string_view, absl::string_view> method = absl::StrSplit(work.method, absl::MaxSplits('/', 1));
  const std::string input = db.sealer()->Seal(work.input, "input");
  const std::string begun = db.sealer()->Seal(Pack(metadata).SerializeAsString(), "metadata");
  const OperationName name(api::CountyOf(work.target), id);
  ASSIGN_OR_RETURN(
      const db::Result rows,
      db.Rows(sql::kCreateOperation, name, db::Arg("org_path", work.org_path), db::Arg("method", work.method),
              db::Arg("permission", rpc::FindMethod(method.first, method.second).permission),
              db::Arg("subject", subject), db::Arg("target", work.target), db::Arg("input", db::Bytes{input}),
              db::Arg("must_end", work.must_end), db::Arg("metadata", db::Bytes{begun})));
  ASSIGN_OR_RETURN(Record record, ToRecord(rows, 0, name.county(), *db.sealer()));
  return std::move(record.operation);
}

absl::StatusOr<Operation> Start(rpc::Call& call, const Work& work, const google::protobuf::Message& metadata) {
  return Start(call.db(), call.NewId(), call.principal().subject, work, metadata);
}

absl::StatusOr<bool> IsOpen(db::Session& db, const std::string& target) {
  ASSIGN_OR_RETURN(const db::Result rows, db.Rows(sql::kFindOpenOperation, db::Arg("county", api::CountyOf(target)),
                                                  db::Arg("target", target)));
  return !rows.empty();
}

absl::StatusOr<std::optional<Record>> Find(db::Session& db, const OperationName& name) {
  ASSIGN_OR_RETURN(const db::Result rows, db.Rows(sql::kGetOperation, name));
  if (rows.empty()) return std::optional<Record>();
  ASSIGN_OR_RETURN(Record record, ToRecord(rows, 0, name.county(), *db.sealer()));
  return std::optional<Record>(std::move(record));
}

absl::StatusOr<Operation> Read(rpc::Call& call, const OperationName& name) {
  ASSIGN_OR_RETURN(std::optional<Record> record, Find(call.db(), name));
  if (!record || !auth::CoversAny(call.principal().scopes, record->org_path)) return NotFoundError(name.ToString());
  if (!call.Allows(record->permission)) {
    return PermissionError(errors::REASON_PERMISSION_MISSING, {absl::StrCat("this call needs ", record->permission),
                                                               absl::StrCat("此操作需要权限 ", record->permission)});
  }
  return std::move(record->operation);
}

absl::Status Watch(rpc::Call& call, const OperationName& name,
                   absl::FunctionRef<absl::Status(const Operation&)> on_state) {
  const Seat seat;
  if (!seat.taken()) {
    return ExhaustedError(errors::REASON_QUEUE_FULL, {"too many are watching; try again", "观看者过多，请稍后重试"});
  }
  std::string shown;
  absl::Time next_beat = absl::InfinitePast();
  while (true) {
    ASSIGN_OR_RETURN(const Operation operation, Read(call, name));
    const std::string state = operation.SerializeAsString();
    if (state != shown || absl::Now() >= next_beat) {
      RETURN_IF_ERROR(on_state(operation));
      shown = state;
      next_beat = absl::Now() + kBeat;
    }
    if (operation.done()) return absl::OkStatus();
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(kLookForCancel));
  }
}

}  // namespace xf::lro

// A long-running operation: google.longrunning.Operation over a row. A handler puts one up with Start; a worker
// (worker.h) runs it once the handler's transaction has committed; google.longrunning.Operations (operations_service.h)
// tells of it.
#pragma once

#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/api/resource_name.h"
#include "common/db/session.h"
#include "common/rpc/call.h"
#include "google/longrunning/operations.pb.h"

namespace xf::lro {

using google::longrunning::Operation;
using OperationName = api::ResourceName<"operations">;

// What is to be run.
struct Work {
  // The method that begins it: "xianfeng.rotation.v1.PlanningService/SolvePlan". Its runner runs it, and who may tell
  // of it, stop it or wait for it needs its permission.
  absl::string_view method;
  // Resource that it works on; one operation at a time does.
  std::string target;
  // Path of the target, by which scope is decided.
  std::string org_path;
  // What the runner is given.
  std::string input;
  // Whether it must come to an end of its own, as a saga that has told others must: it is run as often as it takes,
  // after errors too, instead of being abandoned, and its runner runs also when it is cancelled before, with stop()
  // set.
  bool must_end = false;
};

// Puts an operation up for running, in the call's transaction; `metadata` says how far it is at its beginning. Error
// ALREADY_EXISTS OPERATION_RUNNING when one works on the target.
absl::StatusOr<Operation> Start(rpc::Call& call, const Work& work, const google::protobuf::Message& metadata);

// The same without a call, for `subject`; the transaction is the session's, which has a sealer.
absl::StatusOr<Operation> Start(db::Session& db, const std::string& id, const std::string& subject, const Work& work,
                                const google::protobuf::Message& metadata);

// Whether an operation that works on the target has not ended.
absl::StatusOr<bool> IsOpen(db::Session& db, const std::string& target);

// An operation and who may see it.
struct Record {
  Operation operation;
  std::string org_path;
  std::string permission;
};

// Reads an operation; nothing when there is none.
absl::StatusOr<std::optional<Record>> Find(db::Session& db, const OperationName& name);

// Reads an operation for a caller. NOT_FOUND when there is none or it lies outside his scope, PERMISSION_MISSING when
// he may not call the method that began it.
absl::StatusOr<Operation> Read(rpc::Call& call, const OperationName& name);

// Reads the operation again and again and gives it to `on_state` when it has changed, and at least every second so that
// a client that left is noticed; ends with the operation, or when `on_state` answers an error. For streams: it keeps
// the thread. RESOURCE_EXHAUSTED QUEUE_FULL when too many are watching.
absl::Status Watch(rpc::Call& call, const OperationName& name,
                   absl::FunctionRef<absl::Status(const Operation&)> on_state);

// Record of a row that create_, get_ or list_operations.sql gave.
absl::StatusOr<Record> ToRecord(const db::Result& rows, size_t row, absl::string_view county,
                                const crypto::Sealer& sealer);

// What a cancelled operation ends with.
absl::Status CancelledError();

// Serialized google.rpc.Status of an error.
std::string ErrorBytes(const absl::Status& status);

// Message as google.protobuf.Any.
google::protobuf::Any Pack(const google::protobuf::Message& message);

}  // namespace xf::lro

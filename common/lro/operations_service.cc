#include "common/lro/operations_service.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/api/list.h"
#include "common/auth/scope.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/lro/operation.h"
#include "common/lro/sql/queries.h"

namespace xf::lro {
namespace {

namespace longrunning = google::longrunning;
using google::protobuf::Empty;

constexpr absl::Duration kLookForEnd = absl::Milliseconds(50);
constexpr absl::Duration kLongestWait = absl::Seconds(20);
// A wait keeps a thread of the calls. The contract lets a wait answer early, so whoever comes when these are taken gets
// the operation as it is.
constexpr int kMostWaits = 2;

std::vector<db::Arg> ScopeArgs(const std::vector<std::string>& scopes) {
  std::vector<db::Arg> args;
  for (size_t i = 0; i < auth::kMaxScopes; ++i) {
    args.emplace_back(absl::StrCat("scope", i + 1), i < scopes.size() ? db::Value(scopes[i]) : db::Value());
  }
  return args;
}

}  // namespace

// Returns an operation as it is now.
absl::StatusOr<Operation> OperationsService::GetOperation(rpc::Call& call,
                                                          const longrunning::GetOperationRequest& request) {
  ASSIGN_OR_RETURN(const OperationName name, OperationName::Parse(request.name()));
  return Read(call, name);
}

// Lists the operations of a county that lie in the caller's scope and whose method he may call; filter: done, target.
absl::StatusOr<longrunning::ListOperationsResponse> OperationsService::ListOperations(
    rpc::Call& call, const longrunning::ListOperationsRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.name(), "name"));
  ASSIGN_OR_RETURN(const api::Page page, api::Page::Parse(request, sql::kListOperations));
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kListOperations, county, page, ScopeArgs(call.principal().scopes)));
  longrunning::ListOperationsResponse response;
  std::string last_path, last_name;
  for (size_t row = 0; row < rows.size(); ++row) {
    if (static_cast<int>(row) == page.limit()) {
      response.set_next_page_token(page.TokenAfter(last_path, last_name));
      break;
    }
    ASSIGN_OR_RETURN(Record record, ToRecord(rows, row, county.county(), call.sealer()));
    last_path = record.org_path;
    last_name = record.operation.name();
    if (call.Allows(record.permission)) *response.add_operations() = std::move(record.operation);
  }
  return response;
}

// Asks an operation to stop. One that has ended stays as it is.
absl::StatusOr<Empty> OperationsService::CancelOperation(rpc::Call& call,
                                                         const longrunning::CancelOperationRequest& request) {
  ASSIGN_OR_RETURN(const OperationName name, OperationName::Parse(request.name()));
  RETURN_IF_ERROR(Read(call, name).status());
  const std::string error = call.sealer().Seal(ErrorBytes(CancelledError()), "error");
  RETURN_IF_ERROR(call.db().Run(sql::kCancelOperation, name, db::Arg("error", db::Bytes{error})).status());
  return Empty();
}

// Answers once the operation has ended, or the time is over, or at once when many wait.
absl::StatusOr<Operation> OperationsService::WaitOperation(rpc::Call& call,
                                                           const longrunning::WaitOperationRequest& request) {
  static std::atomic<int> waits = 0;
  ASSIGN_OR_RETURN(const OperationName name, OperationName::Parse(request.name()));
  absl::Duration wanted = kLongestWait;
  if (request.has_timeout()) {
    wanted = std::min(wanted,
                      absl::Microseconds(google::protobuf::util::TimeUtil::DurationToMicroseconds(request.timeout())));
  }
  // Leaves time to answer.
  const absl::Time until = std::min(absl::Now() + wanted, call.deadline() - absl::Milliseconds(500));
  const bool seated = ++waits <= kMostWaits;
  absl::StatusOr<Operation> operation = Read(call, name);
  while (seated && operation.ok() && !operation->done() && absl::Now() < until && !call.cancelled()) {
    std::this_thread::sleep_for(absl::ToChronoMilliseconds(kLookForEnd));
    operation = Read(call, name);
  }
  --waits;
  return operation;
}

// Forgets an operation that has ended. STATE_CONFLICT while it runs.
absl::StatusOr<Empty> OperationsService::DeleteOperation(rpc::Call& call,
                                                         const longrunning::DeleteOperationRequest& request) {
  ASSIGN_OR_RETURN(const OperationName name, OperationName::Parse(request.name()));
  ASSIGN_OR_RETURN(const Operation operation, Read(call, name));
  if (!operation.done()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, operation.name(),
                             {"the operation has not ended; cancel it first", "操作尚未结束，请先取消"});
  }
  RETURN_IF_ERROR(call.db().Run(sql::kDeleteOperation, name).status());
  return Empty();
}

}  // namespace xf::lro

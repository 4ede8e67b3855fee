// Batches of programs. A batch belongs to the organization of its program.
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/rotation/domain/dates.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

absl::Status CheckBatch(const v1::Batch& batch) {
  Refusal refusal("batch.");
  CheckDates(batch.start_date(), batch.end_date(), "", refusal);
  return std::move(refusal).ToStatus();
}

}  // namespace

// Records a batch of a program.
absl::StatusOr<v1::Batch> ProgramService::CreateBatch(rpc::Call& call, const v1::CreateBatchRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckBatch(request.batch()));
  ASSIGN_OR_RETURN(const ProgramName of, ProgramName::Parse(request.batch().program(), "batch.program"));
  ASSIGN_OR_RETURN(const std::optional<v1::Program> program, call.db().Maybe<v1::Program>(sql::kGetProgram, of));
  if (!program || of.county() != parent.county()) return ReferenceError("batch.program", of.ToString());
  const BatchName name(parent.county(), IdOr(request.batch_id(), call));
  ASSIGN_OR_RETURN(const v1::Batch batch, call.db().One<v1::Batch>(sql::kCreateBatch, name, request.batch(),
                                                                   db::Arg("org_path", program->org_path())));
  call.Changed(batch);
  return batch;
}

// Returns one batch. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Batch> ProgramService::GetBatch(rpc::Call& call, const v1::GetBatchRequest& request) {
  ASSIGN_OR_RETURN(const BatchName name, BatchName::Parse(request.name()));
  return call.db().One<v1::Batch>(sql::kGetBatch, name);
}

// Lists the batches in the caller's scope.
absl::StatusOr<v1::ListBatchesResponse> ProgramService::ListBatches(rpc::Call& call,
                                                                    const v1::ListBatchesRequest& request) {
  return api::List<v1::ListBatchesResponse>(call.db(), sql::kListBatches, request);
}

// Changes the masked fields of a batch; placements that were made within its old dates stay.
absl::StatusOr<v1::Batch> ProgramService::UpdateBatch(rpc::Call& call, const v1::UpdateBatchRequest& request) {
  ASSIGN_OR_RETURN(const BatchName name, BatchName::Parse(request.batch().name(), "batch.name"));
  ASSIGN_OR_RETURN(v1::Batch batch, call.db().One<v1::Batch>(sql::kGetBatchForUpdate, name));
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.batch(), batch));
  RETURN_IF_ERROR(CheckBatch(batch));
  ASSIGN_OR_RETURN(batch, call.db().One<v1::Batch>(sql::kUpdateBatch, name, batch));
  call.Changed(batch);
  return batch;
}

}  // namespace xf::rotation

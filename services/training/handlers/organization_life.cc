// Records of organization life: 三会一课, 主题党日 and the county's campaigns.
#include "common/api/list.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {

// Records an activity at the organization that held it.
absl::StatusOr<v1::Activity> OrganizationLifeService::RecordActivity(rpc::Call& call,
                                                                     const v1::RecordActivityRequest& request) {
  return Create(call, sql::kCreateActivity, request.parent(), request.activity_id(), request.activity(), "activity");
}

// Records activities in bulk.
absl::StatusOr<rpc::ImportSummary> OrganizationLifeService::ImportActivities(
    rpc::Call& call, rpc::Reader<v1::ImportActivitiesRequest>& reader) {
  return Import<ActivityName, v1::Activity>(call, reader, sql::kImportActivities);
}

// Lists the activities in the caller's scope.
absl::StatusOr<v1::ListActivitiesResponse> OrganizationLifeService::ListActivities(
    rpc::Call& call, const v1::ListActivitiesRequest& request) {
  return api::List<v1::ListActivitiesResponse>(call.db(), sql::kListActivities, request);
}

}  // namespace xf::training

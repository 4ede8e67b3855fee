// Joint activities (三联).
#include "common/api/list.h"
#include "services/volunteer/handlers/support.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {

// Makes a joint activity.
absl::StatusOr<v1::JointActivity> EventService::CreateJointActivity(rpc::Call& call,
                                                                    const v1::CreateJointActivityRequest& request) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(request.parent()));
  v1::JointActivity activity = request.joint_activity();
  RETURN_IF_ERROR(Complete(call, activity, "joint_activity."));
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, county.county(), References(activity), "joint_activity."));
  activity.set_org_path(paths.at(activity.organization()));
  const auto name = NameToCreate<JointActivityName>(call, county, request.joint_activity_id());
  ASSIGN_OR_RETURN(activity, call.db().One<v1::JointActivity>(sql::kCreateJointActivity, name, activity));
  call.Changed(activity);
  return activity;
}

// Returns one joint activity. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::JointActivity> EventService::GetJointActivity(rpc::Call& call,
                                                                 const v1::GetJointActivityRequest& request) {
  ASSIGN_OR_RETURN(const JointActivityName name, JointActivityName::Parse(request.name()));
  return call.db().One<v1::JointActivity>(sql::kGetJointActivity, name);
}

// Returns a page of joint activities.
absl::StatusOr<v1::ListJointActivitiesResponse> EventService::ListJointActivities(
    rpc::Call& call, const v1::ListJointActivitiesRequest& request) {
  return api::List<v1::ListJointActivitiesResponse>(call.db(), sql::kListJointActivities, request);
}

}  // namespace xf::volunteer

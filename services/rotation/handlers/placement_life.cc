// What happens to placements after they were recorded: dispatched, extended, appraised, ended.
#include "services/rotation/domain/placement_life.h"

#include <nlohmann/json.hpp>

#include "absl/functional/function_ref.h"
#include "common/base/date.h"
#include "services/rotation/handlers/dispatch.h"
#include "services/rotation/handlers/placement_register.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

// Locks the placement that a request names, lets `step` change it, writes it, and has membership and training told.
// ETAG_MISMATCH when the request has an etag that is not the placement's.
template <typename Request>
absl::StatusOr<v1::Placement> Change(rpc::Call& call, const Request& request,
                                     absl::FunctionRef<absl::Status(v1::Placement&)> step) {
  ASSIGN_OR_RETURN(const PlacementName name, PlacementName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::Placement placement, call.db().One<v1::Placement>(sql::kGetPlacementForUpdate, name));
  if (!request.etag().empty() && request.etag() != placement.etag()) return EtagError(name.ToString());
  const v1::Placement before = placement;
  RETURN_IF_ERROR(step(placement));
  if (MustTell(before, placement)) RETURN_IF_ERROR(PutUpTelling(call, placement));
  ASSIGN_OR_RETURN(placement, call.db().One<v1::Placement>(sql::kUpdatePlacement, name, placement));
  call.Changed(placement);
  return placement;
}

// POST_FULL when the placement, as it is now, does not fit at its post. The cadre's other placements are watched by the
// constraint placement_overlaps.
absl::Status CheckStillFits(rpc::Call& call, const v1::Post& post, const v1::Placement& placement) {
  ASSIGN_OR_RETURN(const api::CountyName county,
                   api::CountyName::Parse(absl::StrCat("counties/", api::CountyOf(placement.name()))));
  ASSIGN_OR_RETURN(const Occupancy occupancy, OccupancyOf(call, county, IdsOf({post.name()}), "[]"));
  return CheckCapacity(occupancy, post, {ToDay(placement.start_date()), ToDay(placement.end_date())}, placement.name());
}

}  // namespace

// Begins to send planned cadres, all or none; what becomes of each is settled in dispatch_run.cc.
absl::StatusOr<v1::DispatchPlacementsResponse> PlacementService::DispatchPlacements(
    rpc::Call& call, const v1::DispatchPlacementsRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  const std::string ids = IdsOf({request.names().begin(), request.names().end()});
  ASSIGN_OR_RETURN(const std::vector<v1::Placement> found,
                   call.db().Many<v1::Placement>(sql::kLockPlacements, parent, db::Arg("ids", ids)));
  std::map<std::string, v1::Placement> by_name;
  for (const v1::Placement& placement : found) by_name[placement.name()] = placement;
  for (const std::string& name : request.names()) {
    const auto placement = by_name.find(name);
    if (placement == by_name.end()) return NotFoundError(name);
    RETURN_IF_ERROR(CheckDispatch(placement->second, call.today()));
  }
  nlohmann::json operations = nlohmann::json::object();
  for (auto& [name, placement] : by_name) {
    RETURN_IF_ERROR(PutUpTelling(call, placement));
    const std::string& operation = placement.operation();
    operations[name.substr(name.rfind('/') + 1)] = operation.substr(operation.rfind('/') + 1);
  }
  ASSIGN_OR_RETURN(
      const std::vector<v1::Placement> written,
      call.db().Many<v1::Placement>(sql::kDispatchPlacements, parent, db::Arg("operations", operations.dump())));
  for (const v1::Placement& placement : written) {
    call.Changed(placement);
    by_name[placement.name()] = placement;
  }
  v1::DispatchPlacementsResponse response;
  for (const auto& [name, placement] : by_name) *response.add_placements() = placement;
  return response;
}

// Moves the last day of a dispatched placement, within the longest stay that program and post allow.
absl::StatusOr<v1::Placement> PlacementService::ExtendPlacement(rpc::Call& call,
                                                                const v1::ExtendPlacementRequest& request) {
  return Change(call, request, [&](v1::Placement& placement) -> absl::Status {
    ASSIGN_OR_RETURN(const PostName name, PostName::Parse(placement.post()));
    ASSIGN_OR_RETURN(const std::optional<v1::Post> post, call.db().Maybe<v1::Post>(sql::kGetPostForUpdate, name));
    if (!post) return ReferenceError("post", name.ToString());
    const ProgramRule& rule = call.Get<ProgramRules>().For(placement.program_type(), ToDay(placement.start_date()));
    RETURN_IF_ERROR(Extend(request, *post, rule, call.today(), call.now(), placement));
    return CheckStillFits(call, *post, placement);
  });
}

// Records the appraisal of an ended placement, or corrects it.
absl::StatusOr<v1::Placement> PlacementService::AppraisePlacement(rpc::Call& call,
                                                                  const v1::AppraisePlacementRequest& request) {
  return Change(call, request, [&](v1::Placement& placement) { return Appraise(request, call.today(), placement); });
}

// Ends a dispatched placement, or cancels one that never took place.
absl::StatusOr<v1::Placement> PlacementService::EndPlacement(rpc::Call& call, const v1::EndPlacementRequest& request) {
  return Change(call, request, [&](v1::Placement& placement) { return End(request, call.today(), placement); });
}

}  // namespace xf::rotation

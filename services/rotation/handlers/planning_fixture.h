// A county with a shadowing program, and short ways to plan for it.
#pragma once

#include <string>

#include "common/lro/operation.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "services/rotation/handlers/rotation_fixture.h"
#include "xianfeng/rotation/v1/planning_service.grpc.pb.h"

namespace xf::rotation {

using Planning = v1::PlanningService::Stub;
using Operations = google::longrunning::Operations::Stub;
using Operation = google::longrunning::Operation;

MATCHER_P(HasReason, reason, "") { return ReasonOf(testing::StatusIn(arg)) == reason; }

inline Reason ReasonIn(const google::rpc::Status& error) {
  absl::Status status(static_cast<absl::StatusCode>(error.code()), error.message());
  for (const auto& detail : error.details()) status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  return ReasonOf(status);
}

class PlanningTest : public RotationTest {
 protected:
  // A request to plan the shadowing program for a year, with as many away as want to be.
  v1::SolvePlanRequest ForProgram(const std::string& program, absl::string_view plan) {
    v1::SolvePlanRequest request;
    request.set_parent(county_);
    request.set_program(program);
    request.set_plan_id(std::string(plan));
    request.mutable_settings()->set_slot_count(24);
    auto& limit = *request.mutable_settings()->add_unit_limits();
    limit.set_organization(OrganizationName("east"));
    limit.set_max_absent(100);
    request.mutable_solver()->set_seconds(5);
    return request;
  }
  absl::StatusOr<Operation> Solve(const v1::SolvePlanRequest& request) const {
    return Admin().Call(&Planning::SolvePlan, request);
  }
  Operation Wait(const std::string& operation) const {
    google::longrunning::WaitOperationRequest request;
    request.set_name(operation);
    request.mutable_timeout()->set_seconds(20);
    const auto done = Admin().Call(&Operations::WaitOperation, request);
    EXPECT_THAT(done, testing::IsOk());
    return done.ok() ? *done : Operation();
  }
  // Solves and waits; the plan as it then is, all of it.
  v1::Plan Solved(const v1::SolvePlanRequest& request) const {
    const auto begun = Solve(request);
    EXPECT_THAT(begun, testing::IsOk());
    if (!begun.ok()) return {};
    const Operation done = Wait(begun->name());
    EXPECT_TRUE(done.has_response()) << done.ShortDebugString();
    v1::Plan plan;
    EXPECT_TRUE(done.response().UnpackTo(&plan));
    return Get(plan.name());
  }
  v1::Plan Get(const std::string& name, v1::PlanView view = v1::PLAN_VIEW_FULL) const {
    v1::GetPlanRequest request;
    request.set_name(name);
    request.set_view(view);
    const auto plan = Admin().Call(&Planning::GetPlan, request);
    EXPECT_THAT(plan, testing::IsOk());
    return plan.ok() ? *plan : v1::Plan();
  }
  absl::StatusOr<v1::Plan> Pin(const v1::Plan& plan, const std::string& cadre, bool unpin = false) const {
    v1::PinPlacementRequest request;
    request.set_name(plan.name());
    request.set_cadre_id(cadre);
    request.set_unpin(unpin);
    return Admin().Call(&Planning::PinPlacement, request);
  }
  absl::StatusOr<v1::PublishPlanResponse> Publish(const v1::Plan& plan, const std::string& approval = "") const {
    v1::PublishPlanRequest request;
    request.set_name(plan.name());
    request.set_etag(plan.etag());
    request.set_approval_doc_no(approval);
    return Admin().Call(&Planning::PublishPlan, request);
  }
  static const v1::RotationProblem::Placement* Find(const v1::Plan& plan, const std::string& cadre) {
    for (const auto& placement : plan.solution().placements()) {
      if (placement.cadre_id() == cadre) return &placement;
    }
    return nullptr;
  }
};

}  // namespace xf::rotation

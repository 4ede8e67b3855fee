// The RPCs of the rotation service, one line each.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/rotation/v1/placement_service.grpc.pb.h"
#include "xianfeng/rotation/v1/planning_service.grpc.pb.h"
#include "xianfeng/rotation/v1/program_service.grpc.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

using ProgramName = api::ResourceName<"programs">;
using BatchName = api::ResourceName<"batches">;
using PostName = api::ResourceName<"posts">;
using CandidateName = api::ResourceName<"candidates">;
using PlacementName = api::ResourceName<"placements">;
using PlanName = api::ResourceName<"plans">;

// What placements are made of: handlers/{programs,batches,posts,candidates}.cc.
class ProgramService final : public rpc::Service<v1::ProgramService> {
 public:
  RPC(CreateProgram)
  RPC(GetProgram)
  RPC(ListPrograms)
  RPC(UpdateProgram)
  RPC(CreateBatch)
  RPC(GetBatch)
  RPC(ListBatches)
  RPC(UpdateBatch)
  RPC(CreatePost)
  RPC(GetPost)
  RPC(ListPosts)
  RPC(UpdatePost)
  RPC(CreateCandidate)
  RPC(GetCandidate)
  RPC(ListCandidates)
  RPC(UpdateCandidate)
  RPC_READER(ImportCandidates)
};

// The life of placements: handlers/placements.cc and handlers/placement_life.cc; who is told of it:
// handlers/dispatch.cc.
class PlacementService final : public rpc::Service<v1::PlacementService> {
 public:
  RPC(CreatePlacement)
  RPC(GetPlacement)
  RPC(ListPlacements)
  RPC(DispatchPlacements)
  RPC(ExtendPlacement)
  RPC(AppraisePlacement)
  RPC(EndPlacement)
  RPC_READER(ImportPlacements)
};

// Plans: handlers/plan_solve.cc makes them, plans.cc reads, checks and compares, plan_explain.cc explains,
// plan_publish.cc pins and confirms them.
class PlanningService final : public rpc::Service<v1::PlanningService> {
 public:
  RPC(SolvePlan)
  RPC_WRITER(WatchSolve)
  RPC(GetPlan)
  RPC(ListPlans)
  RPC(VerifyPlan)
  RPC(ExplainPlacement)
  RPC(ExplainUnassigned)
  RPC(ExplainWhyNot)
  RPC(DiagnoseConflict)
  RPC(ComparePlans)
  RPC(PinPlacement)
  RPC(PublishPlan)
};

}  // namespace xf::rotation

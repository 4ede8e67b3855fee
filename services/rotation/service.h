// The RPCs of the rotation service, one line each.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/rotation/v1/placement_service.pb.h"
#include "xianfeng/rotation/v1/planning_service.pb.h"
#include "xianfeng/rotation/v1/program_service.pb.h"

namespace xf::rotation {

namespace v1 = xianfeng::rotation::v1;

using ProgramName = api::ResourceName<"programs">;
using BatchName = api::ResourceName<"batches">;
using PostName = api::ResourceName<"posts">;
using CandidateName = api::ResourceName<"candidates">;
using PlacementName = api::ResourceName<"placements">;
using PlanName = api::ResourceName<"plans">;

// What placements are made of: handlers/{programs,batches,posts,candidates}.cc.
class ProgramService final : public rpc::Service<"xianfeng.rotation.v1.ProgramService"> {
 public:
  RPC(CreateProgram, v1::Program)
  RPC(GetProgram, v1::Program)
  RPC(ListPrograms, v1::ListProgramsResponse)
  RPC(UpdateProgram, v1::Program)
  RPC(CreateBatch, v1::Batch)
  RPC(GetBatch, v1::Batch)
  RPC(ListBatches, v1::ListBatchesResponse)
  RPC(UpdateBatch, v1::Batch)
  RPC(CreatePost, v1::Post)
  RPC(GetPost, v1::Post)
  RPC(ListPosts, v1::ListPostsResponse)
  RPC(UpdatePost, v1::Post)
  RPC(CreateCandidate, v1::Candidate)
  RPC(GetCandidate, v1::Candidate)
  RPC(ListCandidates, v1::ListCandidatesResponse)
  RPC(UpdateCandidate, v1::Candidate)
  RPC_READER(ImportCandidates, rpc::ImportSummary)
};

// The life of placements: handlers/placements.cc and handlers/placement_life.cc; who is told of it:
// handlers/dispatch.cc.
class PlacementService final : public rpc::Service<"xianfeng.rotation.v1.PlacementService"> {
 public:
  RPC(CreatePlacement, v1::Placement)
  RPC(GetPlacement, v1::Placement)
  RPC(ListPlacements, v1::ListPlacementsResponse)
  RPC(DispatchPlacements, v1::DispatchPlacementsResponse)
  RPC(ExtendPlacement, v1::Placement)
  RPC(AppraisePlacement, v1::Placement)
  RPC(EndPlacement, v1::Placement)
  RPC_READER(ImportPlacements, rpc::ImportSummary)
};

// Plans: handlers/plan_solve.cc makes them, plans.cc reads, checks and compares, plan_explain.cc explains,
// plan_publish.cc pins and confirms them.
class PlanningService final : public rpc::Service<"xianfeng.rotation.v1.PlanningService"> {
 public:
  RPC(SolvePlan, google::longrunning::Operation)
  RPC_WRITER(WatchSolve, v1::WatchSolveResponse)
  RPC(GetPlan, v1::Plan)
  RPC(ListPlans, v1::ListPlansResponse)
  RPC(VerifyPlan, v1::PlanVerification)
  RPC(ExplainPlacement, v1::ExplainPlacementResponse)
  RPC(ExplainUnassigned, v1::ExplainUnassignedResponse)
  RPC(ExplainWhyNot, v1::ExplainWhyNotResponse)
  RPC(DiagnoseConflict, v1::ConflictDiagnosis)
  RPC(ComparePlans, v1::ComparePlansResponse)
  RPC(PinPlacement, v1::Plan)
  RPC(PublishPlan, v1::PublishPlanResponse)
};

}  // namespace xf::rotation

// Why a plan is as it is. Explanations solve again: within the call's time, and only so many at once, because each
// holds a thread of the calls.
#include <algorithm>
#include <atomic>
#include <map>
#include <memory>

#include "common/base/date.h"
#include "common/rpc/peer_call.h"
#include "services/rotation/domain/plan_comparison.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/explain/conflict.h"
#include "services/rotation/explain/explain.h"
#include "services/rotation/explain/stability.h"
#include "services/rotation/handlers/plan_store.h"
#include "services/rotation/planner/planner.h"
#include "services/rotation/service.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace membership = xianfeng::membership::v1;

constexpr int kMostAtOnce = 2;
// Of the time that is left, for each time that an explanation solves again.
constexpr double kShare = 0.3;
constexpr double kLongest = 5;

// Counts itself while it lives.
class Seat {
 public:
  Seat() : taken_(++Taken() <= kMostAtOnce) {}
  ~Seat() { --Taken(); }
  Seat(const Seat&) = delete;
  Seat& operator=(const Seat&) = delete;

  absl::Status status() const {
    if (taken_) return absl::OkStatus();
    return ExhaustedError(errors::REASON_QUEUE_FULL,
                          {"too many explanations are being solved; try again", "正在求解的解释过多，请稍后重试"});
  }

 private:
  static std::atomic<int>& Taken() {
    static std::atomic<int> taken = 0;
    return taken;
  }
  const bool taken_;
};

explain::Solver SolverOf(const rpc::Call& call) {
  return [&call](const v1::RotationProblem& problem) {
    const double left = absl::ToDoubleSeconds(call.deadline() - absl::Now());
    return planner::Solve(problem, {.seconds = std::clamp(left * kShare, 0.05, kLongest)});
  };
}

// What the county's staff call cadres, posts, units and half months. Members are asked of membership when a sentence
// names them; who can't be asked goes by his id.
explain::Names NamesOf(rpc::Call& call, const StoredPlan& stored) {
  explain::Names names;
  if (stored.plan.program().empty()) return names;
  auto known = std::make_shared<std::map<std::string, std::string>>();
  names.cadre = [&call, &stored, known](const std::string& id) -> std::string {
    if (IsStayId(id)) return "已在派人员";
    if (const auto found = known->find(id); found != known->end()) return found->second;
    std::string name = id;
    const auto cadre = std::ranges::find(stored.facts.cadres(), id, &v1::PlanFacts::Cadre::cadre_id);
    if (cadre != stored.facts.cadres().end()) {
      membership::GetMemberRequest request;
      request.set_name(cadre->member());
      const auto member =
          call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::GetMember, request);
      if (member.ok()) name = member->display_name();
    }
    return (*known)[id] = name;
  };
  names.post = [&stored](const std::string& id) -> std::string {
    if (IsStayId(id)) return "现岗位";
    const auto post = std::ranges::find(stored.facts.posts(), id, &v1::PlanFacts::Post::post_id);
    return post == stored.facts.posts().end() ? id : absl::StrCat(post->host(), post->display_name());
  };
  names.period = [horizon = HorizonOf(stored.plan)](int64_t start, int64_t end) {
    const Period days = horizon.DaysOf(static_cast<int>(start), static_cast<int>(end - start));
    return absl::StrCat(IsoDate(days.start), "至", IsoDate(days.end));
  };
  return names;
}

// Exclusions of a cadre, those of a post when one is meant.
std::vector<v1::PlanExclusion> ExclusionsOf(const StoredPlan& stored, const std::string& cadre,
                                            const std::string& post = "") {
  std::vector<v1::PlanExclusion> found;
  for (const v1::PlanExclusion& exclusion : stored.facts.exclusions()) {
    const bool of_cadre =
        exclusion.cadre_id() == cadre && (post.empty() || exclusion.post_id().empty() || exclusion.post_id() == post);
    const bool of_post = exclusion.cadre_id().empty() && !post.empty() && exclusion.post_id() == post;
    if (of_cadre || of_post) found.push_back(exclusion);
  }
  return found;
}

bool Has(const StoredPlan& stored, const std::string& cadre) {
  return std::ranges::find(stored.problem.cadres(), cadre, &v1::RotationProblem::Cadre::cadre_id) !=
         stored.problem.cadres().end();
}
bool HasPost(const StoredPlan& stored, const std::string& post) {
  return std::ranges::find(stored.problem.posts(), post, &v1::RotationProblem::Post::post_id) !=
         stored.problem.posts().end();
}

// What the plan gives up for what it keeps; those who are away already are kept by nobody's wish.
absl::StatusOr<v1::StabilityCost> StabilityOf(const rpc::Call& call, const StoredPlan& stored) {
  ASSIGN_OR_RETURN(const explain::Context context,
                   explain::Context::Make(stored.problem, stored.solution, SolverOf(call)));
  return explain::CostOfStability(context, [](const std::string& cadre) { return IsStayId(cadre); });
}

}  // namespace

// Why the plan has a cadre where it has him.
absl::StatusOr<v1::ExplainPlacementResponse> PlanningService::ExplainPlacement(
    rpc::Call& call, const v1::ExplainPlacementRequest& request) {
  const Seat seat;
  RETURN_IF_ERROR(seat.status());
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(const StoredPlan stored, ReadSolvedPlan(call.db(), name));
  ASSIGN_OR_RETURN(const explain::Context context,
                   explain::Context::Make(stored.problem, stored.solution, SolverOf(call), NamesOf(call, stored)));
  v1::ExplainPlacementResponse response;
  ASSIGN_OR_RETURN(*response.mutable_explanation(), explain::WhyHere(context, request.cadre_id()));
  for (v1::ScorePart& part :
       PartsOf({stored.problem, stored.facts, stored.solution}, response.explanation().placement())) {
    *response.add_parts() = std::move(part);
  }
  response.set_rule_version(stored.plan.rule_version());
  return response;
}

// Why the plan leaves a cadre at home.
absl::StatusOr<v1::ExplainUnassignedResponse> PlanningService::ExplainUnassigned(
    rpc::Call& call, const v1::ExplainUnassignedRequest& request) {
  const Seat seat;
  RETURN_IF_ERROR(seat.status());
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(const StoredPlan stored, ReadSolvedPlan(call.db(), name));
  v1::ExplainUnassignedResponse response;
  for (v1::PlanExclusion& one : ExclusionsOf(stored, request.cadre_id())) *response.add_exclusions() = std::move(one);
  response.set_rule_version(stored.plan.rule_version());
  // The rules alone are why when they left nothing of the cadre to plan with.
  if (!Has(stored, request.cadre_id()) && response.exclusions_size() > 0) return response;
  ASSIGN_OR_RETURN(const explain::Context context,
                   explain::Context::Make(stored.problem, stored.solution, SolverOf(call), NamesOf(call, stored)));
  ASSIGN_OR_RETURN(*response.mutable_explanation(), explain::WhyUnassigned(context, request.cadre_id()));
  return response;
}

// Why the plan does not have a cadre at a post, and what it would cost.
absl::StatusOr<v1::ExplainWhyNotResponse> PlanningService::ExplainWhyNot(rpc::Call& call,
                                                                         const v1::ExplainWhyNotRequest& request) {
  const Seat seat;
  RETURN_IF_ERROR(seat.status());
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(const StoredPlan stored, ReadSolvedPlan(call.db(), name));
  v1::ExplainWhyNotResponse response;
  for (v1::PlanExclusion& one : ExclusionsOf(stored, request.cadre_id(), request.post_id())) {
    *response.add_exclusions() = std::move(one);
  }
  response.set_rule_version(stored.plan.rule_version());
  const bool known = Has(stored, request.cadre_id()) && HasPost(stored, request.post_id());
  if (!known && response.exclusions_size() > 0) return response;
  ASSIGN_OR_RETURN(const explain::Context context,
                   explain::Context::Make(stored.problem, stored.solution, SolverOf(call), NamesOf(call, stored)));
  ASSIGN_OR_RETURN(*response.mutable_explanation(), explain::WhyNot(context, request.cadre_id(), request.post_id()));
  return response;
}

// Whether pins and requests can hold together.
absl::StatusOr<v1::ConflictDiagnosis> PlanningService::DiagnoseConflict(rpc::Call& call,
                                                                        const v1::DiagnoseConflictRequest& request) {
  const Seat seat;
  RETURN_IF_ERROR(seat.status());
  ASSIGN_OR_RETURN(const PlanName name, PlanName::Parse(request.name()));
  ASSIGN_OR_RETURN(StoredPlan stored, ReadPlan(call.db(), name));
  TakeNext(stored);
  // The plan's pins as they are now, also those that it was not solved with.
  std::vector<v1::RotationProblem::Placement> away;
  for (const auto& pin : stored.problem.pins()) {
    if (IsStayId(pin.cadre_id())) away.push_back(pin);
  }
  stored.problem.mutable_pins()->Assign(away.begin(), away.end());
  stored.problem.mutable_pins()->MergeFrom(stored.plan.pins());
  return explain::Diagnose(stored.problem, {request.requests().begin(), request.requests().end()}, SolverOf(call),
                           NamesOf(call, stored));
}

// Compares two plans side by side.
absl::StatusOr<v1::ComparePlansResponse> PlanningService::ComparePlans(rpc::Call& call,
                                                                       const v1::ComparePlansRequest& request) {
  ASSIGN_OR_RETURN(const PlanName first_name, PlanName::Parse(request.first(), "first"));
  ASSIGN_OR_RETURN(const PlanName second_name, PlanName::Parse(request.second(), "second"));
  ASSIGN_OR_RETURN(const StoredPlan first, ReadSolvedPlan(call.db(), first_name));
  ASSIGN_OR_RETURN(const StoredPlan second, ReadSolvedPlan(call.db(), second_name));
  v1::ComparePlansResponse response =
      Compare({first.problem, first.facts, first.solution}, {second.problem, second.facts, second.solution});
  *response.mutable_first() = first.plan;
  *response.mutable_second() = second.plan;
  ASSIGN_OR_RETURN(*response.mutable_first_under_second(), UnderOther(first.solution, second.problem));
  ASSIGN_OR_RETURN(*response.mutable_second_under_first(), UnderOther(second.solution, first.problem));
  if (!request.stability()) return response;
  const Seat seat;
  RETURN_IF_ERROR(seat.status());
  ASSIGN_OR_RETURN(*response.mutable_first_stability(), StabilityOf(call, first));
  ASSIGN_OR_RETURN(*response.mutable_second_stability(), StabilityOf(call, second));
  return response;
}

}  // namespace xf::rotation

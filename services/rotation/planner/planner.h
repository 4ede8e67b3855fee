// The planner (编排求解): from a problem to a plan with a proof of how good it is. Knows neither gRPC nor a database.
//
//   ASSIGN_OR_RETURN(const RotationPlan plan, planner::Solve(problem, {.seconds = 10}));
//
// Prices of seats, absences and mentors come from a Lagrangian relaxation (pricing.h, ascent.h) and prove the bound;
// plans come from the prices (repair.h) and from exact re-planning of neighbourhoods (neighbourhood.h, subproblem.h);
// branches (tree.h) prove more than the relaxation can.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "absl/status/statusor.h"
#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::planner {

// Changes whenever the same problem, seed and work may give another plan.
inline constexpr char kVersion[] = "2";

// How far the planner is. Work, objective and bound come in the same order for the same problem, seed and version,
// however many threads and however fast the machine; only `seconds` differs.
struct Event {
  int64_t work = 0;
  double seconds = 0;
  std::optional<int64_t> objective;
  std::optional<double> upper_bound;
  // Whether `plan` would be another one than at the event before.
  bool better_plan = false;
  // The plan of this moment with its certificate; costs some milliseconds. Valid during the call only.
  std::function<xianfeng::rotation::v1::RotationPlan()> plan;
};

struct SolveOptions {
  int64_t seed = 1;
  int threads = 1;     // 1 or 2; the plan is the same
  int64_t work = 0;    // stop after so much work; 0: no limit
  double seconds = 0;  // stop after so much time; 0: no limit, when `work` is given, else kDefaultSeconds
  double gap = 0;      // stop as soon as the proven gap is no larger
  const std::atomic<bool>* cancel = nullptr;   // stop soon once it is true; the best plan so far is returned
  std::function<void(const Event&)> on_event;  // called on the calling thread for every better plan or bound
};

inline constexpr double kDefaultSeconds = 10;

// The best plan found. INVALID_ARGUMENT with every violation when the problem is refused; FAILED_PRECONDITION when no
// plan exists: pins that don't go together, or a budget of changes that can't be kept.
absl::StatusOr<xianfeng::rotation::v1::RotationPlan> Solve(const xianfeng::rotation::v1::RotationProblem& problem,
                                                           const SolveOptions& options = {});

// OK, or what Solve would refuse the problem with.
absl::Status Validate(const xianfeng::rotation::v1::RotationProblem& problem);

}  // namespace xf::planner

// What an explanation needs: problem and plan, a way to solve again, and the words of the user.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/rotation/checker/problem.h"
#include "xianfeng/rotation/v1/explanation.pb.h"

namespace xf::explain {

namespace v1 = xianfeng::rotation::v1;
using Placement = v1::RotationProblem::Placement;

// Solves a problem as well as the caller has time for. FAILED_PRECONDITION when it has no plan.
using Solver = std::function<absl::StatusOr<v1::RotationPlan>(const v1::RotationProblem&)>;

// What ids and slots are called. By default they are called what they are.
struct Names {
  std::function<std::string(const std::string&)> cadre, post, host, unit;
  std::function<std::string(int64_t start, int64_t end)> period;

  Names();
};

// A plan to be explained. All of it outlives the explanation.
class Context {
 public:
  // FIELD_INVALID when the problem is none; FAILED_PRECONDITION when the plan breaks a rule: what is wrong cannot be
  // explained as if it were right.
  static absl::StatusOr<Context> Make(const v1::RotationProblem& problem, const v1::RotationPlan& plan, Solver solver,
                                      Names names = {});

  const checker::Problem& problem() const { return problem_; }
  const v1::RotationProblem& proto() const { return problem_.proto(); }
  const v1::RotationPlan& plan() const { return *plan_; }
  const Names& names() const { return names_; }
  int64_t objective() const { return objective_; }
  // A proven bound of every plan's objective: the plan's own if its certificate holds, else a crude one.
  double upper_bound() const { return upper_bound_; }

  // Where the plan has the cadre; null when nowhere.
  const Placement* PlacementOf(const std::string& cadre_id) const;
  // Index of a cadre or post that the caller names; FIELD_INVALID when unknown.
  absl::StatusOr<int> CadreIndex(const std::string& cadre_id) const;
  absl::StatusOr<int> PostIndex(const std::string& post_id) const;
  // "张三到信访岗（第2至5时段）".
  std::string Say(const Placement& placement) const;
  std::string SayWhere(const Placement* placement) const;
  // Score of a placement; 0 for null.
  int64_t ScoreOf(const Placement* placement) const;

  absl::StatusOr<v1::RotationPlan> Solve(const v1::RotationProblem& problem) const { return solver_(problem); }

 private:
  Context(checker::Problem problem, const v1::RotationPlan& plan, Solver solver, Names names)
      : problem_(std::move(problem)), plan_(&plan), solver_(std::move(solver)), names_(std::move(names)) {}

  checker::Problem problem_;
  const v1::RotationPlan* plan_;
  Solver solver_;
  Names names_;
  int64_t objective_ = 0;
  double upper_bound_ = 0;
};

// Adds a sentence.
template <typename Explanation>
void State(Explanation& explanation, v1::Evidence evidence, std::string text) {
  v1::Statement& statement = *explanation.add_statements();
  statement.set_text_zh(std::move(text));
  statement.set_evidence(evidence);
}

// Every stay that post and cadre allow, by start and duration; capacities and limits aside.
std::vector<checker::Triple> StaysOf(const checker::Problem& problem, int cadre, int post);

Placement ToProto(const checker::Problem& problem, const checker::Triple& triple);

}  // namespace xf::explain

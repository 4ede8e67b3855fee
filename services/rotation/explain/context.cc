#include "services/rotation/explain/context.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/rotation/checker/certificate.h"
#include "services/rotation/checker/placements.h"

namespace xf::explain {
namespace {

// The bound of a certificate; nothing when it does not hold.
std::optional<double> BoundOf(const checker::Problem& problem, const v1::RotationPlan& plan) {
  checker::Findings findings;
  const checker::Proof proof = checker::CheckCertificate(problem, plan, findings);
  if (!findings.empty() || !proof.sound) return std::nullopt;
  return proof.upper_bound;
}

// What everyone's best stay would add up to: the certificate of a single leaf without prices.
double CrudeBound(const checker::Problem& problem) {
  v1::RotationPlan plan;
  plan.mutable_certificate()->add_nodes();
  checker::Findings findings;
  return checker::CheckCertificate(problem, plan, findings).upper_bound;
}

}  // namespace

Names::Names() {
  const auto same = [](const std::string& id) { return id; };
  cadre = post = host = unit = same;
  period = [](int64_t start, int64_t end) {
    return end - start == 1 ? absl::StrCat("第", start, "时段") : absl::StrCat("第", start, "至", end - 1, "时段");
  };
}

absl::StatusOr<Context> Context::Make(const v1::RotationProblem& problem, const v1::RotationPlan& plan, Solver solver,
                                      Names names) {
  ASSIGN_OR_RETURN(checker::Problem read, checker::Problem::Read(problem));
  const checker::Findings findings = checker::CheckPlacements(read, plan.placements());
  if (!findings.empty()) {
    return PreconditionError(
        errors::REASON_STATE_CONFLICT, findings.front().text(),
        {absl::StrCat("the plan breaks ", findings.size(), " rules: ", findings.front().text()),
         absl::StrCat("方案本身有", findings.size(), "处不符合规则：", findings.front().text_zh())});
  }
  Context context(std::move(read), plan, std::move(solver), std::move(names));
  context.objective_ = checker::Evaluate(context.problem_, plan.placements()).objective;
  context.upper_bound_ = BoundOf(context.problem_, plan).value_or(CrudeBound(context.problem_));
  return context;
}

const Placement* Context::PlacementOf(const std::string& cadre_id) const {
  const auto found = std::ranges::find(plan_->placements(), cadre_id, &Placement::cadre_id);
  return found == plan_->placements().end() ? nullptr : &*found;
}

absl::StatusOr<int> Context::CadreIndex(const std::string& cadre_id) const {
  const int index = problem_.CadreIndex(cadre_id);
  if (index != checker::kNone) return index;
  return InvalidError("cadre_id", {"no cadre of the problem: " + cadre_id, "问题中没有此人：" + cadre_id});
}

absl::StatusOr<int> Context::PostIndex(const std::string& post_id) const {
  const int index = problem_.PostIndex(post_id);
  if (index != checker::kNone) return index;
  return InvalidError("post_id", {"no post of the problem: " + post_id, "问题中没有该岗位：" + post_id});
}

std::string Context::Say(const Placement& placement) const {
  return absl::StrCat(names_.cadre(placement.cadre_id()), SayWhere(&placement));
}

std::string Context::SayWhere(const Placement* placement) const {
  if (placement == nullptr) return "未安排";
  return absl::StrCat("到", names_.post(placement->post_id()), "（",
                      names_.period(placement->start_slot(), int64_t{placement->start_slot()} + placement->duration()),
                      "）");
}

int64_t Context::ScoreOf(const Placement* placement) const {
  if (placement == nullptr) return 0;
  const checker::Cadre& cadre = problem_.cadres()[problem_.CadreIndex(placement->cadre_id())];
  const checker::Option* option = cadre.OptionAt(problem_.PostIndex(placement->post_id()));
  return option == nullptr ? 0 : option->Score(placement->duration());
}

std::vector<checker::Triple> StaysOf(const checker::Problem& problem, int cadre, int post) {
  const checker::Post& at = problem.posts()[post];
  std::vector<int> starts = at.starts;
  if (starts.empty()) {
    for (int start = at.earliest; start < at.latest_end; ++start) starts.push_back(start);
  }
  std::vector<checker::Triple> stays;
  for (const int start : starts) {
    for (const int duration : at.durations) {
      const checker::Triple stay{cadre, post, start, duration};
      if (problem.Allows(stay)) stays.push_back(stay);
    }
  }
  return stays;
}

Placement ToProto(const checker::Problem& problem, const checker::Triple& triple) {
  Placement placement;
  placement.set_cadre_id(problem.CadreId(triple.cadre));
  placement.set_post_id(problem.PostId(triple.post));
  placement.set_start_slot(static_cast<int32_t>(triple.start));
  placement.set_duration(static_cast<int32_t>(triple.duration));
  return placement;
}

}  // namespace xf::explain

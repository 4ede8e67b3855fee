// xfctl plans pin, unpin, compare, publish: what a person does with a draft.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/text.h"
#include "services/ctl/commands/plans.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

struct PlansChangeOptions {
  std::string plan, other, cadre, post, etag, approval;
  int start = 0, duration = 0;
  std::vector<std::string> cadres, approvals;
  bool json = false, stability = false;
};

absl::Status ChangePin(const Globals& globals, const PlansChangeOptions& options, bool unpin) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("rotation"));
  rotation::PinPlacementRequest request;
  request.set_name(NameOf(globals, "plans", options.plan));
  request.set_cadre_id(options.cadre);
  request.set_post_id(options.post);
  request.set_start_slot(options.start);
  request.set_duration(options.duration);
  request.set_unpin(unpin);
  ASSIGN_OR_RETURN(const rotation::Plan plan, client.Call(&PlanningStub::PinPlacement, request));
  PrintPlan(plan, options.json);
  return absl::OkStatus();
}
absl::Status Pin(const Globals& globals, const PlansChangeOptions& options) {
  return ChangePin(globals, options, false);
}
absl::Status Unpin(const Globals& globals, const PlansChangeOptions& options) {
  return ChangePin(globals, options, true);
}

std::string Where(const rotation::RotationProblem::Placement& placement) {
  if (placement.post_id().empty()) return "–";
  return absl::StrCat(placement.post_id(), " ", placement.start_slot(), "+", placement.duration());
}

absl::Status Compare(const Globals& globals, const PlansChangeOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("rotation"));
  rotation::ComparePlansRequest request;
  request.set_parent(globals.parent());
  request.set_first(NameOf(globals, "plans", options.plan));
  request.set_second(NameOf(globals, "plans", options.other));
  request.set_stability(options.stability);
  ASSIGN_OR_RETURN(const rotation::ComparePlansResponse response, client.Call(&PlanningStub::ComparePlans, request));
  if (options.json) {
    std::cout << ToJson(response, true) << "\n";
    return absl::OkStatus();
  }
  std::cout << Summary(response.first()) << Summary(response.second()) << "相同 kept " << response.kept() << "\n";
  std::vector<std::vector<std::string>> moves = {{"人员 cadre", "前 first", "后 second", "分差 points"}};
  for (const rotation::PlacementMove& move : response.moves()) {
    moves.push_back({move.cadre_id(), Where(move.from()), Where(move.to()), absl::StrCat(move.score_change())});
  }
  if (moves.size() > 1) std::cout << Table(moves, {3});
  std::vector<std::vector<std::string>> differences = {{"项目 what", "前 first", "后 second"}};
  for (const rotation::PlanDifference& one : response.differences()) {
    differences.push_back({one.text_zh(), absl::StrCat(one.first()), absl::StrCat(one.second())});
  }
  if (differences.size() > 1) std::cout << Table(differences, {1, 2});
  if (options.stability) {
    std::cout << "稳定的代价 cost of stability\n前 first: " << response.first_stability().text_zh()
              << "\n后 second: " << response.second_stability().text_zh() << "\n";
  }
  for (const auto* under : {&response.first_under_second(), &response.second_under_first()}) {
    for (const rotation::PlanFinding& finding : under->findings()) {
      std::cout << (under == &response.first_under_second() ? "前者按后者规则：" : "后者按前者规则：")
                << finding.text_zh() << "\n";
    }
  }
  return absl::OkStatus();
}

absl::Status Publish(const Globals& globals, const PlansChangeOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("rotation"));
  rotation::PublishPlanRequest request;
  request.set_name(NameOf(globals, "plans", options.plan));
  request.set_etag(options.etag);
  if (options.etag.empty()) {
    ASSIGN_OR_RETURN(const rotation::Plan seen, ReadPlan(globals, options.plan, rotation::PLAN_VIEW_BASIC));
    request.set_etag(seen.etag());
  }
  request.set_approval_doc_no(options.approval);
  for (const std::string& text : options.approvals) {
    const size_t at = text.find('=');
    if (at == std::string::npos) {
      return InvalidError("--approval-of", {"is not CADRE=NUMBER: " + text, "应为“人员=文号”：" + text});
    }
    auto& approval = *request.add_approvals();
    approval.set_cadre_id(text.substr(0, at));
    approval.set_approval_doc_no(text.substr(at + 1));
  }
  for (const std::string& cadre : options.cadres) request.add_cadre_ids(cadre);
  ASSIGN_OR_RETURN(const rotation::PublishPlanResponse response, client.Call(&PlanningStub::PublishPlan, request));
  if (options.json) {
    std::cout << ToJson(response, true) << "\n";
    return absl::OkStatus();
  }
  std::cout << Summary(response.plan());
  for (const std::string& placement : response.placements()) std::cout << placement << "\n";
  return absl::OkStatus();
}

void AddPlan(CLI::App& command, PlansChangeOptions& options) {
  command.add_option("plan", options.plan, "id or name of the plan")->required();
  command.add_flag("--json", options.json, "the answer as JSON");
}

}  // namespace

void AddPlansChange(CLI::App& group, Globals& globals) {
  auto pinning = std::make_shared<PlansChangeOptions>();
  CLI::App* pin = group.add_subcommand("pin", "keep a placement when the draft is solved again");
  AddPlan(*pin, *pinning);
  pin->add_option("--cadre", pinning->cadre, "id of the cadre")->required();
  pin->add_option("--post", pinning->post, "id of a post; default: where and when the draft has him");
  pin->add_option("--start", pinning->start, "first slot, with --post");
  pin->add_option("--duration", pinning->duration, "slots, with --post");
  OnChosen(*pin, globals, pinning, Pin);
  auto unpinning = std::make_shared<PlansChangeOptions>();
  CLI::App* unpin = group.add_subcommand("unpin", "let a pin go");
  AddPlan(*unpin, *unpinning);
  unpin->add_option("--cadre", unpinning->cadre, "id of the cadre")->required();
  OnChosen(*unpin, globals, unpinning, Unpin);
  auto comparing = std::make_shared<PlansChangeOptions>();
  CLI::App* compare = group.add_subcommand("compare", "two plans side by side");
  AddPlan(*compare, *comparing);
  compare->add_option("other", comparing->other, "id or name of the second plan")->required();
  compare->add_flag("--stability", comparing->stability, "solve both again to tell what pins and kept placements cost");
  OnChosen(*compare, globals, comparing, Compare);
  auto publishing = std::make_shared<PlansChangeOptions>();
  CLI::App* publish = group.add_subcommand("publish", "confirm a draft, or a part of it: its placements are recorded");
  AddPlan(*publish, *publishing);
  publish->add_option("--cadre", publishing->cadres, "publish this cadre's placement only; may be repeated");
  publish->add_option("--approval", publishing->approval, "number of the approval document of upward placements");
  publish->add_option("--approval-of", publishing->approvals, "CADRE=NUMBER where it is another one; may be repeated");
  publish->add_option("--etag", publishing->etag, "of the plan that was looked at; default: as it is now");
  OnChosen(*publish, globals, publishing, Publish);
}

}  // namespace xf::ctl

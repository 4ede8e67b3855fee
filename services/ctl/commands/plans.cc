// xfctl plans: list and show; the others are in plans_*.cc.
#include "services/ctl/commands/plans.h"

#include <algorithm>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/text.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;
namespace membership = xianfeng::membership::v1;

constexpr size_t kMostNames = 500;

struct PlansOptions {
  std::string plan;
  std::string filter;
  bool json = false;
};

std::string StateOf(const rotation::Plan& plan) { return Short(rotation::PlanState_Name(plan.state()), "PLAN_STATE_"); }

std::string GapOf(const rotation::Plan& plan) {
  return plan.has_gap() ? absl::StrFormat("%.3f %%", 100 * plan.gap()) : std::string("–");
}

absl::Status ListPlans(const Globals& globals, const PlansOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("rotation"));
  rotation::ListPlansRequest request;
  request.set_parent(globals.parent());
  request.set_filter(options.filter);
  request.set_page_size(1000);
  std::vector<std::vector<std::string>> rows = {
      {"id", "名称 name", "状态 state", "安排 placed", "已发布 published", "未安排 unassigned", "差距 gap", "自 from"}};
  do {
    ASSIGN_OR_RETURN(const rotation::ListPlansResponse page, client.Call(&PlanningStub::ListPlans, request));
    for (const rotation::Plan& plan : page.plans()) {
      if (options.json) std::cout << ToJson(plan, false) << "\n";
      rows.push_back({LastPart(plan.name()), plan.display_name(), StateOf(plan), absl::StrCat(plan.placement_count()),
                      absl::StrCat(plan.published_count()), absl::StrCat(plan.unassigned_count()), GapOf(plan),
                      plan.has_start_date() ? IsoDate(plan.start_date()) : "–"});
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  if (!options.json) std::cout << Table(rows, {3, 4, 5, 6});
  return absl::OkStatus();
}

absl::Status ShowPlan(const Globals& globals, const PlansOptions& options) {
  ASSIGN_OR_RETURN(const rotation::Plan plan, ReadPlan(globals, options.plan, rotation::PLAN_VIEW_PLACEMENTS));
  PrintPlan(plan, options.json);
  if (options.json) return absl::OkStatus();
  std::vector<std::string> members;
  std::map<std::string, std::string> member_of, post_names;
  for (const auto& cadre : plan.facts().cadres()) {
    member_of[cadre.cadre_id()] = cadre.member();
    members.push_back(cadre.member());
  }
  for (const auto& post : plan.facts().posts()) post_names[post.post_id()] = post.host() + " " + post.display_name();
  const std::map<std::string, std::string> names = MemberNames(globals, members);
  std::vector<std::vector<std::string>> rows = {{"人员 cadre", "id", "岗位 post", "自 from", "至 to", "状态"}};
  for (const rotation::PlannedPlacement& one : plan.placements()) {
    const std::string cadre = LastPart(one.candidate()), post = LastPart(one.post());
    const auto known = names.find(member_of[cadre]);
    rows.push_back({known == names.end() ? cadre : known->second, cadre,
                    post_names.contains(post) ? post_names[post] : post, IsoDate(one.start_date()),
                    IsoDate(one.end_date()),
                    absl::StrCat(one.placement().empty() ? "草案" : "已发布", one.pinned() ? " 锁定" : "",
                                 one.upward() ? " 须批准文号" : "")});
  }
  std::cout << Table(rows, {});
  return absl::OkStatus();
}

}  // namespace

std::string NameOf(const Globals& globals, const std::string& collection, const std::string& id) {
  return absl::StartsWith(id, "counties/") ? id : absl::StrCat(globals.parent(), "/", collection, "/", id);
}

std::string LastPart(const std::string& name) { return name.substr(name.rfind('/') + 1); }

std::string Short(const std::string& value, const std::string& prefix) {
  return absl::StartsWith(value, prefix) ? value.substr(prefix.size()) : value;
}

absl::StatusOr<rotation::Plan> ReadPlan(const Globals& globals, const std::string& plan, rotation::PlanView view) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("rotation"));
  rotation::GetPlanRequest request;
  request.set_name(NameOf(globals, "plans", plan));
  request.set_view(view);
  return client.Call(&PlanningStub::GetPlan, request);
}

std::map<std::string, std::string> MemberNames(const Globals& globals, const std::vector<std::string>& members) {
  std::map<std::string, std::string> names;
  const absl::StatusOr<rpc::Client> client = globals.Connect("membership");
  if (!client.ok()) return names;
  for (size_t from = 0; from < members.size(); from += kMostNames) {
    membership::BatchGetMembersRequest request;
    request.set_parent(globals.parent());
    for (size_t i = from; i < std::min(members.size(), from + kMostNames); ++i) request.add_names(members[i]);
    const auto answer = client->Call(&membership::MemberService::Stub::BatchGetMembers, request);
    if (!answer.ok()) continue;
    for (const membership::Member& member : answer->members()) names[member.name()] = member.display_name();
  }
  return names;
}

std::string Summary(const rotation::Plan& plan) {
  std::string text = absl::StrCat(LastPart(plan.name()), plan.display_name().empty() ? "" : "  " + plan.display_name(),
                                  "  ", StateOf(plan), "\n");
  if (plan.has_objective()) {
    absl::StrAppend(&text, "总分 objective ", plan.objective(), "，上界 bound ",
                    static_cast<int64_t>(plan.upper_bound()), "，差距 gap ", GapOf(plan), "\n");
  }
  absl::StrAppend(&text, "安排 placed ", plan.placement_count(), "，已发布 published ", plan.published_count(),
                  "，未安排 unassigned ", plan.unassigned_count(), "，调整 changes ", plan.change_count(),
                  "，锁定 pins ", plan.pins_size(), "\n");
  return text;
}

void PrintPlan(const rotation::Plan& plan, bool json) {
  std::cout << (json ? ToJson(plan, true) + "\n" : Summary(plan));
}

void AddPlans(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("plans", "plans of rotation at the service: solve, explain, publish, dispatch");
  group->require_subcommand(1);
  auto listing = std::make_shared<PlansOptions>();
  CLI::App* list = group->add_subcommand("list", "the plans, a line each");
  list->add_option("--filter", listing->filter, "AND of program, base_plan, state, e.g. \"state = DRAFT\"");
  list->add_flag("--json", listing->json, "a JSON line a plan instead of a table");
  OnChosen(*list, globals, listing, ListPlans);
  auto showing = std::make_shared<PlansOptions>();
  CLI::App* show = group->add_subcommand("show", "one plan with its placements");
  show->add_option("plan", showing->plan, "id or name of the plan")->required();
  show->add_flag("--json", showing->json, "the plan as JSON, with the facts that it was made from");
  OnChosen(*show, globals, showing, ShowPlan);
  AddPlansSolve(*group, globals);
  AddPlansExplain(*group, globals);
  AddPlansChange(*group, globals);
  AddPlansCheck(*group, globals);
  AddPlansDispatch(*group, globals);
}

}  // namespace xf::ctl

// xfctl plans dispatch: sends the cadres of a published plan, and waits until it is settled of each.
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/text.h"
#include "services/ctl/commands/plans.h"
#include "xianfeng/rotation/v1/placement_service.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;
using Placements = rotation::PlacementService::Stub;

constexpr int kChunk = 500;

struct PlansDispatchOptions {
  std::string plan;
  std::vector<std::string> cadres;
  double seconds = 60;
  bool json = false;
};

absl::StatusOr<rotation::Placement> Get(const rpc::Client& client, const std::string& name) {
  rotation::GetPlacementRequest request;
  request.set_name(name);
  return client.Call(&Placements::GetPlacement, request);
}

// The plan's placements that are recorded, of those cadres that are wanted.
absl::StatusOr<std::vector<rotation::Placement>> Published(const Globals& globals, const rpc::Client& client,
                                                           const PlansDispatchOptions& options) {
  ASSIGN_OR_RETURN(const rotation::Plan plan, ReadPlan(globals, options.plan, rotation::PLAN_VIEW_PLACEMENTS));
  std::set<std::string> wanted(options.cadres.begin(), options.cadres.end());
  std::vector<rotation::Placement> placements;
  for (const rotation::PlannedPlacement& one : plan.placements()) {
    const std::string cadre = LastPart(one.candidate());
    if (one.placement().empty() || (!options.cadres.empty() && wanted.erase(cadre) == 0)) continue;
    ASSIGN_OR_RETURN(placements.emplace_back(), Get(client, one.placement()));
  }
  if (options.cadres.empty() || wanted.empty()) return placements;
  std::vector<Violation> violations;
  for (const std::string& cadre : wanted) {
    violations.push_back({"--cadre", {cadre + " has no published placement", cadre + "没有已发布的安排"}});
  }
  return InvalidError(std::move(violations));
}

absl::Status Begin(const Globals& globals, const rpc::Client& client,
                   const std::vector<rotation::Placement>& placements) {
  rotation::DispatchPlacementsRequest request;
  request.set_parent(globals.parent());
  const auto send = [&]() -> absl::Status {
    if (request.names().empty()) return absl::OkStatus();
    const absl::Status status = client.Call(&Placements::DispatchPlacements, request).status();
    request.clear_names();
    return status;
  };
  for (const rotation::Placement& placement : placements) {
    if (placement.state() != rotation::PLACEMENT_STATE_PLANNED) continue;
    request.add_names(placement.name());
    if (request.names_size() == kChunk) RETURN_IF_ERROR(send());
  }
  return send();
}

// Reads each placement until it is settled, or the time is over.
absl::Status Await(const rpc::Client& client, absl::Time until, std::vector<rotation::Placement>& placements) {
  for (rotation::Placement& placement : placements) {
    while (true) {
      ASSIGN_OR_RETURN(placement, Get(client, placement.name()));
      if (placement.state() != rotation::PLACEMENT_STATE_DISPATCHING || absl::Now() > until) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  return absl::OkStatus();
}

void Print(const Globals& globals, const std::vector<rotation::Placement>& placements) {
  std::vector<std::string> members;
  for (const rotation::Placement& placement : placements) members.push_back(placement.member());
  const std::map<std::string, std::string> names = MemberNames(globals, members);
  std::vector<std::vector<std::string>> rows = {
      {"人员 cadre", "派往 host", "自 from", "至 to", "状态 state", "原因 why"}};
  for (const rotation::Placement& placement : placements) {
    const auto name = names.find(placement.member());
    rows.push_back({name == names.end() ? LastPart(placement.candidate()) : name->second, placement.host(),
                    IsoDate(placement.start_date()), IsoDate(placement.end_date()),
                    Short(rotation::PlacementState_Name(placement.state()), "PLACEMENT_STATE_"),
                    placement.dispatch_error()});
  }
  std::cout << Table(rows, {});
}

absl::Status Dispatch(const Globals& globals, const PlansDispatchOptions& options) {
  ASSIGN_OR_RETURN(rpc::Client client, globals.Connect("rotation"));
  client.set_wait_for_ready(true);
  ASSIGN_OR_RETURN(std::vector<rotation::Placement> placements, Published(globals, client, options));
  RETURN_IF_ERROR(Begin(globals, client, placements));
  RETURN_IF_ERROR(Await(client, absl::Now() + absl::Seconds(options.seconds), placements));
  if (options.json) {
    for (const rotation::Placement& placement : placements) std::cout << ToJson(placement, false) << "\n";
  } else {
    Print(globals, placements);
  }
  const auto of = [&](rotation::PlacementState state) {
    return std::ranges::count(placements, state, &rotation::Placement::state);
  };
  if (const auto left = of(rotation::PLACEMENT_STATE_DISPATCHING); left > 0) {
    return absl::DeadlineExceededError(absl::StrCat(left, " are not settled yet; the service goes on with them"));
  }
  if (const auto refused = of(rotation::PLACEMENT_STATE_PLANNED); refused > 0) {
    return absl::FailedPreconditionError(absl::StrCat(refused, " were refused and are planned as before"));
  }
  return absl::OkStatus();
}

}  // namespace

void AddPlansDispatch(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<PlansDispatchOptions>();
  CLI::App* command = group.add_subcommand(
      "dispatch", "send the cadres of a published plan, or of its published part; again: the rest");
  command->add_option("plan", options->plan, "id or name of the plan")->required();
  command->add_option("--cadre", options->cadres, "send this cadre only; may be repeated");
  command->add_option("--timeout", options->seconds, "wait so many seconds for membership and training")
      ->capture_default_str();
  command->add_flag("--json", options->json, "a JSON line a placement instead of a table");
  OnChosen(*command, globals, options, Dispatch);
}

}  // namespace xf::ctl

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

namespace v1 = xianfeng::rotation::v1;
using Placements = v1::PlacementService::Stub;

constexpr int kChunk = 500;

struct Options {
  std::string plan;
  std::vector<std::string> cadres;
  double seconds = 60;
  bool json = false;
};

absl::StatusOr<v1::Placement> Get(const rpc::Client& client, const std::string& name) {
  v1::GetPlacementRequest request;
  request.set_name(name);
  return client.Call(&Placements::GetPlacement, request);
}

// The plan's placements that are recorded, of those cadres that are wanted.
absl::StatusOr<std::vector<v1::Placement>> Published(const Globals& globals, const rpc::Client& client,
                                                     const Options& options) {
  ASSIGN_OR_RETURN(const v1::Plan plan, ReadPlan(globals, options.plan, v1::PLAN_VIEW_PLACEMENTS));
  std::set<std::string> wanted(options.cadres.begin(), options.cadres.end());
  std::vector<v1::Placement> placements;
  for (const v1::PlannedPlacement& one : plan.placements()) {
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

absl::Status Begin(const Globals& globals, const rpc::Client& client, const std::vector<v1::Placement>& placements) {
  v1::DispatchPlacementsRequest request;
  request.set_parent(globals.parent());
  const auto send = [&]() -> absl::Status {
    if (request.names().empty()) return absl::OkStatus();
    const absl::Status status = client.Call(&Placements::DispatchPlacements, request).status();
    request.clear_names();
    return status;
  };
  for (const v1::Placement& placement : placements) {
    if (placement.state() != v1::PLACEMENT_STATE_PLANNED) continue;
    request.add_names(placement.name());
    if (request.names_size() == kChunk) RETURN_IF_ERROR(send());
  }
  return send();
}

// Reads each placement until it is settled, or the time is over.
absl::Status Await(const rpc::Client& client, absl::Time until, std::vector<v1::Placement>& placements) {
  for (v1::Placement& placement : placements) {
    while (true) {
      ASSIGN_OR_RETURN(placement, Get(client, placement.name()));
      if (placement.state() != v1::PLACEMENT_STATE_DISPATCHING || absl::Now() > until) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  return absl::OkStatus();
}

void Print(const Globals& globals, const std::vector<v1::Placement>& placements) {
  std::vector<std::string> members;
  for (const v1::Placement& placement : placements) members.push_back(placement.member());
  const std::map<std::string, std::string> names = MemberNames(globals, members);
  std::vector<std::vector<std::string>> rows = {
      {"人员 cadre", "派往 host", "自 from", "至 to", "状态 state", "原因 why"}};
  for (const v1::Placement& placement : placements) {
    const auto name = names.find(placement.member());
    rows.push_back({name == names.end() ? LastPart(placement.candidate()) : name->second, placement.host(),
                    IsoDate(placement.start_date()), IsoDate(placement.end_date()),
                    Short(v1::PlacementState_Name(placement.state()), "PLACEMENT_STATE_"), placement.dispatch_error()});
  }
  std::cout << Table(rows, {});
}

absl::Status Dispatch(const Globals& globals, const Options& options) {
  ASSIGN_OR_RETURN(rpc::Client client, globals.Connect("rotation"));
  client.set_wait_for_ready(true);
  ASSIGN_OR_RETURN(std::vector<v1::Placement> placements, Published(globals, client, options));
  RETURN_IF_ERROR(Begin(globals, client, placements));
  RETURN_IF_ERROR(Await(client, absl::Now() + absl::Seconds(options.seconds), placements));
  if (options.json) {
    for (const v1::Placement& placement : placements) std::cout << ToJson(placement, false) << "\n";
  } else {
    Print(globals, placements);
  }
  const auto of = [&](v1::PlacementState state) {
    return std::ranges::count(placements, state, &v1::Placement::state);
  };
  if (const auto left = of(v1::PLACEMENT_STATE_DISPATCHING); left > 0) {
    return absl::DeadlineExceededError(absl::StrCat(left, " are not settled yet; the service goes on with them"));
  }
  if (const auto refused = of(v1::PLACEMENT_STATE_PLANNED); refused > 0) {
    return absl::FailedPreconditionError(absl::StrCat(refused, " were refused and are planned as before"));
  }
  return absl::OkStatus();
}

}  // namespace

void AddPlansDispatch(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<Options>();
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

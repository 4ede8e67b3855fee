// What the commands of `xfctl plans` share: plans of the county, at the rotation service.
#pragma once

#include <CLI/CLI.hpp>
#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ctl/commands/command.h"
#include "xianfeng/rotation/v1/planning_service.grpc.pb.h"

namespace xf::ctl {

using PlanningStub = xianfeng::rotation::v1::PlanningService::Stub;

// A resource's name from its id, or the name itself.
std::string NameOf(const Globals& globals, const std::string& collection, const std::string& id);
// Last segment of a name.
std::string LastPart(const std::string& name);
// An enum's value without the enum's prefix.
std::string Short(const std::string& value, const std::string& prefix);

// Reads a plan by id or name.
absl::StatusOr<xianfeng::rotation::v1::Plan> ReadPlan(const Globals& globals, const std::string& plan,
                                                      xianfeng::rotation::v1::PlanView view);

// Names of members by resource name, asked of membership; who can't be asked goes by his id.
std::map<std::string, std::string> MemberNames(const Globals& globals, const std::vector<std::string>& members);

// A plan in a few lines: state, objective, bound, how many are placed and published.
std::string Summary(const xianfeng::rotation::v1::Plan& plan);

// A plan as it was asked for: JSON, or its summary.
void PrintPlan(const xianfeng::rotation::v1::Plan& plan, bool json);

// Each adds its commands to the group.
void AddPlansChange(CLI::App& group, Globals& globals);
void AddPlansCheck(CLI::App& group, Globals& globals);
void AddPlansDispatch(CLI::App& group, Globals& globals);
void AddPlansExplain(CLI::App& group, Globals& globals);
void AddPlansSolve(CLI::App& group, Globals& globals);

}  // namespace xf::ctl

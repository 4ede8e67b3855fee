// xfctl plans solve: makes a plan, or solves a draft again, and shows how far it is.
#include <cmath>
#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "services/ctl/commands/plans.h"
#include "services/ctl/commands/rotation.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;
using Operation = google::longrunning::Operation;

struct PlansSolveOptions {
  std::string plan, program, base, problem, id, name, settings, start;
  std::vector<std::string> batches, left_out, posts, hosts, units;
  int slots = 0;
  int64_t change_penalty = -1;
  int max_changes = -1;
  double seconds = 0, gap = 0;
  int64_t work = 0, seed = 0;
  int threads = 0;
  bool no_wait = false, json = false;
};

// "desk=3": what is before the last "=", and the number after it.
absl::StatusOr<std::pair<std::string, int>> Limit(const std::string& option, const std::string& text) {
  const size_t at = text.rfind('=');
  int number = 0;
  if (at == std::string::npos || !absl::SimpleAtoi(text.substr(at + 1), &number)) {
    return InvalidError(option, {"is not NAME=NUMBER: " + text, "应为“名称=数字”：" + text});
  }
  return std::pair(text.substr(0, at), number);
}

// What differs from what the plan was asked for before; whether anything does.
absl::StatusOr<bool> ReadSettings(const Globals& globals, const PlansSolveOptions& options,
                                  rotation::PlanSettings& settings) {
  if (!options.settings.empty()) RETURN_IF_ERROR(ReadJsonFile(options.settings, settings));
  if (!options.start.empty()) {
    const auto day = ParseIsoDate(options.start);
    if (!day) return InvalidError("--start", {"is no day: " + options.start, "不是有效日期：" + options.start});
    *settings.mutable_start_date() = ToDate(*day);
  }
  if (options.slots > 0) settings.set_slot_count(options.slots);
  for (const std::string& batch : options.batches) settings.add_batches(NameOf(globals, "batches", batch));
  for (const std::string& cadre : options.left_out) settings.add_left_out(NameOf(globals, "candidates", cadre));
  for (const std::string& text : options.posts) {
    ASSIGN_OR_RETURN(const auto limit, Limit("--post", text));
    auto& capacity = *settings.add_post_capacities();
    capacity.set_post(NameOf(globals, "posts", limit.first));
    capacity.set_capacity(limit.second);
  }
  for (const std::string& text : options.hosts) {
    ASSIGN_OR_RETURN(const auto limit, Limit("--host", text));
    auto& host = *settings.add_host_limits();
    host.set_host(limit.first);
    host.set_max_present(limit.second);
  }
  for (const std::string& text : options.units) {
    ASSIGN_OR_RETURN(const auto limit, Limit("--unit", text));
    auto& unit = *settings.add_unit_limits();
    unit.set_organization(NameOf(globals, "organizations", limit.first));
    unit.set_max_absent(limit.second);
  }
  if (options.change_penalty >= 0) settings.set_change_penalty(options.change_penalty);
  if (options.max_changes >= 0) settings.set_max_changes(options.max_changes);
  return settings.ByteSizeLong() > 0;
}

absl::StatusOr<rotation::SolvePlanRequest> RequestOf(const Globals& globals, const PlansSolveOptions& options) {
  rotation::SolvePlanRequest request;
  request.set_parent(globals.parent());
  if (!options.plan.empty()) request.set_plan(NameOf(globals, "plans", options.plan));
  if (!options.program.empty()) request.set_program(NameOf(globals, "programs", options.program));
  if (!options.base.empty()) request.set_base_plan(NameOf(globals, "plans", options.base));
  if (!options.problem.empty()) RETURN_IF_ERROR(ReadJsonFile(options.problem, *request.mutable_problem()));
  request.set_plan_id(options.id);
  request.set_display_name(options.name);
  ASSIGN_OR_RETURN(const bool asked, ReadSettings(globals, options, *request.mutable_settings()));
  if (!asked) request.clear_settings();
  rotation::SolveSettings& solver = *request.mutable_solver();
  solver.set_seconds(options.seconds);
  solver.set_work(options.work);
  solver.set_seed(options.seed);
  solver.set_threads(options.threads);
  solver.set_gap(options.gap);
  return request;
}

void ShowProgress(const rotation::SolveProgress& progress) {
  if (!progress.has_objective() && !progress.has_upper_bound()) return;
  std::cerr << absl::StrFormat("%8.2f s  work %d  plan %s  bound %s  gap %s\n", progress.seconds(), progress.work(),
                               progress.has_objective() ? absl::StrCat(progress.objective()) : "–",
                               progress.has_upper_bound() ? absl::StrFormat("%.1f", progress.upper_bound()) : "–",
                               progress.has_gap() ? absl::StrFormat("%.4f %%", 100 * progress.gap()) : "–");
}

absl::Status StatusOf(const google::rpc::Status& error) {
  absl::Status status(static_cast<absl::StatusCode>(error.code()), error.message());
  for (const auto& detail : error.details()) status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  return status;
}

// Follows the operation to its end. A stream that breaks off, as by a restart of the service, is begun anew.
absl::Status Follow(const rpc::Client& client, const std::string& plan, const std::string& operation) {
  rotation::WatchSolveRequest watch;
  watch.set_name(plan);
  bool done = false;
  std::string shown;
  for (int tries = 0; !done && tries < 100; ++tries) {
    const absl::Status status =
        client.Read(&PlanningStub::WatchSolve, watch, std::function([&](rotation::WatchSolveResponse& now) {
          if (const std::string text = now.progress().SerializeAsString(); text != shown) {
            ShowProgress(now.progress());
            shown = text;
          }
          done = now.done();
          return !done;
        }));
    if (!status.ok() && !absl::IsUnavailable(status)) return status;
  }
  google::longrunning::GetOperationRequest get;
  get.set_name(operation);
  ASSIGN_OR_RETURN(const Operation ended, client.Call(&google::longrunning::Operations::Stub::GetOperation, get));
  return ended.has_error() ? StatusOf(ended.error()) : absl::OkStatus();
}

absl::Status Solve(const Globals& globals, const PlansSolveOptions& options) {
  ASSIGN_OR_RETURN(rpc::Client client, globals.Connect("rotation"));
  client.set_wait_for_ready(true);
  ASSIGN_OR_RETURN(const rotation::SolvePlanRequest request, RequestOf(globals, options));
  ASSIGN_OR_RETURN(const Operation operation, client.Call(&PlanningStub::SolvePlan, request));
  rotation::SolveProgress begun;
  operation.metadata().UnpackTo(&begun);
  std::cerr << begun.plan() << "\n";
  if (!options.no_wait) RETURN_IF_ERROR(Follow(client, begun.plan(), operation.name()));
  ASSIGN_OR_RETURN(const rotation::Plan plan, ReadPlan(globals, begun.plan(), rotation::PLAN_VIEW_BASIC));
  PrintPlan(plan, options.json);
  return absl::OkStatus();
}

}  // namespace

void AddPlansSolve(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<PlansSolveOptions>();
  CLI::App* command = group.add_subcommand("solve", "make a plan, or solve a draft again, and follow it to its end");
  auto* sources = command->add_option_group("source", "one of them");
  sources->add_option("--program", options->program, "make a plan for this program");
  sources->add_option("--plan", options->plan, "solve this draft again, with its pins and its published part");
  sources->add_option("--base", options->base, "make another plan from this one: what if, or with few changes");
  sources->add_option("--problem", options->problem, "make a plan for the problem of a file (RotationProblem)");
  sources->require_option(1);
  command->add_option("--id", options->id, "id of the new plan");
  command->add_option("--name", options->name, "name of the new plan, for people");
  command->add_option("--settings", options->settings, "file with PlanSettings; the options below are added to it");
  command->add_option("--start", options->start, "first day, YYYY-MM-DD");
  command->add_option("--slots", options->slots, "half months")->check(CLI::Range(1, 120));
  command->add_option("--batch", options->batches, "plan for this batch; may be repeated");
  command->add_option("--leave-out", options->left_out, "leave this candidate out; may be repeated");
  command->add_option("--post", options->posts, "POST=CAPACITY for this plan; 0 leaves it out; may be repeated");
  command->add_option("--host", options->hosts, "HOST=LIMIT at once; 0 leaves it out; may be repeated");
  command->add_option("--unit", options->units, "ORGANIZATION=LIMIT away at once; may be repeated");
  command->add_option("--change-penalty", options->change_penalty, "points for each placement of the base not kept");
  command->add_option("--max-changes", options->max_changes, "at most so many placements of the base not kept");
  command->add_option("--seconds", options->seconds, "at most; default 10")->check(CLI::Range(0.0, 3600.0));
  command->add_option("--work", options->work, "at most: repeatable on any machine")->check(CLI::NonNegativeNumber);
  command->add_option("--seed", options->seed, "of the search");
  command->add_option("--threads", options->threads, "1 or 2")->check(CLI::Range(1, 2));
  command->add_option("--gap", options->gap, "stop as soon as the proven gap is no larger")
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--no-wait", options->no_wait, "do not follow it");
  command->add_flag("--json", options->json, "the plan as JSON");
  OnChosen(*command, globals, options, Solve);
}

}  // namespace xf::ctl

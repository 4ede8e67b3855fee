// Benchmark rotation: the planner beside CBC, each given the same problem, threads and time, reading the problem and
// writing the model down included, none a plan to begin with, and each in a process of its own so that its memory can
// be told. And how soon one person's change is planned anew.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <functional>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "services/rotation/checker/checker.h"
#include "services/rotation/planner/generate.h"
#include "services/rotation/planner/planner.h"
#include "services/rotation/planner/testing/triples.h"

namespace xf::bench {
namespace {

using nlohmann::json;
using xianfeng::rotation::v1::RotationProblem;
using Clock = std::chrono::steady_clock;

// An instance with its targets.
struct Instance {
  planner::Shape shape;
  double seconds;
  double gap;        // the planner proves no more
  double mebibytes;  // the planner needs no more; 0: no target
  bool small;
};

const Instance kInstances[] = {
    {{67, 40, 24, 1}, 5, 0.0002, 0, true},
    {{200, 60, 12, 1}, 10, 0.0015, 0, true},
    {{2000, 500, 12, 1}, 30, 0.005, 0, false},
    {{20000, 5000, 12, 1}, 120, 0.01, 8192, false},
};

double Since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

double GapOf(double bound, double objective) { return (bound - objective) / std::max(1.0, std::abs(bound)); }

// What `work` answers, run in a process of its own, with the memory that it used at most. A process that outlives
// `limit` is ended, and answers nothing.
json InProcess(const std::function<json()>& work, double limit) {
  int ends[2];
  if (pipe(ends) != 0) std::abort();
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    const std::string text = work().dump();
    for (size_t sent = 0; sent < text.size();)
      sent += static_cast<size_t>(write(ends[1], &text[sent], text.size() - sent));
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  rusage usage{};
  bool ended = false;
  std::mutex mutex;
  std::condition_variable over;
  std::thread reaper([&] {
    std::unique_lock lock(mutex);
    if (!over.wait_for(lock, std::chrono::duration<double>(limit), [&] { return ended; })) kill(child, SIGKILL);
  });
  char buffer[4096];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) text.append(buffer, static_cast<size_t>(got));
  {
    std::lock_guard lock(mutex);
    ended = true;
  }
  over.notify_all();
  reaper.join();
  close(ends[0]);
  int status = 0;
  wait4(child, &status, 0, &usage);
  json answer = json::parse(text, nullptr, false);
  if (answer.is_discarded()) answer = json{{"found", false}};
  answer["mebibytes"] = static_cast<double>(usage.ru_maxrss) / 1024;
  return answer;
}

// The planner's plan, as the independent checker sees it.
json ByPlanner(const RotationProblem& problem, double seconds, int threads) {
  json answer{{"found", false}};
  const auto begin = Clock::now();
  planner::SolveOptions options{.threads = threads, .seconds = seconds};
  options.on_event = [&](const planner::Event& event) {
    if (!event.objective || !event.upper_bound || answer.contains("seconds_to_1_percent")) return;
    if (GapOf(*event.upper_bound, static_cast<double>(*event.objective)) <= 0.01) {
      answer["seconds_to_1_percent"] = Since(begin);
    }
  };
  const auto plan = planner::Solve(problem, options);
  answer["seconds"] = Since(begin);
  if (!plan.ok()) return answer;
  const auto verification = checker::Verify(problem, *plan);
  answer["found"] = verification.ok() && verification->holds();
  if (!answer["found"]) return answer;
  answer["objective"] = verification->objective();
  answer["upper_bound"] = verification->upper_bound();
  answer["gap"] = verification->gap();
  answer["work"] = plan->work();
  return answer;
}

json ByCbc(const RotationProblem& problem, double seconds, int threads) {
  const auto begin = Clock::now();
  const planner::testing::CbcResult result = planner::testing::SolveByCbc(problem, seconds, threads);
  json answer{{"found", result.found}, {"optimal", result.optimal}, {"seconds", Since(begin)}};
  answer["upper_bound"] = result.upper_bound;
  if (!result.found) return answer;
  answer["objective"] = result.objective;
  answer["gap"] = GapOf(result.upper_bound, static_cast<double>(result.objective));
  if (std::isfinite(result.seconds_to_1_percent)) answer["seconds_to_1_percent"] = result.seconds_to_1_percent;
  return answer;
}

std::string Text(const json& answer, const char* key, const char* format) {
  if (!answer.contains(key)) return "-";
  char text[64];
  std::snprintf(text, sizeof text, format, answer[key].get<double>());
  return text;
}

json Measure(const Instance& instance, int threads) {
  const planner::Shape& shape = instance.shape;
  const RotationProblem problem = planner::Generate(shape);
  const json plan = InProcess([&] { return ByPlanner(problem, instance.seconds, threads); }, 2 * instance.seconds + 60);
  const json peer = InProcess([&] { return ByCbc(problem, instance.seconds, threads); }, 2 * instance.seconds + 60);
  const std::string name =
      std::to_string(shape.cadres) + "x" + std::to_string(shape.posts) + "x" + std::to_string(shape.slots);
  json result{{"bench", "rotation"},      {"name", name},    {"options", problem.options_size()},
              {"time", instance.seconds}, {"unit", "gap"},   {"value", plan.value("gap", 1.0)},
              {"limit", instance.gap},    {"planner", plan}, {"cbc", peer}};
  result["ratio"] = plan.value("gap", 1.0) / instance.gap;
  // More than 1: the planner's plan is the better one.
  if (peer.value("found", false) && peer["objective"] > 0) {
    result["objective_ratio"] = plan.value("objective", 0.0) / peer["objective"].get<double>();
  }
  result["worse_than_cbc"] =
      peer.value("found", false) && plan.value("objective", int64_t{0}) < peer["objective"].get<int64_t>();
  if (instance.mebibytes > 0) result["memory_ratio"] = plan["mebibytes"].get<double>() / instance.mebibytes;
  for (const auto& [who, answer] : {std::pair("planner", &plan), std::pair("cbc", &peer)}) {
    std::printf(
        "%-14s %-8s objective %10s  bound %12s  gap %8s %%  1 %% after %6s s  took %6s s  %6s MiB\n", name.c_str(), who,
        Text(*answer, "objective", "%.0f").c_str(), Text(*answer, "upper_bound", "%.1f").c_str(),
        answer->contains("gap") ? Text({{"gap", (*answer)["gap"].get<double>() * 100}}, "gap", "%.4f").c_str() : "-",
        Text(*answer, "seconds_to_1_percent", "%.2f").c_str(), Text(*answer, "seconds", "%.1f").c_str(),
        Text(*answer, "mebibytes", "%.0f").c_str());
  }
  std::printf("%-14s target gap %.2f %%: %s%s\n", name.c_str(), instance.gap * 100,
              result["ratio"].get<double>() <= 1 ? "met" : "MISSED",
              result["worse_than_cbc"].get<bool>() ? ", WORSE THAN CBC" : "");
  std::fflush(stdout);
  return result;
}

// One person can't go after all: how long it takes to find the plan that ten times the target's time finds best.
json MeasureChange(int threads) {
  constexpr double kTarget = 1;
  RotationProblem problem = planner::Generate({600, 150, 12, 1});
  const auto before = planner::Solve(problem, {.threads = threads, .seconds = 10});
  if (!before.ok()) return json();
  const std::string gone = before->placements(0).cadre_id();
  for (auto& cadre : *problem.mutable_cadres()) {
    if (cadre.cadre_id() == gone) cadre.add_unavailable()->set_end(problem.slot_count());
  }
  *problem.mutable_previous() = before->placements();
  problem.set_change_penalty(1000);
  double found = 0;
  planner::SolveOptions options{.threads = threads, .seconds = 10 * kTarget};
  options.on_event = [&](const planner::Event& event) {
    if (event.better_plan) found = event.seconds;
  };
  const auto after = planner::Solve(problem, options);
  if (!after.ok()) return json();
  json result{{"bench", "rotation"}, {"name", "one person's change, 600x150x12"},
              {"unit", "s"},         {"value", found},
              {"limit", kTarget},    {"ratio", found / kTarget},
              {"gap", after->gap()}, {"changes", after->changes()}};
  std::printf("%-14s one person's change: the best plan after %.2f s, %d changes, gap %.4f %%\n", "600x150x12", found,
              after->changes(), after->gap() * 100);
  std::fflush(stdout);
  return result;
}

int Main(int argc, char** argv) {
  CLI::App cli("Benchmark rotation: the planner beside CBC at equal time");
  bool quick = false;
  int threads = 2;
  std::vector<int> cadres;
  std::string out;
  cli.add_flag("--quick", quick, "The two small instances only");
  cli.add_option("--threads", threads, "Threads of either, 1 or 2");
  cli.add_option("--cadres", cadres, "Only instances of so many cadres; several may be given");
  cli.add_option("--out", out, "Write the measurements here, JSON");
  CLI11_PARSE(cli, argc, argv);
  json results = json::array();
  for (const Instance& instance : kInstances) {
    if (quick && !instance.small) continue;
    if (!cadres.empty() && std::find(cadres.begin(), cadres.end(), instance.shape.cadres) == cadres.end()) continue;
    results.push_back(Measure(instance, threads));
  }
  if (cadres.empty()) results.push_back(MeasureChange(threads));
  if (!out.empty()) std::ofstream(out) << results.dump(2) << "\n";
  return 0;
}

}  // namespace
}  // namespace xf::bench

int main(int argc, char** argv) { return xf::bench::Main(argc, argv); }

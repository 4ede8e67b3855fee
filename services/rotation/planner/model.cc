#include "services/rotation/planner/model.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "services/rotation/planner/ids.h"
#include "services/rotation/planner/periods.h"

namespace xf::planner {
namespace {

class Builder {
 public:
  explicit Builder(const RotationProblem& problem)
      : problem_(problem), cadres_(CadreIndex(problem)), posts_(PostIndex(problem)) {}

  Model Build() {
    model_.slots = problem_.slot_count();
    model_.change_penalty = problem_.change_penalty();
    model_.has_budget = problem_.has_max_changes();
    model_.max_changes = problem_.max_changes();
    model_.previous_count = problem_.previous_size();
    AddLimits();
    AddPosts();
    AddCadres();
    AddOptions();
    AddConflicts();
    return std::move(model_);
  }

 private:
  void AddLimits() {
    for (const auto& unit : problem_.units()) model_.units.push_back(unit.max_absent());
    for (const auto& host : problem_.hosts()) model_.hosts.push_back(host.max_present());
  }

  void AddPosts() {
    const Index hosts = HostIndex(problem_);
    absl::flat_hash_map<absl::string_view, int> places;
    for (const auto& post : problem_.posts()) {
      Post made;
      made.capacity = post.capacity();
      made.host = hosts.Find(post.host_id());
      made.place = places.emplace(post.host_id(), static_cast<int>(places.size())).first->second;
      made.closed = made.capacity == 0 || (made.host >= 0 && model_.hosts[static_cast<size_t>(made.host)] == 0);
      model_.posts.push_back(made);
      runs_.push_back(PostRuns(post, model_.slots));
      // Runs that all cadres share who are always available.
      shared_.push_back({static_cast<int>(model_.runs.size()), static_cast<int>(runs_.back().size())});
      model_.runs.insert(model_.runs.end(), runs_.back().begin(), runs_.back().end());
    }
  }

  void AddCadres() {
    const Index units = UnitIndex(problem_);
    for (const auto& cadre : problem_.cadres()) {
      Cadre made;
      made.unit = cadre.unit_id().empty() ? -1 : units.Find(cadre.unit_id());
      model_.cadres.push_back(made);
      busy_.push_back(BusySlots(cadre, model_.slots));
    }
    pins_.assign(model_.cadres.size(), nullptr);
    previous_.assign(model_.cadres.size(), nullptr);
    for (const auto& pin : problem_.pins()) pins_[static_cast<size_t>(cadres_.Find(pin.cadre_id()))] = &pin;
    for (const auto& placement : problem_.previous()) {
      previous_[static_cast<size_t>(cadres_.Find(placement.cadre_id()))] = &placement;
    }
  }

  void AddOptions() {
    // Options by cadre, in the problem's order (counting sort).
    std::vector<int> of(static_cast<size_t>(problem_.options_size()));
    std::vector<int> at(model_.cadres.size() + 1, 0);
    for (int o = 0; o < problem_.options_size(); ++o) {
      of[static_cast<size_t>(o)] = cadres_.Find(problem_.options(o).cadre_id());
      ++at[static_cast<size_t>(of[static_cast<size_t>(o)]) + 1];
    }
    for (size_t c = 1; c < at.size(); ++c) at[c] += at[c - 1];
    std::vector<int> order(of.size());
    std::vector<int> next = at;
    for (size_t o = 0; o < of.size(); ++o) {
      order[static_cast<size_t>(next[static_cast<size_t>(of[o])]++)] = static_cast<int>(o);
    }
    model_.options.reserve(of.size());
    for (size_t c = 0; c < model_.cadres.size(); ++c) {
      Cadre& cadre = model_.cadres[c];
      cadre.first_option = static_cast<int>(model_.options.size());
      for (int i = at[c]; i < at[c + 1]; ++i)
        AddOption(static_cast<int>(c), problem_.options(order[static_cast<size_t>(i)]));
      cadre.option_count = static_cast<int>(model_.options.size()) - cadre.first_option;
      cadre.pinned = pins_[c] != nullptr;
    }
  }

  void AddOption(int c, const RotationProblem::Option& option) {
    Cadre& cadre = model_.cadres[static_cast<size_t>(c)];
    Option made;
    made.post = posts_.Find(option.post_id());
    made.fixed = option.fixed_score();
    made.per_slot = option.score_per_slot();
    const auto& busy = busy_[static_cast<size_t>(c)];
    const size_t post = static_cast<size_t>(made.post);
    std::vector<Run> own;
    std::tie(made.first_run, made.run_count) = shared_[post];
    if (!busy.empty()) {
      own = FreeRuns(runs_[post], busy);
      made.run_count = static_cast<int>(own.size());
    }
    const RotationProblem::Placement* pin = pins_[static_cast<size_t>(c)];
    if (pin != nullptr) {
      if (pin->post_id() != option.post_id()) return;
      own = {{pin->duration(), pin->start_slot(), pin->start_slot()}};
      made.run_count = 1;
    }
    if (made.run_count == 0) return;
    const std::vector<Run>& runs = own.empty() ? runs_[post] : own;
    if (runs.front().length == runs.back().length) {
      // Fixed score and score per slot may be far larger than what they add up to.
      made.fixed = static_cast<int64_t>(static_cast<__int128>(made.fixed) +
                                        static_cast<__int128>(made.per_slot) * runs.front().length);
      made.per_slot = 0;
    }
    for (const Run& run : runs) model_.largest_score = std::max(model_.largest_score, std::abs(made.Score(run.length)));
    if (model_.posts[post].closed || (cadre.unit >= 0 && model_.units[static_cast<size_t>(cadre.unit)] == 0)) {
      model_.has_closed_rows = cadre.closed = true;
      return;
    }
    const RotationProblem::Placement* previous = previous_[static_cast<size_t>(c)];
    if (previous != nullptr && previous->post_id() == option.post_id() &&
        Contains(runs, previous->start_slot(), previous->duration())) {
      cadre.previous = {static_cast<int>(model_.options.size()), previous->start_slot(),
                        previous->start_slot() + previous->duration()};
    }
    if (!own.empty()) {
      made.first_run = static_cast<int>(model_.runs.size());
      model_.runs.insert(model_.runs.end(), own.begin(), own.end());
    }
    model_.options.push_back(made);
  }

  void AddConflicts() {
    model_.conflicts.resize(model_.cadres.size());
    for (const auto& conflict : problem_.conflicts()) {
      const int a = cadres_.Find(conflict.cadre_a());
      const int b = cadres_.Find(conflict.cadre_b());
      if (a == b) continue;  // nobody is at two places
      model_.conflicts[static_cast<size_t>(a)].push_back(b);
      model_.conflicts[static_cast<size_t>(b)].push_back(a);
    }
    for (auto& list : model_.conflicts) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
  }

  const RotationProblem& problem_;
  const Index cadres_;
  const Index posts_;
  Model model_;
  std::vector<std::vector<Run>> runs_;
  std::vector<std::pair<int, int>> shared_;
  std::vector<std::vector<bool>> busy_;
  std::vector<const RotationProblem::Placement*> pins_;
  std::vector<const RotationProblem::Placement*> previous_;
};

}  // namespace

int64_t Model::CountTriples() const {
  int64_t triples = 0;
  for (const Option& option : options) {
    for (int r = option.first_run; r < option.first_run + option.run_count; ++r) {
      triples += runs[static_cast<size_t>(r)].last - runs[static_cast<size_t>(r)].first + 1;
    }
  }
  return triples;
}

Model MakeModel(const RotationProblem& problem) { return Builder(problem).Build(); }

}  // namespace xf::planner

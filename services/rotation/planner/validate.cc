// What a problem must obey (contracts: every violation is named, not only the first).
#include <cstdlib>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "services/rotation/planner/ids.h"
#include "services/rotation/planner/model.h"
#include "services/rotation/planner/periods.h"
#include "services/rotation/planner/planner.h"

namespace xf::planner {
namespace {

// Four centuries of half months, and as many rows of prices as fit in memory with ease.
constexpr int kMostSlots = 10'000;
constexpr int64_t kMostRows = 50'000'000;
constexpr int64_t kMostScore = 1'000'000'000'000;
constexpr __int128 kMostTotal = __int128{1} << 50;
// A list of ten million violations helps nobody.
constexpr size_t kMostViolations = 1'000;

class Validator {
 public:
  explicit Validator(const RotationProblem& problem)
      : problem_(problem), cadres_(CadreIndex(problem)), posts_(PostIndex(problem)), units_(UnitIndex(problem)) {}

  absl::Status Check() {
    CheckHorizon();
    CheckLimits();
    CheckPosts();
    CheckCadres();
    const bool readable = violations_.empty();
    CheckOptions();
    CheckConflicts();
    CheckPlacements("pins", problem_.pins());
    CheckPlacements("previous", problem_.previous());
    // The rest reckons with what the fields say, so they must be right.
    if (readable && violations_.empty()) {
      CheckScores();
      CheckPins();
    }
    if (violations_.empty()) return absl::OkStatus();
    return InvalidError(std::move(violations_));
  }

 private:
  void Complain(std::string field, std::string en, std::string zh) {
    if (violations_.size() < kMostViolations) violations_.push_back({std::move(field), {std::move(en), std::move(zh)}});
  }
  void NotNegative(const std::string& field, int64_t value) {
    if (value < 0) Complain(field, absl::StrCat("is negative: ", value), absl::StrCat("不能为负数:", value));
  }
  static std::string At(absl::string_view list, int position, absl::string_view field) {
    return absl::StrCat(list, "[", position, "].", field);
  }

  void CheckHorizon() {
    const int slots = problem_.slot_count();
    if (slots < 1 || slots > kMostSlots) {
      Complain("slot_count", absl::StrCat("is not in 1 … ", kMostSlots, ": ", slots),
               absl::StrCat("须在 1 至 ", kMostSlots, " 之间:", slots));
    }
    const int64_t lists = int64_t{problem_.posts_size()} + problem_.units_size() + problem_.hosts_size();
    if (lists * slots > kMostRows) {
      Complain("slot_count", absl::StrCat("is too long a horizon for ", lists, " posts, units and hosts"),
               absl::StrCat("对 ", lists, " 个岗位、单位来说时段过多"));
    }
    NotNegative("change_penalty", problem_.change_penalty());
    NotNegative("max_changes", problem_.max_changes());
  }

  // Ids are given and not repeated.
  template <typename Items, typename IdOf>
  void CheckIds(absl::string_view list, absl::string_view field, const Items& items, IdOf id_of) {
    Index seen;
    for (int i = 0; i < items.size(); ++i) {
      const std::string& id = id_of(items[i]);
      if (id.empty())
        Complain(At(list, i, field), "is empty", "不能为空");
      else if (!seen.Add(id))
        Complain(At(list, i, field), absl::StrCat("is repeated: ", id), absl::StrCat("重复:", id));
    }
  }

  void CheckLimits() {
    CheckIds("units", "unit_id", problem_.units(),
             [](const auto& unit) -> const std::string& { return unit.unit_id(); });
    CheckIds("hosts", "host_id", problem_.hosts(),
             [](const auto& host) -> const std::string& { return host.host_id(); });
    for (int i = 0; i < problem_.units_size(); ++i)
      NotNegative(At("units", i, "max_absent"), problem_.units(i).max_absent());
    for (int i = 0; i < problem_.hosts_size(); ++i)
      NotNegative(At("hosts", i, "max_present"), problem_.hosts(i).max_present());
  }

  void InHorizon(const std::string& field, int value, int low, int high) {
    if (value < low || value > high) {
      Complain(field, absl::StrCat("is not in ", low, " … ", high, ": ", value),
               absl::StrCat("须在 ", low, " 至 ", high, " 之间:", value));
    }
  }

  void CheckPosts() {
    CheckIds("posts", "post_id", problem_.posts(),
             [](const auto& post) -> const std::string& { return post.post_id(); });
    const int slots = problem_.slot_count();
    for (int i = 0; i < problem_.posts_size(); ++i) {
      const RotationProblem::Post& post = problem_.posts(i);
      NotNegative(At("posts", i, "capacity"), post.capacity());
      InHorizon(At("posts", i, "earliest_slot"), post.earliest_slot(), 0, slots);
      InHorizon(At("posts", i, "latest_end_slot"), post.latest_end_slot(), 0, slots);
      for (int k = 0; k < post.durations_size(); ++k) {
        if (post.durations(k) < 1) {
          Complain(At("posts", i, absl::StrCat("durations[", k, "]")), absl::StrCat("is below 1: ", post.durations(k)),
                   absl::StrCat("至少为 1:", post.durations(k)));
        }
      }
      for (int k = 0; k < post.start_slots_size(); ++k) {
        InHorizon(At("posts", i, absl::StrCat("start_slots[", k, "]")), post.start_slots(k), 0, slots - 1);
      }
    }
  }

  void CheckCadres() {
    CheckIds("cadres", "cadre_id", problem_.cadres(),
             [](const auto& cadre) -> const std::string& { return cadre.cadre_id(); });
    for (int i = 0; i < problem_.cadres_size(); ++i) {
      const RotationProblem::Cadre& cadre = problem_.cadres(i);
      if (!cadre.unit_id().empty()) Known(At("cadres", i, "unit_id"), units_, cadre.unit_id());
      for (int k = 0; k < cadre.unavailable_size(); ++k) {
        const RotationProblem::SlotRange& range = cadre.unavailable(k);
        if (range.start() < 0 || range.end() > problem_.slot_count() || range.start() > range.end()) {
          Complain(At("cadres", i, absl::StrCat("unavailable[", k, "]")),
                   absl::StrCat("is no range of slots: [", range.start(), ", ", range.end(), ")"),
                   absl::StrCat("不是有效的时段:[", range.start(), ", ", range.end(), ")"));
        }
      }
    }
  }

  bool Known(const std::string& field, const Index& index, const std::string& id) {
    if (index.Find(id) >= 0) return true;
    Complain(field, absl::StrCat("is unknown: ", id), absl::StrCat("不存在:", id));
    return false;
  }

  void CheckOptions() {
    absl::flat_hash_set<int64_t> pairs;
    pairs.reserve(static_cast<size_t>(problem_.options_size()));
    for (int i = 0; i < problem_.options_size(); ++i) {
      const RotationProblem::Option& option = problem_.options(i);
      const int cadre = cadres_.Find(option.cadre_id()), post = posts_.Find(option.post_id());
      if (cadre < 0) Known(At("options", i, "cadre_id"), cadres_, option.cadre_id());
      if (post < 0) Known(At("options", i, "post_id"), posts_, option.post_id());
      if (cadre >= 0 && post >= 0 && !pairs.insert((int64_t{cadre} << 32) + post).second) {
        Complain(absl::StrCat("options[", i, "]"),
                 absl::StrCat("repeats a pair: ", option.cadre_id(), ", ", option.post_id()),
                 absl::StrCat("重复的组合:", option.cadre_id(), ",", option.post_id()));
      }
    }
  }

  void CheckConflicts() {
    for (int i = 0; i < problem_.conflicts_size(); ++i) {
      Known(At("conflicts", i, "cadre_a"), cadres_, problem_.conflicts(i).cadre_a());
      Known(At("conflicts", i, "cadre_b"), cadres_, problem_.conflicts(i).cadre_b());
    }
  }

  template <typename Placements>
  void CheckPlacements(absl::string_view list, const Placements& placements) {
    Index seen;
    for (int i = 0; i < placements.size(); ++i) {
      const RotationProblem::Placement& placement = placements[i];
      if (Known(At(list, i, "cadre_id"), cadres_, placement.cadre_id()) && !seen.Add(placement.cadre_id())) {
        Complain(At(list, i, "cadre_id"), absl::StrCat("is repeated: ", placement.cadre_id()),
                 absl::StrCat("重复:", placement.cadre_id()));
      }
      Known(At(list, i, "post_id"), posts_, placement.post_id());
      InHorizon(At(list, i, "start_slot"), placement.start_slot(), 0, problem_.slot_count() - 1);
      if (placement.duration() < 1) Complain(At(list, i, "duration"), "is below 1", "至少为 1");
    }
  }

  void CheckScores() {
    std::vector<std::vector<Run>> runs;
    for (const auto& post : problem_.posts()) runs.push_back(PostRuns(post, problem_.slot_count()));
    std::vector<int64_t> largest(static_cast<size_t>(problem_.cadres_size()), 0);
    for (int i = 0; i < problem_.options_size(); ++i) {
      const RotationProblem::Option& option = problem_.options(i);
      const auto& periods = runs[static_cast<size_t>(posts_.Find(option.post_id()))];
      if (periods.empty()) continue;
      // The score is monotonic in the duration, so the two ends are its extremes.
      for (const int length : {periods.front().length, periods.back().length}) {
        const __int128 score =
            static_cast<__int128>(option.fixed_score()) + static_cast<__int128>(option.score_per_slot()) * length;
        const __int128 size = score < 0 ? -score : score;
        if (size > kMostScore) {
          Complain(absl::StrCat("options[", i, "]"),
                   absl::StrCat("scores more than 10^12 in size at duration ", length),
                   absl::StrCat("时长为 ", length, " 时得分绝对值超过 10^12"));
          break;
        }
        int64_t& most = largest[static_cast<size_t>(cadres_.Find(option.cadre_id()))];
        most = std::max(most, static_cast<int64_t>(size));
      }
    }
    __int128 total = static_cast<__int128>(problem_.change_penalty()) * problem_.previous_size();
    for (const int64_t most : largest) total += most;
    if (total > kMostTotal) {
      Complain("options", "the largest scores of all cadres and the change penalties add up to more than 2^50",
               "全体干部的最高得分与变动扣分之和超过 2^50");
    }
  }

  // A pin is a triple: eligible, in the post's periods, in the cadre's calendar.
  void CheckPins() {
    if (problem_.pins().empty()) return;
    absl::flat_hash_set<int64_t> pairs;
    for (const auto& option : problem_.options()) {
      pairs.insert((int64_t{cadres_.Find(option.cadre_id())} << 32) + posts_.Find(option.post_id()));
    }
    for (int i = 0; i < problem_.pins_size(); ++i) {
      const RotationProblem::Placement& pin = problem_.pins(i);
      const int cadre = cadres_.Find(pin.cadre_id()), post = posts_.Find(pin.post_id());
      const std::string field = absl::StrCat("pins[", i, "]");
      if (!pairs.contains((int64_t{cadre} << 32) + post)) {
        Complain(field, "the cadre is not eligible for the post", "该干部不符合该岗位的条件");
        continue;
      }
      std::vector<Run> runs = PostRuns(problem_.posts(post), problem_.slot_count());
      if (!Contains(runs, pin.start_slot(), pin.duration())) {
        Complain(field, "the post has no such period", "该岗位没有这样的起止时段");
        continue;
      }
      const std::vector<bool> busy = BusySlots(problem_.cadres(cadre), problem_.slot_count());
      if (!busy.empty()) runs = FreeRuns(runs, busy);
      if (!Contains(runs, pin.start_slot(), pin.duration()))
        Complain(field, "the cadre is not available then", "该干部在此期间不能派出");
    }
  }

  const RotationProblem& problem_;
  const Index cadres_;
  const Index posts_;
  const Index units_;
  std::vector<Violation> violations_;
};

}  // namespace

absl::Status Validate(const RotationProblem& problem) { return Validator(problem).Check(); }

}  // namespace xf::planner

#include "services/rotation/checker/problem.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace xf::checker {
namespace {

// contracts.md: so that doubles lose nothing that matters.
constexpr int64_t kMaxScore = 1'000'000'000'000;
constexpr int64_t kMaxTotal = int64_t{1} << 50;

std::vector<int> Sorted(const google::protobuf::RepeatedField<int>& values) {
  std::vector<int> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  sorted.erase(std::unique(sorted.begin(), sorted.end()), sorted.end());
  return sorted;
}

}  // namespace

// Reads one problem and gathers what is wrong with it.
class ProblemReader {
 public:
  explicit ProblemReader(const v1::RotationProblem& proto) : proto_(proto) { out_.proto_ = &proto; }

  absl::StatusOr<Problem> Read() {
    if (proto_.slot_count() < 1 || proto_.slot_count() > kMaxSlots) {
      Fault("slot_count", absl::StrCat("must be 1 to ", kMaxSlots), absl::StrCat("应为 1 至 ", kMaxSlots));
    }
    ReadUnits();
    ReadHosts();
    ReadPosts();
    ReadCadres();
    ReadOptions();
    ReadConflicts();
    ReadPlacements("pins", proto_.pins(), &Cadre::pin);
    ReadPlacements("previous", proto_.previous(), &Cadre::previous);
    CheckPins();
    NotNegative("change_penalty", proto_.change_penalty());
    if (proto_.has_max_changes()) NotNegative("max_changes", proto_.max_changes());
    CheckTotal();
    if (!faults_.empty()) return InvalidError(std::move(faults_));
    return std::move(out_);
  }

 private:
  void Fault(std::string field, std::string en, std::string zh) {
    faults_.push_back({std::move(field), {std::move(en), std::move(zh)}});
  }
  void NotNegative(const std::string& field, int64_t value) {
    if (value < 0) Fault(field, "must not be negative", "不能为负数");
  }
  void Unknown(const std::string& field, absl::string_view id) {
    Fault(field, absl::StrCat("unknown id \"", id, "\""), absl::StrCat("未知的编号“", id, "”"));
  }
  void Enter(Problem::Index& index, const std::string& field, absl::string_view id) {
    if (id.empty()) Fault(field, "required", "必填");
    if (!index.emplace(id, static_cast<int>(index.size())).second) {
      Fault(field, absl::StrCat("stands twice: \"", id, "\""), absl::StrCat("重复的编号“", id, "”"));
    }
  }
  void InHorizon(const std::string& field, int64_t slot, int64_t least) {
    if (slot < least || slot > proto_.slot_count()) {
      Fault(field, absl::StrCat("outside the horizon: ", slot), absl::StrCat("超出编排期：", slot));
    }
  }

  void ReadUnits() {
    for (int i = 0; i < proto_.units_size(); ++i) {
      const std::string path = absl::StrCat("units[", i, "].");
      Enter(out_.unit_ids_, path + "unit_id", proto_.units(i).unit_id());
      NotNegative(path + "max_absent", proto_.units(i).max_absent());
    }
  }

  void ReadHosts() {
    for (int i = 0; i < proto_.hosts_size(); ++i) {
      const std::string path = absl::StrCat("hosts[", i, "].");
      Enter(out_.host_ids_, path + "host_id", proto_.hosts(i).host_id());
      NotNegative(path + "max_present", proto_.hosts(i).max_present());
      out_.host_names_.push_back(proto_.hosts(i).host_id());
    }
  }

  void ReadPosts() {
    for (int i = 0; i < proto_.posts_size(); ++i) {
      const v1::RotationProblem::Post& proto = proto_.posts(i);
      const std::string path = absl::StrCat("posts[", i, "].");
      Enter(out_.post_ids_, path + "post_id", proto.post_id());
      NotNegative(path + "capacity", proto.capacity());
      InHorizon(path + "earliest_slot", proto.earliest_slot(), 0);
      InHorizon(path + "latest_end_slot", proto.latest_end_slot(), 0);
      for (int j = 0; j < proto.durations_size(); ++j) {
        if (proto.durations(j) < 1) {
          Fault(absl::StrCat(path, "durations[", j, "]"), "must be 1 or more", "应不小于 1");
        }
      }
      for (int j = 0; j < proto.start_slots_size(); ++j) {
        if (proto.start_slots(j) < 0 || proto.start_slots(j) >= proto_.slot_count()) {
          Fault(absl::StrCat(path, "start_slots[", j, "]"), "outside the horizon", "超出编排期");
        }
      }
      out_.posts_.push_back({HostOf(proto.host_id()), proto.capacity(), proto.earliest_slot(),
                             proto.latest_end_slot() == 0 ? proto_.slot_count() : proto.latest_end_slot(),
                             Sorted(proto.durations()), Sorted(proto.start_slots())});
    }
  }

  // A host that only posts name has no limit, but relatives do not meet there either.
  int HostOf(absl::string_view id) {
    if (id.empty()) return kNone;
    const auto [found, added] = out_.host_ids_.emplace(id, static_cast<int>(out_.host_names_.size()));
    if (added) out_.host_names_.push_back(id);
    return found->second;
  }

  void ReadCadres() {
    for (int i = 0; i < proto_.cadres_size(); ++i) {
      const v1::RotationProblem::Cadre& proto = proto_.cadres(i);
      const std::string path = absl::StrCat("cadres[", i, "].");
      Enter(out_.cadre_ids_, path + "cadre_id", proto.cadre_id());
      Cadre cadre;
      if (!proto.unit_id().empty()) {
        cadre.unit = out_.UnitIndex(proto.unit_id());
        if (cadre.unit == kNone) Unknown(path + "unit_id", proto.unit_id());
      }
      for (int j = 0; j < proto.unavailable_size(); ++j) {
        const std::string range = absl::StrCat(path, "unavailable[", j, "].");
        InHorizon(range + "start", proto.unavailable(j).start(), 0);
        InHorizon(range + "end", proto.unavailable(j).end(), std::max(0, proto.unavailable(j).start()));
        if (proto.unavailable(j).start() == proto.unavailable(j).end()) continue;
        cadre.unavailable.emplace_back(proto.unavailable(j).start(), proto.unavailable(j).end());
      }
      out_.cadres_.push_back(std::move(cadre));
    }
  }

  void ReadOptions() {
    for (int i = 0; i < proto_.options_size(); ++i) {
      const v1::RotationProblem::Option& proto = proto_.options(i);
      const int cadre = out_.CadreIndex(proto.cadre_id());
      const int post = out_.PostIndex(proto.post_id());
      if (cadre == kNone) Unknown(absl::StrCat("options[", i, "].cadre_id"), proto.cadre_id());
      if (post == kNone) Unknown(absl::StrCat("options[", i, "].post_id"), proto.post_id());
      if (cadre == kNone || post == kNone) continue;
      if (ScoreTooLarge(proto, out_.posts_[post])) {
        Fault(absl::StrCat("options[", i, "]"), "a score is beyond 10^12", "得分超出 10^12");
      }
      out_.cadres_[cadre].options.push_back({post, proto.fixed_score(), proto.score_per_slot()});
    }
    for (size_t i = 0; i < out_.cadres_.size(); ++i) {
      std::vector<Option>& options = out_.cadres_[i].options;
      std::ranges::sort(options, {}, &Option::post);
      for (size_t j = 1; j < options.size(); ++j) {
        if (options[j].post != options[j - 1].post) continue;
        const std::string pair = absl::StrCat(out_.CadreId(static_cast<int>(i)), ", ", out_.PostId(options[j].post));
        Fault("options", "stands twice: " + pair, "重复的人岗组合：" + pair);
      }
    }
  }

  bool ScoreTooLarge(const v1::RotationProblem::Option& option, const Post& post) const {
    return std::ranges::any_of(post.durations, [&](int duration) {
      if (duration > proto_.slot_count()) return false;
      const __int128 score = __int128{option.fixed_score()} + __int128{option.score_per_slot()} * duration;
      return score > kMaxScore || score < -kMaxScore;
    });
  }

  void ReadConflicts() {
    for (int i = 0; i < proto_.conflicts_size(); ++i) {
      const v1::RotationProblem::Conflict& conflict = proto_.conflicts(i);
      const std::string path = absl::StrCat("conflicts[", i, "].");
      if (out_.CadreIndex(conflict.cadre_a()) == kNone) Unknown(path + "cadre_a", conflict.cadre_a());
      if (out_.CadreIndex(conflict.cadre_b()) == kNone) Unknown(path + "cadre_b", conflict.cadre_b());
      if (conflict.cadre_a() == conflict.cadre_b()) Fault(path + "cadre_b", "the same cadre", "回避双方是同一人");
    }
  }

  void ReadPlacements(const std::string& list,
                      const google::protobuf::RepeatedPtrField<v1::RotationProblem::Placement>& placements,
                      std::optional<Triple> Cadre::*field) {
    for (int i = 0; i < placements.size(); ++i) {
      const v1::RotationProblem::Placement& proto = placements[i];
      const std::string path = absl::StrCat(list, "[", i, "].");
      const int cadre = out_.CadreIndex(proto.cadre_id());
      const int post = out_.PostIndex(proto.post_id());
      if (cadre == kNone) Unknown(path + "cadre_id", proto.cadre_id());
      if (post == kNone) Unknown(path + "post_id", proto.post_id());
      InHorizon(path + "start_slot", proto.start_slot(), 0);
      if (proto.duration() < 1) Fault(path + "duration", "must be 1 or more", "应不小于 1");
      if (cadre == kNone) continue;
      if (out_.cadres_[cadre].*field) {
        Fault(path + "cadre_id", absl::StrCat("the cadre stands twice: \"", proto.cadre_id(), "\""),
              absl::StrCat("同一人重复出现：“", proto.cadre_id(), "”"));
        continue;
      }
      out_.cadres_[cadre].*field = Triple{cadre, post, proto.start_slot(), proto.duration()};
    }
  }

  // A pin is kept exactly, so it must be a stay that its post and cadre allow.
  void CheckPins() {
    for (int i = 0; i < proto_.pins_size(); ++i) {
      const int cadre = out_.CadreIndex(proto_.pins(i).cadre_id());
      if (cadre == kNone || !out_.cadres_[cadre].pin || out_.cadres_[cadre].pin->post == kNone) continue;
      if (out_.Allows(*out_.cadres_[cadre].pin)) continue;
      Fault(absl::StrCat("pins[", i, "]"), "not a stay that post and cadre allow", "该安排不符合岗位或本人的条件");
    }
  }

  void CheckTotal() {
    __int128 total = __int128{proto_.change_penalty()} * proto_.previous_size();
    for (const Cadre& cadre : out_.cadres_) {
      __int128 largest = 0;
      for (const Option& option : cadre.options) {
        for (const int duration : out_.posts_[option.post].durations) {
          if (duration > proto_.slot_count()) continue;
          const __int128 score = __int128{option.fixed_score} + __int128{option.score_per_slot} * duration;
          largest = std::max(largest, score < 0 ? -score : score);
        }
      }
      total += largest;
    }
    if (total > kMaxTotal) {
      Fault("options", "scores and change penalty add up to more than 2^50", "得分与调整扣分合计超出 2^50");
    }
  }

  const v1::RotationProblem& proto_;
  Problem out_;
  std::vector<Violation> faults_;
};

absl::StatusOr<Problem> Problem::Read(const v1::RotationProblem& proto) { return ProblemReader(proto).Read(); }

int Problem::Find(const Index& index, absl::string_view id) {
  const auto found = index.find(id);
  return found == index.end() ? kNone : found->second;
}

const Option* Cadre::OptionAt(int post) const {
  const auto found = std::ranges::lower_bound(options, post, {}, &Option::post);
  return found != options.end() && found->post == post ? &*found : nullptr;
}

bool Cadre::Unavailable(int64_t start, int64_t end) const {
  return std::ranges::any_of(unavailable, [&](const auto& range) { return range.first < end && start < range.second; });
}

bool Problem::Allows(const Triple& triple) const {
  const Cadre& cadre = cadres_[triple.cadre];
  const Post& post = posts_[triple.post];
  return cadre.OptionAt(triple.post) != nullptr && std::ranges::binary_search(post.durations, triple.duration) &&
         (post.starts.empty() || std::ranges::binary_search(post.starts, triple.start)) &&
         triple.start >= post.earliest && triple.end() <= post.latest_end &&
         !cadre.Unavailable(triple.start, triple.end());
}

}  // namespace xf::checker

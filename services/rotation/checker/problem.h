// A planning problem as the checker reads it: ids resolved, rules of a single stay at hand. Nothing here is shared with
// the planner, so that a mistake of one is seen by the other.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::checker {

namespace v1 = xianfeng::rotation::v1;

// Index of something that is not there.
inline constexpr int kNone = -1;
// Longest horizon that is read, in slots: four centuries of half months.
inline constexpr int kMaxSlots = 10000;

// A cadre at a post for slots [start, start + duration).
struct Triple {
  int cadre = kNone;
  int post = kNone;
  int64_t start = 0;
  int64_t duration = 0;

  int64_t end() const { return start + duration; }
  auto operator<=>(const Triple&) const = default;
};

// What a post lets in.
struct Post {
  int host = kNone;  // index of its host; kNone without one
  int64_t capacity = 0;
  int earliest = 0;
  int latest_end = 0;
  std::vector<int> durations;  // ascending, each once
  std::vector<int> starts;     // ascending, each once; empty = any
};

// A pair that may be placed, and for how much.
struct Option {
  int post = kNone;
  int64_t fixed_score = 0;
  int64_t score_per_slot = 0;

  int64_t Score(int64_t duration) const { return fixed_score + score_per_slot * duration; }
};

struct Cadre {
  int unit = kNone;
  std::vector<std::pair<int, int>> unavailable;  // [start, end)
  std::vector<Option> options;                   // by post
  std::optional<Triple> pin;
  std::optional<Triple> previous;

  const Option* OptionAt(int post) const;
  bool Unavailable(int64_t start, int64_t end) const;
};

class Problem {
 public:
  // Reads a problem, which must outlive what is returned. FIELD_INVALID with every violation of contracts.md when it is
  // no problem at all. Pins that clash are not looked for: no plan keeps them, which the plan's check says.
  static absl::StatusOr<Problem> Read(const v1::RotationProblem& proto);

  const v1::RotationProblem& proto() const { return *proto_; }
  int slot_count() const { return proto_->slot_count(); }
  const std::vector<Cadre>& cadres() const { return cadres_; }
  const std::vector<Post>& posts() const { return posts_; }

  // Index by id; kNone when unknown. Hosts are the listed ones first, then those that only posts name.
  int CadreIndex(absl::string_view id) const { return Find(cadre_ids_, id); }
  int PostIndex(absl::string_view id) const { return Find(post_ids_, id); }
  int UnitIndex(absl::string_view id) const { return Find(unit_ids_, id); }
  int HostIndex(absl::string_view id) const { return Find(host_ids_, id); }
  const std::string& CadreId(int cadre) const { return proto_->cadres(cadre).cadre_id(); }
  const std::string& PostId(int post) const { return proto_->posts(post).post_id(); }
  std::string HostId(int host) const { return std::string(host_names_[host]); }

  // Whether the post's rules and the cadre's own days let the stay be; capacities and limits aside.
  bool Allows(const Triple& triple) const;

 private:
  friend class ProblemReader;
  using Index = absl::flat_hash_map<absl::string_view, int>;
  static int Find(const Index& index, absl::string_view id);

  const v1::RotationProblem* proto_ = nullptr;
  std::vector<Cadre> cadres_;
  std::vector<Post> posts_;
  Index cadre_ids_, post_ids_, unit_ids_, host_ids_;
  std::vector<absl::string_view> host_names_;
};

}  // namespace xf::checker

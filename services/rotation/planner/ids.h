// Ids of a problem, by position.
#pragma once

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::planner {

// Positions of ids in a list; the list outlives it.
class Index {
 public:
  // False when the id is there already.
  bool Add(absl::string_view id) { return positions_.emplace(id, static_cast<int>(positions_.size())).second; }
  // Position, or -1.
  int Find(absl::string_view id) const {
    const auto found = positions_.find(id);
    return found == positions_.end() ? -1 : found->second;
  }

 private:
  absl::flat_hash_map<absl::string_view, int> positions_;
};

template <typename Items, typename IdOf>
Index IndexOf(const Items& items, IdOf id_of) {
  Index index;
  for (const auto& item : items) index.Add(id_of(item));
  return index;
}

inline Index CadreIndex(const xianfeng::rotation::v1::RotationProblem& problem) {
  return IndexOf(problem.cadres(), [](const auto& item) -> absl::string_view { return item.cadre_id(); });
}
inline Index PostIndex(const xianfeng::rotation::v1::RotationProblem& problem) {
  return IndexOf(problem.posts(), [](const auto& item) -> absl::string_view { return item.post_id(); });
}
inline Index UnitIndex(const xianfeng::rotation::v1::RotationProblem& problem) {
  return IndexOf(problem.units(), [](const auto& item) -> absl::string_view { return item.unit_id(); });
}
inline Index HostIndex(const xianfeng::rotation::v1::RotationProblem& problem) {
  return IndexOf(problem.hosts(), [](const auto& item) -> absl::string_view { return item.host_id(); });
}

}  // namespace xf::planner

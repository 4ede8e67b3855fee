// Rules have versions, each in force from a day on; an event is judged by the version of its day (domain.md §0.1).
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/time/civil_time.h"

namespace xf::volunteer {

template <typename T>
class Versions {
 public:
  // `versions` is not empty; T has `absl::CivilDay effective_from`.
  explicit Versions(std::vector<T> versions) : versions_(std::move(versions)) {
    std::sort(versions_.begin(), versions_.end(),
              [](const T& a, const T& b) { return a.effective_from < b.effective_from; });
  }

  // The version in force on `day`; the oldest one for days before it.
  const T& At(absl::CivilDay day) const {
    const T* found = &versions_.front();
    for (const T& version : versions_) {
      if (version.effective_from <= day) found = &version;
    }
    return *found;
  }

 private:
  std::vector<T> versions_;
};

}  // namespace xf::volunteer

// Principals by the digest of what proved them, until the proof expires.
#pragma once

#include <algorithm>
#include <memory>
#include <mutex>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/auth/principal.h"

namespace xf::auth {

// Bounded and thread safe: two generations of entries, of which the older is dropped when the newer is full, so that
// putting in costs the same whatever the size.
class PrincipalCache {
 public:
  explicit PrincipalCache(size_t capacity) : half_(std::max<size_t>(1, capacity / 2)) {}

  // nullptr when absent or expired. `key` is a SHA-256 digest.
  std::shared_ptr<const Principal> Find(const std::string& key, absl::Time now);
  // `generation` is what generation() was before the proof was checked; an entry of an older one is not kept.
  void Put(std::string key, std::shared_ptr<const Principal> principal, absl::Time expires, int64_t generation);

  // Forgets everything: the policy or the keys have changed.
  void Clear();
  int64_t generation() const;
  size_t size() const;

 private:
  struct Entry {
    std::shared_ptr<const Principal> principal;
    absl::Time expires;
  };
  using Entries = absl::flat_hash_map<std::string, Entry>;
  Entries::iterator Insert(std::string key, Entry entry);

  const size_t half_;
  mutable std::mutex mutex_;
  Entries young_;
  Entries old_;
  int64_t generation_ = 0;
};

}  // namespace xf::auth

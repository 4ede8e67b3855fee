#include "common/auth/principal_cache.h"

#include <utility>

namespace xf::auth {

std::shared_ptr<const Principal> PrincipalCache::Find(const std::string& key, absl::Time now) {
  const std::lock_guard lock(mutex_);
  auto found = young_.find(key);
  if (found == young_.end()) {
    const auto old = old_.find(key);
    if (old == old_.end()) return nullptr;
    Entry entry = std::move(old->second);  // What is still used moves on, as if it were put in now.
    old_.erase(old);
    found = Insert(key, std::move(entry));
  }
  return found->second.expires > now ? found->second.principal : nullptr;
}

PrincipalCache::Entries::iterator PrincipalCache::Insert(std::string key, Entry entry) {
  if (young_.size() >= half_) old_ = std::exchange(young_, {});
  return young_.insert_or_assign(std::move(key), std::move(entry)).first;
}

void PrincipalCache::Put(std::string key, std::shared_ptr<const Principal> principal, absl::Time expires,
                         int64_t generation) {
  const std::lock_guard lock(mutex_);
  if (generation != generation_) return;
  Insert(std::move(key), Entry{std::move(principal), expires});
}

void PrincipalCache::Clear() {
  const std::lock_guard lock(mutex_);
  young_.clear();
  old_.clear();
  ++generation_;
}

int64_t PrincipalCache::generation() const {
  const std::lock_guard lock(mutex_);
  return generation_;
}

size_t PrincipalCache::size() const {
  const std::lock_guard lock(mutex_);
  return young_.size() + old_.size();
}

}  // namespace xf::auth

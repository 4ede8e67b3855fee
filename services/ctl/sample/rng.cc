#include "services/ctl/sample/rng.h"

namespace xf::sample {

Rng Rng::Fork(absl::string_view part) const {
  uint64_t hash = 14695981039346656037ULL ^ seed_;  // FNV-1a, begun at the seed
  for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
  return Rng(hash);
}

uint64_t Rng::Below(uint64_t bound) {
  const uint64_t limit = UINT64_MAX - UINT64_MAX % bound;
  uint64_t value;
  do value = engine_();
  while (value >= limit);
  return value % bound;
}

}  // namespace xf::sample

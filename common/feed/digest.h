// The digest that proves a copy complete: how many resources there are, and the sum of their hashes modulo 2^256. It
// does not depend on order, so that any range of names has one and a copy that differs can be bisected.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace xf::feed {

class Digest {
 public:
  // Counts one resource: its name, the revision of its latest change, and the bytes of `resource.value` in it.
  void Add(absl::string_view name, int64_t revision, absl::string_view bytes);
  // Counts `count` resources whose hashes have these sums of words, most significant first, as the table feed_state
  // keeps words: less 2^63. Sums are decimal texts.
  void AddStored(int64_t count, const std::array<absl::string_view, 4>& sums);

  int64_t count() const { return count_; }
  // 32 bytes, big-endian.
  std::string sum() const;

  bool operator==(const Digest&) const = default;

 private:
  // Adds a word's value at its place, 0 the most significant, with its carry.
  void AddAt(int place, unsigned __int128 value);

  int64_t count_ = 0;
  std::array<uint64_t, 4> words_{};
};

}  // namespace xf::feed

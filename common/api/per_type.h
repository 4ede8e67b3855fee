// What is worked out once for each message type and kept.
#pragma once

#include <memory>
#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "google/protobuf/descriptor.h"

namespace xf::api {

// Answer of kCompute for `type`, computed at the first call. Each thread keeps its own table of answers, so that later
// calls take no lock.
template <auto kCompute>
const auto& PerType(const google::protobuf::Descriptor& type) {
  using Answer = decltype(kCompute(type));
  thread_local absl::flat_hash_map<const google::protobuf::Descriptor*, const Answer*> mine;
  const Answer*& known = mine[&type];
  if (known == nullptr) {
    static std::mutex mutex;
    static auto& all = *new absl::flat_hash_map<const google::protobuf::Descriptor*, std::unique_ptr<Answer>>;
    auto answer = std::make_unique<Answer>(kCompute(type));
    const std::lock_guard lock(mutex);
    known = all.try_emplace(&type, std::move(answer)).first->second.get();
  }
  return *known;
}

}  // namespace xf::api

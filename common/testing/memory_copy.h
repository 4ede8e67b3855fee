// A consumer's copy in memory, for tests: what common/feed/copy.h asks for, and a record of what was applied.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/feed/copy.h"

namespace xf::testing {

class MemoryCopy final : public feed::Copy {
 public:
  // The newest change of each resource, by name; a test may break it.
  std::map<std::string, xianfeng::sync::v1::Change> resources;
  feed::CopyState state;
  // Audit checkpoints by number.
  std::map<int64_t, xianfeng::audit::v1::AuditCheckpoint> checkpoints;
  // How often a change was applied that had been applied before.
  int applied_twice = 0;

  absl::StatusOr<feed::CopyState> Load() override { return state; }

  absl::Status Apply(const std::vector<xianfeng::sync::v1::Change>& changes, const feed::CopyState& now,
                     const xianfeng::sync::v1::Checkpoint* checkpoint) override {
    for (const auto& change : changes) {
      const auto held = resources.find(change.name());
      if (held != resources.end() && held->second.revision() >= change.revision()) continue;
      if (held != resources.end()) resources.erase(held);
      if (!change.has_resource()) continue;
      resources[change.name()] = change;
      applied_twice += !seen_.insert(change.revision()).second;
    }
    if (checkpoint != nullptr) checkpoints[checkpoint->audit().seq()] = checkpoint->audit();
    // Positions of another epoch, or from before a copy anew, begin again.
    if (now.revision < state.revision) seen_.clear();
    state = now;
    return absl::OkStatus();
  }

  absl::StatusOr<xianfeng::audit::v1::AuditCheckpoint> KeptCheckpoint() override {
    return checkpoints.empty() ? xianfeng::audit::v1::AuditCheckpoint() : checkpoints.rbegin()->second;
  }

  absl::Status Replace(const feed::NameRange& range, const std::vector<xianfeng::sync::v1::Change>& pages,
                       const feed::CopyState& now) override {
    resources.erase(resources.lower_bound(range.start), End(range));
    for (const auto& change : pages) resources[change.name()] = change;
    state = now;
    return absl::OkStatus();
  }

  absl::StatusOr<feed::Digest> DigestOf(const feed::NameRange& range) override {
    feed::Digest digest;
    for (auto it = resources.lower_bound(range.start); it != End(range); ++it) {
      digest.Add(it->first, it->second.revision(), it->second.resource().value());
    }
    return digest;
  }

  absl::StatusOr<std::string> NameAt(const feed::NameRange& range, int64_t n) override {
    return std::next(resources.lower_bound(range.start), n)->first;
  }

 private:
  std::map<std::string, xianfeng::sync::v1::Change>::iterator End(const feed::NameRange& range) {
    return range.end.empty() ? resources.end() : resources.lower_bound(range.end);
  }

  std::set<int64_t> seen_;
};

}  // namespace xf::testing

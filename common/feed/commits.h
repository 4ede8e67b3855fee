// The messages of a stream put together to whole commits, which is how changes are applied.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

class Commits {
 public:
  // Whole commits and the position after them, to be stored in one transaction.
  struct Batch {
    std::vector<xianfeng::sync::v1::Change> changes;
    std::string cursor;
    int64_t revision = 0;
    // Set when the batch ends at a checkpoint.
    std::optional<xianfeng::sync::v1::Checkpoint> checkpoint;
  };

  // What can be applied after this message; nothing while its only commit is still open.
  std::optional<Batch> Add(xianfeng::sync::v1::SubscribeResponse message);

 private:
  // Changes of a commit whose end has not come yet.
  std::vector<xianfeng::sync::v1::Change> open_;
};

}  // namespace xf::feed

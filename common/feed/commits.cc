#include "common/feed/commits.h"

#include <iterator>
#include <utility>

namespace xf::feed {

std::optional<Commits::Batch> Commits::Add(xianfeng::sync::v1::SubscribeResponse message) {
  Batch batch;
  size_t complete = 0;
  for (auto& change : *message.mutable_changes()) {
    const bool end = change.commit_end();
    if (end) {
      batch.cursor = change.cursor();
      batch.revision = change.revision();
    }
    open_.push_back(std::move(change));
    if (end) complete = open_.size();
  }
  if (message.has_checkpoint()) {
    batch.cursor = message.checkpoint().cursor();
    batch.revision = message.checkpoint().revision();
    batch.checkpoint = std::move(*message.mutable_checkpoint());
    complete = open_.size();
  }
  if (batch.cursor.empty()) return std::nullopt;
  const auto end = open_.begin() + static_cast<std::ptrdiff_t>(complete);
  batch.changes.assign(std::make_move_iterator(open_.begin()), std::make_move_iterator(end));
  open_.erase(open_.begin(), end);
  return batch;
}

}  // namespace xf::feed

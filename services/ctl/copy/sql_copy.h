// A complete copy of one feed in a database.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "common/feed/copy.h"
#include "services/ctl/copy/store.h"

namespace xf::ctl {

class SqlCopy final : public feed::Copy {
 public:
  // The feed of `source` ("membership") about a county ("431123").
  SqlCopy(Store& store, std::string source, std::string county)
      : store_(store), source_(std::move(source)), county_(std::move(county)) {}

  absl::StatusOr<feed::CopyState> Load() override;
  absl::Status Apply(const std::vector<xianfeng::sync::v1::Change>& changes, const feed::CopyState& state,
                     const xianfeng::sync::v1::Checkpoint* checkpoint) override;
  absl::StatusOr<xianfeng::audit::v1::AuditCheckpoint> KeptCheckpoint() override;
  absl::Status Replace(const feed::NameRange& range, const std::vector<xianfeng::sync::v1::Change>& resources,
                       const feed::CopyState& state) override;
  absl::StatusOr<feed::Digest> DigestOf(const feed::NameRange& range) override;
  absl::StatusOr<std::string> NameAt(const feed::NameRange& range, int64_t n) override;

  // Every audit checkpoint that is kept, also those from before the copy began anew, oldest first.
  absl::StatusOr<std::vector<xianfeng::audit::v1::AuditCheckpoint>> AllCheckpoints();

 private:
  std::vector<Param> Params(std::vector<Param> more = {}) const;
  std::vector<Param> RangeParams(const feed::NameRange& range, std::vector<Param> more = {}) const;
  absl::Status Write(const db::Query& query, const std::vector<Param>& params);
  absl::Status ApplyOne(const xianfeng::sync::v1::Change& change);
  absl::StatusOr<std::vector<xianfeng::audit::v1::AuditCheckpoint>> Checkpoints(const db::Query& query,
                                                                                std::vector<Param> params);
  absl::Status Witness(const xianfeng::sync::v1::Checkpoint& checkpoint);
  absl::Status SaveState(const feed::CopyState& state);
  // Commits when all went well, else gives the transaction up.
  absl::Status Close(absl::Status status);

  Store& store_;
  const std::string source_;
  const std::string county_;
  // Of the audit checkpoints that come now; see sql/migrations/0001_copy.sql.
  int64_t chain_ = 0;
};

}  // namespace xf::ctl

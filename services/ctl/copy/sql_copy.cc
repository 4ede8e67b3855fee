#include "services/ctl/copy/sql_copy.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/sql/queries.h"

namespace xf::ctl {
namespace {

namespace sync = xianfeng::sync::v1;

int64_t Number(const std::string& text) {
  int64_t number = 0;
  (void)absl::SimpleAtoi(text, &number);
  return number;
}

}  // namespace

std::vector<Param> SqlCopy::Params(std::vector<Param> more) const {
  more.push_back({"source", source_});
  more.push_back({"county", county_});
  return more;
}

std::vector<Param> SqlCopy::RangeParams(const feed::NameRange& range, std::vector<Param> more) const {
  more.push_back({"start_name", range.start});
  more.push_back({"end_name", range.end});
  return Params(std::move(more));
}

absl::Status SqlCopy::Write(const db::Query& query, const std::vector<Param>& params) {
  return store_.Run(query, params, {}, [](const auto&) {});
}

absl::Status SqlCopy::Close(absl::Status status) {
  if (status.ok()) status = store_.Commit();
  if (!status.ok()) store_.Rollback();
  return status;
}

absl::StatusOr<feed::CopyState> SqlCopy::Load() {
  feed::CopyState state;
  RETURN_IF_ERROR(Close(store_.Run(sql::kCopyPosition, Params(), {}, [&](const std::vector<std::string>& cells) {
    state = {cells[0], Number(cells[1]), cells[2] == "1", Number(cells[3])};
    chain_ = Number(cells[4]);
  })));
  return state;
}

absl::Status SqlCopy::SaveState(const feed::CopyState& state) {
  return Write(sql::kSaveCopyPosition, Params({{"cursor", state.cursor},
                                               {"revision", state.revision},
                                               {"whole", int64_t{state.whole}},
                                               {"settled", state.settled},
                                               {"chain", chain_}}));
}

absl::Status SqlCopy::ApplyOne(const sync::Change& change) {
  const Param name{"name", change.name()}, revision{"revision", change.revision()};
  if (!change.has_resource()) return Write(sql::kDropCopyResource, Params({name, revision}));
  const std::string sensitive = change.has_sensitive() ? change.sensitive().value() : "";
  Param clear{"sensitive", std::nullopt};
  if (change.has_sensitive()) clear.value = db::Bytes{sensitive};
  return Write(sql::kPutCopyResource, Params({name,
                                              revision,
                                              {"type", change.type()},
                                              {"org_path", change.org_path()},
                                              {"resource", db::Bytes{change.resource().value()}},
                                              clear}));
}

absl::Status SqlCopy::Witness(const sync::Checkpoint& checkpoint) {
  const auto& audit = checkpoint.audit();
  const Param chain{"chain", chain_}, seq{"seq", audit.seq()};
  bool rewritten = false;
  RETURN_IF_ERROR(store_.Run(sql::kCopyCheckpointFrom, Params({chain, seq}), {1}, [&](const auto& cells) {
    rewritten = Number(cells[0]) > audit.seq() || cells[1] != audit.hash();
  }));
  if (rewritten) {
    return absl::DataLossError(absl::StrCat(source_, "/", county_, ": the audit log was rewritten: entry ", audit.seq(),
                                            " contradicts a checkpoint that was kept"));
  }
  const std::string whole = checkpoint.SerializeAsString();
  return Write(sql::kSaveCopyCheckpoint,
               Params({chain, seq, {"hash", db::Bytes{audit.hash()}}, {"checkpoint", db::Bytes{whole}}}));
}

absl::StatusOr<xianfeng::audit::v1::AuditCheckpoint> SqlCopy::KeptCheckpoint() {
  ASSIGN_OR_RETURN(const auto kept, Checkpoints(sql::kCopyCheckpointLast, {{"chain", chain_}}));
  return kept.empty() ? xianfeng::audit::v1::AuditCheckpoint() : kept.front();
}

absl::StatusOr<std::vector<xianfeng::audit::v1::AuditCheckpoint>> SqlCopy::AllCheckpoints() {
  return Checkpoints(sql::kCopyCheckpointsAll, {});
}

absl::StatusOr<std::vector<xianfeng::audit::v1::AuditCheckpoint>> SqlCopy::Checkpoints(const db::Query& query,
                                                                                       std::vector<Param> params) {
  std::vector<xianfeng::audit::v1::AuditCheckpoint> kept;
  bool whole = true;
  RETURN_IF_ERROR(Close(store_.Run(query, Params(std::move(params)), {0}, [&](const std::vector<std::string>& cells) {
    sync::Checkpoint checkpoint;
    whole = checkpoint.ParseFromString(cells[0]) && whole;
    kept.push_back(checkpoint.audit());
  })));
  if (!whole) return absl::DataLossError("a checkpoint in the copy does not parse");
  return kept;
}

absl::Status SqlCopy::Apply(const std::vector<sync::Change>& changes, const feed::CopyState& state,
                            const sync::Checkpoint* checkpoint) {
  // A copy that begins anew may meet another history: one that was restored.
  if (state.cursor.empty()) ++chain_;
  const auto apply = [&]() -> absl::Status {
    for (const sync::Change& change : changes) RETURN_IF_ERROR(ApplyOne(change));
    if (checkpoint != nullptr) RETURN_IF_ERROR(Witness(*checkpoint));
    return SaveState(state);
  };
  return Close(apply());
}

absl::Status SqlCopy::Replace(const feed::NameRange& range, const std::vector<sync::Change>& resources,
                              const feed::CopyState& state) {
  const auto replace = [&]() -> absl::Status {
    RETURN_IF_ERROR(Write(sql::kClearCopyRange, RangeParams(range)));
    for (const sync::Change& change : resources) RETURN_IF_ERROR(ApplyOne(change));
    return SaveState(state);
  };
  return Close(replace());
}

absl::StatusOr<feed::Digest> SqlCopy::DigestOf(const feed::NameRange& range) {
  feed::Digest digest;
  std::string after;
  for (int64_t before = -1; before < digest.count();) {
    before = digest.count();
    RETURN_IF_ERROR(Close(store_.Run(sql::kCopyRange, RangeParams(range, {{"after", after}}), {2},
                                     [&](const std::vector<std::string>& cells) {
                                       digest.Add(cells[0], Number(cells[1]), cells[2]);
                                       after = cells[0];
                                     })));
  }
  return digest;
}

absl::StatusOr<std::string> SqlCopy::NameAt(const feed::NameRange& range, int64_t n) {
  std::string name;
  RETURN_IF_ERROR(Close(store_.Run(sql::kCopyNameAt, RangeParams(range, {{"n", n}}), {},
                                   [&](const std::vector<std::string>& cells) { name = cells[0]; })));
  return name;
}

}  // namespace xf::ctl

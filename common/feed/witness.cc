#include "common/feed/witness.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/audit/sql/queries.h"
#include "common/audit/verify.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/obs/log.h"
#include "common/obs/metrics.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"

namespace xf::feed {
namespace {

namespace contract = xianfeng::audit::v1;

constexpr absl::Duration kWitnessPatience = absl::Seconds(5);

}  // namespace

Witness::Witness(rpc::Runtime& runtime, std::string source, std::string county)
    : runtime_(runtime),
      source_(std::move(source)),
      county_(std::move(county)),
      contradicted_(obs::Gauge("audit_witness_contradicted",
                               "1 when a source's audit log contradicts a checkpoint that it once signed.",
                               {{"source", source_}, {"county", county_}})) {}

absl::Status Witness::Load() {
  db::Session db(runtime_.stream_pool, {.deadline = absl::Now() + kWitnessPatience});
  ASSIGN_OR_RETURN(const db::Result row,
                   db.Rows(audit::sql::kLatestWitness, db::Arg("county", county_), db::Arg("source", source_)));
  kept_.emplace();
  if (row.empty()) return absl::OkStatus();
  kept_->set_seq(row.number(0, "seq"));
  kept_->set_hash(row.bytes(0, "hash"));
  kept_->set_key_id(row.text(0, "key_id"));
  kept_->set_signature(row.bytes(0, "signature"));
  return absl::OkStatus();
}

absl::Status Witness::Save(const contract::AuditCheckpoint& checkpoint) {
  const absl::Time now = runtime_.clock->Now();
  db::Session db(runtime_.stream_pool, {.read_only = false, .deadline = absl::Now() + kWitnessPatience});
  RETURN_IF_ERROR(db.Run(audit::sql::kSaveWitness, db::Arg("county", county_), db::Arg("source", source_),
                         db::Arg("day", absl::ToCivilDay(now, absl::UTCTimeZone())), db::Arg("seq", checkpoint.seq()),
                         db::Arg("hash", db::Bytes{checkpoint.hash()}), db::Arg("key_id", checkpoint.key_id()),
                         db::Arg("signature", db::Bytes{checkpoint.signature()}), db::Arg("time", now))
                      .status());
  RETURN_IF_ERROR(db.Commit());
  kept_ = checkpoint;
  return absl::OkStatus();
}

absl::Status Witness::Check(const rpc::Client& source, const contract::AuditCheckpoint& checkpoint) {
  if (!kept_) RETURN_IF_ERROR(Load());
  if (checkpoint.seq() == kept_->seq() && checkpoint.hash() == kept_->hash()) return absl::OkStatus();
  if (!audit::CheckSignature(*runtime_.signer, source_, county_, checkpoint).ok()) {
    return absl::DataLossError("a checkpoint came that no trusted key has signed");
  }
  if (checkpoint.seq() <= kept_->seq()) return absl::DataLossError("the log is shorter than it was, or another one");
  if (kept_->seq() > 0) {
    contract::GetCheckpointRequest request;
    request.set_parent(absl::StrCat("counties/", county_));
    request.set_seq(kept_->seq());
    const auto then = source.Call(&contract::AuditService::Stub::GetCheckpoint, request, kWitnessPatience);
    if (absl::IsNotFound(then.status())) return absl::DataLossError("an entry that a checkpoint stands for is gone");
    // Archived entries have left under a signed anchor, which the source has checked.
    if (!then.ok() && !absl::IsOutOfRange(then.status())) return then.status();
    if (then.ok() && then->checkpoint().hash() != kept_->hash()) {
      return absl::DataLossError(absl::StrCat("the log up to entry ", kept_->seq(), " was rewritten"));
    }
  }
  return Save(checkpoint);
}

void Witness::See(const rpc::Client& source, const contract::AuditCheckpoint& checkpoint) {
  const absl::Status status = Check(source, checkpoint);
  if (absl::IsDataLoss(status)) {
    contradicted_.Set(1);
    obs::Log(obs::Severity::kError, "audit log contradicted",
             {{"source", source_}, {"county", county_}, {"status", status.ToString()}, {"seq", checkpoint.seq()}});
  } else if (status.ok()) {
    contradicted_.Set(0);
  }
}

}  // namespace xf::feed

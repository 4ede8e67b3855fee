// Witness of another service's audit log: keeps the signed checkpoints that its feed brings, and asks it, before a
// newer one is believed, what the log said at the one kept. A log that was rewritten, by whomever, can't answer that.
#pragma once

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "common/rpc/client.h"
#include "common/rpc/runtime.h"
#include "prometheus/gauge.h"
#include "xianfeng/audit/v1/audit.pb.h"

namespace xf::feed {

// One source's log of one county. Used by one thread.
class Witness {
 public:
  Witness(rpc::Runtime& runtime, std::string source, std::string county);

  // A checkpoint came. Never fails its caller: what contradicts the kept checkpoint is logged, shown as the metric
  // audit_witness_contradicted, and replaces nothing.
  void See(const rpc::Client& source, const xianfeng::audit::v1::AuditCheckpoint& checkpoint);

 private:
  // DATA_LOSS when the source contradicts what is kept; other errors mean "not now".
  absl::Status Check(const rpc::Client& source, const xianfeng::audit::v1::AuditCheckpoint& checkpoint);
  absl::Status Load();
  absl::Status Save(const xianfeng::audit::v1::AuditCheckpoint& checkpoint);

  rpc::Runtime& runtime_;
  const std::string source_, county_;
  // The newest kept checkpoint; seq 0 before the first, unset until it was read.
  std::optional<xianfeng::audit::v1::AuditCheckpoint> kept_;
  prometheus::Gauge& contradicted_;
};

}  // namespace xf::feed

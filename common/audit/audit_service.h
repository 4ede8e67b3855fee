// xianfeng.audit.v1.AuditService, the same in every service.
#pragma once

#include "common/rpc/service.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"

namespace xf::audit {

namespace v1 = xianfeng::audit::v1;

class AuditService final : public rpc::Service<v1::AuditService> {
 public:
  RPC(ListAuditEntries)
  RPC(VerifyAuditChain)
  RPC(GetCheckpoint)
  RPC(ListWitnessedCheckpoints)
};

}  // namespace xf::audit

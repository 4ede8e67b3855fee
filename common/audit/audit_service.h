// xianfeng.audit.v1.AuditService, the same in every service.
#pragma once

#include "common/rpc/service.h"
#include "xianfeng/audit/v1/audit_service.pb.h"

namespace xf::audit {

namespace v1 = xianfeng::audit::v1;

class AuditService final : public rpc::Service<"xianfeng.audit.v1.AuditService"> {
 public:
  RPC(ListAuditEntries, v1::ListAuditEntriesResponse)
  RPC(VerifyAuditChain, v1::VerifyAuditChainResponse)
  RPC(GetCheckpoint, v1::GetCheckpointResponse)
  RPC(ListWitnessedCheckpoints, v1::ListWitnessedCheckpointsResponse)
};

}  // namespace xf::audit

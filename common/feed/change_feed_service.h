// xianfeng.sync.v1.ChangeFeedService, the same in every service.
#pragma once

#include "common/rpc/service.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::feed {

namespace sync = xianfeng::sync::v1;

class ChangeFeedService final : public rpc::Service<sync::ChangeFeedService> {
 public:
  RPC(GetFeedHead)
  RPC(ListFeeds)
  RPC(ListChanges)
  RPC(ListResources)
  RPC(GetDigest)
  RPC(AckPosition)
  // Registers Subscribe: a stream that may stay open for months owns no thread; see subscription.cc.
  ChangeFeedService();
};

}  // namespace xf::feed

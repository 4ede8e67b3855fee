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
  // A stream that may stay open for months owns no thread; see subscription.cc.
  grpc::ServerWriteReactor<sync::SubscribeResponse>* Subscribe(grpc::CallbackServerContext* context,
                                                               const sync::SubscribeRequest* request) override;
};

}  // namespace xf::feed

// xianfeng.sync.v1.ChangeFeedService, the same in every service.
#pragma once

#include "common/rpc/service.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

namespace sync = xianfeng::sync::v1;
namespace v1 = sync;

class ChangeFeedService final : public rpc::Service<"xianfeng.sync.v1.ChangeFeedService"> {
 public:
  RPC(GetFeedHead, v1::GetFeedHeadResponse)
  RPC(ListFeeds, v1::ListFeedsResponse)
  RPC(ListChanges, v1::ListChangesResponse)
  RPC(ListResources, v1::ListResourcesResponse)
  RPC(GetDigest, v1::GetDigestResponse)
  RPC(AckPosition, v1::AckPositionResponse)
  // Registers Subscribe: a stream that may stay open for months owns no thread; see subscription.cc.
  ChangeFeedService();
};

}  // namespace xf::feed

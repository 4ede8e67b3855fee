// Every RPC of the membership service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

using MemberName = api::ResourceName<"members">;
using OrganizationName = api::ResourceName<"organizations">;

class MemberService final : public rpc::Service<v1::MemberService> {
 public:
  RPC(GetMember)
};

}  // namespace xf::membership

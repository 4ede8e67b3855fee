// Every RPC of the membership service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/membership/v1/export.grpc.pb.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

using MemberName = api::ResourceName<"members">;
using OrganizationName = api::ResourceName<"organizations">;
using AppointmentName = api::ResourceName<"appointments">;
using ExportName = api::ResourceName<"exports">;

class OrganizationService final : public rpc::Service<v1::OrganizationService> {
 public:
  RPC(CreateOrganization)
  RPC(GetOrganization)
  RPC(ListOrganizations)
  RPC(UpdateOrganization)
  RPC(MoveOrganization)
  RPC(GetOrganizationTree)
  RPC(ListOfficers)
  RPC(AppointOfficer)
  RPC(EndAppointment)
  RPC_READER(ImportOrganizations)
};

class MemberService final : public rpc::Service<v1::MemberService> {
 public:
  RPC(CreateMember)
  RPC(GetMember)
  RPC(ListMembers)
  RPC(UpdateMember)
  RPC(BatchGetMembers)
  RPC(SearchMembers)
  RPC(CountMembers)
  RPC(ChangeMemberState)
  RPC(GetMemberHistory)
  RPC(RevealMember)
  RPC_READER(ImportMembers)
  RPC_WRITER(ExportMembers)
};

class ExportService final : public rpc::Service<v1::ExportService> {
 public:
  RPC(RequestExport)
  RPC(ApproveExport)
  RPC(RejectExport)
  RPC(GetExportApproval)
  RPC(ListExportApprovals)
};

}  // namespace xf::membership

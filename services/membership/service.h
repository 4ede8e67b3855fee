// Every RPC of the membership service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/membership/v1/absence.grpc.pb.h"
#include "xianfeng/membership/v1/admission.grpc.pb.h"
#include "xianfeng/membership/v1/dues.grpc.pb.h"
#include "xianfeng/membership/v1/export.grpc.pb.h"
#include "xianfeng/membership/v1/floating_service.grpc.pb.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"
#include "xianfeng/membership/v1/review.grpc.pb.h"
#include "xianfeng/membership/v1/transfer_service.grpc.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

using MemberName = api::ResourceName<"members">;
using OrganizationName = api::ResourceName<"organizations">;
using AppointmentName = api::ResourceName<"appointments">;
using ExportName = api::ResourceName<"exports">;
using TransferName = api::ResourceName<"transfers">;
using AttachmentName = api::ResourceName<"attachments">;
using ElectionName = api::ResourceName<"elections">;
using ResolutionName = api::ResourceName<"resolutions">;
using PostponementName = api::ResourceName<"postponements">;
using FoundingApplicationName = api::ResourceName<"foundingApplications">;
using OutflowName = api::ResourceName<"outflows">;
using FlowGroupName = api::ResourceName<"flowGroups">;
using AbsenceName = api::ResourceName<"absences">;
using AdmissionName = api::ResourceName<"admissions">;
using DuesAssessmentName = api::ResourceName<"duesAssessments">;
using DuesPaymentName = api::ResourceName<"duesPayments">;
using ReviewName = api::ResourceName<"reviews">;
using ReviewGradeName = api::ResourceName<"reviewGrades">;

class OrganizationService final : public rpc::Service<v1::OrganizationService> {
 public:
  RPC(CreateOrganization)
  RPC(GetOrganization)
  RPC(ListOrganizations)
  RPC(UpdateOrganization)
  RPC(MoveOrganization)
  RPC(SplitOrganization)
  RPC(MergeOrganizations)
  RPC(DissolveOrganization)
  RPC(ListOrganizationWarnings)
  RPC(RecordElection)
  RPC(RecordResolution)
  RPC(PostponeElection)
  RPC(ListElectionsDue)
  RPC(ApplyForOrganization)
  RPC(ReplyToFoundingApplication)
  RPC(ListFoundingApplications)
  RPC(AttachMember)
  RPC(DetachMember)
  RPC(ListAttachments)
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
  RPC(FindDuplicates)
  RPC(MergeMembers)
  RPC(UnmergeMembers)
  RPC_READER(ImportMembers)
  RPC_READER(ReconcileMembers)
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

class AdmissionService final : public rpc::Service<v1::AdmissionService> {
 public:
  RPC(CreateApplication)
  RPC(GetAdmission)
  RPC(ListAdmissions)
  RPC(RecordAdmissionStep)
  RPC(TerminateAdmission)
  RPC(GetAdmissionTimeline)
  RPC(ListAdmissionsDue)
};

class DuesService final : public rpc::Service<v1::DuesService> {
 public:
  RPC(AssessDues)
  RPC(ListDuesAssessments)
  RPC(RecordPayment)
  RPC(VoidPayment)
  RPC(ListDuesPayments)
  RPC(ListArrears)
};

class ReviewService final : public rpc::Service<v1::ReviewService> {
 public:
  RPC(OpenReview)
  RPC(GetReview)
  RPC(ListReviews)
  RPC(RecordGrade)
  RPC(ListReviewGrades)
  RPC(CloseReview)
};

class TransferService final : public rpc::Service<v1::TransferService> {
 public:
  RPC(StartTransfer)
  RPC(ApproveTransfer)
  RPC(AcceptTransfer)
  RPC(RejectTransfer)
  RPC(CancelTransfer)
  RPC(GetTransfer)
  RPC(ListTransfers)
};

class FloatingService final : public rpc::Service<v1::FloatingService> {
 public:
  RPC(RegisterOutflow)
  RPC(RecordContact)
  RPC(RecordReturn)
  RPC(ReportLostContact)
  RPC(ListFloatingMembers)
  RPC(CreateFlowGroup)
  RPC(ListFlowGroups)
};

class AbsenceService final : public rpc::Service<v1::AbsenceService> {
 public:
  RPC(RecordAbsence)
  RPC(ListAbsences)
};

}  // namespace xf::membership

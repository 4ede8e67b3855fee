// Every RPC of the membership service, one line each; the handlers are in handlers/.
#pragma once

#include "common/api/resource_name.h"
#include "common/rpc/service.h"
#include "xianfeng/membership/v1/absence.pb.h"
#include "xianfeng/membership/v1/admission.pb.h"
#include "xianfeng/membership/v1/dues.pb.h"
#include "xianfeng/membership/v1/export.pb.h"
#include "xianfeng/membership/v1/floating_service.pb.h"
#include "xianfeng/membership/v1/member.pb.h"
#include "xianfeng/membership/v1/organization.pb.h"
#include "xianfeng/membership/v1/review.pb.h"
#include "xianfeng/membership/v1/transfer_service.pb.h"

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

class OrganizationService final : public rpc::Service<"xianfeng.membership.v1.OrganizationService"> {
 public:
  RPC(CreateOrganization, v1::Organization)
  RPC(GetOrganization, v1::Organization)
  RPC(ListOrganizations, v1::ListOrganizationsResponse)
  RPC(UpdateOrganization, v1::Organization)
  RPC(MoveOrganization, v1::Organization)
  RPC(SplitOrganization, v1::SplitOrganizationResponse)
  RPC(MergeOrganizations, v1::Organization)
  RPC(DissolveOrganization, v1::Organization)
  RPC(ListOrganizationWarnings, v1::ListOrganizationWarningsResponse)
  RPC(RecordElection, v1::Election)
  RPC(RecordResolution, v1::Resolution)
  RPC(PostponeElection, v1::Postponement)
  RPC(ListElectionsDue, v1::ListElectionsDueResponse)
  RPC(ApplyForOrganization, v1::FoundingApplication)
  RPC(ReplyToFoundingApplication, v1::FoundingApplication)
  RPC(ListFoundingApplications, v1::ListFoundingApplicationsResponse)
  RPC(AttachMember, v1::Attachment)
  RPC(DetachMember, v1::Attachment)
  RPC(ListAttachments, v1::ListAttachmentsResponse)
  RPC(GetOrganizationTree, v1::GetOrganizationTreeResponse)
  RPC(ListOfficers, v1::ListOfficersResponse)
  RPC(AppointOfficer, v1::Appointment)
  RPC(EndAppointment, v1::Appointment)
  RPC_READER(ImportOrganizations, rpc::ImportSummary)
};

class MemberService final : public rpc::Service<"xianfeng.membership.v1.MemberService"> {
 public:
  RPC(CreateMember, v1::Member)
  RPC(GetMember, v1::Member)
  RPC(ListMembers, v1::ListMembersResponse)
  RPC(UpdateMember, v1::Member)
  RPC(BatchGetMembers, v1::BatchGetMembersResponse)
  RPC(SearchMembers, v1::SearchMembersResponse)
  RPC(CountMembers, v1::CountMembersResponse)
  RPC(ChangeMemberState, v1::Member)
  RPC(GetMemberHistory, v1::GetMemberHistoryResponse)
  RPC(RevealMember, v1::Member)
  RPC(FindDuplicates, v1::FindDuplicatesResponse)
  RPC(MergeMembers, v1::Member)
  RPC(UnmergeMembers, v1::Member)
  RPC_READER(ImportMembers, rpc::ImportSummary)
  RPC_READER(ReconcileMembers, v1::ReconcileMembersResponse)
  RPC_WRITER(ExportMembers, v1::ExportMembersResponse)
};

class ExportService final : public rpc::Service<"xianfeng.membership.v1.ExportService"> {
 public:
  RPC(RequestExport, v1::ExportApproval)
  RPC(ApproveExport, v1::ExportApproval)
  RPC(RejectExport, v1::ExportApproval)
  RPC(GetExportApproval, v1::ExportApproval)
  RPC(ListExportApprovals, v1::ListExportApprovalsResponse)
};

class AdmissionService final : public rpc::Service<"xianfeng.membership.v1.AdmissionService"> {
 public:
  RPC(CreateApplication, v1::Admission)
  RPC(GetAdmission, v1::Admission)
  RPC(ListAdmissions, v1::ListAdmissionsResponse)
  RPC(RecordAdmissionStep, v1::Admission)
  RPC(TerminateAdmission, v1::Admission)
  RPC(GetAdmissionTimeline, v1::AdmissionTimeline)
  RPC(ListAdmissionsDue, v1::ListAdmissionsDueResponse)
};

class DuesService final : public rpc::Service<"xianfeng.membership.v1.DuesService"> {
 public:
  RPC(AssessDues, v1::DuesAssessment)
  RPC(ListDuesAssessments, v1::ListDuesAssessmentsResponse)
  RPC(RecordPayment, v1::DuesPayment)
  RPC(VoidPayment, v1::DuesPayment)
  RPC(ListDuesPayments, v1::ListDuesPaymentsResponse)
  RPC(ListArrears, v1::ListArrearsResponse)
};

class ReviewService final : public rpc::Service<"xianfeng.membership.v1.ReviewService"> {
 public:
  RPC(OpenReview, v1::Review)
  RPC(GetReview, v1::Review)
  RPC(ListReviews, v1::ListReviewsResponse)
  RPC(RecordGrade, v1::ReviewGrade)
  RPC(ListReviewGrades, v1::ListReviewGradesResponse)
  RPC(CloseReview, v1::Review)
};

class TransferService final : public rpc::Service<"xianfeng.membership.v1.TransferService"> {
 public:
  RPC(StartTransfer, v1::Transfer)
  RPC(ApproveTransfer, v1::Transfer)
  RPC(AcceptTransfer, v1::Transfer)
  RPC(RejectTransfer, v1::Transfer)
  RPC(CancelTransfer, v1::Transfer)
  RPC(GetTransfer, v1::Transfer)
  RPC(ListTransfers, v1::ListTransfersResponse)
};

class FloatingService final : public rpc::Service<"xianfeng.membership.v1.FloatingService"> {
 public:
  RPC(RegisterOutflow, v1::Outflow)
  RPC(RecordContact, v1::Outflow)
  RPC(RecordReturn, v1::Outflow)
  RPC(ReportLostContact, v1::Outflow)
  RPC(ListFloatingMembers, v1::ListFloatingMembersResponse)
  RPC(CreateFlowGroup, v1::FlowGroup)
  RPC(ListFlowGroups, v1::ListFlowGroupsResponse)
};

class AbsenceService final : public rpc::Service<"xianfeng.membership.v1.AbsenceService"> {
 public:
  RPC(RecordAbsence, v1::Absence)
  RPC(ListAbsences, v1::ListAbsencesResponse)
};

}  // namespace xf::membership

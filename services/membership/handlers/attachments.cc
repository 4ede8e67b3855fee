// Secondary relations: attach, detach, list.
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// 支部条例 Art. 8: temporary branches and the like have members who stay registered at home; a group is part of a
// branch.
absl::Status CheckTakesPart(const v1::Organization& organization) {
  switch (organization.kind()) {
    case v1::ORGANIZATION_KIND_TEMPORARY_BRANCH:
    case v1::ORGANIZATION_KIND_FUNCTIONAL_BRANCH:
    case v1::ORGANIZATION_KIND_FLOATING_BRANCH:
    case v1::ORGANIZATION_KIND_GROUP:
      break;
    default:
      return PreconditionError(
          errors::REASON_ORGANIZATION_KIND_MISPLACED, organization.name(),
          {"members are attached to temporary, functional and floating branches and to groups only",
           "只有临时、功能型、流动党员党支部和党小组可以建立临时组织关系"});
  }
  if (organization.state() != v1::ORGANIZATION_STATE_DISSOLVED) return absl::OkStatus();
  return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, organization.name(),
                           {"the organization has been dissolved", "该党组织已撤销"});
}

}  // namespace

// Attaches a member to an organization that he is not registered in.
absl::StatusOr<v1::Attachment> OrganizationService::AttachMember(rpc::Call& call,
                                                                 const v1::AttachMemberRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName at, OrganizationName::Parse(request.organization(), "organization"));
  v1::Attachment attachment = request.attachment();
  ASSIGN_OR_RETURN(const MemberName member_name, MemberName::Parse(attachment.member(), "attachment.member"));
  std::vector<Violation> violations;
  if (ToDay(attachment.start_date()) > call.today()) {
    violations.push_back({"attachment.start_date", {"lies in the future", "日期不能晚于今天"}});
  }
  if (member_name.county() != at.county()) {
    violations.push_back({"attachment.member", {"is of another county", "不属于本县"}});
  }
  if (!violations.empty()) return InvalidError(std::move(violations));
  ASSIGN_OR_RETURN(const auto held, HoldOrganizations(call, at.county(), {at.id()}));
  if (held.empty()) return NotFoundError(request.organization());
  const v1::Organization& organization = held.begin()->second;
  RETURN_IF_ERROR(CheckTakesPart(organization));
  ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMember, member_name));
  if (!member) return ReferenceNotFound("attachment.member", attachment.member());
  attachment.set_organization(organization.name());
  attachment.set_org_path(organization.org_path());
  attachment.set_display_name(member->display_name());
  const AttachmentName name(at.county(), request.attachment_id().empty() ? call.NewId() : request.attachment_id());
  ASSIGN_OR_RETURN(v1::Attachment made, call.db().One<v1::Attachment>(sql::kAttachMember, name, attachment));
  call.Changed(made);
  return made;
}

// Ends an attachment.
absl::StatusOr<v1::Attachment> OrganizationService::DetachMember(rpc::Call& call,
                                                                 const v1::DetachMemberRequest& request) {
  ASSIGN_OR_RETURN(const AttachmentName name, AttachmentName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Attachment before, call.db().One<v1::Attachment>(sql::kGetAttachmentForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before.etag(), before.name()));
  if (before.has_end_date()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, before.name(),
                             {"the attachment has ended", "该关系已经结束"});
  }
  if (ToDay(request.end_date()) <= ToDay(before.start_date()) || ToDay(request.end_date()) > call.today()) {
    return InvalidError("end_date", {"is not a day after start_date and up to today", "须晚于开始日期且不晚于今天"});
  }
  ASSIGN_OR_RETURN(v1::Attachment ended, call.db().One<v1::Attachment>(sql::kDetachMember, name, request));
  call.Changed(ended);
  return ended;
}

// Lists the attachments to organizations of the caller's scope.
absl::StatusOr<v1::ListAttachmentsResponse> OrganizationService::ListAttachments(
    rpc::Call& call, const v1::ListAttachmentsRequest& request) {
  return api::List<v1::ListAttachmentsResponse>(call.db(), sql::kListAttachments, request);
}

}  // namespace xf::membership

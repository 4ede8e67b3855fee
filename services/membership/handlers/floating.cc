// Floating members: away, contacted, returned, lost; and their groups.
#include <algorithm>

#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/floating_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// An outflow that goes on, locked until the end of the transaction.
absl::StatusOr<v1::Outflow> LockOutflow(rpc::Call& call, const std::string& name, const std::string& etag) {
  ASSIGN_OR_RETURN(const OutflowName outflow_name, OutflowName::Parse(name));
  ASSIGN_OR_RETURN(v1::Outflow outflow, call.db().One<v1::Outflow>(sql::kGetOutflowForUpdate, outflow_name));
  RETURN_IF_ERROR(CheckEtag(etag, outflow.etag(), outflow.name()));
  if (outflow.state() != v1::OUTFLOW_STATE_RETURNED) return outflow;
  return PreconditionError(errors::REASON_STATE_CONFLICT, outflow.name(), {"the member has returned", "该党员已返回"});
}

// Shows on the member what the outflow says. A member who has left the branch's scope meanwhile shows it no longer.
absl::Status MarkMember(rpc::Call& call, const v1::Outflow& outflow) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(outflow.member()));
  ASSIGN_OR_RETURN(const auto member,
                   call.db().Maybe<v1::Member>(sql::kMarkFloating, name,
                                               db::Arg("floating", outflow.state() != v1::OUTFLOW_STATE_RETURNED),
                                               db::Arg("lost_contact", outflow.state() == v1::OUTFLOW_STATE_LOST)));
  if (member) call.Changed(*member);
  return absl::OkStatus();
}

absl::StatusOr<v1::Outflow> SaveOutflow(rpc::Call& call, const v1::Outflow& outflow) {
  ASSIGN_OR_RETURN(const OutflowName name, OutflowName::Parse(outflow.name()));
  ASSIGN_OR_RETURN(v1::Outflow saved, call.db().One<v1::Outflow>(sql::kUpdateOutflow, name, outflow));
  RETURN_IF_ERROR(MarkMember(call, saved));
  call.Changed(saved);
  return saved;
}

absl::StatusOr<v1::Member> MemberInScope(rpc::Call& call, const std::string& reference, absl::string_view field) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(reference, field));
  ASSIGN_OR_RETURN(auto member, call.db().Maybe<v1::Member>(sql::kGetMember, name));
  if (!member) return ReferenceNotFound(field, reference);
  return *std::move(member);
}

}  // namespace

// Registers that a member is away.
absl::StatusOr<v1::Outflow> FloatingService::RegisterOutflow(rpc::Call& call,
                                                             const v1::RegisterOutflowRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Outflow outflow = request.outflow();
  auto violations = CheckOutflow(outflow, call.today(), call.Get<Rules>());
  for (const auto& [reference, field] :
       {std::pair(outflow.member(), "outflow.member"), std::pair(outflow.keeper(), "outflow.keeper"),
        std::pair(outflow.flow_group(), "outflow.flow_group")}) {
    if (!reference.empty() && api::CountyOf(reference) != county.county()) {
      violations.push_back({field, {"is of another county", "不属于本县"}});
    }
  }
  if (!violations.empty()) return InvalidError(std::move(violations));
  ASSIGN_OR_RETURN(const v1::Member member, MemberInScope(call, outflow.member(), "outflow.member"));
  RETURN_IF_ERROR(MemberInScope(call, outflow.keeper(), "outflow.keeper").status());
  if (!outflow.flow_group().empty()) {
    ASSIGN_OR_RETURN(const FlowGroupName group, FlowGroupName::Parse(outflow.flow_group(), "outflow.flow_group"));
    ASSIGN_OR_RETURN(const db::Result held, call.db().Rows(sql::kHoldFlowGroup, group));
    if (held.empty()) return ReferenceNotFound("outflow.flow_group", outflow.flow_group());
  }
  if (member.state() >= v1::MEMBER_STATE_PERSUADED_OUT) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, member.name(), {"is a member no longer", "党籍已终止"});
  }
  outflow.set_org_path(member.org_path());
  outflow.set_display_name(member.display_name());
  const OutflowName name(county.county(), request.outflow_id().empty() ? call.NewId() : request.outflow_id());
  ASSIGN_OR_RETURN(v1::Outflow made, call.db().One<v1::Outflow>(sql::kRegisterOutflow, name, outflow));
  RETURN_IF_ERROR(MarkMember(call, made));
  call.Changed(made);
  return made;
}

// Records a contact; a lost member is found again by it.
absl::StatusOr<v1::Outflow> FloatingService::RecordContact(rpc::Call& call, const v1::RecordContactRequest& request) {
  ASSIGN_OR_RETURN(v1::Outflow outflow, LockOutflow(call, request.name(), request.etag()));
  auto violations = CheckWhileAway(outflow, request.contact().date(), "contact.date", call.today());
  if (!violations.empty()) return InvalidError(std::move(violations));
  *outflow.add_contacts() = request.contact();
  std::stable_sort(outflow.mutable_contacts()->begin(), outflow.mutable_contacts()->end(),
                   [](const v1::Contact& a, const v1::Contact& b) { return ToDay(a.date()) < ToDay(b.date()); });
  const absl::CivilDay day = ToDay(request.contact().date());
  if (day > ToDay(outflow.last_contact_date())) {
    *outflow.mutable_last_contact_date() = request.contact().date();
    outflow.set_state(v1::OUTFLOW_STATE_AWAY);
    outflow.clear_lost_since();
  }
  return SaveOutflow(call, outflow);
}

// Records that the member is back.
absl::StatusOr<v1::Outflow> FloatingService::RecordReturn(rpc::Call& call, const v1::RecordReturnRequest& request) {
  ASSIGN_OR_RETURN(v1::Outflow outflow, LockOutflow(call, request.name(), request.etag()));
  auto violations = CheckWhileAway(outflow, request.return_date(), "return_date", call.today());
  if (!violations.empty()) return InvalidError(std::move(violations));
  outflow.set_state(v1::OUTFLOW_STATE_RETURNED);
  *outflow.mutable_return_date() = request.return_date();
  outflow.clear_lost_since();
  return SaveOutflow(call, outflow);
}

// Records that contact is lost, with the searches that found nothing.
absl::StatusOr<v1::Outflow> FloatingService::ReportLostContact(rpc::Call& call,
                                                               const v1::ReportLostContactRequest& request) {
  ASSIGN_OR_RETURN(v1::Outflow outflow, LockOutflow(call, request.name(), request.etag()));
  auto violations = CheckSearches(outflow, request.searches(), call.today());
  if (!violations.empty()) return InvalidError(std::move(violations));
  outflow.mutable_searches()->MergeFrom(request.searches());
  outflow.set_state(v1::OUTFLOW_STATE_LOST);
  *outflow.mutable_lost_since() = outflow.last_contact_date();
  return SaveOutflow(call, outflow);
}

// Lists outflows with what is due today.
absl::StatusOr<v1::ListFloatingMembersResponse> FloatingService::ListFloatingMembers(
    rpc::Call& call, const v1::ListFloatingMembersRequest& request) {
  const Rules& rules = call.Get<Rules>();
  return api::List<v1::ListFloatingMembersResponse>(
      call.db(), sql::kListFloatingMembers, request, db::Arg("today", call.today()),
      db::Arg("contact_months", rules.floating_contact_months), db::Arg("search_months", rules.floating_search_months));
}

// Creates a group of floating members.
absl::StatusOr<v1::FlowGroup> FloatingService::CreateFlowGroup(rpc::Call& call,
                                                               const v1::CreateFlowGroupRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::FlowGroup group = request.flow_group();
  ASSIGN_OR_RETURN(const v1::Organization keeper,
                   HoldOrganization(call, county.county(), group.organization(), "flow_group.organization"));
  if (keeper.state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, keeper.name(),
                             {"the organization has been dissolved", "该党组织已撤销"});
  }
  group.set_org_path(keeper.org_path());
  const FlowGroupName name(county.county(), request.flow_group_id().empty() ? call.NewId() : request.flow_group_id());
  ASSIGN_OR_RETURN(v1::FlowGroup made, call.db().One<v1::FlowGroup>(sql::kCreateFlowGroup, name, group));
  call.Changed(made);
  return made;
}

// Lists the groups in the caller's scope.
absl::StatusOr<v1::ListFlowGroupsResponse> FloatingService::ListFlowGroups(rpc::Call& call,
                                                                           const v1::ListFlowGroupsRequest& request) {
  return api::List<v1::ListFlowGroupsResponse>(call.db(), sql::kListFlowGroups, request);
}

}  // namespace xf::membership

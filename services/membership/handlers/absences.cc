// Members sent away: what the service that sends them tells, in whatever order it arrives.
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

absl::Status CheckAbsence(const v1::Absence& absence, const std::string& county) {
  std::vector<Violation> violations;
  for (const auto& [date, field] :
       {std::pair(&absence.start_date(), "absence.start_date"), std::pair(&absence.end_date(), "absence.end_date")}) {
    if (!IsValidDate(*date)) violations.push_back({field, {"is not a day", "不是有效日期"}});
  }
  if (violations.empty() && ToDay(absence.end_date()) < ToDay(absence.start_date())) {
    violations.push_back({"absence.end_date", {"is before start_date", "不能早于开始日期"}});
  }
  if (api::CountyOf(absence.member()) != county) {
    violations.push_back({"absence.member", {"is of another county", "不属于本县"}});
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

// Whether the member, who is locked, can be sent away on these days.
absl::Status CheckFree(rpc::Call& call, const v1::Member& member, const AbsenceName& name, const v1::Absence& absence) {
  if (member.state() != v1::MEMBER_STATE_NORMAL) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, member.name(),
                             {"the member is not in normal status", "党籍状态不正常，不能派出"});
  }
  ASSIGN_OR_RETURN(const MemberName member_name, MemberName::Parse(member.name()));
  ASSIGN_OR_RETURN(const db::Result transfers, call.db().Rows(sql::kGetOpenTransfer, member_name));
  if (!transfers.empty()) {
    return PreconditionError(errors::REASON_MEMBER_TRANSFER_OPEN, transfers.text(0, "name"),
                             {"a transfer of the member is under way", "该党员正在办理组织关系转接"});
  }
  ASSIGN_OR_RETURN(const db::Result others, call.db().Rows(sql::kFindOtherAbsence, name, absence));
  if (others.empty()) return absl::OkStatus();
  return PreconditionError(errors::REASON_MEMBER_FACT_OVERLAP, others.text(0, "name"),
                           {absl::StrCat("the member is away at ", others.text(0, "host"), " on some of these days"),
                            absl::StrCat("该党员此期间已派往", others.text(0, "host"))});
}

}  // namespace

// Records an absence as it is by now. The member's row is locked, so that words about one member come one after the
// other.
absl::StatusOr<v1::Absence> AbsenceService::RecordAbsence(rpc::Call& call, const v1::RecordAbsenceRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Absence absence = request.absence();
  RETURN_IF_ERROR(CheckAbsence(absence, county.county()));
  const AbsenceName name(county.county(), request.absence_id());
  ASSIGN_OR_RETURN(const MemberName member_name, MemberName::Parse(absence.member(), "absence.member"));
  ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMemberForUpdate, member_name));
  ASSIGN_OR_RETURN(const auto before, call.db().Maybe<v1::Absence>(sql::kGetAbsence, name));
  if (before && before->sequence() >= absence.sequence()) return *before;
  const bool was_away = before && before->state() == v1::ABSENCE_STATE_AWAY;
  const bool leaves = absence.state() == v1::ABSENCE_STATE_AWAY && !was_away;
  if (!member && (leaves || !before)) return ReferenceNotFound("absence.member", absence.member());
  if (leaves) RETURN_IF_ERROR(CheckFree(call, *member, name, absence));
  if (member) {
    absence.set_org_path(member->org_path());
    absence.set_display_name(member->display_name());
  } else {
    absence.set_org_path(before->org_path());
    absence.set_display_name(before->display_name());
  }
  ASSIGN_OR_RETURN(const auto recorded, call.db().Maybe<v1::Absence>(sql::kRecordAbsence, name, absence));
  // Somebody was faster, with a later word.
  if (!recorded) return call.db().One<v1::Absence>(sql::kGetAbsence, name);
  call.Changed(*recorded);
  return *recorded;
}

// Lists absences with what is due today.
absl::StatusOr<v1::ListAbsencesResponse> AbsenceService::ListAbsences(rpc::Call& call,
                                                                      const v1::ListAbsencesRequest& request) {
  return api::List<v1::ListAbsencesResponse>(call.db(), sql::kListAbsences, request, db::Arg("today", call.today()),
                                             db::Arg("least_months", call.Get<Rules>().floating_least_months));
}

}  // namespace xf::membership

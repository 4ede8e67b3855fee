// Members sent away: what the service that sends them tells, in whatever order it arrives.
#include "common/api/list.h"
#include "common/base/date.h"
#include "common/rpc/peer_call.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::training {
namespace {

namespace membership = xianfeng::membership::v1;

absl::Status CheckAbsence(const v1::Absence& absence, absl::string_view county) {
  std::vector<Violation> violations;
  for (const auto& [date, field] :
       {std::pair(&absence.start_date(), "absence.start_date"), std::pair(&absence.end_date(), "absence.end_date")}) {
    if (!IsValidDate(*date)) violations.push_back({field, {"is not a day", "不是有效日期"}});
  }
  if (violations.empty() && ToDay(absence.end_date()) < ToDay(absence.start_date())) {
    violations.push_back({"absence.end_date", {"is before start_date", "不能早于开始日期"}});
  }
  CheckCounty(absence, "absence.", county, violations);
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

absl::Status NoSuchMember(const v1::Absence& absence) {
  return PreconditionError(
      errors::REASON_REFERENCE_NOT_FOUND, "absence.member",
      {absl::StrCat(absence.member(), " does not exist or is out of your scope"), "党员不存在或不在您的管理范围内"});
}

// Fills in where membership has the member registered; whether it knows him.
absl::StatusOr<bool> AskWhere(rpc::Call& call, v1::Absence& absence) {
  membership::GetMemberRequest ask;
  ask.set_name(absence.member());
  const auto member = call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::GetMember, ask);
  if (absl::IsNotFound(member.status())) return false;
  RETURN_IF_ERROR(member.status());
  absence.set_org_path(member->org_path());
  absence.set_display_name(member->display_name());
  return true;
}

// Whether no open class has the member on these days.
absl::Status CheckFree(rpc::Call& call, const AbsenceName& name, const v1::Absence& absence) {
  ASSIGN_OR_RETURN(const db::Result classes, call.db().Rows(sql::kFindClassOnDays, name, absence));
  if (classes.empty()) return absl::OkStatus();
  return PreconditionError(
      errors::REASON_STATE_CONFLICT, classes.text(0, "name"),
      {absl::StrCat("the member is enrolled in ", classes.text(0, "display_name"), " on some of these days"),
       absl::StrCat("此期间已报名参加“", classes.text(0, "display_name"), "”，不能派出")});
}

}  // namespace

// Records an absence as it is by now.
absl::StatusOr<v1::Absence> AbsenceService::RecordAbsence(rpc::Call& call, const v1::RecordAbsenceRequest& request) {
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(request.parent()));
  v1::Absence absence = request.absence();
  RETURN_IF_ERROR(CheckAbsence(absence, county.county()));
  ASSIGN_OR_RETURN(const bool known, AskWhere(call, absence));
  db::JsonRows rows(&call.sealer());
  rows.Add(0, absence);
  RETURN_IF_ERROR(call.db().Rows(sql::kLockDays, county, db::Arg("rows", rows.Text())).status());
  const AbsenceName name(county.county(), request.absence_id());
  ASSIGN_OR_RETURN(const auto before, call.db().Maybe<v1::Absence>(sql::kGetAbsence, name));
  if (before && before->sequence() >= absence.sequence()) return *before;
  const bool was_away = before && before->state() == v1::ABSENCE_STATE_AWAY;
  const bool leaves = absence.state() == v1::ABSENCE_STATE_AWAY && !was_away;
  if (!known && (leaves || !before)) return NoSuchMember(absence);
  if (leaves) RETURN_IF_ERROR(CheckFree(call, name, absence));
  if (!known) {
    absence.set_org_path(before->org_path());
    absence.set_display_name(before->display_name());
  }
  ASSIGN_OR_RETURN(const auto recorded, call.db().Maybe<v1::Absence>(sql::kRecordAbsence, name, absence));
  // Somebody was faster, with a later word.
  if (!recorded) return call.db().One<v1::Absence>(sql::kGetAbsence, name);
  call.Changed(*recorded);
  return *recorded;
}

// Lists the absences in the caller's scope.
absl::StatusOr<v1::ListAbsencesResponse> AbsenceService::ListAbsences(rpc::Call& call,
                                                                      const v1::ListAbsencesRequest& request) {
  return api::List<v1::ListAbsencesResponse>(call.db(), sql::kListAbsences, request);
}

}  // namespace xf::training

// Admissions: applications and how they end.
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/admission_check.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {

// Opens an admission: the application is handed in at a branch.
absl::StatusOr<v1::Admission> AdmissionService::CreateApplication(rpc::Call& call,
                                                                  const v1::CreateApplicationRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  const v1::Admission& admission = request.admission();
  if (auto violations = CheckApplication(admission, call.Get<Rules>(), call.today()); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(const v1::Organization branch,
                   HoldOrganization(call, county.county(), admission.organization(), "admission.organization"));
  RETURN_IF_ERROR(CheckHoldsMembers(branch));
  const AdmissionName name(county.county(), request.admission_id().empty() ? call.NewId() : request.admission_id());
  ASSIGN_OR_RETURN(v1::Admission made, call.db().One<v1::Admission>(sql::kCreateApplication, name,
                                                                    db::Arg("org_path", branch.org_path()), admission));
  call.Changed(made);
  return made;
}

// Returns one admission. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Admission> AdmissionService::GetAdmission(rpc::Call& call, const v1::GetAdmissionRequest& request) {
  ASSIGN_OR_RETURN(const AdmissionName name, AdmissionName::Parse(request.name()));
  return call.db().One<v1::Admission>(sql::kGetAdmission, name);
}

// Lists the admissions in the caller's scope.
absl::StatusOr<v1::ListAdmissionsResponse> AdmissionService::ListAdmissions(rpc::Call& call,
                                                                            const v1::ListAdmissionsRequest& request) {
  return api::List<v1::ListAdmissionsResponse>(call.db(), sql::kListAdmissions, request);
}

// Ends an admission that was withdrawn or cancelled.
absl::StatusOr<v1::Admission> AdmissionService::TerminateAdmission(rpc::Call& call,
                                                                   const v1::TerminateAdmissionRequest& request) {
  ASSIGN_OR_RETURN(const AdmissionName name, AdmissionName::Parse(request.name()));
  if (request.termination_reason() != v1::TERMINATION_REASON_WITHDRAWN &&
      request.termination_reason() != v1::TERMINATION_REASON_CANCELLED_ACTIVIST) {
    return InvalidError("termination_reason", {"follows from a recorded decision: RecordAdmissionStep",
                                               "该原因由所记录的决定产生,请使用“记录发展步骤”"});
  }
  ASSIGN_OR_RETURN(v1::Admission admission, call.db().One<v1::Admission>(sql::kGetAdmissionForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), admission.etag(), admission.name()));
  if (admission.state() == v1::ADMISSION_STATE_TERMINATED || admission.state() == v1::ADMISSION_STATE_FULL) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, admission.name(),
                             {"the admission has ended", "该发展过程已经结束"});
  }
  const absl::CivilDay day = ToDay(request.termination_date());
  if (day > call.today() || day < AdmissionCourse(admission).LastDay()) {
    return InvalidError("termination_date",
                        {"is not a day from the last step up to today", "须不早于最后一个步骤且不晚于今天"});
  }
  if (!admission.member().empty()) {
    ASSIGN_OR_RETURN(const MemberName member_name, MemberName::Parse(admission.member(), "member"));
    ASSIGN_OR_RETURN(const v1::Member member, call.db().One<v1::Member>(sql::kGetMember, member_name));
    if (member.state() == v1::MEMBER_STATE_NORMAL) {
      return PreconditionError(
          errors::REASON_STATE_CONFLICT, member.name(),
          {"the person is a registered member: change that status first", "该同志已编入支部,请先变更其党籍状态"});
    }
  }
  admission.set_state(v1::ADMISSION_STATE_TERMINATED);
  admission.set_termination_reason(request.termination_reason());
  *admission.mutable_termination_date() = request.termination_date();
  ASSIGN_OR_RETURN(v1::Admission ended, call.db().One<v1::Admission>(sql::kUpdateAdmission, name, admission));
  call.Changed(ended);
  return ended;
}

}  // namespace xf::membership

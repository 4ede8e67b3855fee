// Officers of an organization: list, appoint, end.
#include <optional>

#include "common/base/date.h"
#include "services/membership/domain/member_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// Rules that span the fields of an appointment.
std::vector<Violation> CheckAppointment(const v1::Appointment& appointment, absl::CivilDay today) {
  std::vector<Violation> violations;
  if (ToDay(appointment.start_date()) > today) {
    violations.push_back({"appointment.start_date", {"lies in the future", "日期不能晚于今天"}});
  }
  if (appointment.has_term_end_date() && ToDay(appointment.term_end_date()) <= ToDay(appointment.start_date())) {
    violations.push_back({"appointment.term_end_date", {"is not after start_date", "届满日期须晚于任职日期"}});
  }
  return violations;
}

}  // namespace

// Lists the officers of an organization who were in office on a day.
absl::StatusOr<v1::ListOfficersResponse> OrganizationService::ListOfficers(rpc::Call& call,
                                                                           const v1::ListOfficersRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.organization(), "organization"));
  RETURN_IF_ERROR(call.db().One<v1::Organization>(sql::kGetOrganization, name).status());
  const absl::CivilDay as_of = request.has_as_of() ? ToDay(request.as_of()) : call.today();
  ASSIGN_OR_RETURN(auto officers,
                   call.db().Many<v1::Appointment>(sql::kListOfficers, name, db::Arg("as_of", as_of), request));
  v1::ListOfficersResponse response;
  response.mutable_officers()->Add(officers.begin(), officers.end());
  return response;
}

// Appoints a full member in normal status to a role.
absl::StatusOr<v1::Appointment> OrganizationService::AppointOfficer(rpc::Call& call,
                                                                    const v1::AppointOfficerRequest& request) {
  ASSIGN_OR_RETURN(const OrganizationName at, OrganizationName::Parse(request.organization(), "organization"));
  v1::Appointment appointment = request.appointment();
  ASSIGN_OR_RETURN(const MemberName officer, MemberName::Parse(appointment.member(), "appointment.member"));
  auto violations = CheckAppointment(appointment, call.today());
  if (officer.county() != at.county()) {
    violations.push_back({"appointment.member", {"is of another county", "不属于本县"}});
  }
  if (!violations.empty()) return InvalidError(std::move(violations));

  ASSIGN_OR_RETURN(auto held, HoldOrganizations(call, at.county(), {at.id()}));
  if (held.empty()) return NotFoundError(request.organization());
  const v1::Organization& organization = held.begin()->second;
  ASSIGN_OR_RETURN(const std::optional<v1::Member> member, call.db().Maybe<v1::Member>(sql::kGetMember, officer));
  if (!member) return ReferenceNotFound("appointment.member", appointment.member());
  const absl::CivilDay start = ToDay(appointment.start_date());
  if (!CanHoldOffice(*member, start)) {
    return PreconditionError(errors::REASON_OFFICER_NOT_ELIGIBLE, member->name(),
                             {"only full members in normal status hold office (Party constitution Art. 7)",
                              "只有党籍正常的正式党员可以任职(党章第七条)"});
  }
  if (!appointment.has_term_end_date()) {
    if (const auto end = TermEnd(organization, start, call.Get<Rules>())) {
      *appointment.mutable_term_end_date() = ToDate(*end);
    }
  }
  appointment.set_organization(organization.name());
  appointment.set_org_path(organization.org_path());
  appointment.set_display_name(member->display_name());
  const AppointmentName name(at.county(), request.appointment_id().empty() ? call.NewId() : request.appointment_id());
  ASSIGN_OR_RETURN(v1::Appointment made, call.db().One<v1::Appointment>(sql::kAppointOfficer, name, appointment));
  call.Changed(made);
  return made;
}

// Ends an appointment as of a day; what was known before stays as a superseded fact.
absl::StatusOr<v1::Appointment> OrganizationService::EndAppointment(rpc::Call& call,
                                                                    const v1::EndAppointmentRequest& request) {
  ASSIGN_OR_RETURN(const AppointmentName name, AppointmentName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Appointment before, call.db().One<v1::Appointment>(sql::kGetAppointmentForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before.etag(), before.name()));
  if (before.has_end_date()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, before.name(),
                             {"the appointment has ended", "该任职已经结束"});
  }
  if (ToDay(request.end_date()) <= ToDay(before.start_date()) || ToDay(request.end_date()) > call.today()) {
    return InvalidError("end_date", {"is not a day after start_date and up to today", "须晚于任职日期且不晚于今天"});
  }
  ASSIGN_OR_RETURN(v1::Appointment ended, call.db().One<v1::Appointment>(sql::kEndAppointment, name, request));
  call.Changed(ended);
  return ended;
}

}  // namespace xf::membership

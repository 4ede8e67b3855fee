// Hours: recorded by one person, certified by another (谁组织谁记录,谁记录谁证明).
#include "services/volunteer/domain/hours.h"

#include "services/volunteer/domain/times.h"
#include "services/volunteer/handlers/participations.h"

namespace xf::volunteer {
namespace {

// What the member of `locked` did in other events, as :services for other_service.
absl::Status ReadOtherService(rpc::Call& call, const Locked& locked, Stint& stint) {
  db::JsonRows services(&call.sealer());
  services.Add(0, locked.participation, {{"start_time", stint.event_start}, {"end_time", stint.event_end}});
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kGetOtherService, locked.name, db::Arg("services", services.Text())));
  stint.other_minutes = rows.number(0, "minutes");
  stint.overlaps = rows.text(0, "overlaps") == "t";
  return absl::OkStatus();
}

}  // namespace

// Records the minutes that a volunteer really served.
absl::StatusOr<v1::Participation> EventService::RecordHours(rpc::Call& call, const v1::RecordHoursRequest& request) {
  ASSIGN_OR_RETURN(Locked locked, LockFor(call, request, ParticipationAction::kRecord));
  v1::Participation& participation = locked.participation;
  Stint stint{.event_start = ToTime(locked.event.start_time()),
              .event_end = ToTime(locked.event.end_time()),
              .minutes = request.minutes()};
  if (participation.has_check_in_time()) stint.check_in = ToTime(participation.check_in_time());
  if (participation.has_check_out_time()) stint.check_out = ToTime(participation.check_out_time());
  RETURN_IF_ERROR(call.db().Rows(sql::kLockHours, locked.name).status());
  RETURN_IF_ERROR(ReadOtherService(call, locked, stint));
  const HourRule& rule = call.Get<HourRules>().At(ServiceDay(stint.event_start));
  ASSIGN_OR_RETURN(const std::vector<v1::HoursFlag> flags, JudgeHours(rule, stint, participation.name()));
  participation.set_minutes(request.minutes());
  participation.set_content(request.content());
  participation.mutable_flags()->Assign(flags.begin(), flags.end());
  participation.set_recorded_by(call.principal().subject);
  participation.set_rule_version(rule.version);
  return Save(call, locked);
}

// Certifies recorded minutes; never by the one who recorded them.
absl::StatusOr<v1::Participation> EventService::CertifyHours(rpc::Call& call, const v1::CertifyHoursRequest& request) {
  ASSIGN_OR_RETURN(Locked locked, LockFor(call, request, ParticipationAction::kCertify));
  if (locked.participation.recorded_by() == call.principal().subject) {
    return PermissionError(errors::REASON_CERTIFIER_IS_RECORDER,
                           {"another person than the recorder must certify", "时长认定人不能是记录人"});
  }
  locked.participation.set_certified_by(call.principal().subject);
  *locked.participation.mutable_certified_time() = ToTimestamp(call.now());
  return Save(call, locked);
}

}  // namespace xf::volunteer

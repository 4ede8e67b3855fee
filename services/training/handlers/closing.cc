// The end of a class: who was there enough earns hours, by the rule file, in the append-only ledger.
#include <map>

#include "common/base/date.h"
#include "common/db/mapping.h"
#include "services/training/domain/credits.h"
#include "services/training/domain/time.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

// All that closing a class depends on, read under the class's lock.
struct Facts {
  v1::Class training_class;
  std::vector<v1::Session> sessions;
  std::vector<v1::Enrolment> enrolments;
  // By member id.
  std::map<std::string, TraineeRecord> records;
};

std::string LastSegment(const std::string& name) { return name.substr(name.rfind('/') + 1); }

absl::Status CheckMayClose(const Facts& facts) {
  const v1::Class& training_class = facts.training_class;
  if (training_class.state() == v1::CLASS_STATE_CLOSED) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, training_class.name(),
                             {"the class is closed", "培训班已结业"});
  }
  if (facts.sessions.empty()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, training_class.name(),
                             {"the class has no session", "培训班没有课程安排"});
  }
  if (facts.enrolments.size() < static_cast<size_t>(training_class.trainee_count())) {
    return PreconditionError(
        errors::REASON_CLASS_BEYOND_SCOPE, training_class.name(),
        {"some trainees belong to organizations outside your scope; let their common superior close it",
         "部分学员不在您的管理范围内,请由共同上级组织结业"});
  }
  return absl::OkStatus();
}

absl::StatusOr<Facts> ReadFacts(rpc::Call& call, const ClassName& name, const std::string& etag) {
  Facts facts;
  ASSIGN_OR_RETURN(facts.training_class, call.db().One<v1::Class>(sql::kGetClassForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(etag, facts.training_class.etag(), facts.training_class.name()));
  ASSIGN_OR_RETURN(facts.sessions, call.db().Many<v1::Session>(sql::kListSessionsOfClass, name));
  ASSIGN_OR_RETURN(facts.enrolments, call.db().Many<v1::Enrolment>(sql::kListEnrolmentsOfClass, name));
  RETURN_IF_ERROR(CheckMayClose(facts));
  RETURN_IF_ERROR(call.db().Rows(sql::kLockAccountsOfClass, name, facts.training_class).status());
  ASSIGN_OR_RETURN(const db::Result presence, call.db().Rows(sql::kListPresence, name));
  for (size_t i = 0; i < presence.size(); ++i) {
    facts.records[presence.text(i, "member_id")].attended.insert(presence.text(i, "session_id"));
  }
  ASSIGN_OR_RETURN(const db::Result earlier, call.db().Rows(sql::kListEarlierCredits, name));
  for (size_t i = 0; i < earlier.size(); ++i) {
    facts.records[earlier.text(i, "member_id")].earlier.push_back(
        {absl::FromUnixSeconds(earlier.number(i, "start_seconds")),
         absl::FromUnixSeconds(earlier.number(i, "end_seconds")), earlier.number(i, "hours_milli")});
  }
  return facts;
}

std::vector<Lesson> TimetableOf(const std::vector<v1::Session>& sessions) {
  std::vector<Lesson> timetable;
  for (const v1::Session& session : sessions) {
    timetable.push_back(
        {LastSegment(session.name()), ToTime(session.start_time()), ToTime(session.end_time()), session.unit()});
  }
  return timetable;
}

// The ledger's line for an award.
v1::CreditEntry EntryOf(const v1::Enrolment& enrolment, const v1::Session& session, const Award& award) {
  const absl::CivilDay day = DayOf(award.lesson->start);
  v1::CreditEntry entry;
  entry.set_member(enrolment.member());
  entry.set_year(static_cast<int32_t>(day.year()));
  entry.set_source(v1::CREDIT_SOURCE_CLASS);
  entry.set_class_(enrolment.class_());
  entry.set_session(session.name());
  *entry.mutable_date() = ToDate(day);
  *entry.mutable_tasks() = session.tasks();
  entry.set_raw_minutes(static_cast<int32_t>(award.lesson->minutes()));
  entry.set_hours_milli(award.milli);
  entry.set_rule_version(award.rule_version);
  return entry;
}

// What closing writes: entries of the ledger and the enrolments' ends, as rows for SQL, and the sums of the answer.
struct Outcome {
  db::JsonRows entries;
  db::JsonRows enrolments;
  v1::CloseClassResponse response;
};

Outcome Decide(rpc::Call& call, const CountyName& county, const Facts& facts) {
  const CreditRules& rules = call.Get<CreditRules>();
  const std::vector<Lesson> timetable = TimetableOf(facts.sessions);
  const TraineeRecord nothing;
  Outcome outcome{db::JsonRows(&call.sealer()), db::JsonRows(&call.sealer()), {}};
  v1::CloseClassResponse& response = outcome.response;
  response.set_rule_version(rules.On(DayOf(timetable.back().start)).version);
  for (const v1::Enrolment& enrolment : facts.enrolments) {
    const std::string member_id = LastSegment(enrolment.member());
    const auto record = facts.records.find(member_id);
    const Verdict verdict = Judge(rules, timetable, record == facts.records.end() ? nothing : record->second);
    for (const Award& award : verdict.awards) {
      const v1::Session& session = facts.sessions[static_cast<size_t>(award.lesson - timetable.data())];
      const v1::CreditEntry entry = EntryOf(enrolment, session, award);
      const CreditAccountName account(county.county(), absl::StrCat(entry.year(), "-", member_id));
      outcome.entries.Add(
          0, entry,
          {db::Arg("id", call.NewId()), db::Arg("org_path", enrolment.org_path()), db::Arg("account_id", account.id()),
           db::Arg("start_time", award.lesson->start), db::Arg("end_time", award.lesson->end)});
      response.set_hours_milli(response.hours_milli() + award.milli);
    }
    outcome.enrolments.Add(0, enrolment, {db::Arg("state", verdict.withdrawn ? "WITHDRAWN" : "COMPLETED")});
    response.set_withdrawn_count(response.withdrawn_count() + (verdict.withdrawn ? 1 : 0));
    response.set_completed_count(response.completed_count() + (verdict.withdrawn ? 0 : 1));
  }
  return outcome;
}

template <typename T>
absl::Status WriteRows(rpc::Call& call, const db::Query& query, const CountyName& county, const db::JsonRows& rows) {
  ASSIGN_OR_RETURN(const auto written, call.db().Many<T>(query, county, db::Arg("rows", rows.Text())));
  for (const T& row : written) call.Changed(row);
  return absl::OkStatus();
}

}  // namespace

// Closes a class: issues credits to who attended, withdraws who missed too much.
absl::StatusOr<v1::CloseClassResponse> ClassService::CloseClass(rpc::Call& call, const v1::CloseClassRequest& request) {
  ASSIGN_OR_RETURN(const ClassName name, ClassName::Parse(request.name()));
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(absl::StrCat("counties/", name.county())));
  ASSIGN_OR_RETURN(Facts facts, ReadFacts(call, name, request.etag()));
  Outcome outcome = Decide(call, county, facts);
  RETURN_IF_ERROR(WriteRows<v1::CreditEntry>(call, sql::kAddCreditEntries, county, outcome.entries));
  RETURN_IF_ERROR(WriteRows<v1::CreditAccount>(call, sql::kAddToAccounts, county, outcome.entries));
  RETURN_IF_ERROR(WriteRows<v1::Enrolment>(call, sql::kFinishEnrolments, county, outcome.enrolments));
  facts.training_class.set_state(v1::CLASS_STATE_CLOSED);
  ASSIGN_OR_RETURN(
      *outcome.response.mutable_class_(),
      call.db().One<v1::Class>(sql::kUpdateClass, name, db::Arg("close_time", call.now()), facts.training_class));
  call.Changed(outcome.response.class_());
  return outcome.response;
}

}  // namespace xf::training

// Import of events that are over. The hours of paper records are judged by the rules of RecordHours; nobody is signed
// up.
#include "services/volunteer/domain/hours.h"
#include "services/volunteer/domain/past_event.h"
#include "services/volunteer/domain/times.h"
#include "services/volunteer/handlers/import_rows.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {
namespace {

using Row = rpc::ImportRow<v1::PastEvent>;

// A row whose event is complete and named; `others` is what its members did elsewhere, by record.
struct Past {
  int64_t number;
  v1::Event resource;
  const v1::PastEvent* row;
  std::vector<Elsewhere> others;
};

// The events of the rows as they ended, each named; rows that break a rule are reported.
std::vector<Past> ReadAll(const rpc::Call& call, RowNames<EventName>& names, const std::vector<Row>& rows,
                          rpc::ImportSummary& summary) {
  std::vector<Past> all;
  for (const Row& row : rows) {
    v1::Event event = row.row->event();
    auto name = names.Take(event.name());
    absl::Status status = name.ok() ? Complete(call, event, "event.") : name.status();
    if (status.ok()) status = CheckPast(*row.row, call.now());
    if (!status.ok()) {
      rpc::AddRowError(summary, row.number, status);
      continue;
    }
    event.set_name(*std::move(name));
    End(*row.row, event);
    all.push_back({row.number, std::move(event), row.row, std::vector<Elsewhere>(row.row->records_size())});
  }
  return all;
}

// Asks the database what the members of all records did in events outside the chunk.
absl::Status ReadElsewhere(rpc::Call& call, const api::CountyName& county, std::vector<Past>& pasts) {
  db::JsonRows services(&call.sealer());
  std::vector<Elsewhere*> targets;
  for (Past& past : pasts) {
    const std::string event_id(past.resource.name().substr(past.resource.name().rfind('/') + 1));
    for (int i = 0; i < past.row->records_size(); ++i) {
      services.Add(static_cast<int64_t>(targets.size()), past.row->records(i),
                   {{"event_id", event_id},
                    {"start_time", ToTime(past.resource.start_time())},
                    {"end_time", ToTime(past.resource.end_time())}});
      targets.push_back(&past.others[i]);
    }
  }
  if (targets.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kGetOtherService, county, db::Arg("services", services.Text())));
  for (size_t i = 0; i < rows.size(); ++i) {
    *targets[rows.number(i, "row")] = {rows.number(i, "minutes"), rows.text(i, "overlaps") == "t"};
  }
  return absl::OkStatus();
}

// Ids of the teams that exist, of those that the events name.
absl::StatusOr<std::set<std::string>> KnownTeams(rpc::Call& call, const api::CountyName& county,
                                                 const std::vector<Past>& pasts) {
  std::set<std::string> ids;
  for (const Past& past : pasts) {
    if (const auto name = TeamName::Parse(past.resource.team()); name.ok() && name->county() == county.county()) {
      ids.insert(name->id());
    }
  }
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kListKnownTeams, county, IdsArg(ids)));
  std::set<std::string> known;
  for (size_t i = 0; i < rows.size(); ++i) {
    known.insert(TeamName(county.county(), rows.text(i, "id")).ToString());
  }
  return known;
}

absl::Status CheckTeam(const v1::Event& event, const std::set<std::string>& known) {
  if (event.team().empty() || known.contains(event.team())) return absl::OkStatus();
  return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, "event.team",
                           {absl::StrCat(event.team(), " does not exist"), absl::StrCat(event.team(), " 不存在")});
}

bool Agree(const v1::Event& existing, const v1::Event& past) {
  return HaveSameInput(existing, past) && existing.state() == past.state() &&
         existing.participant_count() == past.participant_count() && existing.served_minutes() == past.served_minutes();
}

// Writes events and participations with one statement each.
absl::Status Write(rpc::Call& call, const api::CountyName& county, const db::JsonRows& events,
                   const db::JsonRows& participations) {
  if (events.size() == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<v1::Event> written,
                   call.db().Many<v1::Event>(sql::kImportEvents, county, db::Arg("rows", events.Text())));
  for (const v1::Event& event : written) call.Changed(event);
  if (participations.size() == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(
      const std::vector<v1::Participation> parts,
      call.db().Many<v1::Participation>(sql::kImportParticipations, county, db::Arg("rows", participations.Text())));
  for (const v1::Participation& part : parts) call.Changed(part);
  return absl::OkStatus();
}

absl::Status ApplyChunk(rpc::Call& call, const v1::ImportEventsRequest& chunk, const std::vector<Row>& rows,
                        rpc::ImportSummary& summary) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(chunk.parent()));
  RowNames<EventName> names(call, county);
  std::vector<Past> pasts = ReadAll(call, names, rows, summary);
  ASSIGN_OR_RETURN(const Paths paths, PathsOfRows(call, county, pasts));
  ASSIGN_OR_RETURN(const auto existing, (Existing<EventName, v1::Event>(call, sql::kGetEventsOfImport, county, names)));
  ASSIGN_OR_RETURN(const std::set<std::string> teams, KnownTeams(call, county, pasts));
  RETURN_IF_ERROR(call.db().Rows(sql::kLockHours, county).status());
  RETURN_IF_ERROR(ReadElsewhere(call, county, pasts));
  ChunkHours hours(call.Get<HourRules>());
  db::JsonRows events(&call.sealer());
  db::JsonRows participations(&call.sealer());
  for (Past& past : pasts) {
    v1::Event& event = past.resource;
    absl::Status status = CheckReferences(References(event), paths, "event.");
    if (status.ok()) status = CheckTeam(event, teams);
    if (const auto current = existing.find(event.name()); status.ok() && current != existing.end()) {
      if (Agree(current->second, event)) {
        summary.set_unchanged(summary.unchanged() + 1);
        continue;
      }
      status = AlreadyExistsError(event.name());
    }
    auto parts = status.ok() ? hours.Judge(event, *past.row, past.others) : status;
    if (!parts.ok()) {
      rpc::AddRowError(summary, past.number, parts.status());
      continue;
    }
    event.set_org_path(paths.at(event.organization()));
    events.Add(past.number, event);
    for (v1::Participation& part : *parts) {
      part.set_name(NameToCreate<ParticipationName>(call, county, "").ToString());
      part.set_org_path(event.org_path());
      *part.mutable_certified_time() = ToTimestamp(call.now());
      participations.Add(past.number, part);
    }
    summary.set_created(summary.created() + 1);
  }
  return Write(call, county, events, participations);
}

}  // namespace

// Takes events that are over chunk by chunk.
absl::StatusOr<rpc::ImportSummary> EventService::ImportEvents(rpc::Call& call,
                                                              rpc::Reader<v1::ImportEventsRequest>& reader) {
  return rpc::Import<v1::ImportEventsRequest, v1::PastEvent>(
      call, reader, [&](const auto& chunk, const auto& rows, rpc::ImportSummary& summary) {
        return ApplyChunk(call, chunk, rows, summary);
      });
}

}  // namespace xf::volunteer

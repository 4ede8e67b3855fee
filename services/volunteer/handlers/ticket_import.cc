// Import of tickets with their steps: the steps are replayed by the rules of the single calls, then a chunk is one
// INSERT.
#include "services/volunteer/domain/ticket_flow.h"
#include "services/volunteer/handlers/import_rows.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {
namespace {

using Row = rpc::ImportRow<v1::TicketWithSteps>;

struct Replayed {
  int64_t number;
  v1::Ticket resource;
  const v1::TicketWithSteps* row;
};

// Organizations that a replayed row names: the registering one and those that its steps assign to.
std::vector<Reference> ReferencesOf(const Replayed& replayed) {
  std::vector<Reference> references{{"ticket.organization", replayed.resource.organization()}};
  for (int i = 0; i < replayed.row->steps_size(); ++i) {
    const std::string& assignee = replayed.row->steps(i).assigned_organization();
    if (!assignee.empty()) references.push_back({absl::StrCat("steps[", i, "].assigned_organization"), assignee});
  }
  return references;
}

// The tickets that the rows make, each named; rows that break a rule are reported.
std::vector<Replayed> ReplayAll(const rpc::Call& call, RowNames<TicketName>& names, const std::vector<Row>& rows,
                                rpc::ImportSummary& summary) {
  std::vector<Replayed> all;
  for (const Row& row : rows) {
    auto name = names.Take(row.row->ticket().name());
    auto ticket = name.ok() ? Replay(*row.row, call.Get<TicketRules>(), call.now()) : name.status();
    if (!ticket.ok()) {
      rpc::AddRowError(summary, row.number, ticket.status());
      continue;
    }
    ticket->set_name(*std::move(name));
    all.push_back({row.number, *std::move(ticket), row.row});
  }
  return all;
}

// Whether a ticket that exists is what its row would make.
bool Agree(const v1::Ticket& existing, const v1::Ticket& replayed) {
  return HaveSameInput(existing, replayed) && existing.state() == replayed.state() &&
         existing.registered_time().seconds() == replayed.registered_time().seconds() &&
         existing.closed_time().seconds() == replayed.closed_time().seconds();
}

// The steps as a JSON array.
db::Arg StepsOf(const v1::TicketWithSteps& row) {
  v1::TicketHistory history;
  *history.mutable_steps() = row.steps();
  return db::Arg("steps", *db::ValueOf(history, "steps", nullptr));
}

absl::Status ApplyChunk(rpc::Call& call, const v1::ImportTicketsRequest& chunk, const std::vector<Row>& rows,
                        rpc::ImportSummary& summary) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(chunk.parent()));
  RowNames<TicketName> names(call, county);
  std::vector<Replayed> replayed = ReplayAll(call, names, rows, summary);
  std::set<std::string> organizations;
  for (const Replayed& row : replayed) {
    for (const Reference& reference : ReferencesOf(row)) organizations.insert(reference.organization);
  }
  ASSIGN_OR_RETURN(const Paths paths, KnownPaths(call, county.county(), organizations));
  ASSIGN_OR_RETURN(const auto existing,
                   (Existing<TicketName, v1::Ticket>(call, sql::kGetTicketsOfImport, county, names)));
  db::JsonRows json(&call.sealer());
  for (auto& row : replayed) {
    v1::Ticket& ticket = row.resource;
    const auto current = existing.find(ticket.name());
    absl::Status status = CheckReferences(ReferencesOf(row), paths);
    if (status.ok() && current != existing.end()) {
      if (Agree(current->second, ticket)) {
        summary.set_unchanged(summary.unchanged() + 1);
        continue;
      }
      status = AlreadyExistsError(ticket.name());
    }
    if (!status.ok()) {
      rpc::AddRowError(summary, row.number, status);
      continue;
    }
    ticket.set_org_path(
        paths.at(ticket.assigned_organization().empty() ? ticket.organization() : ticket.assigned_organization()));
    json.Add(row.number, ticket, {StepsOf(*row.row)});
    summary.set_created(summary.created() + 1);
  }
  if (json.size() == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<v1::Ticket> written,
                   call.db().Many<v1::Ticket>(sql::kImportTickets, county, db::Arg("rows", json.Text())));
  for (const v1::Ticket& ticket : written) call.Changed(ticket);
  return absl::OkStatus();
}

}  // namespace

// Takes tickets with their steps chunk by chunk.
absl::StatusOr<rpc::ImportSummary> TicketService::ImportTickets(rpc::Call& call,
                                                                rpc::Reader<v1::ImportTicketsRequest>& reader) {
  return rpc::Import<v1::ImportTicketsRequest, v1::TicketWithSteps>(
      call, reader, [&](const auto& chunk, const auto& rows, rpc::ImportSummary& summary) {
        return ApplyChunk(call, chunk, rows, summary);
      });
}

}  // namespace xf::volunteer

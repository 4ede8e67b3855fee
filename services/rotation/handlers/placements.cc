// Placements: recorded, read, imported. What happens to them afterwards is in placement_life.cc.
#include <set>

#include "common/api/list.h"
#include "common/base/date.h"
#include "common/rpc/import.h"
#include "services/rotation/handlers/placement_register.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

using PlacementRows = std::vector<rpc::ImportRow<v1::Placement>>;

// The recorded ones among the rows of an import, by name.
absl::StatusOr<std::map<std::string, v1::Placement>> Recorded(rpc::Call& call, const api::CountyName& county,
                                                              const PlacementRows& rows) {
  std::vector<absl::string_view> names;
  for (const auto& row : rows) names.push_back(row.row->name());
  ASSIGN_OR_RETURN(std::vector<v1::Placement> found,
                   call.db().Many<v1::Placement>(sql::kLockPlacements, county, db::Arg("ids", IdsOf(names))));
  std::map<std::string, v1::Placement> by_name;
  for (v1::Placement& placement : found) by_name[placement.name()] = std::move(placement);
  return by_name;
}

// Whether a recorded placement is the one that a row means. Its end may have moved since.
bool IsSame(const v1::Placement& recorded, const v1::Placement& row) {
  return recorded.candidate() == row.candidate() && recorded.post() == row.post() &&
         recorded.program() == row.program() && recorded.batch() == row.batch() &&
         IsoDate(recorded.start_date()) == IsoDate(row.start_date());
}

// Writes the rows that are new and counts every row.
absl::Status ImportRows(rpc::Call& call, const api::CountyName& county, const PlacementRows& rows,
                        rpc::ImportSummary& summary) {
  ASSIGN_OR_RETURN(const auto recorded, Recorded(call, county, rows));
  std::vector<const v1::Placement*> wanted;
  for (const auto& row : rows) wanted.push_back(row.row);
  ASSIGN_OR_RETURN(PlacementRegister book, PlacementRegister::Open(call, county, wanted));
  std::set<absl::string_view> seen;
  int64_t created = 0;
  for (const auto& [number, row] : rows) {
    const auto found = recorded.find(row->name());
    if (found != recorded.end() && IsSame(found->second, *row)) {
      summary.set_unchanged(summary.unchanged() + 1);
    } else if (auto name = PlacementName::Parse(row->name()); !name.ok()) {
      rpc::AddRowError(summary, number, name.status());
    } else if (found != recorded.end() || name->county() != county.county() || !seen.insert(row->name()).second) {
      rpc::AddRowError(summary, number, AlreadyExistsError(row->name()));
    } else if (absl::Status status = book.Admit(*row, ""); !status.ok()) {
      rpc::AddRowError(summary, number, status);
    } else {
      ++created;
    }
  }
  if (created == 0) return absl::OkStatus();
  summary.set_created(summary.created() + created);
  return book.Write().status();
}

}  // namespace

// Records a placement after judging it by the program's rules, and that cadre and post are free.
absl::StatusOr<v1::Placement> PlacementService::CreatePlacement(rpc::Call& call,
                                                                const v1::CreatePlacementRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  v1::Placement placement = request.placement();
  placement.set_name(PlacementName(parent.county(), IdOr(request.placement_id(), call)).ToString());
  ASSIGN_OR_RETURN(PlacementRegister book, PlacementRegister::Open(call, parent, {&placement}));
  RETURN_IF_ERROR(book.Admit(placement, "placement."));
  ASSIGN_OR_RETURN(std::vector<v1::Placement> written, book.Write());
  return std::move(written.front());
}

// Returns one placement. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Placement> PlacementService::GetPlacement(rpc::Call& call, const v1::GetPlacementRequest& request) {
  ASSIGN_OR_RETURN(const PlacementName name, PlacementName::Parse(request.name()));
  return call.db().One<v1::Placement>(sql::kGetPlacement, name);
}

// Lists the placements in the caller's scope.
absl::StatusOr<v1::ListPlacementsResponse> PlacementService::ListPlacements(rpc::Call& call,
                                                                            const v1::ListPlacementsRequest& request) {
  return api::List<v1::ListPlacementsResponse>(call.db(), sql::kListPlacements, request);
}

// Records many placements by the rules of CreatePlacement; those recorded already count as unchanged.
absl::StatusOr<rpc::ImportSummary> PlacementService::ImportPlacements(
    rpc::Call& call, rpc::Reader<v1::ImportPlacementsRequest>& reader) {
  return rpc::Import<v1::ImportPlacementsRequest, v1::Placement>(
      call, reader,
      [&](const v1::ImportPlacementsRequest& chunk, const PlacementRows& rows,
          rpc::ImportSummary& summary) -> absl::Status {
        ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(chunk.parent()));
        return ImportRows(call, county, rows, summary);
      });
}

}  // namespace xf::rotation

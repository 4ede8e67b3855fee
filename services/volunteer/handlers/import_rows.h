// Rows of an import chunk: which resource each one is, where it belongs, and writing them all with one statement.
#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/db/mapping.h"
#include "common/rpc/import.h"
#include "services/volunteer/handlers/support.h"

namespace xf::volunteer {

// Whether two messages of one type are equal in everything that a client may set.
bool HaveSameInput(const google::protobuf::Message& a, const google::protobuf::Message& b);

// Ids as a statement takes them: the JSON array :ids.
inline db::Arg IdsArg(const std::set<std::string>& ids) {
  return db::Arg("ids", ids.empty() ? "[]" : absl::StrCat("[\"", absl::StrJoin(ids, "\",\""), "\"]"));
}

// Names of a chunk's rows: those that the rows have, else new ones.
template <typename Name>
class RowNames {
 public:
  RowNames(const rpc::Call& call, const api::CountyName& county) : call_(call), county_(county) {}

  // Name of a row. FIELD_INVALID when it is of another county or was used in this chunk before.
  absl::StatusOr<std::string> Take(const std::string& given) {
    if (given.empty()) return NameToCreate<Name>(call_, county_, "").ToString();
    ASSIGN_OR_RETURN(const Name name, Name::Parse(given));
    if (name.county() != county_.county()) {
      return InvalidError("name", {"is of another county", "不属于本县"});
    }
    if (!ids_.insert(name.id()).second) return InvalidError("name", {"appears twice in the chunk", "同一批次内重复"});
    return name.ToString();
  }

  // Ids of the names that rows had.
  const std::set<std::string>& ids() const { return ids_; }

 private:
  const rpc::Call& call_;
  const api::CountyName& county_;
  std::set<std::string> ids_;
};

// A row on its way into the database.
template <typename Resource>
struct PendingRow {
  int64_t number;
  Resource resource;
};

// Paths of every organization that `rows` name; what does not exist is absent.
template <typename Row>
absl::StatusOr<Paths> PathsOfRows(rpc::Call& call, const api::CountyName& county, const std::vector<Row>& rows) {
  std::set<std::string> names;
  for (const Row& row : rows) {
    for (const Reference& reference : References(row.resource)) names.insert(reference.organization);
  }
  return KnownPaths(call, county.county(), names);
}

// Resources that exist already, by name.
template <typename Name, typename Resource>
absl::StatusOr<std::map<std::string, Resource>> Existing(rpc::Call& call, const db::Query& query,
                                                         const api::CountyName& county, const RowNames<Name>& names) {
  ASSIGN_OR_RETURN(std::vector<Resource> found, call.db().Many<Resource>(query, county, IdsArg(names.ids())));
  std::map<std::string, Resource> by_name;
  for (Resource& resource : found) by_name.emplace(resource.name(), std::move(resource));
  return by_name;
}

// The statements of an import that makes and changes resources.
struct UpsertQueries {
  const db::Query& existing;
  const db::Query& write;
};

// Applies one chunk: rows that name an existing resource change it, the others make one.
template <typename Name, typename Resource, typename Request>
absl::Status Upsert(rpc::Call& call, const Request& chunk, const std::vector<rpc::ImportRow<Resource>>& rows,
                    const UpsertQueries& queries, rpc::ImportSummary& summary) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(chunk.parent()));
  RowNames<Name> names(call, county);
  std::vector<PendingRow<Resource>> pending;
  for (const auto& row : rows) {
    Resource resource = *row.row;
    const auto name = names.Take(resource.name());
    if (const absl::Status status = name.ok() ? Complete(call, resource) : name.status(); !status.ok()) {
      rpc::AddRowError(summary, row.number, status);
      continue;
    }
    resource.set_name(*name);
    pending.push_back({row.number, std::move(resource)});
  }
  ASSIGN_OR_RETURN(const Paths paths, PathsOfRows(call, county, pending));
  ASSIGN_OR_RETURN(const auto existing, (Existing<Name, Resource>(call, queries.existing, county, names)));
  db::JsonRows json(&call.sealer());
  for (auto& [number, resource] : pending) {
    const auto current = existing.find(resource.name());
    absl::Status status = CheckReferences(References(resource), paths);
    if (status.ok() && current != existing.end() && current->second.organization() != resource.organization()) {
      status = InvalidError("organization", {"can't be changed", "不可更改"});
    }
    if (!status.ok()) {
      rpc::AddRowError(summary, number, status);
    } else if (current != existing.end() && HaveSameInput(current->second, resource)) {
      summary.set_unchanged(summary.unchanged() + 1);
    } else {
      resource.set_org_path(paths.at(resource.organization()));
      json.Add(number, resource);
      current == existing.end() ? summary.set_created(summary.created() + 1)
                                : summary.set_updated(summary.updated() + 1);
    }
  }
  if (json.size() == 0) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<Resource> written,
                   call.db().Many<Resource>(queries.write, county, db::Arg("rows", json.Text())));
  for (const Resource& resource : written) call.Changed(resource);
  return absl::OkStatus();
}

}  // namespace xf::volunteer

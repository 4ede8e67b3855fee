// What the standard methods of every resource with an `organization` have in common: create, update, import.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/api/field_rules.h"
#include "common/api/update.h"
#include "common/feed/org_mirror.h"
#include "common/rpc/import.h"
#include "services/training/domain/checks.h"
#include "services/training/service.h"

namespace xf::training {

// INVALID_ARGUMENT with all that is wrong with `resource`, which the request has in `field`, for a call about `county`.
template <typename T>
absl::Status Check(rpc::Call& call, absl::string_view county, const T& resource, absl::string_view field) {
  const std::string prefix = absl::StrCat(field, ".");
  std::vector<Violation> violations;
  CheckCounty(resource, prefix, county, violations);
  CheckRules(resource, prefix, call.today(), violations);
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

// The id that a create request asks for, or a new one.
inline std::string IdOr(rpc::Call& call, const std::string& given) { return given.empty() ? call.NewId() : given; }

// ABORTED unless a custom method's etag is empty or the current one.
inline absl::Status CheckEtag(const std::string& given, const std::string& current, absl::string_view name) {
  return given.empty() || given == current ? absl::OkStatus() : EtagError(name);
}

// Creates a resource at its organization.
template <typename T>
absl::StatusOr<T> Create(rpc::Call& call, const db::Query& insert, const std::string& parent, const std::string& id,
                         const T& resource, absl::string_view field) {
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(parent));
  RETURN_IF_ERROR(Check(call, county.county(), resource, field));
  ASSIGN_OR_RETURN(const std::string path,
                   feed::OrgPathOf(call, resource.organization(), absl::StrCat(field, ".organization")));
  ASSIGN_OR_RETURN(
      T created, call.db().One<T>(insert, county, db::Arg("id", IdOr(call, id)), db::Arg("org_path", path), resource));
  call.Changed(created);
  return created;
}

// The current resource, which the mask's fields of `from` have been merged into and checked.
template <typename T>
absl::StatusOr<T> Merge(rpc::Call& call, absl::string_view county, const T& current,
                        const google::protobuf::FieldMask& mask, const T& from, absl::string_view field) {
  T merged = current;
  RETURN_IF_ERROR(api::ApplyUpdate(mask, from, merged));
  if (auto violations = api::CheckFields(merged, absl::StrCat(field, ".")); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  RETURN_IF_ERROR(Check(call, county, merged, field));
  return merged;
}

// Updates a resource that may move to another organization.
template <typename Name, typename T>
absl::StatusOr<T> Update(rpc::Call& call, const db::Query& lock, const db::Query& update, const T& from,
                         const google::protobuf::FieldMask& mask, absl::string_view field) {
  ASSIGN_OR_RETURN(const Name name, Name::Parse(from.name(), absl::StrCat(field, ".name")));
  std::vector<Violation> violations;
  CheckCounty(from, absl::StrCat(field, "."), name.county(), violations);
  if (!violations.empty()) return InvalidError(std::move(violations));
  std::string path;
  if (!from.organization().empty()) {
    ASSIGN_OR_RETURN(path, feed::OrgPathOf(call, from.organization(), absl::StrCat(field, ".organization")));
  }
  ASSIGN_OR_RETURN(const T current, call.db().One<T>(lock, name));
  ASSIGN_OR_RETURN(const T merged, Merge(call, name.county(), current, mask, from, field));
  if (merged.organization() == current.organization()) path = current.org_path();
  ASSIGN_OR_RETURN(T updated, call.db().One<T>(update, name, db::Arg("org_path", path), merged));
  call.Changed(updated, path == current.org_path() ? "" : current.org_path());
  return updated;
}

// Imports resources at their organizations. `put` writes the rows of :rows and returns those that are new or changed. A
// row's name is its key; a row without one is new.
template <typename Name, typename T, typename Request>
absl::StatusOr<rpc::ImportSummary> Import(rpc::Call& call, rpc::Reader<Request>& reader, const db::Query& put) {
  const auto apply = [&](const Request& chunk, const std::vector<rpc::ImportRow<T>>& rows,
                         rpc::ImportSummary& summary) -> absl::Status {
    ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(chunk.parent()));
    std::vector<std::string> organizations;
    for (const auto& row : rows) organizations.push_back(row.row->organization());
    ASSIGN_OR_RETURN(const auto paths, feed::OrgPathsOf(call, organizations));
    db::JsonRows json(&call.sealer());
    std::set<std::string> ids;
    const auto add = [&](const T& row) -> absl::Status {
      std::vector<Violation> violations;
      CheckCounty(row, "", county.county(), violations);
      CheckRules(row, "", call.today(), violations);
      if (!violations.empty()) return InvalidError(std::move(violations));
      std::string id = call.NewId();
      if (!row.name().empty()) {
        ASSIGN_OR_RETURN(const Name name, Name::Parse(row.name()));
        if (name.county() != county.county()) return NotFoundError(row.name());
        id = name.id();
      }
      if (!ids.insert(id).second) return AlreadyExistsError(row.name());
      const auto path = paths.find(row.organization());
      if (path == paths.end()) {
        return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, "organization",
                                 {"there is no such organization in your scope", "组织不存在或不在您的管理范围内"});
      }
      json.Add(0, row, {db::Arg("id", id), db::Arg("org_path", path->second)});
      return absl::OkStatus();
    };
    for (const auto& row : rows) {
      if (const absl::Status status = add(*row.row); !status.ok()) rpc::AddRowError(summary, row.number, status);
    }
    ASSIGN_OR_RETURN(const std::vector<T> written, call.db().Many<T>(put, county, db::Arg("rows", json.Text())));
    int64_t created = 0;
    for (const T& row : written) {
      created += row.etag() == "1" ? 1 : 0;
      call.Changed(row);
    }
    summary.set_created(created);
    summary.set_updated(static_cast<int64_t>(written.size()) - created);
    summary.set_unchanged(static_cast<int64_t>(json.size() - written.size()));
    return absl::OkStatus();
  };
  return rpc::Import<Request, T>(call, reader, apply);
}

}  // namespace xf::training

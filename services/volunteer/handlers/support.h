// What the handlers share: names, etags, references to organizations, rules that span fields.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/rpc/call.h"
#include "google/type/date.pb.h"
#include "services/volunteer/service.h"

namespace xf::volunteer {

// Name of a resource to create: with the id that the client chose, else a new one.
template <typename Name>
Name NameToCreate(const rpc::Call& call, const api::CountyName& county, const std::string& id) {
  return Name(county.county(), id.empty() ? call.NewId() : id);
}

// ABORTED ETAG_MISMATCH unless `given` is empty or the etag of `current`.
template <typename Resource>
absl::Status CheckEtag(absl::string_view given, const Resource& current) {
  if (given.empty() || given == current.etag()) return absl::OkStatus();
  return EtagError(current.name());
}

// A field that names an organization.
struct Reference {
  std::string field;
  std::string organization;
};

// The organizations that a resource names; the one that it belongs to comes first.
std::vector<Reference> References(const v1::Team& team);
std::vector<Reference> References(const v1::JointActivity& activity);
std::vector<Reference> References(const v1::Event& event);
std::vector<Reference> References(const v1::Ticket& ticket);
std::vector<Reference> References(const v1::Suggestion& suggestion);
std::vector<Reference> References(const v1::Returnee& returnee);

// Paths of organizations by name.
using Paths = std::map<std::string, std::string>;

// Paths of those of `names` that are organizations of the county; what does not exist is absent. The handler's first
// use of the database.
absl::StatusOr<Paths> KnownPaths(rpc::Call& call, absl::string_view county, const std::set<std::string>& names);

// REFERENCE_NOT_FOUND about the first field whose organization is not in `paths`.
absl::Status CheckReferences(const std::vector<Reference>& references, const Paths& paths,
                             absl::string_view prefix = "");

// Paths of everything that `references` name, or the error of CheckReferences.
absl::StatusOr<Paths> PathsOf(rpc::Call& call, absl::string_view county, const std::vector<Reference>& references,
                              absl::string_view prefix = "");

// Fills what the client left to its default and checks the rules that span fields; `prefix` goes before field names.
absl::Status Complete(const rpc::Call& call, v1::Team& team, absl::string_view prefix = "");
absl::Status Complete(const rpc::Call& call, v1::JointActivity& activity, absl::string_view prefix = "");
absl::Status Complete(const rpc::Call& call, v1::Event& event, absl::string_view prefix = "");
absl::Status Complete(const rpc::Call& call, v1::Suggestion& suggestion, absl::string_view prefix = "");
absl::Status Complete(const rpc::Call& call, v1::Returnee& returnee, absl::string_view prefix = "");

}  // namespace xf::volunteer

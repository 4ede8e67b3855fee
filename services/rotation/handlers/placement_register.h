// Records placements, one or many: looks up what they refer to, judges each, and writes those that pass in one
// statement.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/api/resource_name.h"
#include "common/db/mapping.h"
#include "common/rpc/call.h"
#include "services/rotation/domain/placement_rules.h"
#include "services/rotation/domain/program_rules.h"
#include "services/rotation/domain/stay.h"

namespace xf::rotation {

class PlacementRegister {
 public:
  // Reads what the placements refer to, and where the cadres' relatives are. Candidates and posts stay locked until the
  // end of the transaction, so that no one else sends these cadres or fills these posts meanwhile.
  static absl::StatusOr<PlacementRegister> Open(rpc::Call& call, const api::CountyName& county,
                                                const std::vector<const v1::Placement*>& wanted);

  // Judges a placement that has its name, completes it, and keeps its cadre and its place at the post for it. `path` is
  // put before field names. Errors: those of JudgePlacement, REFERENCE_NOT_FOUND, PLACEMENT_OVERLAPS, POST_FULL.
  absl::Status Admit(v1::Placement placement, absl::string_view path);

  // Writes what was admitted and tells the feed; what is sent already is told to membership and training. Returns the
  // placements, in no order.
  absl::StatusOr<std::vector<v1::Placement>> Write();

 private:
  PlacementRegister(rpc::Call& call, api::CountyName county)
      : call_(&call), county_(std::move(county)), rows_(&call.sealer()) {}

  rpc::Call* call_;
  api::CountyName county_;
  std::map<std::string, v1::Candidate> candidates_;
  std::map<std::string, v1::Post> posts_;
  std::map<std::string, v1::Program> programs_;
  std::map<std::string, v1::Batch> batches_;
  std::map<std::string, std::set<std::string>> relatives_;  // ids, by id
  Occupancy occupancy_;
  db::JsonRows rows_;
};

// Days at which the posts and candidates of a county are taken, by whomever; ids as JSON arrays.
absl::StatusOr<Occupancy> OccupancyOf(rpc::Call& call, const api::CountyName& county, const std::string& post_ids,
                                      const std::string& candidate_ids);

// Relatives of candidates by id, whichever of the two records says so, and whoever's they are; ids as a JSON array.
absl::StatusOr<std::map<std::string, std::set<std::string>>> RelativesOf(rpc::Call& call, const api::CountyName& county,
                                                                         const std::string& candidate_ids);

// POST_FULL when the post's capacity is taken on some day of the period, `except` (a placement's name) not counted.
absl::Status CheckCapacity(const Occupancy& occupancy, const v1::Post& post, const Period& period,
                           absl::string_view except = "");

// A JSON array of the ids of resource names, for `:ids`.
std::string IdsOf(const std::vector<absl::string_view>& names);

}  // namespace xf::rotation

// The county's tree of Party organizations, cut to the number of its members.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/ctl/sample/divisions.h"
#include "services/ctl/sample/facts.pb.h"
#include "services/ctl/sample/rng.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::sample {

using xianfeng::membership::v1::Organization;
using xianfeng::type::v1::Sector;

// A branch with the number of its members.
struct Branch {
  Organization organization;
  int members;
};

// Who leads what, superiors first. Branches stand in `organizations` too.
struct Tree {
  std::vector<Organization> organizations;
  std::vector<Branch> branches;
};

// "counties/431123/<collection>/<id>"; a name that is one already stays.
std::string ResourceName(const std::string& county, absl::string_view collection, absl::string_view id);
// The last part of a resource name.
std::string IdOf(absl::string_view name);
// Whether a unit of that sector is 两新: a non-public enterprise or a social organization.
bool IsTwoNew(Sector sector);

// Builds the tree: the committee of the county, work committees with their units, township committees with their
// villages and units, forest farms. A unit gets a branch; of more than 50 members a general branch, from 100 on a
// committee, with branches of at most 50 below (支部条例 Art. 4; domain reference §1.2). `members` is how many each
// sector has.
Tree MakeOrganizations(const facts::County& facts, const Divisions& divisions, const std::map<Sector, int>& members,
                       Rng rng);

}  // namespace xf::sample

// The members in their branches, with the officers; what all other parts of the sample draw persons from.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "services/ctl/sample/divisions.h"
#include "services/ctl/sample/organizations.h"
#include "services/ctl/sample/population.h"
#include "xianfeng/membership/v1/member_resource.pb.h"
#include "xianfeng/membership/v1/officer.pb.h"

namespace xf::sample {

using xianfeng::membership::v1::Member;

struct Roster {
  Tree tree;
  std::vector<Member> members;
  // Indexes into members, of each branch of tree.branches.
  std::vector<std::vector<int>> members_of;
  // Secretary of each branch, an index into members; -1: none is eligible.
  std::vector<int> secretaries;
  // Members of each branch's committee, the secretary first. A branch of fewer than seven full members has a secretary
  // only.
  std::vector<std::vector<int>> committees;
  std::vector<xianfeng::membership::v1::AppointOfficerRequest> appointments;

  // Whether the branch has a committee (支委会).
  bool HasCommittee(size_t branch) const { return committees[branch].size() > 1; }
  // Whether `organization` is `top` or led by it, directly or not.
  bool IsAtOrBelow(std::string organization, absl::string_view top) const;

  // Superior of each organization, by name.
  std::map<std::string, std::string> superiors;
};

// Puts the persons into the branches of their sector and appoints officers.
Roster MakeRoster(const facts::County& facts, const Divisions& divisions, Tree tree, std::vector<Person> people,
                  Rng rng);

}  // namespace xf::sample

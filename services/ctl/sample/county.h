// The whole sample county: everything that xfctl load sends, made from the facts, the divisions and a seed.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ctl/sample/assessment.h"
#include "services/ctl/sample/classes.h"
#include "services/ctl/sample/organization_life.h"
#include "services/ctl/sample/roster.h"
#include "services/ctl/sample/rotation.h"
#include "services/ctl/sample/tickets.h"
#include "services/ctl/sample/training.h"
#include "services/ctl/sample/volunteer.h"

namespace xf::sample {

struct County {
  std::string parent;  // "counties/431123"
  Roster roster;
  Training training;
  Classes classes;
  std::vector<xianfeng::training::v1::Activity> activities;
  Rotation rotation;
  Volunteer volunteer;
  std::vector<xianfeng::volunteer::v1::TicketWithSteps> tickets;
  Assessment assessment;
};

// The same arguments give the same county, byte for byte. INVALID_ARGUMENT when the facts contradict themselves,
// OUT_OF_RANGE when there are too few members for what the facts want of them.
absl::StatusOr<County> MakeCounty(const facts::County& facts, const Divisions& divisions, int members, uint64_t seed);

// 16 hexadecimal digits that change with anything in the county; request ids are made of it.
std::string Fingerprint(const County& county);

}  // namespace xf::sample

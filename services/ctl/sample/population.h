// The members as persons, before they have a branch: their mix is the facts' mix exactly.
#pragma once

#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "services/ctl/sample/facts.pb.h"
#include "services/ctl/sample/rng.h"

namespace xf::sample {

struct Person {
  std::string display_name;
  xianfeng::type::v1::Gender gender;
  std::string ethnicity;  // GB/T 3304
  absl::CivilDay birth;
  // "1985-03"; a few differ from the day of birth, as personnel files do.
  std::string archive_birth_month;
  std::string education;  // GB/T 4658
  // Index into the facts' occupations.
  int occupation = 0;
  // Sector of the branch that the person belongs in.
  xianfeng::type::v1::Sector sector;
  bool probationary = false;
  absl::CivilDay applied, joined;
  // A year after joining; of full members only.
  absl::CivilDay full_member;
};

// `members` persons as of a day, in no particular order.
std::vector<Person> MakePopulation(const facts::Population& mix, int members, absl::CivilDay as_of, Rng rng);

}  // namespace xf::sample

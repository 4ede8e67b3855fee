// Invented persons: names from lists of surnames and characters, identity numbers and telephone numbers that no one
// has.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "absl/time/civil_time.h"
#include "services/ctl/sample/rng.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::sample {

// A name of two or three characters; 瑶 (Yao) persons get the surnames frequent among them.
std::string PersonName(Rng& rng, xianfeng::type::v1::Gender gender, bool yao);

// Hands out GB 11643 numbers with a valid check digit. The sequence runs down from 999 within a division and day, which
// is where real issuance hardly comes.
class IdNumbers {
 public:
  // The next number of someone born in the division (six digits) on that day.
  std::string Next(const std::string& division, absl::CivilDay birth, xianfeng::type::v1::Gender gender);

 private:
  std::map<std::pair<std::string, absl::CivilDay>, std::pair<int, int>> used_;  // men, women
};

// The telephone number of row `row`: 11 digits beginning with 120, which no operator has.
std::string Phone(int64_t row);

}  // namespace xf::sample

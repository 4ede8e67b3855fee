// The county's real townships and villages, from the statistical divisions of the National Bureau of Statistics.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace xf::sample {

// A village or urban community.
struct Village {
  std::string code;  // 12 digits
  std::string name;  // "廖家村", "阳明社区": without the committee's suffix
  // Whether it is an urban community (居民委员会): the last three digits of the statistical code are 001–199.
  bool community;
};

// A township, a town, or a forest farm or park administration like one.
struct Township {
  std::string code;  // 9 digits
  std::string name;
  std::vector<Village> villages;
};

// One county with everything below it, in the order of the codes.
struct Divisions {
  std::string county;         // six digits
  std::string county_name;    // "双牌县"
  std::string city_name;      // "永州市"
  std::string province_name;  // "湖南省"
  std::vector<Township> townships;
};

// Reads the columns code,level,parent_code,name of a file. NOT_FOUND when the county is not in it.
absl::StatusOr<Divisions> ReadDivisions(const std::string& path, const std::string& county);

// The place's name: a committee's suffix taken off, "廖家村委会" and "良村村委会" → "廖家村" and "良村".
std::string PlaceName(std::string name);

}  // namespace xf::sample

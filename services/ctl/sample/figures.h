// What the work report must count in the sample county, reckoned here from the rows themselves.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "services/ctl/sample/county.h"

namespace xf::sample {

// Row of the report's table ("9", "11-13") → exact number, of every figure (domain reference §9).
std::map<std::string, int64_t> ExpectedFigures(const County& county);

}  // namespace xf::sample

// References of a write stay in its county.
#pragma once

#include <string_view>

#include "common/api/resource_name.h"
#include "common/base/error.h"

namespace xf::report {

// INVALID_ARGUMENT about `field` when the resource `name` is of another county.
inline absl::Status CheckSameCounty(std::string_view county, std::string_view name, std::string_view field) {
  if (api::CountyOf(name) == county) return absl::OkStatus();
  return InvalidError(field, {"belongs to another county", "不属于本县"});
}

}  // namespace xf::report

// References of a write stay in its county.
#pragma once

#include "absl/strings/string_view.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"

namespace xf::report {

// INVALID_ARGUMENT about `field` when the resource `name` is of another county.
inline absl::Status CheckSameCounty(absl::string_view county, absl::string_view name, absl::string_view field) {
  if (api::CountyOf(name) == county) return absl::OkStatus();
  return InvalidError(field, {"belongs to another county", "不属于本县"});
}

}  // namespace xf::report

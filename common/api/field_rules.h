// Field rules of the contract: REQUIRED, length, range, pattern, format. Enforced here and nowhere else; the adapter
// calls Check for every request, imports call it for every row.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "google/protobuf/message.h"

namespace xf::api {

// Every violation in `message` and below, in field order, at most 100. `prefix` is put before each path, e.g.
// "rows[3].".
std::vector<Violation> CheckFields(const google::protobuf::Message& message, absl::string_view prefix = "");

}  // namespace xf::api

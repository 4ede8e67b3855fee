// The gRPC services whose contracts are linked into xfctl.
#pragma once

#include <vector>

#include "google/protobuf/descriptor.h"

namespace xf::ctl {

// In alphabetical order of their full names.
const std::vector<const google::protobuf::ServiceDescriptor*>& LinkedServices();

}  // namespace xf::ctl

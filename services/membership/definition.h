// The membership service as a value: its schema, statements, gRPC services and rules.
#pragma once

#include "common/rpc/app.h"

namespace xf::membership {

rpc::Definition Definition();

}  // namespace xf::membership

// What the training service is made of.
#pragma once

#include "common/rpc/app.h"

namespace xf::training {

rpc::Definition Definition();

}  // namespace xf::training

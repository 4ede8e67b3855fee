// What the rotation service is.
#pragma once

#include "common/rpc/app.h"

namespace xf::rotation {

// Programs, batches, posts, candidates and placements (跟班学习, 岗位轮训), with the rules of services/rotation/rules.
rpc::Definition Definition();

}  // namespace xf::rotation

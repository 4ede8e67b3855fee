// Twelve months of organization life: 三会一课, 主题党日, centre-group study, 一月一题、一人一讲、一岗一悟.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "xianfeng/training/v1/organization_life.pb.h"

namespace xf::sample {

std::vector<xianfeng::training::v1::Activity> MakeActivities(const facts::County& facts, const Roster& roster, Rng rng);

}  // namespace xf::sample

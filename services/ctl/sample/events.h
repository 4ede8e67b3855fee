// Events that were held, with the service that was recorded on paper.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "xianfeng/volunteer/v1/past_event.pb.h"
#include "xianfeng/volunteer/v1/team.pb.h"

namespace xf::sample {

// A branch holds at most one event a day, so that nobody serves in two at once.
std::vector<xianfeng::volunteer::v1::PastEvent> MakeEvents(const facts::County& facts, const Roster& roster,
                                                           const std::vector<xianfeng::volunteer::v1::Team>& teams,
                                                           Rng rng);

}  // namespace xf::sample

// Livelihood tickets with their dated steps.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "xianfeng/volunteer/v1/ticket_service.pb.h"

namespace xf::sample {

std::vector<xianfeng::volunteer::v1::TicketWithSteps> MakeTickets(const facts::County& facts,
                                                                  const Divisions& divisions, Rng rng);

}  // namespace xf::sample

// The volunteer service: teams, events and hours, livelihood tickets, suggestions, returnees.
#pragma once

#include "common/rpc/app.h"

namespace xf::volunteer {

rpc::Definition Definition();

}  // namespace xf::volunteer

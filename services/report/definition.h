// The report service: figures counted from the feeds of the other four, work reports, assessment and awards.
#pragma once

#include "common/rpc/app.h"

namespace xf::report {

rpc::Definition Definition();

}  // namespace xf::report

// The steps of a load: what is sent to which service, and what waits for what.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "services/ctl/cli/home.h"
#include "services/ctl/load/progress.h"
#include "services/ctl/sample/county.h"

namespace xf::ctl {

// How many rows SendCounty sends.
int64_t CountRows(const sample::County& county);

// Sends a county as the caller `as`. Organizations come first; then each service has a thread of its own, and what
// refers to members waits for them. The first error ends the load; what is sent already stays, and sending again goes
// on from there.
absl::Status SendCounty(const sample::County& county, const std::string& id, const Home& home, const std::string& as,
                        Progress& progress);

}  // namespace xf::ctl

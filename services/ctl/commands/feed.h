// Parts of `xfctl feed` that stand in files of their own. Each adds its command to the group.
#pragma once

#include "services/ctl/commands/command.h"

namespace xf::ctl {

void AddFeedPull(CLI::App& group, Globals& globals);
void AddFeedDigest(CLI::App& group, Globals& globals);

}  // namespace xf::ctl

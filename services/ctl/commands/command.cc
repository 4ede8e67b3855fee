#include "services/ctl/commands/command.h"

#include "common/base/status.h"

namespace xf::ctl {

absl::StatusOr<rpc::Client> Globals::Connect(const std::string& service) const {
  ASSIGN_OR_RETURN(const Home opened, Home::Open(home));
  return opened.Connect(service, as);
}

}  // namespace xf::ctl

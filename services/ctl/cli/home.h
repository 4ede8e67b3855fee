// The home of an installation: <home>/endpoints.json says where the services are and who may call them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/rpc/client.h"

namespace xf::ctl {

// The five services, in the order in which they start.
const std::vector<std::string>& Services();

class Home {
 public:
  // Reads <dir>/endpoints.json. NOT_FOUND when there is none: deploy/up makes it.
  static absl::StatusOr<Home> Open(const std::string& dir);

  // A client of a service ("membership"), as one of the file's tokens ("admin"); as nobody when `as` is empty.
  absl::StatusOr<rpc::Client> Connect(const std::string& service, const std::string& as) const;

 private:
  std::map<std::string, std::string> addresses_;
  std::map<std::string, std::string> tokens_;  // name → file
  rpc::TlsFiles tls_;
};

}  // namespace xf::ctl

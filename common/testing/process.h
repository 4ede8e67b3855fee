// Another service as a child process of its own binary.
#pragma once

#include <string>

#include "common/base/config.h"

namespace xf::testing {

class ServiceProcess {
 public:
  // Starts <bin>/xf-<service> with the config on a free port and returns when it serves.
  explicit ServiceProcess(Config config);
  // SIGTERM, and waits.
  ~ServiceProcess();
  ServiceProcess(const ServiceProcess&) = delete;
  ServiceProcess& operator=(const ServiceProcess&) = delete;

  const std::string& address() const { return address_; }
  int pid() const { return pid_; }

 private:
  std::string address_;
  int pid_ = 0;
};

}  // namespace xf::testing

// The ops port: plain HTTP on loopback. GET /metrics (Prometheus text), /healthz (the process lives; never asks the
// database), /readyz (200 or 503 with what is missing).
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace xf::obs {

class OpsServer {
 public:
  // Listens at "host:port" in a thread of its own; port 0 takes a free one.
  static absl::StatusOr<std::unique_ptr<OpsServer>> Start(const std::string& address,
                                                          std::function<absl::Status()> ready);
  ~OpsServer();
  int port() const;

 private:
  struct Impl;
  explicit OpsServer(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xf::obs

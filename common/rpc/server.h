// One running server of a service: migrations, runtime, gRPC with mTLS, health, reflection, ops port, followers, drain.
#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/base/config.h"
#include "common/rpc/app.h"

namespace xf::rpc {

class Runtime;

class Server {
 public:
  // Starts and serves. Errors: a file or the database is missing, a migration failed, the app role is unsafe for
  // row-level security, a method has no access option.
  static absl::StatusOr<std::unique_ptr<Server>> Start(Config config, const Definition& definition);
  ~Server();

  // Ends: health NOT_SERVING, new calls refused, feeds end resumable, calls under way finish, all within `limit`.
  void Drain(absl::Duration limit = absl::Seconds(4));

  // Ports that it listens at.
  int port() const;
  int ops_port() const;
  Runtime& runtime();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xf::rpc

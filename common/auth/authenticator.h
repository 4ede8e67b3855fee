// From what a connection and a call show — a certificate's SAN and a bearer token — to a principal.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/auth/jwt.h"
#include "common/auth/policy.h"
#include "common/auth/principal.h"
#include "common/auth/principal_cache.h"
#include "common/base/clock.h"
#include "common/base/file.h"

namespace xf::auth {

// Thread safe. Policy and key set are read anew when their files change; a file that does not parse changes nothing.
class Authenticator {
 public:
  struct Options {
    std::string policy_file;
    std::string jwks_file;
    std::string issuer;
    std::string audience;
    // How often the files are looked at.
    absl::Duration reload_every = absl::Seconds(1);
    // Principals kept; an entry is about 1 KiB.
    size_t cache_size = 20'000;
    const Clock* clock = &Clock::Real();
  };

  // Error when a file is missing or does not parse.
  static absl::StatusOr<std::unique_ptr<Authenticator>> Create(Options options);

  // The principal of a call. With a token: the person, their service the SAN. Without: the service that the policy
  // lists under the SAN, or TOKEN_MISSING. Errors of a token: TOKEN_INVALID, TOKEN_EXPIRED, SCOPE_INVALID;
  // TOKEN_INVALID also when its roles must not meet in one person. `bearer_token` comes without "Bearer ". Costs about
  // 1 µs for a pair that was seen before.
  absl::StatusOr<std::shared_ptr<const Principal>> Authenticate(absl::string_view peer_san,
                                                                absl::string_view bearer_token);

  // Why a file could not be read anew; OK when the last attempts went well. For the log.
  absl::Status reload_status() const;

 private:
  // What the two files say, replaced as a whole.
  struct Rules {
    std::shared_ptr<const Policy> policy;
    std::shared_ptr<const KeySet> keys;
  };
  // A principal and until when it may be remembered.
  struct Proof {
    std::shared_ptr<const Principal> principal;
    absl::Time expires;
  };

  explicit Authenticator(Options options);
  void Reload();
  void ReloadWhenDue();
  absl::StatusOr<Proof> Person(const Rules& rules, absl::string_view san, absl::string_view token) const;
  static absl::StatusOr<Proof> Service(const Rules& rules, absl::string_view san);

  const Options options_;
  std::atomic<int64_t> next_look_;  // Nanoseconds since 1970, of the machine's clock.
  PrincipalCache cache_;
  mutable std::mutex mutex_;  // Guards what follows.
  FileWatch policy_watch_;
  FileWatch jwks_watch_;
  Rules rules_;
  absl::Status policy_status_;
  absl::Status jwks_status_;
};

}  // namespace xf::auth

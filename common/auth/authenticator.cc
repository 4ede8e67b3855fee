#include "common/auth/authenticator.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/sealer.h"

namespace xf::auth {
namespace {

absl::StatusOr<std::shared_ptr<const KeySet>> ReadKeys(const std::string& path) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(path));
  auto keys = KeySet::Parse(text);
  if (keys.ok()) return keys;
  return absl::Status(keys.status().code(), absl::StrCat(path, ": ", keys.status().message()));
}

// Digest of a pair; the length keeps ("ab", "c") and ("a", "bc") apart.
std::string CacheKey(absl::string_view san, absl::string_view token) {
  return crypto::Sha256(absl::StrCat(san.size(), ":", san, token));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Authenticator>> Authenticator::Create(Options options) {
  std::unique_ptr<Authenticator> authenticator(new Authenticator(std::move(options)));
  authenticator->Reload();
  RETURN_IF_ERROR(authenticator->reload_status());
  if (!authenticator->rules_.policy || !authenticator->rules_.keys) {
    return absl::NotFoundError(
        absl::StrCat("can't read ", authenticator->options_.policy_file, " or ", authenticator->options_.jwks_file));
  }
  return authenticator;
}

Authenticator::Authenticator(Options options)
    : options_(std::move(options)),
      next_look_(absl::GetCurrentTimeNanos() + absl::ToInt64Nanoseconds(options_.reload_every)),
      cache_(options_.cache_size),
      policy_watch_(options_.policy_file),
      jwks_watch_(options_.jwks_file) {}

absl::StatusOr<std::shared_ptr<const Principal>> Authenticator::Authenticate(absl::string_view peer_san,
                                                                             absl::string_view bearer_token) {
  ReloadWhenDue();
  const absl::Time now = options_.clock->Now();
  std::string key = CacheKey(peer_san, bearer_token);
  if (auto principal = cache_.Find(key, now)) return principal;

  const int64_t generation = cache_.generation();
  Rules rules;
  {
    const std::lock_guard lock(mutex_);
    rules = rules_;
  }
  ASSIGN_OR_RETURN(Proof proof,
                   bearer_token.empty() ? Service(rules, peer_san) : Person(rules, peer_san, bearer_token));
  cache_.Put(std::move(key), proof.principal, proof.expires, generation);
  return std::move(proof.principal);
}

absl::StatusOr<Authenticator::Proof> Authenticator::Person(const Rules& rules, absl::string_view san,
                                                           absl::string_view token) const {
  ASSIGN_OR_RETURN(Claims claims, rules.keys->Verify(token, options_.issuer, options_.audience, options_.clock->Now()));
  if (rules.policy->Conflict(claims.roles)) {
    return UnauthenticatedError(
        errors::REASON_TOKEN_INVALID,
        {"the token joins an administrator's role with another one; each is a person of its own",
         "令牌中的管理员角色不得与其他角色兼任（三员分立）"});
  }
  auto principal = std::make_shared<Principal>();
  principal->display = absl::StrCat(claims.subject, " (", absl::StrJoin(claims.roles, ", "), ")");
  principal->permissions = rules.policy->PermissionsOf(claims.roles);
  principal->limit = rules.policy->LimitOf(claims.roles);
  principal->subject = std::move(claims.subject);
  principal->service = std::string(san);
  principal->roles = std::move(claims.roles);
  principal->scopes = std::move(claims.scopes);
  return Proof{std::move(principal), claims.expires + kLeeway};
}

absl::StatusOr<Authenticator::Proof> Authenticator::Service(const Rules& rules, absl::string_view san) {
  const ServicePolicy* service = rules.policy->Service(san);
  if (service == nullptr) {
    return UnauthenticatedError(errors::REASON_TOKEN_MISSING,
                                {"the call has no token, and its certificate is not a service of the policy",
                                 "未提供令牌，且客户端证书不是策略文件所列的服务"});
  }
  auto principal = std::make_shared<Principal>();
  principal->subject = principal->service = principal->display = std::string(san);
  principal->scopes = service->scopes;
  principal->permissions = PermissionSet({service->grant});
  principal->limit = rules.policy->LimitOf({principal->service});
  principal->is_service = true;
  return Proof{std::move(principal), absl::InfiniteFuture()};
}

void Authenticator::ReloadWhenDue() {
  const int64_t now = absl::GetCurrentTimeNanos();
  int64_t due = next_look_.load(std::memory_order_relaxed);
  // Whoever moves the time on does the looking; the others go on with what is known.
  if (now < due || !next_look_.compare_exchange_strong(due, now + absl::ToInt64Nanoseconds(options_.reload_every))) {
    return;
  }
  Reload();
}

void Authenticator::Reload() {
  const std::lock_guard lock(mutex_);
  if (policy_watch_.Changed()) {
    auto policy = Policy::FromFile(options_.policy_file);
    policy_status_ = policy.status();
    if (policy.ok()) rules_.policy = *std::move(policy);
    cache_.Clear();
  }
  if (jwks_watch_.Changed()) {
    auto keys = ReadKeys(options_.jwks_file);
    jwks_status_ = keys.status();
    if (keys.ok()) rules_.keys = *std::move(keys);
    cache_.Clear();
  }
}

absl::Status Authenticator::reload_status() const {
  const std::lock_guard lock(mutex_);
  return policy_status_.ok() ? jwks_status_ : policy_status_;
}

}  // namespace xf::auth

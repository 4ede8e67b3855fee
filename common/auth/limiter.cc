#include "common/auth/limiter.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "common/base/clock.h"
#include "common/base/error.h"

namespace xf::auth {
namespace {

// Accounts of a shard beyond which the idle ones are looked for.
constexpr size_t kManyAccounts = 10'000;

// Days begin in the county at midnight, as Clock::Today() has them.
absl::Status TooFast(double missing, double per_second) {
  return ExhaustedError(errors::REASON_RATE_LIMITED,
                        {absl::StrCat("more than ", per_second, " calls a second; try again later"),
                         absl::StrCat("调用过于频繁（每秒上限 ", per_second, " 次），请稍后重试")},
                        absl::Seconds(missing / per_second));
}

absl::Status UsedUp(int64_t per_day, absl::Duration until_midnight) {
  return ExhaustedError(errors::REASON_QUOTA_EXHAUSTED,
                        {absl::StrCat("all ", per_day, " calls of the day are used up"),
                         absl::StrCat("今日调用次数（", per_day, " 次）已用完")},
                        until_midnight);
}

}  // namespace

absl::Status Limiter::Take(const Principal& principal, absl::Time now) {
  if (!principal.limit) return absl::OkStatus();
  const Limit& limit = *principal.limit;
  // A service may be called like a person.
  const std::string key = absl::StrCat(principal.is_service ? "s:" : "p:", principal.subject);
  Shard& shard = shards_[absl::HashOf(key) % shards_.size()];
  const std::lock_guard lock(shard.mutex);
  if (shard.accounts.size() > kManyAccounts) Forget(shard, now);
  const auto [found, fresh] = shard.accounts.try_emplace(key, Account{limit.burst, now, {}, 0});
  Account& account = found->second;

  account.tokens =
      std::min(limit.burst, account.tokens + absl::ToDoubleSeconds(now - account.filled) * limit.per_second);
  account.filled = now;
  const absl::CivilDay today = absl::ToCivilDay(now, ChinaZone());
  if (account.day != today) {
    account.day = today;
    account.used = 0;
  }
  if (limit.per_day > 0 && account.used >= limit.per_day) {
    return UsedUp(limit.per_day, absl::FromCivil(today + 1, ChinaZone()) - now);
  }
  if (account.tokens < 1) return TooFast(1 - account.tokens, limit.per_second);
  account.tokens -= 1;
  ++account.used;
  return absl::OkStatus();
}

void Limiter::Forget(Shard& shard, absl::Time now) {
  absl::erase_if(shard.accounts, [&](const auto& entry) { return now - entry.second.filled > absl::Hours(24); });
}

}  // namespace xf::auth

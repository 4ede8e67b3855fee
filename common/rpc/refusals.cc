#include "common/rpc/refusals.h"

#include <algorithm>

#include "common/base/error.h"

namespace xf::rpc {
namespace {

constexpr double kOneByOne = 30;
constexpr absl::Duration kThenEvery = absl::Seconds(10);

}  // namespace

bool Refusals::Spend(Account& account, absl::Time now) {
  account.tokens = std::min(kOneByOne, account.tokens + absl::FDivDuration(now - account.filled, kThenEvery));
  account.filled = now;
  if (account.tokens < 1) return false;
  account.tokens -= 1;
  return true;
}

std::optional<Refusals::Refused> Refusals::Count(const Method& method, const CallInfo& info, const absl::Status& status,
                                                 absl::Time now) {
  const std::lock_guard lock(mutex_);
  Account& account =
      accounts_.try_emplace({info.peer_san, ReasonOf(status)}, Account{kOneByOne, now, {}}).first->second;
  account.last = {&method, info, status, account.last.left_out};
  account.last.info.token.clear();  // What was tried is not kept.
  if (!Spend(account, now)) {
    ++account.last.left_out;
    return std::nullopt;
  }
  Refused refused = account.last;
  account.last.left_out = 0;
  return refused;
}

std::vector<Refusals::Refused> Refusals::Due(absl::Time now) {
  const std::lock_guard lock(mutex_);
  std::vector<Refused> due;
  for (auto& [key, account] : accounts_) {
    if (account.last.left_out == 0 || !Spend(account, now)) continue;
    // The one that is appended is one of them.
    due.push_back(account.last);
    --due.back().left_out;
    account.last.left_out = 0;
  }
  return due;
}

}  // namespace xf::rpc

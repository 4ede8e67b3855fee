// Keeps a flood of callers who are nobody from filling the audit log. Of the refusals that one certificate gets for one
// reason, the first ones are appended one by one; then one each ten seconds is, and says how many like it were left
// out.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/rpc/call.h"
#include "xianfeng/errors/v1/errors.pb.h"

namespace xf::rpc {

struct Method;

// Thread safe.
class Refusals {
 public:
  // A refused call, and how many like it were left out since the last one that was appended.
  struct Refused {
    const Method* method;
    CallInfo info;
    absl::Status status;
    int64_t left_out = 0;
  };

  // Counts a refusal. What is to be appended; nothing when it is left out.
  std::optional<Refused> Count(const Method& method, const CallInfo& info, const absl::Status& status, absl::Time now);

  // The last one of each kind that has some left out and may be appended now, so that a flood that is over is told too.
  std::vector<Refused> Due(absl::Time now);

 private:
  struct Account {
    double tokens;
    absl::Time filled;
    Refused last;
  };
  static bool Spend(Account& account, absl::Time now);

  std::mutex mutex_;
  // By certificate and reason: both are few.
  std::map<std::pair<std::string, int>, Account> accounts_;
};

}  // namespace xf::rpc

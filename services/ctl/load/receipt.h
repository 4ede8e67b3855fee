// The receipt of a load, <home>/load-<county>.json: what was loaded and how far each feed was then, so that a load that
// has nothing to do says so at once.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"

namespace xf::ctl {

// Newest revision of each service's feed.
using Heads = std::map<std::string, int64_t>;

class Receipt {
 public:
  Receipt(const std::string& home, const std::string& county);

  // Whether the county of that fingerprint was loaded into the databases whose feeds are at `heads` now: one that was
  // made anew is behind what the receipt says.
  bool Matches(const std::string& fingerprint, const Heads& heads) const;
  absl::Status Write(const std::string& fingerprint, const Heads& heads) const;

 private:
  std::string path_;
};

}  // namespace xf::ctl

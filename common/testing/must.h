// What a test can't go on without: the value, or the end of the test binary with the error in full.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "absl/status/statusor.h"
#include "common/base/error.h"

namespace xf::testing {

template <typename T>
T Must(absl::StatusOr<T> value) {
  if (!value.ok()) {
    std::fprintf(stderr, "%s %s\n", value.status().ToString().c_str(), TruthOf(value.status()).c_str());
    std::abort();
  }
  return *std::move(value);
}

}  // namespace xf::testing

// What the files of this folder share of OpenSSL 3.
#pragma once

#include <openssl/err.h>

#include <cstdio>
#include <cstdlib>

#include "absl/strings/string_view.h"

namespace xf::crypto {

// OpenSSL fails where this stands only when it is out of memory or misused: nothing may go on without its answer.
inline void Must(bool ok) {
  if (ok) return;
  ERR_print_errors_fp(stderr);
  std::abort();
}

inline const unsigned char* Raw(absl::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace xf::crypto

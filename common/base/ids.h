// Identifiers that the suite makes.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace xf {

// A new resource id: 20 characters of [0-9a-z], the first ten the time (ms), so that ids made later sort later.
// 50 random bits keep two ids of the same millisecond apart. Fits an org_path label.
std::string NewId(absl::Time now);

// A new random UUID (RFC 4122 version 4), lower case with hyphens.
std::string NewUuid();

// `count` bytes from the operating system's generator.
std::string RandomBytes(size_t count);

}  // namespace xf

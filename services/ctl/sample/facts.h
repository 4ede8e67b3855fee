// Reads a county's facts, a YAML file, into their message (facts.proto).
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/ctl/sample/facts.pb.h"

namespace xf::sample {

// INVALID_ARGUMENT naming the place when the file is not YAML or says something that facts.proto does not know.
absl::StatusOr<facts::County> ReadFacts(const std::string& path);

// A YAML text as JSON: scalars become strings (which proto3 JSON takes for every type), but for true and false.
absl::StatusOr<std::string> YamlToJson(const std::string& yaml);

}  // namespace xf::sample

// Violations of one request, gathered so that the caller reads all of them at once.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/base/error.h"

namespace xf::rotation {

class Refusal {
 public:
  // `path` is put before every field: "placement." for a request, "" for a row of an import.
  explicit Refusal(absl::string_view path) : path_(path) {}

  void Add(absl::string_view field, Text text, Reason reason = errors::REASON_FIELD_INVALID) {
    reason_ = violations_.empty() || reason == reason_ ? reason : errors::REASON_FIELD_INVALID;
    violations_.push_back({path_ + std::string(field), std::move(text)});
  }

  // OK without violations; else all of them, under their reason when it is one and under FIELD_INVALID when they
  // differ.
  absl::Status ToStatus() && {
    return violations_.empty() ? absl::OkStatus() : InvalidError(std::move(violations_), reason_);
  }

 private:
  std::string path_;
  std::vector<Violation> violations_;
  Reason reason_ = errors::REASON_FIELD_INVALID;
};

}  // namespace xf::rotation

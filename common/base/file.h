// Files that are read and written whole: keys, policies, tokens.
#pragma once

#include <sys/stat.h>

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace xf {

// All bytes of a file. NOT_FOUND when it can't be opened; these errors are for start-up and the log, not for clients.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Replaces a file by rename, so that a reader sees the old bytes or the new ones, never half of them.
absl::Status WriteFile(const std::string& path, absl::string_view bytes, mode_t mode = 0644);

// Tells when a file was replaced or changed. Not thread safe.
class FileWatch {
 public:
  explicit FileWatch(std::string path) : path_(std::move(path)) {}

  // Whether the file is another one than at the last call that answered true; a file that can't be read is unchanged.
  bool Changed();

  const std::string& path() const { return path_; }

 private:
  std::string path_;
  struct stat seen_ = {};
};

}  // namespace xf

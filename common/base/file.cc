#include "common/base/file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/ids.h"

namespace xf {
namespace {

bool WriteAll(int file, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(file, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return fsync(file) == 0;
}

}  // namespace

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("can't read ", path));
  std::string bytes{std::istreambuf_iterator<char>(file), {}};
  if (file.bad()) return absl::DataLossError(absl::StrCat("reading ", path, " failed"));
  return bytes;
}

absl::Status WriteFile(const std::string& path, absl::string_view bytes, mode_t mode) {
  const std::string draft = absl::StrCat(path, ".", absl::BytesToHexString(RandomBytes(4)));
  const int file = open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) return absl::ErrnoToStatus(errno, absl::StrCat("can't create ", draft));
  const bool written = WriteAll(file, bytes) && fchmod(file, mode) == 0;  // Past the umask.
  const int error = errno;
  close(file);
  if (written && rename(draft.c_str(), path.c_str()) == 0) return absl::OkStatus();
  const int cause = written ? errno : error;
  unlink(draft.c_str());
  return absl::ErrnoToStatus(cause, absl::StrCat("can't write ", path));
}

bool FileWatch::Changed() {
  struct stat now;
  if (stat(path_.c_str(), &now) != 0) return false;
  const bool same = now.st_ino == seen_.st_ino && now.st_size == seen_.st_size &&
                    now.st_mtim.tv_sec == seen_.st_mtim.tv_sec && now.st_mtim.tv_nsec == seen_.st_mtim.tv_nsec;
  seen_ = now;
  return !same;
}

}  // namespace xf

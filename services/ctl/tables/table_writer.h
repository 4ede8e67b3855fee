// A table into a file: CSV or XLSX, the same rows always as the same bytes, with the hash of them.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

namespace xf::ctl {

class TableWriter {
 public:
  virtual ~TableWriter() = default;
  // Adds a row; the first one is the header.
  virtual absl::Status Write(const std::vector<std::string>& cells) = 0;
  // Finishes the file.
  virtual absl::Status Close() = 0;

  // By the file's ending: .xlsx a workbook whose sheet is `title`, made on `day`; .csv text in UTF-8 with byte order
  // mark, which spreadsheets need to know it, or in GB 18030.
  static absl::StatusOr<std::unique_ptr<TableWriter>> Create(const std::string& path, const std::string& title,
                                                             absl::CivilDay day, bool gb18030);
};

// SHA-256 of a file's bytes in hexadecimal digits.
absl::StatusOr<std::string> FileHash(const std::string& path);

}  // namespace xf::ctl

// Tables as XLSX workbooks: liborcus reads, libxlsxwriter writes.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/ctl/tables/sheet.h"

namespace xf::ctl {

// The first sheet of a workbook. INVALID_ARGUMENT when it is no workbook.
absl::StatusOr<Sheet> ParseXlsx(absl::string_view bytes);

// Writes a workbook of one sheet, a row at a time. All cells are text, so that numbers of 18 digits stay what they are;
// the same rows and date make the same bytes.
class XlsxWriter {
 public:
  // `created` is what the workbook says it was made on.
  static absl::StatusOr<XlsxWriter> Create(const std::string& path, const std::string& sheet, absl::CivilDay created);
  XlsxWriter(XlsxWriter&& other) noexcept;
  ~XlsxWriter();

  // The first row stands out and stays in sight.
  absl::Status Write(const std::vector<std::string>& cells);
  // Finishes the file.
  absl::Status Close();

 private:
  struct Impl;
  explicit XlsxWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace xf::ctl

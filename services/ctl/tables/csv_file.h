// Tables as CSV (RFC 4180), by libcsv.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "services/ctl/tables/sheet.h"

namespace xf::ctl {

// Reads UTF-8 or GB 18030, separated by commas, or by tabs where the first line has no comma. INVALID_ARGUMENT says
// which line does not parse.
absl::StatusOr<Sheet> ParseCsv(absl::string_view bytes);

// One line of CSV with its end; cells are quoted where they must be.
std::string CsvLine(const std::vector<std::string>& cells);

}  // namespace xf::ctl

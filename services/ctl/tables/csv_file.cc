#include "services/ctl/tables/csv_file.h"

#include <csv.h>

#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/status.h"
#include "services/ctl/tables/encoding.h"

namespace xf::ctl {
namespace {

void OnCell(void* text, size_t size, void* sheet) {
  const absl::string_view cell(static_cast<const char*>(text), size);
  static_cast<Sheet*>(sheet)->rows.back().push_back({.text = std::string(absl::StripAsciiWhitespace(cell))});
}

void OnRow(int, void* sheet) { static_cast<Sheet*>(sheet)->rows.emplace_back(); }

struct FreeParser {
  void operator()(csv_parser* parser) const {
    csv_free(parser);
    delete parser;
  }
};

}  // namespace

absl::StatusOr<Sheet> ParseCsv(absl::string_view bytes) {
  ASSIGN_OR_RETURN(const std::string text, ToUtf8(bytes));
  const std::unique_ptr<csv_parser, FreeParser> parser(new csv_parser);
  if (csv_init(parser.get(), CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
    return absl::InternalError("libcsv does not start");
  }
  // It grows a cell by 128 bytes otherwise, and a huge one would be copied for each.
  csv_set_blk_size(parser.get(), 1 << 16);
  const absl::string_view first = absl::string_view(text).substr(0, text.find('\n'));
  if (first.find(',') == absl::string_view::npos && first.find('\t') != absl::string_view::npos) {
    csv_set_delim(parser.get(), '\t');
  }
  Sheet sheet;
  sheet.rows.emplace_back();
  if (csv_parse(parser.get(), text.data(), text.size(), OnCell, OnRow, &sheet) != text.size() ||
      csv_fini(parser.get(), OnCell, OnRow, &sheet) != 0) {
    return absl::InvalidArgumentError(absl::StrCat("CSV 格式有误:第 ", sheet.rows.size(), " 行的引号不配对(",
                                                   csv_strerror(csv_error(parser.get())), ")"));
  }
  while (!sheet.rows.empty() && sheet.rows.back().empty()) sheet.rows.pop_back();
  return sheet;
}

std::string CsvLine(const std::vector<std::string>& cells) {
  return absl::StrCat(absl::StrJoin(cells, ",",
                                    [](std::string* out, const std::string& cell) {
                                      if (cell.find_first_of(",\"\r\n") == std::string::npos) {
                                        out->append(cell);
                                        return;
                                      }
                                      // csv_write quotes and doubles quotes; it tells the size that it needs.
                                      const size_t size = csv_write(nullptr, 0, cell.data(), cell.size());
                                      std::string quoted(size, '\0');
                                      csv_write(quoted.data(), size, cell.data(), cell.size());
                                      out->append(quoted);
                                    }),
                      "\r\n");
}

}  // namespace xf::ctl

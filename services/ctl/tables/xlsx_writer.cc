// Writing workbooks.
#include <xlsxwriter.h>

#include <ctime>

#include "absl/strings/str_cat.h"
#include "services/ctl/tables/xlsx_file.h"

namespace xf::ctl {
namespace {

constexpr double kColumnWidth = 18;
constexpr int kMostColumns = 60;

absl::Status Check(lxw_error error) {
  if (error == LXW_NO_ERROR) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the workbook could not be written: ", lxw_strerror(error)));
}

}  // namespace

struct XlsxWriter::Impl {
  lxw_workbook* workbook = nullptr;
  lxw_worksheet* sheet = nullptr;
  lxw_format* header = nullptr;
  lxw_row_t next = 0;
};

XlsxWriter::XlsxWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
XlsxWriter::XlsxWriter(XlsxWriter&& other) noexcept = default;
XlsxWriter::~XlsxWriter() {
  if (impl_ != nullptr && impl_->workbook != nullptr) workbook_close(impl_->workbook);
}

absl::StatusOr<XlsxWriter> XlsxWriter::Create(const std::string& path, const std::string& sheet,
                                              absl::CivilDay created) {
  auto impl = std::make_unique<Impl>();
  impl->workbook = workbook_new(path.c_str());
  if (impl->workbook == nullptr) return absl::PermissionDeniedError(absl::StrCat("can't write ", path));
  lxw_doc_properties properties = {};
  std::tm day = {};
  day.tm_year = static_cast<int>(created.year()) - 1900;
  day.tm_mon = created.month() - 1;
  day.tm_mday = created.day();
  properties.created = timegm(&day);
  workbook_set_properties(impl->workbook, &properties);
  impl->sheet = workbook_add_worksheet(impl->workbook, sheet.c_str());
  if (impl->sheet == nullptr) return absl::InvalidArgumentError(absl::StrCat("\"", sheet, "\" can't name a sheet"));
  impl->header = workbook_add_format(impl->workbook);
  format_set_bold(impl->header);
  worksheet_freeze_panes(impl->sheet, 1, 0);
  worksheet_set_column(impl->sheet, 0, kMostColumns, kColumnWidth, nullptr);
  return XlsxWriter(std::move(impl));
}

absl::Status XlsxWriter::Write(const std::vector<std::string>& cells) {
  lxw_col_t column = 0;
  for (const std::string& cell : cells) {
    const lxw_error error = worksheet_write_string(impl_->sheet, impl_->next, column++, cell.c_str(),
                                                   impl_->next == 0 ? impl_->header : nullptr);
    if (error != LXW_NO_ERROR) return Check(error);
  }
  ++impl_->next;
  return absl::OkStatus();
}

absl::Status XlsxWriter::Close() {
  lxw_workbook* workbook = impl_->workbook;
  impl_->workbook = nullptr;
  return Check(workbook_close(workbook));
}

}  // namespace xf::ctl

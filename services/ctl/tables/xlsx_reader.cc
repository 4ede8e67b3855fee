// Reading workbooks: liborcus calls back for each cell, and what is not a cell's text is left out.
#include <cmath>
#include <orcus/exception.hpp>
#include <orcus/orcus_xlsx.hpp>
#include <orcus/spreadsheet/import_interface.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/ctl/tables/xlsx_file.h"

namespace xf::ctl {
namespace {

namespace ss = orcus::spreadsheet;

// Texts that cells point to; pieces with formats of their own are put together.
class SharedStrings final : public ss::iface::import_shared_strings {
 public:
  size_t append(std::string_view text) override { return add(text); }
  size_t add(std::string_view text) override {
    texts_.emplace_back(text);
    return texts_.size() - 1;
  }
  void set_segment_font(size_t) override {}
  void set_segment_bold(bool) override {}
  void set_segment_italic(bool) override {}
  void set_segment_font_name(std::string_view) override {}
  void set_segment_font_size(double) override {}
  void set_segment_font_color(ss::color_elem_t, ss::color_elem_t, ss::color_elem_t, ss::color_elem_t) override {}
  void append_segment(std::string_view text) override { pieces_.append(text); }
  size_t commit_segments() override {
    texts_.push_back(std::move(pieces_));
    pieces_.clear();
    return texts_.size() - 1;
  }
  const std::string& text(size_t index) const { return texts_.at(index); }

 private:
  std::vector<std::string> texts_;
  std::string pieces_;
};

class Addresses final : public ss::iface::import_reference_resolver {
 public:
  ss::src_address_t resolve_address(std::string_view text) override {
    const ss::src_range_t range = resolve_range(text);
    return range.first;
  }
  ss::src_range_t resolve_range(std::string_view text) override {
    CellRange range;
    if (!ParseRange({text.data(), text.size()}, range)) throw orcus::invalid_arg_error("not an address");
    ss::src_range_t found{};
    found.first.row = static_cast<ss::row_t>(range.first_row);
    found.first.column = static_cast<ss::col_t>(range.first_column);
    found.last.row = static_cast<ss::row_t>(range.last_row);
    found.last.column = static_cast<ss::col_t>(range.last_column);
    return found;
  }
};

// Where merged cells are told; everything else about looks is left out.
class Properties final : public ss::iface::import_sheet_properties {
 public:
  explicit Properties(Sheet& sheet) : sheet_(sheet) {}
  void set_column_width(ss::col_t, double, orcus::length_unit_t) override {}
  void set_column_hidden(ss::col_t, bool) override {}
  void set_row_height(ss::row_t, double, orcus::length_unit_t) override {}
  void set_row_hidden(ss::row_t, bool) override {}
  void set_merge_cell_range(const ss::range_t& range) override {
    sheet_.merged.push_back({range.first.row, range.first.column, range.last.row, range.last.column});
  }

 private:
  Sheet& sheet_;
};

// A number as people write it: 43831 rather than 43831.0.
std::string NumberText(double value) {
  constexpr double kExact = 1e15;
  if (std::floor(value) == value && std::fabs(value) < kExact) return absl::StrCat(static_cast<int64_t>(value));
  return absl::StrFormat("%.15g", value);
}

// A formula's cell has the result that the file keeps.
class Formula final : public ss::iface::import_formula {
 public:
  Formula(Sheet& sheet, const SharedStrings&) : sheet_(sheet) {}
  void set_position(ss::row_t row, ss::col_t column) override { row_ = row, column_ = column; }
  void set_formula(ss::formula_grammar_t, std::string_view) override {}
  void set_shared_formula_index(size_t) override {}
  void set_result_string(std::string_view value) override { sheet_.Make(row_, column_) = {std::string(value), false}; }
  void set_result_value(double value) override { sheet_.Make(row_, column_) = {NumberText(value), true}; }
  void set_result_bool(bool value) override { sheet_.Make(row_, column_) = {value ? "是" : "否", false}; }
  void set_result_empty() override {}
  void commit() override {}

 private:
  Sheet& sheet_;
  ss::row_t row_ = 0;
  ss::col_t column_ = 0;
};

// Takes the cells of one sheet.
class SheetImport final : public ss::iface::import_sheet {
 public:
  explicit SheetImport(const SharedStrings& strings)
      : strings_(strings), properties_(sheet_), formula_(sheet_, strings) {}
  ss::iface::import_sheet_properties* get_sheet_properties() override { return &properties_; }
  ss::iface::import_formula* get_formula() override { return &formula_; }
  void set_auto(ss::row_t row, ss::col_t column, std::string_view text) override {
    Put(row, column, {text.data(), text.size()});
  }
  void set_string(ss::row_t row, ss::col_t column, ss::string_id_t index) override {
    Put(row, column, strings_.text(index));
  }
  void set_value(ss::row_t row, ss::col_t column, double value) override {
    sheet_.Make(row, column) = {NumberText(value), true};
  }
  void set_bool(ss::row_t row, ss::col_t column, bool value) override { Put(row, column, value ? "是" : "否"); }
  void set_date_time(ss::row_t row, ss::col_t column, int year, int month, int day, int, int, double) override {
    Put(row, column, absl::StrFormat("%04d-%02d-%02d", year, month, day));
  }
  void set_format(ss::row_t, ss::col_t, size_t) override {}
  void set_format(ss::row_t, ss::col_t, ss::row_t, ss::col_t, size_t) override {}
  void fill_down_cells(ss::row_t row, ss::col_t column, ss::row_t count) override {
    const Cell cell = sheet_.At(row, column);
    for (ss::row_t i = 1; i <= count; ++i) sheet_.Make(row + i, column) = cell;
  }
  ss::range_size_t get_sheet_size() const override { return {1048576, 16384}; }
  Sheet Take() { return std::move(sheet_); }

 private:
  void Put(ss::row_t row, ss::col_t column, absl::string_view text) {
    sheet_.Make(row, column) = {std::string(absl::StripAsciiWhitespace(text)), false};
  }
  const SharedStrings& strings_;
  Sheet sheet_;
  Properties properties_;
  Formula formula_;
};

// Takes the first sheet of a workbook; the others go nowhere.
class Workbook final : public ss::iface::import_factory {
 public:
  ss::iface::import_shared_strings* get_shared_strings() override { return &strings_; }
  ss::iface::import_reference_resolver* get_reference_resolver(ss::formula_ref_context_t) override {
    return &addresses_;
  }
  ss::iface::import_sheet* append_sheet(ss::sheet_t, std::string_view name) override {
    names_.emplace_back(name);
    sheets_.push_back(std::make_unique<SheetImport>(strings_));
    return sheets_.back().get();
  }
  ss::iface::import_sheet* get_sheet(std::string_view name) override {
    for (size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name) return sheets_[i].get();
    }
    return nullptr;
  }
  ss::iface::import_sheet* get_sheet(ss::sheet_t index) override {
    return index >= 0 && static_cast<size_t>(index) < sheets_.size() ? sheets_[index].get() : nullptr;
  }
  void finalize() override {}
  bool empty() const { return sheets_.empty(); }
  Sheet TakeFirst() { return sheets_.front()->Take(); }

 private:
  SharedStrings strings_;
  Addresses addresses_;
  std::vector<std::string> names_;
  std::vector<std::unique_ptr<SheetImport>> sheets_;
};

}  // namespace

absl::StatusOr<Sheet> ParseXlsx(absl::string_view bytes) {
  Workbook workbook;
  try {
    orcus::orcus_xlsx reader(&workbook);
    reader.read_stream({bytes.data(), bytes.size()});
  } catch (const std::exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("不是有效的 XLSX 工作簿(", error.what(), ")"));
  }
  if (workbook.empty()) return absl::InvalidArgumentError("工作簿中没有工作表,或文件不是 XLSX 格式");
  return workbook.TakeFirst();
}

}  // namespace xf::ctl

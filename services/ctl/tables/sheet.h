// A table as a file holds it: cells by row and column, before anybody knows what they mean.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace xf::ctl {

struct Cell {
  // UTF-8, spaces around it taken off; of a number its shortest decimal form.
  std::string text;
  // A spreadsheet's number: a date is one, counted in days.
  bool number = false;
};

// A rectangle of cells, counted from 0, last ones included.
struct CellRange {
  int64_t first_row = 0;
  int64_t first_column = 0;
  int64_t last_row = 0;
  int64_t last_column = 0;
};

struct Sheet {
  // Every row from the first on, empty ones too: row i of the file is rows[i - 1].
  std::vector<std::vector<Cell>> rows;
  // Cells merged into one.
  std::vector<CellRange> merged;

  // A cell counted from 0; empty where there is none.
  const Cell& At(int64_t row, int64_t column) const;
  // The cell at that place, made where there was none.
  Cell& Make(int64_t row, int64_t column);
};

// Name of a cell counted from 0, as spreadsheets show it: "A1", "AB12".
std::string CellAddress(int64_t row, int64_t column);
// "A1:C1".
std::string RangeAddress(const CellRange& range);
// The reverse of both; a single cell is a range of one. False when the text is neither.
bool ParseRange(absl::string_view text, CellRange& range);

}  // namespace xf::ctl

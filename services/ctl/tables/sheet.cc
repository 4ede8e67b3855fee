#include "services/ctl/tables/sheet.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace xf::ctl {
namespace {

constexpr int kLetters = 26;

// Reads "AB12" from the front of `text`, dollar signs included.
bool ParseCell(absl::string_view& text, int64_t& row, int64_t& column) {
  constexpr int64_t kMost = 1 << 24;
  row = column = 0;
  while (!text.empty() && (absl::ascii_isalpha(text[0]) || text[0] == '$')) {
    if (text[0] != '$') column = column * kLetters + (absl::ascii_toupper(text[0]) - 'A' + 1);
    if (column > kMost) return false;
    text.remove_prefix(1);
  }
  while (!text.empty() && absl::ascii_isdigit(text[0])) {
    row = row * 10 + (text[0] - '0');
    if (row > kMost) return false;
    text.remove_prefix(1);
  }
  return row-- > 0 && column-- > 0;
}

}  // namespace

const Cell& Sheet::At(int64_t row, int64_t column) const {
  static const Cell kEmpty;
  if (row < 0 || row >= static_cast<int64_t>(rows.size())) return kEmpty;
  if (column < 0 || column >= static_cast<int64_t>(rows[row].size())) return kEmpty;
  return rows[row][column];
}

Cell& Sheet::Make(int64_t row, int64_t column) {
  if (row >= static_cast<int64_t>(rows.size())) rows.resize(row + 1);
  if (column >= static_cast<int64_t>(rows[row].size())) rows[row].resize(column + 1);
  return rows[row][column];
}

std::string CellAddress(int64_t row, int64_t column) {
  std::string letters;
  for (int64_t rest = column + 1; rest > 0; rest = (rest - 1) / kLetters) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % kLetters));
  }
  return absl::StrCat(letters, row + 1);
}

std::string RangeAddress(const CellRange& range) {
  return absl::StrCat(CellAddress(range.first_row, range.first_column), ":",
                      CellAddress(range.last_row, range.last_column));
}

bool ParseRange(absl::string_view text, CellRange& range) {
  if (!ParseCell(text, range.first_row, range.first_column)) return false;
  range.last_row = range.first_row;
  range.last_column = range.first_column;
  if (text.empty()) return true;
  if (text[0] != ':') return false;
  text.remove_prefix(1);
  return ParseCell(text, range.last_row, range.last_column) && text.empty();
}

}  // namespace xf::ctl

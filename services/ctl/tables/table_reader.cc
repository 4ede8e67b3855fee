#include "services/ctl/tables/table_reader.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "common/api/field_rules.h"
#include "common/base/status.h"
#include "services/ctl/tables/csv_file.h"
#include "services/ctl/tables/xlsx_file.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::ctl {
namespace {

// A title may stand over the header; so many rows are looked at.
constexpr int64_t kTitleRows = 10;

// A title without what people add to it: spaces, stars, "(必填)", full-width brackets.
std::string Plain(absl::string_view title) {
  const std::string plain = absl::StrReplaceAll(
      title, {{" ", ""}, {"\n", ""}, {"\xE3\x80\x80", ""}, {"*", ""}, {"\xEF\xBC\x88", "("}, {"\xEF\xBC\x89", ")"}});
  return absl::StrReplaceAll(plain, {{"(必填)", ""}});
}

const Column* ColumnOf(const Template& columns, absl::string_view title) {
  const std::string plain = Plain(title);
  for (const Column& column : columns.columns) {
    if (column.title == plain ||
        std::find(column.aliases.begin(), column.aliases.end(), plain) != column.aliases.end()) {
      return &column;
    }
  }
  return nullptr;
}

bool IsEmpty(const std::vector<Cell>& row) {
  return std::all_of(row.begin(), row.end(), [](const Cell& cell) { return cell.text.empty(); });
}

// What an export shows of a number or telephone; taken in, it would stand in place of the real one.
bool IsMasked(const Column& column, const Cell& cell, const google::protobuf::Message& message) {
  const auto* field = message.GetDescriptor()->FindFieldByName(column.field);
  return field != nullptr && absl::StrContains(cell.text, '*') &&
         field->options().GetExtension(xianfeng::options::v1::sensitivity) !=
             xianfeng::options::v1::SENSITIVITY_UNSPECIFIED;
}

std::string Short(absl::string_view text) {
  constexpr size_t kMost = 60;
  return text.size() <= kMost ? std::string(text) : "…";
}

}  // namespace

absl::StatusOr<Sheet> ReadSheet(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("无法读取文件 ", path));
  std::stringstream bytes;
  bytes << file.rdbuf();
  return absl::EndsWithIgnoreCase(path, ".xlsx") ? ParseXlsx(bytes.str()) : ParseCsv(bytes.str());
}

absl::Status TableReader::FindHeader(const Sheet& sheet, const Template& columns) {
  int64_t best = 0;
  for (int64_t row = 0; row < std::min<int64_t>(kTitleRows, sheet.rows.size()); ++row) {
    const auto known = std::count_if(sheet.rows[row].begin(), sheet.rows[row].end(),
                                     [&](const Cell& cell) { return ColumnOf(columns, cell.text) != nullptr; });
    if (known > best) best = known, header_ = row;
  }
  std::vector<std::string> required;
  for (const Column& column : columns.columns) {
    if (column.required) required.push_back(column.title);
  }
  if (best < 2) {
    return absl::InvalidArgumentError(
        absl::StrCat("前 ", kTitleRows, " 行中没有找到表头,表头应包含:", absl::StrJoin(required, "、")));
  }
  std::vector<std::string> wrong;
  const std::vector<Cell>& titles = sheet.rows[header_];
  for (size_t at = 0; at < titles.size(); ++at) {
    if (titles[at].text.empty()) continue;
    const std::string address = CellAddress(header_, static_cast<int64_t>(at));
    const Column* column = ColumnOf(columns, titles[at].text);
    if (column == nullptr) {
      wrong.push_back(absl::StrCat(address, " 表头“", Short(titles[at].text), "”无法识别"));
      continue;
    }
    const bool twice =
        std::any_of(columns_.begin(), columns_.end(), [&](const Placed& one) { return one.column == column; });
    if (twice) wrong.push_back(absl::StrCat(address, " 表头“", column->title, "”重复"));
    columns_.push_back({column, static_cast<int64_t>(at)});
    if (!column->field.empty()) by_field_[column->field] = static_cast<int64_t>(at);
    required.erase(std::remove(required.begin(), required.end(), column->title), required.end());
  }
  if (!required.empty())
    wrong.push_back(absl::StrCat("第 ", header_ + 1, " 行缺少表头:", absl::StrJoin(required, "、")));
  return wrong.empty() ? absl::OkStatus() : absl::InvalidArgumentError(absl::StrJoin(wrong, "\n"));
}

absl::Status TableReader::CheckMerged(const Sheet& sheet) const {
  std::vector<std::string> merged;
  for (const CellRange& range : sheet.merged) {
    if (range.last_row >= header_) merged.push_back(RangeAddress(range));
  }
  if (merged.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("表头和数据区不能有合并单元格,请取消合并:", absl::StrJoin(merged, "、")));
}

CellError TableReader::ErrorAt(int64_t row, const std::string& field, std::string text) const {
  const std::string top = field.substr(0, field.find_first_of(".["));
  const auto at = by_field_.find(top);
  const auto title = titles_.find(top);
  if (at == by_field_.end()) {
    return {absl::StrCat("第 ", row + 1, " 行"), title == titles_.end() ? top : title->second, std::move(text)};
  }
  const auto column =
      std::find_if(columns_.begin(), columns_.end(), [&](const Placed& one) { return one.at == at->second; });
  return {CellAddress(row, at->second), column->column->title, std::move(text)};
}

int64_t TableReader::RowOf(int64_t sent) const {
  return sent >= 1 && sent <= static_cast<int64_t>(numbers_.size()) ? numbers_[sent - 1] + 1 : 0;
}

CellError TableReader::Place(int64_t sent, const std::string& field, std::string text) const {
  const size_t row = static_cast<size_t>(sent - 1);
  return ErrorAt(row < numbers_.size() ? numbers_[row] : 0, field, std::move(text));
}

CellError TableReader::Place(const xianfeng::type::v1::RowError& error) const {
  return Place(error.row(), error.field(), error.message());
}

absl::StatusOr<TableReader> TableReader::Read(const Sheet& sheet, const Template& columns,
                                              const OrganizationNames& organizations, std::string county,
                                              const NewRow& new_row) {
  TableReader reader;
  for (const Column& column : columns.columns) reader.titles_.emplace(column.field, column.title);
  RETURN_IF_ERROR(reader.FindHeader(sheet, columns));
  RETURN_IF_ERROR(reader.CheckMerged(sheet));
  // Where each value that must be unique was first seen.
  std::map<std::string, int64_t> seen;
  for (int64_t row = reader.header_ + 1; row < static_cast<int64_t>(sheet.rows.size()); ++row) {
    if (IsEmpty(sheet.rows[row])) continue;
    auto message = new_row();
    std::set<std::string> unread;
    const size_t errors = reader.errors_.size();
    for (const auto& [column, at] : reader.columns_) {
      const Cell& cell = sheet.At(row, at);
      if (IsMasked(*column, cell, *message)) {
        reader.errors_.push_back({CellAddress(row, at), column->title, "是脱敏后的内容(含“*”),请填写完整内容"});
        unread.insert(column->field);
      } else if (std::string wrong = ReadCell(*column, cell, organizations, county, columns.noun, *message);
                 !wrong.empty()) {
        reader.errors_.push_back({CellAddress(row, at), column->title, std::move(wrong)});
        unread.insert(column->field);
      } else if ((column->field == "id_number" || column->kind == ColumnKind::kId) && !cell.text.empty()) {
        const auto [first, fresh] =
            seen.emplace(absl::StrCat(column->field, " ", absl::AsciiStrToUpper(cell.text)), row);
        if (!fresh) {
          reader.errors_.push_back({CellAddress(row, at), column->title,
                                    absl::StrCat("与第 ", first->second + 1, " 行重复,同一文件中只能出现一次")});
        }
      }
    }
    for (const Violation& violation : api::CheckFields(*message)) {
      if (unread.count(violation.field) == 0) {
        reader.errors_.push_back(reader.ErrorAt(row, violation.field, violation.text.zh));
      }
    }
    if (reader.errors_.size() > errors) {
      ++reader.failed_;
      continue;
    }
    reader.rows_.push_back(std::move(message));
    reader.numbers_.push_back(row);
  }
  return reader;
}

}  // namespace xf::ctl

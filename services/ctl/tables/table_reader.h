// From a file to the rows of an import, with everything that is wrong about it, each with the address of its cell.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ctl/tables/sheet.h"
#include "services/ctl/tables/template.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::ctl {

// What is wrong, and where: "C12".
struct CellError {
  std::string address;
  std::string title;
  std::string text;
};

// Reads a .csv or .xlsx file. INVALID_ARGUMENT in Chinese when it is neither, or can't be read.
absl::StatusOr<Sheet> ReadSheet(const std::string& path);

// A sheet understood by a template: its header found, its rows as messages.
class TableReader {
 public:
  using NewRow = std::function<std::unique_ptr<google::protobuf::Message>()>;

  // Finds the header, which may stand below a title, and reads every row. INVALID_ARGUMENT, all at once and in Chinese,
  // for titles that are unknown, missing or twice, and for merged cells from the header on.
  static absl::StatusOr<TableReader> Read(const Sheet& sheet, const Template& columns,
                                          const OrganizationNames& organizations, std::string county,
                                          const NewRow& new_row);

  // Rows without an error of their own, in order.
  const std::vector<std::unique_ptr<google::protobuf::Message>>& rows() const { return rows_; }
  // What is wrong with the others: cells that don't read, fields that break the contract's rules, ID numbers and ids
  // that appear twice.
  const std::vector<CellError>& errors() const { return errors_; }
  // How many rows have errors of their own.
  int64_t failed() const { return failed_; }
  // Row of the file, counted from 1, of the n-th row sent, counted from 1; 0 when there is none.
  int64_t RowOf(int64_t sent) const;
  // What is to be said of a field of the n-th row sent, with its address.
  CellError Place(int64_t sent, const std::string& field, std::string text) const;
  // An error that a service found in the rows sent, with its address.
  CellError Place(const xianfeng::type::v1::RowError& error) const;

 private:
  struct Placed {
    const Column* column = nullptr;
    int64_t at = 0;
  };
  absl::Status FindHeader(const Sheet& sheet, const Template& columns);
  absl::Status CheckMerged(const Sheet& sheet) const;
  CellError ErrorAt(int64_t row, const std::string& field, std::string text) const;

  int64_t header_ = 0;
  std::vector<Placed> columns_;
  std::map<std::string, int64_t> by_field_;
  // Titles of all fields that the template knows, those too that the file leaves out.
  std::map<std::string, std::string> titles_;
  std::vector<std::unique_ptr<google::protobuf::Message>> rows_;
  // Row of the sheet, by row sent.
  std::vector<int64_t> numbers_;
  std::vector<CellError> errors_;
  int64_t failed_ = 0;
};

}  // namespace xf::ctl

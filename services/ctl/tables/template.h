// What the columns of a table mean: Chinese titles, as in the national collection (domain reference §7.8) and in our
// own full template, and the fields of a resource that they fill.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "services/ctl/tables/sheet.h"

namespace xf::ctl {

// How a cell is read and written.
enum class ColumnKind {
  kText,
  // A day: 2010-07-01, 2010/7/1, 2010.7.1, 20100701, 2010年7月1日, or a spreadsheet's number.
  kDate,
  // A month, "1985-03".
  kMonth,
  // A code of GB/T 3304 or 4658, or its name.
  kEthnicity,
  kEducation,
  // A value of the field's enum, by its Chinese label.
  kLabel,
  // Several texts, "甲公司、乙公司".
  kList,
  // "是" or "否"; what follows "是" is left to the reader.
  kYesNo,
  // An organization, by its full name or its id.
  kOrganization,
  // The row's own id.
  kId,
  // Known, but kept elsewhere or only shown: not read.
  kIgnored,
};

struct Column {
  std::string title;
  ColumnKind kind = ColumnKind::kText;
  // Field of the resource; empty for kIgnored without one.
  std::string field;
  // Other titles that mean the same.
  std::vector<std::string> aliases;
  // A table without it is refused.
  bool required = false;
};

struct Template {
  // "members": what xfctl calls it.
  std::string noun;
  std::vector<Column> columns;
  // The columns of the national collection, by title, in its order.
  std::vector<std::string> national;

  // The columns of an export: all, or the national ones.
  std::vector<const Column*> Columns(bool only_national) const;
};

// The template of "members", "organizations" or "official_members" (a list to compare with); null for other nouns.
const Template* FindTemplate(absl::string_view noun);

// The county's organizations, by name and by full title.
class OrganizationNames {
 public:
  // Adds one: "counties/431123/organizations/majiang", "中共双牌县麻江镇委员会".
  void Add(const std::string& name, const std::string& display_name);
  // Resource name that a text means: a full title, an id, or a resource name. Empty, with `error` in Chinese, when
  // there is none or more than one.
  std::string Find(absl::string_view text, std::string& error) const;
  // Title of a resource name; the name itself when unknown.
  std::string TitleOf(const std::string& name) const;

 private:
  std::map<std::string, std::string> titles_;
  std::multimap<std::string, std::string> names_;
  // By id; a file of 100,000 rows asks as often.
  std::map<std::string, std::string> ids_;
};

// Reads a cell into its field. Empty cells leave the field alone. Answers what is wrong, in Chinese; empty when nothing
// is. `county` is the parent of resource names that ids are completed to.
std::string ReadCell(const Column& column, const Cell& cell, const OrganizationNames& organizations,
                     absl::string_view county, absl::string_view noun, google::protobuf::Message& row);

// The text of a field for its cell.
std::string WriteCell(const Column& column, const OrganizationNames& organizations,
                      const google::protobuf::Message& row);

}  // namespace xf::ctl

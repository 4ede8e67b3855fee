// Cells ↔ fields.
#include <re2/re2.h>

#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/api/code_tables.h"
#include "common/base/date.h"
#include "google/type/date.pb.h"
#include "services/ctl/tables/template.h"
#include "xianfeng/membership/v1/member_resource.pb.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::ctl {
namespace {

using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
namespace membership = xianfeng::membership::v1;
namespace type = xianfeng::type::v1;

// Longest text that a cell may hold, in bytes: far more than any field takes, far less than what fills a message.
constexpr size_t kMostBytes = 8192;

struct Label {
  int number;
  absl::string_view text;
};

// The Chinese labels of an enum; the first one of a number is what is written.
const std::vector<Label>& LabelsOf(const EnumDescriptor& descriptor) {
  static const std::map<std::string, std::vector<Label>> kLabels = {
      {type::Gender_descriptor()->full_name(),
       {{type::GENDER_MALE, "男"},
        {type::GENDER_FEMALE, "女"},
        {type::GENDER_UNSTATED, "未说明"},
        // GB/T 2261.1.
        {type::GENDER_MALE, "1"},
        {type::GENDER_FEMALE, "2"},
        {type::GENDER_UNSTATED, "9"}}},
      {membership::MemberKind_descriptor()->full_name(),
       {{membership::MEMBER_KIND_FULL, "正式党员"},
        {membership::MEMBER_KIND_PROBATIONARY, "预备党员"},
        {membership::MEMBER_KIND_FULL, "正式"},
        {membership::MEMBER_KIND_PROBATIONARY, "预备"}}},
      {membership::MemberState_descriptor()->full_name(),
       {{membership::MEMBER_STATE_NORMAL, "正常"},
        {membership::MEMBER_STATE_SUSPENDED, "停止党籍"},
        {membership::MEMBER_STATE_CORRECTING, "限期改正"},
        {membership::MEMBER_STATE_PERSUADED_OUT, "劝其退党"},
        {membership::MEMBER_STATE_LEFT, "自行脱党除名"},
        {membership::MEMBER_STATE_REMOVED, "除名"},
        {membership::MEMBER_STATE_EXPELLED, "开除党籍"},
        {membership::MEMBER_STATE_DECEASED, "死亡"},
        {membership::MEMBER_STATE_TRANSFERRED_OUT, "转出"},
        {membership::MEMBER_STATE_PROBATION_CANCELLED, "取消预备党员资格"}}},
      {membership::IdType_descriptor()->full_name(),
       {{membership::ID_TYPE_RESIDENT_CARD, "居民身份证"},
        {membership::ID_TYPE_RESIDENCE_PERMIT, "港澳台居民居住证"},
        {membership::ID_TYPE_PERMANENT_RESIDENT_CARD, "外国人永久居留身份证"}}},
      {type::Sector_descriptor()->full_name(),
       {{type::SECTOR_RURAL, "农村"},
        {type::SECTOR_COMMUNITY, "社区"},
        {type::SECTOR_ORGAN, "机关"},
        {type::SECTOR_INSTITUTION, "事业单位"},
        {type::SECTOR_STATE_ENTERPRISE, "国有企业"},
        {type::SECTOR_PRIVATE_ENTERPRISE, "非公有制企业"},
        {type::SECTOR_SOCIAL_ORGANIZATION, "社会组织"},
        {type::SECTOR_RETIRED, "离退休"},
        {type::SECTOR_FLOATING, "流动"}}},
      {membership::OrganizationKind_descriptor()->full_name(),
       {{membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, "地方委员会"},
        {membership::ORGANIZATION_KIND_WORK_COMMITTEE, "派出工委"},
        {membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, "基层党委"},
        {membership::ORGANIZATION_KIND_GENERAL_BRANCH, "党总支"},
        {membership::ORGANIZATION_KIND_BRANCH, "党支部"},
        {membership::ORGANIZATION_KIND_JOINT_BRANCH, "联合党支部"},
        {membership::ORGANIZATION_KIND_FLOATING_BRANCH, "流动党员党支部"},
        {membership::ORGANIZATION_KIND_TEMPORARY_BRANCH, "临时党支部"},
        {membership::ORGANIZATION_KIND_FUNCTIONAL_BRANCH, "功能型党支部"},
        {membership::ORGANIZATION_KIND_GROUP, "党小组"},
        {membership::ORGANIZATION_KIND_DEPARTMENT, "工作部门"},
        {membership::ORGANIZATION_KIND_LEADING_GROUP, "党组"}}},
      {membership::UnitRelation_descriptor()->full_name(),
       {{membership::UNIT_RELATION_SAME_AS_SUPERIOR, "与上级党组织相同"},
        {membership::UNIT_RELATION_LEGAL_ENTITY, "法人单位"},
        {membership::UNIT_RELATION_JOINT, "联合党支部"}}},
  };
  static const std::vector<Label> kNone;
  const auto found = kLabels.find(descriptor.full_name());
  return found == kLabels.end() ? kNone : found->second;
}

// A day in any of the ways that people write it.
std::optional<absl::CivilDay> DayOf(const Cell& cell) {
  static const RE2 kWritten(R"((\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?: 00:00(?::00)?)?)");
  static const RE2 kCompact(R"((\d{4})(\d{2})(\d{2}))");
  static const RE2 kSerial(R"((\d{4,5})(?:\.\d+)?)");
  const re2::StringPiece text(cell.text);
  int year = 0, month = 0, day = 0, serial = 0;
  if (RE2::FullMatch(text, kWritten, &year, &month, &day) || RE2::FullMatch(text, kCompact, &year, &month, &day)) {
    return ParseIsoDate(absl::StrFormat("%04d-%02d-%02d", year, month, day));
  }
  // Spreadsheets count days from 1899-12-30, as far as 1900-03-01 and later days go.
  constexpr int kLeast = 3660;
  if (cell.number && RE2::FullMatch(text, kSerial, &serial) && serial >= kLeast) {
    return absl::CivilDay(1899, 12, 30) + serial;
  }
  return std::nullopt;
}

std::string ReadText(const Column& column, const Cell& cell, Message& row, const FieldDescriptor& field) {
  constexpr int kNumberDigits = 15;
  if (column.field == "id_number" && cell.number && cell.text.size() > kNumberDigits) {
    return "单元格是数值,超过 15 位的号码已失真,请将该列设为文本格式后重新录入";
  }
  row.GetReflection()->SetString(&row, &field, cell.text);
  return "";
}

std::string ReadDate(const Cell& cell, Message& row, const FieldDescriptor& field) {
  const auto day = DayOf(cell);
  if (!day) return absl::StrCat("“", cell.text, "”不是有效日期");
  row.GetReflection()->MutableMessage(&row, &field)->CopyFrom(ToDate(*day));
  return "";
}

std::string ReadMonth(const Cell& cell, Message& row, const FieldDescriptor& field) {
  static const RE2 kMonth(R"((\d{4})(?:-|/|\.|年)(\d{1,2})月?)");
  int year = 0, month = 0;
  if (!RE2::FullMatch(re2::StringPiece(cell.text), kMonth, &year, &month) || month < 1 || month > 12) {
    return absl::StrCat("“", cell.text, "”不是有效年月,应如 1985-03");
  }
  row.GetReflection()->SetString(&row, &field, absl::StrFormat("%04d-%02d", year, month));
  return "";
}

std::string ReadCode(const Cell& cell, api::CodeTable table, absl::string_view what, Message& row,
                     const FieldDescriptor& field) {
  // A spreadsheet drops the zero of "01" from a number.
  const std::string text = cell.number && cell.text.size() == 1 ? "0" + cell.text : cell.text;
  const absl::string_view code = api::CodeOf(table, text);
  if (code.empty()) return absl::StrCat("“", cell.text, "”不是", what);
  row.GetReflection()->SetString(&row, &field, std::string(code));
  return "";
}

std::string ReadLabel(const Cell& cell, Message& row, const FieldDescriptor& field) {
  std::string known;
  for (const Label& label : LabelsOf(*field.enum_type())) {
    if (label.text == cell.text) {
      row.GetReflection()->SetEnumValue(&row, &field, label.number);
      return "";
    }
    if (!absl::ascii_isdigit(label.text.front())) absl::StrAppend(&known, known.empty() ? "" : "、", label.text);
  }
  return absl::StrCat("“", cell.text, "”无法识别,可填:", known);
}

std::string ReadList(const Cell& cell, Message& row, const FieldDescriptor& field) {
  const std::string text =
      absl::StrReplaceAll(cell.text, {{",", "、"}, {";", "、"}, {"；", "、"}, {"，", "、"}, {"\n", "、"}});
  for (const absl::string_view item : absl::StrSplit(text, "、")) {
    const absl::string_view plain = absl::StripAsciiWhitespace(item);
    if (!plain.empty()) row.GetReflection()->AddString(&row, &field, std::string(plain));
  }
  return "";
}

std::string ReadYesNo(const Cell& cell, Message& row, const FieldDescriptor& field) {
  const bool yes = absl::StartsWith(cell.text, "是");
  if (!yes && !absl::StartsWith(cell.text, "否")) return absl::StrCat("“", cell.text, "”无法识别,应填“是”或“否”");
  row.GetReflection()->SetBool(&row, &field, yes);
  return "";
}

}  // namespace

std::string ReadCell(const Column& column, const Cell& cell, const OrganizationNames& organizations,
                     absl::string_view county, absl::string_view noun, Message& row) {
  if (column.kind == ColumnKind::kIgnored || cell.text.empty()) return "";
  if (cell.text.size() > kMostBytes) return absl::StrCat("内容过长(", cell.text.size(), " 字节)");
  const FieldDescriptor& field = *row.GetDescriptor()->FindFieldByName(column.field);
  switch (column.kind) {
    case ColumnKind::kText:
      return ReadText(column, cell, row, field);
    case ColumnKind::kDate:
      return ReadDate(cell, row, field);
    case ColumnKind::kMonth:
      return ReadMonth(cell, row, field);
    case ColumnKind::kEthnicity:
      return ReadCode(cell, api::Ethnicities(), "民族名称或代码(GB/T 3304)", row, field);
    case ColumnKind::kEducation:
      return ReadCode(cell, api::Educations(), "学历名称或代码(GB/T 4658)", row, field);
    case ColumnKind::kLabel:
      return ReadLabel(cell, row, field);
    case ColumnKind::kList:
      return ReadList(cell, row, field);
    case ColumnKind::kYesNo:
      return ReadYesNo(cell, row, field);
    case ColumnKind::kOrganization: {
      std::string error;
      row.GetReflection()->SetString(&row, &field, organizations.Find(cell.text, error));
      return error;
    }
    case ColumnKind::kId:
      row.GetReflection()->SetString(&row, &field, absl::StrCat(county, "/", noun, "/", cell.text));
      return "";
    case ColumnKind::kIgnored:
      break;
  }
  return "";
}

std::string WriteCell(const Column& column, const OrganizationNames& organizations, const Message& row) {
  if (column.field.empty()) return "";
  const FieldDescriptor& field = *row.GetDescriptor()->FindFieldByName(column.field);
  const auto& reflection = *row.GetReflection();
  if (column.kind == ColumnKind::kList) {
    std::vector<std::string> items;
    for (int i = 0; i < reflection.FieldSize(row, &field); ++i) {
      items.push_back(reflection.GetRepeatedString(row, &field, i));
    }
    return absl::StrJoin(items, "、");
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) return reflection.GetBool(row, &field) ? "是" : "否";
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM) {
    const int number = reflection.GetEnumValue(row, &field);
    for (const Label& label : LabelsOf(*field.enum_type())) {
      if (label.number == number) return std::string(label.text);
    }
    return "";
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
    if (!reflection.HasField(row, &field)) return "";
    google::type::Date date;
    date.CopyFrom(reflection.GetMessage(row, &field));
    return IsoDate(date);
  }
  const std::string text = reflection.GetString(row, &field);
  switch (column.kind) {
    case ColumnKind::kEthnicity:
      return std::string(api::NameOf(api::Ethnicities(), text));
    case ColumnKind::kEducation:
      return std::string(api::NameOf(api::Educations(), text));
    case ColumnKind::kOrganization:
      return organizations.TitleOf(text);
    case ColumnKind::kId:
      return text.substr(text.rfind('/') + 1);
    default:
      return text;
  }
}

}  // namespace xf::ctl

#include "common/api/code_tables.h"

#include <algorithm>
#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/api/resource_name.h"

namespace xf::api {
namespace {

constexpr std::array<CodeName, 4> kGenders = {{
    {"0", "未知的性别"},
    {"1", "男"},
    {"2", "女"},
    {"9", "未说明的性别"},
}};

constexpr std::array<CodeName, 8> kMaritalStatuses = {{
    {"10", "未婚"},
    {"20", "已婚"},
    {"21", "初婚"},
    {"22", "再婚"},
    {"23", "复婚"},
    {"30", "丧偶"},
    {"40", "离婚"},
    {"90", "未说明的婚姻状况"},
}};

constexpr std::array<CodeName, 13> kPoliticalStatuses = {{
    {"01", "中共党员"},
    {"02", "中共预备党员"},
    {"03", "共青团员"},
    {"04", "民革党员"},
    {"05", "民盟盟员"},
    {"06", "民建会员"},
    {"07", "民进会员"},
    {"08", "农工党党员"},
    {"09", "致公党党员"},
    {"10", "九三学社社员"},
    {"11", "台盟盟员"},
    {"12", "无党派人士"},
    {"13", "群众"},
}};

// GB/T 4658-2006: the large groups, and what completed, finished without diploma and broken off are called in each.
constexpr std::array<CodeName, 40> kEducations = {{
    {"10", "研究生教育"},     {"11", "博士研究生毕业"},   {"12", "博士研究生结业"}, {"13", "博士研究生肄业"},
    {"14", "硕士研究生毕业"}, {"15", "硕士研究生结业"},   {"16", "硕士研究生肄业"}, {"17", "研究生班毕业"},
    {"18", "研究生班结业"},   {"19", "研究生班肄业"},     {"20", "大学本科教育"},   {"21", "大学本科毕业"},
    {"22", "大学本科结业"},   {"23", "大学本科肄业"},     {"28", "大学普通班毕业"}, {"30", "专科教育"},
    {"31", "大学专科毕业"},   {"32", "大学专科结业"},     {"33", "大学专科肄业"},   {"40", "中等职业教育"},
    {"41", "中等专科毕业"},   {"42", "中等专科结业"},     {"43", "中等专科肄业"},   {"44", "职业高中毕业"},
    {"45", "职业高中结业"},   {"46", "职业高中肄业"},     {"47", "技工学校毕业"},   {"48", "技工学校结业"},
    {"49", "技工学校肄业"},   {"60", "普通高级中学教育"}, {"61", "普通高中毕业"},   {"62", "普通高中结业"},
    {"63", "普通高中肄业"},   {"70", "初级中学教育"},     {"71", "初中毕业"},       {"73", "初中肄业"},
    {"80", "小学教育"},       {"81", "小学毕业"},         {"83", "小学肄业"},       {"90", "其他"},
}};

// What people write on forms beside the names of GB/T 4658. Who leaves out how it was completed has said the group
// only.
constexpr CodeName kEducationHabits[] = {
    {"10", "研究生"},   {"10", "博士研究生"}, {"10", "硕士研究生"}, {"10", "博士"},     {"10", "硕士"},
    {"10", "研究生班"}, {"11", "博士毕业"},   {"14", "硕士毕业"},   {"20", "大学本科"}, {"20", "本科"},
    {"20", "大学"},     {"21", "本科毕业"},   {"30", "大学专科"},   {"30", "专科"},     {"30", "大专"},
    {"31", "专科毕业"}, {"31", "大专毕业"},   {"40", "中等职业"},   {"40", "中等专科"}, {"40", "中专"},
    {"40", "职业高中"}, {"40", "职高"},       {"40", "技工学校"},   {"40", "技校"},     {"41", "中专毕业"},
    {"44", "职高毕业"}, {"47", "技校毕业"},   {"60", "普通高中"},   {"60", "高中"},     {"61", "高中毕业"},
    {"70", "初级中学"}, {"70", "初中"},       {"80", "小学"},
};

constexpr std::array<CodeName, 58> kEthnicities = {{
    {"01", "汉族"},       {"02", "蒙古族"},
    {"03", "回族"},       {"04", "藏族"},
    {"05", "维吾尔族"},   {"06", "苗族"},
    {"07", "彝族"},       {"08", "壮族"},
    {"09", "布依族"},     {"10", "朝鲜族"},
    {"11", "满族"},       {"12", "侗族"},
    {"13", "瑶族"},       {"14", "白族"},
    {"15", "土家族"},     {"16", "哈尼族"},
    {"17", "哈萨克族"},   {"18", "傣族"},
    {"19", "黎族"},       {"20", "傈僳族"},
    {"21", "佤族"},       {"22", "畲族"},
    {"23", "高山族"},     {"24", "拉祜族"},
    {"25", "水族"},       {"26", "东乡族"},
    {"27", "纳西族"},     {"28", "景颇族"},
    {"29", "柯尔克孜族"}, {"30", "土族"},
    {"31", "达斡尔族"},   {"32", "仫佬族"},
    {"33", "羌族"},       {"34", "布朗族"},
    {"35", "撒拉族"},     {"36", "毛南族"},
    {"37", "仡佬族"},     {"38", "锡伯族"},
    {"39", "阿昌族"},     {"40", "普米族"},
    {"41", "塔吉克族"},   {"42", "怒族"},
    {"43", "乌孜别克族"}, {"44", "俄罗斯族"},
    {"45", "鄂温克族"},   {"46", "德昂族"},
    {"47", "保安族"},     {"48", "裕固族"},
    {"49", "京族"},       {"50", "塔塔尔族"},
    {"51", "独龙族"},     {"52", "鄂伦春族"},
    {"53", "赫哲族"},     {"54", "门巴族"},
    {"55", "珞巴族"},     {"56", "基诺族"},
    {"97", "其他"},       {"98", "外国血统中国籍人士"},
}};

// In the order of the codes 01 to 56.
constexpr absl::string_view kEthnicityLetters =
    "HAMGHUZAUGMHYIZHBYCSMADOYABATJHNKZDALILSVASHGSLHSUDXNXJPKGTUDUMLQIBLSLMNGLXBACPMTANUUZRSEWDEBNYGGITTDRORHZMBLBJN";

// A division that got another code.
struct Successor {
  absl::string_view from;
  absl::string_view to;
  absl::CivilDay day;
};
// GB/T 2260 of Hunan since 2000, as far as it is known for certain; add a line for each change. 祁阳县 became 祁阳市.
constexpr std::array<Successor, 1> kSuccessors = {{{"431121", "431181", absl::CivilDay(2021, 1, 20)}}};

constexpr size_t kTownshipDigits = 9;
constexpr size_t kVillageDigits = 12;

// Three digits at `at` as a number; -1 when they are not there.
int ThreeDigits(absl::string_view text, size_t at) {
  int number = 0;
  if (text.size() < at + 3) return -1;
  for (const char c : text.substr(at, 3)) {
    if (c < '0' || c > '9') return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

CodeTable Genders() { return kGenders; }
CodeTable MaritalStatuses() { return kMaritalStatuses; }
CodeTable PoliticalStatuses() { return kPoliticalStatuses; }
CodeTable Educations() { return kEducations; }
CodeTable Ethnicities() { return kEthnicities; }

absl::string_view NameOf(CodeTable table, absl::string_view code) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const CodeName& row) { return row.code == code; });
  return found == table.end() ? absl::string_view() : found->name;
}

absl::string_view CodeOf(CodeTable table, absl::string_view text) {
  const auto found = std::find_if(table.begin(), table.end(), [&](const CodeName& row) {
    return row.code == text || row.name == text ||
           (absl::EndsWith(row.name, "族") && absl::StripSuffix(row.name, "族") == text);
  });
  if (found != table.end()) return found->code;
  if (table.data() == kEducations.data()) {
    for (const CodeName& habit : kEducationHabits) {
      if (habit.name == text) return habit.code;
    }
  }
  return "";
}

absl::string_view EthnicityLetters(absl::string_view code) {
  const int number = ThreeDigits(absl::StrCat("0", code), 0);
  if (code.size() != 2 || number < 1 || number > 56) return "";
  return kEthnicityLetters.substr((number - 1) * 2, 2);
}

TownshipClass TownshipClassOf(absl::string_view division) {
  const int number = ThreeDigits(division, kCountyDigits);
  if (division.size() < kTownshipDigits || number < 1 || number > 599) return TownshipClass::kUnknown;
  if (number < 100) return TownshipClass::kStreet;
  if (number < 200) return TownshipClass::kTown;
  return number < 400 ? TownshipClass::kTownship : TownshipClass::kSimilar;
}

bool IsResidentsCommittee(absl::string_view division) {
  const int number = ThreeDigits(division, kTownshipDigits);
  return division.size() == kVillageDigits && number >= 1 && number < 200;
}

bool IsVillagersCommittee(absl::string_view division) {
  const int number = ThreeDigits(division, kTownshipDigits);
  return division.size() == kVillageDigits && number >= 200 && number < 400;
}

std::string DivisionOn(absl::string_view division, absl::CivilDay day) {
  for (const Successor& change : kSuccessors) {
    if (day >= change.day && absl::StartsWith(division, change.from)) {
      return absl::StrCat(change.to, division.substr(kCountyDigits));
    }
    if (day < change.day && absl::StartsWith(division, change.to)) {
      return absl::StrCat(change.from, division.substr(kCountyDigits));
    }
  }
  return std::string(division);
}

}  // namespace xf::api

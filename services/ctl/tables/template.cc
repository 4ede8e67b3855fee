#include "services/ctl/tables/template.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace xf::ctl {
namespace {

using Kind = ColumnKind;

const Template& Members() {
  static const Template kMembers = {
      "members",
      {
          {"党员编号", Kind::kId, "name"},
          {"姓名", Kind::kText, "display_name", {}, true},
          {"证件类型", Kind::kLabel, "id_type"},
          {"公民身份号码", Kind::kText, "id_number", {"身份证号", "身份证号码", "身份号码"}, true},
          {"性别", Kind::kLabel, "gender", {}, true},
          {"民族", Kind::kEthnicity, "ethnicity", {}, true},
          {"出生日期", Kind::kDate, "birth_date", {"出生年月日"}, true},
          {"档案出生年月", Kind::kMonth, "archive_birth_month"},
          {"学历", Kind::kEducation, "education", {"文化程度"}},
          {"人员类别", Kind::kLabel, "member_kind", {"党员类别"}, true},
          {"所在党支部", Kind::kOrganization, "organization", {"所在支部", "党支部"}, true},
          {"申请入党日期", Kind::kDate, "application_date"},
          {"加入党组织日期", Kind::kDate, "joined_date", {"入党日期", "加入中国共产党日期"}, true},
          {"转为正式党员日期", Kind::kDate, "full_member_date", {"转正日期"}},
          {"工作岗位", Kind::kText, "post"},
          {"职业", Kind::kText, "occupation"},
          {"领域", Kind::kLabel, "sector"},
          {"联系电话", Kind::kText, "phone", {"手机号码", "手机"}},
          {"家庭住址", Kind::kText, "address", {"住址"}},
          {"居住地区划代码", Kind::kText, "residence_division"},
          {"籍贯", Kind::kText, "native_place", {"籍贯区划代码"}},
          {"党籍状态", Kind::kIgnored, "state"},
          {"是否失联", Kind::kYesNo, "lost_contact", {"是否失联(及失联日期)", "是否为失联党员"}},
          {"是否流动", Kind::kYesNo, "floating", {"是否流动(及外出流向)", "是否为流动党员"}},
          {"备注", Kind::kText, "remarks"},
          {"水印", Kind::kIgnored, ""},
      },
      {"姓名", "公民身份号码", "性别", "民族", "出生日期", "学历", "人员类别", "所在党支部", "加入党组织日期",
       "转为正式党员日期", "工作岗位", "联系电话", "家庭住址", "党籍状态", "是否失联", "是否流动"}};
  return kMembers;
}

// An official list has the 16 member items; whatever else it has is not compared.
const Template& OfficialMembers() {
  static const Template kOfficial = [] {
    Template official{"official_members", {}, Members().national};
    for (Column column : Members().columns) {
      const bool compared =
          column.field == "state" || (column.kind != Kind::kIgnored && column.kind != Kind::kYesNo &&
                                      std::count(official.national.begin(), official.national.end(), column.title) > 0);
      if (column.field == "state") column.kind = Kind::kLabel;
      if (!compared) column.kind = Kind::kIgnored;
      column.required = column.field == "id_number";
      official.columns.push_back(std::move(column));
    }
    return official;
  }();
  return kOfficial;
}

const Template& Organizations() {
  static const Template kOrganizations = {
      "organizations",
      {
          {"党组织编号", Kind::kId, "name", {}, true},
          {"党组织名称", Kind::kText, "display_name", {}, true},
          {"上级党组织", Kind::kOrganization, "superior", {}, true},
          {"组织类别", Kind::kLabel, "kind", {}, true},
          {"领域", Kind::kLabel, "sector"},
          {"党组织所在单位情况", Kind::kLabel, "unit_relation"},
          {"单位名称", Kind::kText, "unit_name"},
          {"法人单位统一社会信用代码", Kind::kText, "credit_code", {"统一社会信用代码"}},
          {"区划代码", Kind::kText, "division"},
          {"成立日期", Kind::kDate, "founded_date"},
          {"撤销日期", Kind::kDate, "dissolved_date"},
          {"联合单位", Kind::kList, "joint_units"},
          {"任务结束日期", Kind::kDate, "planned_end_date"},
          {"全国系统编码", Kind::kText, "national_org_code"},
          {"党组织书记", Kind::kIgnored, ""},
          {"党组织联系人", Kind::kIgnored, ""},
          {"联系电话", Kind::kIgnored, ""},
          {"单位性质类别", Kind::kIgnored, ""},
          {"单位建立党组织情况", Kind::kIgnored, ""},
      },
      {"党组织名称", "党组织书记", "党组织联系人", "联系电话", "组织类别", "党组织所在单位情况", "单位名称",
       "单位性质类别", "单位建立党组织情况", "法人单位统一社会信用代码"}};
  return kOrganizations;
}

}  // namespace

std::vector<const Column*> Template::Columns(bool only_national) const {
  std::vector<const Column*> chosen;
  if (!only_national) {
    for (const Column& column : columns) {
      if (!column.field.empty()) chosen.push_back(&column);
    }
    return chosen;
  }
  for (const std::string& title : national) {
    const auto column =
        std::find_if(columns.begin(), columns.end(), [&](const Column& candidate) { return candidate.title == title; });
    chosen.push_back(&*column);
  }
  return chosen;
}

const Template* FindTemplate(absl::string_view noun) {
  if (noun == Members().noun) return &Members();
  if (noun == OfficialMembers().noun) return &OfficialMembers();
  if (noun == Organizations().noun) return &Organizations();
  return nullptr;
}

void OrganizationNames::Add(const std::string& name, const std::string& display_name) {
  titles_[name] = display_name;
  names_.emplace(display_name, name);
  ids_[name.substr(name.rfind('/') + 1)] = name;
}

std::string OrganizationNames::Find(absl::string_view text, std::string& error) const {
  const auto [begin, end] = names_.equal_range(std::string(text));
  const auto count = std::distance(begin, end);
  if (count == 1) return begin->second;
  if (count > 1) {
    error = absl::StrCat("有 ", count, " 个党组织名为“", text, "”,请改填党组织编号");
    return "";
  }
  const std::string key(text);
  if (titles_.count(key) > 0) return key;
  if (const auto found = ids_.find(key); found != ids_.end()) return found->second;
  error = absl::StrCat("没有名为“", text, "”的党组织,或不在您的管理范围内");
  return "";
}

std::string OrganizationNames::TitleOf(const std::string& name) const {
  const auto found = titles_.find(name);
  return found == titles_.end() ? name : found->second;
}

}  // namespace xf::ctl

#include "services/membership/domain/size_warnings.h"

#include "absl/strings/str_cat.h"

namespace xf::membership {

std::string WarningText(v1::OrganizationFinding finding, const OrganizationSize& size, const Rules& rules) {
  switch (finding) {
    case v1::ORGANIZATION_FINDING_BRANCH_TOO_SMALL:
      return absl::StrCat("正式党员 ", size.full_members, " 人,不足 ", rules.branch_full_members, " 人(党章第三十条)");
    case v1::ORGANIZATION_FINDING_BRANCH_TOO_LARGE:
      return absl::StrCat("党员 ", size.members, " 人,超过 ", rules.branch_members, " 人(支部工作条例第四条)");
    case v1::ORGANIZATION_FINDING_GENERAL_BRANCH_TOO_SMALL:
      return absl::StrCat("党员 ", size.members, " 人,不足 ", rules.general_branch_members, " 人,设党总支须经批准");
    case v1::ORGANIZATION_FINDING_COMMITTEE_TOO_SMALL:
      return absl::StrCat("党员 ", size.members, " 人,不足 ", rules.committee_members, " 人,设基层党委须经批准");
    case v1::ORGANIZATION_FINDING_BRANCH_COMMITTEE_MISSING:
      return absl::StrCat("正式党员 ", size.full_members, " 人,应设支部委员会,现有委员 ", size.officers, " 人");
    case v1::ORGANIZATION_FINDING_BRANCH_COMMITTEE_TOO_LARGE:
      return absl::StrCat("支部委员 ", size.officers, " 人,超过 ", rules.branch_committee_most, " 人");
    case v1::ORGANIZATION_FINDING_GENERAL_BRANCH_COMMITTEE_TOO_SMALL:
      return absl::StrCat("总支委员 ", size.officers, " 人,不足 ", rules.general_branch_committee_least, " 人");
    case v1::ORGANIZATION_FINDING_GENERAL_BRANCH_COMMITTEE_TOO_LARGE:
      return absl::StrCat("总支委员 ", size.officers, " 人,超过 ", rules.general_branch_committee_most, " 人");
    case v1::ORGANIZATION_FINDING_COMMITTEE_OFFICERS_TOO_FEW:
      return absl::StrCat("党委委员 ", size.officers, " 人,不足 ", rules.committee_officers_least, " 人");
    case v1::ORGANIZATION_FINDING_COMMITTEE_OFFICERS_TOO_MANY:
      return absl::StrCat("党委委员 ", size.officers, " 人,超过 ", rules.committee_officers_most, " 人");
    case v1::ORGANIZATION_FINDING_SECRETARY_TOO_NEW:
      return absl::StrCat("书记任职时党龄不足 ", rules.secretary_months, " 个月(支部工作条例)");
    case v1::ORGANIZATION_FINDING_JOINT_BRANCH_TOO_MANY_UNITS:
      return absl::StrCat("联合单位 ", size.units, " 个,超过 ", rules.joint_branch_units, " 个(支部工作条例第五条)");
    case v1::ORGANIZATION_FINDING_BRANCH_COMMITTEE_NOT_DUE:
      return absl::StrCat("正式党员 ", size.full_members, " 人,不足 ", rules.branch_committee_from,
                          " 人,应只设书记、副书记,现有委员 ", size.officers, " 人");
    case v1::ORGANIZATION_FINDING_TEMPORARY_BRANCH_TOO_LONG:
      return absl::StrCat("任务为期 ", rules.task_branch_months,
                          " 个月以上,符合条件的应成立党支部(支部工作条例第五条)");
    case v1::ORGANIZATION_FINDING_TASK_ENDED:
      return absl::StrCat("任务已于 ", size.planned_end, " 结束,应撤销或重新确定期限(支部工作条例第八条)");
    case v1::ORGANIZATION_FINDING_TASK_ENDS_SOON:
      return absl::StrCat("任务将于 ", size.planned_end, " 结束,请准备撤销或延续");
    case v1::ORGANIZATION_FINDING_SECRETARY_MISSING:
      return "未任命书记";
    default:
      return "";
  }
}

bool NeedsApproval(v1::OrganizationFinding finding) {
  return finding == v1::ORGANIZATION_FINDING_BRANCH_TOO_SMALL || finding == v1::ORGANIZATION_FINDING_BRANCH_TOO_LARGE ||
         finding == v1::ORGANIZATION_FINDING_GENERAL_BRANCH_TOO_SMALL ||
         finding == v1::ORGANIZATION_FINDING_COMMITTEE_TOO_SMALL ||
         finding == v1::ORGANIZATION_FINDING_JOINT_BRANCH_TOO_MANY_UNITS;
}

}  // namespace xf::membership

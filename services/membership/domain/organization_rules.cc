#include "services/membership/domain/organization_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

using Kind = v1::OrganizationKind;

// How high a kind stands in the chain of leadership; 0 for kinds outside of it.
int Rank(Kind kind) {
  switch (kind) {
    case v1::ORGANIZATION_KIND_LOCAL_COMMITTEE:
      return 6;
    case v1::ORGANIZATION_KIND_WORK_COMMITTEE:
      return 5;
    case v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE:
      return 4;
    case v1::ORGANIZATION_KIND_GENERAL_BRANCH:
      return 3;
    case v1::ORGANIZATION_KIND_BRANCH:
    case v1::ORGANIZATION_KIND_JOINT_BRANCH:
    case v1::ORGANIZATION_KIND_FLOATING_BRANCH:
    case v1::ORGANIZATION_KIND_TEMPORARY_BRANCH:
    case v1::ORGANIZATION_KIND_FUNCTIONAL_BRANCH:
      return 2;
    case v1::ORGANIZATION_KIND_GROUP:
      return 1;
    default:
      return 0;
  }
}

// Whether the unit is a village or a community: a division code of 12 digits in one of their sectors.
bool IsVillageOrCommunity(const v1::Organization& organization) {
  return organization.division().size() == 12 && (organization.sector() == xianfeng::type::v1::SECTOR_RURAL ||
                                                  organization.sector() == xianfeng::type::v1::SECTOR_COMMUNITY);
}

// What only branches say of themselves: the units of a joint one, the end of a task.
void CheckBranch(const v1::Organization& organization, absl::string_view prefix, std::vector<Violation>& violations) {
  const auto add = [&](absl::string_view field, Text text) {
    violations.push_back({absl::StrCat(prefix, field), std::move(text)});
  };
  if (organization.joint_units_size() > 0 && organization.kind() != v1::ORGANIZATION_KIND_JOINT_BRANCH) {
    add("joint_units", {"are of a joint branch only", "只有联合党支部才填写联合单位"});
  }
  if (!organization.has_planned_end_date()) return;
  const google::type::Date& end = organization.planned_end_date();
  if (Rank(organization.kind()) != Rank(v1::ORGANIZATION_KIND_BRANCH)) {
    add("planned_end_date", {"is of branches only", "只有党支部才填写任务结束日期"});
  } else if (!IsValidDate(end)) {
    add("planned_end_date", {"is not a day of the calendar", "日期不存在"});
  } else if (organization.has_founded_date() && IsValidDate(organization.founded_date()) &&
             ToDay(end) <= ToDay(organization.founded_date())) {
    add("planned_end_date", {"is not after founded_date", "任务结束日期须晚于成立日期"});
  }
}

}  // namespace

bool HoldsMembers(Kind kind) {
  return kind == v1::ORGANIZATION_KIND_BRANCH || kind == v1::ORGANIZATION_KIND_JOINT_BRANCH ||
         kind == v1::ORGANIZATION_KIND_FLOATING_BRANCH;
}

absl::Status CheckHoldsMembers(const v1::Organization& organization) {
  if (!HoldsMembers(organization.kind())) {
    return PreconditionError(errors::REASON_ORGANIZATION_NOT_BRANCH, organization.name(),
                             {"members are registered in branches, joint branches and floating branches only",
                              "党员只能编入党支部、联合党支部或流动党员党支部"});
  }
  if (organization.state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, organization.name(),
                             {"the organization has been dissolved", "该党组织已撤销"});
  }
  return absl::OkStatus();
}

bool IsCommittee(Kind kind) {
  return kind == v1::ORGANIZATION_KIND_LOCAL_COMMITTEE || kind == v1::ORGANIZATION_KIND_WORK_COMMITTEE ||
         kind == v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE;
}

bool CanLead(Kind superior, Kind inferior) {
  const int above = Rank(superior);
  switch (inferior) {
    // Departments belong to committees, and have departments of their own (股室).
    case v1::ORGANIZATION_KIND_DEPARTMENT:
      return above >= 4 || superior == v1::ORGANIZATION_KIND_DEPARTMENT;
    // 党组 are set up by local committees.
    case v1::ORGANIZATION_KIND_LEADING_GROUP:
      return superior == v1::ORGANIZATION_KIND_LOCAL_COMMITTEE;
    // A group is part of a branch.
    case v1::ORGANIZATION_KIND_GROUP:
      return above == 2;
    // Large units have committees below their committee.
    case v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE:
      return above >= 4;
    default:
      return Rank(inferior) > 0 && above > Rank(inferior);
  }
}

std::string RootPath(absl::string_view county) {
  return absl::StrCat(county.substr(0, 2), ".", county.substr(0, 4), ".", county);
}

std::string PathBelow(absl::string_view superior_path, absl::string_view id) {
  return absl::StrCat(superior_path, ".", id);
}

bool IsAtOrBelow(absl::string_view path, absl::string_view top) {
  return absl::ConsumePrefix(&path, top) && (path.empty() || path.front() == '.');
}

std::string PathBefore(absl::string_view path, absl::string_view from, absl::string_view to) {
  return absl::StrCat(from, path.substr(to.size()));
}

absl::Status CheckPlacement(const v1::Organization& organization, absl::string_view county, absl::string_view id,
                            const v1::Organization* superior) {
  const std::string name = absl::StrCat("counties/", county, "/organizations/", id);
  if (superior == nullptr) {
    if (id == county && organization.kind() == v1::ORGANIZATION_KIND_LOCAL_COMMITTEE) return absl::OkStatus();
    return PreconditionError(errors::REASON_ORGANIZATION_KIND_MISPLACED, name,
                             {"only the county committee, with the county code as id, has no superior",
                              "只有县委(以县区划代码为编号)可以没有上级党组织"});
  }
  if (superior->state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, superior->name(),
                             {"the superior has been dissolved", "上级党组织已撤销"});
  }
  if (!CanLead(superior->kind(), organization.kind())) {
    return PreconditionError(errors::REASON_ORGANIZATION_KIND_MISPLACED, name,
                             {absl::StrCat(v1::OrganizationKind_Name(superior->kind()), " does not lead ",
                                           v1::OrganizationKind_Name(organization.kind())),
                              "该类上级党组织不能领导此类党组织"});
  }
  return absl::OkStatus();
}

std::vector<Violation> CheckOrganization(const v1::Organization& organization, absl::CivilDay today,
                                         absl::string_view prefix) {
  std::vector<Violation> violations;
  const auto check = [&](bool given, const google::type::Date& date, absl::string_view field) {
    if (!given) return true;
    if (!IsValidDate(date)) {
      violations.push_back({absl::StrCat(prefix, field), {"is not a day of the calendar", "日期不存在"}});
      return false;
    }
    if (ToDay(date) > today) {
      violations.push_back({absl::StrCat(prefix, field), {"lies in the future", "日期不能晚于今天"}});
      return false;
    }
    return true;
  };
  CheckBranch(organization, prefix, violations);
  const bool founded = check(organization.has_founded_date(), organization.founded_date(), "founded_date");
  const bool dissolved = check(organization.has_dissolved_date(), organization.dissolved_date(), "dissolved_date");
  if (founded && dissolved && organization.has_founded_date() && organization.has_dissolved_date() &&
      ToDay(organization.dissolved_date()) <= ToDay(organization.founded_date())) {
    violations.push_back(
        {absl::StrCat(prefix, "dissolved_date"), {"is not after founded_date", "撤销日期须晚于成立日期"}});
  }
  return violations;
}

std::optional<absl::CivilDay> TermEnd(const v1::Organization& organization, absl::CivilDay start, const Rules& rules) {
  const int rank = Rank(organization.kind());
  if (rank < 2) return std::nullopt;
  const int years = rank >= 4                            ? rules.committee_term_years
                    : IsVillageOrCommunity(organization) ? rules.village_term_years
                                                         : rules.branch_term_years;
  return AddMonths(start, 12 * years) - 1;
}

}  // namespace xf::membership

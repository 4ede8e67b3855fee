#include "services/membership/handlers/organization_sizes.h"

#include <set>

#include "absl/strings/str_join.h"
#include "common/api/list.h"
#include "services/membership/domain/size_warnings.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kEverything = 1000;

// The thresholds as list_organization_warnings.sql takes them.
std::vector<db::Arg> Thresholds(rpc::Call& call) {
  const Rules& rules = call.Get<Rules>();
  return {{"today", call.today()},
          {"branch_full_members", rules.branch_full_members},
          {"branch_members", rules.branch_members},
          {"general_branch_members", rules.general_branch_members},
          {"committee_members", rules.committee_members},
          {"branch_committee_from", rules.branch_committee_from},
          {"branch_committee_least", rules.branch_committee_least},
          {"branch_committee_most", rules.branch_committee_most},
          {"secretary_months", rules.secretary_months},
          {"general_branch_committee_least", rules.general_branch_committee_least},
          {"general_branch_committee_most", rules.general_branch_committee_most},
          {"committee_officers_least", rules.committee_officers_least},
          {"committee_officers_most", rules.committee_officers_most},
          {"small_branch_officers_most", rules.small_branch_officers_most},
          {"joint_branch_units", rules.joint_branch_units},
          {"task_branch_months", rules.task_branch_months},
          {"task_remind_days", rules.task_remind_days}};
}

v1::OrganizationWarning WarningOf(const db::Result& rows, size_t row, const Rules& rules) {
  v1::OrganizationWarning warning;
  warning.set_organization(rows.text(row, "name"));
  warning.set_display_name(rows.text(row, "display_name"));
  warning.set_finding(static_cast<v1::OrganizationFinding>(
      db::EnumNumber(*v1::OrganizationFinding_descriptor(), rows.text(row, "finding")).value_or(0)));
  const OrganizationSize size{rows.number(row, "members"), rows.number(row, "full_members"),
                              rows.number(row, "officers"), rows.number(row, "units"),
                              rows.text(row, "planned_end_date")};
  warning.set_reason(WarningText(warning.finding(), size, rules));
  warning.set_approval_document(rows.text(row, "approval_document"));
  return warning;
}

}  // namespace

absl::Status RequireApproval(rpc::Call& call, const std::string& county, const std::vector<std::string>& ids,
                             const std::string& approval_document) {
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kListOrganizationWarnings, db::Arg("county", county),
                                  db::Arg("ids", TextArray(ids)), db::Arg("after_path", ""), db::Arg("after_id", ""),
                                  db::Arg("page_limit", kEverything), Thresholds(call)));
  std::vector<std::string> reasons, approved;
  for (size_t row = 0; row < rows.size(); ++row) {
    const v1::OrganizationWarning warning = WarningOf(rows, row, call.Get<Rules>());
    if (!NeedsApproval(warning.finding())) continue;
    reasons.push_back(absl::StrCat(warning.display_name(), ":", warning.reason()));
    approved.push_back(OrganizationName::Parse(warning.organization())->id());
  }
  if (reasons.empty()) return absl::OkStatus();
  if (approval_document.empty()) {
    return PreconditionError(errors::REASON_ORGANIZATION_APPROVAL_REQUIRED, "approval_document",
                             {absl::StrCat(reasons.size(), " thresholds of size are not met; name the approval"),
                              absl::StrCat("须填写批准文号:", absl::StrJoin(reasons, ";"))});
  }
  ASSIGN_OR_RETURN(const auto changed,
                   call.db().Many<v1::Organization>(sql::kApproveOrganization, db::Arg("county", county),
                                                    db::Arg("ids", TextArray(approved)),
                                                    db::Arg("approval_document", approval_document)));
  for (const v1::Organization& organization : changed) call.Changed(organization);
  return absl::OkStatus();
}

// Lists where organizations of the caller's scope do not meet a threshold.
absl::StatusOr<v1::ListOrganizationWarningsResponse> OrganizationService::ListOrganizationWarnings(
    rpc::Call& call, const v1::ListOrganizationWarningsRequest& request) {
  ASSIGN_OR_RETURN(const api::Page page, api::Page::Parse(request, sql::kListOrganizationWarnings));
  ASSIGN_OR_RETURN(const db::Result rows, call.db().Rows(sql::kListOrganizationWarnings, page,
                                                         db::Arg("ids", std::nullopt), Thresholds(call)));
  v1::ListOrganizationWarningsResponse response;
  // One organization more than the page has was read; an organization may have several rows.
  std::set<std::string> organizations;
  std::string last_path, last_name;
  for (size_t row = 0; row < rows.size(); ++row) {
    organizations.insert(rows.text(row, "name"));
    if (static_cast<int>(organizations.size()) > page.limit()) {
      response.set_next_page_token(page.TokenAfter(last_path, last_name));
      break;
    }
    *response.add_warnings() = WarningOf(rows, row, call.Get<Rules>());
    last_path = rows.text(row, "org_path");
    last_name = rows.text(row, "name");
  }
  return response;
}

}  // namespace xf::membership

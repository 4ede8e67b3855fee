#include "services/membership/domain/transfer_rules.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"

namespace xf::membership {

bool HasApprovalPower(v1::OrganizationKind kind) {
  return kind == v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE || kind == v1::ORGANIZATION_KIND_WORK_COMMITTEE;
}

v1::TransferKind KindOf(const TransferEnd& source, const TransferEnd& target) {
  if (target.county.substr(0, 2) != source.county.substr(0, 2)) return v1::TRANSFER_KIND_CROSS_PROVINCE;
  if (target.county != source.county) return v1::TRANSFER_KIND_CROSS_COUNTY;
  if (target.kind == v1::ORGANIZATION_KIND_GROUP) return v1::TRANSFER_KIND_INTRA_BRANCH_GROUP;
  return target.committee == source.committee ? v1::TRANSFER_KIND_INTRA_COMMITTEE : v1::TRANSFER_KIND_INTRA_COUNTY;
}

absl::Status CheckTarget(const TransferEnd& source, const TransferEnd& target) {
  if (target.dissolved) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, target.name,
                             {"the organization has been dissolved", "该党组织已撤销"});
  }
  if (target.kind == v1::ORGANIZATION_KIND_GROUP && target.path != source.path &&
      IsAtOrBelow(target.path, source.path)) {
    return absl::OkStatus();
  }
  if (target.name == source.name) {
    return InvalidError("transfer.target", {"is where the member is registered", "该党员已在此党组织"});
  }
  if (target.committee.empty() || !(HoldsMembers(target.kind) || HasApprovalPower(target.kind))) {
    return PreconditionError(
        errors::REASON_TRANSFER_NO_APPROVAL_POWER, target.name,
        {"neither a branch under a committee with the power to approve members, nor such a committee",
         "不是具有审批预备党员权限的基层党委,也不是其所属党支部"});
  }
  return absl::OkStatus();
}

absl::Status CheckTransferable(const v1::Member& member) {
  if (member.state() == v1::MEMBER_STATE_NORMAL) return absl::OkStatus();
  return PreconditionError(errors::REASON_TRANSFER_MEMBER_BLOCKED, member.name(),
                           {"the member is not in normal status: the relation stays until that is settled",
                            "该党员党籍状态非正常,处置完结前不能转接组织关系"});
}

std::vector<Violation> CheckTransfer(const v1::Transfer& transfer, absl::string_view county, absl::CivilDay today) {
  std::vector<Violation> violations;
  if (transfer.target().empty() == transfer.target_text().empty()) {
    violations.push_back(
        {"transfer.target",
         {"exactly one of target and target_text is required", "接收党组织与系统外去向须填且只填一项"}});
  }
  if (transfer.member().substr(0, transfer.member().find("/members/")) != absl::StrCat("counties/", county)) {
    violations.push_back({"transfer.member", {"is of another county", "不属于本县"}});
  }
  if (transfer.dues_paid_through() > absl::StrFormat("%04d-%02d", today.year() + 1, today.month())) {
    violations.push_back({"transfer.dues_paid_through", {"is more than a year ahead", "党费交至月份超过一年后"}});
  }
  return violations;
}

bool IsOpen(v1::TransferState state) {
  return state == v1::TRANSFER_STATE_STARTED || state == v1::TRANSFER_STATE_APPROVED;
}

bool LetterExpired(const v1::Transfer& transfer, absl::CivilDay today) {
  return transfer.has_letter_expire_date() && ToDay(transfer.letter_expire_date()) < today;
}

}  // namespace xf::membership

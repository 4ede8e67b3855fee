// Transfers: start, approve, reject, cancel, get, list. What the acceptance does is in transfer_acceptance.cc.
#include "services/membership/handlers/transfers.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// Refuses whoever does not have the committee that speaks for a side in scope.
absl::Status CheckSpeaksFor(rpc::Call& call, const std::string& committee) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(committee));
  ASSIGN_OR_RETURN(const auto found, call.db().Maybe<v1::Organization>(sql::kGetOrganization, name));
  if (found) return absl::OkStatus();
  return PermissionError(errors::REASON_SCOPE_VIOLATION,
                         {absl::StrCat(committee, " decides, which lies outside your scope"),
                          absl::StrCat("须由 ", committee, " 办理,不在您的管理范围内")});
}

absl::Status CheckOpen(const v1::Transfer& transfer) {
  if (IsOpen(transfer.state())) return absl::OkStatus();
  return PreconditionError(
      errors::REASON_STATE_CONFLICT, transfer.name(),
      {absl::StrCat("the transfer is ", v1::TransferState_Name(transfer.state())), "该转接已办结"});
}

v1::OrganizationKind KindIn(const db::Result& rows, size_t row) {
  const auto number = db::EnumNumber(*v1::OrganizationKind_descriptor(), rows.text(row, "kind"));
  return static_cast<v1::OrganizationKind>(number.value_or(0));
}

std::string LetterNumber(const v1::Transfer& transfer, int64_t serial, absl::CivilDay today) {
  const auto issued = std::count_if(transfer.steps().begin(), transfer.steps().end(), [](const v1::TransferStep& step) {
    return step.state() == v1::TRANSFER_STATE_APPROVED;
  });
  const std::string number = absl::StrFormat("%s-%d-%06d", api::CountyOf(transfer.name()), today.year(), serial);
  return issued == 0 ? number : absl::StrCat(number, "-", issued + 1);
}

}  // namespace

absl::StatusOr<TransferEnd> FindEnd(rpc::Call& call, const std::string& organization, absl::string_view field) {
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(organization, field));
  ASSIGN_OR_RETURN(const db::Result chain, call.db().Rows(sql::kGetOrganizationChain, name));
  if (chain.empty()) return ReferenceNotFound(field, organization);
  TransferEnd end{.county = name.county(),
                  .name = organization,
                  .path = chain.text(0, "org_path"),
                  .kind = KindIn(chain, 0),
                  .dissolved = chain.text(0, "dissolved") == "t"};
  for (size_t row = 0; row < chain.size() && end.committee.empty(); ++row) {
    if (HasApprovalPower(KindIn(chain, row)) && chain.text(row, "dissolved") == "f") {
      end.committee = chain.text(row, "name");
    }
  }
  return end;
}

absl::StatusOr<v1::Transfer> LockTransfer(rpc::Call& call, const std::string& name, const std::string& etag) {
  ASSIGN_OR_RETURN(const TransferName transfer_name, TransferName::Parse(name));
  ASSIGN_OR_RETURN(v1::Transfer transfer, call.db().One<v1::Transfer>(sql::kGetTransferForUpdate, transfer_name));
  RETURN_IF_ERROR(CheckEtag(etag, transfer.etag(), transfer.name()));
  RETURN_IF_ERROR(CheckOpen(transfer));
  return transfer;
}

absl::Status CheckAnswers(rpc::Call& call, const v1::Transfer& transfer) {
  const bool source = transfer.state() == v1::TRANSFER_STATE_STARTED || transfer.target().empty();
  return CheckSpeaksFor(call, source ? transfer.source_committee() : transfer.target_committee());
}

absl::StatusOr<v1::Transfer> SaveHop(rpc::Call& call, v1::Transfer transfer, v1::TransferState state,
                                     const std::string& note) {
  transfer.set_state(state);
  v1::TransferStep& step = *transfer.add_steps();
  step.set_state(state);
  step.set_actor(call.principal().subject);
  step.mutable_time()->set_seconds(absl::ToUnixSeconds(call.now()));
  step.set_note(note);
  ASSIGN_OR_RETURN(const TransferName name, TransferName::Parse(transfer.name()));
  ASSIGN_OR_RETURN(v1::Transfer saved, call.db().One<v1::Transfer>(sql::kUpdateTransfer, name, transfer));
  call.Changed(saved);
  return saved;
}

// Starts a transfer of a member in the caller's scope.
absl::StatusOr<v1::Transfer> TransferService::StartTransfer(rpc::Call& call, const v1::StartTransferRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Transfer transfer = request.transfer();
  if (auto violations = CheckTransfer(transfer, county.county(), call.today()); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(const MemberName member_name, MemberName::Parse(transfer.member(), "transfer.member"));
  ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMemberForUpdate, member_name));
  if (!member) return ReferenceNotFound("transfer.member", transfer.member());
  RETURN_IF_ERROR(CheckTransferable(*member));
  ASSIGN_OR_RETURN(const TransferEnd source, FindEnd(call, member->organization(), "transfer.member"));
  TransferEnd target;
  if (transfer.target().empty()) {
    transfer.set_kind(v1::TRANSFER_KIND_OFFLINE_SYSTEM);
  } else {
    ASSIGN_OR_RETURN(target, FindEnd(call, transfer.target(), "transfer.target"));
    RETURN_IF_ERROR(CheckTarget(source, target));
    transfer.set_kind(KindOf(source, target));
  }
  const bool own_group = transfer.kind() == v1::TRANSFER_KIND_INTRA_BRANCH_GROUP;
  if (source.committee.empty() && !own_group) {
    return PreconditionError(errors::REASON_TRANSFER_NO_APPROVAL_POWER, source.name,
                             {"no committee with the power to approve members stands over the branch",
                              "该支部上级没有具有审批预备党员权限的基层党委"});
  }
  transfer.set_display_name(member->display_name());
  transfer.set_org_path(member->org_path());
  transfer.set_source(source.name);
  transfer.set_source_committee(own_group ? source.name : source.committee);
  transfer.set_target_committee(own_group ? source.name : target.committee);
  transfer.set_state(v1::TRANSFER_STATE_STARTED);
  *transfer.mutable_deadline() = ToDate(call.today() + call.Get<Rules>().transfer_hop_days);
  v1::TransferStep& step = *transfer.add_steps();
  step.set_state(v1::TRANSFER_STATE_STARTED);
  step.set_actor(call.principal().subject);
  step.mutable_time()->set_seconds(absl::ToUnixSeconds(call.now()));
  const TransferName name(county.county(), request.transfer_id().empty() ? call.NewId() : request.transfer_id());
  ASSIGN_OR_RETURN(v1::Transfer started,
                   call.db().One<v1::Transfer>(sql::kStartTransfer, name, db::Arg("target_path", target.path),
                                               db::Arg("target_county", target.county), transfer));
  call.Changed(started);
  return started;
}

// Approves a transfer for the source and issues the letter, or a new one when it has expired.
absl::StatusOr<v1::Transfer> TransferService::ApproveTransfer(rpc::Call& call,
                                                              const v1::ApproveTransferRequest& request) {
  ASSIGN_OR_RETURN(v1::Transfer transfer, LockTransfer(call, request.name(), request.etag()));
  RETURN_IF_ERROR(CheckSpeaksFor(call, transfer.source_committee()));
  if (transfer.state() == v1::TRANSFER_STATE_APPROVED && !LetterExpired(transfer, call.today())) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, transfer.name(),
                             {"the transfer is approved and its letter is valid", "已审批,介绍信仍在有效期内"});
  }
  const Rules& rules = call.Get<Rules>();
  const int days = request.valid_days() == 0 ? rules.transfer_letter_days
                                             : std::min(request.valid_days(), rules.transfer_letter_days);
  ASSIGN_OR_RETURN(const TransferName name, TransferName::Parse(transfer.name()));
  ASSIGN_OR_RETURN(const db::Result sides, call.db().Rows(sql::kGetTransferSides, name));
  transfer.set_letter_number(LetterNumber(transfer, sides.number(0, "serial"), call.today()));
  *transfer.mutable_letter_expire_date() = ToDate(call.today() + days);
  *transfer.mutable_deadline() = ToDate(call.today() + std::min(days, rules.transfer_hop_days));
  const std::string note = transfer.letter_number();
  return SaveHop(call, std::move(transfer), v1::TRANSFER_STATE_APPROVED, note);
}

// Rejects an open transfer for the side that is to act.
absl::StatusOr<v1::Transfer> TransferService::RejectTransfer(rpc::Call& call,
                                                             const v1::RejectTransferRequest& request) {
  ASSIGN_OR_RETURN(v1::Transfer transfer, LockTransfer(call, request.name(), request.etag()));
  RETURN_IF_ERROR(CheckAnswers(call, transfer));
  transfer.set_close_reason(request.reason());
  return SaveHop(call, std::move(transfer), v1::TRANSFER_STATE_REJECTED, request.reason());
}

// Cancels an open transfer for the source.
absl::StatusOr<v1::Transfer> TransferService::CancelTransfer(rpc::Call& call,
                                                             const v1::CancelTransferRequest& request) {
  ASSIGN_OR_RETURN(v1::Transfer transfer, LockTransfer(call, request.name(), request.etag()));
  RETURN_IF_ERROR(CheckSpeaksFor(call, transfer.source()));
  transfer.set_close_reason(request.reason());
  return SaveHop(call, std::move(transfer), v1::TRANSFER_STATE_CANCELLED, request.reason());
}

// Returns one transfer to whoever has one of its sides in scope.
absl::StatusOr<v1::Transfer> TransferService::GetTransfer(rpc::Call& call, const v1::GetTransferRequest& request) {
  ASSIGN_OR_RETURN(const TransferName name, TransferName::Parse(request.name()));
  return call.db().One<v1::Transfer>(sql::kGetTransfer, name);
}

// Lists the transfers from and to a county.
absl::StatusOr<v1::ListTransfersResponse> TransferService::ListTransfers(rpc::Call& call,
                                                                         const v1::ListTransfersRequest& request) {
  return api::List<v1::ListTransfersResponse>(call.db(), sql::kListTransfers, request, db::Arg("today", call.today()));
}

}  // namespace xf::membership

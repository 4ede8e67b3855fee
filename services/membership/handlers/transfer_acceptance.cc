// The acceptance of a transfer: the member leaves the source and is registered at the destination, in one transaction.
#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/handlers/registration.h"
#include "services/membership/handlers/transfers.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

absl::Status CheckAcceptable(const v1::Transfer& transfer, absl::CivilDay today) {
  if (transfer.state() != v1::TRANSFER_STATE_APPROVED) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, transfer.name(),
                             {"the source has not approved the transfer yet", "转出方尚未审批"});
  }
  if (LetterExpired(transfer, today)) {
    return PreconditionError(
        errors::REASON_TRANSFER_LETTER_EXPIRED, transfer.name(),
        {absl::StrCat("letter ", transfer.letter_number(), " has expired; it is approved anew first"),
         absl::StrCat("介绍信 ", transfer.letter_number(), " 已过有效期,须由转出方重新开具")});
  }
  return absl::OkStatus();
}

// The branch that takes the member in: named by the acceptance, at or below the destination.
absl::StatusOr<Branch> BranchOf(rpc::Call& call, const v1::Transfer& transfer, const std::string& target_path,
                                const std::string& named) {
  const std::string& branch = named.empty() ? transfer.target() : named;
  ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(branch, "branch"));
  ASSIGN_OR_RETURN(const v1::Organization held,
                   HoldOrganization(call, api::CountyOf(transfer.target()), branch, "branch"));
  RETURN_IF_ERROR(CheckHoldsMembers(held));
  if (!IsAtOrBelow(held.org_path(), target_path)) {
    return InvalidError("branch", {"is not at or below the destination", "不属于转入党组织"});
  }
  return Branch{name, held.org_path()};
}

// The member as he is now. The lock on the transfer came first.
absl::StatusOr<v1::Member> LockMember(rpc::Call& call, const v1::Transfer& transfer) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(transfer.member()));
  ASSIGN_OR_RETURN(v1::Member member, call.db().One<v1::Member>(sql::kGetMemberForUpdate, name));
  RETURN_IF_ERROR(CheckTransferable(member));
  return member;
}

constexpr char kEndOfOffice[] = "组织关系转出";

// Leaves the county's registration: facts end today, and so do offices, secondary relations and an absence.
absl::Status Leave(rpc::Call& call, const MemberName& name, const v1::Transfer& transfer) {
  RETURN_IF_ERROR(EndOffices(call, name.county(), "", name.id(), kEndOfOffice));
  const std::vector<db::Arg> args{
      {"day", call.today()}, {"reason", transfer.reason()}, {"document", transfer.letter_number()}};
  RETURN_IF_ERROR(call.db().Run(sql::kEndRegistration, name, args).status());
  RETURN_IF_ERROR(call.db().Run(sql::kEndState, name, args).status());
  ASSIGN_OR_RETURN(const auto attachments, call.db().Many<v1::Attachment>(sql::kEndMemberAttachments, name, args));
  for (const v1::Attachment& attachment : attachments) call.Changed(attachment);
  ASSIGN_OR_RETURN(const auto outflows, call.db().Many<v1::Outflow>(sql::kEndOutflow, name, args));
  for (const v1::Outflow& outflow : outflows) call.Changed(outflow);
  if (outflows.empty()) return absl::OkStatus();
  return call.db().Run(sql::kMarkFloating, name, db::Arg("floating", false), db::Arg("lost_contact", false)).status();
}

// To another county: the same person under a new name; the old one becomes a tombstone that leads to it.
absl::StatusOr<std::string> Emigrate(rpc::Call& call, const v1::Transfer& transfer, const v1::Member& member,
                                     const Branch& branch) {
  ASSIGN_OR_RETURN(const MemberName from, MemberName::Parse(member.name()));
  RETURN_IF_ERROR(Leave(call, from, transfer));
  const MemberName to(branch.name.county(), call.NewId());
  RETURN_IF_ERROR(call.db().Run(sql::kLeaveCounty, from, db::Arg("merged_into", to.ToString())).status());
  call.Removed<v1::Member>(member.name(), member.org_path(), xianfeng::sync::v1::TOMBSTONE_REASON_MERGED_INTO,
                           to.ToString());
  ASSIGN_OR_RETURN(const v1::Organization home, call.db().One<v1::Organization>(sql::kGetOrganization, branch.name));
  ASSIGN_OR_RETURN(const v1::Member arrived,
                   call.db().One<v1::Member>(sql::kArriveInCounty, to, db::Arg("organization_id", branch.name.id()),
                                             db::Arg("org_path", branch.path), db::Arg("from_county", from.county()),
                                             db::Arg("from_id", from.id()), db::Arg("day", call.today()),
                                             db::Arg("reason", transfer.letter_number()), home));
  call.Changed(arrived);
  return arrived.name();
}

// Out of the system's reach: the receipt settles it, the name stays.
absl::Status LeaveSystem(rpc::Call& call, const v1::Transfer& transfer, const v1::Member& member) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(member.name()));
  RETURN_IF_ERROR(Leave(call, name, transfer));
  ASSIGN_OR_RETURN(const v1::Member gone,
                   call.db().One<v1::Member>(sql::kChangeMemberState, name, db::Arg("state", "TRANSFERRED_OUT")));
  call.Changed(gone);
  return absl::OkStatus();
}

// Ends the member's part in the groups of his branch.
absl::Status LeaveGroups(rpc::Call& call, const v1::Member& member, const MemberName& name) {
  ASSIGN_OR_RETURN(const auto left,
                   call.db().Many<v1::Attachment>(sql::kLeaveGroups, db::Arg("county", name.county()),
                                                  db::Arg("member_id", name.id()), db::Arg("end_date", call.today()),
                                                  db::Arg("branch_path", member.org_path())));
  for (const v1::Attachment& attachment : left) call.Changed(attachment);
  return absl::OkStatus();
}

// To another group of the branch: a secondary relation; the registration stays.
absl::Status ChangeGroup(rpc::Call& call, const v1::Transfer& transfer, const v1::Member& member) {
  ASSIGN_OR_RETURN(const OrganizationName group, OrganizationName::Parse(transfer.target()));
  ASSIGN_OR_RETURN(const v1::Organization held, HoldOrganization(call, group.county(), transfer.target(), "target"));
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(member.name()));
  RETURN_IF_ERROR(LeaveGroups(call, member, name));
  v1::Attachment attachment;
  attachment.set_organization(transfer.target());
  attachment.set_org_path(held.org_path());
  attachment.set_member(member.name());
  attachment.set_display_name(member.display_name());
  *attachment.mutable_start_date() = ToDate(call.today());
  const AttachmentName made_name(group.county(), call.NewId());
  ASSIGN_OR_RETURN(const v1::Attachment made, call.db().One<v1::Attachment>(sql::kAttachMember, made_name, attachment));
  call.Changed(made);
  return absl::OkStatus();
}

// To another branch of the county: offices in the former one and parts in its groups end.
absl::Status ChangeBranch(rpc::Call& call, const v1::Member& member, const Branch& branch) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(member.name()));
  ASSIGN_OR_RETURN(const OrganizationName source, OrganizationName::Parse(member.organization()));
  RETURN_IF_ERROR(EndOffices(call, name.county(), source.id(), name.id(), kEndOfOffice));
  RETURN_IF_ERROR(LeaveGroups(call, member, name));
  return Register(call, {name.id()}, branch).status();
}

// Moves the member to the branch that takes him in; answers his name from then on.
absl::StatusOr<std::string> Move(rpc::Call& call, const v1::Transfer& transfer, const std::string& source_path,
                                 const Branch& branch) {
  const std::string county(api::CountyOf(transfer.member()));
  const bool leaves_county = branch.name.county() != county;
  // The source's consent is the approval; the destination's is this call. Whoever leaves the county leaves all of it.
  RETURN_IF_ERROR(call.Widen({leaves_county ? RootPath(county) : source_path, branch.path},
                             absl::StrCat("acceptance of ", transfer.name())));
  ASSIGN_OR_RETURN(const v1::Member member, LockMember(call, transfer));
  if (leaves_county) return Emigrate(call, transfer, member, branch);
  RETURN_IF_ERROR(ChangeBranch(call, member, branch));
  return member.name();
}

}  // namespace

// Accepts an approved transfer; until then the source counted the member.
absl::StatusOr<v1::Transfer> TransferService::AcceptTransfer(rpc::Call& call,
                                                             const v1::AcceptTransferRequest& request) {
  ASSIGN_OR_RETURN(v1::Transfer transfer, LockTransfer(call, request.name(), request.etag()));
  RETURN_IF_ERROR(CheckAnswers(call, transfer));
  RETURN_IF_ERROR(CheckAcceptable(transfer, call.today()));
  ASSIGN_OR_RETURN(const TransferName name, TransferName::Parse(transfer.name()));
  ASSIGN_OR_RETURN(const db::Result sides, call.db().Rows(sql::kGetTransferSides, name));
  const std::string source_path = sides.text(0, "source_path"), target_path = sides.text(0, "target_path");

  transfer.set_accepted_member(transfer.member());
  if (transfer.kind() == v1::TRANSFER_KIND_INTRA_BRANCH_GROUP) {
    ASSIGN_OR_RETURN(const v1::Member member, LockMember(call, transfer));
    RETURN_IF_ERROR(ChangeGroup(call, transfer, member));
  } else if (transfer.kind() == v1::TRANSFER_KIND_OFFLINE_SYSTEM) {
    // What ends with it may lie anywhere in the county, which the source committee's member leaves.
    RETURN_IF_ERROR(call.Widen({RootPath(name.county())}, absl::StrCat("receipt of ", transfer.name())));
    ASSIGN_OR_RETURN(const v1::Member member, LockMember(call, transfer));
    RETURN_IF_ERROR(LeaveSystem(call, transfer, member));
  } else {
    ASSIGN_OR_RETURN(const Branch branch, BranchOf(call, transfer, target_path, request.branch()));
    ASSIGN_OR_RETURN(const std::string member, Move(call, transfer, source_path, branch));
    transfer.set_accepted_member(member);
    transfer.set_accepted_branch(branch.name.ToString());
  }
  transfer.set_receipt_number(request.receipt_number().empty() ? transfer.letter_number() : request.receipt_number());
  *transfer.mutable_accept_date() = ToDate(call.today());
  const std::string note = transfer.receipt_number();
  return SaveHop(call, std::move(transfer), v1::TRANSFER_STATE_ACCEPTED, note);
}

}  // namespace xf::membership

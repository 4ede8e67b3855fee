// Where a transfer leads, what kind it is, and which hop may follow which (domain reference §2.3).
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "xianfeng/membership/v1/member_resource.pb.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"
#include "xianfeng/membership/v1/transfer.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// One end of a transfer: an organization with the committee that speaks for it.
struct TransferEnd {
  std::string county;
  std::string name;
  std::string path;
  v1::OrganizationKind kind = v1::ORGANIZATION_KIND_UNSPECIFIED;
  bool dissolved = false;
  // Nearest committee at or above it with the power to approve members; "" when there is none.
  std::string committee;
};

// Whether committees of that kind may approve members and so transfer them; a general branch, a leading group and a
// local committee may not (细则 Art. 24).
bool HasApprovalPower(v1::OrganizationKind kind);

// Kind of a transfer from a branch to `target`.
v1::TransferKind KindOf(const TransferEnd& source, const TransferEnd& target);

// Why nobody can be sent to `target`; OK when somebody can. Only a branch's own group needs no committee.
absl::Status CheckTarget(const TransferEnd& source, const TransferEnd& target);

// Why the member can't be transferred now; OK when he can. While a disposal or a decision is pending the relation
// stays.
absl::Status CheckTransferable(const v1::Member& member);

// Every violation of the rules that span fields of a transfer about to start.
std::vector<Violation> CheckTransfer(const v1::Transfer& transfer, absl::string_view county, absl::CivilDay today);

// Whether a transfer in that state may still go on.
bool IsOpen(v1::TransferState state);

// Whether the letter of an approved transfer is past its validity.
bool LetterExpired(const v1::Transfer& transfer, absl::CivilDay today);

}  // namespace xf::membership

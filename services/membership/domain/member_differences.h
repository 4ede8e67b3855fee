// Where a member of ours and a row of an official list differ.
#pragma once

#include <vector>

#include "xianfeng/membership/v1/reconcile.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// Whether the member counts as registered here: any status but the final ones.
bool IsRegistered(v1::MemberState state);

// Every field that the row gives and that differs, in the order of the row's fields, in clear; field, ours and official
// are set. A row without a status means a registered member.
std::vector<v1::MemberDifference> Differences(const v1::Member& ours, const v1::OfficialMember& row);

}  // namespace xf::membership

// What to say of an organization that does not meet a threshold of size or of time (domain reference §1.2).
#pragma once

#include <cstdint>
#include <string>

#include "services/membership/domain/rules.h"
#include "xianfeng/membership/v1/reorganization.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// How large an organization is, everything below it included.
struct OrganizationSize {
  int64_t members = 0;
  int64_t full_members = 0;
  int64_t officers = 0;
  // Units of a joint branch, and the last day of a branch's task, in ISO form.
  int64_t units = 0;
  std::string planned_end = {};
};

// Why a finding is one, in Chinese, with the numbers and the source.
std::string WarningText(v1::OrganizationFinding finding, const OrganizationSize& size, const Rules& rules);

// Whether a re-organization that leads to the finding needs an approval document; officers may still be appointed.
bool NeedsApproval(v1::OrganizationFinding finding);

}  // namespace xf::membership

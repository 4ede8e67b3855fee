// Where organizations may stand, and what they may hold.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "common/base/error.h"
#include "services/membership/domain/rules.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// Whether members are registered in organizations of that kind (domain reference §1.1).
bool HoldsMembers(v1::OrganizationKind kind);

// Why members can't be registered in `organization`; OK when they can.
absl::Status CheckHoldsMembers(const v1::Organization& organization);

// Whether it is a committee, which decides for those below it, approves members (细则 2014 Art. 24) and the founding of
// organizations: a general branch reviews only; a leading group and a temporary organization do not even that.
bool IsCommittee(v1::OrganizationKind kind);

// Whether an organization of kind `superior` may lead one of kind `inferior`.
bool CanLead(v1::OrganizationKind superior, v1::OrganizationKind inferior);

// Path of a county's root: province, city, county, "43.4311.431123".
std::string RootPath(absl::string_view county);
// Path of an organization below `superior_path`.
std::string PathBelow(absl::string_view superior_path, absl::string_view id);
// Whether `path` is `top` or lies below it.
bool IsAtOrBelow(absl::string_view path, absl::string_view top);
// The path that a resource at `path`, at or below `to`, had while `to` was `from`.
std::string PathBefore(absl::string_view path, absl::string_view from, absl::string_view to);

// Why `organization` can't be put under `superior` (null: it would be the county's root); OK when it can. `id` is its
// id.
absl::Status CheckPlacement(const v1::Organization& organization, absl::string_view county, absl::string_view id,
                            const v1::Organization* superior);

// Every violation of the rules that span fields, as of `today`.
std::vector<Violation> CheckOrganization(const v1::Organization& organization, absl::CivilDay today,
                                         absl::string_view prefix = "");

// Last day of a term of office that begins on `start` (domain reference §1.3); nothing for kinds that have no term.
std::optional<absl::CivilDay> TermEnd(const v1::Organization& organization, absl::CivilDay start, const Rules& rules);

}  // namespace xf::membership

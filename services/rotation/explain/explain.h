// Explanations of a plan (features.md C11, C12, C14): why here, why not there, why nowhere.
#pragma once

#include <string>

#include "services/rotation/explain/context.h"

namespace xf::explain {

// Why the plan has the cadre where it has him: score, what the plan would lose without it, who else could have had the
// post. FIELD_INVALID when the cadre is unknown, FAILED_PRECONDITION when he is placed nowhere.
absl::StatusOr<v1::PlacementExplanation> WhyHere(const Context& context, const std::string& cadre_id);

// Why the plan does not have the cadre at the post: the rule that forbids it, or what it would cost and who would move.
// FIELD_INVALID when either is unknown, FAILED_PRECONDITION when he is there.
absl::StatusOr<v1::WhyNotExplanation> WhyNot(const Context& context, const std::string& cadre_id,
                                             const std::string& post_id);

// Why the plan leaves the cadre at home: the rule that forbids every place, or whose claims are in the way and what it
// would cost to place him all the same. FIELD_INVALID when unknown, FAILED_PRECONDITION when he is placed.
absl::StatusOr<v1::WhyNotExplanation> WhyUnassigned(const Context& context, const std::string& cadre_id);

}  // namespace xf::explain

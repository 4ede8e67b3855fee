// What it costs the whole plan to have something, or to do without it: solved again, with a proven range.
#pragma once

#include <optional>
#include <vector>

#include "services/rotation/explain/context.h"

namespace xf::explain {

// A plan in which something holds, and what is proven of all such plans.
struct Alternative {
  // Whether there is such a plan; when not, `proven` says whether that is certain.
  bool possible = false;
  bool proven = false;
  v1::RotationPlan plan;  // placements only
  int64_t objective = 0;
  int64_t upper_bound = 0;
};

// The best plan that places the cadre at one of these posts.
absl::StatusOr<Alternative> With(const Context& context, int cadre, const std::vector<int>& posts);
// The best plan that does not have the cadre at the post.
absl::StatusOr<Alternative> Without(const Context& context, int cadre, int post);

// The price of an alternative that is possible, `first` being told of first.
v1::Price PriceOf(const Context& context, const Alternative& alternative, const std::string& first);

// "总分至少减少3、至多减少5", or how it is known not to fall.
std::string SayPrice(const v1::Price& price);
// "李四由甲改到乙（…）；王五不再安排"; at most five of them.
std::string SayMoves(const Context& context, const v1::Price& price);

}  // namespace xf::explain

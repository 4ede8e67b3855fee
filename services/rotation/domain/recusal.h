// Who may not go where because of whom or whence he is (任职回避), and how far a post is from home.
#pragma once

#include <optional>
#include <string>

#include "services/rotation/domain/planning_rules.h"
#include "xianfeng/rotation/v1/candidate.pb.h"
#include "xianfeng/rotation/v1/planning.pb.h"
#include "xianfeng/rotation/v1/post.pb.h"

namespace xf::rotation {

// A rule that keeps a cadre from a post.
struct Recusal {
  v1::EligibilityRule rule;
  std::string text_zh;
};

// The rule that keeps the cadre from the post; nothing when none does.
std::optional<Recusal> RecusalFrom(const v1::Candidate& candidate, const v1::Post& post);

// Points for the way between home and post; 0 where either is not known.
int64_t TravelPoints(const v1::Candidate& candidate, const v1::Post& post, const PlanningRule& rule);

}  // namespace xf::rotation

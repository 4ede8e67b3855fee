// Who may not go where because of whom or whence he is (任职回避), and how far a post is from home. The planner keeps
// out every pair of which there is a recusal; a placement that a person records is judged by its objections.
#pragma once

#include <optional>
#include <string>
#include <vector>

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

// What stands against a placement that a person records.
struct Objection {
  enum class Weight {
    kForbids,        // 公务员法 Art. 74, 75: under a relative's lead, or as principal at home
    kNeedsApproval,  // a relative who does not lead: the committee decides, and its document says so
    kTold,           // no rule, but to be known
  };
  v1::EligibilityRule rule;
  Weight weight;
  std::string text_zh;
};

// All of them. `relative_there`: a relative is placed at the host at that time.
std::vector<Objection> ObjectionsTo(const v1::Candidate& candidate, const v1::Post& post, bool relative_there);

// Points for the way between home and post; 0 where either is not known.
int64_t TravelPoints(const v1::Candidate& candidate, const v1::Post& post, const PlanningRule& rule);

}  // namespace xf::rotation

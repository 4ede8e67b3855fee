// Problems and plans from text, for tests.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "google/protobuf/text_format.h"
#include "services/rotation/checker/checker.h"

namespace xf::checker {

template <typename T>
T FromText(const std::string& text) {
  T message;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &message)) << text;
  return message;
}

// Two cadres of one unit that spares one at a time, a third of none; two posts of one seat at one host, which takes
// two, and one elsewhere.
inline v1::RotationProblem SmallProblem() {
  return FromText<v1::RotationProblem>(R"pb(
    problem_id: "small"
    slot_count: 8
    units { unit_id: "town" max_absent: 1 }
    hosts { host_id: "bureau" max_present: 2 }
    posts {
      post_id: "desk"
      host_id: "bureau"
      capacity: 1
      durations: [ 2, 3 ]
    }
    posts {
      post_id: "field"
      host_id: "bureau"
      capacity: 2
      durations: 2
      earliest_slot: 2
      latest_end_slot: 6
      start_slots: [ 2, 4 ]
    }
    posts { post_id: "office" host_id: "elsewhere" capacity: 1 durations: 4 }
    cadres { cadre_id: "an" unit_id: "town" }
    cadres {
      cadre_id: "bo"
      unit_id: "town"
      unavailable { start: 0 end: 2 }
    }
    cadres { cadre_id: "chi" }
    options { cadre_id: "an" post_id: "desk" fixed_score: 10 score_per_slot: 1 }
    options { cadre_id: "an" post_id: "field" fixed_score: 4 }
    options { cadre_id: "bo" post_id: "desk" fixed_score: 8 score_per_slot: 2 }
    options { cadre_id: "bo" post_id: "office" fixed_score: 5 }
    options { cadre_id: "chi" post_id: "desk" fixed_score: 1 }
    options { cadre_id: "chi" post_id: "field" fixed_score: 6 score_per_slot: -1 }
  )pb");
}

// Rules that a list of findings names.
template <typename Findings>
std::set<std::string> RulesOf(const Findings& findings) {
  std::set<std::string> rules;
  for (const v1::PlanFinding& finding : findings) rules.insert(v1::PlanRule_Name(finding.rule()).substr(10));
  return rules;
}

}  // namespace xf::checker

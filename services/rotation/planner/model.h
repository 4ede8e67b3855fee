// A problem as flat arrays of numbers: what every part of the planner reads. Ids are gone (index = position in the
// problem), and so is whatever no plan can contain: periods that don't fit, places without room, all but the pin of a
// pinned cadre.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "xianfeng/rotation/v1/plan.pb.h"

namespace xf::planner {

using xianfeng::rotation::v1::RotationPlan;
using xianfeng::rotation::v1::RotationProblem;

// Stays of one length whose starts are next to one another: [start, start + length) for start in [first, last].
struct Run {
  int length = 0;
  int first = 0;
  int last = 0;
};

// One triple: an option, by its index, and the slots [start, end). No option: not placed.
struct Stay {
  int option = -1;
  int start = 0;
  int end = 0;

  bool placed() const { return option >= 0; }
  bool operator==(const Stay&) const = default;
};

struct Option {
  int post = 0;
  int first_run = 0;
  int run_count = 0;
  int64_t fixed = 0;  // of an option with one length only: the whole score
  int64_t per_slot = 0;

  int64_t Score(int length) const { return fixed + per_slot * length; }
};

struct Cadre {
  int first_option = 0;
  int option_count = 0;
  int unit = -1;        // -1: no limit
  bool closed = false;  // has stays that were left out because they meet a row without room
  bool pinned = false;  // has exactly one option with one run of one start
  Stay previous;        // not placed: none, or one that can't be kept
};

struct Post {
  int capacity = 0;
  int host = -1;        // index in hosts; -1: no limit
  int place = 0;        // equal for posts at the same host, listed or not
  bool closed = false;  // it, or its host, has no room at all
};

struct Model {
  int slots = 0;
  std::vector<Cadre> cadres;
  std::vector<Option> options;
  std::vector<Run> runs;
  std::vector<Post> posts;
  std::vector<int> units;                   // max_absent
  std::vector<int> hosts;                   // max_present
  std::vector<std::vector<int>> conflicts;  // by cadre
  int previous_count = 0;
  int64_t change_penalty = 0;
  bool has_budget = false;
  int max_changes = 0;
  // Largest |score| of a triple, change penalty not counted; what a closed row must cost to keep everyone out.
  int64_t largest_score = 0;
  // Whether triples were left out because they meet a post, host or unit without room.
  bool has_closed_rows = false;

  int64_t Score(const Stay& stay) const {
    if (!stay.placed()) return 0;
    return options[static_cast<size_t>(stay.option)].Score(stay.end - stay.start);
  }
  // What the stay adds to the objective of a plan in which nobody is placed: its score, and the change that it saves.
  int64_t Gain(int cadre, const Stay& stay) const {
    if (!stay.placed()) return 0;
    return Score(stay) + (stay == cadres[static_cast<size_t>(cadre)].previous ? change_penalty : 0);
  }
  // Objective of the plan in which nobody is placed.
  int64_t EmptyObjective() const { return -change_penalty * previous_count; }
  // Triples in all.
  int64_t CountTriples() const;
  // Previous placements that must be kept at least.
  int MustKeep() const { return has_budget ? previous_count - max_changes : 0; }
};

// The problem, which Validate has found good, in numbers.
Model MakeModel(const RotationProblem& problem);

}  // namespace xf::planner

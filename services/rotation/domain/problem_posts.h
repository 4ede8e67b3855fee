// The posts of a problem: lengths, starts, and the room that others leave. Part of problem_builder.
#pragma once

#include <vector>

#include "services/rotation/domain/registry_facts.h"

namespace xf::rotation {

// Slots in which stays of the program may start; none: any. For a program in batches the first slot of each, and no
// stay is longer than `longest`.
struct Starts {
  std::vector<int32_t> slots;
  bool any = true;
  int longest = 0;
};
Starts StartsOf(const RegistryFacts& facts, const v1::PlanSettings& settings, const Horizon& horizon,
                const ProgramRule& rule);

// Lengths in slots that the program's type, the post and the starts allow.
std::vector<int32_t> DurationsOf(const v1::Post& post, const ProgramRule& rule, const Starts& starts);

// A constant number of places from `from` to before `to`: of all such, the one with the most places × slots. A post
// that is partly taken is offered so, because a problem's capacity does not change in time.
struct Room {
  int capacity = 0;
  int from = 0;
  int to = 0;
};
Room RoomOf(int capacity, const std::vector<int>& taken);

// How many are at the post in each slot.
std::vector<int> TakenOf(const RegistryFacts& facts, const std::string& post, const Horizon& horizon);

}  // namespace xf::rotation

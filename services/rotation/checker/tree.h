// The tree of a certificate: its shape, and the decisions above each leaf.
#pragma once

#include <functional>
#include <vector>

#include "services/rotation/checker/finding.h"
#include "services/rotation/checker/problem.h"

namespace xf::checker {

// What a leaf knows of one cadre: an answer to a branch above it.
struct Decision {
  bool yes = false;
  std::vector<int> posts;  // ascending; empty = any
  int start_from = 0;
  int start_to = 0;

  // Whether a stay gives this answer.
  bool Admits(const Triple& triple) const;
};

// The answers above a leaf, by cadre.
using Decisions = std::vector<std::vector<Decision>>;

// Adds to `findings` everything that keeps the nodes from being a tree rooted in node 0, and every branch or price that
// is no branch or price of the problem. Whether there was nothing.
bool CheckTree(const Problem& problem, const v1::RotationPlan::Certificate& certificate, Findings& findings);

// Visits every leaf of a tree that CheckTree has accepted.
void ForEachLeaf(const Problem& problem, const v1::RotationPlan::Certificate& certificate,
                 const std::function<void(int node, const Decisions& decisions)>& visit);

}  // namespace xf::checker

// The bound that a certificate proves, added up without a solver (contracts.md, last section).
#pragma once

#include "services/rotation/checker/finding.h"
#include "services/rotation/checker/problem.h"

namespace xf::checker {

// What a certificate is found to be.
struct Proof {
  // Whether it is a tree with sound prices, so that `upper_bound` means something.
  bool sound = false;
  // No plan's objective is above it; −∞ when the certificate shows that there is no plan.
  double upper_bound = 0;
  int leaves = 0;
};

// Adds the leaves' bounds up again and compares the largest with the stated one (10⁻⁶ relative). What is wrong goes to
// `findings`.
Proof CheckCertificate(const Problem& problem, const v1::RotationPlan& plan, Findings& findings);

}  // namespace xf::checker

// Branches that prove more than one relaxation can: the leaf of the highest bound is split by a question about one
// cadre (Land, Doig: An automatic method of solving discrete programming problems, 1960), and both halves get prices of
// their own. The tree is the certificate. A branch-and-price in small, which also comes upon plans.
#pragma once

#include <memory>
#include <vector>

#include "services/rotation/planner/ascent.h"
#include "services/rotation/planner/assignment.h"
#include "services/rotation/planner/master.h"
#include "services/rotation/planner/meter.h"

namespace xf::planner {

class Tree {
 public:
  // `base`: what every plan contains.
  Tree(const Model& model, Pool& pool, const Assignment& base);

  // Prices of the root, as long as it has no branch.
  void SetRoot(const Rows& prices, double bound);
  // The highest bound of the leaves.
  double bound() const;
  // Splits the leaf of the highest bound; the first time, solves the root. `best` becomes the best plan come upon, if
  // that is better. False when there is nothing more to split, the certificate is as large as it may be, or the meter
  // ran out: then nothing has changed.
  bool Split(Assignment& best, const Meter& meter);
  // Work that splits have cost.
  int64_t work() const;

  // The tree in the problem's ids, with bounds of the rounded prices.
  RotationPlan::Certificate Certify(const RotationProblem& problem) const;

 private:
  struct Node {
    Rows prices;
    double bound = 0;
    std::vector<Decision> path;
    bool asked = false;  // whether there is a question that would split it
    Decision question;
    int yes = -1;  // -1: a leaf
    int no = -1;
  };

  int Highest() const;
  // Prices and question of a leaf, beginning with the prices that it has.
  void Settle(Node& leaf, Assignment& best);
  // A plan from the likely stays.
  void Round(const std::vector<std::pair<int, Stay>>& likely, const Rows& prices, Assignment& best);

  const Model& model_;
  Pool& pool_;
  const Assignment& base_;
  std::unique_ptr<Master> master_;
  std::vector<Node> nodes_;
  int64_t steps_ = 0;   // of ascents
  size_t entries_ = 0;  // prices in the certificate
};

}  // namespace xf::planner

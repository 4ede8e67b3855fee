#include "services/rotation/planner/tree.h"

#include <algorithm>
#include <limits>

#include "services/rotation/planner/certificate.h"
#include "services/rotation/planner/repair.h"

namespace xf::planner {
namespace {

// Prices in the certificate: some ten megabytes as text.
constexpr size_t kMostEntries = 200'000;
// Steps of the ascent for a leaf whose program has no solution: prices rise without end, and the bound falls.
constexpr int kSteps = 300;

size_t CountPrices(const Rows& rows) {
  size_t count = 0;
  ForEachRow([&](double price) { count += price > 0 ? 1 : 0; }, rows);
  return count;
}

}  // namespace

Tree::Tree(const Model& model, Pool& pool, const Assignment& base)
    : model_(model), pool_(pool), base_(base), nodes_(1) {
  nodes_[0].bound = std::numeric_limits<double>::max();
}

void Tree::SetRoot(const Rows& prices, double bound) {
  if (nodes_.size() > 1 || bound >= nodes_[0].bound) return;
  nodes_[0].prices = prices;
  nodes_[0].bound = bound;
  entries_ = CountPrices(prices);
}

int Tree::Highest() const {
  int highest = -1;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i].yes >= 0) continue;
    if (highest < 0 || nodes_[i].bound > nodes_[static_cast<size_t>(highest)].bound) highest = static_cast<int>(i);
  }
  return highest;
}

double Tree::bound() const { return nodes_[static_cast<size_t>(Highest())].bound; }

bool Tree::Split(Assignment& best, const Meter& meter) {
  Assignment found = best;
  if (master_ == nullptr) {
    auto master = std::make_unique<Master>(model_, pool_, nodes_[0].prices);
    master_ = std::move(master);
    Node root = nodes_[0];
    Settle(root, found);
    if (meter.Expired()) return false;
    entries_ = CountPrices(root.prices);
    nodes_[0] = std::move(root);
    best = found;
    return true;
  }
  const size_t at = static_cast<size_t>(Highest());
  if (!nodes_[at].asked || entries_ > kMostEntries) return false;
  Node halves[2];
  for (const bool yes : {true, false}) {
    Node& half = halves[yes ? 0 : 1];
    half.prices = nodes_[at].prices;
    half.bound = nodes_[at].bound;
    half.path = nodes_[at].path;
    half.path.push_back(nodes_[at].question);
    half.path.back().yes = yes;
    Settle(half, found);
    if (meter.Expired()) return false;
    entries_ += CountPrices(half.prices);
  }
  best = found;
  nodes_[at].yes = static_cast<int>(nodes_.size());
  nodes_[at].no = nodes_[at].yes + 1;
  nodes_[at].prices = {};
  nodes_.push_back(std::move(halves[0]));
  nodes_.push_back(std::move(halves[1]));
  return true;
}

void Tree::Settle(Node& leaf, Assignment& best) {
  const double enough = static_cast<double>(best.objective()) + 1 - 1e-6;
  Master::Solution solution = master_->Solve(leaf.path, enough);
  if (solution.found) {
    leaf.prices = std::move(solution.prices);
    leaf.bound = std::min(leaf.bound, solution.bound);
    leaf.asked = solution.shares.Ask(leaf.path, leaf.question);
    Round(solution.likely, leaf.prices, best);
    return;
  }
  // No plan is in this half, or the program is too hard: prices from the ascent prove what they can.
  Ascent ascent(model_, pool_, leaf.prices, leaf.path);
  for (int step = 0; step < kSteps && ascent.bound() >= enough; ++step, ++steps_) {
    ascent.Step(static_cast<double>(best.objective()));
  }
  leaf.prices = ascent.prices();
  leaf.bound = std::min(leaf.bound, ascent.bound());
}

void Tree::Round(const std::vector<std::pair<int, Stay>>& likely, const Rows& prices, Assignment& best) {
  Assignment plan = base_;
  for (const auto& [c, stay] : likely) {
    if (!plan.at(c).placed() && plan.Fits(c, stay)) plan.Put(c, stay);
  }
  Pricing pricing(model_);
  pricing.Set(prices);
  plan = Repair(pricing, plan);
  if (plan.objective() > best.objective() && plan.WithinBudget()) best = plan;
}

int64_t Tree::work() const {
  return steps_ * (20 + model_.CountTriples() / 500) + (master_ == nullptr ? 0 : master_->work());
}

RotationPlan::Certificate Tree::Certify(const RotationProblem& problem) const {
  RotationPlan::Certificate certificate;
  double upper = -std::numeric_limits<double>::max();
  Pool alone(1);
  Relaxer relaxer(model_, alone);
  for (const Node& node : nodes_) {
    if (node.yes < 0) {
      const Rows prices = Rounded(model_, node.prices);
      relaxer.Restrict(node.path);
      upper = std::max(upper, relaxer.Solve(prices).bound);
      *certificate.add_nodes() = Leaf(problem, model_, prices);
      continue;
    }
    auto& branch = *certificate.add_nodes()->mutable_branch();
    branch.set_cadre_id(problem.cadres(node.question.cadre).cadre_id());
    branch.add_post_ids(problem.posts(node.question.post).post_id());
    branch.set_start_from(node.question.from);
    branch.set_start_to(node.question.to);
    branch.set_yes_node(node.yes);
    branch.set_no_node(node.no);
  }
  certificate.set_upper_bound(upper);
  return certificate;
}

}  // namespace xf::planner

#include "services/rotation/checker/certificate.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/rotation/checker/tree.h"

namespace xf::checker {
namespace {

using Certificate = v1::RotationPlan::Certificate;

constexpr double kTolerance = 1e-6;
constexpr double kNothing = -std::numeric_limits<double>::infinity();

// A sum of doubles with what rounding may have done to it, so that huge prices that cancel out prove nothing.
struct Interval {
  double sum = 0;
  double low = 0;
  double high = 0;

  void Add(double value, double error) { Add({value, value - error, value + error}); }
  void Add(const Interval& other) {
    sum += other.sum;
    low += other.low;
    high += other.high;
  }
  void Raise(const Interval& other) {
    sum = std::max(sum, other.sum);
    low = std::max(low, other.low);
    high = std::max(high, other.high);
  }
  bool Narrow() const { return low == high || high - low <= kTolerance * std::max(1.0, std::abs(sum)); }
};

// Prices of one kind in one leaf, dense by slot where there are any.
class PriceTable {
 public:
  PriceTable(int rows, int slots) : rows_(rows), free_(slots, 0.0) {}

  void Set(int row, int slot, double price) {
    if (rows_[row].empty()) rows_[row] = free_;
    rows_[row][slot] = price;
  }
  const double* Row(int row) const { return row == kNone || rows_[row].empty() ? free_.data() : rows_[row].data(); }

 private:
  std::vector<std::vector<double>> rows_;
  std::vector<double> free_;
};

// One leaf: what its prices prove under the decisions above it.
class Leaf {
 public:
  Leaf(const Problem& problem, const Certificate::Node& node)
      : problem_(problem),
        proto_(problem.proto()),
        node_(node),
        ulp_((3.0 * problem.slot_count() + 16) * std::numeric_limits<double>::epsilon()),
        posts_(proto_.posts_size(), problem.slot_count()),
        units_(proto_.units_size(), problem.slot_count()),
        hosts_(proto_.hosts_size(), problem.slot_count()) {
    for (const auto& price : node.post_prices())
      posts_.Set(problem.PostIndex(price.post_id()), price.slot(), price.price());
    for (const auto& price : node.unit_prices())
      units_.Set(problem.UnitIndex(price.unit_id()), price.slot(), price.price());
    for (const auto& price : node.host_prices())
      hosts_.Set(problem.HostIndex(price.host_id()), price.slot(), price.price());
  }

  Interval Bound(const Decisions& decisions) const {
    Interval sum = Rent();
    for (size_t i = 0; i < problem_.cadres().size(); ++i) {
      sum.Add(BestOf(static_cast<int>(i), decisions[i]));
    }
    const double size = std::max(std::abs(sum.low), std::abs(sum.high));
    if (std::isfinite(size)) sum.Add(0, size * static_cast<double>(problem_.cadres().size()) * 1e-16);
    return sum;
  }

 private:
  void Multiply(Interval& sum, double price, double times) const {
    sum.Add(price * times, std::abs(price * times) * ulp_);
  }

  // What the plan pays for everything that is limited, whoever uses it.
  Interval Rent() const {
    Interval sum;
    for (const auto& price : node_.post_prices()) {
      Multiply(sum, price.price(), proto_.posts(problem_.PostIndex(price.post_id())).capacity());
    }
    for (const auto& price : node_.unit_prices()) {
      Multiply(sum, price.price(), proto_.units(problem_.UnitIndex(price.unit_id())).max_absent());
    }
    for (const auto& price : node_.host_prices()) {
      Multiply(sum, price.price(), proto_.hosts(problem_.HostIndex(price.host_id())).max_present());
    }
    Multiply(sum, -(static_cast<double>(proto_.change_penalty()) + node_.change_price()), proto_.previous_size());
    if (proto_.has_max_changes()) Multiply(sum, node_.change_price(), proto_.max_changes());
    return sum;
  }

  // The most that a cadre can be worth here; nothing at all when a decision or pin leaves the cadre no stay.
  Interval BestOf(int index, const std::vector<Decision>& decisions) const {
    const Cadre& cadre = problem_.cadres()[index];
    const bool placed = cadre.pin || std::ranges::any_of(decisions, &Decision::yes);
    Interval best = placed ? Interval{kNothing, kNothing, kNothing} : Interval{};
    for (const Option& option : cadre.options) {
      if (cadre.pin && cadre.pin->post != option.post) continue;
      const Post& post = problem_.posts()[option.post];
      if (post.durations.empty()) continue;
      if (post.starts.empty()) {
        for (int start = post.earliest; start < post.latest_end; ++start) {
          Consider(index, cadre, option, start, decisions, best);
        }
      } else {
        for (const int start : post.starts) Consider(index, cadre, option, start, decisions, best);
      }
    }
    return best;
  }

  // Stays of all durations from one start; their prices are one running sum.
  void Consider(int index, const Cadre& cadre, const Option& option, int start, const std::vector<Decision>& decisions,
                Interval& best) const {
    const Post& post = problem_.posts()[option.post];
    if (start < post.earliest) return;
    const Triple first{index, option.post, start, post.durations.front()};
    if (!std::ranges::all_of(decisions, [&](const Decision& decision) { return decision.Admits(first); })) return;
    const double* at_post = posts_.Row(option.post);
    const double* at_unit = units_.Row(cadre.unit);
    const double* at_host = hosts_.Row(post.host < proto_.hosts_size() ? post.host : kNone);
    double paid = 0;
    int64_t slot = start;
    for (const int duration : post.durations) {
      const Triple stay{index, option.post, start, duration};
      if (stay.end() > post.latest_end || cadre.Unavailable(start, stay.end())) return;
      for (; slot < stay.end(); ++slot) paid += at_post[slot] + at_unit[slot] + at_host[slot];
      if (cadre.pin && *cadre.pin != stay) continue;
      double gain = static_cast<double>(option.Score(duration));
      double size = std::abs(gain) + paid;
      if (cadre.previous == stay) {
        const double keeping = static_cast<double>(proto_.change_penalty()) + node_.change_price();
        gain += keeping;
        size += keeping;
      }
      Interval value;
      value.Add(gain - paid, size * ulp_);
      best.Raise(value);
    }
  }

  const Problem& problem_;
  const v1::RotationProblem& proto_;
  const Certificate::Node& node_;
  const double ulp_;  // relative rounding error of one stay's sum
  PriceTable posts_, units_, hosts_;
};

}  // namespace

Proof CheckCertificate(const Problem& problem, const v1::RotationPlan& plan, Findings& findings) {
  const Certificate& certificate = plan.certificate();
  if (certificate.nodes().empty()) {
    Add(findings, v1::PLAN_RULE_CERTIFICATE_MISSING, "the plan has no certificate", "方案没有附证明");
    return {};
  }
  Proof proof;
  if (!CheckTree(problem, certificate, findings)) return proof;
  proof.sound = true;
  proof.upper_bound = kNothing;
  ForEachLeaf(problem, certificate, [&](int node, const Decisions& decisions) {
    ++proof.leaves;
    const Interval bound = Leaf(problem, certificate.nodes(node)).Bound(decisions);
    if (!bound.Narrow()) {
      proof.sound = false;
      Add(findings, v1::PLAN_RULE_CERTIFICATE_PRICE,
          absl::StrCat("node ", node, ": prices too large to be added up exactly"),
          absl::StrCat("证明节点", node, "：价格过大，无法准确求和"))
          .set_node(node);
    }
    proof.upper_bound = std::max(proof.upper_bound, bound.sum);
  });
  const double stated = certificate.upper_bound();
  if (proof.sound && stated != proof.upper_bound &&
      !(std::abs(stated - proof.upper_bound) <= kTolerance * std::max(1.0, std::abs(proof.upper_bound)))) {
    v1::PlanFinding& finding =
        Add(findings, v1::PLAN_RULE_UPPER_BOUND, absl::StrCat("the bound is ", proof.upper_bound, ", not ", stated),
            absl::StrCat("上界应为", proof.upper_bound, "，而非", stated));
    finding.set_found(stated);
    finding.set_allowed(proof.upper_bound);
  }
  return proof;
}

}  // namespace xf::checker

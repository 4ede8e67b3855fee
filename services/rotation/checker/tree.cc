#include "services/rotation/checker/tree.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"

namespace xf::checker {
namespace {

using Certificate = v1::RotationPlan::Certificate;
using Branch = Certificate::Branch;

int StartTo(const Problem& problem, const Branch& branch) {
  return branch.start_to() == 0 ? problem.slot_count() : branch.start_to();
}

class TreeCheck {
 public:
  TreeCheck(const Problem& problem, const Certificate& certificate, Findings& findings)
      : problem_(problem), certificate_(certificate), findings_(findings) {}

  bool Run() {
    const size_t before = findings_.size();
    CheckShape();
    for (int i = 0; i < certificate_.nodes_size(); ++i) {
      const Certificate::Node& node = certificate_.nodes(i);
      if (node.has_branch()) {
        CheckBranch(i, node.branch());
      } else {
        CheckPrices(i, node);
      }
    }
    return findings_.size() == before;
  }

 private:
  void Wrong(int node, v1::PlanRule rule, const std::string& en, const std::string& zh) {
    Add(findings_, rule, absl::StrCat("node ", node, ": ", en), absl::StrCat("证明节点", node, "：", zh))
        .set_node(node);
  }

  // Every node but the root has one parent, and the root leads to all of them: then there is no cycle either.
  void CheckShape() {
    const int count = certificate_.nodes_size();
    std::vector<int> parents(count);
    std::vector<bool> reached(count);
    const auto children = [&](int node) {
      const Branch& branch = certificate_.nodes(node).branch();
      return certificate_.nodes(node).has_branch() ? std::vector<int>{branch.yes_node(), branch.no_node()}
                                                   : std::vector<int>{};
    };
    for (int node = 0; node < count; ++node) {
      for (const int child : children(node)) {
        if (child >= 0 && child < count) {
          ++parents[child];
        } else {
          Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, absl::StrCat("no node ", child, " for a child"),
                absl::StrCat("没有子节点", child));
        }
      }
    }
    std::vector<int> next = {0};
    while (!next.empty()) {
      const int node = next.back();
      next.pop_back();
      if (node < 0 || node >= count || reached[node]) continue;
      reached[node] = true;
      for (const int child : children(node)) next.push_back(child);
    }
    for (int node = 0; node < count; ++node) {
      if (parents[node] != (node == 0 ? 0 : 1)) {
        Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, absl::StrCat("has ", parents[node], " parents"),
              absl::StrCat("有", parents[node], "个父节点"));
      }
      if (!reached[node]) Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, "not below node 0", "不在节点0之下");
    }
  }

  void CheckBranch(int node, const Branch& branch) {
    if (problem_.CadreIndex(branch.cadre_id()) == kNone) {
      Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, "unknown cadre " + branch.cadre_id(), "未知人员" + branch.cadre_id());
    }
    for (const std::string& post : branch.post_ids()) {
      if (problem_.PostIndex(post) != kNone) continue;
      Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, "unknown post " + post, "未知岗位" + post);
    }
    if (branch.start_from() < 0 || branch.start_from() > problem_.slot_count() || branch.start_to() < 0 ||
        branch.start_to() > problem_.slot_count()) {
      Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, "starts outside the horizon", "起始时段超出编排期");
    }
  }

  // Prices of one kind; `index` says whether the id is one of the problem's.
  template <typename Prices, typename IdOf, typename IndexOf>
  void CheckKind(int node, const Prices& prices, absl::string_view kind, IdOf id_of, IndexOf index_of) {
    std::set<std::pair<int, int>> seen;
    for (const auto& price : prices) {
      const int index = index_of(id_of(price));
      const std::string what = absl::StrCat(kind, " ", id_of(price), ", slot ", price.slot());
      if (index == kNone || price.slot() < 0 || price.slot() >= problem_.slot_count()) {
        Wrong(node, v1::PLAN_RULE_CERTIFICATE_TREE, "a price of what does not exist: " + what,
              "价格的对象不存在：" + what);
      } else if (!seen.emplace(index, price.slot()).second) {
        Wrong(node, v1::PLAN_RULE_CERTIFICATE_PRICE, "two prices of " + what, "价格重复：" + what);
      }
      CheckPrice(node, price.price(), what);
    }
  }

  void CheckPrice(int node, double price, const std::string& what) {
    if (std::isfinite(price) && price >= 0) return;
    Wrong(node, v1::PLAN_RULE_CERTIFICATE_PRICE, absl::StrCat("price ", price, " of ", what),
          absl::StrCat("价格", price, "无效：", what));
  }

  void CheckPrices(int node, const Certificate::Node& leaf) {
    CheckKind(
        node, leaf.post_prices(), "post", [](const auto& price) { return price.post_id(); },
        [&](const std::string& id) { return problem_.PostIndex(id); });
    CheckKind(
        node, leaf.unit_prices(), "unit", [](const auto& price) { return price.unit_id(); },
        [&](const std::string& id) { return problem_.UnitIndex(id); });
    CheckKind(
        node, leaf.host_prices(), "host", [](const auto& price) { return price.host_id(); },
        [&](const std::string& id) {
          const int host = problem_.HostIndex(id);
          return host < problem_.proto().hosts_size() ? host : kNone;  // one without a limit has no price
        });
    CheckPrice(node, leaf.change_price(), "a change");
    if (leaf.change_price() > 0 && !problem_.proto().has_max_changes()) {
      Wrong(node, v1::PLAN_RULE_CERTIFICATE_PRICE, "a price of changes without a budget", "没有调整上限却有调整价格");
    }
  }

  const Problem& problem_;
  const Certificate& certificate_;
  Findings& findings_;
};

Decision Read(const Problem& problem, const Branch& branch, bool yes) {
  Decision decision{yes, {}, branch.start_from(), StartTo(problem, branch)};
  for (const std::string& post : branch.post_ids()) decision.posts.push_back(problem.PostIndex(post));
  std::ranges::sort(decision.posts);
  return decision;
}

}  // namespace

bool Decision::Admits(const Triple& triple) const {
  const bool meant = (posts.empty() || std::ranges::binary_search(posts, triple.post)) && start_from <= triple.start &&
                     triple.start < start_to;
  return meant == yes;
}

bool CheckTree(const Problem& problem, const Certificate& certificate, Findings& findings) {
  return TreeCheck(problem, certificate, findings).Run();
}

void ForEachLeaf(const Problem& problem, const Certificate& certificate,
                 const std::function<void(int node, const Decisions& decisions)>& visit) {
  Decisions decisions(problem.cadres().size());
  // A step goes down to `node` with its answer, or takes the answer back on the way up.
  struct Step {
    int node;
    int parent;
    bool yes;
    bool up;
  };
  std::vector<Step> steps = {{0, kNone, false, false}};
  while (!steps.empty()) {
    const Step step = steps.back();
    steps.pop_back();
    if (step.parent != kNone) {
      const Branch& above = certificate.nodes(step.parent).branch();
      std::vector<Decision>& of_cadre = decisions[problem.CadreIndex(above.cadre_id())];
      if (step.up) {
        of_cadre.pop_back();
        continue;
      }
      of_cadre.push_back(Read(problem, above, step.yes));
      steps.push_back({step.node, step.parent, step.yes, true});
    }
    const Certificate::Node& node = certificate.nodes(step.node);
    if (!node.has_branch()) {
      visit(step.node, decisions);
      continue;
    }
    steps.push_back({node.branch().no_node(), step.node, false, false});
    steps.push_back({node.branch().yes_node(), step.node, true, false});
  }
}

}  // namespace xf::checker

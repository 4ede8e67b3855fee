#include "services/training/domain/plan_rules.h"

#include <set>

namespace xf::training {

std::vector<v1::EduTask> UncoveredTasks(const v1::Plan& plan) {
  std::set<int> covered;
  for (const v1::PlanItem& item : plan.items()) covered.insert(item.tasks().begin(), item.tasks().end());
  std::vector<v1::EduTask> uncovered;
  for (int task = v1::EduTask_MIN + 1; task <= v1::EduTask_MAX; ++task) {
    if (!covered.contains(task)) uncovered.push_back(static_cast<v1::EduTask>(task));
  }
  return uncovered;
}

absl::string_view TaskName(v1::EduTask task) {
  switch (task) {
    case v1::EDU_TASK_POLITICAL_THEORY:
      return "政治理论教育";
    case v1::EDU_TASK_POLITICAL_TRAINING:
      return "政治教育和政治训练";
    case v1::EDU_TASK_DISCIPLINE:
      return "党章党规党纪教育";
    case v1::EDU_TASK_PURPOSE:
      return "党的宗旨教育";
    case v1::EDU_TASK_TRADITION:
      return "革命传统教育";
    case v1::EDU_TASK_SITUATION:
      return "形势政策教育";
    case v1::EDU_TASK_SKILLS:
      return "知识技能教育";
    default:
      return "";
  }
}

}  // namespace xf::training

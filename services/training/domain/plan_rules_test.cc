#include "services/training/domain/plan_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(UncoveredTasksTest, AnEmptyPlanCoversNoneOfTheSeven) { EXPECT_THAT(UncoveredTasks(v1::Plan()), SizeIs(7)); }

TEST(UncoveredTasksTest, ItemsTogetherCoverTheSeven) {
  v1::Plan plan;
  auto& first = *plan.add_items();
  for (int task = 1; task <= 4; ++task) first.add_tasks(static_cast<v1::EduTask>(task));
  auto& second = *plan.add_items();
  for (int task = 4; task <= 7; ++task) second.add_tasks(static_cast<v1::EduTask>(task));
  EXPECT_THAT(UncoveredTasks(plan), IsEmpty());
}

TEST(UncoveredTasksTest, NamesWhatIsMissingInTheOrderOfTheArticles) {
  v1::Plan plan;
  auto& item = *plan.add_items();
  for (const auto task : {v1::EDU_TASK_SKILLS, v1::EDU_TASK_PURPOSE, v1::EDU_TASK_POLITICAL_THEORY,
                          v1::EDU_TASK_TRADITION, v1::EDU_TASK_POLITICAL_TRAINING}) {
    item.add_tasks(task);
  }
  EXPECT_THAT(UncoveredTasks(plan), ElementsAre(v1::EDU_TASK_DISCIPLINE, v1::EDU_TASK_SITUATION));
}

TEST(TaskNameTest, EveryTaskHasAName) {
  std::set<std::string> names;
  for (int task = 1; task <= v1::EduTask_MAX; ++task) names.emplace(TaskName(static_cast<v1::EduTask>(task)));
  EXPECT_THAT(names, SizeIs(7));
  EXPECT_FALSE(names.contains(""));
}

}  // namespace
}  // namespace xf::training

// What a plan must cover before it is published.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "xianfeng/training/v1/plan.pb.h"

namespace xf::training {

namespace v1 = xianfeng::training::v1;

// The basic tasks that no item carries, in their order. 条例 ch. 3, Art. 9–15: education covers all seven.
std::vector<v1::EduTask> UncoveredTasks(const v1::Plan& plan);

// Chinese name of a task: "政治理论教育".
absl::string_view TaskName(v1::EduTask task);

}  // namespace xf::training

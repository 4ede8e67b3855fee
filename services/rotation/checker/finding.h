// Findings of the checker: which rule is broken, by whom, where and when, in both languages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "services/rotation/checker/problem.h"
#include "xianfeng/rotation/v1/verification.pb.h"

namespace xf::checker {

using Findings = std::vector<v1::PlanFinding>;

// Adds a finding with its texts and gives it back for its details.
v1::PlanFinding& Add(Findings& findings, v1::PlanRule rule, std::string text, std::string text_zh);

// "slots 3 to 5" and "第3至5时段", counted from 0 as in the problem; the end is not included in [start, end).
std::string Slots(int64_t start, int64_t end);
std::string SlotsZh(int64_t start, int64_t end);

}  // namespace xf::checker

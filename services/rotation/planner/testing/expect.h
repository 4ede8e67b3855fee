// What every test of the planner asks of a plan.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/rotation/checker/checker.h"
#include "services/rotation/planner/planner.h"

namespace xf::planner::testing {

// The independent checker finds nothing wrong with plan and certificate.
inline void ExpectHolds(const xianfeng::rotation::v1::RotationProblem& problem,
                        const xianfeng::rotation::v1::RotationPlan& plan) {
  const auto verified = checker::Verify(problem, plan);
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_TRUE(verified->holds()) << verified->DebugString() << problem.DebugString() << plan.DebugString();
  EXPECT_TRUE(verified->certificate_holds()) << verified->DebugString();
  EXPECT_EQ(verified->objective(), plan.objective());
}

}  // namespace xf::planner::testing

#include "common/base/clock.h"

#include <gtest/gtest.h>

namespace xf {
namespace {

class StoppedClock final : public Clock {
 public:
  explicit StoppedClock(absl::Time now) : now_(now) {}
  absl::Time Now() const override { return now_; }

 private:
  absl::Time now_;
};

TEST(ClockTest, TodayTurnsAtMidnightInChinaNotInLondon) {
  EXPECT_EQ(StoppedClock(absl::FromCivil(absl::CivilSecond(2026, 5, 17, 15, 59, 59), absl::UTCTimeZone())).Today(),
            absl::CivilDay(2026, 5, 17));
  EXPECT_EQ(StoppedClock(absl::FromCivil(absl::CivilSecond(2026, 5, 17, 16, 0, 0), absl::UTCTimeZone())).Today(),
            absl::CivilDay(2026, 5, 18));
}

}  // namespace
}  // namespace xf

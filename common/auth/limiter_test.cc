#include "common/auth/limiter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/auth/key_for_test.h"
#include "common/base/clock.h"
#include "common/testing/matchers.h"
#include "google/rpc/error_details.pb.h"

namespace xf::auth {
namespace {

using testing::IsError;
using testing::IsOk;

const auto kTooFast = IsError(absl::StatusCode::kResourceExhausted, errors::REASON_RATE_LIMITED);
const auto kUsedUp = IsError(absl::StatusCode::kResourceExhausted, errors::REASON_QUOTA_EXHAUSTED);

Principal Someone(const std::string& subject, std::optional<Limit> limit) {
  Principal principal;
  principal.subject = subject;
  principal.limit = limit;
  return principal;
}

// What RetryInfo says.
absl::Duration RetryAfter(const absl::Status& status) {
  google::rpc::RetryInfo info;
  const auto payload = status.GetPayload("type.googleapis.com/google.rpc.RetryInfo");
  EXPECT_TRUE(payload && info.ParseFromString(std::string(*payload)));
  return absl::Seconds(info.retry_delay().seconds()) + absl::Nanoseconds(info.retry_delay().nanos());
}

TEST(LimiterTest, ABurstPassesAndThenTheAverageHolds) {
  Limiter limiter;
  const Principal clerk = Someone("li-qing", Limit{.per_second = 2, .burst = 3});
  for (int i = 0; i < 3; ++i) EXPECT_THAT(limiter.Take(clerk, kTestNow), IsOk());
  const absl::Status refused = limiter.Take(clerk, kTestNow);
  EXPECT_THAT(refused, kTooFast);
  EXPECT_EQ(RetryAfter(refused), absl::Milliseconds(500));
  EXPECT_THAT(limiter.Take(clerk, kTestNow + absl::Milliseconds(499)), kTooFast);
  EXPECT_THAT(limiter.Take(clerk, kTestNow + absl::Milliseconds(501)), IsOk());
  EXPECT_THAT(limiter.Take(clerk, kTestNow + absl::Milliseconds(502)), kTooFast);
}

TEST(LimiterTest, ALongRestGivesNoMoreThanTheBurst) {
  Limiter limiter;
  const Principal clerk = Someone("li-qing", Limit{.per_second = 10, .burst = 2});
  EXPECT_THAT(limiter.Take(clerk, kTestNow), IsOk());
  const absl::Time later = kTestNow + absl::Hours(5);
  EXPECT_THAT(limiter.Take(clerk, later), IsOk());
  EXPECT_THAT(limiter.Take(clerk, later), IsOk());
  EXPECT_THAT(limiter.Take(clerk, later), kTooFast);
}

TEST(LimiterTest, ADaysQuotaComesBackAtMidnightInTheCounty) {
  Limiter limiter;
  const Principal clerk = Someone("li-qing", Limit{.per_second = 100, .burst = 100, .per_day = 2});
  const absl::TimeZone zone = ChinaZone();
  const absl::Time evening = absl::FromCivil(absl::CivilHour(2026, 5, 1, 22), zone);
  EXPECT_THAT(limiter.Take(clerk, evening), IsOk());
  EXPECT_THAT(limiter.Take(clerk, evening), IsOk());
  const absl::Status refused = limiter.Take(clerk, evening);
  EXPECT_THAT(refused, kUsedUp);
  EXPECT_EQ(RetryAfter(refused), absl::Hours(2));
  EXPECT_THAT(limiter.Take(clerk, evening + absl::Hours(2)), IsOk());
}

TEST(LimiterTest, EveryPrincipalHasAnAccountOfItsOwn) {
  Limiter limiter;
  const Limit one{.per_second = 1, .burst = 1};
  Principal service = Someone("li-qing", one);
  service.is_service = true;
  EXPECT_THAT(limiter.Take(Someone("li-qing", one), kTestNow), IsOk());
  EXPECT_THAT(limiter.Take(Someone("wang-fang", one), kTestNow), IsOk());
  EXPECT_THAT(limiter.Take(service, kTestNow), IsOk());
  EXPECT_THAT(limiter.Take(Someone("li-qing", one), kTestNow), kTooFast);
}

TEST(LimiterTest, WithoutALimitNothingIsCounted) {
  Limiter limiter;
  for (int i = 0; i < 1000; ++i) EXPECT_THAT(limiter.Take(Someone("admin", std::nullopt), kTestNow), IsOk());
}

}  // namespace
}  // namespace xf::auth

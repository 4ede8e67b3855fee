#include "common/rpc/refusals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/error.h"
#include "common/rpc/method.h"
#include "common/rpc/serve.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::rpc {
namespace {

class RefusalsTest : public ::testing::Test {
 protected:
  // How many of `count` refusals are appended.
  int Appended(int count, const std::string& san = "spiffe://xianfeng/a",
               errors::Reason reason = errors::REASON_TOKEN_MISSING) {
    int appended = 0;
    for (int i = 0; i < count; ++i) {
      const auto refused =
          refusals_.Count(method_, {.peer_san = san}, UnauthenticatedError(reason, {"no", "不"}), now_);
      if (!refused) continue;
      ++appended;
      left_out_ += refused->left_out;
    }
    return appended;
  }
  int64_t Due() {
    int64_t due = 0;
    for (const auto& refused : refusals_.Due(now_)) due += 1 + refused.left_out;
    return due;
  }

  const Method& method_ = FindMethod("xianfeng.sync.v1.ChangeFeedService", "ListFeeds");
  Refusals refusals_;
  absl::Time now_ = absl::UnixEpoch();
  int64_t left_out_ = 0;
};

TEST_F(RefusalsTest, AFewAreAppendedOneByOne) {
  EXPECT_EQ(Appended(30), 30);
  EXPECT_EQ(left_out_, 0);
}

TEST_F(RefusalsTest, OfAFloodOneIsAppendedNowAndThenAndNoneIsForgotten) {
  int appended = 0;
  for (int second = 0; second < 100; ++second) {
    appended += Appended(1000);
    now_ += absl::Seconds(1);
  }
  EXPECT_GE(appended, 30 + 9);
  EXPECT_LE(appended, 30 + 10);
  now_ += absl::Seconds(10);
  EXPECT_EQ(appended + left_out_ + Due(), 100'000);
  EXPECT_EQ(Due(), 0);
}

TEST_F(RefusalsTest, AFloodHidesNobodyElseAndNoOtherReason) {
  Appended(1000);
  EXPECT_EQ(Appended(1, "spiffe://xianfeng/b"), 1);
  EXPECT_EQ(Appended(1, "spiffe://xianfeng/a", errors::REASON_TOKEN_EXPIRED), 1);
  EXPECT_EQ(Appended(1), 0);
}

TEST_F(RefusalsTest, WhatIsLeftOutIsToldOnlyOnceItMayBe) {
  Appended(31);
  EXPECT_EQ(Due(), 0);
  now_ += absl::Seconds(10);
  EXPECT_EQ(Due(), 1);
}

}  // namespace
}  // namespace xf::rpc

#include "common/rpc/executor.h"

#include <gtest/gtest.h>

#include <atomic>
#include <latch>
#include <thread>

namespace xf::rpc {
namespace {

TEST(ExecutorTest, RunsEverythingThatItAccepted) {
  std::atomic<int> ran = 0;
  {
    Executor executor(2, 1000);
    for (int i = 0; i < 500; ++i) ASSERT_TRUE(executor.Submit([&] { ++ran; }));
  }
  EXPECT_EQ(ran, 500);
}

TEST(ExecutorTest, RefusesWhenTheQueueIsFull) {
  std::latch started(2), release(1);
  Executor executor(2, 3);
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(executor.Submit([&] {
      started.count_down();
      release.wait();
    }));
  }
  started.wait();
  int accepted = 0;
  while (executor.Submit([] {})) ++accepted;
  EXPECT_EQ(accepted, 5);
  EXPECT_EQ(executor.waiting(), 5u);
  release.count_down();
}

TEST(ExecutorTest, TasksMaySubmitTasks) {
  std::latch done(100);
  Executor executor(3, 200);
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE(executor.Submit([&] {
      done.count_down();
      executor.Submit([&] { done.count_down(); });
    }));
  }
  done.wait();
}

TEST(ExecutorTest, ManyThreadsSubmitAtOnce) {
  std::atomic<int> ran = 0, accepted = 0;
  {
    Executor executor(2, 100'000);
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 2000; ++n) accepted += executor.Submit([&] { ++ran; });
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_EQ(ran, accepted);
}

}  // namespace
}  // namespace xf::rpc

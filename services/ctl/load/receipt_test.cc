#include "services/ctl/load/receipt.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace xf::ctl {
namespace {

class ReceiptTest : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::remove(path_); }

  // A file of this test's own.
  std::string county_ = ::testing::UnitTest::GetInstance()->current_test_info()->name();
  std::string path_ = ::testing::TempDir() + "/load-" + county_ + ".json";
  Receipt receipt_{::testing::TempDir(), county_};
  const Heads heads_ = {{"membership", 100}, {"report", 7}};
};

TEST_F(ReceiptTest, MatchesWhatWasLoadedAlsoAfterMoreWasWritten) {
  EXPECT_FALSE(receipt_.Matches("a1", heads_));
  ASSERT_TRUE(receipt_.Write("a1", heads_).ok());
  EXPECT_TRUE(receipt_.Matches("a1", heads_));
  EXPECT_TRUE(receipt_.Matches("a1", {{"membership", 101}, {"report", 7}}));
}

TEST_F(ReceiptTest, DoesNotMatchAnotherCountyOrADatabaseMadeAnew) {
  ASSERT_TRUE(receipt_.Write("a1", heads_).ok());
  EXPECT_FALSE(receipt_.Matches("b2", heads_));
  EXPECT_FALSE(receipt_.Matches("a1", {{"membership", 100}, {"report", 0}}));
  EXPECT_FALSE(receipt_.Matches("a1", {{"membership", 100}, {"report", 7}, {"training", 1}}));
}

TEST_F(ReceiptTest, DoesNotMatchADamagedFile) {
  std::ofstream(path_) << R"({"fingerprint": "a1", "he)";
  EXPECT_FALSE(receipt_.Matches("a1", heads_));
}

}  // namespace
}  // namespace xf::ctl

#include "common/base/file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>

#include "common/base/ids.h"

namespace xf {
namespace {

class FileTest : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(dir_); }
  void TearDown() override { std::filesystem::remove_all(dir_); }

  const std::string dir_ = ::testing::TempDir() + "xf-file-" + NewUuid();
  const std::string path_ = dir_ + "/key";
};

TEST_F(FileTest, BytesComeBackAsWritten) {
  const std::string bytes("a\0b\r\n\xff", 6);
  ASSERT_TRUE(WriteFile(path_, bytes).ok());
  EXPECT_EQ(ReadFile(path_).value(), bytes);
}

TEST_F(FileTest, WritingReplacesAndLeavesNothingElseBehind) {
  ASSERT_TRUE(WriteFile(path_, "a longer first text").ok());
  ASSERT_TRUE(WriteFile(path_, "second").ok());
  EXPECT_EQ(ReadFile(path_).value(), "second");
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(dir_), {}), 1);
}

TEST_F(FileTest, ModeIsAsAskedWhateverTheUmask) {
  ASSERT_TRUE(WriteFile(path_, "secret", 0600).ok());
  struct stat info;
  ASSERT_EQ(stat(path_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST_F(FileTest, MissingFilesAndFoldersAreErrors) {
  EXPECT_EQ(ReadFile(path_).status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(WriteFile(dir_ + "/none/key", "x").ok());
}

TEST_F(FileTest, WatchTellsEachReplacementOnce) {
  FileWatch watch(path_);
  EXPECT_FALSE(watch.Changed());  // Not there yet.
  ASSERT_TRUE(WriteFile(path_, "1").ok());
  EXPECT_TRUE(watch.Changed());
  EXPECT_FALSE(watch.Changed());
  ASSERT_TRUE(WriteFile(path_, "2").ok());
  EXPECT_TRUE(watch.Changed());
  std::filesystem::remove(path_);
  EXPECT_FALSE(watch.Changed());
}

}  // namespace
}  // namespace xf

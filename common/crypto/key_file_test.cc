// The key file: wrapped, rotated while in use, refused when it is half written.
#include "common/crypto/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"

namespace xf::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class KeyFileTest : public ::testing::Test {
 protected:
  KeyFileTest() {
    std::string path = (std::filesystem::temp_directory_path() / "keys-XXXXXX").string();
    dir_ = mkdtemp(path.data());
    path_ = dir_ + "/sealing-keys.json";
  }
  ~KeyFileTest() override { std::filesystem::remove_all(dir_); }

  std::string Text() { return *ReadFile(path_); }
  std::shared_ptr<const Sealer> Open() { return *Sealer::FromFile(path_); }

  std::string dir_, path_;
};

TEST_F(KeyFileTest, HoldsNoKeyInClear) {
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kIntl).ok());
  const Sealer::Keys keys = *ReadKeyFile(path_);
  EXPECT_EQ(keys.active, "k1");
  for (const std::string& key : {keys.seal.at("k1"), keys.index}) {
    EXPECT_THAT(Text(), Not(HasSubstr(absl::Base64Escape(key))));
  }
  EXPECT_EQ(std::filesystem::status(path_).permissions(),
            std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST_F(KeyFileTest, IsMadeOnce) {
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kIntl).ok());
  const std::string text = Text();
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kGm).ok());
  EXPECT_EQ(Text(), text);
}

TEST_F(KeyFileTest, ANewDataKeySealsWhileOldValuesOpenAndIndexesStay) {
  for (const Profile profile : {Profile::kIntl, Profile::kGm}) {
    std::filesystem::remove(path_);
    ASSERT_TRUE(CreateKeyFile(path_, profile).ok());
    const auto sealer = Open();
    const std::string sealed = sealer->Seal("x", "phone"), index = sealer->Index("x", "phone");
    EXPECT_EQ(*AddDataKey(path_, profile), "k2");
    ASSERT_TRUE(sealer->Reload().ok());
    EXPECT_THAT(sealer->Seal("x", "phone"), HasSubstr("k2"));
    EXPECT_EQ(*sealer->Open(sealed, "phone"), "x");
    EXPECT_EQ(sealer->Index("x", "phone"), index);
  }
}

TEST_F(KeyFileTest, AProcessThatHasNotReloadedYetOpensWhatAnotherSealed) {
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kIntl).ok());
  const auto early = Open();
  ASSERT_TRUE(AddDataKey(path_, Profile::kGm).ok());
  EXPECT_EQ(*early->Open(Open()->Seal("x", "phone"), "phone"), "x");
}

TEST_F(KeyFileTest, ANewMasterKeyWrapsTheSameKeys) {
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kGm).ok());
  const Sealer::Keys before = *ReadKeyFile(path_);
  const std::string text = Text();
  ASSERT_TRUE(ReplaceMasterKey(path_).ok());
  std::filesystem::remove(dir_ + "/master-1.key");
  const Sealer::Keys after = *ReadKeyFile(path_);
  EXPECT_EQ(after.seal, before.seal);
  EXPECT_EQ(after.index, before.index);
  EXPECT_NE(Text(), text);
}

TEST_F(KeyFileTest, KeysFromBeforeThereWereMasterKeysAreWrapped) {
  const std::string key = absl::Base64Escape(std::string(32, 'k'));
  const std::string old =
      R"({"profile":"intl","active":"k1","keys":{"k1":")" + key + R"("},"index_key":")" + key + R"("})";
  ASSERT_TRUE(WriteFile(path_, old).ok());
  EXPECT_FALSE(ReadKeyFile(path_).ok());
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kIntl).ok());
  EXPECT_EQ(ReadKeyFile(path_)->seal.at("k1"), std::string(32, 'k'));
  EXPECT_THAT(Text(), Not(HasSubstr(key)));
}

TEST_F(KeyFileTest, AHalfWrittenFileOrAMissingKeyChangesNothingAndShowsNoKey) {
  ASSERT_TRUE(CreateKeyFile(path_, Profile::kIntl).ok());
  const auto sealer = Open();
  const std::string sealed = sealer->Seal("x", "phone"), whole = Text();
  const std::string master(absl::StripAsciiWhitespace(*ReadFile(dir_ + "/master-1.key")));
  std::string other_index = whole;
  // The last wrapped key of the file is that of the index, or a data key: either way it opens under another name no
  // more.
  other_index.replace(other_index.find("\"k1\": "), 5, "\"kx\":");
  for (const std::string& text :
       {whole.substr(0, whole.size() / 2), std::string("[]"), std::string("{}"), other_index}) {
    ASSERT_TRUE(WriteFile(path_, text).ok());
    const absl::Status reload = sealer->Reload();
    EXPECT_FALSE(reload.ok()) << text;
    EXPECT_THAT(std::string(reload.message()), HasSubstr(path_));
    EXPECT_THAT(std::string(reload.message()), Not(HasSubstr(master)));
    EXPECT_EQ(*sealer->Open(sealed, "phone"), "x");
  }
  ASSERT_TRUE(WriteFile(path_, whole).ok());
  std::filesystem::remove(dir_ + "/master-1.key");
  EXPECT_FALSE(sealer->Reload().ok());
  EXPECT_FALSE(Sealer::FromFile(path_).ok());
  EXPECT_EQ(*sealer->Open(sealed, "phone"), "x");
}

}  // namespace
}  // namespace xf::crypto

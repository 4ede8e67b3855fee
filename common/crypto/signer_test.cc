// Signing, and the known answer of RFC 8032.
#include "common/crypto/signer.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"

namespace xf::crypto {
namespace {

class SignerTest : public ::testing::Test {
 protected:
  SignerTest() {
    std::string path = (std::filesystem::temp_directory_path() / "signer-XXXXXX").string();
    dir_ = mkdtemp(path.data());
  }
  ~SignerTest() override { std::filesystem::remove_all(dir_); }

  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = absl::StrCat(dir_, "/", name);
    EXPECT_TRUE(WriteFile(path, text, 0600).ok());
    return path;
  }
  std::shared_ptr<const Signer> Make(const SigningKeyPair& pair) {
    return *Signer::FromFiles(Write("private.pem", pair.private_pem), Write("trusted.pem", pair.public_pem));
  }

  std::string dir_;
};

TEST_F(SignerTest, WhatWasSignedVerifiesAndNothingElseDoes) {
  const auto signer = Make(NewSigningKeyPair());
  const Signature signature = signer->Sign("head 7");
  EXPECT_TRUE(signer->Verify("head 7", signature).ok());
  EXPECT_EQ(signer->Verify("head 8", signature).code(), absl::StatusCode::kDataLoss);
  Signature other = signature;
  other.bytes[0] = static_cast<char>(other.bytes[0] ^ 1);
  EXPECT_EQ(signer->Verify("head 7", other).code(), absl::StatusCode::kDataLoss);
}

TEST_F(SignerTest, AKeyThatIsNotTrustedIsRefused) {
  const Signature signature = Make(NewSigningKeyPair())->Sign("head 7");
  EXPECT_EQ(Make(NewSigningKeyPair())->Verify("head 7", signature).code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(SignerTest, ATrustFileMayHoldManyKeys) {
  const SigningKeyPair old_pair = NewSigningKeyPair(), new_pair = NewSigningKeyPair();
  const Signature signature = Make(old_pair)->Sign("head 7");
  const auto verifier = Signer::VerifierFromFile(Write("both.pem", new_pair.public_pem + old_pair.public_pem));
  ASSERT_TRUE(verifier.ok());
  EXPECT_TRUE((*verifier)->Verify("head 7", signature).ok());
}

TEST_F(SignerTest, FilesThatHoldNoKeyAreRefused) {
  const SigningKeyPair pair = NewSigningKeyPair();
  const std::string good = Write("good.pem", pair.public_pem), bad = Write("bad.pem", "-----BEGIN PUBLIC KEY-----\n");
  EXPECT_FALSE(Signer::FromFiles(good, good).ok());
  EXPECT_FALSE(Signer::VerifierFromFile(bad).ok());
  EXPECT_FALSE(Signer::VerifierFromFile(dir_ + "/none").ok());
}

TEST_F(SignerTest, Ed25519GivesTheAnswerOfRfc8032) {
  // Section 7.1, test 2; the key in the PKCS#8 form of RFC 8410.
  const std::string der = absl::HexStringToBytes(
      "302e020100300506032b6570042204204ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  const std::string pem =
      absl::StrCat("-----BEGIN PRIVATE KEY-----\n", absl::Base64Escape(der), "\n-----END PRIVATE KEY-----\n");
  const auto signer = Signer::FromFiles(Write("rfc.pem", pem), Write("trusted.pem", NewSigningKeyPair().public_pem));
  ASSERT_TRUE(signer.ok()) << signer.status();
  EXPECT_EQ(
      absl::BytesToHexString((*signer)->Sign("\x72").bytes),
      "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb430"
      "2aeeb00d291612bb0c00");
}

}  // namespace
}  // namespace xf::crypto

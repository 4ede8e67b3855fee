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
  for (const Profile profile : {Profile::kIntl, Profile::kGm}) {
    const auto signer = Make(NewSigningKeyPair(profile));
    const Signature signature = signer->Sign("head 7");
    EXPECT_TRUE(signer->Verify("head 7", signature).ok());
    EXPECT_EQ(signer->Verify("head 8", signature).code(), absl::StatusCode::kDataLoss);
    Signature other = signature;
    other.bytes.back() = static_cast<char>(other.bytes.back() ^ 1);
    EXPECT_EQ(signer->Verify("head 7", other).code(), absl::StatusCode::kDataLoss);
  }
}

TEST_F(SignerTest, UnderGmThePairIsOnTheSm2Curve) {
  const SigningKeyPair pair = NewSigningKeyPair(Profile::kGm);
  std::string der;
  ASSERT_TRUE(absl::Base64Unescape(pair.public_pem.substr(27, pair.public_pem.find("-----END") - 27), &der));
  EXPECT_EQ(absl::BytesToHexString(der.substr(0, 24)), "3059301306072a8648ce3d020106082a811ccf5501822d03");
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

TEST_F(SignerTest, Sm2TakesTheSignatureOfGmt0003) {
  // GM/T 0003.5-2012, annex A: signer "1234567812345678", message "message digest".
  const std::string der = absl::HexStringToBytes(
      "3059301306072a8648ce3d020106082a811ccf5501822d034200"
      "0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020"
      "ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13");
  const std::string pem =
      absl::StrCat("-----BEGIN PUBLIC KEY-----\n", absl::Base64Escape(der), "\n-----END PUBLIC KEY-----\n");
  const auto verifier = Signer::VerifierFromFile(Write("gmt.pem", pem));
  ASSERT_TRUE(verifier.ok()) << verifier.status();
  const Signature signature{
      absl::BytesToHexString(Sha256(der)).substr(0, 16),
      absl::HexStringToBytes("3046"
                             "022100f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3"
                             "022100b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa")};
  EXPECT_TRUE((*verifier)->Verify("message digest", signature).ok());
  EXPECT_FALSE((*verifier)->Verify("message digesT", signature).ok());
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

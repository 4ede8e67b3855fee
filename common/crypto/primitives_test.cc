// Known answers of the standards.
#include "common/crypto/primitives.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "common/crypto/digest.h"
#include "common/crypto/sealer.h"

namespace xf::crypto {
namespace {

std::string Hex(absl::string_view hex) { return absl::HexStringToBytes(hex); }

struct GcmVector {
  const char *key, *nonce, *plain, *context, *ciphertext, *tag;
};

// "The Galois/Counter Mode of Operation (GCM)" (McGrew, Viega), appendix B, test cases 13 to 16: the AES-256 cases with
// a 96-bit nonce, submitted to NIST for SP 800-38D.
const GcmVector kGcmVectors[] = {
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000", "", "", "",
     "530f8afbc74536b9a963b4f1c4cb738b"},
    {"0000000000000000000000000000000000000000000000000000000000000000", "000000000000000000000000",
     "00000000000000000000000000000000", "", "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657b"
     "a"
     "637b391aafd255",
     "",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0ab"
     "c"
     "c9f662898015ad",
     "b094dac5d93471bdec1a502270e3cc6c"},
    {"feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308", "cafebabefacedbaddecaf888",
     "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657b"
     "a"
     "637b39",
     "feedfacedeadbeeffeedfacedeadbeefabaddad2",
     "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0ab"
     "c"
     "c9f662",
     "76fc6ece0f4e1768cddf8853bb2d551b"},
};

TEST(PrimitivesTest, AesGcmGivesTheStandardsAnswers) {
  for (const GcmVector& vector : kGcmVectors) {
    const std::string sealed = AesGcmSeal(Hex(vector.key), Hex(vector.nonce), Hex(vector.context), Hex(vector.plain));
    EXPECT_EQ(absl::BytesToHexString(sealed), std::string(vector.ciphertext) + vector.tag);
    EXPECT_EQ(AesGcmOpen(Hex(vector.key), Hex(vector.nonce), Hex(vector.context), sealed), Hex(vector.plain));
  }
}

TEST(PrimitivesTest, AFailedOpenLeavesTheNextOneUnharmed) {
  const GcmVector& vector = kGcmVectors[3];
  const std::string sealed = Hex(std::string(vector.ciphertext) + vector.tag);
  EXPECT_EQ(AesGcmOpen(Hex(vector.key), Hex(vector.nonce), "other", sealed), std::nullopt);
  EXPECT_EQ(AesGcmOpen(Hex(vector.key), Hex(vector.nonce), Hex(vector.context), sealed), Hex(vector.plain));
}

TEST(PrimitivesTest, HmacSha256GivesTheAnswersOfRfc4231) {
  // Test cases 1, 2, 3, 4 and 6.
  const struct {
    std::string key, data, mac;
  } vectors[] = {
      {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'),
       "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {Hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
  };
  for (const auto& vector : vectors) {
    EXPECT_EQ(absl::BytesToHexString(HmacSha256(vector.key, {vector.data})), vector.mac);
    EXPECT_EQ(HmacSha256(vector.key, {vector.data.substr(0, 3), vector.data.substr(3)}),
              HmacSha256(vector.key, {vector.data}));
  }
}

TEST(PrimitivesTest, Sm4CtrGivesTheAnswersOfTheStandards) {
  const std::string key = Hex("0123456789abcdeffedcba9876543210");
  // GB/T 32907-2016, annex A.1: the block that is the key itself. In counter mode it is the key stream over zeros.
  EXPECT_EQ(absl::BytesToHexString(Sm4Ctr(key, key, std::string(16, '\0'))), "681edf34d206965e86b3e94f536e4246");
  // draft-ribose-cfrg-sm4-10, appendix A.2.5.1.
  std::string plain;
  for (const char letter : std::string("abcdefab")) plain += Hex(std::string(16, letter));
  const std::string counter = Hex("000102030405060708090a0b0c0d0e0f");
  const std::string cipher =
      "ac3236cb970cc20791364c395a1342d1a3cbc1878c6f30cd074cce385cdd70c7f234bc0e24c11980fd1286310ce37b926e02fcd0faa0baf3"
      "8b2933851d824514";
  EXPECT_EQ(absl::BytesToHexString(Sm4Ctr(key, counter, plain)), cipher);
  EXPECT_EQ(Sm4Ctr(key, counter, Hex(cipher)), plain);
}

TEST(PrimitivesTest, Sm3GivesTheAnswersOfGbt32905) {
  EXPECT_EQ(absl::BytesToHexString(Digest("sm3", "abc")),
            "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0");
  std::string many;
  for (int i = 0; i < 16; ++i) many += "abcd";
  EXPECT_EQ(absl::BytesToHexString(Digest("sm3", many)),
            "debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732");
  EXPECT_EQ(Digest("sha256", "abc"), Sha256("abc"));
  EXPECT_EQ(Digest("md5", "abc"), "");
}

TEST(PrimitivesTest, HmacSm3GivesTheAnswerOfGmt0042) {
  // GM/T 0042-2015, annex D.3, first example.
  const std::string message = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  EXPECT_EQ(absl::BytesToHexString(
                HmacSm3(Hex("0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20"), {message, message})),
            "ca05e144ed05d1857840d1f318a4a8669e559fc8391f414485bfdf7bb408963a");
}

TEST(PrimitivesTest, Sha256GivesTheAnswersOfFips180) {
  EXPECT_EQ(absl::BytesToHexString(Sha256("")), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(absl::BytesToHexString(Sha256("abc")), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(absl::BytesToHexString(Sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

}  // namespace
}  // namespace xf::crypto

#include "common/feed/digest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/sealer.h"

namespace xf::feed {
namespace {

TEST(DigestTest, OneResourceIsTheHashOfItsNameRevisionAndBytes) {
  Digest digest;
  digest.Add("counties/990001/members/m1", 258, "bytes");
  const std::string revision("\0\0\0\0\0\0\1\2", 8);
  EXPECT_EQ(digest.sum(), crypto::Sha256(absl::StrCat("counties/990001/members/m1", revision, "bytes")));
  EXPECT_EQ(digest.count(), 1);
}

TEST(DigestTest, TheSumDoesNotDependOnOrderButOnEveryRevisionAndByte) {
  Digest forth, back, later, other;
  for (const char* name : {"a", "b", "c"}) forth.Add(name, 1, "x");
  for (const char* name : {"c", "b", "a"}) back.Add(name, 1, "x");
  EXPECT_EQ(forth, back);
  for (const char* name : {"a", "b", "c"}) later.Add(name, 2, "x");
  for (const char* name : {"a", "b", "c"}) other.Add(name, 1, "y");
  EXPECT_NE(forth, later);
  EXPECT_NE(forth, other);
}

TEST(DigestTest, StoredWordsAddUpWithTheirCarries) {
  // Two hashes of all ones: 2 × (2^256 − 1) mod 2^256 = 2^256 − 2. A word of all ones is stored as 2^63 − 1.
  Digest digest;
  digest.AddStored(2, {"18446744073709551614", "18446744073709551614", "18446744073709551614", "18446744073709551614"});
  EXPECT_EQ(absl::BytesToHexString(digest.sum()), std::string(63, 'f') + "e");
  // And the smallest word, 0, is stored as −2^63.
  Digest zero;
  zero.AddStored(3,
                 {"-27670116110564327424", "-27670116110564327424", "-27670116110564327424", "-27670116110564327424"});
  EXPECT_EQ(absl::BytesToHexString(zero.sum()), std::string(64, '0'));
  EXPECT_EQ(zero.count(), 3);
}

}  // namespace
}  // namespace xf::feed

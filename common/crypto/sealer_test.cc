#include "common/crypto/sealer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <thread>
#include <vector>

#include "common/base/ids.h"

namespace xf::crypto {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

Sealer::Keys SomeKeys() {
  return {.seal = {{"k1", std::string(32, 'a')}, {"k2", std::string(32, 'b')}},
          .active = "k2",
          .index = std::string(32, 'i')};
}

std::shared_ptr<const Sealer> SealerOf(Sealer::Keys keys) { return Sealer::Create(std::move(keys)).value(); }

TEST(SealerTest, WhatWasSealedOpensAgainWhateverItsLength) {
  const auto sealer = SealerOf(SomeKeys());
  for (const size_t size : {0, 1, 15, 16, 17, 18, 1000, 100'000}) {
    const std::string plain = RandomBytes(size);
    EXPECT_EQ(sealer->Open(sealer->Seal(plain, "phone"), "phone").value(), plain);
  }
}

TEST(SealerTest, ASealedValueHasTheDocumentedForm) {
  const std::string sealed = SealerOf(SomeKeys())->Seal("13800000000", "phone");
  EXPECT_EQ(sealed.substr(0, 4), std::string("\x01\x02k2", 4));
  EXPECT_EQ(sealed.size(), 4u + 12 + 11 + 16);
  EXPECT_THAT(sealed, Not(HasSubstr("138")));
}

TEST(SealerTest, TheSameValueIsSealedDifferentlyEachTime) {
  const auto sealer = SealerOf(SomeKeys());
  EXPECT_NE(sealer->Seal("13800000000", "phone"), sealer->Seal("13800000000", "phone"));
}

TEST(SealerTest, AnotherContextDoesNotOpenIt) {
  const auto sealer = SealerOf(SomeKeys());
  EXPECT_EQ(sealer->Open(sealer->Seal("13800000000", "phone"), "address").status().code(), absl::StatusCode::kDataLoss);
}

TEST(SealerTest, AnotherKeyUnderTheSameIdDoesNotOpenIt) {
  Sealer::Keys other = SomeKeys();
  other.seal["k2"] = std::string(32, 'c');
  const std::string sealed = SealerOf(SomeKeys())->Seal("13800000000", "phone");
  EXPECT_EQ(SealerOf(other)->Open(sealed, "phone").status().code(), absl::StatusCode::kDataLoss);
}

TEST(SealerTest, AnyFlippedBitAndAnyLostByteIsNoticed) {
  const auto sealer = SealerOf(SomeKeys());
  const std::string sealed = sealer->Seal("431123198501010010", "id_number");
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(sealer->Open(changed, "id_number").ok()) << "bit " << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(sealer->Open(sealed.substr(0, size), "id_number").ok()) << size << " bytes";
  }
}

TEST(SealerTest, RandomBytesNeverOpen) {
  const auto sealer = SealerOf(SomeKeys());
  std::mt19937 random(42);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes("\x01\x02k1", 4);
    for (size_t n = random() % 80; n > 0; --n) bytes.push_back(static_cast<char>(random()));
    EXPECT_FALSE(sealer->Open(bytes, "phone").ok());
  }
}

TEST(SealerTest, OldKeysStillOpenAfterTheActiveOneChanged) {
  Sealer::Keys before = SomeKeys();
  before.active = "k1";
  const std::string sealed = SealerOf(before)->Seal("x", "phone");
  EXPECT_EQ(SealerOf(SomeKeys())->Open(sealed, "phone").value(), "x");

  Sealer::Keys dropped = SomeKeys();
  dropped.seal.erase("k1");
  EXPECT_EQ(SealerOf(dropped)->Open(sealed, "phone").status().code(), absl::StatusCode::kNotFound);
}

TEST(SealerTest, IndexDependsOnValueContextAndKeyAlone) {
  const auto sealer = SealerOf(SomeKeys());
  Sealer::Keys other_active = SomeKeys();
  other_active.active = "k1";
  Sealer::Keys other_index = SomeKeys();
  other_index.index = std::string(32, 'j');
  const std::string index = sealer->Index("431123198501010010", "id_number");
  EXPECT_EQ(index.size(), 16u);
  EXPECT_EQ(index, SealerOf(other_active)->Index("431123198501010010", "id_number"));
  EXPECT_NE(index, SealerOf(other_index)->Index("431123198501010010", "id_number"));
  EXPECT_NE(index, sealer->Index("431123198501010010", "phone"));
  EXPECT_NE(index, sealer->Index("431123198501010029", "id_number"));
  EXPECT_NE(sealer->Index("bc", "a"), sealer->Index("c", "ab"));
}

TEST(SealerTest, KeysOfAWrongKindAreRefused) {
  Sealer::Keys keys = SomeKeys();
  keys.active = "k3";
  EXPECT_FALSE(Sealer::Create(keys).ok());
  keys = SomeKeys();
  keys.seal["k1"] = "short";
  EXPECT_FALSE(Sealer::Create(keys).ok());
  keys = SomeKeys();
  keys.index.clear();
  EXPECT_FALSE(Sealer::Create(keys).ok());
}

TEST(SealerTest, ManyThreadsMayShareOne) {
  const auto sealer = SealerOf(SomeKeys());
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&sealer, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string plain = std::to_string(t * 10'000 + i);
        ASSERT_EQ(sealer->Open(sealer->Seal(plain, "phone"), "phone").value(), plain);
        ASSERT_EQ(sealer->Index(plain, "phone"), sealer->Index(plain, "phone"));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

TEST(SealerTest, UnderGmASealedValueHasTheDocumentedFormToo) {
  Sealer::Keys keys = SomeKeys();
  keys.profile = keys.index_profile = Profile::kGm;
  const auto sealer = SealerOf(keys);
  EXPECT_EQ(sealer->digest(), "sm3");
  const std::string sealed = sealer->Seal("13800000000", "phone");
  EXPECT_EQ(sealed.substr(0, 4), std::string("\x02\x02k2", 4));
  EXPECT_EQ(sealed.size(), 4u + 16 + 11 + 32);
  EXPECT_EQ(sealer->Open(sealed, "phone").value(), "13800000000");
  EXPECT_EQ(sealer->Open(sealed, "address").status().code(), absl::StatusCode::kDataLoss);
  EXPECT_NE(sealer->Index("13800000000", "phone"), SealerOf(SomeKeys())->Index("13800000000", "phone"));
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    std::string changed = sealed;
    changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << (bit % 8)));
    EXPECT_FALSE(sealer->Open(changed, "phone").ok()) << "bit " << bit;
  }
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_FALSE(sealer->Open(sealed.substr(0, size), "phone").ok()) << size << " bytes";
  }
}

TEST(SealerTest, AfterAChangeOfProfileOldValuesOpenAndIndexesStay) {
  const std::string sealed = SealerOf(SomeKeys())->Seal("x", "phone");
  Sealer::Keys keys = SomeKeys();
  keys.seal["k3"] = std::string(32, 'c');
  keys.active = "k3";
  keys.profile = Profile::kGm;
  const auto sealer = SealerOf(keys);
  EXPECT_EQ(sealer->Open(sealed, "phone").value(), "x");
  EXPECT_EQ(sealer->Index("x", "phone"), SealerOf(SomeKeys())->Index("x", "phone"));
  EXPECT_EQ(sealer->Seal("x", "phone").substr(0, 4), sealer->active_prefix());
}

}  // namespace
}  // namespace xf::crypto

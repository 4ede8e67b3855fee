#include "services/ctl/sample/names.h"

#include <gtest/gtest.h>

#include <set>

#include "common/api/formats.h"

namespace xf::sample {
namespace {

using xianfeng::type::v1::GENDER_FEMALE;
using xianfeng::type::v1::GENDER_MALE;

TEST(IdNumbersTest, CarryDivisionBirthGenderAndCheckDigit) {
  IdNumbers ids;
  const absl::CivilDay birth(1985, 1, 1);
  for (const auto gender : {GENDER_MALE, GENDER_FEMALE}) {
    const std::string number = ids.Next("431123", birth, gender);
    EXPECT_TRUE(api::IsIdNumber(number)) << number;
    EXPECT_EQ(number.substr(0, 6), "431123");
    EXPECT_EQ(api::IdNumberBirthDay(number), birth);
    EXPECT_EQ(api::IdNumberGender(number), gender);
  }
}

TEST(IdNumbersTest, NeverGivesANumberTwice) {
  IdNumbers ids;
  std::set<std::string> seen;
  for (int i = 0; i < 40; ++i) {
    for (const auto gender : {GENDER_MALE, GENDER_FEMALE}) {
      for (int day = 1; day <= 5; ++day) {
        EXPECT_TRUE(seen.insert(ids.Next("431123", absl::CivilDay(1990, 6, day), gender)).second);
      }
    }
  }
}

TEST(PersonNameTest, IsAcceptedAsAName) {
  Rng rng(7);
  for (int i = 0; i < 500; ++i) {
    const std::string name = PersonName(rng, i % 2 == 0 ? GENDER_MALE : GENDER_FEMALE, i % 5 == 0);
    EXPECT_TRUE(api::IsPersonName(name)) << name;
  }
}

TEST(PhoneTest, IsATelephoneNumberThatNoOperatorHas) {
  EXPECT_EQ(Phone(42), "12000000042");
  EXPECT_TRUE(api::IsPhone(Phone(99'999'999)));
}

}  // namespace
}  // namespace xf::sample

#include "services/membership/domain/duplicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const Person kPerson{.display_name = "盘山石",
                     .id_number = "431123198001010018",
                     .phone = "13800000001",
                     .birth = absl::CivilDay(1980, 1, 1)};

TEST(DuplicatesTest, OneNumberIsOnePerson) {
  Person other = kPerson;
  other.display_name = "盘石山";
  other.phone = "";
  other.birth.reset();
  EXPECT_THAT(WhyDuplicate(kPerson, other), ElementsAre(v1::DUPLICATE_REASON_SAME_ID_NUMBER));
}

TEST(DuplicatesTest, ANameWithItsBirthDateOrTelephoneOrASlipInTheNumberIsAReason) {
  Person other = kPerson;
  other.id_number = "431123198001010026";
  EXPECT_THAT(
      WhyDuplicate(kPerson, other),
      ElementsAre(v1::DUPLICATE_REASON_SAME_NAME_AND_BIRTH_DATE, v1::DUPLICATE_REASON_SAME_NAME_AND_PHONE,
                  v1::DUPLICATE_REASON_SAME_NAME_SIMILAR_ID_NUMBER, v1::DUPLICATE_REASON_SAME_PHONE_AND_BIRTH_DATE));
  other.phone.clear();
  other.birth = absl::CivilDay(1980, 1, 2);
  EXPECT_THAT(WhyDuplicate(kPerson, other), ElementsAre(v1::DUPLICATE_REASON_SAME_NAME_SIMILAR_ID_NUMBER));
  EXPECT_FALSE(IsSuspicious(WhyDuplicate(kPerson, other)));
}

TEST(DuplicatesTest, ANameAloneIsNoReason) {
  EXPECT_THAT(WhyDuplicate(kPerson, {.display_name = "盘山石", .id_number = "431123197512120010"}), IsEmpty());
  EXPECT_THAT(WhyDuplicate({}, {}), IsEmpty());
}

TEST(DuplicatesTest, NumbersOfDifferentLengthAreFarApart) {
  EXPECT_EQ(IdNumberDistance("431123800101001", kPerson.id_number), 18);
}

}  // namespace
}  // namespace xf::membership

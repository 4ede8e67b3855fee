#include "common/api/formats.h"

#include <gtest/gtest.h>

#include <string>

namespace xf::api {
namespace {

TEST(FormatsTest, IdNumbersOfTheStandardAndInventedOnesPass) {
  // The samples of GB 11643-1999, and two invented persons of the county.
  for (const char* text : {"11010519491231002X", "440524188001010014", "431123198501010010", "431123199011121222"}) {
    EXPECT_TRUE(IsIdNumber(text)) << text;
  }
}

TEST(FormatsTest, IdNumbersWithAWrongCheckDateOrFormFail) {
  for (const char* text : {"", "431123198501010011", "431123198502300010", "43112319850101001", "4311231985010100100",
                           "11010519491231002x", "4311231985O1010010", "X31123198501010010"}) {
    EXPECT_FALSE(IsIdNumber(text)) << text;
  }
}

TEST(FormatsTest, AnyOneWrongDigitOfAnIdNumberIsNoticed) {
  const std::string good = "431123198501010010";
  for (size_t i = 0; i < 17; ++i) {
    for (char digit = '0'; digit <= '9'; ++digit) {
      std::string changed = good;
      changed[i] = digit;
      EXPECT_EQ(IsIdNumber(changed), changed == good) << changed;
    }
  }
}

TEST(FormatsTest, IdNumberTellsBirthDayAndGender) {
  EXPECT_EQ(IdNumberBirthDay("431123199011121222"), absl::CivilDay(1990, 11, 12));
  EXPECT_EQ(IdNumberGender("431123199011121222"), xianfeng::type::v1::GENDER_FEMALE);
  EXPECT_EQ(IdNumberGender("431123198501010010"), xianfeng::type::v1::GENDER_MALE);
}

TEST(FormatsTest, CreditCodesPassWithTheirCheckCharacterOnly) {
  for (const char* text :
       {"91350100M000100Y43", "9144030071526726XG", "11431123006654320A", "124311230066543207", "N2431123006654320H"}) {
    EXPECT_TRUE(IsCreditCode(text)) << text;
  }
  for (const char* text : {"", "91350100M000100Y44", "91350100I000100Y43", "91350100m000100y43", "91350100M000100Y4"}) {
    EXPECT_FALSE(IsCreditCode(text)) << text;
  }
}

TEST(FormatsTest, DivisionsHaveTheLengthOfALevel) {
  for (const char* text : {"43", "4311", "431123", "431123100", "431123100200"}) EXPECT_TRUE(IsDivision(text)) << text;
  for (const char* text : {"", "4", "43112", "4311231", "43112a", "4311231002001"}) {
    EXPECT_FALSE(IsDivision(text)) << text;
  }
}

TEST(FormatsTest, PhonesAreDigitsPlusAndHyphen) {
  for (const char* text : {"13812341234", "0746-7722123", "+86-13812341234", "12345"})
    EXPECT_TRUE(IsPhone(text)) << text;
  for (const char* text : {"", "1234", "138 1234 1234", "138****1234", "123456789012345678901"}) {
    EXPECT_FALSE(IsPhone(text)) << text;
  }
}

TEST(FormatsTest, EthnicityAndEducationAreOfTheirTables) {
  for (const char* text : {"01", "13", "56", "97", "98"}) EXPECT_TRUE(IsEthnicity(text)) << text;
  for (const char* text : {"", "0", "00", "57", "96", "99", "1", "001"}) EXPECT_FALSE(IsEthnicity(text)) << text;
  for (const char* text : {"10", "28", "31", "49", "73", "90"}) EXPECT_TRUE(IsEducation(text)) << text;
  for (const char* text : {"", "1", "24", "50", "72", "99", "100"}) EXPECT_FALSE(IsEducation(text)) << text;
  EXPECT_TRUE(IsCollege("11"));
  EXPECT_TRUE(IsCollege("31"));
  EXPECT_FALSE(IsCollege("41"));
  EXPECT_FALSE(IsCollege(""));
}

TEST(FormatsTest, PersonNamesTakeEveryPlaneAndTheSeparator) {
  for (const char* text : {"张三", "𠮷田", "阿卜杜拉·买买提", "〇", "José Li", "㐀𬎆"})
    EXPECT_TRUE(IsPersonName(text)) << text;
  std::string long_name;
  for (int i = 0; i < 61; ++i) long_name += "张";
  for (const std::string& text : {std::string(), std::string(" 张三"), std::string("张三 "), std::string("张3"),
                                  std::string("张三。"), std::string("张\n三"), std::string("\xff"), long_name}) {
    EXPECT_FALSE(IsPersonName(text)) << text;
  }
  EXPECT_TRUE(IsPersonName(long_name.substr(0, 180)));
}

}  // namespace
}  // namespace xf::api

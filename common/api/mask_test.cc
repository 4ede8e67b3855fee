#include "common/api/mask.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/api/schema_for_test.h"

namespace xf::api {
namespace {

namespace options = xianfeng::options::v1;

Schema& MaskContract() {
  static Schema& schema = *new Schema(R"pb(
    name: "mask_test.proto"
    package: "t"
    message_type {
      name: "Member"
      field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "title" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL }
      field {
        name: "id_number"
        number: 3
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.sensitivity]: SENSITIVITY_ID_NUMBER
        }
      }
      field {
        name: "phones"
        number: 4
        type: TYPE_STRING
        label: LABEL_REPEATED
        options {
          [xianfeng.options.v1.sensitivity]: SENSITIVITY_PHONE
        }
      }
      field {
        name: "health_score"
        number: 5
        type: TYPE_INT32
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.sensitivity]: SENSITIVITY_HEALTH
        }
      }
      field { name: "mentor" number: 6 type: TYPE_MESSAGE type_name: ".t.Member" label: LABEL_OPTIONAL }
      field { name: "branch" number: 7 type: TYPE_MESSAGE type_name: ".t.Branch" label: LABEL_OPTIONAL }
    }
    message_type {
      name: "Branch"
      field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "parent" number: 2 type: TYPE_MESSAGE type_name: ".t.Branch" label: LABEL_OPTIONAL }
    }
    message_type {
      name: "Page"
      field { name: "members" number: 1 type: TYPE_MESSAGE type_name: ".t.Member" label: LABEL_REPEATED }
      field { name: "token" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL }
    }
  )pb");
  return schema;
}

std::string Masked(const std::string& type, const std::string& text) {
  auto message = MaskContract().Make(type, text);
  Mask(*message);
  return message->ShortDebugString();
}

std::string Text(const std::string& type, const std::string& text) {
  return MaskContract().Make(type, text)->ShortDebugString();
}

TEST(MaskTest, EachKindIsMaskedAsTheContractSays) {
  EXPECT_EQ(MaskText(options::SENSITIVITY_ID_NUMBER, "431123198501010010"), "4***************0");
  EXPECT_EQ(MaskText(options::SENSITIVITY_PHONE, "13812341234"), "138****1234");
  EXPECT_EQ(MaskText(options::SENSITIVITY_ADDRESS, "湖南省永州市双牌县泷泊镇平福头村3组12号"), "湖南省永州市双牌县");
  EXPECT_EQ(MaskText(options::SENSITIVITY_HEALTH, "高血压"), "***");
}

TEST(MaskTest, ShortTextsGiveNothingAway) {
  EXPECT_EQ(MaskText(options::SENSITIVITY_ID_NUMBER, "12345"), "***");
  EXPECT_EQ(MaskText(options::SENSITIVITY_PHONE, "7722123"), "***");
}

TEST(MaskTest, AShortAddressNeverShowsTheHouse) {
  EXPECT_EQ(MaskText(options::SENSITIVITY_ADDRESS, "泷泊镇5号"), "泷泊镇");
  EXPECT_EQ(MaskText(options::SENSITIVITY_ADDRESS, "泷泊镇５号"), "泷泊镇");
  EXPECT_EQ(MaskText(options::SENSITIVITY_ADDRESS, "幸福里二十八号"), "幸福里");
  EXPECT_EQ(MaskText(options::SENSITIVITY_ADDRESS, "五里牌镇八栋"), "五里牌镇");
  EXPECT_EQ(MaskText(options::SENSITIVITY_ADDRESS, "5号"), "***");
}

TEST(MaskTest, MaskingTwiceIsMaskingOnce) {
  const std::string texts[] = {"431123198501010010",       "E12345678", "13812341234", "+86-13812341234",
                               "湖南省永州市双牌县泷泊镇", "泷泊镇5号", "5号",         "x"};
  for (int kind = options::SENSITIVITY_ID_NUMBER; kind <= options::SENSITIVITY_HEALTH; ++kind) {
    for (const std::string& text : texts) {
      const auto sensitivity = static_cast<options::Sensitivity>(kind);
      const std::string once = MaskText(sensitivity, text);
      EXPECT_EQ(MaskText(sensitivity, once), once) << text;
    }
  }
}

TEST(MaskTest, AllSensitiveFieldsBelowAreMaskedAndNothingElse) {
  EXPECT_EQ(Masked("t.Page", R"(token: "13812341234" members { name: "n" title: "13812341234" phones: "13812341234"
                                health_score: 3 mentor { id_number: "431123198501010010" } branch { name: "b" } })"),
            Text("t.Page", R"(token: "13812341234" members { name: "n" title: "13812341234" phones: "138****1234"
                              mentor { id_number: "4***************0" } branch { name: "b" } })"));
}

TEST(MaskTest, UnsetFieldsStayUnset) { EXPECT_EQ(Masked("t.Member", "name: 'n'"), Text("t.Member", "name: 'n'")); }

TEST(MaskTest, KeepSensitiveLeavesNamesAndSensitiveFields) {
  auto message = MaskContract().Make("t.Member", R"(name: "n" title: "t" id_number: "431123198501010010"
                                                mentor { name: "m" title: "t" phones: "1" } branch { name: "b" })");
  EXPECT_TRUE(KeepSensitive(*message));
  EXPECT_EQ(message->ShortDebugString(),
            Text("t.Member", R"(name: "n" id_number: "431123198501010010" mentor { name: "m" phones: "1" })"));
}

TEST(MaskTest, KeepSensitiveTellsWhenThereIsNothingToKeep) {
  auto message = MaskContract().Make("t.Member", R"(name: "n" title: "t" mentor { name: "m" })");
  EXPECT_FALSE(KeepSensitive(*message));
  EXPECT_EQ(message->ShortDebugString(), Text("t.Member", "name: 'n'"));
}

}  // namespace
}  // namespace xf::api

#include "common/api/code_tables.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "common/api/formats.h"

namespace xf::api {
namespace {

using absl::CivilDay;

// Codes rise, and neither a code nor a name occurs twice.
void ExpectTable(CodeTable table, size_t size) {
  EXPECT_EQ(table.size(), size);
  std::set<std::string> names;
  std::string last;
  for (const auto& [code, name] : table) {
    EXPECT_LT(last, std::string(code));
    EXPECT_TRUE(names.insert(std::string(name)).second) << name;
    EXPECT_EQ(CodeOf(table, name), code);
    EXPECT_EQ(CodeOf(table, code), code);
    EXPECT_EQ(NameOf(table, code), name);
    last = std::string(code);
  }
}

TEST(CodeTablesTest, EveryTableLeadsFromCodesToNamesAndBack) {
  ExpectTable(Genders(), 4);
  ExpectTable(MaritalStatuses(), 8);
  ExpectTable(PoliticalStatuses(), 13);
  ExpectTable(Educations(), 40);
  ExpectTable(Ethnicities(), 58);
}

TEST(CodeTablesTest, TheFiftySixEthnicitiesHaveNamesAndLetters) {
  EXPECT_EQ(NameOf(Ethnicities(), "01"), "汉族");
  EXPECT_EQ(NameOf(Ethnicities(), "13"), "瑶族");
  EXPECT_EQ(NameOf(Ethnicities(), "56"), "基诺族");
  EXPECT_EQ(CodeOf(Ethnicities(), "瑶"), "13");
  EXPECT_EQ(CodeOf(Ethnicities(), "土"), "30");
  EXPECT_EQ(CodeOf(Ethnicities(), "土家"), "15");
  EXPECT_EQ(CodeOf(Ethnicities(), "火星"), "");
  EXPECT_EQ(CodeOf(Ethnicities(), ""), "");
  std::set<std::string> letters;
  for (const auto& [code, name] : Ethnicities()) letters.insert(std::string(EthnicityLetters(code)));
  EXPECT_EQ(letters.size(), 57u);  // And none for 97 and 98.
  EXPECT_EQ(EthnicityLetters("01"), "HA");
  EXPECT_EQ(EthnicityLetters("28"), "JP");
  EXPECT_EQ(EthnicityLetters("56"), "JN");
  EXPECT_EQ(EthnicityLetters("57"), "");
}

TEST(CodeTablesTest, EducationMayBeNamedAsPeopleDo) {
  EXPECT_EQ(CodeOf(Educations(), "大学本科"), "20") << "whether it was completed is not said";
  EXPECT_EQ(CodeOf(Educations(), "本科毕业"), "21");
  EXPECT_EQ(CodeOf(Educations(), "大专"), "30");
  EXPECT_EQ(CodeOf(Educations(), "中专毕业"), "41");
  EXPECT_EQ(CodeOf(Educations(), "高中"), "60");
  EXPECT_EQ(CodeOf(Educations(), "初中"), "70");
  EXPECT_EQ(CodeOf(Educations(), "小学"), "80");
  EXPECT_EQ(CodeOf(Educations(), "私塾"), "");
  EXPECT_EQ(CodeOf(Ethnicities(), "大学"), "");
}

TEST(CodeTablesTest, FormatsAcceptExactlyWhatTheTablesHave) {
  for (int number = 0; number < 100; ++number) {
    const std::string code = {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
    EXPECT_EQ(IsEthnicity(code), (number >= 1 && number <= 56) || number == 97 || number == 98) << code;
    EXPECT_EQ(IsEducation(code), !NameOf(Educations(), code).empty()) << code;
  }
  EXPECT_TRUE(IsEducation("28"));
  EXPECT_FALSE(IsEducation("24"));
}

TEST(CodeTablesTest, CheckDigitsAreThoseOfTheStandardsSamples) {
  // GB 11643: the two samples of the standard, and two of the seed county.
  for (const char* number : {"11010519491231002X", "440524188001010014", "431123198501010010", "431123199011121222"}) {
    EXPECT_TRUE(IsIdNumber(number)) << number;
  }
  // GB 32100: real and synthetic codes.
  for (const char* code :
       {"91350100M000100Y43", "9144030071526726XG", "11431123006654320A", "124311230066543207", "N2431123006654320H"}) {
    EXPECT_TRUE(IsCreditCode(code)) << code;
  }
  EXPECT_FALSE(IsIdNumber("110105194912310021"));
  EXPECT_FALSE(IsCreditCode("91350100M000100Y44"));
}

TEST(CodeTablesTest, DivisionCodesSayWhatATownshipAndAVillageAre) {
  EXPECT_EQ(TownshipClassOf("431123001"), TownshipClass::kStreet);
  EXPECT_EQ(TownshipClassOf("431123105"), TownshipClass::kTown);
  EXPECT_EQ(TownshipClassOf("431123207"), TownshipClass::kTownship);
  EXPECT_EQ(TownshipClassOf("431123402200"), TownshipClass::kSimilar);
  EXPECT_EQ(TownshipClassOf("431123"), TownshipClass::kUnknown);
  EXPECT_EQ(TownshipClassOf("431123600"), TownshipClass::kUnknown);
  EXPECT_TRUE(IsResidentsCommittee("431123100001"));
  EXPECT_FALSE(IsResidentsCommittee("431123100200"));
  EXPECT_TRUE(IsVillagersCommittee("431123100200"));
  EXPECT_FALSE(IsVillagersCommittee("431123100400"));
}

TEST(CodeTablesTest, ADivisionHasTheCodeOfTheDay) {
  EXPECT_EQ(DivisionOn("431121", CivilDay(2021, 1, 19)), "431121");
  EXPECT_EQ(DivisionOn("431121", CivilDay(2021, 1, 20)), "431181");
  EXPECT_EQ(DivisionOn("431181", CivilDay(2020, 12, 31)), "431121");
  EXPECT_EQ(DivisionOn("431121100200", CivilDay(2026, 1, 1)), "431181100200");
  EXPECT_EQ(DivisionOn("431123", CivilDay(2026, 1, 1)), "431123");
}

}  // namespace
}  // namespace xf::api

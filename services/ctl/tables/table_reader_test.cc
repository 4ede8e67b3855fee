#include "services/ctl/tables/table_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/ctl/tables/csv_file.h"
#include "xianfeng/membership/v1/member_resource.pb.h"
#include "xianfeng/membership/v1/organization_resource.pb.h"

namespace xf::ctl {
namespace {

namespace membership = xianfeng::membership::v1;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kCounty[] = "counties/431123";
constexpr char kHeader[] =
    "姓名,公民身份号码,性别,民族,出生日期,学历,人员类别,所在党支部,加入党组织日期,转为正式党员日期,是否失联\n";
constexpr char kRow[] =
    "盘山石,431123198501010010,男,瑶,1985-01-01,大学本科毕业,正式,廖家村支部,2010年7月1日,2011/7/1,否\n";

class TableReaderTest : public ::testing::Test {
 protected:
  TableReaderTest() {
    names_.Add("counties/431123/organizations/liaojia", "廖家村支部");
    names_.Add("counties/431123/organizations/twin1", "同名支部");
    names_.Add("counties/431123/organizations/twin2", "同名支部");
  }
  absl::StatusOr<TableReader> Read(const std::string& text) {
    const auto sheet = ParseCsv(text);
    if (!sheet.ok()) return sheet.status();
    return Read(*sheet);
  }
  absl::StatusOr<TableReader> Read(const Sheet& sheet) {
    return TableReader::Read(sheet, *FindTemplate("members"), names_, kCounty,
                             [] { return std::make_unique<membership::Member>(); });
  }
  std::vector<std::string> Errors(const std::string& text) {
    const auto table = Read(text);
    EXPECT_TRUE(table.ok()) << table.status();
    std::vector<std::string> errors;
    if (table.ok()) {
      for (const CellError& error : table->errors()) errors.push_back(absl::StrCat(error.address, " ", error.title));
    }
    return errors;
  }
  // The row with one cell replaced.
  static std::string With(const std::string& from, const std::string& to) {
    std::string row = kRow;
    row.replace(row.find(from), from.size(), to);
    return kHeader + row;
  }
  OrganizationNames names_;
};

TEST_F(TableReaderTest, ARowBecomesAMember) {
  const auto table = Read(absl::StrCat(kHeader, kRow));
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->errors(), IsEmpty());
  ASSERT_THAT(table->rows(), SizeIs(1));
  const auto& member = static_cast<const membership::Member&>(*table->rows()[0]);
  EXPECT_EQ(member.display_name(), "盘山石");
  EXPECT_EQ(member.gender(), xianfeng::type::v1::GENDER_MALE);
  EXPECT_EQ(member.ethnicity(), "13");
  EXPECT_EQ(member.education(), "21");
  EXPECT_EQ(member.member_kind(), membership::MEMBER_KIND_FULL);
  EXPECT_EQ(member.organization(), "counties/431123/organizations/liaojia");
  EXPECT_EQ(IsoDate(member.joined_date()), "2010-07-01");
  EXPECT_EQ(IsoDate(member.full_member_date()), "2011-07-01");
}

TEST_F(TableReaderTest, CodesAndTheNamesThatPeopleWriteMeanTheSame) {
  const auto member = [&](const std::string& from, const std::string& to) {
    const auto table = Read(With(from, to));
    EXPECT_TRUE(table.ok()) << table.status();
    EXPECT_THAT(table->errors(), IsEmpty()) << to;
    return table->rows().empty() ? membership::Member() : static_cast<const membership::Member&>(*table->rows()[0]);
  };
  for (const auto& [text, code] : {std::pair("大学本科", "20"), {"21", "21"}, {"大专毕业", "31"}, {"高中", "60"}}) {
    EXPECT_EQ(member("大学本科毕业", text).education(), code);
  }
  for (const char* text : {"瑶族", "13"}) EXPECT_EQ(member("瑶", text).ethnicity(), "13");
  EXPECT_EQ(member(",男,", ",1,").gender(), xianfeng::type::v1::GENDER_MALE);
  EXPECT_EQ(member("正式,", "正式党员,").member_kind(), membership::MEMBER_KIND_FULL);
}

TEST_F(TableReaderTest, TheHeaderMayStandBelowATitleAndAnywhere) {
  const auto table = Read(absl::StrCat("双牌县党员名册\n\n", kHeader, "\n", kRow));
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->rows(), SizeIs(1));
}

TEST_F(TableReaderTest, AWrongHeaderIsToldWhole) {
  const auto table = Read("姓名,性別,性别,姓名,民族\n");
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("B1 表头“性別”无法识别"));
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("D1 表头“姓名”重复"));
  EXPECT_THAT(std::string(table.status().message()), HasSubstr("缺少表头:公民身份号码、出生日期"));
  EXPECT_THAT(std::string(Read("a,b\n1,2\n").status().message()), HasSubstr("没有找到表头"));
}

TEST_F(TableReaderTest, EveryErrorOfEveryRowHasItsAddress) {
  EXPECT_THAT(Errors(With("1985-01-01", "1985-02-30")), ElementsAre("E2 出生日期"));
  EXPECT_THAT(Errors(With("431123198501010010", "431123198501010011")), ElementsAre("B2 公民身份号码"));
  EXPECT_THAT(Errors(With("男", "甲")), ElementsAre("C2 性别"));
  EXPECT_THAT(Errors(With("瑶", "火星")), ElementsAre("D2 民族"));
  EXPECT_THAT(Errors(With("廖家村支部", "同名支部")), ElementsAre("H2 所在党支部"));
  EXPECT_THAT(Errors(With("廖家村支部", "没有的支部")), ElementsAre("H2 所在党支部"));
  EXPECT_THAT(Errors(With(",否", ",也许")), ElementsAre("K2 是否失联"));
  EXPECT_THAT(Errors(absl::StrCat(kHeader, ",,,,,,,,,,否\n甲,x,男,汉,不知,,正式,twin1,2010-07-01,2011-07-01,\n")),
              ElementsAre("A2 姓名", "B2 公民身份号码", "C2 性别", "D2 民族", "E2 出生日期", "H2 所在党支部",
                          "G2 人员类别", "I2 加入党组织日期", "E3 出生日期", "B3 公民身份号码"));
}

TEST_F(TableReaderTest, AHugeCellIsRefusedAlone) {
  const auto table = Read(absl::StrCat(With("盘山石", std::string(10 << 20, 'x')), kRow));
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_THAT(table->errors(), SizeIs(2));
  EXPECT_EQ(table->errors()[0].address, "A2");
  EXPECT_THAT(table->errors()[0].text, HasSubstr("内容过长"));
}

TEST_F(TableReaderTest, ANumberTwiceInAFileIsToldWithTheFirstRow) {
  const auto table = Read(absl::StrCat(kHeader, kRow, kRow));
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_THAT(table->rows(), SizeIs(1));
  ASSERT_THAT(table->errors(), SizeIs(1));
  EXPECT_EQ(table->errors()[0].address, "B3");
  EXPECT_THAT(table->errors()[0].text, HasSubstr("与第 2 行重复"));
  EXPECT_EQ(table->failed(), 1);
}

TEST_F(TableReaderTest, MaskedNumbersOfAnExportAreToldAsSuch) {
  std::string row = kRow;
  const size_t number = row.find(',') + 1;
  row.replace(number, 18, "4***************3");
  const auto table = Read(absl::StrCat(kHeader, row, row));
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_THAT(table->errors(), SizeIs(2));
  EXPECT_EQ(table->errors()[1].address, "B3");
  EXPECT_THAT(table->errors()[1].text, HasSubstr("脱敏"));
}

TEST_F(TableReaderTest, MergedCellsAreToleratedInTheTitleOnly) {
  auto sheet = ParseCsv(absl::StrCat("双牌县党员名册\n", kHeader, kRow));
  ASSERT_TRUE(sheet.ok());
  sheet->merged.push_back({0, 0, 0, 10});
  EXPECT_TRUE(Read(*sheet).ok());
  sheet->merged.push_back({2, 6, 3, 6});
  EXPECT_THAT(std::string(Read(*sheet).status().message()), HasSubstr("G3:G4"));
}

TEST_F(TableReaderTest, SpreadsheetNumbersAreDatesAndNotIdNumbers) {
  auto sheet = ParseCsv(absl::StrCat(kHeader, kRow));
  ASSERT_TRUE(sheet.ok());
  sheet->Make(1, 4) = {"31048", true};
  const auto read = Read(*sheet);
  ASSERT_TRUE(read.ok());
  ASSERT_THAT(read->rows(), SizeIs(1));
  EXPECT_EQ(IsoDate(static_cast<const membership::Member&>(*read->rows()[0]).birth_date()), "1985-01-01");
  sheet->Make(1, 1) = {"4.3112319850101e+17", true};
  const auto lost = Read(*sheet);
  ASSERT_TRUE(lost.ok());
  EXPECT_THAT(lost->errors()[0].text, HasSubstr("文本格式"));
}

TEST_F(TableReaderTest, WhatTheServiceFindsGetsItsAddressToo) {
  const auto table = Read(absl::StrCat(kHeader, "\n", "甲,1,,,,,,,,,\n", kRow));
  ASSERT_TRUE(table.ok());
  xianfeng::type::v1::RowError error;
  error.set_row(1);
  error.set_field("full_member_date");
  error.set_message("早于最早可转正日期");
  const CellError placed = table->Place(error);
  EXPECT_EQ(placed.address, "J4");
  EXPECT_EQ(placed.title, "转为正式党员日期");
}

TEST_F(TableReaderTest, WhatIsExportedIsWhatIsImported) {
  const auto table = Read(absl::StrCat(kHeader, kRow));
  ASSERT_TRUE(table.ok());
  std::string csv, header;
  std::vector<std::string> titles, cells;
  for (const Column* column : FindTemplate("members")->Columns(false)) {
    titles.push_back(column->title);
    cells.push_back(WriteCell(*column, names_, *table->rows()[0]));
  }
  const auto again = Read(CsvLine(titles) + CsvLine(cells));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_THAT(again->errors(), IsEmpty());
  EXPECT_EQ(again->rows()[0]->DebugString(), table->rows()[0]->DebugString());
  EXPECT_THAT(FindTemplate("members")->Columns(true), SizeIs(16));
  EXPECT_THAT(FindTemplate("organizations")->Columns(true), SizeIs(10));
}

}  // namespace
}  // namespace xf::ctl

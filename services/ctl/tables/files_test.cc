#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>

#include <fstream>
#include <sstream>

#include "services/ctl/tables/csv_file.h"
#include "services/ctl/tables/table_writer.h"
#include "services/ctl/tables/xlsx_file.h"

namespace xf::ctl {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

std::string Path(const std::string& name) { return ::testing::TempDir() + "/" + name; }

std::string BytesOf(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

void WriteTable(const std::string& path, bool gb18030 = false) {
  auto writer = TableWriter::Create(path, "党员", absl::CivilDay(2026, 1, 31), gb18030);
  ASSERT_TRUE(writer.ok()) << writer.status();
  ASSERT_TRUE((*writer)->Write({"姓名", "号码"}).ok());
  ASSERT_TRUE((*writer)->Write({"盘\"山\"石", "431123198501010010"}).ok());
  ASSERT_TRUE((*writer)->Write({"甲,乙\n丙", ""}).ok());
  ASSERT_TRUE((*writer)->Close().ok());
}

TEST(SheetTest, CellsAreCalledAsSpreadsheetsCallThem) {
  EXPECT_EQ(CellAddress(0, 0), "A1");
  EXPECT_EQ(CellAddress(11, 25), "Z12");
  EXPECT_EQ(CellAddress(0, 26), "AA1");
  EXPECT_EQ(CellAddress(0, 701), "ZZ1");
  EXPECT_EQ(CellAddress(0, 702), "AAA1");
  CellRange range;
  ASSERT_TRUE(ParseRange("$B$2:AA30", range));
  EXPECT_EQ(RangeAddress(range), "B2:AA30");
  EXPECT_TRUE(ParseRange("C3", range));
  for (const char* bad : {"", "3C", "C", "C0", "A1:", "A1:B2:C3", "A99999999999"})
    EXPECT_FALSE(ParseRange(bad, range)) << bad;
}

TEST(CsvTest, WhatIsWrittenIsReadInBothEncodings) {
  for (const bool gb18030 : {false, true}) {
    WriteTable(Path("table.csv"), gb18030);
    const auto sheet = ParseCsv(BytesOf(Path("table.csv")));
    ASSERT_TRUE(sheet.ok()) << sheet.status();
    ASSERT_THAT(sheet->rows, SizeIs(3));
    EXPECT_EQ(sheet->At(0, 0).text, "姓名");
    EXPECT_EQ(sheet->At(1, 0).text, "盘\"山\"石");
    EXPECT_EQ(sheet->At(1, 1).text, "431123198501010010");
    EXPECT_EQ(sheet->At(2, 0).text, "甲,乙\n丙");
    EXPECT_EQ(sheet->At(7, 7).text, "");
  }
}

TEST(CsvTest, EmptyLinesKeepTheirNumbersAndTabsWorkToo) {
  const auto sheet = ParseCsv("姓名\t号码\r\n\r\n盘山石\t1\r\n");
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  ASSERT_THAT(sheet->rows, SizeIs(3));
  EXPECT_EQ(sheet->At(2, 0).text, "盘山石");
}

TEST(CsvTest, AQuoteWithoutItsPairIsToldWithItsLine) {
  EXPECT_THAT(ParseCsv("a,b\n\"c,d\n").status().message(), HasSubstr("引号不配对"));
  EXPECT_THAT(ParseCsv("a,b\n\"c\"d,e\n").status().message(), HasSubstr("第 2 行"));
}

TEST(XlsxTest, WhatIsWrittenIsReadAndTheSameRowsAreTheSameBytes) {
  WriteTable(Path("one.xlsx"));
  WriteTable(Path("two.xlsx"));
  EXPECT_EQ(FileHash(Path("one.xlsx")).value(), FileHash(Path("two.xlsx")).value());
  const auto sheet = ParseXlsx(BytesOf(Path("one.xlsx")));
  ASSERT_TRUE(sheet.ok()) << sheet.status();
  ASSERT_THAT(sheet->rows, SizeIs(3));
  EXPECT_EQ(sheet->At(0, 1).text, "号码");
  EXPECT_EQ(sheet->At(1, 1).text, "431123198501010010");
  EXPECT_FALSE(sheet->At(1, 1).number);
  EXPECT_EQ(sheet->At(2, 0).text, "甲,乙\n丙");
}

TEST(XlsxTest, NumbersFormulasAndMergedCellsAreSeen) {
  lxw_workbook* workbook = workbook_new(Path("mixed.xlsx").c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(workbook, "一");
  workbook_add_worksheet(workbook, "二");
  worksheet_merge_range(sheet, 0, 0, 0, 2, "双牌县党员名册", nullptr);
  worksheet_write_number(sheet, 1, 0, 43831, nullptr);
  worksheet_write_number(sheet, 1, 1, 431123198501010010.0, nullptr);
  worksheet_write_formula_num(sheet, 1, 2, "=1+2", nullptr, 3);
  worksheet_write_boolean(sheet, 1, 3, 1, nullptr);
  ASSERT_EQ(workbook_close(workbook), LXW_NO_ERROR);
  const auto read = ParseXlsx(BytesOf(Path("mixed.xlsx")));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->At(0, 0).text, "双牌县党员名册");
  ASSERT_THAT(read->merged, SizeIs(1));
  EXPECT_EQ(RangeAddress(read->merged[0]), "A1:C1");
  EXPECT_EQ(read->At(1, 0).text, "43831");
  EXPECT_TRUE(read->At(1, 0).number);
  EXPECT_TRUE(read->At(1, 1).number);
  EXPECT_EQ(read->At(1, 2).text, "3");
  EXPECT_EQ(read->At(1, 3).text, "是");
}

TEST(XlsxTest, WhatIsNoWorkbookIsSaidToBeNone) {
  for (const char* bytes : {"", "姓名,号码\n", "PK\x03\x04 and then nothing"}) {
    EXPECT_EQ(ParseXlsx(bytes).status().code(), absl::StatusCode::kInvalidArgument);
  }
}

}  // namespace
}  // namespace xf::ctl

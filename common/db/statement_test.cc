#include "common/db/statement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xf::db {
namespace {

using ::testing::ElementsAre;

// The parser looks at parameters and at what may hide them, not at SQL: clauses are enough for it.

TEST(ValueTest, ANumberKeepsAllItsDigits) {
  EXPECT_EQ(ToValue(123456789.125), "123456789.125");
  EXPECT_EQ(ToValue(0.1), "0.1");
  EXPECT_EQ(ToValue(32.0), "32");
  EXPECT_EQ(ToValue(int64_t{9007199254740993}), "9007199254740993");
}

TEST(StatementTest, NumbersParametersInTheOrderOfFirstUse) {
  std::string text;
  EXPECT_THAT(ParametersOf(":b, :a, :b", &text), ElementsAre("b", "a"));
  EXPECT_EQ(text, "$1, $2, $1");
}

TEST(StatementTest, LeavesCastsStringsCommentsAndDollarQuotesAlone) {
  std::string text;
  const std::string sql =
      "x::text, 'a :no', \"c:no\", $f$ :no $f$ -- :no\n/* :no */ AND y = :yes::date AND z = ANY(:ids)";
  EXPECT_THAT(ParametersOf(sql, &text), ElementsAre("yes", "ids"));
  EXPECT_EQ(text, "x::text, 'a :no', \"c:no\", $f$ :no $f$ -- :no\n/* :no */ AND y = $1::date AND z = ANY($2)");
}

TEST(StatementTest, TheSameTextAtAnotherAddressIsTheSameStatement) {
  const std::string one = ":x::int + 2", other = one;
  EXPECT_EQ(&Compile({"twin", one}), &Compile({"twin", other}));
}

TEST(StatementTest, OneQueryIsOneStatement) {
  static constexpr Query kFirst{"first", ":x::int"};
  static constexpr Query kSecond{"second", ":x::int + 1"};
  EXPECT_EQ(&Compile(kFirst), &Compile(kFirst));
  EXPECT_NE(Compile(kFirst).index, Compile(kSecond).index);
}

}  // namespace
}  // namespace xf::db

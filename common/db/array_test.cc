#include "common/db/array.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/db/columns.h"
#include "common/db/session.h"
#include "common/db/test_sql/queries.h"
#include "common/testing/postgres.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::db {
namespace {

using xianfeng::sync::v1::AckPositionRequest;

TEST(ArrayTest, ElementsAreQuotedAndNullIsNot) {
  ArrayText array;
  EXPECT_EQ(array.Text(), "{}");
  array.AddText("a,\"b\\}{");
  array.Add(std::nullopt);
  array.AddBytes(std::string("\0\xff", 2));
  array.AddText("");
  EXPECT_EQ(array.Text(), R"({"a,\"b\\}{",NULL,"\\x00ff",""})");
}

class ColumnsTest : public ::testing::Test {
 protected:
  ColumnsTest() : pool_({.dsn = Dsn(), .size = 1}) {}
  static std::string Dsn() {
    auto& postgres = testing::TestPostgres::Get();
    return postgres.Dsn(postgres.CreateDatabase("membership"), "membership", "app");
  }
  Pool pool_;
};

TEST_F(ColumnsTest, MessagesBecomeTheArraysThatTheStatementNames) {
  Columns columns(test_sql::kReadColumns, *AckPositionRequest::descriptor(), nullptr);
  for (const char* text : {"'; DROP TABLE x", "\"\\,{}NULL\n", "中文"}) {
    AckPositionRequest request;
    request.set_parent("counties/431123");
    request.set_consumer(text);
    columns.Add(request);
  }
  columns.Add(AckPositionRequest());
  Session session(pool_, {});
  const auto rows = session.Rows(test_sql::kReadColumns, columns);
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 4u);
  EXPECT_EQ(rows->text(0, "id"), "431123");
  EXPECT_EQ(rows->text(0, "parent"), "counties/431123");
  EXPECT_EQ(rows->text(0, "consumer"), "'; DROP TABLE x");
  EXPECT_EQ(rows->text(1, "consumer"), "\"\\,{}NULL\n");
  EXPECT_EQ(rows->text(2, "consumer"), "中文");
  EXPECT_EQ(rows->at(3, "id"), std::nullopt);
  EXPECT_EQ(rows->at(3, "consumer"), "");
}

}  // namespace
}  // namespace xf::db

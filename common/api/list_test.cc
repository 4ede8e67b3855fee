#include "common/api/list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "common/api/schema_for_test.h"
#include "common/api/test_sql/queries.h"
#include "common/testing/matchers.h"

namespace xf::api {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;
using ::testing::Not;
using ::testing::Pair;

Schema& ListContract() {
  static Schema& schema = *new Schema(R"pb(
    name: "list_test.proto"
    package: "t"
    enum_type {
      name: "MemberKind"
      value { name: "MEMBER_KIND_UNSPECIFIED" number: 0 }
      value { name: "MEMBER_KIND_FULL" number: 1 }
    }
    message_type {
      name: "Member"
      field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "org_path" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "kind" number: 3 type: TYPE_ENUM type_name: ".t.MemberKind" label: LABEL_OPTIONAL }
      field { name: "external_id" number: 4 type: TYPE_STRING label: LABEL_OPTIONAL }
    }
    message_type {
      name: "ListMembersRequest"
      field { name: "parent" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "page_size" number: 2 type: TYPE_INT32 label: LABEL_OPTIONAL }
      field { name: "page_token" number: 3 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "filter" number: 4 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "order_by" number: 5 type: TYPE_STRING label: LABEL_OPTIONAL }
    }
    message_type {
      name: "ListMembersResponse"
      field { name: "warnings" number: 3 type: TYPE_STRING label: LABEL_REPEATED }
      field { name: "members" number: 1 type: TYPE_MESSAGE type_name: ".t.Member" label: LABEL_REPEATED }
      field { name: "next_page_token" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL }
    }
  )pb");
  return schema;
}

using Values = std::map<std::string, std::string>;

// Parameters that are not NULL.
Values ValuesOf(const std::vector<db::Arg>& args) {
  Values values;
  for (const db::Arg& arg : args) {
    if (arg.value) values[arg.name] = *arg.value;
  }
  return values;
}

absl::StatusOr<Page> Parse(const std::string& request, const db::Query& query = test_sql::kListMembers) {
  return Page::Parse(*ListContract().Make("t.ListMembersRequest", request), query);
}

Values Parameters(const Page& page) {
  db::Args args;
  page.BindTo(args);
  return ValuesOf(args.named());
}

absl::StatusOr<Values> Filter(const std::string& filter) {
  const auto args = ParseFilter(filter, test_sql::kListMembers, &ListContract().Type("t.Member"));
  if (!args.ok()) return args.status();
  return ValuesOf(*args);
}

TEST(PageTest, TheFirstPageStartsBeforeEverything) {
  const auto page = Parse("parent: 'counties/431123'");
  ASSERT_THAT(page, IsOk());
  EXPECT_EQ(Parameters(*page),
            (Values{{"county", "431123"}, {"after_path", ""}, {"after_id", ""}, {"page_limit", "51"}}));
}

TEST(PageTest, SizeHasADefaultAndIsCutNotRefused) {
  EXPECT_EQ(Parse("parent: 'counties/431123'")->limit(), 50);
  EXPECT_EQ(Parse("parent: 'counties/431123' page_size: 7")->limit(), 7);
  EXPECT_EQ(Parse("parent: 'counties/431123' page_size: 100000")->limit(), 1000);
  EXPECT_THAT(Parse("parent: 'counties/431123' page_size: -1"),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
}

TEST(PageTest, TheTokenLeadsToTheRowAfterTheLast) {
  const auto first = Parse("parent: 'counties/431123' page_size: 2");
  const std::string token = first->TokenAfter("43.4311.431123.o1", "counties/431123/members/m2");
  const auto second = Parse(absl::StrCat("parent: 'counties/431123' page_size: 5 page_token: '", token, "'"));
  ASSERT_THAT(second, IsOk());
  EXPECT_THAT(Parameters(*second), Contains(Pair("after_path", "43.4311.431123.o1")));
  EXPECT_THAT(Parameters(*second), Contains(Pair("after_id", "m2")));
}

TEST(PageTest, ATokenOfAnotherQueryIsRefused) {
  const std::string token = Parse("parent: 'counties/431123'")->TokenAfter("43", "counties/431123/members/x");
  const auto refused = IsError(absl::StatusCode::kInvalidArgument, errors::REASON_PAGE_TOKEN_INVALID);
  EXPECT_THAT(Parse(absl::StrCat("parent: 'counties/431124' page_token: '", token, "'")), refused);
  EXPECT_THAT(Parse(absl::StrCat("parent: 'counties/431123' filter: 'kind = FULL' page_token: '", token, "'")),
              refused);
  EXPECT_THAT(Parse("parent: 'counties/431123' page_token: 'x'"), refused);
  EXPECT_THAT(Parse(absl::StrCat("parent: 'counties/431123' page_token: '", token, "'"),
                    {"other", test_sql::kListMembers.text}),
              refused);
}

TEST(PageTest, AMalformedParentIsRefused) {
  EXPECT_THAT(Parse("parent: 'counties/x'"),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_RESOURCE_NAME_INVALID));
}

TEST(PageTest, AParentBelowACountyGivesItsId) {
  const auto page = Parse("parent: 'counties/431123/classes/c1'");
  EXPECT_THAT(Parameters(*page), Contains(Pair("county", "431123")));
  EXPECT_THAT(Parameters(*page), Contains(Pair("parent_id", "c1")));
}

TEST(PageTest, OrderByIsWhatTheStatementDoesOrAnError) {
  EXPECT_THAT(Parse("parent: 'counties/431123' order_by: 'org_path'"), IsOk());
  EXPECT_THAT(Parse("parent: 'counties/431123' order_by: 'org_path asc,id'"), IsOk());
  for (const char* order : {"id", "org_path desc", "org_path, id, name", "nothing"}) {
    EXPECT_THAT(Parse(absl::StrCat("parent: 'counties/431123' order_by: '", order, "'")),
                IsError(absl::StatusCode::kInvalidArgument, errors::REASON_ORDER_BY_INVALID))
        << order;
  }
}

TEST(FilterTest, ParametersNotGivenAreNull) {
  const auto args = ParseFilter("", test_sql::kListMembers);
  ASSERT_THAT(args, IsOk());
  EXPECT_EQ(args->size(), 6u);
  for (const db::Arg& arg : *args) EXPECT_EQ(arg.value, std::nullopt) << arg.name;
}

TEST(FilterTest, TermsAreJoinedByAnd) {
  EXPECT_EQ(*Filter("kind = FULL AND external_id=x"), (Values{{"filter_kind", "FULL"}, {"filter_external_id", "x"}}));
  EXPECT_EQ(*Filter("  kind=\"FULL\"   AND  external_id = \"a \\\"b\\\" AND c\" "),
            (Values{{"filter_kind", "FULL"}, {"filter_external_id", "a \"b\" AND c"}}));
}

TEST(FilterTest, EnumValuesMayCarryTheirPrefixButMustExist) {
  EXPECT_EQ(*Filter("kind = MEMBER_KIND_FULL"), (Values{{"filter_kind", "FULL"}}));
  EXPECT_THAT(Filter("kind = HALF"), IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID));
}

TEST(FilterTest, AReferenceIsGivenByNameAndBoundById) {
  EXPECT_EQ(*Filter("organization = counties/431123/organizations/o1"), (Values{{"filter_organization_id", "o1"}}));
  EXPECT_THAT(Filter("organization = o1"), IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID));
}

TEST(FilterTest, ValuesMustFitTheCastOfTheirParameter) {
  EXPECT_EQ(*Filter("since = 2026-05-18 AND floating = true AND age = 40"),
            (Values{{"filter_since", "2026-05-18"}, {"filter_floating", "true"}, {"filter_age", "40"}}));
  for (const char* filter : {"since = yesterday", "since = 2026-02-30", "floating = 1", "age = old", "age = 4.5"}) {
    EXPECT_THAT(Filter(filter), IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID)) << filter;
  }
}

TEST(FilterTest, AnythingElseIsRefused) {
  for (const std::string& filter :
       {std::string("kind"), std::string("kind ="), std::string("= FULL"), std::string("kind = FULL external_id = x"),
        std::string("kind = FULL OR external_id = x"), std::string("kind = FULL AND"), std::string("AND kind = FULL"),
        std::string("kind != FULL"), std::string("(kind = FULL)"), std::string("kind = \"FULL"),
        std::string("kind = FULL ANDexternal_id = x"), std::string("kind = \"FULL\"x"),
        std::string("kind = FULL AND kind = FULL"), std::string("kind = FULL; DROP TABLE member"),
        "external_id = " + std::string(201, 'x')}) {
    EXPECT_THAT(Filter(filter), IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID)) << filter;
  }
}

TEST(FilterTest, AnUnknownFieldIsToldTheDocumentedOnes) {
  const auto filter = Filter("phone = 1");
  EXPECT_THAT(filter, IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FILTER_INVALID));
  EXPECT_THAT(std::string(filter.status().message()),
              HasSubstr("age, external_id, floating, kind, organization, since"));
}

TEST(FinishTest, TheRowBeyondThePageIsCutAndGivesAToken) {
  const auto page = Parse("parent: 'counties/431123' page_size: 2");
  auto response =
      ListContract().Make("t.ListMembersResponse", R"(members { name: "counties/431123/members/a" org_path: "43" }
                                                              members { name: "counties/431123/members/b" org_path: "43.x" }
                                                              members { name: "counties/431123/members/c" })");
  internal::Finish(*page, *response);
  const auto* token = response->GetDescriptor()->FindFieldByName("next_page_token");
  EXPECT_EQ(response->GetReflection()->FieldSize(*response, ListField(*response->GetDescriptor())), 2);
  EXPECT_EQ(response->GetReflection()->GetString(*response, token),
            page->TokenAfter("43.x", "counties/431123/members/b"));
}

TEST(FinishTest, TheLastPageHasNoToken) {
  const auto page = Parse("parent: 'counties/431123' page_size: 2");
  auto response = ListContract().Make("t.ListMembersResponse", "members { name: 'a' } members { name: 'b' }");
  internal::Finish(*page, *response);
  EXPECT_THAT(response->ShortDebugString(), Not(HasSubstr("token")));
}

}  // namespace
}  // namespace xf::api

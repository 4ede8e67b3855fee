#include "common/api/field_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "common/api/schema_for_test.h"
#include "google/api/field_behavior.pb.h"

namespace xf::api {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Schema& RulesContract() {
  static Schema& schema = *new Schema(R"pb(
    name: "field_rules_test.proto"
    package: "t"
    enum_type {
      name: "Kind"
      value { name: "KIND_UNSPECIFIED" number: 0 }
      value { name: "KIND_FULL" number: 1 }
    }
    message_type {
      name: "Address"
      field {
        name: "street"
        number: 1
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
        }
      }
      field {
        name: "city"
        number: 2
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { max_length: 3 }
        }
      }
    }
    message_type {
      name: "Member"
      field {
        name: "name"
        number: 1
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { resource: "members" }
        }
      }
      field {
        name: "etag"
        number: 2
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: OUTPUT_ONLY
          [xianfeng.options.v1.rules] { max_length: 1 }
        }
      }
      field {
        name: "title"
        number: 3
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
          [xianfeng.options.v1.rules] { min_length: 2 max_length: 4 }
        }
      }
      field {
        name: "kind"
        number: 4
        type: TYPE_ENUM
        type_name: ".t.Kind"
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
        }
      }
      field {
        name: "id_number"
        number: 5
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { format: FORMAT_ID_NUMBER }
        }
      }
      field { name: "birth" number: 6 type: TYPE_MESSAGE type_name: ".google.type.Date" label: LABEL_OPTIONAL }
      field { name: "address" number: 7 type: TYPE_MESSAGE type_name: ".t.Address" label: LABEL_OPTIONAL }
      field {
        name: "hours"
        number: 8
        type: TYPE_INT32
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { min: 1 max: 24 }
        }
      }
      field {
        name: "seats"
        number: 9
        type: TYPE_INT32
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
          [xianfeng.options.v1.rules] { min: 1 }
        }
      }
      field {
        name: "code"
        number: 10
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { pattern: "[A-Z]{2}" }
        }
      }
      field {
        name: "tags"
        number: 11
        type: TYPE_STRING
        label: LABEL_REPEATED
        options {
          [xianfeng.options.v1.rules] { max_items: 2 min_length: 1 }
        }
      }
      field { name: "homes" number: 12 type: TYPE_MESSAGE type_name: ".t.Address" label: LABEL_REPEATED }
      field { name: "remarks" number: 13 type: TYPE_STRING label: LABEL_OPTIONAL }
      field {
        name: "rate"
        number: 14
        type: TYPE_DOUBLE
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { max: 1 }
        }
      }
      field { name: "at" number: 15 type: TYPE_MESSAGE type_name: ".google.protobuf.Timestamp" label: LABEL_OPTIONAL }
      field {
        name: "score"
        number: 16
        type: TYPE_INT32
        label: LABEL_OPTIONAL
        oneof_index: 0
        proto3_optional: true
        options {
          [google.api.field_behavior]: REQUIRED
          [xianfeng.options.v1.rules] { min: 0 }
        }
      }
      field {
        name: "photo"
        number: 17
        type: TYPE_BYTES
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.rules] { max_length: 2 }
        }
      }
      field {
        name: "numbers"
        number: 18
        type: TYPE_INT32
        label: LABEL_REPEATED
        options {
          [xianfeng.options.v1.rules] { min: 1 }
        }
      }
      oneof_decl { name: "_score" }
    }
    message_type {
      name: "UpdateMemberRequest"
      field {
        name: "member"
        number: 1
        type: TYPE_MESSAGE
        type_name: ".t.Member"
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
        }
      }
      field {
        name: "update_mask"
        number: 2
        type: TYPE_MESSAGE
        type_name: ".google.protobuf.FieldMask"
        label: LABEL_OPTIONAL
      }
    }
    message_type {
      name: "GetMemberRequest"
      field {
        name: "name"
        number: 1
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
          [xianfeng.options.v1.rules] { resource: "members" }
        }
      }
    }
    message_type {
      name: "ListRequest"
      field {
        name: "parent"
        number: 1
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: REQUIRED
          [xianfeng.options.v1.rules] { format: FORMAT_COUNTY }
        }
      }
    }
  )pb");
  return schema;
}

std::vector<std::string> Violations(const std::string& type, const std::string& text) {
  std::vector<std::string> fields;
  for (const Violation& violation : CheckFields(*RulesContract().Make(type, text))) {
    EXPECT_FALSE(violation.text.en.empty());
    EXPECT_FALSE(violation.text.zh.empty());
    fields.push_back(violation.field);
  }
  return fields;
}

// Violations of a member that is good but for `text`.
std::vector<std::string> InMember(const std::string& text) {
  return Violations("t.Member", absl::StrCat("title: '张三' kind: KIND_FULL seats: 1 score: 0 ", text));
}

TEST(FieldRulesTest, AGoodMessagePasses) {
  EXPECT_THAT(InMember(R"(name: "counties/431123/members/x" id_number: "431123198501010010" hours: 24 code: "AB"
                          birth { year: 1985 month: 1 day: 1 } address { street: "x" } tags: "a" tags: "b" rate: 0.5
                          at { seconds: 1 } photo: "ab" remarks: "一行\n二行")"),
              IsEmpty());
}

TEST(FieldRulesTest, EveryMissingRequiredFieldIsNamedInOrder) {
  EXPECT_THAT(Violations("t.Member", ""), ElementsAre("title", "kind", "seats", "score"));
  EXPECT_THAT(Violations("t.GetMemberRequest", ""), ElementsAre("name"));
}

TEST(FieldRulesTest, ARequiredNumberWithPresenceMayBeZero) { EXPECT_THAT(InMember(""), IsEmpty()); }

TEST(FieldRulesTest, LengthsCountCharacters) {
  EXPECT_THAT(Violations("t.Member", "title: '张' kind: KIND_FULL seats: 1 score: 0"), ElementsAre("title"));
  EXPECT_THAT(Violations("t.Member", "title: '张三李四王' kind: KIND_FULL seats: 1 score: 0"), ElementsAre("title"));
  EXPECT_THAT(Violations("t.Member", "title: '张三李四' kind: KIND_FULL seats: 1 score: 0"), IsEmpty());
  EXPECT_THAT(InMember("photo: 'abc'"), ElementsAre("photo"));
}

TEST(FieldRulesTest, StringsWithoutALimitTakeAThousandCharacters) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "字";
  EXPECT_THAT(InMember(absl::StrCat("remarks: '", text, "'")), IsEmpty());
  EXPECT_THAT(InMember(absl::StrCat("remarks: '", text, "字'")), ElementsAre("remarks"));
}

TEST(FieldRulesTest, ControlCharactersAreRefused) {
  EXPECT_THAT(InMember(R"(remarks: "a\000b")"), ElementsAre("remarks"));
  EXPECT_THAT(InMember(R"(remarks: "a\rb")"), ElementsAre("remarks"));
}

TEST(FieldRulesTest, FormatsPatternsAndNamesAreCheckedWhenGiven) {
  EXPECT_THAT(InMember("id_number: '431123198501010011'"), ElementsAre("id_number"));
  EXPECT_THAT(InMember("code: 'ABC'"), ElementsAre("code"));
  EXPECT_THAT(InMember("name: 'counties/431123/organizations/x'"), ElementsAre("name"));
  EXPECT_THAT(Violations("t.ListRequest", "parent: 'counties/431123/members/x'"), ElementsAre("parent"));
  EXPECT_THAT(Violations("t.ListRequest", "parent: 'counties/431123'"), IsEmpty());
}

TEST(FieldRulesTest, NumbersKeepTheirRangeAndZeroMeansNotGivenUnlessRequired) {
  EXPECT_THAT(InMember("hours: 0"), IsEmpty());
  EXPECT_THAT(InMember("hours: 25"), ElementsAre("hours"));
  EXPECT_THAT(InMember("hours: -1"), ElementsAre("hours"));
  EXPECT_THAT(Violations("t.Member", "title: '张三' kind: KIND_FULL seats: 0 score: -1"),
              ElementsAre("seats", "score"));
  EXPECT_THAT(InMember("rate: 1.5"), ElementsAre("rate"));
  EXPECT_THAT(InMember("rate: nan"), ElementsAre("rate"));
  EXPECT_THAT(InMember("numbers: [1, 0]"), ElementsAre("numbers[1]"));
}

TEST(FieldRulesTest, UnknownEnumValuesAreRefused) {
  auto message = RulesContract().Make("t.Member", "title: '张三' seats: 1 score: 0");
  const auto* field = message->GetDescriptor()->FindFieldByName("kind");
  message->GetReflection()->SetEnumValue(message.get(), field, 99);
  const auto violations = CheckFields(*message);
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "kind");
}

TEST(FieldRulesTest, DatesAreRealDaysOfOurTime) {
  EXPECT_THAT(InMember("birth { year: 2023 month: 2 day: 29 }"), ElementsAre("birth"));
  EXPECT_THAT(InMember("birth { year: 1899 month: 12 day: 31 }"), ElementsAre("birth"));
  EXPECT_THAT(InMember("birth { year: 2101 month: 1 day: 1 }"), ElementsAre("birth"));
  EXPECT_THAT(InMember("birth { year: 1985 month: 1 }"), ElementsAre("birth"));
  EXPECT_THAT(InMember("birth { }"), IsEmpty());
  EXPECT_THAT(InMember("at { seconds: 253402300800 }"), ElementsAre("at"));
}

TEST(FieldRulesTest, PathsLeadIntoMessagesAndLists) {
  EXPECT_THAT(InMember("address { city: '永州市区' }"), ElementsAre("address.street", "address.city"));
  EXPECT_THAT(InMember("homes { street: 'a' } homes { city: 'b' }"), ElementsAre("homes[1].street"));
  EXPECT_THAT(InMember("tags: 'a' tags: ''"), ElementsAre("tags[1]"));
}

TEST(FieldRulesTest, TooManyItemsAreOneViolation) {
  EXPECT_THAT(InMember("tags: '' tags: '' tags: ''"), ElementsAre("tags"));
  std::string homes;
  for (int i = 0; i < 501; ++i) homes += "homes { street: 'a' } ";
  EXPECT_THAT(InMember(homes), ElementsAre("homes"));
}

TEST(FieldRulesTest, OutputOnlyFieldsAreIgnored) { EXPECT_THAT(InMember("etag: 'far too long'"), IsEmpty()); }

TEST(FieldRulesTest, AtMostAHundredViolationsAreAnswered) {
  std::string homes;
  for (int i = 0; i < 200; ++i) homes += "homes { } ";
  EXPECT_EQ(InMember(homes).size(), 100u);
}

TEST(FieldRulesTest, PrefixIsPutBeforeEveryPath) {
  const auto violations = CheckFields(*RulesContract().Make("t.GetMemberRequest"), "rows[3].");
  ASSERT_EQ(violations.size(), 1u);
  EXPECT_EQ(violations[0].field, "rows[3].name");
}

TEST(FieldRulesTest, AnUpdateIsCheckedWhereItsMaskPoints) {
  const auto update = [](const std::string& text) { return Violations("t.UpdateMemberRequest", text); };
  EXPECT_THAT(update(""), ElementsAre("member"));
  EXPECT_THAT(update("member { code: 'AB' } update_mask { paths: 'code' }"), IsEmpty());
  EXPECT_THAT(update("member { hours: 99 } update_mask { paths: 'code' }"), IsEmpty());
  EXPECT_THAT(update("member { hours: 99 } update_mask { paths: 'hours' }"), ElementsAre("member.hours"));
  // Naming a REQUIRED field without a value would clear it.
  EXPECT_THAT(update("member { } update_mask { paths: 'title' }"), ElementsAre("member.title"));
  EXPECT_THAT(update("member { } update_mask { paths: '*' }"),
              ElementsAre("member.title", "member.kind", "member.seats", "member.score"));
}

TEST(FieldRulesTest, AnUpdateWithoutMaskIsCheckedWhereItIsPopulated) {
  EXPECT_THAT(Violations("t.UpdateMemberRequest", "member { hours: 99 address { } }"),
              ElementsAre("member.address.street", "member.hours"));
}

TEST(FieldRulesTest, AMaskIntoAMessageAsksNothingOfItsOtherFields) {
  EXPECT_THAT(
      Violations("t.UpdateMemberRequest", "member { address { city: 'x' } } update_mask { paths: 'address.city' }"),
      IsEmpty());
  EXPECT_THAT(Violations("t.UpdateMemberRequest",
                         "member { address { city: '永州市区' } } update_mask { paths: 'address.city' }"),
              ElementsAre("member.address.city"));
}

}  // namespace
}  // namespace xf::api

#include "common/api/update.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/api/schema_for_test.h"
#include "common/testing/matchers.h"
#include "google/api/field_behavior.pb.h"

namespace xf::api {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::IsError;
using testing::IsOk;

Schema& Contract() {
  static Schema& schema = *new Schema(R"pb(
    name: "update_test.proto"
    package: "t"
    message_type {
      name: "Address"
      field { name: "street" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field { name: "city" number: 2 type: TYPE_STRING label: LABEL_OPTIONAL }
    }
    message_type {
      name: "Member"
      field { name: "name" number: 1 type: TYPE_STRING label: LABEL_OPTIONAL }
      field {
        name: "etag"
        number: 2
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: OUTPUT_ONLY
        }
      }
      field { name: "title" number: 3 type: TYPE_STRING label: LABEL_OPTIONAL }
      field {
        name: "county"
        number: 4
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: IMMUTABLE
        }
      }
      field {
        name: "phone"
        number: 5
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [xianfeng.options.v1.sensitivity]: SENSITIVITY_PHONE
        }
      }
      field { name: "address" number: 6 type: TYPE_MESSAGE type_name: ".t.Address" label: LABEL_OPTIONAL }
      field { name: "tags" number: 7 type: TYPE_STRING label: LABEL_REPEATED }
      field {
        name: "org_path"
        number: 8
        type: TYPE_STRING
        label: LABEL_OPTIONAL
        options {
          [google.api.field_behavior]: OUTPUT_ONLY
        }
      }
    }
  )pb");
  return schema;
}

constexpr char kCurrent[] = R"(name: "n" etag: "7" title: "old" county: "431123" phone: "13812341234"
                               address { street: "s" city: "c" } tags: "a" org_path: "43")";

struct Outcome {
  absl::Status status;
  std::string after;
};

Outcome Update(const std::vector<std::string>& paths, const std::string& from) {
  google::protobuf::FieldMask mask;
  for (const std::string& path : paths) mask.add_paths(path);
  auto current = Contract().Make("t.Member", kCurrent);
  Outcome outcome;
  outcome.status = ApplyUpdate(mask, *Contract().Make("t.Member", from), *current);
  outcome.after = current->ShortDebugString();
  return outcome;
}

std::string Member(const std::string& text) { return Contract().Make("t.Member", text)->ShortDebugString(); }

TEST(UpdateTest, OnlyMaskedFieldsChange) {
  const Outcome outcome = Update({"title"}, R"(title: "new" phone: "1" tags: "b")");
  EXPECT_THAT(outcome.status, IsOk());
  EXPECT_EQ(outcome.after, Member(R"(name: "n" etag: "7" title: "new" county: "431123" phone: "13812341234"
                                     address { street: "s" city: "c" } tags: "a" org_path: "43")"));
}

TEST(UpdateTest, AMaskedFieldWithoutValueIsCleared) {
  EXPECT_EQ(Update({"title", "tags", "address"}, "").after,
            Member(R"(name: "n" etag: "7" county: "431123" phone: "13812341234" org_path: "43")"));
}

TEST(UpdateTest, APathIntoAMessageLeavesItsOtherFields) {
  EXPECT_EQ(Update({"address.city"}, R"(address { street: "x" city: "new" })").after,
            Member(R"(name: "n" etag: "7" title: "old" county: "431123" phone: "13812341234"
                      address { street: "s" city: "new" } tags: "a" org_path: "43")"));
}

TEST(UpdateTest, AnEmptyMaskMeansEveryPopulatedField) {
  EXPECT_EQ(Update({}, R"(name: "other" title: "new" tags: "b" tags: "c" org_path: "44")").after,
            Member(R"(name: "n" etag: "7" title: "new" county: "431123" phone: "13812341234"
                      address { street: "s" city: "c" } tags: "b" tags: "c" org_path: "43")"));
}

TEST(UpdateTest, AStarReplacesEverythingThatMayBeSet) {
  EXPECT_EQ(Update({"*"}, R"(title: "new")").after,
            Member(R"(name: "n" etag: "7" title: "new" county: "431123" org_path: "43")"));
}

TEST(UpdateTest, EveryBadPathIsNamedAtOnceAndNothingChanges) {
  const Outcome outcome =
      Update({"title", "nothing", "etag", "county", "name", "address.none", "title.x", ""}, "title: 'new'");
  EXPECT_THAT(outcome.status, IsError(absl::StatusCode::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
  std::vector<std::string> texts;
  for (const Violation& violation : ViolationsOf(outcome.status)) texts.push_back(violation.text.en);
  EXPECT_THAT(texts, ElementsAre(HasSubstr("\"nothing\" is not a field"), HasSubstr("\"etag\" is set by the server"),
                                 HasSubstr("\"county\" can't be changed"), HasSubstr("\"name\" is set by the server"),
                                 HasSubstr("\"address.none\" is not a field"), HasSubstr("\"title.x\" is not a field"),
                                 HasSubstr("\"\" is not a field")));
  EXPECT_EQ(outcome.after, Member(kCurrent));
}

TEST(UpdateTest, ARepeatedFieldIsReplacedAsAWholeAndHasNoPathsBelow) {
  EXPECT_THAT(Update({"tags.x"}, "").status,
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
}

TEST(UpdateTest, AnImmutableFieldMayComeBackUnchangedButNotOtherwise) {
  EXPECT_THAT(Update({}, "county: '431123' title: 'new'").status, IsOk());
  EXPECT_THAT(Update({}, "county: '431124'").status,
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
}

TEST(UpdateTest, AStaleEtagAborts) {
  const Outcome outcome = Update({"title"}, "etag: '6' title: 'new'");
  EXPECT_THAT(outcome.status, IsError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
  EXPECT_EQ(outcome.after, Member(kCurrent));
  EXPECT_THAT(Update({"title"}, "etag: '7' title: 'new'").status, IsOk());
}

TEST(UpdateTest, AMaskedTextSentBackKeepsTheValue) {
  EXPECT_THAT(Update({}, "title: 'new' phone: '138****1234'").after, HasSubstr("13812341234"));
  EXPECT_THAT(Update({"phone"}, "phone: '13900000000'").after, HasSubstr("13900000000"));
}

}  // namespace
}  // namespace xf::api

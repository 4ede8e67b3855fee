#include "common/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/testing/matchers.h"
#include "google/rpc/error_details.pb.h"

namespace xf {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using testing::IsError;
using ::testing::Not;

// A detail as a foreign client reads it: by its type URL.
template <typename Detail>
Detail DetailOf(const absl::Status& status) {
  Detail detail;
  const auto payload = status.GetPayload("type.googleapis.com/" + Detail::descriptor()->full_name());
  EXPECT_TRUE(payload.has_value()) << Detail::descriptor()->full_name() << " is missing from " << status;
  EXPECT_TRUE(payload && detail.ParseFromString(std::string(*payload)));
  return detail;
}

TEST(ErrorTest, EveryErrorNamesItsReasonWithoutPrefixAndItsDomain) {
  const auto info = DetailOf<google::rpc::ErrorInfo>(NotFoundError("counties/431123/members/x"));
  EXPECT_EQ(info.reason(), "RESOURCE_NOT_FOUND");
  EXPECT_EQ(info.domain(), "xianfeng");
}

TEST(ErrorTest, EveryErrorHasAChineseText) {
  const absl::Status status = PermissionError(errors::REASON_PERMISSION_MISSING, {"no", "无权"});
  const auto localized = DetailOf<google::rpc::LocalizedMessage>(status);
  EXPECT_EQ(localized.locale(), "zh-CN");
  EXPECT_EQ(localized.message(), "无权");
  EXPECT_EQ(ChineseText(status), "无权");
}

TEST(ErrorTest, InvalidListsAllViolationsInBothLanguages) {
  const absl::Status status =
      InvalidError({{"a", {"is long", "过长"}}, {"b", {"is short", "过短"}}, {"c", {"x", "x"}}, {"d", {"y", "y"}}});
  EXPECT_THAT(status, IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
  const auto details = DetailOf<google::rpc::BadRequest>(status);
  ASSERT_EQ(details.field_violations_size(), 4);
  EXPECT_EQ(details.field_violations(1).description(), "is short");
  EXPECT_EQ(details.field_violations(1).localized_message().message(), "过短");
  EXPECT_THAT(ViolationsOf(status), ElementsAre(Field(&Violation::field, "a"), Field(&Violation::field, "b"),
                                                Field(&Violation::field, "c"), Field(&Violation::field, "d")));
}

TEST(ErrorTest, InvalidMessageStaysShortHoweverManyViolations) {
  std::vector<Violation> violations(100, {"field", {"is wrong", "有误"}});
  EXPECT_THAT(std::string(InvalidError(violations).message()),
              AllOf(HasSubstr("field: is wrong"), HasSubstr("97 more")));
}

TEST(ErrorTest, NotFoundSaysWhatWasLookedFor) {
  const auto info = DetailOf<google::rpc::ResourceInfo>(NotFoundError("counties/431123/members/x"));
  EXPECT_EQ(info.resource_name(), "counties/431123/members/x");
  EXPECT_EQ(info.resource_type(), "members");
}

TEST(ErrorTest, PreconditionNamesItsSubject) {
  const auto failure = DetailOf<google::rpc::PreconditionFailure>(
      PreconditionError(errors::REASON_STATE_CONFLICT, "counties/431123/tickets/t", {"closed", "已办结"}));
  ASSERT_EQ(failure.violations_size(), 1);
  EXPECT_EQ(failure.violations(0).type(), "STATE_CONFLICT");
  EXPECT_EQ(failure.violations(0).subject(), "counties/431123/tickets/t");
}

TEST(ErrorTest, RetryDelayKeepsFractionsOfASecond) {
  const auto retry = DetailOf<google::rpc::RetryInfo>(
      ExhaustedError(errors::REASON_QUEUE_FULL, {"full", "队列已满"}, absl::Milliseconds(1250)));
  EXPECT_EQ(retry.retry_delay().seconds(), 1);
  EXPECT_EQ(retry.retry_delay().nanos(), 250'000'000);
}

TEST(ErrorTest, TruthOfAnInternalErrorIsInNoTextAndNoDetail) {
  const absl::Status status = InternalError("password authentication failed for user xf");
  EXPECT_EQ(TruthOf(status), "password authentication failed for user xf");
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("password")));
  status.ForEachPayload([](absl::string_view key, const absl::Cord& payload) {
    if (key.substr(0, 19) == "type.googleapis.com") {
      EXPECT_THAT(std::string(payload), Not(HasSubstr("password")));
    }
  });
}

TEST(ErrorTest, EveryReasonSurvivesTheWire) {
  const auto* type = errors::Reason_descriptor();
  for (int i = 1; i < type->value_count(); ++i) {
    const auto reason = static_cast<Reason>(type->value(i)->number());
    EXPECT_EQ(ReasonOf(OtherError(absl::StatusCode::kAborted, reason, {"x", "x"})), reason) << type->value(i)->name();
  }
}

TEST(ErrorTest, ForeignStatusesHaveNoReason) {
  EXPECT_EQ(ReasonOf(absl::NotFoundError("x")), errors::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonOf(absl::OkStatus()), errors::REASON_UNSPECIFIED);
  EXPECT_THAT(ViolationsOf(absl::NotFoundError("x")), ElementsAre());
  EXPECT_EQ(ChineseText(absl::NotFoundError("plain")), "plain");
}

}  // namespace
}  // namespace xf

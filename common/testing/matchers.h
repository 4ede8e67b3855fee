// gMock matchers for StatusOr, statuses with reasons, and messages.
#pragma once

#include <gmock/gmock.h>

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/error.h"
#include "google/protobuf/message.h"
#include "google/protobuf/text_format.h"
#include "google/protobuf/util/message_differencer.h"

namespace xf::testing {

inline const absl::Status& StatusIn(const absl::Status& status) { return status; }
template <typename T>
const absl::Status& StatusIn(const absl::StatusOr<T>& value) {
  return value.status();
}

// EXPECT_THAT(status_or, IsOk())
MATCHER(IsOk, negation ? "is an error" : "is OK") {
  *result_listener << StatusIn(arg).ToString();
  return StatusIn(arg).ok();
}

// EXPECT_THAT(status_or, IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND))
MATCHER_P2(IsError, code, reason, "") {
  *result_listener << StatusIn(arg).ToString() << " with reason " << errors::Reason_Name(ReasonOf(StatusIn(arg)));
  return StatusIn(arg).code() == code && ReasonOf(StatusIn(arg)) == reason;
}

// EXPECT_THAT(status, ViolatesFields(UnorderedElementsAre("member.phone", "member.id_number")))
MATCHER_P(ViolatesFields, fields, "") {
  std::vector<std::string> paths;
  for (const Violation& violation : ViolationsOf(StatusIn(arg))) paths.push_back(violation.field);
  return ::testing::ExplainMatchResult(fields, paths, result_listener);
}

// EXPECT_THAT(message, EqualsProto(R"pb(name: "x")pb"))
MATCHER_P(EqualsProto, text, "") {
  std::decay_t<decltype(arg)> expected;
  if (!google::protobuf::TextFormat::ParseFromString(text, &expected)) {
    *result_listener << "the expected text does not parse";
    return false;
  }
  std::string differences;
  google::protobuf::util::MessageDifferencer differencer;
  differencer.ReportDifferencesToString(&differences);
  const bool equal = differencer.Compare(expected, arg);
  *result_listener << differences;
  return equal;
}

}  // namespace xf::testing

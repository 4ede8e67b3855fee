#include "common/base/error.h"

#include <optional>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/duration.pb.h"
#include "google/rpc/error_details.pb.h"

namespace xf {
namespace {

constexpr absl::string_view kDomain = "xianfeng";
constexpr absl::string_view kReasonPrefix = "REASON_";
constexpr absl::string_view kChinese = "zh-CN";
// Not a type URL, so that common/rpc, which sends payloads of google.rpc types only, keeps it at home.
constexpr absl::string_view kTruthKey = "xianfeng.local/truth";
// Violations spelt out in the status message; BadRequest has all of them.
constexpr size_t kViolationsInMessage = 3;

template <typename Detail>
std::string TypeUrl() {
  return absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name());
}

template <typename Detail>
void Attach(absl::Status& status, const Detail& detail) {
  status.SetPayload(TypeUrl<Detail>(), absl::Cord(detail.SerializeAsString()));
}

template <typename Detail>
std::optional<Detail> Find(const absl::Status& status) {
  const auto payload = status.GetPayload(TypeUrl<Detail>());
  Detail detail;
  if (!payload || !detail.ParseFromString(std::string(*payload))) return std::nullopt;
  return detail;
}

// "members" of "counties/431123/members/x".
std::string ResourceType(absl::string_view resource) {
  const std::vector<absl::string_view> parts = absl::StrSplit(resource, '/');
  return parts.size() < 2 ? "" : std::string(parts[parts.size() - 2]);
}

google::rpc::ResourceInfo AboutResource(absl::string_view resource) {
  google::rpc::ResourceInfo info;
  info.set_resource_type(ResourceType(resource));
  info.set_resource_name(std::string(resource));
  return info;
}

absl::Status WithRetry(absl::Status status, absl::Duration retry_after) {
  google::rpc::RetryInfo info;
  const absl::Duration nanos = retry_after - absl::Floor(retry_after, absl::Seconds(1));
  info.mutable_retry_delay()->set_seconds(absl::ToInt64Seconds(absl::Floor(retry_after, absl::Seconds(1))));
  info.mutable_retry_delay()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(nanos)));
  Attach(status, info);
  return status;
}

// The first violations as one sentence in each language.
Text Summary(const std::vector<Violation>& violations) {
  Text text;
  for (size_t i = 0; i < violations.size() && i < kViolationsInMessage; ++i) {
    const Violation& violation = violations[i];
    absl::StrAppend(&text.en, i == 0 ? "" : "; ", violation.field, ": ", violation.text.en);
    absl::StrAppend(&text.zh, i == 0 ? "" : "；", violation.field, "：", violation.text.zh);
  }
  if (violations.size() > kViolationsInMessage) {
    const size_t more = violations.size() - kViolationsInMessage;
    absl::StrAppend(&text.en, "; and ", more, " more");
    absl::StrAppend(&text.zh, "；另有 ", more, " 处");
  }
  return text;
}

}  // namespace

absl::Status OtherError(absl::StatusCode code, Reason reason, Text text) {
  absl::Status status(code, text.en);
  google::rpc::ErrorInfo info;
  info.set_reason(errors::Reason_Name(reason).substr(kReasonPrefix.size()));
  info.set_domain(std::string(kDomain));
  Attach(status, info);
  google::rpc::LocalizedMessage localized;
  localized.set_locale(std::string(kChinese));
  localized.set_message(std::move(text.zh));
  Attach(status, localized);
  return status;
}

absl::Status InvalidError(std::vector<Violation> violations, Reason reason) {
  absl::Status status = OtherError(absl::StatusCode::kInvalidArgument, reason, Summary(violations));
  google::rpc::BadRequest details;
  for (Violation& violation : violations) {
    auto* detail = details.add_field_violations();
    detail->set_field(std::move(violation.field));
    detail->set_description(std::move(violation.text.en));
    detail->mutable_localized_message()->set_locale(std::string(kChinese));
    detail->mutable_localized_message()->set_message(std::move(violation.text.zh));
  }
  Attach(status, details);
  return status;
}

absl::Status InvalidError(absl::string_view field, Text text, Reason reason) {
  return InvalidError({{std::string(field), std::move(text)}}, reason);
}

absl::Status NotFoundError(absl::string_view resource) {
  absl::Status status = OtherError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND,
                                   {absl::StrCat(resource, " does not exist or is out of your scope"),
                                    absl::StrCat(resource, " 不存在，或不在您的管理范围内")});
  Attach(status, AboutResource(resource));
  return status;
}

absl::Status AlreadyExistsError(absl::string_view resource, Reason reason) {
  absl::Status status = OtherError(absl::StatusCode::kAlreadyExists, reason,
                                   {absl::StrCat(resource, " already exists"), absl::StrCat(resource, " 已存在")});
  Attach(status, AboutResource(resource));
  return status;
}

absl::Status PreconditionError(Reason reason, absl::string_view subject, Text text) {
  google::rpc::PreconditionFailure failure;
  auto* violation = failure.add_violations();
  violation->set_type(errors::Reason_Name(reason).substr(kReasonPrefix.size()));
  violation->set_subject(std::string(subject));
  violation->set_description(text.en);
  absl::Status status = OtherError(absl::StatusCode::kFailedPrecondition, reason, std::move(text));
  Attach(status, failure);
  return status;
}

absl::Status EtagError(absl::string_view resource) {
  absl::Status status = OtherError(absl::StatusCode::kAborted, errors::REASON_ETAG_MISMATCH,
                                   {absl::StrCat(resource, " was changed since you read it; read it again"),
                                    absl::StrCat(resource, " 已被他人修改，请重新读取后再提交")});
  Attach(status, AboutResource(resource));
  return status;
}

absl::Status PermissionError(Reason reason, Text text) {
  return OtherError(absl::StatusCode::kPermissionDenied, reason, std::move(text));
}

absl::Status UnauthenticatedError(Reason reason, Text text) {
  return OtherError(absl::StatusCode::kUnauthenticated, reason, std::move(text));
}

absl::Status UnavailableError(Reason reason, Text text, absl::Duration retry_after) {
  return WithRetry(OtherError(absl::StatusCode::kUnavailable, reason, std::move(text)), retry_after);
}

absl::Status ExhaustedError(Reason reason, Text text, absl::Duration retry_after) {
  return WithRetry(OtherError(absl::StatusCode::kResourceExhausted, reason, std::move(text)), retry_after);
}

absl::Status InternalError(absl::string_view truth) {
  absl::Status status = OtherError(absl::StatusCode::kInternal, errors::REASON_INTERNAL,
                                   {"internal error; the log has the details under this call's trace id",
                                    "系统内部错误，请将本次调用的 trace id 告知管理员"});
  status.SetPayload(kTruthKey, absl::Cord(truth));
  return status;
}

Reason ReasonOf(const absl::Status& status) {
  const auto info = Find<google::rpc::ErrorInfo>(status);
  Reason reason = errors::REASON_UNSPECIFIED;
  if (info && info->domain() == kDomain) errors::Reason_Parse(absl::StrCat(kReasonPrefix, info->reason()), &reason);
  return reason;
}

std::vector<Violation> ViolationsOf(const absl::Status& status) {
  std::vector<Violation> violations;
  if (const auto details = Find<google::rpc::BadRequest>(status)) {
    for (const auto& detail : details->field_violations()) {
      violations.push_back({detail.field(), {detail.description(), detail.localized_message().message()}});
    }
  }
  return violations;
}

std::string ChineseText(const absl::Status& status) {
  const auto localized = Find<google::rpc::LocalizedMessage>(status);
  return localized ? localized->message() : std::string(status.message());
}

std::string TruthOf(const absl::Status& status) {
  const auto truth = status.GetPayload(kTruthKey);
  return truth ? std::string(*truth) : "";
}

}  // namespace xf

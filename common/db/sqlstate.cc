#include "common/db/sqlstate.h"

#include <optional>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"

namespace xf::db {
namespace {

// The constraint that a message names in double quotes, when it is one of our reasons, whatever language the server
// speaks.
std::optional<Reason> ReasonIn(absl::string_view message) {
  const std::vector<absl::string_view> parts = absl::StrSplit(message, '"');
  for (size_t i = 1; i < parts.size(); i += 2) {
    Reason reason;
    if (errors::Reason_Parse(absl::StrCat("REASON_", absl::AsciiStrToUpper(parts[i])), &reason)) return reason;
  }
  return std::nullopt;
}

Text Words(std::optional<Reason> reason, absl::string_view en, absl::string_view zh) {
  const std::string name = reason ? absl::StrCat(" (", errors::Reason_Name(*reason).substr(7), ")") : "";
  return {absl::StrCat(en, name), absl::StrCat(zh, name)};
}

absl::Status FromConstraint(absl::string_view sqlstate, absl::string_view message) {
  const auto reason = ReasonIn(message);
  if (sqlstate == "23505") {
    return AlreadyExistsError(reason ? errors::Reason_Name(*reason).substr(7) : "resource",
                              reason.value_or(errors::REASON_RESOURCE_ALREADY_EXISTS));
  }
  if (sqlstate == "23503") {
    return PreconditionError(
        reason.value_or(errors::REASON_REFERENCE_NOT_FOUND), "reference",
        Words(reason, "something that the request refers to does not exist", "请求所引用的对象不存在"));
  }
  if (sqlstate == "23514" || sqlstate == "23P01") {
    return PreconditionError(reason.value_or(errors::REASON_STATE_CONFLICT), "resource",
                             Words(reason, "the data does not allow this", "数据约束不允许此操作"));
  }
  return InternalError(absl::StrCat(sqlstate, " ", message));
}

}  // namespace

absl::Status DatabaseUnavailable(absl::string_view) {
  return UnavailableError(errors::REASON_DATABASE_UNAVAILABLE,
                          {"the database can't be reached now; try again", "数据库暂时不可用,请稍后再试"});
}

bool KeepsConnection(absl::string_view sqlstate) {
  // 57014 query_canceled is about the statement; the rest of class 57, 08 and 53 are about the connection or the
  // server.
  if (sqlstate == "57014") return true;
  for (const absl::string_view prefix : {"22", "23", "40", "42", "25", "55", "P0", "0A"}) {
    if (absl::StartsWith(sqlstate, prefix)) return true;
  }
  return false;
}

bool IsRetryable(const absl::Status& status) { return ReasonOf(status) == errors::REASON_CONCURRENT_UPDATE; }

absl::Status FromSqlState(absl::string_view sqlstate, absl::string_view message) {
  if (absl::StartsWith(sqlstate, "23")) return FromConstraint(sqlstate, message);
  if (sqlstate == "40001" || sqlstate == "40P01") {
    return OtherError(absl::StatusCode::kAborted, errors::REASON_CONCURRENT_UPDATE,
                      {"another change was in the way; try again", "与另一项修改冲突,请重试"});
  }
  if (sqlstate == "42501" && absl::StrContains(message, "row-level security")) {
    return PermissionError(errors::REASON_SCOPE_VIOLATION,
                           {"the organization lies outside your scope", "该组织不在您的管理范围内"});
  }
  if (sqlstate == "57014") {
    return OtherError(absl::StatusCode::kDeadlineExceeded, errors::REASON_DEADLINE_EXCEEDED,
                      {"the call took too long; nothing was written", "操作超时,未写入任何数据"});
  }
  if (absl::StartsWith(sqlstate, "57P") || absl::StartsWith(sqlstate, "08") || absl::StartsWith(sqlstate, "53")) {
    return DatabaseUnavailable(message);
  }
  return InternalError(absl::StrCat(sqlstate, " ", message));
}

}  // namespace xf::db

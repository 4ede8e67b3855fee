#include "services/membership/domain/export_rules.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/auth/scope.h"
#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/base/error.h"

namespace xf::membership {
namespace {

absl::Status NotFor(const v1::ExportApproval& approval, absl::string_view en, absl::string_view zh) {
  return PreconditionError(errors::REASON_EXPORT_NOT_APPROVED, approval.name(),
                           {absl::StrCat("the approval ", en), absl::StrCat("该审批", zh)});
}

// In microseconds, as the database keeps it.
int64_t MicrosOf(const google::protobuf::Timestamp& time) { return time.seconds() * 1'000'000 + time.nanos() / 1000; }

bool SameMoment(const v1::ExportApproval& approval, const v1::ExportMembersRequest& request) {
  return approval.has_as_of() == request.has_as_of() && approval.has_known_at() == request.has_known_at() &&
         IsoDate(approval.as_of()) == IsoDate(request.as_of()) &&
         MicrosOf(approval.known_at()) == MicrosOf(request.known_at());
}

}  // namespace

std::vector<std::string> ScopesWithin(absl::string_view county_path, const std::vector<std::string>& scopes) {
  std::vector<std::string> within;
  for (const std::string& scope : scopes) {
    if (auth::Covers(scope, county_path)) return {std::string(county_path)};
    if (auth::Covers(county_path, scope)) within.push_back(scope);
  }
  std::sort(within.begin(), within.end());
  return within;
}

absl::Status CheckDecider(const v1::ExportApproval& approval, absl::string_view approver,
                          const std::vector<std::string>& scopes) {
  if (approval.requester() == approver) {
    return PermissionError(
        errors::REASON_APPROVER_IS_REQUESTER,
        {"an export is decided by another person than the one who asked for it", "导出申请须由申请人以外的人员审批"});
  }
  const bool covered = std::all_of(approval.scopes().begin(), approval.scopes().end(),
                                   [&](const std::string& scope) { return auth::CoversAny(scopes, scope); });
  if (covered) return absl::OkStatus();
  return PermissionError(errors::REASON_SCOPE_VIOLATION,
                         {"the export reaches beyond your scope", "导出范围超出您的管理范围"});
}

absl::Status CheckUse(const v1::ExportApproval& approval, absl::string_view exporter,
                      const v1::ExportMembersRequest& request, const std::vector<std::string>& scopes) {
  if (approval.requester() != exporter) return NotFor(approval, "was given to somebody else", "不是给您的");
  if (approval.state() != v1::EXPORT_STATE_APPROVED) {
    return NotFor(approval, "is not in force: not approved, used before, or expired", "未生效：未批准、已使用或已过期");
  }
  if (approval.filter() != request.filter()) return NotFor(approval, "is for another filter", "的筛选条件不同");
  if (!SameMoment(approval, request)) return NotFor(approval, "is for another day or moment", "的时点不同");
  if (!std::equal(approval.scopes().begin(), approval.scopes().end(), scopes.begin(), scopes.end())) {
    return NotFor(approval, "is for other organizations", "的组织范围不同");
  }
  return absl::OkStatus();
}

absl::Status CheckSettled(const google::protobuf::Timestamp& known_at, absl::Time now, int seconds) {
  if (absl::FromUnixMicros(MicrosOf(known_at)) <= now - absl::Seconds(seconds)) return absl::OkStatus();
  return InvalidError(
      "known_at",
      {absl::StrCat("lies less than ", seconds, " seconds back: what was known then may not be committed yet"),
       absl::StrCat("距现在不足 ", seconds, " 秒,该时点的数据可能尚未全部入库,请稍后再试")});
}

absl::Status NeedsApproval(absl::string_view parent, int64_t rows, int64_t limit) {
  return PreconditionError(
      errors::REASON_EXPORT_NOT_APPROVED, parent,
      {absl::StrCat(rows, " rows are more than the ", limit, " that one person may export; request an approval"),
       absl::StrCat("共 ", rows, " 行，超过单人导出上限 ", limit, " 行，请先申请导出审批")});
}

std::string WatermarkText(const v1::ExportWatermark& watermark, absl::Time when) {
  std::string text = absl::StrCat("导出人：", watermark.exported_by(), "；时间：",
                                  absl::FormatTime("%Y-%m-%d %H:%M:%S", when, ChinaZone()));
  if (!watermark.approved_by().empty()) absl::StrAppend(&text, "；审批人：", watermark.approved_by());
  return text;
}

}  // namespace xf::membership

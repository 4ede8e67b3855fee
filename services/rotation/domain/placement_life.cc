#include "services/rotation/domain/placement_life.h"

#include <google/protobuf/util/time_util.h>

#include <algorithm>

#include "common/base/date.h"
#include "common/base/status.h"
#include "services/rotation/domain/placement_rules.h"

namespace xf::rotation {
namespace {

absl::Status WrongState(const v1::Placement& placement, Text text) {
  return PreconditionError(errors::REASON_STATE_CONFLICT, placement.name(), std::move(text));
}

void SetEnd(absl::CivilDay end, v1::Placement& placement) {
  *placement.mutable_end_date() = ToDate(end);
  placement.set_months(CompleteMonths({ToDay(placement.start_date()), end}));
}

absl::Status Cancel(const v1::EndPlacementRequest& request, v1::Placement& placement) {
  if (placement.state() == v1::PLACEMENT_STATE_CANCELLED) {
    return WrongState(placement, {"the placement is cancelled already", "该派出已取消"});
  }
  if (request.reason().empty()) return InvalidError("reason", {"required to cancel", "取消须说明原因"});
  placement.set_state(v1::PLACEMENT_STATE_CANCELLED);
  placement.set_end_reason(request.reason());
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckDispatch(const v1::Placement& placement, absl::CivilDay today) {
  if (placement.state() != v1::PLACEMENT_STATE_PLANNED) {
    return WrongState(placement, {"only a planned placement is dispatched", "只有拟派状态可以派出"});
  }
  if (ToDay(placement.end_date()) < today) {
    return WrongState(placement, {"the placement's last day has passed", "派出期限已过"});
  }
  return absl::OkStatus();
}

absl::Status Extend(const v1::ExtendPlacementRequest& request, const v1::Post& post, const ProgramRule& rule,
                    absl::CivilDay today, absl::Time now, v1::Placement& placement) {
  const absl::CivilDay old_end = ToDay(placement.end_date());
  if (placement.state() != v1::PLACEMENT_STATE_DISPATCHED || old_end < today) {
    return WrongState(placement, {"only a dispatched placement is extended, and not after its last day",
                                  "只有在派且未到期的派出可以延期"});
  }
  if (!IsValidDate(request.end_date()) || ToDay(request.end_date()) <= old_end) {
    return InvalidError("end_date", {"must be a day after the present end", "应晚于现有结束日期"});
  }
  const absl::CivilDay new_end = ToDay(request.end_date());
  Refusal refusal("");
  CheckLength({ToDay(placement.start_date()), new_end}, rule, post, refusal);
  if (IsUpward(placement.host_level()) && request.approval_doc_no().empty()) {
    refusal.Add("approval_doc_no", {"required for hosts of province or city", "派往省、市单位的延期须填写批准文号"},
                errors::REASON_PLACEMENT_APPROVAL_REQUIRED);
  }
  RETURN_IF_ERROR(std::move(refusal).ToStatus());

  v1::Extension& extension = *placement.add_extensions();
  *extension.mutable_old_end_date() = placement.end_date();
  *extension.mutable_new_end_date() = request.end_date();
  extension.set_approval_doc_no(request.approval_doc_no());
  extension.set_reason(request.reason());
  *extension.mutable_extend_time() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(now));
  SetEnd(new_end, placement);
  return absl::OkStatus();
}

absl::Status Appraise(const v1::AppraisePlacementRequest& request, absl::CivilDay today, v1::Placement& placement) {
  if (placement.state() != v1::PLACEMENT_STATE_ENDED) {
    return WrongState(placement, {"only an ended placement is appraised", "结束后方可鉴定"});
  }
  Refusal refusal("");
  CheckAppraisal(request.appraisal(), ToDay(placement.start_date()), today, refusal);
  RETURN_IF_ERROR(std::move(refusal).ToStatus());
  *placement.mutable_appraisal() = request.appraisal();
  return absl::OkStatus();
}

absl::Status End(const v1::EndPlacementRequest& request, absl::CivilDay today, v1::Placement& placement) {
  if (request.cancel()) return Cancel(request, placement);
  if (placement.state() != v1::PLACEMENT_STATE_DISPATCHED) {
    return WrongState(placement, {"only a dispatched placement is ended", "只有在派状态可以结束"});
  }
  const absl::CivilDay agreed = ToDay(placement.end_date());
  const absl::CivilDay latest = std::min(agreed, today);
  if (request.has_end_date() && !IsValidDate(request.end_date())) {
    return InvalidError("end_date", {"not a day", "不是有效日期"});
  }
  const absl::CivilDay end = request.has_end_date() ? ToDay(request.end_date()) : latest;
  Refusal refusal("");
  if (end < ToDay(placement.start_date()) || end > latest) {
    refusal.Add("end_date", {"must lie between start_date and the agreed end, and not in the future",
                             "应在开始日期与约定结束日期之间，且不晚于今天"});
  }
  if (end < agreed && request.reason().empty()) {
    refusal.Add("reason", {"required to end early", "提前结束须说明原因"});
  }
  RETURN_IF_ERROR(std::move(refusal).ToStatus());
  placement.set_state(v1::PLACEMENT_STATE_ENDED);
  placement.set_end_reason(request.reason());
  SetEnd(end, placement);
  return absl::OkStatus();
}

}  // namespace xf::rotation

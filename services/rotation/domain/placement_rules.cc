#include "services/rotation/domain/placement_rules.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/status.h"
#include "services/rotation/domain/dates.h"
#include "services/rotation/domain/recusal.h"

namespace xf::rotation {
namespace {

// The placement is within the dates of what it is made under.
void CheckFrame(const Setting& setting, const ProgramRule& rule, const Period& period, Refusal& refusal) {
  const v1::Program& program = setting.program;
  if (period.start < ToDay(program.start_date()) ||
      (program.has_end_date() && period.start > ToDay(program.end_date()))) {
    refusal.Add("start_date", {"outside the program's dates", "不在项目起止日期之内"});
  }
  if (setting.batch == nullptr) {
    if (rule.batch_required) {
      refusal.Add("batch", {"required: programs of this type go in batches", "必填：此类项目须分批次进行"});
    }
    return;
  }
  if (setting.batch->program() != program.name()) {
    refusal.Add("batch", {"belongs to another program", "批次属于另一个项目"});
  } else if (period.start < ToDay(setting.batch->start_date()) || period.end > ToDay(setting.batch->end_date())) {
    refusal.Add("batch", {"the placement does not lie within the batch's dates", "派出日期不在批次起止日期之内"});
  }
}

// A record of the past may come in with its state and appraisal; nothing may come in that has not happened.
void CheckState(const v1::Placement& placement, const Period& period, absl::CivilDay today, Refusal& refusal) {
  if (placement.state() == v1::PLACEMENT_STATE_CANCELLED || placement.state() == v1::PLACEMENT_STATE_DISPATCHING) {
    refusal.Add("state", {"a placement is not recorded as cancelled or on its way", "不能登记为已取消或派出办理中"});
  }
  const bool ended = placement.state() == v1::PLACEMENT_STATE_ENDED;
  if (ended && period.end > today) {
    refusal.Add("state", {"not ended before its last day", "最后一天未到，不能登记为结束"});
  }
  if (!placement.has_appraisal()) return;
  if (!ended) refusal.Add("appraisal", {"only an ended placement is appraised", "结束后方可鉴定"});
  CheckAppraisal(placement.appraisal(), period.start, today, refusal);
}

// 任职回避: what it forbids is refused, what it leaves to a committee needs the committee's document, and all of the
// rest is noted.
void CheckRecusal(const Setting& setting, v1::Placement& placement, Refusal& refusal) {
  if (placement.state() == v1::PLACEMENT_STATE_ENDED) return;
  for (Objection& one : ObjectionsTo(setting.candidate, setting.post, setting.relative_there)) {
    if (one.weight == Objection::Weight::kForbids) {
      refusal.Add("post", {absl::StrCat("recusal: ", v1::EligibilityRule_Name(one.rule)), one.text_zh},
                  errors::REASON_PLACEMENT_RECUSED);
      continue;
    }
    if (one.weight == Objection::Weight::kNeedsApproval && placement.approval_doc_no().empty()) {
      refusal.Add("approval_doc_no",
                  {absl::StrCat("required: ", v1::EligibilityRule_Name(one.rule)), one.text_zh + "，应填写批准文号"},
                  errors::REASON_PLACEMENT_APPROVAL_REQUIRED);
    }
    v1::PlacementWarning& warning = *placement.add_warnings();
    warning.set_rule(one.rule);
    warning.set_text_zh(std::move(one.text_zh));
  }
}

const v1::Exclusion* ExclusionOn(const v1::Candidate& candidate, absl::CivilDay day) {
  const auto found = std::ranges::find_if(candidate.exclusions(), [&](const v1::Exclusion& exclusion) {
    return ToDay(exclusion.start_date()) <= day && (!exclusion.has_end_date() || day <= ToDay(exclusion.end_date()));
  });
  return found == candidate.exclusions().end() ? nullptr : &*found;
}

void Complete(const Setting& setting, const ProgramRule& rule, const Period& period, v1::Placement& placement) {
  if (placement.state() == v1::PLACEMENT_STATE_UNSPECIFIED) placement.set_state(v1::PLACEMENT_STATE_PLANNED);
  placement.set_org_path(setting.candidate.org_path());
  placement.set_member(setting.candidate.member());
  placement.set_organization(setting.candidate.organization());
  placement.set_age_at_start(AgeOnDay(setting.candidate.archive_birth_month(), period.start));
  placement.set_program_type(setting.program.type());
  placement.set_host(setting.post.host());
  placement.set_host_level(setting.post.host_level());
  placement.set_demanding(setting.post.demanding());
  placement.set_months(CompleteMonths(period));
  placement.set_rule_version(rule.version);
}

}  // namespace

bool IsUpward(v1::HostLevel level) { return level == v1::HOST_LEVEL_PROVINCE || level == v1::HOST_LEVEL_CITY; }

int AgeOnDay(absl::string_view archive_birth_month, absl::CivilDay day) {
  int year = 0;
  int month = 0;
  if (archive_birth_month.size() != 7 || !absl::SimpleAtoi(archive_birth_month.substr(0, 4), &year) ||
      !absl::SimpleAtoi(archive_birth_month.substr(5), &month)) {
    return 0;
  }
  return AgeOn(absl::CivilDay(year, month, 1), day);
}

void CheckLength(const Period& period, const ProgramRule& rule, const v1::Post& post, Refusal& refusal) {
  const int least = std::max(rule.min_months, post.min_months());
  const int most = post.max_months() == 0 ? rule.max_months : std::min(rule.max_months, post.max_months());
  if (CompleteMonths(period) >= least && WithinMonths(period, most)) return;
  refusal.Add("end_date",
              {absl::StrCat("the placement must last ", least, " to ", most, " months, extensions included"),
               absl::StrCat("派出时间应为 ", least, " 至 ", most, " 个月（含延期）")},
              errors::REASON_PLACEMENT_DURATION_INVALID);
}

void CheckAppraisal(const v1::Appraisal& appraisal, absl::CivilDay start, absl::CivilDay today, Refusal& refusal) {
  if (IsValidDate(appraisal.date()) && ToDay(appraisal.date()) >= start && ToDay(appraisal.date()) <= today) return;
  refusal.Add("appraisal.date", {"must be a day from the placement's start until today", "应为派出之日起至今天的日期"});
}

absl::Status JudgePlacement(const Setting& setting, const ProgramRules& rules, absl::CivilDay today,
                            absl::string_view path, v1::Placement& placement) {
  placement.clear_operation();
  placement.clear_dispatch_error();
  placement.clear_warnings();
  Refusal dates(path);
  CheckDates(placement.start_date(), placement.end_date(), "", dates);
  RETURN_IF_ERROR(std::move(dates).ToStatus());

  const Period period{ToDay(placement.start_date()), ToDay(placement.end_date())};
  const ProgramRule& rule = rules.For(setting.program.type(), period.start);
  Refusal refusal(path);
  CheckFrame(setting, rule, period, refusal);
  CheckLength(period, rule, setting.post, refusal);
  // domain reference §0.4: borrowing upward is policed, so every upward placement carries its approval.
  if (IsUpward(setting.post.host_level()) && placement.approval_doc_no().empty()) {
    refusal.Add("approval_doc_no", {"required for hosts of province or city", "派往省、市单位须填写批准文号"},
                errors::REASON_PLACEMENT_APPROVAL_REQUIRED);
  }
  CheckRecusal(setting, placement, refusal);
  CheckState(placement, period, today, refusal);
  RETURN_IF_ERROR(std::move(refusal).ToStatus());

  if (const v1::Exclusion* exclusion = ExclusionOn(setting.candidate, period.start)) {
    const std::string kind = v1::ExclusionKind_Name(exclusion->kind());
    return PreconditionError(
        errors::REASON_CANDIDATE_EXCLUDED, setting.candidate.name(),
        {absl::StrCat("excluded on the first day: ", kind), absl::StrCat("开始之日处于不得派出的期间：", kind)});
  }
  Complete(setting, rule, period, placement);
  return absl::OkStatus();
}

}  // namespace xf::rotation

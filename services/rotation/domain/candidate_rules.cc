#include "services/rotation/domain/candidate_rules.h"

#include "absl/strings/str_cat.h"
#include "services/rotation/domain/dates.h"

namespace xf::rotation {

namespace membership = xianfeng::membership::v1;

absl::Status CheckFullMember(const membership::Member& member) {
  if (member.member_kind() == membership::MEMBER_KIND_FULL && member.state() == membership::MEMBER_STATE_NORMAL) {
    return absl::OkStatus();
  }
  return PreconditionError(errors::REASON_CANDIDATE_NOT_FULL_MEMBER, member.name(),
                           {"not a full member in good standing", "不是党籍正常的正式党员"});
}

void TakeFromMember(const membership::Member& member, v1::Candidate& candidate) {
  if (candidate.archive_birth_month().empty()) candidate.set_archive_birth_month(member.archive_birth_month());
  if (candidate.education().empty()) candidate.set_education(member.education());
}

absl::Status CheckCandidate(const v1::Candidate& candidate, absl::string_view path) {
  Refusal refusal(path);
  if (candidate.archive_birth_month().empty()) {
    refusal.Add("archive_birth_month", {"required: the member's file has none", "必填：党员信息中无档案出生年月"});
  }
  for (int i = 0; i < candidate.exclusions_size(); ++i) {
    const v1::Exclusion& exclusion = candidate.exclusions(i);
    CheckDates(exclusion.start_date(), exclusion.end_date(), absl::StrCat("exclusions[", i, "]."), refusal);
  }
  return std::move(refusal).ToStatus();
}

}  // namespace xf::rotation

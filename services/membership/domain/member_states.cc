#include "services/membership/domain/member_states.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/error.h"

namespace xf::membership {
namespace {

using enum v1::MemberStateGround;

constexpr absl::string_view kArticle24 = "党员教育管理工作条例第二十四条";
constexpr absl::string_view kArticle30 = "党员教育管理工作条例第三十条";
constexpr absl::string_view kArticle31 = "党员教育管理工作条例第三十一条";
constexpr absl::string_view kDiscipline = "纪律处分条例";

constexpr auto NORMAL = v1::MEMBER_STATE_NORMAL;
constexpr auto SUSPENDED = v1::MEMBER_STATE_SUSPENDED;
constexpr auto CORRECTING = v1::MEMBER_STATE_CORRECTING;
constexpr auto PERSUADED_OUT = v1::MEMBER_STATE_PERSUADED_OUT;
constexpr auto LEFT = v1::MEMBER_STATE_LEFT;
constexpr auto REMOVED = v1::MEMBER_STATE_REMOVED;
constexpr auto EXPELLED = v1::MEMBER_STATE_EXPELLED;
constexpr auto DECEASED = v1::MEMBER_STATE_DECEASED;

// Final statuses lead nowhere. TRANSFERRED_OUT is entered by a transfer only, PROBATION_CANCELLED by step 24 of an
// admission.
constexpr Transition kTransitions[] = {
    {NORMAL, SUSPENDED, MEMBER_STATE_GROUND_LOST_CONTACT, Evidence::kSearchLog, kArticle24, &Rules::lost_months},
    {NORMAL, SUSPENDED, MEMBER_STATE_GROUND_SETTLED_ABROAD, Evidence::kDocument, kArticle24},
    {SUSPENDED, NORMAL, MEMBER_STATE_GROUND_RESTORED, Evidence::kDocument, kArticle24},
    {SUSPENDED, LEFT, MEMBER_STATE_GROUND_STILL_LOST, Evidence::kDocument, kArticle24, &Rules::still_lost_months},
    {NORMAL, CORRECTING, MEMBER_STATE_GROUND_UNQUALIFIED, Evidence::kDocument, kArticle30},
    {CORRECTING, NORMAL, MEMBER_STATE_GROUND_CORRECTED, Evidence::kDocument, kArticle30, nullptr,
     &Rules::correcting_months},
    {CORRECTING, PERSUADED_OUT, MEMBER_STATE_GROUND_PERSUADED, Evidence::kDocument, kArticle31, nullptr,
     &Rules::correcting_months},
    {NORMAL, PERSUADED_OUT, MEMBER_STATE_GROUND_PERSUADED, Evidence::kDocument, kArticle31},
    {NORMAL, LEFT, MEMBER_STATE_GROUND_INACTIVE, Evidence::kDocument, kArticle31, &Rules::inactive_months},
    {CORRECTING, LEFT, MEMBER_STATE_GROUND_INACTIVE, Evidence::kDocument, kArticle31, &Rules::inactive_months},
    {NORMAL, REMOVED, MEMBER_STATE_GROUND_CONDITIONS_LOST, Evidence::kDocument, kArticle31},
    {CORRECTING, REMOVED, MEMBER_STATE_GROUND_CONDITIONS_LOST, Evidence::kDocument, kArticle31},
    {SUSPENDED, REMOVED, MEMBER_STATE_GROUND_CONDITIONS_LOST, Evidence::kDocument, kArticle31},
    {NORMAL, EXPELLED, MEMBER_STATE_GROUND_DISCIPLINE, Evidence::kDocument, kDiscipline},
    {CORRECTING, EXPELLED, MEMBER_STATE_GROUND_DISCIPLINE, Evidence::kDocument, kDiscipline},
    {SUSPENDED, EXPELLED, MEMBER_STATE_GROUND_DISCIPLINE, Evidence::kDocument, kDiscipline},
    {NORMAL, DECEASED, MEMBER_STATE_GROUND_DEATH, Evidence::kReason, ""},
    {CORRECTING, DECEASED, MEMBER_STATE_GROUND_DEATH, Evidence::kReason, ""},
    {SUSPENDED, DECEASED, MEMBER_STATE_GROUND_DEATH, Evidence::kReason, ""},
};

absl::Status EvidenceError(absl::string_view member, absl::string_view en, absl::string_view zh,
                           const Transition& transition) {
  return PreconditionError(
      errors::REASON_STATE_EVIDENCE_REQUIRED, member,
      {absl::StrCat(en, " (", transition.article, ")"), absl::StrCat(zh, "(", transition.article, ")")});
}

}  // namespace

std::span<const Transition> Transitions() { return kTransitions; }

absl::StatusOr<const Transition*> FindTransition(absl::string_view member, v1::MemberState from, v1::MemberState to,
                                                 v1::MemberStateGround ground) {
  const Transition* found = nullptr;
  int ways = 0;
  for (const Transition& transition : kTransitions) {
    if (transition.from != from || transition.to != to) continue;
    if (ground == transition.ground) return &transition;
    found = &transition;
    ++ways;
  }
  if (ways == 0) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, member,
                             {absl::StrCat(v1::MemberState_Name(to), " can't follow ", v1::MemberState_Name(from)),
                              "当前党籍状态不能变更为所选状态"});
  }
  if (ground != MEMBER_STATE_GROUND_UNSPECIFIED) {
    return InvalidError("ground", {"does not lead to that status", "该依据不能导致所选党籍状态"});
  }
  if (ways > 1) return InvalidError("ground", {"is required: several lead to that status", "须选择变更依据"});
  return found;
}

absl::Status CheckTransition(absl::string_view member, const Transition& transition, const StateChange& change,
                             const Rules& rules) {
  if (transition.evidence != Evidence::kReason && !change.has_document) {
    return EvidenceError(member, "the number of the document that decided it is required", "须填写作出决定的文号",
                         transition);
  }
  const bool searched = transition.evidence == Evidence::kSearchLog;
  if (searched && !change.lost_since) {
    return EvidenceError(member, "a search log is required: report the lost contact first", "须先登记失联及查找记录",
                         transition);
  }
  if (transition.least_months == nullptr) return absl::OkStatus();
  const absl::CivilDay earliest =
      AddMonths(searched ? *change.lost_since : change.since, rules.*transition.least_months);
  if (change.day >= earliest) return absl::OkStatus();
  return PreconditionError(errors::REASON_STATE_TOO_EARLY, member,
                           {absl::StrCat("not before ", IsoDate(earliest), " (", transition.article, ")"),
                            absl::StrCat("不得早于 ", IsoDate(earliest), "(", transition.article, ")")});
}

std::vector<v1::StateOutlook> Outlook(v1::MemberState state, absl::CivilDay since, absl::CivilDay today,
                                      const Rules& rules) {
  std::vector<v1::StateOutlook> outlook;
  for (const Transition& transition : kTransitions) {
    if (transition.from != state) continue;
    v1::StateOutlook& way = outlook.emplace_back();
    way.set_state(transition.to);
    way.set_ground(transition.ground);
    way.set_article(std::string(transition.article));
    // When contact was lost is another record's matter: the outflow's.
    if (transition.least_months != nullptr && transition.evidence != Evidence::kSearchLog) {
      *way.mutable_earliest_date() = ToDate(AddMonths(since, rules.*transition.least_months));
    }
    if (transition.most_months != nullptr) {
      const absl::CivilDay latest = AddMonths(since, rules.*transition.most_months);
      *way.mutable_latest_date() = ToDate(latest);
      way.set_overdue(latest < today);
    }
  }
  return outlook;
}

}  // namespace xf::membership

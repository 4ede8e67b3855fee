#include "services/membership/domain/election_rules.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/membership/domain/organization_rules.h"

namespace xf::membership {
namespace {

// What elections and resolutions have in common.
template <typename Meeting>
std::vector<Violation> CheckMeeting(const Meeting& meeting, absl::string_view prefix, absl::CivilDay today,
                                    std::optional<int64_t> voters) {
  std::vector<Violation> violations;
  const auto add = [&](absl::string_view field, Text text) {
    violations.push_back({absl::StrCat(prefix, field), std::move(text)});
  };
  if (ToDay(meeting.date()) > today) add("date", {"lies in the future", "日期不能晚于今天"});
  if (meeting.present() > meeting.entitled()) add("present", {"exceeds entitled", "实到人数超过应到人数"});
  if (voters && meeting.entitled() > *voters) {
    add("entitled", {absl::StrCat("exceeds the ", *voters, " full members registered on that day"),
                     absl::StrCat("超过当日正式党员 ", *voters, " 人")});
  }
  return violations;
}

}  // namespace

void Judge(v1::Election& election, const v1::Organization& organization, const Rules& rules) {
  election.clear_findings();
  election.set_valid(int64_t{100} * election.present() >= int64_t{rules.election_quorum_percent} * election.entitled());
  if (!election.valid()) election.add_findings(v1::ELECTION_FINDING_QUORUM);
  if (int64_t{100} * election.candidates_size() < int64_t{100 + rules.election_spare_percent} * election.seats()) {
    election.add_findings(v1::ELECTION_FINDING_TOO_FEW_CANDIDATES);
  }
  // 选举工作条例 (2020): more than half of those present who have the right to vote.
  std::vector<v1::ElectionCandidate*> ahead;
  for (v1::ElectionCandidate& candidate : *election.mutable_candidates()) {
    candidate.set_elected(false);
    if (election.valid() && 2 * candidate.votes() > election.present()) ahead.push_back(&candidate);
  }
  std::stable_sort(ahead.begin(), ahead.end(), [](const auto* a, const auto* b) { return a->votes() > b->votes(); });
  const auto seats = static_cast<size_t>(election.seats());
  // Those who tie for the last seat vote again: none of them has it.
  const int tied =
      ahead.size() > seats && ahead[seats - 1]->votes() == ahead[seats]->votes() ? ahead[seats]->votes() : -1;
  size_t elected = 0;
  for (size_t i = 0; i < ahead.size() && i < seats; ++i) {
    if (ahead[i]->votes() == tied) break;
    ahead[i]->set_elected(true);
    ++elected;
  }
  if (elected < seats) election.add_findings(v1::ELECTION_FINDING_SEATS_OPEN);
  election.clear_term_end_date();
  if (!election.valid()) return;
  if (const auto end = TermEnd(organization, ToDay(election.date()), rules)) {
    *election.mutable_term_end_date() = ToDate(*end);
  }
}

void Judge(v1::Resolution& resolution) {
  resolution.set_quorate(2 * resolution.present() > resolution.entitled());
  resolution.set_passed(resolution.quorate() && 2 * resolution.ayes() > resolution.entitled());
}

std::vector<Violation> CheckElection(const v1::Election& election, absl::CivilDay today,
                                     std::optional<int64_t> voters) {
  auto violations = CheckMeeting(election, "election.", today, voters);
  std::set<std::string> members;
  int64_t votes = 0;
  for (int i = 0; i < election.candidates_size(); ++i) {
    const v1::ElectionCandidate& candidate = election.candidates(i);
    votes += candidate.votes();
    if (candidate.votes() > election.present()) {
      violations.push_back(
          {absl::StrCat("election.candidates[", i, "].votes"), {"exceeds present", "得票数超过实到人数"}});
    }
    if (!members.insert(candidate.member()).second) {
      violations.push_back(
          {absl::StrCat("election.candidates[", i, "].member"), {"is on the ballot twice", "候选人重复"}});
    }
  }
  if (votes > int64_t{election.present()} * election.seats()) {
    violations.push_back(
        {"election.candidates", {"have more votes than ballots can carry", "得票总数超过选票可投总数"}});
  }
  return violations;
}

std::vector<Violation> CheckResolution(const v1::Resolution& resolution, absl::CivilDay today,
                                       std::optional<int64_t> voters) {
  auto violations = CheckMeeting(resolution, "resolution.", today, voters);
  if (resolution.ayes() + resolution.noes() + resolution.abstentions() > resolution.present()) {
    violations.push_back(
        {"resolution.ayes", {"and noes and abstentions exceed present", "赞成、反对、弃权合计超过实到人数"}});
  }
  return violations;
}

absl::Status CheckApprover(const v1::Organization& organization, const v1::Organization& approver) {
  if (approver.state() == v1::ORGANIZATION_STATE_DISSOLVED) {
    return PreconditionError(errors::REASON_ORGANIZATION_DISSOLVED, approver.name(),
                             {"the approver has been dissolved", "批准延期的党组织已撤销"});
  }
  if (IsCommittee(approver.kind()) && approver.name() != organization.name() &&
      IsAtOrBelow(organization.org_path(), approver.org_path())) {
    return absl::OkStatus();
  }
  return InvalidError("postponement.approver",
                      {"is not a committee above the organization", "不是该党组织的上级党委,延期换届须报上级党委批准"});
}

absl::Status CheckOuterApprover(const v1::Postponement& postponement) {
  std::vector<Violation> violations;
  if (!postponement.approver().empty()) {
    violations.push_back({"postponement.approver",
                          {"is no superior of the county committee: nobody in the register is",
                           "县委的上级党委不在本县名册内,请在“批准机关”中填写"}});
  }
  if (postponement.approver_text().empty()) {
    violations.push_back({"postponement.approver_text",
                          {"is required: the committee above the county approves (Party constitution Art. 25)",
                           "县委延期换届须经上一级党委批准(党章第二十五条),请填写批准机关"}});
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

std::vector<Violation> CheckPostponement(const v1::Postponement& postponement, absl::CivilDay original,
                                         std::optional<absl::CivilDay> postponed, absl::CivilDay today,
                                         const Rules& rules) {
  std::vector<Violation> violations;
  if (ToDay(postponement.approve_date()) > today) {
    violations.push_back({"postponement.approve_date", {"lies in the future", "日期不能晚于今天"}});
  }
  const absl::CivilDay end = ToDay(postponement.term_end_date());
  const absl::CivilDay before = postponed.value_or(original);
  // Generally a year at most; what was postponed before is part of it.
  const absl::CivilDay latest = AddMonths(original, rules.election_postpone_months);
  if (end <= before) {
    violations.push_back({"postponement.term_end_date",
                          {absl::StrCat("is not after ", IsoDate(before), ", when the term ends anyway"),
                           absl::StrCat("须晚于现任期届满日 ", IsoDate(before))}});
  } else if (end > latest) {
    violations.push_back(
        {"postponement.term_end_date",
         {absl::StrCat("is after ", IsoDate(latest), ": a term lasts at most ", rules.election_postpone_months,
                       " months longer"),
          absl::StrCat("延期合计不得超过 ", rules.election_postpone_months, " 个月,最晚 ", IsoDate(latest))}});
  }
  return violations;
}

}  // namespace xf::membership

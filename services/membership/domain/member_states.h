// Which status of a membership (党籍状态) may follow which, on what ground, by whose decision and not before when.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/membership/domain/rules.h"
#include "xianfeng/membership/v1/member_facts.pb.h"

namespace xf::membership {

namespace v1 = xianfeng::membership::v1;

// What must be shown for a change of status.
enum class Evidence {
  // The number of the document by which an organization decided.
  kDocument,
  // That document, and the member's outflow with a search log: who searched, how, when, with what result.
  kSearchLog,
  // Nothing but the reason in words: a fact, not a decision.
  kReason,
};

// A row of the table.
struct Transition {
  v1::MemberState from;
  v1::MemberState to;
  v1::MemberStateGround ground;
  Evidence evidence;
  absl::string_view article;
  // Months that the present status must have lasted (the lost contact, for kSearchLog); null: none.
  int Rules::*least_months = nullptr;
  // Months of the present status within which a decision is due; null: none.
  int Rules::*most_months = nullptr;
};

// The whole table (domain reference §2.2).
std::span<const Transition> Transitions();

// The row that leads from `from` to `to` on `ground`; without a ground, the only one that does. Errors: STATE_CONFLICT
// about `member` when none does, FIELD_INVALID about "ground" when several do or the ground is another's.
absl::StatusOr<const Transition*> FindTransition(absl::string_view member, v1::MemberState from, v1::MemberState to,
                                                 v1::MemberStateGround ground);

// What is known when a change of status is asked for.
struct StateChange {
  absl::CivilDay day;
  // First day of the present status.
  absl::CivilDay since;
  bool has_document = false;
  // Since when the member is out of contact, by a search log.
  std::optional<absl::CivilDay> lost_since;
};

// Whether the evidence suffices and the day is not too early; STATE_EVIDENCE_REQUIRED or STATE_TOO_EARLY about
// `member`.
absl::Status CheckTransition(absl::string_view member, const Transition& transition, const StateChange& change,
                             const Rules& rules);

// What a status that began on `since` may lead to, with its dates as of `today`. Dates only: an organization decides.
std::vector<v1::StateOutlook> Outlook(v1::MemberState state, absl::CivilDay since, absl::CivilDay today,
                                      const Rules& rules);

}  // namespace xf::membership

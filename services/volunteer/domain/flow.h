// State machines as tables: a row is "in this state, this action leads to that state"; what has no row is not allowed.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"

namespace xf::volunteer {

template <typename State, typename Action>
struct Transition {
  State from;
  Action action;
  State to;
};

// Where `action` leads from `from`, or nullopt.
template <typename State, typename Action>
std::optional<State> Next(std::span<const Transition<State, Action>> table, State from, Action action) {
  for (const auto& row : table) {
    if (row.from == from && row.action == action) return row.to;
  }
  return std::nullopt;
}

// FAILED_PRECONDITION STATE_CONFLICT: `subject` is in `state`, which does not allow the action.
inline absl::Status StateConflict(absl::string_view subject, absl::string_view state) {
  return PreconditionError(
      errors::REASON_STATE_CONFLICT, subject,
      {absl::StrCat("not allowed in state ", state), absl::StrCat("当前状态 ", state, " 不允许此操作")});
}

}  // namespace xf::volunteer

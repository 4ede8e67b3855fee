// Short forms for absl::Status, used everywhere. Not a second status type.
#pragma once

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

#define XF_CONCAT_INNER(a, b) a##b
#define XF_CONCAT(a, b) XF_CONCAT_INNER(a, b)

// Returns from the enclosing function when `expr` is not OK.
#define RETURN_IF_ERROR(expr)                                               \
  do {                                                                      \
    if (absl::Status xf_status = (expr); !xf_status.ok()) return xf_status; \
  } while (false)

// Evaluates a StatusOr; returns its status when not OK, else moves the value into `lhs` (a declaration or an lvalue).
#define ASSIGN_OR_RETURN(lhs, rexpr) XF_ASSIGN_OR_RETURN(XF_CONCAT(xf_status_or_, __LINE__), lhs, rexpr)
#define XF_ASSIGN_OR_RETURN(var, lhs, rexpr)     \
  auto var = (rexpr);                            \
  if (!var.ok()) return std::move(var).status(); \
  lhs = *std::move(var)

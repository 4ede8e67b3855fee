// W3C trace context (https://www.w3.org/TR/trace-context/), version 00: carried through every call and every log line.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace xf::obs {

struct Trace {
  std::string trace_id;   // 32 hex digits
  std::string parent_id;  // 16 hex digits: our own span
  std::string flags = "01";

  // Value of the `traceparent` header.
  std::string Header() const;
};

// Continues the trace of a `traceparent` header with a span of our own; a new trace when it is absent or malformed.
Trace ContinueTrace(absl::string_view traceparent);

}  // namespace xf::obs

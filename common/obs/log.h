// Structured log: one JSON object a line on standard output, written by a thread of its own so that no call waits for
// it. Never given a sensitive value: handlers don't log, and the adapter logs names and codes only.
#pragma once

#include <initializer_list>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"

namespace xf::obs {

enum class Severity { kInfo, kWarning, kError };

// One key with its value.
struct Field {
  absl::string_view key;
  std::variant<std::string, int64_t, double, bool> value;
};

// Writes {"time":…,"severity":…,"message":…, fields…}. Dropped, and counted, when 100,000 lines already wait.
void Log(Severity severity, absl::string_view message, std::initializer_list<Field> fields = {});

// Waits until everything logged so far is written.
void FlushLog();

// Sends lines elsewhere: tests. An empty function restores standard output.
void SetLogSink(void (*sink)(const std::string& line));

}  // namespace xf::obs

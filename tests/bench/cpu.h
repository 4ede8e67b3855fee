// Processor time that processes have taken, from /proc: how a call's cost splits between client, server and PostgreSQL.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace xf::bench {

// A process as /proc/PID/stat has it.
struct Process {
  int parent = 0;
  double seconds = 0;  // User and system time; grows in steps of a clock tick, 10 ms.
};

inline Process ReadProcess(int pid) {
  std::stringstream text;
  text << std::ifstream(absl::StrCat("/proc/", pid, "/stat")).rdbuf();
  const std::string stat = text.str();
  // The name stands in parentheses and may hold spaces.
  std::istringstream fields(stat.substr(std::min(stat.rfind(')') + 1, stat.size())));
  Process process;
  std::string skipped;
  double user = 0, system = 0;
  fields >> skipped >> process.parent;
  for (int i = 5; i <= 13; ++i) fields >> skipped;
  fields >> user >> system;
  process.seconds = (user + system) / static_cast<double>(sysconf(_SC_CLK_TCK));
  return process;
}

// Of all children of a process.
inline double ChildrenSeconds(int parent) {
  double seconds = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    int pid = 0;
    if (!absl::SimpleAtoi(entry.path().filename().string(), &pid)) continue;
    const Process process = ReadProcess(pid);
    if (process.parent == parent) seconds += process.seconds;
  }
  return seconds;
}

}  // namespace xf::bench

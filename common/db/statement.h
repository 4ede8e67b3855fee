// A Query made ready for PostgreSQL: `:name` parameters numbered, and a plan per message type for its columns.
#pragma once

#include <atomic>
#include <string>
#include <vector>

#include "common/db/query.h"

namespace xf::db {

struct Statement {
  std::string name;
  // The text with $1, $2, … in place of the named parameters.
  std::string text;
  // Parameter names in the order of their numbers.
  std::vector<std::string> parameters;
  // Small number of the statement within the process; connections remember by it what they have prepared.
  size_t index = 0;
  // Whether it ran at least once; tests ask that every statement did.
  mutable std::atomic<bool> executed = false;
};

// The statement of a query; parsed once a process.
const Statement& Compile(const Query& query);

// Names of the parameters in a statement's text, in the order of first use. Skips strings, quoted identifiers,
// comments, dollar quotes and `::` casts.
std::vector<std::string> ParametersOf(absl::string_view text, std::string* numbered = nullptr);

}  // namespace xf::db

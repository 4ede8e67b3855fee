#include "common/db/statement.h"

#include <algorithm>
#include <map>
#include <memory>
#include <shared_mutex>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace xf::db {
namespace {

bool IsNameChar(char c) { return absl::ascii_isalnum(c) || c == '_'; }

// End of the token at `at` that must be copied as it stands (string, identifier, comment, dollar quote, cast), or `at`.
size_t SkipVerbatim(absl::string_view text, size_t at) {
  const absl::string_view rest = text.substr(at);
  const auto until = [&](absl::string_view end, size_t from) {
    const size_t found = text.find(end, at + from);
    return found == absl::string_view::npos ? text.size() : found + end.size();
  };
  if (absl::StartsWith(rest, "--")) return until("\n", 2);
  if (absl::StartsWith(rest, "/*")) return until("*/", 2);
  if (absl::StartsWith(rest, "::")) return at + 2;
  if (rest[0] == '\'') return until("'", 1);
  if (rest[0] == '"') return until("\"", 1);
  if (rest[0] == '$') {
    size_t end = 1;
    while (end < rest.size() && IsNameChar(rest[end])) ++end;
    if (end < rest.size() && rest[end] == '$') return until(rest.substr(0, end + 1), end + 1);
  }
  return at;
}

}  // namespace

std::vector<std::string> ParametersOf(absl::string_view text, std::string* numbered) {
  std::vector<std::string> names;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    if (const size_t end = SkipVerbatim(text, at); end != at) {
      absl::StrAppend(&out, text.substr(at, end - at));
      at = end;
    } else if (text[at] == ':' && at + 1 < text.size() && absl::ascii_isalpha(text[at + 1])) {
      size_t end = at + 1;
      while (end < text.size() && IsNameChar(text[end])) ++end;
      const std::string name(text.substr(at + 1, end - at - 1));
      auto found = std::find(names.begin(), names.end(), name);
      if (found == names.end()) found = names.insert(names.end(), name);
      absl::StrAppend(&out, "$", found - names.begin() + 1);
      at = end;
    } else {
      out += text[at++];
    }
  }
  if (numbered != nullptr) *numbered = std::move(out);
  return names;
}

const Statement& Compile(const Query& query) {
  static std::shared_mutex mutex;
  // By the address of the text for speed, and by what it says: a text may have an address in each file that names it.
  static auto& by_address = *new std::unordered_map<const char*, const Statement*>;
  static auto& by_text = *new std::map<std::string, std::unique_ptr<Statement>>;
  {
    std::shared_lock lock(mutex);
    if (auto found = by_address.find(query.text.data()); found != by_address.end()) return *found->second;
  }
  auto statement = std::make_unique<Statement>();
  statement->name = std::string(query.name);
  statement->parameters = ParametersOf(query.text, &statement->text);
  std::unique_lock lock(mutex);
  statement->index = by_text.size();
  const std::string key = absl::StrCat(query.name, "\n", query.text);
  const Statement& made = *by_text.try_emplace(key, std::move(statement)).first->second;
  by_address[query.text.data()] = &made;
  return made;
}

}  // namespace xf::db

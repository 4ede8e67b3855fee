// Filters of List methods: text → parameters of the statement.
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/api/list.h"
#include "common/api/resource_name.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/db/mapping.h"

namespace xf::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr absl::string_view kMarker = ":filter_";
constexpr absl::string_view kReference = "_id";
constexpr size_t kMaxValue = 200;

bool IsWordCharacter(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_'; }

// Cuts the word at the front of `text`.
absl::string_view TakeWord(absl::string_view& text) {
  size_t end = 0;
  while (end < text.size() && IsWordCharacter(text[end])) ++end;
  const absl::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

// The filter parameters of a statement without ":filter_", and the type that each is cast to, "" when it is not.
std::map<std::string, std::string> Parameters(absl::string_view sql) {
  std::map<std::string, std::string> parameters;
  for (size_t at = sql.find(kMarker); at != absl::string_view::npos; at = sql.find(kMarker)) {
    sql.remove_prefix(at + kMarker.size());
    std::string& type = parameters[std::string(TakeWord(sql))];
    if (type.empty() && absl::ConsumePrefix(&sql, "::")) type = std::string(TakeWord(sql));
  }
  return parameters;
}

// One "field = value".
struct Term {
  std::string field;
  std::string value;
};

// A value, quoted or a run of characters without space, quote or parenthesis.
std::optional<std::string> TakeValue(absl::string_view& text) {
  std::string value;
  if (!absl::ConsumePrefix(&text, "\"")) {
    while (!text.empty() && !absl::ascii_isspace(static_cast<unsigned char>(text[0])) &&
           absl::string_view("\"()=").find(text[0]) == absl::string_view::npos) {
      value += text[0];
      text.remove_prefix(1);
    }
    return value.empty() ? std::nullopt : std::optional(value);
  }
  while (!text.empty() && text[0] != '"') {
    if (text[0] == '\\') text.remove_prefix(1);
    if (text.empty()) break;
    value += text[0];
    text.remove_prefix(1);
  }
  if (!absl::ConsumePrefix(&text, "\"")) return std::nullopt;
  return value;
}

// The terms of a filter; nullopt when it does not have the documented form.
std::optional<std::vector<Term>> ParseTerms(absl::string_view text) {
  std::vector<Term> terms;
  text = absl::StripAsciiWhitespace(text);
  while (!text.empty()) {
    if (!terms.empty()) {
      if (TakeWord(text) != "AND" || text.empty() || !absl::ascii_isspace(static_cast<unsigned char>(text[0]))) {
        return std::nullopt;
      }
      text = absl::StripLeadingAsciiWhitespace(text);
    }
    Term term{.field = std::string(TakeWord(text))};
    text = absl::StripLeadingAsciiWhitespace(text);
    if (term.field.empty() || !absl::ConsumePrefix(&text, "=")) return std::nullopt;
    text = absl::StripLeadingAsciiWhitespace(text);
    auto value = TakeValue(text);
    if (!value || value->size() > kMaxValue) return std::nullopt;
    term.value = *std::move(value);
    terms.push_back(std::move(term));
    if (!text.empty() && !absl::ascii_isspace(static_cast<unsigned char>(text[0]))) return std::nullopt;
    text = absl::StripLeadingAsciiWhitespace(text);
  }
  return terms;
}

absl::Status FilterError(Text text) { return InvalidError("filter", std::move(text), errors::REASON_FILTER_INVALID); }

absl::Status ValueError(const Term& term, absl::string_view en, absl::string_view zh) {
  return FilterError(
      {absl::StrCat(term.field, ": \"", term.value, "\" ", en), absl::StrCat(term.field, "：“", term.value, "”", zh)});
}

// What PostgreSQL would refuse to cast, refused here with a text that the caller can use.
absl::Status CheckCast(const Term& term, absl::string_view type) {
  int64_t number = 0;
  absl::Time time;
  if (type == "date" && !ParseIsoDate(term.value)) return ValueError(term, "is not a date", "不是日期（2026-05-18）");
  if ((type == "bool" || type == "boolean") && term.value != "true" && term.value != "false") {
    return ValueError(term, "is not true or false", "须为 true 或 false");
  }
  if ((type == "int" || type == "integer" || type == "bigint") && !absl::SimpleAtoi(term.value, &number)) {
    return ValueError(term, "is not a whole number", "不是整数");
  }
  if (type == "timestamptz" && !absl::ParseTime(absl::RFC3339_full, term.value, &time, nullptr)) {
    return ValueError(term, "is not a time of RFC 3339", "不是 RFC 3339 时间");
  }
  return absl::OkStatus();
}

// The value as the statement wants it: enums as the database stores them.
absl::StatusOr<std::string> PlainValue(const Term& term, absl::string_view type, const FieldDescriptor* field) {
  if (field != nullptr && field->enum_type() != nullptr) {
    const auto number = db::EnumNumber(*field->enum_type(), term.value);
    if (!number) return ValueError(term, "is not one of its values", "不是该字段的取值");
    return db::EnumText(*field->enum_type()->FindValueByNumber(*number));
  }
  RETURN_IF_ERROR(CheckCast(term, type));
  return term.value;
}

// Fields that a caller may filter by, for the error text.
std::string Documented(const std::map<std::string, std::string>& parameters, const Descriptor* resource) {
  std::set<std::string> fields;
  for (const auto& [name, type] : parameters) {
    absl::string_view field = name;
    if (resource != nullptr && resource->FindFieldByName(name) == nullptr) absl::ConsumeSuffix(&field, kReference);
    fields.emplace(field);
  }
  return absl::StrJoin(fields, ", ");
}

}  // namespace

absl::StatusOr<std::vector<db::Arg>> ParseFilter(absl::string_view filter, const db::Query& query,
                                                 const Descriptor* resource) {
  const std::map<std::string, std::string> parameters = Parameters(query.text);
  const auto terms = ParseTerms(filter);
  if (!terms) {
    return FilterError({"must be \"field = value\" terms joined by AND", "须由“字段 = 值”以 AND 相连组成"});
  }
  std::map<std::string, std::string> values;
  for (const Term& term : *terms) {
    std::string parameter = term.field;
    if (const auto plain = parameters.find(parameter); plain != parameters.end()) {
      const FieldDescriptor* field = resource == nullptr ? nullptr : resource->FindFieldByName(term.field);
      ASSIGN_OR_RETURN(const std::string value, PlainValue(term, plain->second, field));
      if (!values.emplace(parameter, value).second) return ValueError(term, "is given twice", "重复给出");
      continue;
    }
    absl::StrAppend(&parameter, kReference);
    if (!parameters.contains(parameter)) {
      const std::string documented = Documented(parameters, resource);
      return FilterError({absl::StrCat("\"", term.field, "\" can't be filtered by; documented fields: ", documented),
                          absl::StrCat("不能按“", term.field, "”筛选；可用字段：", documented)});
    }
    const auto name = SplitName(term.value);
    if (!name) return ValueError(term, "is not a resource name", "不是资源名称");
    if (!values.emplace(parameter, name->id).second) return ValueError(term, "is given twice", "重复给出");
  }
  std::vector<db::Arg> args;
  for (const auto& [name, type] : parameters) {
    const auto value = values.find(name);
    const std::string parameter = absl::StrCat("filter_", name);
    args.push_back(value == values.end() ? db::Arg(parameter, std::nullopt) : db::Arg(parameter, value->second));
  }
  return args;
}

}  // namespace xf::api

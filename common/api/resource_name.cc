#include "common/api/resource_name.h"

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"

namespace xf::api {
namespace {

constexpr absl::string_view kCounties = "counties/";
constexpr size_t kMaxId = 64;

bool IsCounty(absl::string_view code) {
  return code.size() == kCountyDigits &&
         std::all_of(code.begin(), code.end(), [](unsigned char c) { return absl::ascii_isdigit(c); });
}

bool IsId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxId && std::all_of(id.begin(), id.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '_' || c == '-';
  });
}

bool IsCollection(absl::string_view collection) {
  return !collection.empty() &&
         std::all_of(collection.begin(), collection.end(), [](unsigned char c) { return absl::ascii_isalpha(c); });
}

absl::Status NameError(absl::string_view field, absl::string_view form) {
  return InvalidError(field, {absl::StrCat("must be a name of the form ", form), absl::StrCat("名称须形如 ", form)},
                      errors::REASON_RESOURCE_NAME_INVALID);
}

}  // namespace

std::optional<NameView> SplitName(absl::string_view name) {
  NameView parts;
  if (!absl::ConsumePrefix(&name, kCounties) || name.size() <= kCountyDigits) return std::nullopt;
  parts.county = name.substr(0, kCountyDigits);
  if (!IsCounty(parts.county) || name[kCountyDigits] != '/') return std::nullopt;
  name.remove_prefix(kCountyDigits + 1);
  const size_t slash = name.find('/');
  if (slash == absl::string_view::npos) return std::nullopt;
  parts.collection = name.substr(0, slash);
  parts.id = name.substr(slash + 1);
  if (!IsCollection(parts.collection) || !IsId(parts.id)) return std::nullopt;
  return parts;
}

absl::StatusOr<NameParts> ParseName(absl::string_view name, absl::string_view collection, absl::string_view field) {
  const auto parts = SplitName(name);
  if (!parts || parts->collection != collection) return NameError(field, NameForm(collection));
  return NameParts{std::string(parts->county), std::string(parts->collection), std::string(parts->id)};
}

std::string NameForm(absl::string_view collection) { return absl::StrCat("counties/431123/", collection, "/{id}"); }

bool IsCountyName(absl::string_view name) { return absl::ConsumePrefix(&name, kCounties) && IsCounty(name); }

std::string CountyOf(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, kCounties)) return "";
  const absl::string_view code = name.substr(0, name.find('/'));
  return IsCounty(code) ? std::string(code) : "";
}

absl::StatusOr<CountyName> CountyName::Parse(absl::string_view name, absl::string_view field) {
  if (!IsCountyName(name)) return NameError(field, "counties/431123");
  return CountyName(CountyOf(name));
}

}  // namespace xf::api

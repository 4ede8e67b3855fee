// Resource names: "counties/{county}/{collection}/{id}", flat, county = six digits of GB/T 2260 (AIP-122).
// Parsed once at the door; nothing inside passes bare strings for identity.
#pragma once

#include <algorithm>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/query.h"

namespace xf::api {

// Digits of a county's code (GB/T 2260).
inline constexpr size_t kCountyDigits = 6;

// The parts of a name, or INVALID_ARGUMENT RESOURCE_NAME_INVALID about `field`. `id` is [a-z0-9_-]{1,64}.
struct NameParts {
  std::string county;
  std::string collection;
  std::string id;
};
absl::StatusOr<NameParts> ParseName(absl::string_view name, absl::string_view collection, absl::string_view field);
// The parts of a well-formed name of any collection, as views into `name`; for checks that must cost nothing.
struct NameView {
  absl::string_view county;
  absl::string_view collection;
  absl::string_view id;
};
std::optional<NameView> SplitName(absl::string_view name);
// What a name of the collection looks like, for messages: "counties/431123/members/{id}".
std::string NameForm(absl::string_view collection);
// Whether `name` is "counties/" and six digits.
bool IsCountyName(absl::string_view name);
// The county of "counties/431123", of any name below it, or "" when malformed.
std::string CountyOf(absl::string_view name);

// Text of a template argument: ResourceName<"members">.
template <size_t N>
struct FixedString {
  // Not explicit: the text itself is the template argument. NOLINTNEXTLINE(google-explicit-constructor)
  constexpr FixedString(const char (&text)[N]) { std::copy_n(text, N, value); }
  char value[N];
};

// A county, "counties/431123": the parent of every collection. Gives :county.
class CountyName {
 public:
  static absl::StatusOr<CountyName> Parse(absl::string_view name, absl::string_view field = "parent");
  const std::string& county() const { return county_; }
  std::string ToString() const { return absl::StrCat("counties/", county_); }
  void BindTo(db::Args& args) const { args.Add(db::Arg("county", county_)); }

 private:
  explicit CountyName(std::string county) : county_(std::move(county)) {}
  std::string county_;
};

// A name of one collection. Gives :county and :id.
template <FixedString kCollection>
class ResourceName {
 public:
  static constexpr absl::string_view collection() { return kCollection.value; }

  static absl::StatusOr<ResourceName> Parse(absl::string_view name, absl::string_view field = "name") {
    ASSIGN_OR_RETURN(NameParts parts, ParseName(name, collection(), field));
    return ResourceName(std::move(parts.county), std::move(parts.id));
  }
  ResourceName(std::string county, std::string id) : county_(std::move(county)), id_(std::move(id)) {}

  const std::string& county() const { return county_; }
  const std::string& id() const { return id_; }
  std::string ToString() const { return absl::StrCat("counties/", county_, "/", collection(), "/", id_); }
  void BindTo(db::Args& args) const {
    args.Add(db::Arg("county", county_));
    args.Add(db::Arg("id", id_));
    args.set_resource(ToString());
  }

 private:
  std::string county_;
  std::string id_;
};

}  // namespace xf::api

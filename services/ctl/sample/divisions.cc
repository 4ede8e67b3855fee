#include "services/ctl/sample/divisions.h"

#include <algorithm>
#include <fstream>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace xf::sample {

std::string PlaceName(std::string name) {
  for (const absl::string_view suffix : {"居委会", "委会"}) {
    if (absl::EndsWith(name, suffix)) {
      name.resize(name.size() - suffix.size());
      break;
    }
  }
  if (absl::EndsWith(name, "村村")) name.resize(name.size() - absl::string_view("村").size());
  return name;
}

absl::StatusOr<Divisions> ReadDivisions(const std::string& path, const std::string& county) {
  std::ifstream file(path);
  if (!file) return absl::NotFoundError(absl::StrCat("can't read ", path));
  std::map<std::string, std::string> names;  // code → name, of the county and everything above and below it
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const std::vector<std::string> columns = absl::StrSplit(absl::StripSuffix(line, "\r"), ',');
    if (columns.size() != 4) return absl::DataLossError(absl::StrCat(path, ": not four columns: ", line));
    const std::string& code = columns[0];
    if (absl::StartsWith(code, county) || absl::StartsWith(county, code)) names[code] = columns[3];
  }
  if (!names.contains(county)) return absl::NotFoundError(absl::StrCat("no county ", county, " in ", path));
  Divisions divisions{county, names[county], names[county.substr(0, 4)], names[county.substr(0, 2)], {}};
  for (const auto& [code, name] : names) {  // in the order of the codes: a township comes before its villages
    if (code.size() == 9) divisions.townships.push_back({code, name, {}});
    if (code.size() != 12) continue;
    const auto township = std::find_if(divisions.townships.begin(), divisions.townships.end(),
                                       [&](const Township& t) { return absl::StartsWith(code, t.code); });
    if (township == divisions.townships.end())
      return absl::DataLossError(absl::StrCat(path, ": no township of ", code));
    township->villages.push_back({code, PlaceName(name), code.substr(9) < "200"});
  }
  return divisions;
}

}  // namespace xf::sample

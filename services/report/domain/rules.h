// The rule files of the work report as values: what each figure is called and how it is said, what must hold among
// figures, and the report's template. Read once, at start.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "services/report/domain/formula.h"

namespace xf::report {

// What a figure counts: rows, persons or the distinct kinds that rows use.
enum class Counts { kRows, kPersons, kKinds };

// A measure and the values for which a statement about it is true.
struct Bound {
  std::string measure;
  double at_least = 0;
  double at_most = 0;
};

// Words of the report about a figure's rows, and what proves them: "3至6个月".
struct Statement {
  std::string id;
  std::string words;
  std::vector<Bound> bounds;
};

// One figure.
struct FigureRule {
  std::string row;
  std::string title;
  std::string unit;
  std::string definition;
  std::string type;
  int64_t step = 1;
  bool since = false;
  Counts counts = Counts::kRows;
  bool names = false;
  // Chinese names of kinds, in the report's order.
  std::vector<std::pair<std::string, std::string>> labels;
  std::vector<Statement> statements;

  // Whether names are given beside the number.
  bool labelled() const { return names || counts == Counts::kKinds; }
  // Whether the figure's rows are placements, which have a profile.
  bool has_profile() const { return !statements.empty(); }
  const Statement* FindStatement(absl::string_view id) const;
};

// A sum or bound among figures.
struct IdentityRule {
  std::string id;
  std::string title;
  Formula formula;
};

struct Rules {
  std::string version;
  // First day of the period of figures with a beginning.
  absl::CivilDay since;
  // In the order of the report's rows.
  std::vector<FigureRule> figures;
  std::vector<IdentityRule> identities;
  // Text of the report with placeholders, see render.h; its first line is the title.
  std::string report_template;

  const FigureRule* Find(absl::string_view row) const;
};

// Reads figures.yaml, identities.yaml and report_zh.tmpl of a folder. Error when one is missing or malformed, when the
// versions differ, or when an identity names an unknown figure.
absl::StatusOr<Rules> LoadRules(const std::string& folder);

}  // namespace xf::report

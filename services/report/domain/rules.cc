#include "services/report/domain/rules.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/file.h"
#include "common/base/status.h"

namespace xf::report {
namespace {

absl::Status BadRules(absl::string_view file, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat(file, ": ", why));
}

// A text that must be there; yaml-cpp's own exceptions name line and column.
std::string Required(const YAML::Node& node, const char* key) { return node[key].as<std::string>(); }

Counts ToCounts(const std::string& text) {
  if (text == "KINDS") return Counts::kKinds;
  if (text == "PERSONS") return Counts::kPersons;
  if (text == "ROWS") return Counts::kRows;
  throw YAML::Exception(YAML::Mark::null_mark(), "counts is none of ROWS, PERSONS, KINDS: " + text);
}

Statement ToStatement(const YAML::Node& node) {
  Statement statement{.id = Required(node, "id"), .words = Required(node, "words"), .bounds = {}};
  for (const YAML::Node& bound : node["measures"]) {
    statement.bounds.push_back(
        {Required(bound, "measure"), bound["at_least"].as<double>(), bound["at_most"].as<double>()});
  }
  return statement;
}

FigureRule ToFigure(const YAML::Node& node) {
  FigureRule rule;
  rule.row = Required(node, "row");
  rule.title = Required(node, "title");
  rule.unit = Required(node, "unit");
  rule.definition = Required(node, "definition");
  rule.type = Required(node, "type");
  rule.step = node["step"].as<int64_t>(1);
  rule.since = node["since"].as<bool>(false);
  rule.counts = ToCounts(node["counts"].as<std::string>("ROWS"));
  rule.names = node["names"].as<bool>(false);
  for (const auto& label : node["labels"]) {
    rule.labels.emplace_back(label.first.as<std::string>(), label.second.as<std::string>());
  }
  for (const YAML::Node& statement : node["statements"]) rule.statements.push_back(ToStatement(statement));
  return rule;
}

absl::Status ReadFigures(const YAML::Node& root, Rules& rules) {
  rules.version = Required(root, "version");
  const auto since = ParseIsoDate(Required(root, "since"));
  if (!since) return BadRules("figures.yaml", "since is not a date");
  rules.since = *since;
  for (const YAML::Node& node : root["figures"]) {
    FigureRule rule = ToFigure(node);
    if (rules.Find(rule.row) != nullptr) return BadRules("figures.yaml", absl::StrCat("row ", rule.row, " twice"));
    if (rule.step < 1) return BadRules("figures.yaml", absl::StrCat("step of row ", rule.row, " is below 1"));
    rules.figures.push_back(std::move(rule));
  }
  return absl::OkStatus();
}

absl::Status ReadIdentities(const YAML::Node& root, Rules& rules) {
  if (Required(root, "version") != rules.version) {
    return BadRules("identities.yaml", "its version is not that of figures.yaml");
  }
  for (const YAML::Node& node : root["identities"]) {
    ASSIGN_OR_RETURN(Formula formula, Formula::Parse(Required(node, "formula")));
    for (const std::string& row : formula.Rows()) {
      if (rules.Find(row) == nullptr) return BadRules("identities.yaml", absl::StrCat("unknown figure ", row));
    }
    rules.identities.push_back({Required(node, "id"), Required(node, "title"), std::move(formula)});
  }
  return absl::OkStatus();
}

}  // namespace

const Statement* FigureRule::FindStatement(absl::string_view id) const {
  const auto found = std::find_if(statements.begin(), statements.end(), [&](const Statement& s) { return s.id == id; });
  return found == statements.end() ? nullptr : &*found;
}

const FigureRule* Rules::Find(absl::string_view row) const {
  const auto found = std::find_if(figures.begin(), figures.end(), [&](const FigureRule& f) { return f.row == row; });
  return found == figures.end() ? nullptr : &*found;
}

absl::StatusOr<Rules> LoadRules(const std::string& folder) {
  Rules rules;
  try {
    RETURN_IF_ERROR(ReadFigures(YAML::LoadFile(folder + "/figures.yaml"), rules));
    RETURN_IF_ERROR(ReadIdentities(YAML::LoadFile(folder + "/identities.yaml"), rules));
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat("rules of ", folder, ": ", error.what()));
  }
  ASSIGN_OR_RETURN(rules.report_template, ReadFile(folder + "/report_zh.tmpl"));
  return rules;
}

}  // namespace xf::report

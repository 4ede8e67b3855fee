#include "services/report/domain/formula.h"

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status.h"

namespace xf::report {
namespace {

constexpr double kTolerance = 1e-6;

absl::Status NoFormula(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("formula \"", text, "\": ", why));
}

bool IsRelation(absl::string_view token) { return token == "=" || token == "<=" || token == ">="; }

}  // namespace

absl::StatusOr<Formula::Term> Formula::ParseTerm(absl::string_view token) {
  Term term;
  if (token.size() > 2 && token.front() == '[' && token.back() == ']') {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(token.substr(1, token.size() - 2), absl::MaxSplits('.', 1));
    term.row = parts.first;
    term.measure = parts.second.empty() ? "value" : parts.second;
    return term;
  }
  if (!absl::SimpleAtod(token, &term.number)) return NoFormula(token, "neither a figure nor a number");
  return term;
}

absl::StatusOr<Formula> Formula::Parse(absl::string_view text) {
  Formula formula;
  formula.text_ = std::string(text);
  std::vector<Term>* side = &formula.left_;
  double sign = 1;
  bool term_expected = true;
  for (absl::string_view token : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (term_expected) {
      ASSIGN_OR_RETURN(Term term, ParseTerm(token));
      term.sign = sign;
      side->push_back(std::move(term));
      term_expected = false;
    } else if (token == "+" || token == "-") {
      sign = token == "+" ? 1 : -1;
      term_expected = true;
    } else if (IsRelation(token) && formula.relation_.empty()) {
      formula.relation_ = std::string(token);
      side = &formula.right_;
      sign = 1;
      term_expected = true;
    } else {
      return NoFormula(text, absl::StrCat("\"", token, "\" is out of place"));
    }
  }
  if (term_expected || formula.relation_.empty()) return NoFormula(text, "it ends too early");
  return formula;
}

double Formula::Sum(const std::vector<Term>& terms, const Lookup& lookup) {
  double sum = 0;
  for (const Term& term : terms) sum += term.sign * term.Value(lookup);
  return sum;
}

bool Formula::Holds(const Lookup& lookup) const {
  const double difference = Sum(left_, lookup) - Sum(right_, lookup);
  if (relation_ == "<=") return difference <= kTolerance;
  if (relation_ == ">=") return difference >= -kTolerance;
  return difference <= kTolerance && difference >= -kTolerance;
}

std::string Formula::WithNumbers(const Lookup& lookup) const {
  std::string text;
  const auto append = [&](const std::vector<Term>& terms) {
    for (size_t i = 0; i < terms.size(); ++i) {
      if (i > 0) absl::StrAppend(&text, terms[i].sign > 0 ? " + " : " - ");
      absl::StrAppend(&text, terms[i].Value(lookup));
    }
  };
  append(left_);
  absl::StrAppend(&text, " ", relation_, " ");
  append(right_);
  return text;
}

std::vector<std::string> Formula::Rows() const {
  std::vector<std::string> rows;
  for (const auto* side : {&left_, &right_}) {
    for (const Term& term : *side) {
      if (!term.row.empty()) rows.push_back(term.row);
    }
  }
  return rows;
}

}  // namespace xf::report

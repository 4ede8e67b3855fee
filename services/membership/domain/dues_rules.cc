#include "services/membership/domain/dues_rules.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::membership {
namespace {

int64_t Number(const YAML::Node& node, const char* key) {
  const auto number = node[key].as<int64_t>();
  if (number <= 0) throw YAML::Exception(node[key].Mark(), absl::StrCat(key, " is not positive"));
  return number;
}

std::vector<DuesBracket> ReadBrackets(const YAML::Node& list) {
  std::vector<DuesBracket> brackets;
  for (const YAML::Node& node : list) {
    DuesBracket bracket{.basis_points = static_cast<int>(Number(node, "rate"))};
    if (node["up_to"]) bracket.up_to = Number(node, "up_to");
    if (!brackets.empty() && (!brackets.back().up_to || (bracket.up_to && *bracket.up_to <= *brackets.back().up_to))) {
      throw YAML::Exception(node.Mark(), "brackets do not rise");
    }
    brackets.push_back(bracket);
  }
  if (brackets.empty() || brackets.back().up_to) throw YAML::Exception(list.Mark(), "the last bracket has an end");
  return brackets;
}

DuesTable ReadTable(const YAML::Node& node) {
  const auto from = ParseIsoDate(node["effective_from"].as<std::string>());
  if (!from) throw YAML::Exception(node["effective_from"].Mark(), "effective_from is not a date");
  return {.version = node["version"].as<std::string>(),
          .effective_from = *from,
          .wage = ReadBrackets(node["wage"]),
          .pension = ReadBrackets(node["pension"]),
          .farmer_least = Number(node["farmer"], "least"),
          .farmer_most = Number(node["farmer"], "most"),
          .minimum = Number(node, "minimum"),
          .rounding = Number(node, "rounding"),
          .back_months = static_cast<int>(Number(node, "back_months")),
          .central_gift = Number(node, "central_gift"),
          .warning_months = static_cast<int>(Number(node, "warning_months"))};
}

// 中组发〔2008〕3号: the rate of the bracket applies to the whole base.
void ByRate(const std::vector<DuesBracket>& brackets, int64_t rounding, v1::DuesAssessment& assessment) {
  const auto bracket = std::find_if(brackets.begin(), brackets.end(), [&](const DuesBracket& candidate) {
    return !candidate.up_to || assessment.base_fen() <= *candidate.up_to;
  });
  constexpr int64_t kWhole = 10'000;  // Basis points.
  const int64_t share = assessment.base_fen() * bracket->basis_points;
  const int64_t unit = kWhole * rounding;
  assessment.set_monthly_fen((share + unit / 2) / unit * rounding);
  assessment.set_rate_basis_points(bracket->basis_points);
}

void CheckReduction(v1::DuesAssessment& assessment, std::vector<Violation>& violations) {
  if (!assessment.has_reduced_fen()) {
    if (!assessment.reduction_document().empty()) {
      violations.push_back(
          {"assessment.reduced_fen", {"is missing beside its approval", "有批准文号但未填写减免后的金额"}});
    }
    return;
  }
  if (assessment.reduction_document().empty()) {
    violations.push_back(
        {"assessment.reduction_document",
         {"a reduction needs the superior committee's approval", "减免党费须经上级党委批准并填写文号"}});
  }
  if (assessment.reduced_fen() >= assessment.monthly_fen()) {
    violations.push_back({"assessment.reduced_fen", {"is no reduction", "减免后的金额不低于应交金额"}});
  } else {
    assessment.set_monthly_fen(assessment.reduced_fen());
  }
}

}  // namespace

absl::StatusOr<DuesRules> DuesRules::Load(const std::string& path) {
  try {
    DuesRules rules;
    for (const YAML::Node& node : YAML::LoadFile(path)["tables"]) rules.tables_.push_back(ReadTable(node));
    if (rules.tables_.empty()) return absl::InvalidArgumentError(absl::StrCat(path, ": there are no tables"));
    std::sort(rules.tables_.begin(), rules.tables_.end(),
              [](const auto& one, const auto& other) { return one.effective_from < other.effective_from; });
    return rules;
  } catch (const YAML::Exception& error) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": ", error.what()));
  }
}

const DuesTable& DuesRules::At(absl::CivilDay day) const {
  const DuesTable* at = &tables_.front();
  for (const DuesTable& table : tables_) {
    if (table.effective_from <= day) at = &table;
  }
  return *at;
}

absl::CivilMonth ToMonth(const std::string& month) {
  int year = 1, number = 1;
  (void)absl::SimpleAtoi(month.substr(0, 4), &year);
  (void)absl::SimpleAtoi(month.substr(5), &number);
  return absl::CivilMonth(year, number);
}

std::vector<Violation> Assess(v1::DuesAssessment& assessment, const DuesRules& rules, absl::CivilDay joined) {
  std::vector<Violation> violations;
  const absl::CivilMonth first = ToMonth(assessment.first_month());
  const DuesTable& table = rules.At(absl::CivilDay(first));
  assessment.set_rule_version(table.version);
  assessment.set_rate_basis_points(0);
  // Dues begin with the month of the branch meeting that admitted the member.
  if (first < absl::CivilMonth(joined)) {
    violations.push_back(
        {"assessment.first_month", {"is before the member joined", "早于支部大会通过其为预备党员的月份"}});
  }
  switch (assessment.basis()) {
    case v1::DUES_BASIS_FARMER:
      assessment.set_monthly_fen(assessment.base_fen());
      if (assessment.base_fen() < table.farmer_least || assessment.base_fen() > table.farmer_most) {
        violations.push_back(
            {"assessment.base_fen",
             {absl::StrCat("must be ", table.farmer_least, " to ", table.farmer_most, " fen"),
              absl::StrCat("农民党员每月党费须为 ", table.farmer_least, " 至 ", table.farmer_most, " 分")}});
      }
      break;
    case v1::DUES_BASIS_MINIMUM:
      assessment.set_monthly_fen(table.minimum);
      if (assessment.base_fen() != 0) {
        violations.push_back({"assessment.base_fen", {"must be empty: the amount is fixed", "定额交纳,不应填写基数"}});
      }
      break;
    default:
      if (assessment.base_fen() <= 0) {
        violations.push_back({"assessment.base_fen", {"is required", "须填写交纳基数"}});
        return violations;
      }
      ByRate(assessment.basis() == v1::DUES_BASIS_PENSION ? table.pension : table.wage, table.rounding, assessment);
  }
  CheckReduction(assessment, violations);
  return violations;
}

std::vector<Violation> CheckPayment(const v1::DuesPayment& payment, const DuesRules& rules, absl::CivilDay today) {
  constexpr int kMostMonthsAhead = 12;
  std::vector<Violation> violations;
  const absl::CivilMonth first = ToMonth(payment.first_month());
  const absl::CivilMonth last = ToMonth(payment.last_month());
  const absl::CivilDay day = ToDay(payment.payment_date());
  if (day > today) violations.push_back({"payment.payment_date", {"lies in the future", "日期不能晚于今天"}});
  if (last < first) violations.push_back({"payment.last_month", {"is before first_month", "早于起始月份"}});
  if (last > absl::CivilMonth(day) + kMostMonthsAhead) {
    violations.push_back({"payment.last_month", {"is more than a year ahead", "预交不得超过一年"}});
  }
  const int back = rules.At(day).back_months;
  if (first < absl::CivilMonth(day) - back && payment.document().empty()) {
    violations.push_back({"payment.first_month",
                          {absl::StrCat("is more than ", back, " months ago: needs an approval in document"),
                           absl::StrCat("补交党费一般不超过 ", back, " 个月,超过的须填写批准文号")}});
  }
  return violations;
}

}  // namespace xf::membership

#include "services/ctl/sample/assessment.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"

namespace xf::sample {
namespace {

namespace report = xianfeng::report::v1;

class AssessmentBuilder {
 public:
  AssessmentBuilder(const facts::County& facts, const Divisions& divisions, const Roster& roster, Rng rng)
      : facts_(facts), roster_(roster), rng_(std::move(rng)) {
    const auto& committees = facts.organizations().committees();
    for (const Township& township : divisions.townships) {
      if (std::find(committees.begin(), committees.end(), township.code) == committees.end()) continue;
      for (const Village& village : township.villages) {
        if (!village.community) villages_.push_back({&township, &village});
      }
    }
    rng_.Shuffle(villages_);
  }

  Assessment Build() {
    for (const auto& fact : facts_.assessment().schemes()) AddScheme(fact);
    for (const auto& fact : facts_.assessment().awards()) AddAwards(fact);
    return std::move(assessment_);
  }

 private:
  std::string Name(absl::string_view collection, absl::string_view id) const {
    return ResourceName(facts_.county(), collection, id);
  }

  void AddScheme(const facts::Assessment::Scheme& fact) {
    auto& request = assessment_.schemes.emplace_back();
    request.set_scheme_id(fact.id());
    *request.mutable_scheme() = fact.scheme();
    request.mutable_scheme()->set_organization(Name("organizations", fact.scheme().organization()));
    std::vector<std::string> branches;
    for (const Branch& branch : roster_.tree.branches) {
      const auto sector = branch.organization.sector();
      if (std::find(fact.sectors().begin(), fact.sectors().end(), sector) != fact.sectors().end()) {
        branches.push_back(branch.organization.name());
      }
    }
    rng_.Shuffle(branches);
    branches.resize(std::min<size_t>(branches.size(), fact.named()));
    for (const std::string& branch : branches) NameBranch(fact, branch);
  }

  // Points of 91 to 99 in each dimension: above every pass mark.
  void NameBranch(const facts::Assessment::Scheme& fact, const std::string& branch) {
    for (const auto& dimension : fact.scheme().dimensions()) {
      report::Score& score = *assessment_.scores.emplace_back().mutable_score();
      score.set_scheme(Name("schemes", fact.id()));
      score.set_organization(branch);
      score.set_dimension(dimension.id());
      score.set_year(facts_.year());
      score.set_points(rng_.Between(91, 99));
      score.set_evidence("县级考核组复核");
    }
    auto& naming = assessment_.namings.emplace_back();
    naming.set_name(Name("schemes", fact.id()));
    naming.set_organization(branch);
    naming.set_year(facts_.year());
  }

  void AddAwards(const facts::Assessment::Awards& fact) {
    std::vector<std::pair<const Township*, const Village*>> villages = villages_;
    std::stable_partition(villages.begin(), villages.end(), [&](const auto& place) {
      return std::find(fact.villages().begin(), fact.villages().end(), place.second->code) != fact.villages().end();
    });
    for (int i = 0; i < fact.count(); ++i) {
      const auto& [township, village] = villages[i];
      auto& request = assessment_.awards.emplace_back();
      request.set_award_id(absl::StrFormat("a%d-%d-%02d", fact.kind(), facts_.year(), i + 1));
      report::Award& award = *request.mutable_award();
      award.set_kind(fact.kind());
      award.set_year(facts_.year());
      award.set_organization(Name("organizations", village->code));
      award.set_recipient(absl::StrCat(township->name, village->name));
      if (fact.kind() == report::AWARD_KIND_GOOD_TEAM)
        award.set_recipient(absl::StrCat(award.recipient(), "驻村工作队"));
      if (fact.kind() == report::AWARD_KIND_GOOD_SECRETARY) SetSecretary(award);
      *award.mutable_award_date() = ToDate(absl::CivilDay(facts_.year(), 12, 26));
      award.set_document_number(fact.document());
    }
  }

  // The secretary of the village's branch, or of its first one.
  void SetSecretary(report::Award& award) const {
    for (size_t i = 0; i < roster_.tree.branches.size(); ++i) {
      if (roster_.secretaries[i] < 0 ||
          !roster_.IsAtOrBelow(roster_.tree.branches[i].organization.name(), award.organization())) {
        continue;
      }
      const Member& secretary = roster_.members[roster_.secretaries[i]];
      award.set_recipient(secretary.display_name());
      award.set_member(secretary.name());
      return;
    }
  }

  const facts::County& facts_;
  const Roster& roster_;
  Rng rng_;
  std::vector<std::pair<const Township*, const Village*>> villages_;
  Assessment assessment_;
};

}  // namespace

Assessment MakeAssessment(const facts::County& facts, const Divisions& divisions, const Roster& roster, Rng rng) {
  return AssessmentBuilder(facts, divisions, roster, std::move(rng)).Build();
}

}  // namespace xf::sample

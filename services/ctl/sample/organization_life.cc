#include "services/ctl/sample/organization_life.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"

namespace xf::sample {
namespace {

namespace training = xianfeng::training::v1;
using facts::OrganizationLife;

class OrganizationLifeBuilder {
 public:
  OrganizationLifeBuilder(const facts::County& facts, const Roster& roster, Rng rng)
      : facts_(facts), roster_(roster), rng_(std::move(rng)) {}

  std::vector<training::Activity> Build() {
    for (size_t branch = 0; branch < roster_.tree.branches.size(); ++branch) {
      for (int i = 0; i < Life().activities_size(); ++i) {
        const auto& fact = Life().activities(i);
        if (fact.holders() == OrganizationLife::COMMITTEES) continue;
        if (fact.holders() == OrganizationLife::BRANCHES_WITH_COMMITTEE && !roster_.HasCommittee(branch)) continue;
        const int expected = static_cast<int>(fact.holders() == OrganizationLife::BRANCHES_WITH_COMMITTEE
                                                  ? roster_.committees[branch].size()
                                                  : roster_.members_of[branch].size());
        HoldAll(roster_.tree.branches[branch].organization.name(), i, expected);
      }
    }
    for (const Organization& organization : roster_.tree.organizations) {
      if (organization.kind() != xianfeng::membership::v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE &&
          organization.kind() != xianfeng::membership::v1::ORGANIZATION_KIND_LOCAL_COMMITTEE) {
        continue;
      }
      for (int i = 0; i < Life().activities_size(); ++i) {
        if (Life().activities(i).holders() == OrganizationLife::COMMITTEES) HoldAll(organization.name(), i, 11);
      }
    }
    return std::move(activities_);
  }

 private:
  const OrganizationLife& Life() const { return facts_.organization_life(); }

  void HoldAll(const std::string& organization, int number, int expected) {
    const auto& fact = Life().activities(number);
    for (int i = 0; i < fact.months_size(); ++i) {
      if (rng_.Chance(Life().missed_permille())) continue;
      training::Activity& activity = activities_.emplace_back();
      activity.set_name(ResourceName(facts_.county(), "activities",
                                     absl::StrFormat("%s-%d-%02d", IdOf(organization), number + 1, fact.months(i))));
      activity.set_organization(organization);
      activity.set_kind(fact.kind());
      activity.set_theme(fact.themes().empty() ? Life().month_themes(fact.months(i) - 1)
                                               : fact.themes(i % fact.themes_size()));
      activity.set_campaign(fact.campaign());
      *activity.mutable_date() = ToDate(absl::CivilDay(facts_.year(), fact.months(i), rng_.Between(3, 27)));
      activity.set_expected_count(expected);
      activity.set_attendee_count(
          std::max(1, expected - static_cast<int>(rng_.Below(static_cast<uint64_t>(expected) / 6 + 1))));
      activity.set_minutes(fact.minutes());
    }
  }

  const facts::County& facts_;
  const Roster& roster_;
  Rng rng_;
  std::vector<training::Activity> activities_;
};

}  // namespace

std::vector<training::Activity> MakeActivities(const facts::County& facts, const Roster& roster, Rng rng) {
  return OrganizationLifeBuilder(facts, roster, std::move(rng)).Build();
}

}  // namespace xf::sample

#include "services/ctl/sample/volunteer.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "services/ctl/sample/events.h"
#include "services/ctl/sample/names.h"
#include "services/ctl/sample/training.h"

namespace xf::sample {
namespace {

namespace volunteer = xianfeng::volunteer::v1;

// Telephone numbers of returnees, after those of members and instructors.
constexpr int64_t kFirstReturneePhone = 80'000'000;

class VolunteerBuilder {
 public:
  VolunteerBuilder(const facts::County& facts, const Divisions& divisions, const Roster& roster, Rng rng)
      : facts_(facts), divisions_(divisions), roster_(roster), rng_(std::move(rng)) {
    for (size_t i = 0; i < roster.tree.branches.size(); ++i) {
      if (!roster.members_of[i].empty()) held_.push_back(i);
    }
  }

  Volunteer Build() {
    AddTeams();
    volunteer_.events = MakeEvents(facts_, roster_, volunteer_.teams, rng_.Fork("events"));
    for (const auto& fact : facts_.volunteer().joint_activities()) AddJointActivities(fact);
    for (const auto& fact : facts_.volunteer().suggestions()) AddSuggestions(fact);
    AddReturnees();
    return std::move(volunteer_);
  }

 private:
  std::string Name(absl::string_view collection, absl::string_view id) const {
    return ResourceName(facts_.county(), collection, id);
  }
  const Organization& OrganizationOf(size_t branch) const { return roster_.tree.branches[branch].organization; }

  // Branches that are, or are not, of villages and communities and of 两新; in random order.
  std::vector<size_t> Branches(bool (*wanted)(Sector)) {
    std::vector<size_t> branches;
    for (const size_t branch : held_) {
      if (wanted(OrganizationOf(branch).sector())) branches.push_back(branch);
    }
    rng_.Shuffle(branches);
    return branches;
  }

  static bool IsOfUnit(Sector sector) {
    return sector == xianfeng::type::v1::SECTOR_ORGAN || sector == xianfeng::type::v1::SECTOR_INSTITUTION ||
           sector == xianfeng::type::v1::SECTOR_STATE_ENTERPRISE;
  }
  static bool IsAny(Sector) { return true; }

  // Communities and villages of the county's seat, which the teams of the units go to (在职党员进社区).
  std::vector<std::string> Communities() const {
    std::vector<std::string> communities;
    for (const Village& village : divisions_.townships.front().villages) {
      if (village.community)
        communities.insert(communities.begin(), village.code);
      else
        communities.push_back(village.code);
    }
    return communities;
  }

  void AddTeams() {
    const std::vector<size_t> units = Branches(IsOfUnit);
    const std::vector<std::string> communities = Communities();
    for (int i = 0; i < facts_.volunteer().party_member_teams(); ++i) {
      volunteer::Team& team = AddTeam(units[i % units.size()], volunteer::TEAM_KIND_PARTY_MEMBER, "党员志愿服务队");
      if (i >= static_cast<int>(units.size())) team.set_display_name(absl::StrCat(team.display_name(), "二队"));
      team.set_community(Name("organizations", communities[i % communities.size()]));
    }
    const std::vector<size_t> two_new = Branches(IsTwoNew);
    for (int i = 0; i < facts_.volunteer().two_new_teams(); ++i) {
      AddTeam(two_new[i % two_new.size()], volunteer::TEAM_KIND_TWO_NEW, "两新志愿服务队");
    }
  }

  volunteer::Team& AddTeam(size_t branch, volunteer::TeamKind kind, absl::string_view suffix) {
    volunteer::Team& team = volunteer_.teams.emplace_back();
    team.set_name(Name("teams", absl::StrFormat("t%03d", volunteer_.teams.size())));
    std::string unit = OrganizationOf(branch).display_name();
    if (absl::StartsWith(unit, "中共")) unit.erase(0, absl::string_view("中共").size());
    if (absl::EndsWith(unit, "委员会")) unit.resize(unit.size() - absl::string_view("委员会").size());
    team.set_display_name(absl::StrCat(unit, suffix));
    team.set_kind(kind);
    team.set_organization(OrganizationOf(branch).name());
    *team.mutable_founded_date() =
        ToDate(absl::CivilDay(rng_.Between(2019, facts_.year() - 1), rng_.Between(1, 12), 1));
    team.set_state(volunteer::TEAM_STATE_ACTIVE);
    return team;
  }

  void AddJointActivities(const facts::Volunteer::JointActivities& fact) {
    for (int i = 0; i < fact.count(); ++i) {
      auto& request = volunteer_.joint_activities.emplace_back();
      request.set_joint_activity_id(absl::StrFormat("j%d-%03d", fact.kind(), i + 1));
      volunteer::JointActivity& activity = *request.mutable_joint_activity();
      activity.set_title(fact.titles(i % fact.titles_size()));
      activity.set_kind(fact.kind());
      const std::vector<size_t> together = Branches(IsAny);
      activity.set_organization(OrganizationOf(together[0]).name());
      for (int partner = 1; partner <= rng_.Between(1, 3); ++partner) {
        activity.add_partners(OrganizationOf(together[partner]).name());
      }
      *activity.mutable_held_date() = ToDate(absl::CivilDay(facts_.year(), rng_.Between(1, 12), rng_.Between(1, 28)));
    }
  }

  // Two of three valid ones were adopted or kept.
  void AddSuggestions(const facts::Volunteer::Suggestions& fact) {
    const std::vector<size_t> two_new = Branches(IsTwoNew);
    for (int i = 0; i < fact.count(); ++i) {
      volunteer::Suggestion& suggestion = volunteer_.suggestions.emplace_back();
      suggestion.set_name(Name("suggestions", absl::StrFormat("s%03d", volunteer_.suggestions.size())));
      const Organization& organization = OrganizationOf(two_new[i % two_new.size()]);
      suggestion.set_organization(organization.name());
      suggestion.set_proposer_kind(i % 3 == 0 ? volunteer::PROPOSER_KIND_ENTERPRISE : volunteer::PROPOSER_KIND_MEMBER);
      suggestion.set_topic(fact.topic());
      suggestion.set_content(fact.contents(i % fact.contents_size()));
      *suggestion.mutable_submitted_date() =
          ToDate(absl::CivilDay(facts_.year(), rng_.Between(1, 12), rng_.Between(1, 28)));
      suggestion.set_screening(fact.screening());
      if (fact.screening() != volunteer::SCREENING_VALID || i % 3 == 2) continue;
      auto& adoption = volunteer_.adoptions.emplace_back();
      adoption.set_name(suggestion.name());
      adoption.set_etag("1");  // once: a suggestion that was decided has another
      adoption.set_adoption(i % 3 == 0 ? volunteer::ADOPTION_ADOPTED : volunteer::ADOPTION_FOR_REFERENCE);
      adoption.set_reply("感谢您的建议，已转有关单位研究办理。");
    }
  }

  // Those verified came home since the given day, but for `earlier` ones; those who are not verified too.
  void AddReturnees() {
    const auto& fact = facts_.volunteer().returnees();
    const absl::CivilDay since = ParseIsoDate(fact.since()).value_or(absl::CivilDay(2022, 1, 1));
    const int days = static_cast<int>(absl::CivilDay(facts_.year(), 12, 1) - since);
    const int total = fact.verified() + fact.earlier() + fact.unverified();
    const std::vector<const Village*> villages = ShuffledVillages(facts_, divisions_, rng_);
    for (int i = 0; i < total; ++i) {
      const bool earlier = i >= fact.verified() && i < fact.verified() + fact.earlier();
      volunteer::Returnee& returnee = AddReturnee(i, *villages[i % villages.size()]);
      *returnee.mutable_return_date() = ToDate(earlier ? since - rng_.Between(30, 700) : since + rng_.Between(0, days));
      if (i < fact.verified() + fact.earlier()) volunteer_.verifications.emplace_back().set_name(returnee.name());
    }
  }

  volunteer::Returnee& AddReturnee(int row, const Village& village) {
    const auto& enterprises = facts_.volunteer().returnees().enterprises();
    volunteer::Returnee& returnee = volunteer_.returnees.emplace_back();
    returnee.set_name(Name("returnees", absl::StrFormat("r%03d", row + 1)));
    returnee.set_organization(Name("organizations", village.code));
    const auto gender = rng_.Chance(300) ? xianfeng::type::v1::GENDER_FEMALE : xianfeng::type::v1::GENDER_MALE;
    returnee.set_display_name(PersonName(rng_, gender, false));
    returnee.set_person_kind(rng_.Chance(350) ? volunteer::RETURNEE_PERSON_KIND_FLOATING_MEMBER
                                              : volunteer::RETURNEE_PERSON_KIND_TALENT);
    returnee.set_phone(Phone(kFirstReturneePhone + row));
    returnee.set_kind(rng_.Chance(200) ? volunteer::RETURNEE_KIND_INNOVATION
                                       : volunteer::RETURNEE_KIND_ENTREPRENEURSHIP);
    returnee.set_origin_division(village.code);
    returnee.set_enterprise(FillIn(enterprises[row % enterprises.size()], village.name));
    returnee.set_investment(int64_t{1'000'000} * rng_.Between(5, 300));  // 分: 50,000 to 3 million yuan
    returnee.set_jobs(rng_.Between(2, 40));
    returnee.set_households_helped(rng_.Between(3, 60));
    returnee.set_income_gain(int64_t{100'000} * returnee.households_helped() * rng_.Between(1, 6));
    return returnee;
  }

  const facts::County& facts_;
  const Divisions& divisions_;
  const Roster& roster_;
  Rng rng_;
  std::vector<size_t> held_;
  Volunteer volunteer_;
};

}  // namespace

Volunteer MakeVolunteer(const facts::County& facts, const Divisions& divisions, const Roster& roster, Rng rng) {
  return VolunteerBuilder(facts, divisions, roster, std::move(rng)).Build();
}

}  // namespace xf::sample

#include "services/ctl/sample/roster.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "services/ctl/sample/names.h"

namespace xf::sample {
namespace {

namespace membership = xianfeng::membership::v1;

// Fewest full members of a branch that elects a committee (支部条例 ch. 6).
constexpr int kFullMembersForCommittee = 7;

// Where members of a unit live: in its village, its township, or, for units of the county, in the county's seat.
class Homes {
 public:
  explicit Homes(const Divisions& divisions) : divisions_(divisions) {}

  // Township and village of a home; most of those of the seat live in its communities.
  std::pair<const Township*, const Village*> Of(const std::string& division, Rng& rng) const {
    for (const Township& township : divisions_.townships) {
      if (!absl::StartsWith(division, township.code)) continue;
      for (const Village& village : township.villages) {
        if (village.code == division) return {&township, &village};
      }
      return {&township, &rng.Pick(township.villages)};
    }
    const Township& seat = divisions_.townships.front();
    std::vector<const Village*> communities;
    for (const Village& village : seat.villages) {
      if (village.community) communities.push_back(&village);
    }
    if (communities.empty() || rng.Chance(250)) return {&seat, &rng.Pick(seat.villages)};
    return {&seat, rng.Pick(communities)};
  }

 private:
  const Divisions& divisions_;
};

Member MakeMember(const facts::County& facts, const Divisions& divisions, const Person& person, int row,
                  const Organization& branch, const Homes& homes, IdNumbers& ids, Rng& rng) {
  Member member;
  member.set_name(ResourceName(divisions.county, "members", absl::StrFormat("m%06d", row)));
  member.set_display_name(person.display_name);
  member.set_id_type(membership::ID_TYPE_RESIDENT_CARD);
  member.set_id_number(ids.Next(divisions.county, person.birth, person.gender));
  member.set_gender(person.gender);
  member.set_ethnicity(person.ethnicity);
  *member.mutable_birth_date() = ToDate(person.birth);
  member.set_archive_birth_month(person.archive_birth_month);
  member.set_education(person.education);
  member.set_phone(Phone(row));
  const auto [township, village] = homes.Of(branch.division(), rng);
  member.set_address(absl::StrCat(divisions.province_name, divisions.city_name, divisions.county_name, township->name,
                                  village->name, rng.Between(1, 12), "组", rng.Between(1, 80), "号"));
  member.set_residence_division(village->code);
  member.set_native_place(divisions.county);
  member.set_organization(branch.name());
  member.set_member_kind(person.probationary ? membership::MEMBER_KIND_PROBATIONARY : membership::MEMBER_KIND_FULL);
  *member.mutable_application_date() = ToDate(person.applied);
  *member.mutable_joined_date() = ToDate(person.joined);
  if (!person.probationary) *member.mutable_full_member_date() = ToDate(person.full_member);
  const auto& occupation = facts.population().occupations(person.occupation);
  member.set_occupation(occupation.name());
  member.set_post(occupation.posts(static_cast<int>(rng.Below(occupation.posts_size()))));
  member.set_sector(branch.sector());
  member.set_floating(branch.sector() == xianfeng::type::v1::SECTOR_RURAL &&
                      rng.Chance(static_cast<int>(facts.population().floating() * 10)));
  return member;
}

class Officers {
 public:
  Officers(Roster& roster, absl::CivilDay as_of, Rng rng) : roster_(roster), as_of_(as_of), rng_(std::move(rng)) {}

  void AppointAll() {
    for (size_t i = 0; i < roster_.tree.branches.size(); ++i) AppointCommittee(i);
    for (const Organization& organization : roster_.tree.organizations) {
      if (organization.kind() == membership::ORGANIZATION_KIND_BRANCH || organization.superior().empty()) continue;
      if (const int leader = LeaderBelow(organization); leader >= 0) {
        Appoint(organization.name(), leader, membership::OFFICER_ROLE_SECRETARY, "secretary");
      }
    }
  }

 private:
  // Members who can be elected, those of 30 to 58 first: full for at least a year when they take office.
  std::vector<int> Eligible(size_t branch) {
    std::vector<int> eligible;
    for (const int index : roster_.members_of[branch]) {
      const Member& member = roster_.members[index];
      if (member.member_kind() == membership::MEMBER_KIND_FULL && ToDay(member.full_member_date()) <= as_of_ - 730 &&
          !member.floating()) {
        eligible.push_back(index);
      }
    }
    rng_.Shuffle(eligible);
    std::stable_partition(eligible.begin(), eligible.end(), [&](int index) {
      const int age = AgeOn(ToDay(roster_.members[index].birth_date()), as_of_);
      return age >= 30 && age <= 58;
    });
    return eligible;
  }

  void AppointCommittee(size_t branch) {
    static constexpr std::pair<membership::OfficerRole, absl::string_view> kRoles[] = {
        {membership::OFFICER_ROLE_SECRETARY, "secretary"},
        {membership::OFFICER_ROLE_ORGANIZATION_COMMISSIONER, "organization"},
        {membership::OFFICER_ROLE_PUBLICITY_COMMISSIONER, "publicity"},
        {membership::OFFICER_ROLE_DISCIPLINE_COMMISSIONER, "discipline"}};
    const auto& members = roster_.members_of[branch];
    const auto full = std::count_if(members.begin(), members.end(), [&](int index) {
      return roster_.members[index].member_kind() == membership::MEMBER_KIND_FULL;
    });
    const std::vector<int> eligible = Eligible(branch);
    const size_t seats = std::min(eligible.size(), full >= kFullMembersForCommittee ? std::size(kRoles) : size_t{1});
    for (size_t seat = 0; seat < seats; ++seat) {
      Appoint(roster_.tree.branches[branch].organization.name(), eligible[seat], kRoles[seat].first,
              kRoles[seat].second);
      roster_.committees[branch].push_back(eligible[seat]);
    }
    if (seats > 0) roster_.secretaries[branch] = eligible[0];
  }

  // Who leads a committee: the secretary of its organ's branch, else of the first branch below it.
  int LeaderBelow(const Organization& organization) const {
    int leader = -1;
    for (size_t i = 0; i < roster_.tree.branches.size(); ++i) {
      const std::string& branch = roster_.tree.branches[i].organization.name();
      if (!roster_.IsAtOrBelow(branch, organization.name()) || roster_.secretaries[i] < 0) continue;
      if (absl::EndsWith(branch, "_organ")) return roster_.secretaries[i];
      if (leader < 0) leader = roster_.secretaries[i];
    }
    return leader;
  }

  void Appoint(const std::string& organization, int index, membership::OfficerRole role, absl::string_view role_id) {
    const Member& member = roster_.members[index];
    auto& request = roster_.appointments.emplace_back();
    request.set_organization(organization);
    request.set_appointment_id(absl::StrCat(IdOf(organization), "-", role_id));
    request.mutable_appointment()->set_member(member.name());
    request.mutable_appointment()->set_role(role);
    const absl::CivilDay elected(as_of_.year() - rng_.Between(1, 2), rng_.Between(1, 12), 15);
    *request.mutable_appointment()->mutable_start_date() =
        ToDate(std::max(elected, ToDay(member.full_member_date()) + 366));
  }

  Roster& roster_;
  absl::CivilDay as_of_;
  Rng rng_;
};

}  // namespace

bool Roster::IsAtOrBelow(std::string organization, absl::string_view top) const {
  while (!organization.empty() && organization != top) {
    const auto superior = superiors.find(organization);
    organization = superior == superiors.end() ? "" : superior->second;
  }
  return !organization.empty();
}

Roster MakeRoster(const facts::County& facts, const Divisions& divisions, Tree tree, std::vector<Person> people,
                  Rng rng) {
  Roster roster;
  roster.tree = std::move(tree);
  for (const Organization& organization : roster.tree.organizations) {
    roster.superiors[organization.name()] = organization.superior();
  }
  rng.Shuffle(people);
  std::map<Sector, std::vector<const Person*>> waiting;
  for (const Person& person : people) waiting[person.sector].push_back(&person);
  const Homes homes(divisions);
  IdNumbers ids;
  for (const Branch& branch : roster.tree.branches) {
    auto& seats = roster.members_of.emplace_back();
    auto& candidates = waiting[branch.organization.sector()];
    for (int i = 0; i < branch.members && !candidates.empty(); ++i) {
      seats.push_back(static_cast<int>(roster.members.size()));
      roster.members.push_back(
          MakeMember(facts, divisions, *candidates.back(), seats.back() + 1, branch.organization, homes, ids, rng));
      candidates.pop_back();
    }
  }
  roster.secretaries.assign(roster.tree.branches.size(), -1);
  roster.committees.resize(roster.tree.branches.size());
  Officers(roster, absl::CivilDay(facts.year(), 12, 31), rng.Fork("officers")).AppointAll();
  return roster;
}

}  // namespace xf::sample

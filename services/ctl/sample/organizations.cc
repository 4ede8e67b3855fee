#include "services/ctl/sample/organizations.h"

#include <algorithm>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "services/ctl/sample/shares.h"

namespace xf::sample {
namespace {

namespace membership = xianfeng::membership::v1;
using xianfeng::type::v1::SECTOR_COMMUNITY;
using xianfeng::type::v1::SECTOR_RURAL;
using xianfeng::type::v1::SECTOR_STATE_ENTERPRISE;

constexpr int kLargestBranch = 50;
constexpr int kSmallestCommittee = 100;
// Branches of a divided unit are smaller, so that they can grow.
constexpr int kDividedBranch = 40;
// Fewest members of a unit that has an organization of its own: three full ones and one more (党章 Art. 30).
constexpr int kSmallestUnit = 4;

// A unit that gets an organization: where, what, how large beside the others of its sector.
struct Unit {
  std::string id;
  std::string name;
  Sector sector;
  double weight;
  std::string superior;
  std::string division;
};

absl::string_view KindSuffix(membership::OrganizationKind kind) {
  switch (kind) {
    case membership::ORGANIZATION_KIND_GENERAL_BRANCH:
      return "总支部委员会";
    case membership::ORGANIZATION_KIND_BRANCH:
      return "支部委员会";
    default:
      return "委员会";
  }
}

class OrganizationsBuilder {
 public:
  OrganizationsBuilder(const facts::County& facts, const Divisions& divisions, Rng rng)
      : facts_(facts), divisions_(divisions), rng_(std::move(rng)) {}

  Tree Build(const std::map<Sector, int>& members) {
    AddCommittees();
    AddWorkCommittees();
    for (const Township& township : divisions_.townships) AddTownship(township);
    for (const auto& [sector, total] : members) Populate(sector, total);
    return std::move(tree_);
  }

 private:
  // "中共双牌县麻江镇委员会".
  Organization& Add(const std::string& id, const std::string& place, membership::OrganizationKind kind, Sector sector,
                    const std::string& superior, const std::string& division) {
    Organization& organization = tree_.organizations.emplace_back();
    organization.set_name(ResourceName(divisions_.county, "organizations", id));
    organization.set_display_name(absl::StrCat("中共", place, KindSuffix(kind)));
    organization.set_kind(kind);
    organization.set_sector(sector);
    if (!superior.empty()) organization.set_superior(ResourceName(divisions_.county, "organizations", superior));
    organization.set_division(division);
    *organization.mutable_founded_date() = ToDate(absl::CivilDay(rng_.Between(1985, 2019), rng_.Between(1, 12), 1));
    return organization;
  }

  void AddCommittees() {
    const std::string& county = divisions_.county;
    Add(county, divisions_.county_name, membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, xianfeng::type::v1::SECTOR_ORGAN,
        "", county)
        .set_unit_name(absl::StrCat("中共", divisions_.county_name, "委员会"));
    for (const Township& township : divisions_.townships) {
      if (!HasCommittee(township)) continue;
      Add(township.code, absl::StrCat(divisions_.county_name, township.name),
          membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, SECTOR_RURAL, county, township.code)
          .set_unit_name(township.name);
    }
  }

  void AddWorkCommittees() {
    for (const auto& committee : facts_.organizations().work_committees()) {
      Organization& organization =
          Add(committee.id(), absl::StrCat(committee.name(), "工作"), membership::ORGANIZATION_KIND_WORK_COMMITTEE,
              committee.sector(), divisions_.county, divisions_.county);
      organization.set_unit_name(committee.name());
      int number = 0;
      for (const auto& unit : committee.units()) {
        ++number;
        units_.push_back({.id = unit.id().empty() ? absl::StrFormat("%s_%02d", committee.id(), number) : unit.id(),
                          .name = unit.name(),
                          .sector = unit.sector() ? unit.sector() : committee.sector(),
                          .weight = unit.weight() > 0 ? unit.weight() : 1,
                          .superior = committee.id(),
                          .division = divisions_.county});
      }
    }
  }

  // Villages under their township's committee; those of a forest farm, which has none, under the county's.
  void AddTownship(const Township& township) {
    const bool committee = HasCommittee(township);
    for (const Village& village : township.villages) {
      units_.push_back({.id = village.code,
                        .name = absl::StrCat(divisions_.county_name, township.name, village.name),
                        .sector = village.community ? SECTOR_COMMUNITY : SECTOR_RURAL,
                        .weight = 0.5 + static_cast<double>(rng_.Below(1000)) / 1000,
                        .superior = committee ? township.code : divisions_.county,
                        .division = village.code});
    }
    if (!committee) {
      units_.push_back({.id = township.code,
                        .name = township.name,
                        .sector = SECTOR_STATE_ENTERPRISE,
                        .weight = 1,
                        .superior = divisions_.county,
                        .division = township.code});
      return;
    }
    for (const auto& unit : facts_.organizations().township_units()) {
      units_.push_back({.id = township.code + unit.id(),
                        .name = absl::StrCat(divisions_.county_name, township.name, unit.name()),
                        .sector = unit.sector(),
                        .weight = unit.weight(),
                        .superior = township.code,
                        .division = township.code});
    }
  }

  // Gives the sector's members to its units; where they are too few, the last units of the list have no organization.
  // Villages always have one.
  void Populate(Sector sector, int total) {
    std::vector<const Unit*> units;
    std::vector<double> weights;
    const bool villages = sector == SECTOR_RURAL || sector == SECTOR_COMMUNITY;
    for (const Unit& unit : units_) {
      if (unit.sector != sector || (!villages && static_cast<int>(units.size() + 1) * kSmallestUnit > total)) continue;
      units.push_back(&unit);
      weights.push_back(unit.weight);
    }
    const int least =
        villages ? std::min(kSmallestUnit, total / std::max(1, static_cast<int>(units.size()))) : kSmallestUnit;
    const std::vector<int> sizes = Split(total - least * static_cast<int>(units.size()), weights);
    for (size_t i = 0; i < units.size(); ++i) AddUnit(*units[i], least + sizes[i]);
  }

  void AddUnit(const Unit& unit, int members) {
    const auto kind = members <= kLargestBranch      ? membership::ORGANIZATION_KIND_BRANCH
                      : members < kSmallestCommittee ? membership::ORGANIZATION_KIND_GENERAL_BRANCH
                                                     : membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE;
    Organization& organization = Add(unit.id, unit.name, kind, unit.sector, unit.superior, unit.division);
    organization.set_unit_name(unit.name);
    organization.set_unit_relation(membership::UNIT_RELATION_LEGAL_ENTITY);
    if (kind == membership::ORGANIZATION_KIND_BRANCH) {
      tree_.branches.push_back({organization, members});
      return;
    }
    const int parts = (members + kDividedBranch - 1) / kDividedBranch;
    const std::vector<int> sizes = Split(members, std::vector<double>(parts, 1));
    for (int part = 0; part < parts; ++part) {
      Organization& branch = Add(absl::StrCat(unit.id, "_", part + 1), absl::StrCat(unit.name, "第", part + 1),
                                 membership::ORGANIZATION_KIND_BRANCH, unit.sector, unit.id, unit.division);
      branch.set_unit_relation(membership::UNIT_RELATION_SAME_AS_SUPERIOR);
      tree_.branches.push_back({branch, sizes[part]});
    }
  }

  bool HasCommittee(const Township& township) const {
    const auto& committees = facts_.organizations().committees();
    return std::find(committees.begin(), committees.end(), township.code) != committees.end();
  }

  const facts::County& facts_;
  const Divisions& divisions_;
  Rng rng_;
  std::vector<Unit> units_;
  Tree tree_;
};

}  // namespace

std::string ResourceName(const std::string& county, absl::string_view collection, absl::string_view id) {
  if (id.empty() || absl::StrContains(id, '/')) return std::string(id);
  return absl::StrCat("counties/", county, "/", collection, "/", id);
}

std::string IdOf(absl::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

bool IsTwoNew(Sector sector) {
  return sector == xianfeng::type::v1::SECTOR_PRIVATE_ENTERPRISE ||
         sector == xianfeng::type::v1::SECTOR_SOCIAL_ORGANIZATION;
}

Tree MakeOrganizations(const facts::County& facts, const Divisions& divisions, const std::map<Sector, int>& members,
                       Rng rng) {
  return OrganizationsBuilder(facts, divisions, std::move(rng)).Build(members);
}

}  // namespace xf::sample

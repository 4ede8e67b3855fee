#include "services/rotation/domain/recusal.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace xf::rotation {
namespace {

// Digits of GB/T 2260 that name a city and a county.
constexpr size_t kCity = 4;
constexpr size_t kCounty = 6;

std::string RelationText(v1::KinRelation relation) {
  switch (relation) {
    case v1::KIN_RELATION_SPOUSE:
      return "配偶";
    case v1::KIN_RELATION_LINEAL:
      return "直系血亲";
    case v1::KIN_RELATION_COLLATERAL:
      return "三代以内旁系血亲";
    case v1::KIN_RELATION_IN_LAW:
      return "近姻亲";
    default:
      return "亲属";
  }
}

// Whether the first digits of two divisions, both known that far, are the same.
bool IsSame(const std::string& one, const std::string& other, size_t digits) {
  return one.substr(0, digits) == other.substr(0, digits);
}

// Whether the post is where the cadre grew up. A division of a township or village lies in the county of its first six
// digits.
bool IsHome(const v1::Candidate& candidate, const v1::Post& post) {
  const std::string grown = candidate.growth_division().substr(0, kCounty);
  return !grown.empty() && absl::StartsWith(post.division(), grown);
}

std::string HomeText(const v1::Candidate& candidate) {
  return absl::StrCat("成长地为", candidate.growth_division().substr(0, kCounty), "，不得在当地担任主要领导");
}

}  // namespace

std::optional<Recusal> RecusalFrom(const v1::Candidate& candidate, const v1::Post& post) {
  for (const v1::Kin& kin : candidate.kin()) {
    if (kin.host().empty() || kin.host() != post.host()) continue;
    const std::string who = absl::StrCat(RelationText(kin.relation()), "在“", post.host(), "”");
    // 公务员法 Art. 74: no organization, discipline, audit or finance work where the relative leads.
    if (kin.leads() && post.sensitive()) {
      return Recusal{v1::ELIGIBILITY_RULE_DUTY, absl::StrCat(who, "担任领导职务，应回避敏感岗位")};
    }
    return Recusal{v1::ELIGIBILITY_RULE_KIN, absl::StrCat(who, "任职，应予回避")};
  }
  // 公务员法 Art. 75.
  if (post.principal() && IsHome(candidate, post)) return Recusal{v1::ELIGIBILITY_RULE_REGION, HomeText(candidate)};
  return std::nullopt;
}

std::vector<Objection> ObjectionsTo(const v1::Candidate& candidate, const v1::Post& post, bool relative_there) {
  using Weight = Objection::Weight;
  std::vector<Objection> objections;
  for (const v1::Kin& kin : candidate.kin()) {
    if (kin.host().empty() || kin.host() != post.host()) continue;
    const std::string who = absl::StrCat(RelationText(kin.relation()), "在“", post.host(), "”");
    if (kin.leads() && post.sensitive()) {
      objections.push_back({v1::ELIGIBILITY_RULE_DUTY, Weight::kForbids, who + "担任领导职务，应回避敏感岗位"});
    } else if (kin.leads()) {
      objections.push_back({v1::ELIGIBILITY_RULE_KIN, Weight::kForbids, who + "担任领导职务，不得在其领导下工作"});
    } else {
      objections.push_back({v1::ELIGIBILITY_RULE_KIN, Weight::kNeedsApproval, who + "任职，须经批准"});
    }
  }
  if (relative_there) {
    objections.push_back({v1::ELIGIBILITY_RULE_KIN, Weight::kNeedsApproval,
                          absl::StrCat("有亲属同期派往“", post.host(), "”，须经批准")});
  }
  if (post.principal() && IsHome(candidate, post)) {
    objections.push_back({v1::ELIGIBILITY_RULE_REGION, Weight::kForbids, HomeText(candidate)});
  }
  const std::string& home = candidate.home_division();
  if (home.size() >= kCounty && post.division().size() >= kCity && !IsSame(home, post.division(), kCity)) {
    objections.push_back({v1::ELIGIBILITY_RULE_TRAVEL, Weight::kTold, "岗位在居住地以外的市"});
  }
  return objections;
}

int64_t TravelPoints(const v1::Candidate& candidate, const v1::Post& post, const PlanningRule& rule) {
  const std::string& home = candidate.home_division();
  const std::string& there = post.division();
  if (home.size() < kCounty || there.size() < kCity) return 0;
  if (!IsSame(home, there, kCity)) return rule.other_city;
  // A post of the city itself is in no county.
  return there.size() >= kCounty && IsSame(home, there, kCounty) ? 0 : rule.other_county;
}

}  // namespace xf::rotation

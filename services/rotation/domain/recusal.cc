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
  // 公务员法 Art. 75. A division of a township or village lies in the county of its first six digits.
  const std::string grown = candidate.growth_division().substr(0, kCounty);
  if (post.principal() && !grown.empty() && absl::StartsWith(post.division(), grown)) {
    return Recusal{v1::ELIGIBILITY_RULE_REGION, absl::StrCat("成长地为", grown, "，不得在当地担任主要领导")};
  }
  return std::nullopt;
}

int64_t TravelPoints(const v1::Candidate& candidate, const v1::Post& post, const PlanningRule& rule) {
  const std::string& home = candidate.home_division();
  const std::string& there = post.division();
  const auto same = [&](size_t digits) { return home.substr(0, digits) == there.substr(0, digits); };
  if (home.size() < kCounty || there.size() < kCity) return 0;
  if (!same(kCity)) return rule.other_city;
  // A post of the city itself is in no county.
  return there.size() >= kCounty && same(kCounty) ? 0 : rule.other_county;
}

}  // namespace xf::rotation

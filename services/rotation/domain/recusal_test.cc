#include "services/rotation/domain/recusal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace xf::rotation {
namespace {

v1::Post PostAt(const std::string& host, const std::string& division = "") {
  v1::Post post;
  post.set_host(host);
  post.set_division(division);
  return post;
}

v1::Candidate WithKinAt(const std::string& host, bool leads) {
  v1::Candidate candidate;
  v1::Kin& kin = *candidate.add_kin();
  kin.set_relation(v1::KIN_RELATION_SPOUSE);
  kin.set_host(host);
  kin.set_leads(leads);
  return candidate;
}

TEST(RecusalTest, NobodyGoesWhereARelativeWorks) {
  EXPECT_EQ(RecusalFrom(WithKinAt("财政局", false), PostAt("财政局"))->rule, v1::ELIGIBILITY_RULE_KIN);
  EXPECT_FALSE(RecusalFrom(WithKinAt("财政局", true), PostAt("审计局")).has_value());
  EXPECT_FALSE(RecusalFrom(WithKinAt("", true), PostAt("")).has_value()) << "a relative who is a candidate only";
  v1::Post sensitive = PostAt("财政局");
  sensitive.set_sensitive(true);
  EXPECT_EQ(RecusalFrom(WithKinAt("财政局", true), sensitive)->rule, v1::ELIGIBILITY_RULE_DUTY);
  EXPECT_EQ(RecusalFrom(WithKinAt("财政局", false), sensitive)->rule, v1::ELIGIBILITY_RULE_KIN);
}

TEST(RecusalTest, NobodyLeadsWhereHeGrewUp) {
  v1::Candidate candidate;
  candidate.set_growth_division("431123");
  v1::Post post = PostAt("县政府", "431123");
  EXPECT_FALSE(RecusalFrom(candidate, post).has_value());
  post.set_principal(true);
  EXPECT_EQ(RecusalFrom(candidate, post)->rule, v1::ELIGIBILITY_RULE_REGION);
  post.set_division("431123100000");
  EXPECT_EQ(RecusalFrom(candidate, post)->rule, v1::ELIGIBILITY_RULE_REGION);
  post.set_division("431124");
  EXPECT_FALSE(RecusalFrom(candidate, post).has_value());
  post.set_division("");
  EXPECT_FALSE(RecusalFrom(candidate, post).has_value());
  candidate.set_growth_division("431123100000");
  post.set_division("431123");
  EXPECT_EQ(RecusalFrom(candidate, post)->rule, v1::ELIGIBILITY_RULE_REGION);
}

TEST(RecusalTest, TheWayCountsByCountyAndCity) {
  PlanningRule rule;
  rule.other_county = -10;
  rule.other_city = -25;
  v1::Candidate candidate;
  const auto points = [&](const std::string& division) {
    return TravelPoints(candidate, PostAt("局", division), rule);
  };
  EXPECT_EQ(points("431123"), 0) << "home is not known";
  candidate.set_home_division("431123100000");
  EXPECT_EQ(points("431123"), 0);
  EXPECT_EQ(points("431123200000"), 0);
  EXPECT_EQ(points("431124"), -10);
  EXPECT_EQ(points("4311"), -10) << "a city office";
  EXPECT_EQ(points("430100"), -25);
  EXPECT_EQ(points(""), 0);
}

// "KIN 0" of each objection: rule and weight.
std::vector<std::string> Told(const std::vector<Objection>& objections) {
  std::vector<std::string> told;
  for (const Objection& one : objections) {
    told.push_back(absl::StrCat(v1::EligibilityRule_Name(one.rule).substr(17), " ", static_cast<int>(one.weight)));
  }
  return told;
}

TEST(RecusalTest, ObjectionsWeighByTheArticle) {
  using ::testing::ElementsAre;
  EXPECT_THAT(Told(ObjectionsTo(WithKinAt("财政局", false), PostAt("财政局"), false)), ElementsAre("KIN 1"));
  EXPECT_THAT(Told(ObjectionsTo(WithKinAt("财政局", true), PostAt("财政局"), false)), ElementsAre("KIN 0"));
  v1::Post sensitive = PostAt("财政局");
  sensitive.set_sensitive(true);
  EXPECT_THAT(Told(ObjectionsTo(WithKinAt("财政局", true), sensitive, false)), ElementsAre("DUTY 0"));
  EXPECT_THAT(Told(ObjectionsTo(WithKinAt("审计局", true), sensitive, true)), ElementsAre("KIN 1"))
      << "a relative placed there";
  v1::Candidate candidate;
  candidate.set_growth_division("431123");
  candidate.set_home_division("431123");
  v1::Post post = PostAt("县政府", "431123");
  EXPECT_THAT(Told(ObjectionsTo(candidate, post, false)), ElementsAre());
  post.set_principal(true);
  EXPECT_THAT(Told(ObjectionsTo(candidate, post, false)), ElementsAre("REGION 0"));
  EXPECT_THAT(Told(ObjectionsTo(candidate, PostAt("省厅", "4301"), false)), ElementsAre("TRAVEL 2"));
}

}  // namespace
}  // namespace xf::rotation

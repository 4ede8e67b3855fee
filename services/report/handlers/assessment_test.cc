#include "services/report/handlers/report_fixture.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"
#include "xianfeng/report/v1/assessment.grpc.pb.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"

namespace xf::report {
namespace {

using ::testing::ElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;

namespace membership = xianfeng::membership::v1;

// A county with a township in membership, and the assessment methods as its administrator.
class AssessmentTest : public xf::testing::ServiceTest<&Definition, "membership"> {
 protected:
  void SetUp() override {
    county_ = NewCounty();
    root_ = AddOrganization(county_.substr(county_.rfind('/') + 1), membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, "");
    township_ = AddOrganization("east", membership::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE, root_);
  }

  std::string AddOrganization(const std::string& id, membership::OrganizationKind kind, const std::string& superior) {
    membership::CreateOrganizationRequest request;
    request.set_parent(county_);
    request.set_organization_id(id);
    request.mutable_organization()->set_display_name("中共测试" + id + "组织");
    request.mutable_organization()->set_kind(kind);
    request.mutable_organization()->set_superior(superior);
    return Must(Admin(county_, "membership").Call(&membership::OrganizationService::Stub::CreateOrganization, request))
        .name();
  }

  template <typename Method, typename Request>
  auto Call(Method method, const Request& request) const {
    return Admin(county_).Call(method, request);
  }

  // A scheme of two dimensions; the first weighs three times the second.
  absl::StatusOr<v1::Scheme> CreateScheme(v1::SchemeKind kind, const std::string& organization = "") {
    v1::CreateSchemeRequest request;
    request.set_parent(county_);
    v1::Scheme& scheme = *request.mutable_scheme();
    scheme.set_kind(kind);
    scheme.set_display_name("测试方案");
    scheme.set_organization(organization);
    for (const auto& [id, title, weight] :
         {std::tuple("politics", "政治功能好", 3), std::tuple("team", "班子建设好", 0)}) {
      v1::Dimension& dimension = *scheme.add_dimensions();
      dimension.set_id(id);
      dimension.set_title(title);
      dimension.set_weight(weight);
    }
    return Call(&v1::AssessmentService::Stub::CreateScheme, request);
  }

  absl::StatusOr<v1::Scheme> Retire(const std::string& name) {
    v1::RetireSchemeRequest request;
    request.set_name(name);
    return Call(&v1::AssessmentService::Stub::RetireScheme, request);
  }

  absl::StatusOr<v1::Score> RecordScore(const std::string& scheme, const std::string& dimension, int points) {
    v1::RecordScoreRequest request;
    request.set_parent(county_);
    request.mutable_score()->set_scheme(scheme);
    request.mutable_score()->set_organization(township_);
    request.mutable_score()->set_dimension(dimension);
    request.mutable_score()->set_year(2023);
    request.mutable_score()->set_points(points);
    return Call(&v1::AssessmentService::Stub::RecordScore, request);
  }

  absl::StatusOr<v1::Naming> NameBranch(const std::string& scheme) {
    v1::NameBranchRequest request;
    request.set_name(scheme);
    request.set_organization(township_);
    request.set_year(2023);
    return Call(&v1::AssessmentService::Stub::NameBranch, request);
  }

  absl::StatusOr<v1::Award> CreateAward(v1::AwardKind kind, const std::string& recipient,
                                        const std::string& member = "") {
    v1::CreateAwardRequest request;
    request.set_parent(county_);
    request.mutable_award()->set_kind(kind);
    request.mutable_award()->set_year(2022);
    request.mutable_award()->set_recipient(recipient);
    request.mutable_award()->set_organization(township_);
    request.mutable_award()->set_member(member);
    return Call(&v1::AssessmentService::Stub::CreateAward, request);
  }

  absl::StatusOr<v1::Award> Revoke(const std::string& name) {
    v1::RevokeAwardRequest request;
    request.set_name(name);
    request.set_reason("材料不实");
    return Call(&v1::AssessmentService::Stub::RevokeAward, request);
  }

  int64_t Value(const std::string& row, const std::string& as_of = "") {
    v1::GetFigureRequest request;
    request.set_name(county_ + "/figures/" + row);
    if (!as_of.empty()) *request.mutable_as_of() = Day(as_of.c_str());
    return Must(Call(&v1::FigureService::Stub::GetFigure, request)).value();
  }

  std::string county_, root_, township_;
};

TEST_F(AssessmentTest, ASchemeBelongsToTheCountyUnlessItSaysOtherwise) {
  const auto scheme = Must(CreateScheme(v1::SCHEME_KIND_SIX_GOOD));
  EXPECT_EQ(scheme.organization(), root_);
  EXPECT_EQ(scheme.org_path(), xf::testing::RootPath(county_));
  EXPECT_EQ(scheme.state(), v1::SCHEME_STATE_ACTIVE);
  EXPECT_EQ(scheme.pass_points(), 90);
  ASSERT_EQ(scheme.dimensions_size(), 2);
  EXPECT_EQ(scheme.dimensions(1).weight(), 1);
  v1::GetSchemeRequest get;
  get.set_name(scheme.name());
  EXPECT_THAT(Must(Call(&v1::AssessmentService::Stub::GetScheme, get)), xf::testing::EqualsProto(scheme.DebugString()));
  EXPECT_EQ(Must(CreateScheme(v1::SCHEME_KIND_SIX_GOOD, township_)).org_path(),
            xf::testing::RootPath(county_) + ".east");
}

TEST_F(AssessmentTest, DimensionsCountInTheFigureOfTheirKindAtOnce) {
  const auto scheme = Must(CreateScheme(v1::SCHEME_KIND_SIX_GOOD));
  EXPECT_EQ(Value("28"), 2);
  Must(CreateScheme(v1::SCHEME_KIND_FOUR_STRONG_ORGAN));
  EXPECT_EQ(Value("38"), 2);
  Must(CreateScheme(v1::SCHEME_KIND_FOUR_STRONG_TWO_NEW));
  EXPECT_EQ(Value("43"), 2);
  Must(CreateScheme(v1::SCHEME_KIND_GRID_SYSTEM));
  EXPECT_EQ(Value("36"), 1);
  Must(CreateScheme(v1::SCHEME_KIND_FIVE_STANDARDS));
  Must(Retire(scheme.name()));
  EXPECT_EQ(Value("28"), 0);
  EXPECT_EQ(Value("38"), 2);
}

TEST_F(AssessmentTest, OneSchemeOfAKindIsActiveAtATime) {
  const auto scheme = Must(CreateScheme(v1::SCHEME_KIND_SIX_GOOD));
  EXPECT_THAT(CreateScheme(v1::SCHEME_KIND_SIX_GOOD),
              IsError(absl::StatusCode::kAlreadyExists, errors::REASON_SCHEME_ALREADY_ACTIVE));
  EXPECT_EQ(Must(Retire(scheme.name())).state(), v1::SCHEME_STATE_RETIRED);
  EXPECT_THAT(Retire(scheme.name()), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(CreateScheme(v1::SCHEME_KIND_SIX_GOOD), IsOk());
  v1::ListSchemesRequest list;
  list.set_parent(county_);
  EXPECT_EQ(Must(Call(&v1::AssessmentService::Stub::ListSchemes, list)).schemes_size(), 2);
  list.set_filter("kind = SIX_GOOD AND state = RETIRED");
  EXPECT_EQ(Must(Call(&v1::AssessmentService::Stub::ListSchemes, list)).schemes_size(), 1);
}

TEST_F(AssessmentTest, ASchemeWithAmbiguousDimensionsIsRefused) {
  v1::CreateSchemeRequest request;
  request.set_parent(county_);
  request.mutable_scheme()->set_kind(v1::SCHEME_KIND_SIX_GOOD);
  request.mutable_scheme()->set_display_name("测试方案");
  for (int i = 0; i < 2; ++i) {
    v1::Dimension& dimension = *request.mutable_scheme()->add_dimensions();
    dimension.set_id("politics");
    dimension.set_title("政治功能好");
  }
  EXPECT_THAT(Call(&v1::AssessmentService::Stub::CreateScheme, request),
              ViolatesFields(ElementsAre("scheme.dimensions[1].id", "scheme.dimensions[1].title")));
}

TEST_F(AssessmentTest, ABranchIsNamedOnceItsScoresAreCompleteAndHighEnough) {
  const auto scheme = Must(CreateScheme(v1::SCHEME_KIND_SIX_GOOD));
  Must(RecordScore(scheme.name(), "politics", 95));
  EXPECT_THAT(NameBranch(scheme.name()),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SCORES_INCOMPLETE));
  const auto low = Must(RecordScore(scheme.name(), "team", 70));
  EXPECT_THAT(NameBranch(scheme.name()),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SCORE_BELOW_PASS));
  const auto corrected = Must(RecordScore(scheme.name(), "team", 80));
  EXPECT_EQ(corrected.name(), low.name());
  EXPECT_NE(corrected.etag(), low.etag());
  const auto naming = Must(NameBranch(scheme.name()));
  EXPECT_DOUBLE_EQ(naming.mean_points(), 91.25);
  EXPECT_EQ(naming.scheme(), scheme.name());
  EXPECT_EQ(naming.organization(), township_);
  EXPECT_EQ(naming.org_path(), xf::testing::RootPath(county_) + ".east");
  EXPECT_THAT(NameBranch(scheme.name()),
              IsError(absl::StatusCode::kAlreadyExists, errors::REASON_BRANCH_ALREADY_NAMED));
}

TEST_F(AssessmentTest, ScoresGoToDimensionsOfActiveSchemes) {
  const auto scheme = Must(CreateScheme(v1::SCHEME_KIND_SIX_GOOD));
  EXPECT_THAT(RecordScore(scheme.name(), "colour", 95),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_DIMENSION_UNKNOWN));
  Must(Retire(scheme.name()));
  EXPECT_THAT(RecordScore(scheme.name(), "politics", 95),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SCHEME_RETIRED));
  EXPECT_THAT(NameBranch(scheme.name()), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SCHEME_RETIRED));
}

TEST_F(AssessmentTest, AnAwardCountsByItsKindUntilItIsRevoked) {
  const auto village = Must(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"));
  Must(CreateAward(v1::AWARD_KIND_GOOD_TEAM, "东乡驻村工作队"));
  Must(CreateAward(v1::AWARD_KIND_GOOD_SECRETARY, "陈书记", county_ + "/members/m1"));
  EXPECT_EQ(Value("30"), 1);
  EXPECT_EQ(Value("31"), 1);
  EXPECT_EQ(Value("32"), 1);
  EXPECT_EQ(village.org_path(), xf::testing::RootPath(county_) + ".east");
  const auto revoked = Must(Revoke(village.name()));
  EXPECT_EQ(revoked.state(), v1::AWARD_STATE_REVOKED);
  EXPECT_EQ(revoked.revoke_reason(), "材料不实");
  EXPECT_EQ(Value("30"), 0);
  EXPECT_THAT(Revoke(village.name()), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  v1::ListAwardsRequest list;
  list.set_parent(county_);
  list.set_filter("state = GIVEN AND year = 2022");
  EXPECT_EQ(Must(Call(&v1::AssessmentService::Stub::ListAwards, list)).awards_size(), 2);
}

TEST_F(AssessmentTest, AnAwardCountsFromTheEndOfItsYear) {
  const auto award = Must(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"));
  EXPECT_EQ(IsoDate(award.award_date()), "2022-12-31");
  EXPECT_EQ(Value("30", "2022-12-30"), 0);
  EXPECT_EQ(Value("30", "2022-12-31"), 1);
}

TEST_F(AssessmentTest, ARecipientHasAnAwardOfAKindOnceAYear) {
  const auto award = Must(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"));
  EXPECT_THAT(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"),
              IsError(absl::StatusCode::kAlreadyExists, errors::REASON_AWARD_ALREADY_GIVEN));
  Must(Revoke(award.name()));
  EXPECT_THAT(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"), IsOk());
}

TEST_F(AssessmentTest, OnlyASecretarysAwardNamesAMember) {
  EXPECT_THAT(CreateAward(v1::AWARD_KIND_GOOD_TEAM, "东乡驻村工作队", county_ + "/members/m1"),
              ViolatesFields(ElementsAre("award.member")));
}

TEST_F(AssessmentTest, AnOrganizationThatMembershipDoesNotKnowIsRefused) {
  township_ = county_ + "/organizations/nowhere";
  EXPECT_THAT(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  township_ = NewCounty() + "/organizations/east";
  EXPECT_THAT(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"),
              ViolatesFields(ElementsAre("award.organization")));
}

TEST_F(AssessmentTest, ANeighbourNeitherSeesNorTouchesAnothersAssessment) {
  const auto award = Must(CreateAward(v1::AWARD_KIND_ADVANCED_VILLAGE, "桐子坳村"));
  const auto clerk = Clerk(xf::testing::RootPath(county_) + ".west");
  v1::ListAwardsRequest list;
  list.set_parent(county_);
  EXPECT_EQ(Must(clerk.Call(&v1::AssessmentService::Stub::ListAwards, list)).awards_size(), 0);
  v1::RevokeAwardRequest revoke;
  revoke.set_name(award.name());
  revoke.set_reason("越权");
  EXPECT_THAT(clerk.Call(&v1::AssessmentService::Stub::RevokeAward, revoke),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::report

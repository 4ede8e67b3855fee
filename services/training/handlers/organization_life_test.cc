#include "services/training/handlers/test_county.h"
#include "xianfeng/training/v1/organization_life.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class OrganizationLifeTest : public TrainingTest {
 protected:
  using Stub = v1::OrganizationLifeService::Stub;

  v1::Activity ThemeDay(const std::string& theme) const {
    v1::Activity activity;
    activity.set_organization(east_branch());
    activity.set_kind(v1::ACTIVITY_KIND_THEME_DAY);
    activity.set_theme(theme);
    *activity.mutable_date() = ToDate(absl::CivilDay(2026, 3, 5));
    activity.set_attendee_count(18);
    activity.set_expected_count(20);
    return activity;
  }
  absl::StatusOr<v1::Activity> Record(const v1::Activity& activity, const std::string& id = "") const {
    v1::RecordActivityRequest request;
    request.set_parent(county());
    request.set_activity_id(id);
    *request.mutable_activity() = activity;
    return Admin().Call(&Stub::RecordActivity, request);
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListActivitiesRequest>(&Stub::ListActivities, filter).activities());
  }
  type::ImportSummary ImportAll(const std::vector<v1::Activity>& rows) {
    return Must(Import<v1::ImportActivitiesRequest>(Admin(), &Stub::ImportActivities, rows));
  }
};

TEST_F(OrganizationLifeTest, AnActivityBelongsToWhoHeldIt) {
  const v1::Activity activity = Must(Record(ThemeDay("学雷锋"), "march"));
  EXPECT_EQ(activity.name(), NameOf("activities", "march"));
  EXPECT_EQ(activity.org_path(), EastPath() + ".east_branch");
  EXPECT_EQ(activity.attendee_count(), 18);
}

TEST_F(OrganizationLifeTest, AllViolationsAreNamedAtOnce) {
  v1::Activity activity;
  activity.set_minutes(2000);
  EXPECT_THAT(Record(activity),
              ViolatesFields(UnorderedElementsAre("activity.organization", "activity.kind", "activity.theme",
                                                  "activity.date", "activity.minutes")));
}

TEST_F(OrganizationLifeTest, WhatHasNotBeenHeldIsNotRecorded) {
  v1::Activity activity = ThemeDay("学雷锋");
  *activity.mutable_date() = ToDate(absl::CivilDay(2100, 3, 5));
  EXPECT_THAT(Record(activity), ViolatesFields(ElementsAre("activity.date")));
}

TEST_F(OrganizationLifeTest, ListsByKindCampaignAndOrganization) {
  v1::Activity lecture = ThemeDay("讲党课");
  lecture.set_kind(v1::ACTIVITY_KIND_PARTY_LECTURE);
  lecture.set_campaign("党员先锋行");
  lecture.set_organization(west_branch());
  Must(Record(ThemeDay("学雷锋"), "a"));
  Must(Record(lecture, "b"));
  EXPECT_THAT(Listed(""), ElementsAre("a", "b"));
  EXPECT_THAT(Listed("kind = THEME_DAY"), ElementsAre("a"));
  EXPECT_THAT(Listed("campaign = 党员先锋行"), ElementsAre("b"));
  EXPECT_THAT(Listed("organization = " + west_branch()), ElementsAre("b"));
}

TEST_F(OrganizationLifeTest, TheNeighbourListsNothingOfIt) {
  Must(Record(ThemeDay("学雷锋"), "a"));
  v1::ListActivitiesRequest request;
  request.set_parent(county());
  EXPECT_THAT(Ids(Must(EastClerk().Call(&Stub::ListActivities, request)).activities()), ElementsAre("a"));
  EXPECT_THAT(Ids(Must(WestClerk().Call(&Stub::ListActivities, request)).activities()), IsEmpty());
}

TEST_F(OrganizationLifeTest, ImportedAgainTheSameRowsStayUnchanged) {
  std::vector<v1::Activity> rows = {ThemeDay("学雷锋"), ThemeDay("植树")};
  rows[0].set_name(NameOf("activities", "a"));
  rows[1].set_name(NameOf("activities", "b"));
  EXPECT_EQ(ImportAll(rows).created(), 2);
  EXPECT_EQ(ImportAll(rows).unchanged(), 2);
  rows[1].set_attendee_count(20);
  EXPECT_EQ(ImportAll(rows).updated(), 1);
}

TEST_F(OrganizationLifeTest, AnImportRefusesOnlyTheRowsOfTheFuture) {
  std::vector<v1::Activity> rows = {ThemeDay("学雷锋"), ThemeDay("植树")};
  *rows[0].mutable_date() = ToDate(absl::CivilDay(2100, 3, 5));
  const type::ImportSummary summary = ImportAll(rows);
  EXPECT_EQ(summary.created(), 1) << summary.DebugString();
  EXPECT_THAT(ErrorsOf(summary), ElementsAre("1 date FIELD_INVALID"));
}

}  // namespace
}  // namespace xf::training

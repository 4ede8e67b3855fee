#include <algorithm>

#include "services/report/handlers/report_fixture.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"
#include "xianfeng/rotation/v1/batch.pb.h"

namespace xf::report {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;
using xf::testing::IsError;

class FigureServiceTest : public ReportTest {
 protected:
  // The rows that telling of a resource moves by one, checked to move back when it is gone.
  template <typename T>
  std::vector<std::string> MovedBy(const T& resource) {
    const Values before = NonZero();
    Tell(resource);
    std::vector<std::string> moved;
    for (const auto& [row, value] : NonZero()) {
      const auto found = before.find(row);
      const int64_t difference = value - (found == before.end() ? 0 : found->second);
      EXPECT_THAT(difference, ::testing::AnyOf(0, 1));
      if (difference != 0) moved.push_back(row);
    }
    TellGone(resource);
    EXPECT_EQ(NonZero(), before);
    return moved;
  }

  std::vector<v1::FigureRecord> Records(const std::string& row, int page_size = 1000) {
    std::vector<v1::FigureRecord> records;
    v1::ListFigureRecordsRequest request;
    request.set_parent(Name("figures", row));
    request.set_page_size(page_size);
    do {
      const auto page = Must(Admin(county()).Call(&v1::FigureService::Stub::ListFigureRecords, request));
      records.insert(records.end(), page.records().begin(), page.records().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return records;
  }
};

TEST_F(FigureServiceTest, AnEmptyCountyCountsNothing) {
  const auto figures = Figures();
  EXPECT_EQ(figures.figures_size(), 29);
  EXPECT_THAT(NonZero(), IsEmpty());
}

TEST_F(FigureServiceTest, AVenueCountsByItsKindWhileItIsInUse) {
  EXPECT_THAT(MovedBy(Venue("a", training::VENUE_KIND_COUNTY_PARTY_SCHOOL)), ElementsAre("7"));
  EXPECT_THAT(MovedBy(Venue("a", training::VENUE_KIND_TOWNSHIP_PARTY_SCHOOL)), ElementsAre("8"));
  EXPECT_THAT(MovedBy(Venue("a", training::VENUE_KIND_RED)), ElementsAre("9"));
  EXPECT_THAT(MovedBy(Venue("a", training::VENUE_KIND_GREEN)), ElementsAre("10"));
  EXPECT_THAT(MovedBy(Venue("a", training::VENUE_KIND_PRACTICE)), IsEmpty());
  training::Venue closed = Venue("a", training::VENUE_KIND_RED);
  closed.set_state(training::VENUE_STATE_CLOSED);
  EXPECT_THAT(MovedBy(closed), IsEmpty());
}

TEST_F(FigureServiceTest, AnInstructorCountsInItsTeamAndInTheSum) {
  EXPECT_THAT(MovedBy(Instructor("a", training::INSTRUCTOR_CATEGORY_FULL_TIME)), ElementsAre("11", "11-13"));
  EXPECT_THAT(MovedBy(Instructor("a", training::INSTRUCTOR_CATEGORY_PRACTICAL)), ElementsAre("11-13", "13"));
  for (const auto category :
       {training::INSTRUCTOR_CATEGORY_ADVANCED_MODEL, training::INSTRUCTOR_CATEGORY_BRANCH_SECRETARY,
        training::INSTRUCTOR_CATEGORY_EXPERT, training::INSTRUCTOR_CATEGORY_PARTY_WORKER,
        training::INSTRUCTOR_CATEGORY_RETIRED_CADRE}) {
    EXPECT_THAT(MovedBy(Instructor("a", category)), ElementsAre("11-13", "12"));
  }
}

TEST_F(FigureServiceTest, AnInstructorServesFromTheFirstToTheLastDayOfTheTerm) {
  training::Instructor instructor = Instructor("a", training::INSTRUCTOR_CATEGORY_FULL_TIME);
  *instructor.mutable_hired_until() = Day("2023-08-31");
  Tell(instructor);
  EXPECT_EQ(GetFigure("11", "2022-08-31")->value(), 0);
  EXPECT_EQ(GetFigure("11", "2022-09-01")->value(), 1);
  EXPECT_EQ(GetFigure("11", "2023-08-31")->value(), 1);
  EXPECT_EQ(GetFigure("11", "2023-09-01")->value(), 0);
}

TEST_F(FigureServiceTest, FocusesAreCountedOnceHoweverManyTeachThem) {
  training::Instructor first = Instructor("a", training::INSTRUCTOR_CATEGORY_FULL_TIME);
  first.add_focus(training::INSTRUCTOR_FOCUS_POLITICAL_THEORY);
  first.add_focus(training::INSTRUCTOR_FOCUS_PARTY_SPIRIT);
  training::Instructor second = Instructor("b", training::INSTRUCTOR_CATEGORY_FULL_TIME);
  second.add_focus(training::INSTRUCTOR_FOCUS_PARTY_SPIRIT);
  Tell(first);
  Tell(second);
  const auto figure = Must(GetFigure("14"));
  EXPECT_EQ(figure.value(), 2);
  EXPECT_THAT(figure.labels(), ElementsAre("政治理论", "党性教育"));
}

TEST_F(FigureServiceTest, TasksCountOnceTheirPlanIsPublished) {
  training::Plan plan;
  plan.set_name(Name("plans", "p2023"));
  plan.set_display_name("2023年计划");
  plan.set_state(training::PLAN_STATE_APPROVED);
  *plan.mutable_publish_date() = Day("2023-02-01");
  for (const auto task : {training::EDU_TASK_SKILLS, training::EDU_TASK_TRADITION, training::EDU_TASK_SKILLS}) {
    plan.add_items()->add_tasks(task);
  }
  Tell(plan);
  EXPECT_EQ(Must(GetFigure("6")).value(), 0);
  plan.set_state(training::PLAN_STATE_PUBLISHED);
  Tell(plan);
  EXPECT_EQ(Must(GetFigure("6")).value(), 2);
  EXPECT_EQ(Must(GetFigure("6", "2023-01-31")).value(), 0);
  const auto records = Records("6");
  ASSERT_EQ(records.size(), 1U);
  EXPECT_THAT(records[0].counted_as(), ElementsAre("EDU_TASK_SKILLS", "EDU_TASK_TRADITION"));
  EXPECT_EQ(records[0].label(), "2023年计划");
}

TEST_F(FigureServiceTest, ChannelsAndColumnsCountWhileTheyRun) {
  training::Channel channel;
  channel.set_name(Name("channels", "a"));
  channel.set_state(training::CHANNEL_STATE_ACTIVE);
  EXPECT_THAT(MovedBy(channel), ElementsAre("18"));
  channel.set_state(training::CHANNEL_STATE_CLOSED);
  EXPECT_THAT(MovedBy(channel), IsEmpty());
  training::Column column;
  column.set_name(Name("columns", "a"));
  column.set_state(training::COLUMN_STATE_ACTIVE);
  EXPECT_THAT(MovedBy(column), ElementsAre("19"));
  column.set_state(training::COLUMN_STATE_CLOSED);
  EXPECT_THAT(MovedBy(column), IsEmpty());
}

TEST_F(FigureServiceTest, AProgramCountsAsItsTypeFromItsStart) {
  rotation::Program program;
  program.set_name(Name("programs", "a"));
  program.set_type(rotation::PROGRAM_TYPE_SHADOWING);
  *program.mutable_start_date() = Day("2023-01-01");
  Tell(program);
  program.set_name(Name("programs", "b"));
  Tell(program);
  EXPECT_EQ(Must(GetFigure("23")).value(), 1);
  EXPECT_EQ(Must(GetFigure("23", "2022-12-31")).value(), 0);
}

TEST_F(FigureServiceTest, UpwardPlacementsCountPersonsSentSince2022) {
  EXPECT_THAT(MovedBy(Shadowing("a", "m1")), ElementsAre("24"));
  rotation::Placement placement = Shadowing("a", "m1");
  placement.set_host_level(rotation::HOST_LEVEL_COUNTY);
  EXPECT_THAT(MovedBy(placement), IsEmpty());
  placement = Shadowing("a", "m1");
  placement.set_state(rotation::PLACEMENT_STATE_PLANNED);
  EXPECT_THAT(MovedBy(placement), IsEmpty());
  placement.set_state(rotation::PLACEMENT_STATE_CANCELLED);
  EXPECT_THAT(MovedBy(placement), IsEmpty());
  placement = Shadowing("a", "m1");
  *placement.mutable_start_date() = Day("2021-12-31");
  EXPECT_THAT(MovedBy(placement), IsEmpty());
  *placement.mutable_start_date() = Day("2022-01-01");
  EXPECT_THAT(MovedBy(placement), ElementsAre("24"));
}

TEST_F(FigureServiceTest, APersonPlacedTwiceIsOnePerson) {
  Tell(Shadowing("a", "m1"));
  Tell(Shadowing("b", "m1"));
  Tell(Shadowing("c", "m2"));
  EXPECT_EQ(Must(GetFigure("24")).value(), 2);
  EXPECT_EQ(Records("24").size(), 3U);
}

TEST_F(FigureServiceTest, RotationsCountOnDemandingPostsOnly) {
  EXPECT_THAT(MovedBy(Rotation("a", "m1")), ElementsAre("25"));
  rotation::Placement easy = Rotation("a", "m1");
  easy.set_demanding(false);
  EXPECT_THAT(MovedBy(easy), IsEmpty());
}

TEST_F(FigureServiceTest, PlacementsHaveAProfileOfAgesMonthsAndBatches) {
  Tell(Shadowing("a", "m1"));
  rotation::Placement longer = Shadowing("b", "m2");
  longer.set_age_at_start(38);
  longer.set_months(6);
  Tell(longer);
  const auto profile = Must(GetFigure("24")).placement_profile();
  EXPECT_DOUBLE_EQ(profile.mean_age(), 36.5);
  EXPECT_EQ(profile.shortest_months(), 4);
  EXPECT_EQ(profile.longest_months(), 6);
  Tell(Rotation("c", "m3"));
  EXPECT_EQ(Must(GetFigure("25")).placement_profile().batches(), 1);
}

TEST_F(FigureServiceTest, AReturneeCountsOnceVerifiedAndSince2022) {
  volunteer::Returnee returnee;
  returnee.set_name(Name("returnees", "a"));
  *returnee.mutable_return_date() = Day("2023-01-20");
  EXPECT_THAT(MovedBy(returnee), IsEmpty());
  *returnee.mutable_verified_date() = Day("2023-02-01");
  EXPECT_THAT(MovedBy(returnee), ElementsAre("34"));
  *returnee.mutable_return_date() = Day("2021-12-31");
  EXPECT_THAT(MovedBy(returnee), IsEmpty());
}

TEST_F(FigureServiceTest, JointActivitiesCountTheirKinds) {
  volunteer::JointActivity activity;
  activity.set_name(Name("joint-activities", "a"));
  activity.set_kind(volunteer::JOINT_ACTIVITY_KIND_BRANCH_LINKED);
  *activity.mutable_held_date() = Day("2023-04-01");
  EXPECT_THAT(MovedBy(activity), ElementsAre("37"));
}

TEST_F(FigureServiceTest, ATeamCountsWhileItWorksForACommunity) {
  volunteer::Team team;
  team.set_name(Name("teams", "a"));
  team.set_kind(volunteer::TEAM_KIND_PARTY_MEMBER);
  team.set_state(volunteer::TEAM_STATE_ACTIVE);
  EXPECT_THAT(MovedBy(team), IsEmpty());
  team.set_community(Name("organizations", "c1"));
  EXPECT_THAT(MovedBy(team), ElementsAre("39"));
  team.set_kind(volunteer::TEAM_KIND_YOUTH);
  EXPECT_THAT(MovedBy(team), IsEmpty());
  team.set_kind(volunteer::TEAM_KIND_PARTY_MEMBER);
  team.set_state(volunteer::TEAM_STATE_DISBANDED);
  EXPECT_THAT(MovedBy(team), IsEmpty());
}

TEST_F(FigureServiceTest, ATicketCountsFromTheDayOnWhichItWasClosedInTheCounty) {
  volunteer::Ticket ticket = Ticket("a");
  EXPECT_THAT(MovedBy(ticket), ElementsAre("41"));
  Tell(ticket);
  EXPECT_EQ(Must(GetFigure("41", "2023-05-01")).value(), 0) << "18:00 UTC is the next day in China";
  EXPECT_EQ(Must(GetFigure("41", "2023-05-02")).value(), 1);
  ticket.set_state(volunteer::TICKET_STATE_IN_PROGRESS);
  Tell(ticket);
  EXPECT_EQ(Must(GetFigure("41")).value(), 0);
}

TEST_F(FigureServiceTest, ASuggestionCountsWhenItIsValidAndOnTopic) {
  volunteer::Suggestion suggestion;
  suggestion.set_name(Name("suggestions", "a"));
  suggestion.set_topic(volunteer::SUGGESTION_TOPIC_ENVIRONMENT);
  *suggestion.mutable_submitted_date() = Day("2023-04-01");
  EXPECT_THAT(MovedBy(suggestion), IsEmpty());
  suggestion.set_screening(volunteer::SCREENING_VALID);
  EXPECT_THAT(MovedBy(suggestion), ElementsAre("44"));
  suggestion.set_topic(volunteer::SUGGESTION_TOPIC_OTHER);
  EXPECT_THAT(MovedBy(suggestion), IsEmpty());
}

TEST_F(FigureServiceTest, AnEventOfATwoNewOrganizationCountsWhenItIsClosed) {
  volunteer::Event event = TwoNewEvent("a");
  EXPECT_THAT(MovedBy(event), ElementsAre("45"));
  event.set_sector(xianfeng::type::v1::SECTOR_ORGAN);
  EXPECT_THAT(MovedBy(event), IsEmpty());
  event = TwoNewEvent("a");
  event.set_category(volunteer::EVENT_CATEGORY_OTHER);
  EXPECT_THAT(MovedBy(event), IsEmpty());
  event = TwoNewEvent("a");
  event.set_state(volunteer::EVENT_STATE_SETTLING);
  EXPECT_THAT(MovedBy(event), IsEmpty());
}

TEST_F(FigureServiceTest, AnEventsFieldCountsUnlessItIsCalledOff) {
  volunteer::Event event = TwoNewEvent("a");
  event.set_field(volunteer::DEVELOPMENT_FIELD_TOURISM);
  EXPECT_THAT(MovedBy(event), ElementsAre("45", "47"));
  event.set_state(volunteer::EVENT_STATE_RUNNING);
  EXPECT_THAT(MovedBy(event), ElementsAre("47"));
  event.set_state(volunteer::EVENT_STATE_CANCELLED);
  EXPECT_THAT(MovedBy(event), IsEmpty());
}

TEST_F(FigureServiceTest, WhatNoFigureCountsIsNotKept) {
  rotation::Batch batch;
  batch.set_name(Name("batches", "b1"));
  EXPECT_THAT(MovedBy(batch), IsEmpty());
}

TEST_F(FigureServiceTest, AFigureSaysHowItIsCounted) {
  for (int i = 0; i < 23; ++i) Tell(Venue(absl::StrCat("v", i), training::VENUE_KIND_RED));
  const auto figure = Must(GetFigure("9"));
  EXPECT_EQ(figure.value(), 23);
  EXPECT_EQ(figure.claim(), "20余");
  EXPECT_EQ(figure.unit(), "处");
  EXPECT_EQ(figure.step(), 10);
  EXPECT_EQ(figure.title(), "红色教育阵地");
  EXPECT_EQ(figure.record_type(), "xianfeng.training.v1.Venue");
  EXPECT_FALSE(figure.definition().empty());
  EXPECT_FALSE(figure.rule_version().empty());
  EXPECT_TRUE(figure.has_as_of());
  EXPECT_EQ(figure.labels_size(), 20);
}

TEST_F(FigureServiceTest, PagesOfRecordsHoldEveryRowOnce) {
  for (int i = 0; i < 7; ++i) Tell(Venue(absl::StrCat("v", i), training::VENUE_KIND_RED), absl::StrCat("t", i % 2));
  Tell(Venue("g", training::VENUE_KIND_GREEN));
  const auto records = Records("9", 3);
  std::vector<std::string> names;
  for (const auto& record : records) names.push_back(record.name());
  ASSERT_EQ(names.size(), 7U);
  EXPECT_EQ(records[0].org_path(), root() + ".t0");
  EXPECT_EQ(records[0].type(), "xianfeng.training.v1.Venue");
  EXPECT_EQ(records[0].label(), "阵地v0");
  EXPECT_THAT(records[0].counted_as(), ElementsAre(records[0].name()));
  std::sort(names.begin(), names.end());
  EXPECT_EQ(std::unique(names.begin(), names.end()), names.end());
}

TEST_F(FigureServiceTest, AClerkCountsTheOwnTownshipOnly) {
  Tell(Venue("a", training::VENUE_KIND_RED), "t1");
  Tell(Venue("b", training::VENUE_KIND_RED), "t1");
  Tell(Venue("c", training::VENUE_KIND_RED), "t2");
  v1::GetFigureRequest request;
  request.set_name(Name("figures", "9"));
  EXPECT_EQ(Must(Clerk(root() + ".t1").Call(&v1::FigureService::Stub::GetFigure, request)).value(), 2);
  EXPECT_EQ(Must(Clerk(root() + ".t2").Call(&v1::FigureService::Stub::GetFigure, request)).value(), 1);
  EXPECT_EQ(Must(GetFigure("9")).value(), 3);
}

TEST_F(FigureServiceTest, AnotherCountysCallerFindsNothing) {
  const std::string other = NewCounty();
  const auto error = IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND);
  v1::GetFigureRequest figure;
  figure.set_name(Name("figures", "9"));
  EXPECT_THAT(Admin(other).Call(&v1::FigureService::Stub::GetFigure, figure), error);
  v1::ListFiguresRequest figures;
  figures.set_parent(county());
  EXPECT_THAT(Admin(other).Call(&v1::FigureService::Stub::ListFigures, figures), error);
  v1::ListFigureRecordsRequest records;
  records.set_parent(Name("figures", "9"));
  EXPECT_THAT(Admin(other).Call(&v1::FigureService::Stub::ListFigureRecords, records), error);
  v1::CheckIdentitiesRequest identities;
  identities.set_parent(county());
  EXPECT_THAT(Admin(other).Call(&v1::FigureService::Stub::CheckIdentities, identities), error);
}

TEST_F(FigureServiceTest, ARowWithoutANumberIsNotFound) {
  EXPECT_THAT(GetFigure("1"), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(FigureServiceTest, ADayThatIsNoneIsRefused) {
  v1::GetFigureRequest request;
  request.set_name(Name("figures", "9"));
  request.mutable_as_of()->set_year(2023);
  request.mutable_as_of()->set_month(2);
  request.mutable_as_of()->set_day(30);
  EXPECT_THAT(Admin(county()).Call(&v1::FigureService::Stub::GetFigure, request),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_FIELD_INVALID));
}

TEST_F(FigureServiceTest, IdentitiesAndClaimsAreCheckedTogether) {
  Tell(Instructor("a", training::INSTRUCTOR_CATEGORY_FULL_TIME));
  Tell(Instructor("b", training::INSTRUCTOR_CATEGORY_PRACTICAL));
  Tell(Shadowing("p", "m1"));
  v1::CheckIdentitiesRequest request;
  request.set_parent(county());
  auto check = Must(Admin(county()).Call(&v1::FigureService::Stub::CheckIdentities, request));
  EXPECT_TRUE(check.ok());
  ASSERT_GT(check.identities_size(), 0);
  EXPECT_EQ(check.identities(0).evidence(), "1 + 0 + 1 = 2");
  rotation::Placement too_long = Shadowing("p", "m1");
  too_long.set_months(9);
  Tell(too_long);
  check = Must(Admin(county()).Call(&v1::FigureService::Stub::CheckIdentities, request));
  EXPECT_FALSE(check.ok());
  std::vector<std::string> unproven;
  for (const auto& claim : check.claims()) {
    if (!claim.proven()) unproven.push_back(claim.words() + " " + claim.measure());
  }
  EXPECT_THAT(unproven, UnorderedElementsAre("3至6个月 shortest_months", "3至6个月 longest_months"));
}

}  // namespace
}  // namespace xf::report

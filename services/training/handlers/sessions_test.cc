#include "services/training/handlers/test_class.h"
#include "xianfeng/training/v1/instructor.grpc.pb.h"
#include "xianfeng/training/v1/venue.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::IsOk;
using ::testing::UnorderedElementsAre;
using testing::ViolatesFields;

class SessionTest : public ClassFixture {
 protected:
  void SetUp() override {
    ClassFixture::SetUp();
    class_ = AddClass("may");
  }
  // An instructor in service until 15 May 2026.
  std::string AddInstructor() const {
    v1::CreateInstructorRequest request;
    request.set_parent(county());
    auto& instructor = *request.mutable_instructor();
    instructor.set_organization(east());
    instructor.set_display_name("王讲师");
    instructor.set_category(v1::INSTRUCTOR_CATEGORY_FULL_TIME);
    *instructor.mutable_hired_from() = ToDate(absl::CivilDay(2025, 1, 1));
    *instructor.mutable_hired_until() = ToDate(absl::CivilDay(2026, 5, 15));
    return Must(Admin().Call(&v1::InstructorService::Stub::CreateInstructor, request)).name();
  }
  std::string AddVenue(v1::VenueState state = v1::VENUE_STATE_ACTIVE) const {
    v1::CreateVenueRequest request;
    request.set_parent(county());
    request.mutable_venue()->set_organization(east());
    request.mutable_venue()->set_display_name("乡镇党校");
    request.mutable_venue()->set_kind(v1::VENUE_KIND_TOWNSHIP_PARTY_SCHOOL);
    request.mutable_venue()->set_state(state);
    return Must(Admin().Call(&v1::VenueService::Stub::CreateVenue, request)).name();
  }
  std::vector<std::string> Listed(const std::string& filter) const {
    return Ids(List<v1::ListSessionsRequest>(&Classes::ListSessions, filter).sessions());
  }

  std::string class_;
};

TEST_F(SessionTest, TakesItsTasksFromTheCourse) {
  const v1::Session session = Must(Schedule(Lesson(class_, 4, 9), "one"));
  EXPECT_EQ(session.name(), NameOf("sessions", "one"));
  EXPECT_THAT(session.tasks(), ElementsAre(v1::EDU_TASK_POLITICAL_THEORY, v1::EDU_TASK_TRADITION));
  EXPECT_EQ(session.org_path(), EastPath());
}

TEST_F(SessionTest, AllViolationsAreNamedAtOnce) {
  EXPECT_THAT(Schedule(v1::Session()), ViolatesFields(UnorderedElementsAre("session.class", "session.course",
                                                                           "session.start_time", "session.end_time")));
}

TEST_F(SessionTest, ReferencesToOtherCountiesAndABackwardTimeAreNamedAtOnce) {
  v1::Session session = Lesson(class_, 4, 9, -45);
  session.set_venue("counties/431123/venues/a");
  session.set_instructor("counties/431123/instructors/a");
  EXPECT_THAT(Schedule(session),
              ViolatesFields(UnorderedElementsAre("session.venue", "session.instructor", "session.end_time")));
}

TEST_F(SessionTest, LiesWithinTheClass) {
  v1::Class short_class = DraftClass();
  *short_class.mutable_end_date() = ToDate(absl::CivilDay(2026, 5, 3));
  EXPECT_THAT(Schedule(Lesson(Must(Create(short_class)).name(), 4, 9)),
              ViolatesFields(ElementsAre("session.start_time")));
}

TEST_F(SessionTest, OverlapsNoOtherOfTheClass) {
  EXPECT_THAT(Schedule(Lesson(class_, 4, 9, 60)), IsOk());
  EXPECT_THAT(Schedule(Lesson(class_, 4, 8, 90)),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SESSION_CLASS_BUSY));
  EXPECT_THAT(Schedule(Lesson(class_, 4, 10, 60)), IsOk()) << "one may begin when the other ends";
}

TEST_F(SessionTest, OverlapsNoOtherOfTheInstructor) {
  v1::Session session = Lesson(class_, 4, 9);
  session.set_instructor(AddInstructor());
  EXPECT_THAT(Schedule(session), IsOk());
  session.set_class_(AddClass("other"));
  EXPECT_THAT(Schedule(session),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SESSION_INSTRUCTOR_BUSY));
}

TEST_F(SessionTest, OverlapsNoOtherAtTheVenue) {
  v1::Session session = Lesson(class_, 4, 9);
  session.set_venue(AddVenue());
  EXPECT_THAT(Schedule(session), IsOk());
  session.set_class_(AddClass("other"));
  EXPECT_THAT(Schedule(session), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SESSION_VENUE_BUSY));
}

TEST_F(SessionTest, NeedsAnApprovedCourse) {
  v1::Session session = Lesson(class_, 4, 9);
  session.set_course(AddCourse("draft", v1::COURSE_STATE_DRAFT));
  EXPECT_THAT(Schedule(session), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_COURSE_NOT_APPROVED));
}

TEST_F(SessionTest, NeedsAnOpenVenue) {
  v1::Session session = Lesson(class_, 4, 9);
  session.set_venue(AddVenue(v1::VENUE_STATE_CLOSED));
  EXPECT_THAT(Schedule(session), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_VENUE_CLOSED));
}

TEST_F(SessionTest, NeedsAnInstructorInService) {
  v1::Session session = Lesson(class_, 16, 9);
  session.set_instructor(AddInstructor());
  EXPECT_THAT(Schedule(session),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_INSTRUCTOR_NOT_IN_SERVICE));
}

TEST_F(SessionTest, AReferenceThatDoesNotExistIsRefused) {
  const auto refused = IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND);
  EXPECT_THAT(Schedule(Lesson(NameOf("classes", "none"), 4, 9)), refused);
  v1::Session session = Lesson(class_, 4, 9);
  session.set_venue(NameOf("venues", "none"));
  EXPECT_THAT(Schedule(session), refused);
}

TEST_F(SessionTest, AClosedClassGetsNoMore) {
  Must(Schedule(Lesson(class_, 4, 9)));
  Must(Close(Admin(), class_));
  EXPECT_THAT(Schedule(Lesson(class_, 5, 9)),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(SessionTest, TheNeighbourSchedulesNothingInTheClass) {
  v1::ScheduleSessionRequest request;
  request.set_parent(county());
  *request.mutable_session() = Lesson(class_, 4, 9);
  EXPECT_THAT(WestClerk().Call(&Classes::ScheduleSession, request),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(SessionTest, ListsByClassCourseInstructorAndVenue) {
  v1::Session taught = Lesson(AddClass("other"), 4, 9);
  taught.set_instructor(AddInstructor());
  taught.set_venue(AddVenue());
  Must(Schedule(Lesson(class_, 4, 9), "a"));
  Must(Schedule(taught, "b"));
  EXPECT_THAT(Listed("course = " + course()), ElementsAre("a", "b"));
  EXPECT_THAT(Listed("class = " + class_), ElementsAre("a"));
  EXPECT_THAT(Listed("instructor = " + taught.instructor()), ElementsAre("b"));
  EXPECT_THAT(Listed("venue = " + taught.venue()), ElementsAre("b"));
}

}  // namespace
}  // namespace xf::training

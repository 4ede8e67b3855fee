#include "services/training/handlers/test_class.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using ::testing::SizeIs;
using testing::ViolatesFields;

class TraineeTest : public ClassFixture {
 protected:
  std::vector<v1::Enrolment> Listed(const std::string& filter) const {
    const auto response = List<v1::ListEnrolmentsRequest>(&Classes::ListEnrolments, filter);
    return {response.enrolments().begin(), response.enrolments().end()};
  }
};

TEST_F(TraineeTest, AMemberIsEnrolledAtItsBranch) {
  const std::string name = AddClass("may");
  const std::string member = AddMember("a");
  const v1::EnrolTraineesResponse response = Must(Enrol(name, {member}));
  ASSERT_THAT(response.enrolments(), SizeIs(1));
  EXPECT_EQ(response.enrolments(0).class_(), name);
  EXPECT_EQ(response.enrolments(0).member(), member);
  EXPECT_EQ(response.enrolments(0).display_name(), "李测试");
  EXPECT_EQ(response.enrolments(0).state(), v1::ENROLMENT_STATE_ENROLLED);
  EXPECT_EQ(response.enrolments(0).org_path(), EastPath() + ".east_branch");
  const v1::Class training_class = ReadClass(name);
  EXPECT_EQ(training_class.state(), v1::CLASS_STATE_ENROLLING);
  EXPECT_EQ(training_class.trainee_count(), 1);
}

TEST_F(TraineeTest, AMemberEnrolledAgainIsCountedOnce) {
  const std::string name = AddClass("may");
  const std::string member = AddMember("a");
  Must(Enrol(name, {member}));
  EXPECT_THAT(Must(Enrol(name, {member, AddMember("b")})).enrolments(), SizeIs(2));
  EXPECT_EQ(ReadClass(name).trainee_count(), 2);
}

TEST_F(TraineeTest, EveryBadTraineeIsNamedAtOnce) {
  const std::string member = AddMember("a");
  EXPECT_THAT(Enrol(AddClass("may"), {member, "counties/431123/members/b", member}),
              ViolatesFields(ElementsAre("trainees[1].member", "trainees[2].member")));
}

TEST_F(TraineeTest, EveryUnknownMemberIsNamedAtOnce) {
  const std::string member = AddMember("a");
  EXPECT_THAT(Enrol(AddClass("may"), {NameOf("members", "x"), member, NameOf("members", "y")}),
              ViolatesFields(ElementsAre("trainees[0].member", "trainees[2].member")));
}

TEST_F(TraineeTest, AClassTakesNoMoreThanItsCapacity) {
  v1::Class small = DraftClass();
  small.set_capacity(1);
  const std::string name = Must(Create(small)).name();
  EXPECT_THAT(Enrol(name, {AddMember("a"), AddMember("b")}),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_CLASS_FULL));
  EXPECT_THAT(Listed("class = " + name), SizeIs(0));
}

TEST_F(TraineeTest, AClosedClassTakesNobody) {
  const std::string name = AddClass("may");
  Must(Schedule(Lesson(name, 20, 9)));
  Must(Close(Admin(), name));
  EXPECT_THAT(Enrol(name, {AddMember("a")}),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(TraineeTest, AClerkEnrolsNobodyOfTheNeighbour) {
  const std::string name = AddClass("may");
  v1::EnrolTraineesRequest request;
  request.set_name(name);
  request.add_trainees()->set_member(AddMember("a", west_branch()));
  EXPECT_THAT(EastClerk().Call(&Classes::EnrolTrainees, request), ViolatesFields(ElementsAre("trainees[0].member")));
  EXPECT_THAT(WestClerk().Call(&Classes::EnrolTrainees, request),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(TraineeTest, ListsByClassMemberAndState) {
  const std::string may = AddClass("may");
  const std::string june = AddClass("june");
  const std::string a = AddMember("a");
  Must(Enrol(may, {a, AddMember("b")}));
  Must(Enrol(june, {a}));
  EXPECT_THAT(Listed("class = " + may), SizeIs(2));
  EXPECT_THAT(Listed("member = " + a), SizeIs(2));
  EXPECT_THAT(Listed(absl::StrCat("class = ", may, " AND member = ", a, " AND state = ENROLLED")), SizeIs(1));
  EXPECT_THAT(Listed("state = WITHDRAWN"), SizeIs(0));
}

}  // namespace
}  // namespace xf::training

#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::ViolatesFields;

class JointActivityTest : public VolunteerTest {
 protected:
  using Stub = v1::EventService::Stub;

  v1::CreateJointActivityRequest Request(v1::JointActivityKind kind) const {
    v1::CreateJointActivityRequest request;
    request.set_parent(county());
    auto& activity = *request.mutable_joint_activity();
    activity.set_title("联合主题党日");
    activity.set_kind(kind);
    activity.set_organization(east());
    *activity.mutable_held_date() = ToDate(absl::CivilDay(2026, 5, 18));
    return request;
  }
};

TEST_F(JointActivityTest, NamesThoseWhoTakePart) {
  auto request = Request(v1::JOINT_ACTIVITY_KIND_BRANCH_LINKED);
  request.mutable_joint_activity()->add_partners(firm());
  request.mutable_joint_activity()->add_partners(west());
  const v1::JointActivity made = Must(Call(&Stub::CreateJointActivity, request));
  v1::GetJointActivityRequest get;
  get.set_name(made.name());
  const v1::JointActivity read = Must(Call(&Stub::GetJointActivity, get));
  EXPECT_EQ(read.SerializeAsString(), made.SerializeAsString());
  EXPECT_THAT(read.partners(), ElementsAre(firm(), west()));
  EXPECT_EQ(read.org_path(), EastPath());
}

TEST_F(JointActivityTest, APartnerMustExistAndTheDayMustHaveCome) {
  auto request = Request(v1::JOINT_ACTIVITY_KIND_MEMBER_LINKED);
  request.mutable_joint_activity()->add_partners(county() + "/organizations/nowhere");
  EXPECT_THAT(Call(&Stub::CreateJointActivity, request),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  request = Request(v1::JOINT_ACTIVITY_KIND_MEMBER_LINKED);
  *request.mutable_joint_activity()->mutable_held_date() = ToDate(absl::CivilDay(2999, 1, 1));
  EXPECT_THAT(Call(&Stub::CreateJointActivity, request), ViolatesFields(ElementsAre("joint_activity.held_date")));
}

TEST_F(JointActivityTest, ListsByKind) {
  const v1::JointActivity branches =
      Must(Call(&Stub::CreateJointActivity, Request(v1::JOINT_ACTIVITY_KIND_BRANCH_LINKED)));
  Must(Call(&Stub::CreateJointActivity, Request(v1::JOINT_ACTIVITY_KIND_ACTIVITY_JOINT)));
  v1::ListJointActivitiesRequest request;
  request.set_parent(county());
  EXPECT_EQ(Must(Call(&Stub::ListJointActivities, request)).joint_activities_size(), 2);
  request.set_filter("kind = BRANCH_LINKED");
  const auto found = Must(Call(&Stub::ListJointActivities, request));
  ASSERT_EQ(found.joint_activities_size(), 1);
  EXPECT_EQ(found.joint_activities(0).name(), branches.name());
}

}  // namespace
}  // namespace xf::volunteer

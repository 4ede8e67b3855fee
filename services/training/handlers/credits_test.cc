#include "services/training/handlers/test_class.h"
#include "xianfeng/training/v1/credit.grpc.pb.h"

namespace xf::training {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;

class CreditTest : public ClassFixture {
 protected:
  using Stub = v1::CreditService::Stub;

  absl::StatusOr<v1::CreditAccount> Account(const rpc::Client& caller, const std::string& member) const {
    return Get<v1::GetCreditAccountRequest>(caller, &Stub::GetCreditAccount,
                                            NameOf("creditAccounts", "2026-" + member));
  }
  std::vector<std::string> Short(const rpc::Client& caller, int year, const std::string& filter = "") const {
    v1::ListShortfallsRequest request;
    request.set_parent(county());
    request.set_year(year);
    request.set_filter(filter);
    return Ids(Must(caller.Call(&Stub::ListShortfalls, request)).credit_accounts());
  }
  // Enrols a member and a committee member, who attend so many whole days of a class that is closed then.
  void AttendDays(int days) {
    const std::string name = AddClass("may");
    const std::string member = AddMember("member");
    const std::string secretary = AddMember("secretary");
    Must(Enrol(name, {member}));
    Must(Enrol(name, {secretary}, v1::OBLIGATION_ROLE_COMMITTEE));
    for (int day = 1; day <= days; ++day) {
      const std::string session = Must(Schedule(WholeDay(name, day))).name();
      Must(Record({Presence(session, member), Presence(session, secretary)}));
    }
    Must(Close(Admin(), name));
  }
};

TEST_F(CreditTest, AMemberOwesThirtyTwoHoursAndACommitteeMemberFiftySix) {
  AttendDays(1);
  const v1::CreditAccount member = Must(Account(Admin(), "member"));
  EXPECT_EQ(member.year(), 2026);
  EXPECT_EQ(member.role(), v1::OBLIGATION_ROLE_MEMBER);
  EXPECT_EQ(member.target_milli(), 32000);
  EXPECT_EQ(member.earned_milli(), 8000);
  EXPECT_EQ(member.missing_milli(), 24000);
  const v1::CreditAccount secretary = Must(Account(Admin(), "secretary"));
  EXPECT_EQ(secretary.role(), v1::OBLIGATION_ROLE_COMMITTEE);
  EXPECT_EQ(secretary.target_milli(), 56000);
  EXPECT_EQ(secretary.missing_milli(), 48000);
}

TEST_F(CreditTest, ARoleStaysWhereNoneIsGiven) {
  const std::string secretary = AddMember("secretary");
  Must(Enrol(AddClass("may"), {secretary}, v1::OBLIGATION_ROLE_COMMITTEE));
  Must(Enrol(AddClass("june"), {secretary}));
  EXPECT_EQ(Must(Account(Admin(), "secretary")).target_milli(), 56000);
}

TEST_F(CreditTest, ThirtyTwoHoursLeaveOnlyTheCommitteeMemberShort) {
  AttendDays(4);
  EXPECT_EQ(Must(Account(Admin(), "member")).missing_milli(), 0);
  EXPECT_EQ(Must(Account(Admin(), "secretary")).missing_milli(), 24000);
  EXPECT_THAT(Short(Admin(), 2026), ElementsAre("2026-secretary"));
}

TEST_F(CreditTest, ShortfallsAreThoseOfTheYearAndRole) {
  AttendDays(1);
  EXPECT_THAT(Short(Admin(), 2026), ElementsAre("2026-member", "2026-secretary"));
  EXPECT_THAT(Short(Admin(), 2026, "role = COMMITTEE"), ElementsAre("2026-secretary"));
  EXPECT_THAT(Short(Admin(), 2025), IsEmpty());
}

TEST_F(CreditTest, ShortfallsNeedAYear) {
  v1::ListShortfallsRequest request;
  request.set_parent(county());
  EXPECT_THAT(Admin().Call(&Stub::ListShortfalls, request), ViolatesFields(ElementsAre("year")));
}

TEST_F(CreditTest, AccountsAndShortfallsAreInvisibleToTheNeighbour) {
  AttendDays(1);
  EXPECT_THAT(Account(EastClerk(), "member"), IsOk());
  EXPECT_THAT(Account(WestClerk(), "member"), IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Short(WestClerk(), 2026), IsEmpty());
}

}  // namespace
}  // namespace xf::training

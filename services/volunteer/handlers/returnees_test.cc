#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/returnee.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::ViolatesFields;

class ReturneeTest : public VolunteerTest {
 protected:
  using Stub = v1::ReturneeService::Stub;

  v1::Returnee Draft() const {
    v1::Returnee returnee;
    returnee.set_organization(east());
    returnee.set_display_name("钱七");
    returnee.set_person_kind(v1::RETURNEE_PERSON_KIND_TALENT);
    returnee.set_phone("13812341234");
    returnee.set_kind(v1::RETURNEE_KIND_ENTREPRENEURSHIP);
    *returnee.mutable_return_date() = ToDate(absl::CivilDay(2022, 3, 1));
    returnee.set_origin_division(kCommunity);
    returnee.set_enterprise("钱家油茶合作社");
    returnee.set_investment(50'000'000);
    returnee.set_jobs(12);
    returnee.set_households_helped(30);
    returnee.set_income_gain(9'000'000);
    return returnee;
  }
  absl::StatusOr<v1::Returnee> Create(const v1::Returnee& returnee) const {
    v1::CreateReturneeRequest request;
    request.set_parent(county());
    *request.mutable_returnee() = returnee;
    return Call(&Stub::CreateReturnee, request);
  }
  absl::StatusOr<v1::Returnee> Verify(const std::string& name) const {
    v1::VerifyReturneeRequest request;
    request.set_name(name);
    return Call(&Stub::VerifyReturnee, request);
  }
  int Count(const std::string& filter) const {
    v1::ListReturneesRequest request;
    request.set_parent(county());
    request.set_filter(filter);
    return Must(Call(&Stub::ListReturnees, request)).returnees_size();
  }
};

TEST_F(ReturneeTest, IsKeptWithMoneyInFenAndAMaskedPhone) {
  const v1::Returnee made = Must(Create(Draft()));
  v1::GetReturneeRequest get;
  get.set_name(made.name());
  const v1::Returnee read = Must(Call(&Stub::GetReturnee, get));
  EXPECT_EQ(read.SerializeAsString(), made.SerializeAsString());
  EXPECT_EQ(read.investment(), 50'000'000);
  EXPECT_EQ(read.income_gain(), 9'000'000);
  EXPECT_EQ(read.phone(), "138****1234");
}

TEST_F(ReturneeTest, WhatWasVerifiedAndThenChangedMustBeVerifiedAnew) {
  const v1::Returnee made = Must(Create(Draft()));
  v1::Returnee verified = Must(Verify(made.name()));
  EXPECT_EQ(verified.verified_by(), "test-admin");
  EXPECT_TRUE(verified.has_verified_date());
  EXPECT_THAT(Verify(made.name()), IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
  v1::UpdateReturneeRequest update;
  verified.set_jobs(20);
  *update.mutable_returnee() = verified;
  update.mutable_returnee()->clear_phone();
  update.mutable_update_mask()->add_paths("jobs");
  const v1::Returnee changed = Must(Call(&Stub::UpdateReturnee, update));
  EXPECT_EQ(changed.jobs(), 20);
  EXPECT_EQ(changed.phone(), "138****1234") << "the phone was not in the mask";
  EXPECT_FALSE(changed.has_verified_date());
  EXPECT_EQ(changed.verified_by(), "");
}

TEST_F(ReturneeTest, CameBackOnADayThatHasCome) {
  v1::Returnee draft = Draft();
  *draft.mutable_return_date() = ToDate(absl::CivilDay(2999, 1, 1));
  EXPECT_THAT(Create(draft), ViolatesFields(ElementsAre("returnee.return_date")));
}

TEST_F(ReturneeTest, AnImportTakesAwayTheVerificationOfWhatItChangesOnly) {
  std::vector<v1::Returnee> rows = {Draft(), Draft()};
  for (size_t i = 0; i < rows.size(); ++i) rows[i].set_name(absl::StrCat(county(), "/returnees/r", i));
  EXPECT_EQ(Must(Import<v1::ImportReturneesRequest>(&Stub::ImportReturnees, rows)).created(), 2);
  EXPECT_EQ(Count("verified = true"), 0);
  Must(Verify(rows[0].name()));
  Must(Verify(rows[1].name()));
  rows[1].set_jobs(13);
  const type::ImportSummary again = Must(Import<v1::ImportReturneesRequest>(&Stub::ImportReturnees, rows));
  EXPECT_EQ(again.unchanged(), 1) << again.DebugString();
  EXPECT_EQ(again.updated(), 1);
  EXPECT_EQ(Count("verified = true"), 1);
  EXPECT_EQ(Count("kind = ENTREPRENEURSHIP AND person_kind = TALENT"), 2);
}

}  // namespace
}  // namespace xf::volunteer

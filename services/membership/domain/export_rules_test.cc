#include "services/membership/domain/export_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/date.h"
#include "common/testing/matchers.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;

const auto kNotApproved = IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_EXPORT_NOT_APPROVED);

v1::ExportApproval Approved() {
  v1::ExportApproval approval;
  approval.set_name("counties/431123/exports/e1");
  approval.set_requester("li-qing");
  approval.set_filter("sector = RURAL");
  approval.add_scopes("43.4311.431123.o1");
  approval.add_scopes("43.4311.431123.o2");
  approval.set_state(v1::EXPORT_STATE_APPROVED);
  return approval;
}
const std::vector<std::string> kScopes{"43.4311.431123.o1", "43.4311.431123.o2"};

TEST(ExportRulesTest, ScopesAboveTheCountyAreTheCountyAndOthersAreLeftOut) {
  const std::string county = "43.4311.431123";
  EXPECT_THAT(ScopesWithin(county, {"43"}), ElementsAre(county));
  EXPECT_THAT(ScopesWithin(county, {county}), ElementsAre(county));
  EXPECT_THAT(ScopesWithin(county, {"43.4311.431123.o2", "43.4311.431124", "43.4311.431123.o1"}),
              ElementsAre("43.4311.431123.o1", "43.4311.431123.o2"));
  EXPECT_THAT(ScopesWithin(county, {"43.4311.431124", "44"}), IsEmpty());
}

TEST(ExportRulesTest, NobodyDecidesOnTheirOwnRequest) {
  EXPECT_THAT(CheckDecider(Approved(), "li-qing", {"43"}),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_APPROVER_IS_REQUESTER));
  EXPECT_THAT(CheckDecider(Approved(), "wang-fang", {"43"}), IsOk());
}

TEST(ExportRulesTest, WhoDecidesIsResponsibleForAllOfIt) {
  EXPECT_THAT(CheckDecider(Approved(), "wang-fang", {"43.4311.431123.o1"}),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_SCOPE_VIOLATION));
  EXPECT_THAT(CheckDecider(Approved(), "wang-fang", kScopes), IsOk());
}

v1::ExportMembersRequest Rural() {
  v1::ExportMembersRequest request;
  request.set_filter("sector = RURAL");
  return request;
}

TEST(ExportRulesTest, AnApprovalIsForOnePersonOneFilterAndTheSameScopes) {
  EXPECT_THAT(CheckUse(Approved(), "li-qing", Rural(), kScopes), IsOk());
  EXPECT_THAT(CheckUse(Approved(), "wang-fang", Rural(), kScopes), kNotApproved);
  EXPECT_THAT(CheckUse(Approved(), "li-qing", {}, kScopes), kNotApproved);
  EXPECT_THAT(CheckUse(Approved(), "li-qing", Rural(), {"43.4311.431123"}), kNotApproved);
  EXPECT_THAT(CheckUse(Approved(), "li-qing", Rural(), {"43.4311.431123.o1"}), kNotApproved);
}

TEST(ExportRulesTest, AnApprovalIsForTheSameDayAndMoment) {
  v1::ExportMembersRequest then = Rural();
  *then.mutable_as_of() = ToDate(absl::CivilDay(2025, 12, 31));
  EXPECT_THAT(CheckUse(Approved(), "li-qing", then, kScopes), kNotApproved);
  v1::ExportApproval approval = Approved();
  *approval.mutable_as_of() = then.as_of();
  EXPECT_THAT(CheckUse(approval, "li-qing", then, kScopes), IsOk());
  EXPECT_THAT(CheckUse(approval, "li-qing", Rural(), kScopes), kNotApproved);
  then.mutable_known_at()->set_seconds(1'767'200'000);
  EXPECT_THAT(CheckUse(approval, "li-qing", then, kScopes), kNotApproved);
  approval.mutable_known_at()->set_seconds(1'767'200'000);
  // The database keeps microseconds.
  then.mutable_known_at()->set_nanos(999);
  EXPECT_THAT(CheckUse(approval, "li-qing", then, kScopes), IsOk());
  then.mutable_known_at()->set_nanos(1000);
  EXPECT_THAT(CheckUse(approval, "li-qing", then, kScopes), kNotApproved);
}

TEST(ExportRulesTest, WhatWasKnownIsSettledAfterATime) {
  const absl::Time now = absl::FromUnixSeconds(1'767'200'000);
  google::protobuf::Timestamp known_at;
  known_at.set_seconds(1'767'200'000 - 120);
  EXPECT_THAT(CheckSettled(known_at, now, 120), IsOk());
  known_at.set_nanos(1000);
  EXPECT_THAT(CheckSettled(known_at, now, 120), ViolatesFields(ElementsAre("known_at")));
}

TEST(ExportRulesTest, OnlyAnApprovedRequestIsInForce) {
  for (const v1::ExportState state : {v1::EXPORT_STATE_PENDING, v1::EXPORT_STATE_REJECTED, v1::EXPORT_STATE_USED,
                                      v1::EXPORT_STATE_EXPIRED, v1::EXPORT_STATE_UNSPECIFIED}) {
    v1::ExportApproval approval = Approved();
    approval.set_state(state);
    EXPECT_THAT(CheckUse(approval, "li-qing", Rural(), kScopes), kNotApproved) << state;
  }
}

TEST(ExportRulesTest, TheMarkSaysWhoWhenAndWithWhoseConsent) {
  v1::ExportWatermark mark;
  mark.set_exported_by("li-qing");
  const absl::Time when = absl::FromCivil(absl::CivilSecond(2026, 5, 1, 2, 3, 4), absl::UTCTimeZone());
  EXPECT_EQ(WatermarkText(mark, when), "导出人：li-qing；时间：2026-05-01 10:03:04");
  mark.set_approved_by("wang-fang");
  EXPECT_EQ(WatermarkText(mark, when), "导出人：li-qing；时间：2026-05-01 10:03:04；审批人：wang-fang");
}

}  // namespace
}  // namespace xf::membership

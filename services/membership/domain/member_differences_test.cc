#include "services/membership/domain/member_differences.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/date.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Fields(const v1::Member& ours, const v1::OfficialMember& row) {
  std::vector<std::string> fields;
  for (const auto& difference : Differences(ours, row)) {
    fields.push_back(difference.field() + ": " + difference.ours() + " / " + difference.official());
  }
  return fields;
}

TEST(MemberDifferencesTest, WhatTheListLeavesOutIsNotCompared) {
  v1::Member ours;
  ours.set_display_name("盘山石");
  ours.set_state(v1::MEMBER_STATE_NORMAL);
  EXPECT_THAT(Fields(ours, v1::OfficialMember()), IsEmpty());
}

TEST(MemberDifferencesTest, TextsEnumsAndDatesAreCompared) {
  v1::Member ours;
  ours.set_display_name("盘山石");
  ours.set_member_kind(v1::MEMBER_KIND_FULL);
  ours.set_state(v1::MEMBER_STATE_NORMAL);
  *ours.mutable_joined_date() = ToDate(absl::CivilDay(2010, 7, 1));
  v1::OfficialMember row;
  row.set_display_name("盘山石");
  row.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  *row.mutable_joined_date() = ToDate(absl::CivilDay(2010, 7, 2));
  row.set_education("21");
  EXPECT_THAT(Fields(ours, row),
              ElementsAre("education:  / 21", "member_kind: MEMBER_KIND_FULL / MEMBER_KIND_PROBATIONARY",
                          "joined_date: 2010-07-01 / 2010-07-02"));
}

TEST(MemberDifferencesTest, AMemberWhoseMembershipEndedDiffersFromAListedOne) {
  v1::Member ours;
  ours.set_state(v1::MEMBER_STATE_DECEASED);
  EXPECT_THAT(Fields(ours, v1::OfficialMember()), ElementsAre("state: MEMBER_STATE_DECEASED / "));
  ours.set_state(v1::MEMBER_STATE_SUSPENDED);
  EXPECT_THAT(Fields(ours, v1::OfficialMember()), IsEmpty());
}

}  // namespace
}  // namespace xf::membership

#include "services/volunteer/domain/past_event.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/base/clock.h"
#include "common/base/error.h"
#include "common/testing/matchers.h"
#include "services/volunteer/domain/times.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::ViolatesFields;

constexpr char kHourRules[] =
    "versions: [{version: v, effective_from: 2021-02-01, max_minutes_per_day: 480, min_share_percent: 60, "
    "max_event_minutes: 1440}]";
const absl::Time kMorning = absl::FromCivil(absl::CivilSecond(2026, 5, 18, 9), ChinaZone());

// A closed event of `hours` from `start` in which `members` served all the time.
v1::PastEvent Past(absl::Time start, int hours, std::initializer_list<std::string> members) {
  v1::PastEvent past;
  *past.mutable_event()->mutable_start_time() = ToTimestamp(start);
  *past.mutable_event()->mutable_end_time() = ToTimestamp(start + absl::Hours(hours));
  past.set_state(v1::EVENT_STATE_CLOSED);
  for (const std::string& member : members) {
    auto& record = *past.add_records();
    record.set_member(member);
    record.set_minutes(hours * 60);
    record.set_recorded_by("张三");
    record.set_certified_by("李四");
  }
  return past;
}

absl::StatusOr<std::vector<v1::Participation>> Judge(ChunkHours& hours, const v1::PastEvent& past) {
  return hours.Judge(past.event(), past, std::vector<Elsewhere>(past.records_size()));
}

TEST(PastEventTest, AnEventStillToComeCantBeImportedWithItsVolunteers) {
  EXPECT_TRUE(CheckPast(Past(kMorning, 4, {"a"}), kMorning + absl::Hours(4)).ok());
  EXPECT_THAT(CheckPast(Past(kMorning, 4, {"a"}), kMorning + absl::Hours(3)),
              ViolatesFields(ElementsAre("event.end_time")));
}

TEST(PastEventTest, EverythingWrongIsNamedAtOnce) {
  v1::PastEvent past = Past(kMorning, 4, {"a", "b", "a"});
  past.set_state(v1::EVENT_STATE_RUNNING);
  past.mutable_records(1)->set_certified_by("张三");
  EXPECT_THAT(CheckPast(past, kMorning + absl::Hours(9)),
              ViolatesFields(ElementsAre("state", "records[1].certified_by", "records[2].member")));
}

TEST(PastEventTest, ACancelledEventHasNoService) {
  v1::PastEvent past = Past(kMorning, 4, {"a"});
  past.set_state(v1::EVENT_STATE_CANCELLED);
  EXPECT_THAT(CheckPast(past, kMorning + absl::Hours(9)), ViolatesFields(ElementsAre("records")));
}

TEST(PastEventTest, TheEndSumsTheRecords) {
  const v1::PastEvent past = Past(kMorning, 4, {"a", "b"});
  v1::Event event = past.event();
  End(past, event);
  EXPECT_EQ(event.state(), v1::EVENT_STATE_CLOSED);
  EXPECT_EQ(event.participant_count(), 2);
  EXPECT_EQ(event.served_minutes(), 480);
  EXPECT_EQ(ToTime(event.closed_time()), kMorning + absl::Hours(4));
}

TEST(PastEventTest, TheDayLimitHoldsOverTheEventsOfAChunk) {
  const HourRules rules = *HourRules::Parse(kHourRules);
  ChunkHours hours(rules);
  ASSERT_TRUE(Judge(hours, Past(kMorning - absl::Hours(4), 4, {"a"})).ok());
  EXPECT_EQ(ReasonOf(Judge(hours, Past(kMorning, 5, {"a"})).status()), errors::REASON_HOURS_OVER_DAY_LIMIT);
  EXPECT_TRUE(Judge(hours, Past(kMorning, 5, {"b"})).ok());
  EXPECT_TRUE(Judge(hours, Past(kMorning + absl::Hours(24), 5, {"a"})).ok());
  EXPECT_TRUE(Judge(hours, Past(kMorning, 4, {"a"})).ok()) << "the refused event took nothing from the day";
}

TEST(PastEventTest, OverlapsInAChunkAreFlagged) {
  const HourRules rules = *HourRules::Parse(kHourRules);
  ChunkHours hours(rules);
  ASSERT_TRUE(Judge(hours, Past(kMorning, 3, {"a"})).ok());
  const auto second = Judge(hours, Past(kMorning + absl::Hours(2), 3, {"a", "b"}));
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_THAT((*second)[0].flags(), ElementsAre(v1::HOURS_FLAG_OVERLAP));
  EXPECT_THAT((*second)[1].flags(), ElementsAre());
}

TEST(PastEventTest, WhatTheDatabaseKnowsCounts) {
  const HourRules rules = *HourRules::Parse(kHourRules);
  ChunkHours hours(rules);
  const v1::PastEvent past = Past(kMorning, 4, {"a"});
  EXPECT_EQ(ReasonOf(hours.Judge(past.event(), past, {{.minutes = 300}}).status()),
            errors::REASON_HOURS_OVER_DAY_LIMIT);
  const auto parts = hours.Judge(past.event(), past, {{.minutes = 60, .overlaps = true}});
  ASSERT_TRUE(parts.ok()) << parts.status();
  EXPECT_EQ((*parts)[0].state(), v1::PARTICIPATION_STATE_CREDITED);
  EXPECT_EQ((*parts)[0].rule_version(), "v");
  EXPECT_THAT((*parts)[0].flags(), ElementsAre(v1::HOURS_FLAG_OVERLAP));
}

}  // namespace
}  // namespace xf::volunteer

#include <random>

#include "services/membership/handlers/test_county.h"
#include "services/membership/test_sql/queries.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using testing::ViolatesFields;
using Code = absl::StatusCode;
using Counts = std::map<std::vector<std::string>, int64_t>;

class MemberFactsTest : public MembershipTest {
 protected:
  v1::CountMembersResponse Count(const rpc::Client& client, const std::vector<v1::CountDimension>& by,
                                 std::optional<google::type::Date> as_of = {}, const std::string& organization = "",
                                 std::optional<absl::Time> known_at = {}) {
    v1::CountMembersRequest request;
    request.set_parent(county());
    request.mutable_group_by()->Add(by.begin(), by.end());
    request.set_organization(organization);
    if (as_of) *request.mutable_as_of() = *as_of;
    if (known_at) request.mutable_known_at()->set_seconds(absl::ToUnixSeconds(*known_at));
    auto counted = client.Call(&MemberStub::CountMembers, request);
    EXPECT_THAT(counted, IsOk());
    return counted.value_or(v1::CountMembersResponse());
  }

  static Counts Groups(const v1::CountMembersResponse& response) {
    Counts groups;
    for (const auto& group : response.groups()) groups[{group.keys().begin(), group.keys().end()}] = group.count();
    return groups;
  }

  absl::StatusOr<v1::Member> ChangeState(const std::string& name, v1::MemberState state, google::type::Date day,
                                         const std::string& etag = "") {
    v1::ChangeMemberStateRequest request;
    request.set_name(name);
    request.set_state(state);
    *request.mutable_effective_date() = day;
    request.set_reason("组织决定");
    request.set_document("双组发〔2026〕1号");
    if (state == v1::MEMBER_STATE_SUSPENDED) request.set_ground(v1::MEMBER_STATE_GROUND_SETTLED_ABROAD);
    request.set_etag(etag);
    return admin().Call(&MemberStub::ChangeMemberState, request);
  }

  v1::GetMemberHistoryResponse History(const std::string& name) {
    v1::GetMemberHistoryRequest request;
    request.set_name(name);
    auto history = admin().Call(&MemberStub::GetMemberHistory, request);
    EXPECT_THAT(history, IsOk());
    return history.value_or(v1::GetMemberHistoryResponse());
  }

  static std::string Range(const auto& fact) {
    return absl::StrCat(IsoDate(fact.start_date()), "/", fact.has_end_date() ? IsoDate(fact.end_date()) : "");
  }
};

google::protobuf::Timestamp Micros(int64_t micros) {
  google::protobuf::Timestamp time;
  time.set_seconds(micros / 1'000'000);
  time.set_nanos(static_cast<int32_t>(micros % 1'000'000 * 1000));
  return time;
}
int64_t Micros(const google::protobuf::Timestamp& time) { return time.seconds() * 1'000'000 + time.nanos() / 1000; }

TEST_F(MemberFactsTest, ACorrectionOfWhoSomebodyIsLeavesWhatWasReported) {
  const v1::Member member = Add(0, "e1");
  v1::CountMembersRequest reported;
  reported.set_parent(county());
  reported.add_group_by(v1::COUNT_DIMENSION_EDUCATION);
  reported.add_group_by(v1::COUNT_DIMENSION_ETHNICITY);
  *reported.mutable_known_at() = Micros(absl::ToUnixMicros(absl::Now()));
  for (const char* education : {"11", "14"}) {
    v1::UpdateMemberRequest update;
    update.mutable_member()->set_name(member.name());
    update.mutable_member()->set_education(education);
    update.mutable_member()->set_ethnicity("01");
    ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, update), IsOk());
  }
  const auto then = admin().Call(&MemberStub::CountMembers, reported);
  ASSERT_THAT(then, IsOk());
  EXPECT_EQ(Groups(*then), (Counts{{{"21", "13"}, 1}}));
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_EDUCATION})), (Counts{{{"14"}, 1}}));

  v1::ListMembersRequest list;
  list.set_parent(county());
  *list.mutable_known_at() = reported.known_at();
  const auto listed = admin().Call(&MemberStub::ListMembers, list);
  ASSERT_THAT(listed, IsOk());
  ASSERT_EQ(listed->members_size(), 1);
  EXPECT_EQ(listed->members(0).education(), "21");
}

// A writer that waited for another one may have begun before it: here the first correction began two seconds after the
// next.
TEST_F(MemberFactsTest, AtNoMomentAMemberIsKnownTwiceOrNotAtAll) {
  const v1::Member member = Add(0, "e1");
  const std::string id = member.name().substr(member.name().rfind('/') + 1);
  const auto correct = [&](int year) {
    v1::UpdateMemberRequest update;
    update.mutable_member()->set_name(member.name());
    *update.mutable_member()->mutable_application_date() = Day(year - 1, 7, 1);
    *update.mutable_member()->mutable_joined_date() = Day(year, 7, 1);
    *update.mutable_member()->mutable_full_member_date() = Day(year + 1, 7, 1);
    ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, update), IsOk());
  };
  correct(2008);
  Psql(test_sql::kBeginLater, {db::Arg("id", id)});
  correct(2007);
  ASSERT_THAT(ChangeState(member.name(), v1::MEMBER_STATE_CORRECTING, Day(2026, 1, 5)), IsOk());

  std::set<int64_t> moments;
  const auto note = [&](const auto& fact) {
    moments.insert(Micros(fact.known_from()));
    if (!fact.has_known_to()) return;
    for (int64_t by : {-1, 0, 1}) moments.insert(Micros(fact.known_to()) + by);
  };
  const auto history = History(member.name());
  for (const auto& fact : history.memberships()) note(fact);
  for (const auto& fact : history.states()) note(fact);
  v1::CountMembersRequest count;
  count.set_parent(county());
  *count.mutable_as_of() = Day(2020, 1, 1);
  for (const int64_t moment : moments) {
    *count.mutable_known_at() = Micros(moment);
    const auto counted = admin().Call(&MemberStub::CountMembers, count);
    ASSERT_THAT(counted, IsOk());
    EXPECT_EQ(counted->total(), 1) << moment - *moments.begin() << " µs after the first";
  }
}

TEST_F(MemberFactsTest, CountsTellTheDimensionsApart) {
  Add(0, "e1");  // male, 13, 21
  Add(1, "e1");  // female, 01, 61
  Add(2, "w1");  // male, 01, 61
  EXPECT_EQ(Count(admin(), {}).total(), 3);
  EXPECT_THAT(Count(admin(), {}).groups(), IsEmpty());
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_GENDER})), (Counts{{{"MALE"}, 2}, {{"FEMALE"}, 1}}));
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_ETHNICITY})), (Counts{{{"01"}, 2}, {{"13"}, 1}}));
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_EDUCATION})), (Counts{{{"21"}, 1}, {{"61"}, 2}}));
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_SECTOR})), (Counts{{{"RURAL"}, 3}}));
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_STATUS})), (Counts{{{"NORMAL"}, 3}}));
  EXPECT_EQ(Groups(Count(admin(), {v1::COUNT_DIMENSION_EDUCATION, v1::COUNT_DIMENSION_GENDER})),
            (Counts{{{"21", "MALE"}, 1}, {{"61", "FEMALE"}, 1}, {{"61", "MALE"}, 1}}));
}

TEST_F(MemberFactsTest, TheAgeIsThatOfTheDayCounted) {
  Add(0, "e1");  // born 1985-01-01
  const auto band = [&](int year, int month, int day) {
    return Groups(Count(admin(), {v1::COUNT_DIMENSION_AGE_BAND}, Day(year, month, day)));
  };
  EXPECT_EQ(band(2015, 12, 31), (Counts{{{"≤30"}, 1}}));
  EXPECT_EQ(band(2016, 1, 1), (Counts{{{"31-35"}, 1}}));
  EXPECT_EQ(band(2025, 12, 31), (Counts{{{"36-40"}, 1}}));
}

TEST_F(MemberFactsTest, AMemberCountsFromJoiningOnAndAsFullFromTheConversionOn) {
  Add(0, "e1");  // joined 2010-07-01, full 2011-07-01
  const auto kinds = [&](int year, int month, int day) {
    return Groups(Count(admin(), {v1::COUNT_DIMENSION_MEMBER_KIND}, Day(year, month, day)));
  };
  EXPECT_THAT(kinds(2010, 6, 30), IsEmpty());
  EXPECT_EQ(kinds(2010, 7, 1), (Counts{{{"PROBATIONARY"}, 1}}));
  EXPECT_EQ(kinds(2011, 6, 30), (Counts{{{"PROBATIONARY"}, 1}}));
  EXPECT_EQ(kinds(2011, 7, 1), (Counts{{{"FULL"}, 1}}));
}

// For any members: what the townships count sums to what the county counts, group by group, on any day; and the groups
// sum to the total.
TEST_F(MemberFactsTest, CountsOverChildrenSumToTheParent) {
  std::mt19937 random(431123);
  const char* const branches[] = {"e1", "e2", "w1"};
  std::vector<std::string> names;
  for (int n = 0; n < 40; ++n) names.push_back(Add(n, branches[random() % 3]).name());
  for (int i = 0; i < 8; ++i) {
    (void)ChangeState(names[random() % names.size()], v1::MEMBER_STATE_SUSPENDED, Day(2020, 1 + random() % 12, 5));
  }
  const std::vector<v1::CountDimension> by = {v1::COUNT_DIMENSION_GENDER, v1::COUNT_DIMENSION_AGE_BAND,
                                              v1::COUNT_DIMENSION_STATUS};
  for (const auto& day : {Day(2011, 1, 1), Day(2020, 6, 30), Day(2026, 1, 1)}) {
    const auto whole = Count(admin(), by, day);
    Counts sum;
    int64_t total = 0;
    for (const char* township : {"east", "west"}) {
      const auto part = Count(admin(), by, day, Org(township));
      EXPECT_EQ(Groups(part), Groups(Count(clerk(township), by, day))) << "scope and organization count alike";
      for (const auto& [keys, count] : Groups(part)) sum[keys] += count;
      for (const auto& group : part.groups()) total += group.count();
    }
    EXPECT_EQ(Groups(whole), sum);
    EXPECT_EQ(whole.total(), total);
  }
}

// A day that is over is counted from the members' own rows and from what has changed since; by what is known at a
// moment, from facts alone. Both say the same of any day.
TEST_F(MemberFactsTest, APastDayIsCountedAsItsFactsSay) {
  std::mt19937 random(26);
  std::vector<std::string> names;
  for (int n = 0; n < 30; ++n) {
    v1::Member person = Person(n, n % 3 == 0 ? "e1" : "w1");
    const int year = 2008 + n % 9;
    *person.mutable_joined_date() = Day(year, 7, 1);
    *person.mutable_full_member_date() = Day(year + 1, 7, 1);
    person.set_id_number(TestPerson(n, "").id_number());
    if (n % 2 == 0) *person.mutable_application_date() = Day(year - 1, 3, 1);
    if (n % 2 != 0) person.clear_application_date();
    const auto made = Create(admin(), person);
    ASSERT_THAT(made, IsOk());
    names.push_back(made->name());
  }
  for (int i = 0; i < 12; ++i) {
    const std::string& name = names[random() % names.size()];
    (void)ChangeState(name, i % 3 == 0 ? v1::MEMBER_STATE_DECEASED : v1::MEMBER_STATE_SUSPENDED,
                      Day(2018 + i % 6, 1 + random() % 12, 5));
  }
  const std::vector<v1::CountDimension> by = {v1::COUNT_DIMENSION_GENDER,    v1::COUNT_DIMENSION_AGE_BAND,
                                              v1::COUNT_DIMENSION_STATUS,    v1::COUNT_DIMENSION_MEMBER_KIND,
                                              v1::COUNT_DIMENSION_ETHNICITY, v1::COUNT_DIMENSION_EDUCATION,
                                              v1::COUNT_DIMENSION_SECTOR};
  const absl::Time now = absl::Now() + absl::Seconds(1);
  for (int year = 2007; year <= 2026; ++year) {
    for (const std::string& organization : {std::string(), Org("east"), Org("w1")}) {
      const auto day = Day(year, 1, 5);
      EXPECT_EQ(Groups(Count(admin(), by, day, organization)), Groups(Count(admin(), by, day, organization, now)))
          << year << " " << organization;
    }
    EXPECT_EQ(Groups(Count(clerk("west"), by, Day(year, 1, 5))),
              Groups(Count(admin(), by, Day(year, 1, 5), Org("west"))));
  }
}

TEST_F(MemberFactsTest, WhoIsSuspendedIsNoLongerCountedUnlessAskedFor) {
  Add(0, "e1");
  const std::string lost = Add(1, "e1").name();
  ASSERT_THAT(ChangeState(lost, v1::MEMBER_STATE_SUSPENDED, Day(2020, 5, 1)), IsOk());
  EXPECT_EQ(Count(admin(), {}, Day(2020, 4, 30)).total(), 2);
  EXPECT_EQ(Count(admin(), {}, Day(2020, 5, 1)).total(), 1);
  v1::CountMembersRequest request;
  request.set_parent(county());
  request.add_states(v1::MEMBER_STATE_SUSPENDED);
  EXPECT_EQ(admin().Call(&MemberStub::CountMembers, request)->total(), 1);
}

TEST_F(MemberFactsTest, ACountNamesEveryDimensionAndStatusThatIsNone) {
  v1::CountMembersRequest request;
  request.set_parent(county());
  request.add_group_by(v1::COUNT_DIMENSION_GENDER);
  request.add_group_by(v1::COUNT_DIMENSION_UNSPECIFIED);
  request.add_states(v1::MEMBER_STATE_UNSPECIFIED);
  EXPECT_THAT(admin().Call(&MemberStub::CountMembers, request),
              ViolatesFields(ElementsAre("group_by[1]", "states[0]")));
}

TEST_F(MemberFactsTest, CountingAnOrganizationOutOfScopeIsNotFound) {
  v1::CountMembersRequest request;
  request.set_parent(county());
  request.set_organization(Org("west"));
  EXPECT_THAT(clerk("east").Call(&MemberStub::CountMembers, request),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(MemberFactsTest, AChangeOfStatusIsShownAndRemembered) {
  const v1::Member before = Add(0, "e1");
  const auto after = ChangeState(before.name(), v1::MEMBER_STATE_SUSPENDED, Day(2020, 5, 1), before.etag());
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->state(), v1::MEMBER_STATE_SUSPENDED);
  EXPECT_EQ(after->etag(), "2");
  const auto history = History(before.name());
  ASSERT_EQ(history.states_size(), 3);
  EXPECT_EQ(Range(history.states(0)), "2010-07-01/");
  EXPECT_TRUE(history.states(0).has_known_to()) << "what we knew before the change stays, closed";
  EXPECT_EQ(Range(history.states(1)), "2010-07-01/2020-05-01");
  EXPECT_EQ(history.states(2).state(), v1::MEMBER_STATE_SUSPENDED);
  EXPECT_EQ(Range(history.states(2)), "2020-05-01/");
  EXPECT_EQ(history.states(2).document(), "双组发〔2026〕1号");
}

TEST_F(MemberFactsTest, AFinalStatusCanNotBeLeft) {
  const std::string name = Add(0, "e1").name();
  ASSERT_THAT(ChangeState(name, v1::MEMBER_STATE_DECEASED, Day(2020, 5, 1)), IsOk());
  EXPECT_THAT(ChangeState(name, v1::MEMBER_STATE_NORMAL, Day(2021, 5, 1)),
              IsError(Code::kFailedPrecondition, errors::REASON_STATE_CONFLICT));
}

TEST_F(MemberFactsTest, AStatusChangesAfterTheLastChangeAndNotInTheFuture) {
  const std::string name = Add(0, "e1").name();
  ASSERT_THAT(ChangeState(name, v1::MEMBER_STATE_SUSPENDED, Day(2020, 5, 1)), IsOk());
  EXPECT_THAT(ChangeState(name, v1::MEMBER_STATE_NORMAL, Day(2020, 5, 1)),
              ViolatesFields(ElementsAre("effective_date")));
  EXPECT_THAT(ChangeState(name, v1::MEMBER_STATE_NORMAL, Day(2099, 5, 1)),
              ViolatesFields(ElementsAre("effective_date")));
  EXPECT_EQ(Get(admin(), name)->state(), v1::MEMBER_STATE_SUSPENDED);
}

TEST_F(MemberFactsTest, AStatusChangeMindsTheEtag) {
  EXPECT_THAT(ChangeState(Add(0, "e1").name(), v1::MEMBER_STATE_SUSPENDED, Day(2020, 5, 1), "7"),
              IsError(Code::kAborted, errors::REASON_ETAG_MISMATCH));
}

TEST_F(MemberFactsTest, ACorrectedDateSupersedesTheFactsBuiltOnIt) {
  v1::Member member = Add(0, "e1");
  v1::UpdateMemberRequest request;
  request.mutable_member()->set_name(member.name());
  *request.mutable_member()->mutable_joined_date() = Day(2009, 7, 1);
  *request.mutable_member()->mutable_full_member_date() = Day(2010, 7, 1);
  ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, request), IsOk());

  std::vector<std::string> known, superseded;
  const auto history = History(member.name());
  for (const auto& fact : history.memberships()) {
    (fact.has_known_to() ? superseded : known)
        .push_back(absl::StrCat(v1::MemberKind_Name(fact.member_kind()).substr(12), " ", Range(fact)));
    EXPECT_EQ(fact.organization(), Org("e1"));
  }
  EXPECT_THAT(superseded, ElementsAre("PROBATIONARY 2010-07-01/2011-07-01", "FULL 2011-07-01/"));
  EXPECT_THAT(known, ElementsAre("PROBATIONARY 2009-07-01/2010-07-01", "FULL 2010-07-01/"));
  EXPECT_EQ(Count(admin(), {}, Day(2009, 12, 31)).total(), 1) << "status facts begin with joining, too";
}

TEST_F(MemberFactsTest, HistoryOutOfScopeIsNotFound) {
  v1::GetMemberHistoryRequest request;
  request.set_name(Add(0, "e1").name());
  EXPECT_THAT(clerk("west").Call(&MemberStub::GetMemberHistory, request),
              IsError(Code::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::membership

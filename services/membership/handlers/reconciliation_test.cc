#include "services/membership/handlers/test_county.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::SizeIs;
using testing::ViolatesFields;

class ReconciliationTest : public MembershipTest {
 protected:
  static v1::OfficialMember Row(const v1::Member& person) {
    v1::OfficialMember row;
    row.set_id_number(person.id_number());
    row.set_display_name(person.display_name());
    row.set_member_kind(person.member_kind());
    row.set_phone(person.phone());
    *row.mutable_joined_date() = person.joined_date();
    return row;
  }
  // Sends each list as a chunk.
  absl::StatusOr<v1::ReconcileMembersResponse> Reconcile(const rpc::Client& client,
                                                         const std::vector<std::vector<v1::OfficialMember>>& chunks,
                                                         const std::string& organization = "") {
    size_t next = 0;
    return client.Write<MemberStub, v1::ReconcileMembersRequest, v1::ReconcileMembersResponse>(
        &MemberStub::ReconcileMembers, [&](v1::ReconcileMembersRequest& request) {
          if (next == chunks.size()) return false;
          request.set_parent(county());
          request.set_organization(organization);
          request.mutable_rows()->Assign(chunks[next].begin(), chunks[next].end());
          ++next;
          return true;
        });
  }
};

TEST_F(ReconciliationTest, EqualListsHaveNothingToTell) {
  Add(0, "e1");
  Add(1, "w1");
  const auto answer = Reconcile(admin(), {{Row(Person(0, "e1"))}, {Row(Person(1, "w1"))}});
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->rows(), 2);
  EXPECT_EQ(answer->matched(), 2);
  EXPECT_EQ(answer->missing_count() + answer->extra_count() + answer->different_count(), 0);
}

TEST_F(ReconciliationTest, MissingExtraAndDifferingAreTold) {
  const v1::Member same = Add(0, "e1");
  const v1::Member extra = Add(1, "w1");
  v1::OfficialMember differing = Row(Person(0, "e1"));
  differing.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  differing.set_phone("13900000001");
  const auto answer = Reconcile(admin(), {{Row(Person(2, "e1")), differing}});
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->missing_count(), 1);
  ASSERT_THAT(answer->missing(), SizeIs(1));
  EXPECT_EQ(answer->missing(0).row(), 1);
  EXPECT_EQ(answer->missing(0).display_name(), Person(2, "e1").display_name());
  EXPECT_NE(answer->missing(0).id_number(), Person(2, "e1").id_number());  // Masked.
  EXPECT_EQ(answer->extra_count(), 1);
  EXPECT_THAT(NamesOf(answer->extra()), ElementsAre(extra.name()));
  EXPECT_EQ(answer->different_count(), 1);
  ASSERT_THAT(answer->differences(), SizeIs(2));
  EXPECT_EQ(answer->differences(0).field(), "member_kind");
  EXPECT_EQ(answer->differences(0).row(), 2);
  EXPECT_EQ(answer->differences(0).name(), same.name());
  EXPECT_EQ(answer->differences(1).field(), "phone");
  EXPECT_EQ(answer->differences(1).official(), "139****0001");
}

TEST_F(ReconciliationTest, TheListOfAnOrganizationIsComparedWithItsSubtreeOnly) {
  Add(0, "e1");
  Add(1, "w1");
  const auto east = Reconcile(admin(), {{Row(Person(0, "e1")), Row(Person(1, "w1"))}}, Org("east"));
  ASSERT_THAT(east, IsOk());
  EXPECT_EQ(east->matched(), 1);
  EXPECT_EQ(east->missing_count(), 1);
  EXPECT_EQ(east->extra_count(), 0);
  EXPECT_THAT(Reconcile(admin(), {{Row(Person(0, "e1"))}}, Org("nowhere")),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(ReconciliationTest, AClerkComparesWithWhatHeMaySee) {
  Add(0, "e1");
  Add(1, "w1");
  const auto answer = Reconcile(clerk("west"), {{Row(Person(0, "e1"))}});
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(answer->missing_count(), 1);
  EXPECT_EQ(answer->extra_count(), 1);
}

TEST_F(ReconciliationTest, RowsThatBreakRulesOrComeTwiceAreAnswered) {
  Add(0, "e1");
  v1::OfficialMember bad = Row(Person(3, "e1"));
  bad.set_id_number("431123198501010011");
  const auto answer = Reconcile(admin(), {{bad, Row(Person(0, "e1"))}, {Row(Person(0, "e1"))}});
  ASSERT_THAT(answer, IsOk());
  ASSERT_THAT(answer->errors(), SizeIs(2));
  EXPECT_EQ(answer->errors(0).row(), 1);
  EXPECT_EQ(answer->errors(1).row(), 3);
  EXPECT_EQ(answer->errors(1).field(), "id_number");
  EXPECT_EQ(answer->matched(), 1);
  EXPECT_THAT(answer->missing(), IsEmpty());
}

TEST_F(ReconciliationTest, NothingSentIsRefused) {
  EXPECT_THAT(Reconcile(admin(), {}), ViolatesFields(ElementsAre("parent")));
}

}  // namespace
}  // namespace xf::membership

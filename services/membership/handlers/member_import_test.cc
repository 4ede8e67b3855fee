#include "services/membership/handlers/test_county.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using xianfeng::type::v1::ImportSummary;

class MemberImportTest : public MembershipTest {
 protected:
  // Imports rows as one chunk.
  absl::StatusOr<ImportSummary> Import(const rpc::Client& client, const std::vector<v1::Member>& rows,
                                       const std::string& request_id, bool validate_only = false) {
    return ImportChunks(client, {rows}, request_id, validate_only);
  }

  absl::StatusOr<ImportSummary> ImportChunks(const rpc::Client& client,
                                             const std::vector<std::vector<v1::Member>>& chunks,
                                             const std::string& request_id, bool validate_only = false) {
    size_t next = 0;
    return client.Write<MemberStub, v1::ImportMembersRequest, ImportSummary>(
        &MemberStub::ImportMembers, [&](v1::ImportMembersRequest& request) {
          if (next == chunks.size()) return false;
          request.set_parent(county());
          request.set_request_id(request_id);
          request.set_validate_only(validate_only);
          request.set_chunk(static_cast<int64_t>(next));
          request.mutable_rows()->Add(chunks[next].begin(), chunks[next].end());
          ++next;
          return true;
        });
  }

  std::vector<v1::Member> People(int from, int to, absl::string_view branch) {
    std::vector<v1::Member> people;
    for (int n = from; n < to; ++n) {
      people.push_back(Person(n, branch));
      people.back().set_name(absl::StrCat(county(), "/members/m", n));
    }
    return people;
  }

  int64_t Total() {
    v1::CountMembersRequest request;
    request.set_parent(county());
    return admin().Call(&MemberStub::CountMembers, request)->total();
  }

  // "row field REASON" of each error.
  static std::vector<std::string> Errors(const ImportSummary& summary) {
    std::vector<std::string> errors;
    for (const auto& error : summary.errors()) {
      errors.push_back(absl::StrCat(error.row(), " ", error.field(), " ", error.reason()));
    }
    return errors;
  }
};

TEST_F(MemberImportTest, RowsBecomeMembersWithTheirFacts) {
  const auto summary = ImportChunks(admin(), {People(0, 20, "e1"), People(20, 30, "w1")}, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->rows(), 30);
  EXPECT_EQ(summary->created(), 30);
  EXPECT_THAT(summary->errors(), IsEmpty());
  EXPECT_EQ(Total(), 30);
  const auto one = Get(admin(), county() + "/members/m25");
  ASSERT_THAT(one, IsOk());
  EXPECT_EQ(one->org_path(), Path("west.w1"));
  EXPECT_EQ(one->sector(), xianfeng::type::v1::SECTOR_RURAL);
  EXPECT_EQ(one->display_name(), Person(25, "w1").display_name());
}

TEST_F(MemberImportTest, TheSameRowsAgainChangeNothing) {
  ASSERT_THAT(Import(admin(), People(0, 10, "e1"), "first"), IsOk());
  const auto again = Import(admin(), People(0, 10, "e1"), "second");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->unchanged(), 10);
  EXPECT_EQ(again->created() + again->updated() + again->failed(), 0);
  EXPECT_EQ(Get(admin(), county() + "/members/m0")->etag(), "1");
}

TEST_F(MemberImportTest, AChunkThatWasCommittedAnswersWhatItAnswered) {
  const auto first = Import(admin(), People(0, 5, "e1"), "load");
  const auto second = Import(admin(), People(0, 5, "e1"), "load");
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->created(), 5) << "the saved summary, not a second run";
  EXPECT_EQ(second->SerializeAsString(), first->SerializeAsString());
  EXPECT_EQ(Total(), 5);
}

TEST_F(MemberImportTest, ADryRunReportsAndWritesNothing) {
  std::vector<v1::Member> rows = People(0, 5, "e1");
  rows[3].set_phone("none");
  const auto summary = Import(admin(), rows, "dry", /*validate_only=*/true);
  ASSERT_THAT(summary, IsOk());
  EXPECT_TRUE(summary->validate_only());
  EXPECT_EQ(summary->created(), 4);
  EXPECT_THAT(Errors(*summary), ElementsAre("4 phone FIELD_INVALID"));
  EXPECT_EQ(Total(), 0);
}

TEST_F(MemberImportTest, EachBadRowIsReportedAndTheOthersGoIn) {
  ASSERT_THAT(Create(admin(), Person(100, "e1"), "old"), IsOk());
  std::vector<v1::Member> rows = People(0, 8, "e1");
  rows[1].set_gender(xianfeng::type::v1::GENDER_MALE);  // the number says female
  rows[2].set_organization(Org("nowhere"));
  rows[3].set_organization(Org("east"));
  rows[4].set_id_number(rows[0].id_number());  // a double inside the chunk, of a man born on another day
  *rows[4].mutable_birth_date() = rows[0].birth_date();
  rows[5] = Person(100, "e1");  // taken by "old"
  rows[5].set_name(county() + "/members/m5");
  rows[6].set_name(rows[0].name());
  const auto summary = Import(admin(), rows, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_THAT(Errors(*summary), ElementsAre("2 gender FIELD_INVALID", "3  REFERENCE_NOT_FOUND",
                                            "4  ORGANIZATION_NOT_BRANCH", "5 id_number MEMBER_ID_NUMBER_TAKEN",
                                            "6 id_number MEMBER_ID_NUMBER_TAKEN", "7 name FIELD_INVALID"));
  EXPECT_EQ(summary->created(), 2);
  EXPECT_EQ(summary->failed(), 6);
  EXPECT_EQ(Total(), 3);
}

TEST_F(MemberImportTest, ANumberTakenOutOfSightIsTheErrorOfItsRow) {
  ASSERT_THAT(Create(admin(), Person(1, "w1")), IsOk());
  std::vector<v1::Member> rows = People(0, 3, "e1");
  const auto summary = Import(clerk("east"), rows, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_THAT(Errors(*summary), ElementsAre("2 id_number MEMBER_ID_NUMBER_TAKEN"));
  EXPECT_EQ(summary->created(), 2);
}

TEST_F(MemberImportTest, ABranchOutOfScopeIsTheErrorOfItsRow) {
  const auto summary = Import(clerk("east"), {Person(0, "e1"), Person(1, "w1")}, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_THAT(Errors(*summary), ElementsAre("2  REFERENCE_NOT_FOUND"));
}

TEST_F(MemberImportTest, ARowWithoutANameIsKnownByItsIdNumber) {
  const v1::Member member = Add(0, "e1");
  v1::Member row = Person(0, "e1");
  row.set_post("村秘书");
  const auto summary = Import(admin(), {row}, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->updated(), 1);
  EXPECT_EQ(Get(admin(), member.name())->post(), "村秘书");
  EXPECT_EQ(Total(), 1);
}

TEST_F(MemberImportTest, ACorrectedDateInARowSupersedesFacts) {
  Add(0, "e1");
  v1::Member row = Person(0, "e1");
  *row.mutable_joined_date() = Day(2009, 6, 1);
  ASSERT_THAT(Import(admin(), {row}, "load"), IsOk());
  v1::CountMembersRequest request;
  request.set_parent(county());
  *request.mutable_as_of() = Day(2009, 12, 31);
  EXPECT_EQ(admin().Call(&MemberStub::CountMembers, request)->total(), 1);
}

TEST_F(MemberImportTest, AnImportDoesNotMoveMembers) {
  Add(0, "e1");
  const auto summary = Import(admin(), {Person(0, "e2")}, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_THAT(Errors(*summary), ElementsAre("1 organization STATE_CONFLICT"));
}

TEST_F(MemberImportTest, WithoutARequestIdTheRowsThemselvesAreIdempotent) {
  ASSERT_THAT(Import(admin(), People(0, 3, "e1"), ""), IsOk());
  const auto again = Import(admin(), People(0, 3, "e1"), "");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->unchanged(), 3);
}

TEST_F(MemberImportTest, AChunkOfAnotherImportUnderTheSameIdIsRefused) {
  ASSERT_THAT(Import(admin(), People(0, 3, "e1"), "load"), IsOk());
  EXPECT_THAT(Import(admin(), People(3, 6, "e1"), "load"),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
  EXPECT_EQ(Total(), 3);
}

TEST_F(MemberImportTest, TheFeedSaysOfAnImportedMemberWhatTheDatabaseHas) {
  v1::Member row = Person(1, "e1");
  row.set_name(county() + "/members/m1");
  // What only the database may say.
  row.set_uid("mine");
  row.set_etag("7");
  row.set_state(v1::MEMBER_STATE_EXPELLED);
  row.mutable_create_time()->set_seconds(1);
  row.mutable_update_time()->set_seconds(1);
  row.set_org_path("43.4311");
  // Text that is punctuation to PostgreSQL.
  row.set_remarks("a,\"b\\{}'; NULL");
  ASSERT_THAT(Import(admin(), {row}, "load"), IsOk());
  const auto kept = Get(admin(), row.name());
  ASSERT_THAT(kept, IsOk());
  EXPECT_EQ(kept->remarks(), row.remarks());
  EXPECT_EQ(kept->etag(), "1");
  EXPECT_EQ(kept->state(), v1::MEMBER_STATE_NORMAL);
  EXPECT_EQ(kept->org_path(), Path("east.e1"));

  xianfeng::sync::v1::ListChangesRequest request;
  request.set_parent(county());
  request.set_page_size(500);
  request.add_types(v1::Member::descriptor()->full_name());
  const auto changes = admin().Call(&xianfeng::sync::v1::ChangeFeedService::Stub::ListChanges, request);
  ASSERT_THAT(changes, IsOk());
  ASSERT_EQ(changes->changes_size(), 1);
  v1::Member told;
  ASSERT_TRUE(changes->changes(0).resource().UnpackTo(&told));
  EXPECT_EQ(told.DebugString(), kept->DebugString());
}

TEST_F(MemberImportTest, ChunksThatShareAPersonRunInOrderAndOthersAllAtOnce) {
  std::vector<std::vector<v1::Member>> chunks;
  for (int n = 0; n < 12; ++n) {
    chunks.push_back(People(10 * n + 1, 10 * n + 10, "e1"));
    // The same person in each chunk, by name and by number in turn.
    v1::Member shared = Person(0, "e1");
    if (n % 2 == 0) shared.set_name(county() + "/members/m0");
    shared.set_post(absl::StrCat("职务", n));
    chunks.back().push_back(std::move(shared));
  }
  const auto summary = ImportChunks(admin(), chunks, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_THAT(summary->errors(), IsEmpty());
  EXPECT_EQ(summary->created(), 12 * 9 + 1);
  EXPECT_EQ(summary->updated(), 11);
  EXPECT_EQ(Get(admin(), county() + "/members/m0")->post(), "职务11");
}

TEST_F(MemberImportTest, ErrorsOfManyChunksComeInTheOrderOfRows) {
  std::vector<std::vector<v1::Member>> chunks;
  std::vector<std::string> expected;
  for (int n = 0; n < 8; ++n) {
    chunks.push_back(People(10 * n, 10 * n + 10, "e1"));
    chunks.back()[n].set_organization(Org("nowhere"));
    expected.push_back(absl::StrCat(10 * n + n + 1, "  REFERENCE_NOT_FOUND"));
  }
  const auto summary = ImportChunks(admin(), chunks, "load");
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(Errors(*summary), expected);
  EXPECT_EQ(Total(), 72);
}

TEST_F(MemberImportTest, AChunkThatFailsEndsTheImportAndTheSameImportGoesOnAfterwards) {
  std::vector<std::vector<v1::Member>> chunks;
  for (int n = 0; n < 6; ++n) chunks.push_back(People(10 * n, 10 * n + 10, "e1"));
  // Chunk 2 was something else under the same request_id.
  std::vector<std::vector<v1::Member>> others = {chunks[0], chunks[1], People(100, 105, "e1")};
  ASSERT_THAT(ImportChunks(admin(), others, "load"), IsOk());
  EXPECT_THAT(ImportChunks(admin(), chunks, "load"),
              IsError(absl::StatusCode::kInvalidArgument, errors::REASON_REQUEST_ID_REUSED));
  ASSERT_THAT(ImportChunks(admin(), chunks, "again"), IsOk());
  EXPECT_EQ(Total(), 65);
  const auto again = ImportChunks(admin(), chunks, "again");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->rows(), 60);
}

TEST_F(MemberImportTest, AChunkOfAMalformedCountyIsRefused) {
  bool sent = false;
  const auto summary = admin().Write<MemberStub, v1::ImportMembersRequest, ImportSummary>(
      &MemberStub::ImportMembers, [&](v1::ImportMembersRequest& request) {
        if (std::exchange(sent, true)) return false;
        request.set_parent("counties/double-plate");
        *request.add_rows() = Person(0, "e1");
        return true;
      });
  EXPECT_EQ(summary.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Total(), 0);
}

}  // namespace
}  // namespace xf::membership

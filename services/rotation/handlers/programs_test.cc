// Programs, batches and posts.
#include "services/rotation/handlers/rotation_fixture.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using ::testing::ElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;

class ProgramTest : public RotationTest {
 protected:
  absl::StatusOr<v1::Program> Get(const std::string& name, const rpc::Client& client) {
    v1::GetProgramRequest request;
    request.set_name(name);
    return client.Call(&Programs::GetProgram, request);
  }
};

TEST_F(ProgramTest, IsReadBackAsItWasRecorded) {
  const std::string name = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  const auto program = Get(name, Admin());
  ASSERT_THAT(program, IsOk());
  EXPECT_EQ(program->name(), name);
  EXPECT_EQ(program->type(), v1::PROGRAM_TYPE_SHADOWING);
  EXPECT_EQ(program->organization(), root_);
  EXPECT_EQ(program->org_path(), xf::testing::RootPath(county_));
  EXPECT_EQ(program->etag(), "1");
  EXPECT_EQ(IsoDate(program->start_date()), "2022-01-01");
  EXPECT_FALSE(program->has_end_date());
}

TEST_F(ProgramTest, OfTheCountyIsNotThereForATownshipsClerk) {
  const std::string name = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
  EXPECT_THAT(Get(name, ClerkOf("east")), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  v1::CreateProgramRequest request;
  request.set_parent(county_);
  *request.mutable_program() = *Get(name, Admin());
  EXPECT_THAT(ClerkOf("east").Call(&Programs::CreateProgram, request),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(ProgramTest, NeedsAnOrganizationOfItsCountyAndDatesInOrder) {
  v1::CreateProgramRequest request;
  request.set_parent(county_);
  v1::Program& program = *request.mutable_program();
  program.set_organization(OrganizationName("nowhere"));
  program.set_display_name("轮训");
  program.set_type(v1::PROGRAM_TYPE_POST_ROTATION);
  *program.mutable_start_date() = ToDate(CivilDay(2024, 1, 1));
  EXPECT_THAT(Admin().Call(&Programs::CreateProgram, request),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  program.set_organization("counties/110101/organizations/110101");
  EXPECT_THAT(Admin().Call(&Programs::CreateProgram, request),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
  *program.mutable_end_date() = ToDate(CivilDay(2023, 12, 31));
  EXPECT_THAT(Admin().Call(&Programs::CreateProgram, request), ViolatesFields(ElementsAre("program.end_date")));
}

TEST_F(ProgramTest, ChangesWhatTheMaskNamesAndKeepsItsType) {
  v1::UpdateProgramRequest request;
  request.mutable_program()->set_name(MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING));
  request.mutable_program()->set_purpose("提高本领");
  request.mutable_update_mask()->add_paths("purpose");
  const auto updated = Admin().Call(&Programs::UpdateProgram, request);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->purpose(), "提高本领");
  EXPECT_EQ(updated->display_name(), "年轻干部培训");
  EXPECT_EQ(updated->etag(), "2");

  request.mutable_program()->set_etag("1");
  EXPECT_THAT(Admin().Call(&Programs::UpdateProgram, request),
              IsError(StatusCode::kAborted, errors::REASON_ETAG_MISMATCH));
  request.mutable_program()->clear_etag();
  request.mutable_program()->set_type(v1::PROGRAM_TYPE_POST_ROTATION);
  request.mutable_update_mask()->add_paths("type");
  EXPECT_THAT(Admin().Call(&Programs::UpdateProgram, request),
              IsError(StatusCode::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
}

TEST_F(ProgramTest, AreListedByType) {
  MakeProgram("a", v1::PROGRAM_TYPE_SHADOWING);
  const std::string rotation = MakeProgram("b", v1::PROGRAM_TYPE_POST_ROTATION);
  v1::ListProgramsRequest request;
  request.set_parent(county_);
  const auto all = Admin().Call(&Programs::ListPrograms, request);
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->programs_size(), 2);
  request.set_filter("type = POST_ROTATION");
  const auto some = Admin().Call(&Programs::ListPrograms, request);
  ASSERT_THAT(some, IsOk());
  ASSERT_EQ(some->programs_size(), 1);
  EXPECT_EQ(some->programs(0).name(), rotation);
}

class BatchTest : public RotationTest {
 protected:
  v1::CreateBatchRequest Batch(const std::string& program, int number) {
    v1::CreateBatchRequest request;
    request.set_parent(county_);
    request.mutable_batch()->set_program(program);
    request.mutable_batch()->set_number(number);
    *request.mutable_batch()->mutable_start_date() = ToDate(CivilDay(2024, 3, 1));
    *request.mutable_batch()->mutable_end_date() = ToDate(CivilDay(2024, 5, 31));
    return request;
  }
};

TEST_F(BatchTest, BelongsToTheOrganizationOfItsProgram) {
  const std::string program = MakeProgram("rotation", v1::PROGRAM_TYPE_POST_ROTATION);
  const auto batch = Admin().Call(&Programs::CreateBatch, Batch(program, 1));
  ASSERT_THAT(batch, IsOk());
  EXPECT_EQ(batch->org_path(), xf::testing::RootPath(county_));
  v1::GetBatchRequest get;
  get.set_name(batch->name());
  EXPECT_THAT(Admin().Call(&Programs::GetBatch, get), IsOk());
  EXPECT_THAT(ClerkOf("east").Call(&Programs::GetBatch, get),
              IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(ClerkOf("east").Call(&Programs::CreateBatch, Batch(program, 2)),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND));
}

TEST_F(BatchTest, HasANumberOfItsOwnWithinTheProgram) {
  const std::string program = MakeProgram("rotation", v1::PROGRAM_TYPE_POST_ROTATION);
  const std::string other = MakeProgram("other", v1::PROGRAM_TYPE_POST_ROTATION);
  ASSERT_THAT(Admin().Call(&Programs::CreateBatch, Batch(program, 1)), IsOk());
  EXPECT_THAT(Admin().Call(&Programs::CreateBatch, Batch(program, 1)),
              IsError(StatusCode::kAlreadyExists, errors::REASON_BATCH_NUMBER_TAKEN));
  EXPECT_THAT(Admin().Call(&Programs::CreateBatch, Batch(other, 1)), IsOk());

  v1::ListBatchesRequest list;
  list.set_parent(county_);
  list.set_filter(absl::StrCat("program = ", program));
  const auto batches = Admin().Call(&Programs::ListBatches, list);
  ASSERT_THAT(batches, IsOk());
  ASSERT_EQ(batches->batches_size(), 1);
  EXPECT_EQ(batches->batches(0).program(), program);
}

TEST_F(BatchTest, ChangesItsDatesInOrder) {
  const std::string program = MakeProgram("rotation", v1::PROGRAM_TYPE_POST_ROTATION);
  const auto batch = Admin().Call(&Programs::CreateBatch, Batch(program, 1));
  ASSERT_THAT(batch, IsOk());
  v1::UpdateBatchRequest update;
  *update.mutable_batch() = *batch;
  update.mutable_update_mask()->add_paths("end_date");
  *update.mutable_batch()->mutable_end_date() = ToDate(CivilDay(2024, 6, 30));
  const auto updated = Admin().Call(&Programs::UpdateBatch, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(IsoDate(updated->end_date()), "2024-06-30");
  update.mutable_batch()->clear_etag();
  *update.mutable_batch()->mutable_end_date() = ToDate(CivilDay(2024, 2, 1));
  EXPECT_THAT(Admin().Call(&Programs::UpdateBatch, update), ViolatesFields(ElementsAre("batch.end_date")));
}

class PostTest : public RotationTest {
 protected:
  absl::StatusOr<v1::Post> Get(const std::string& name, const rpc::Client& client) {
    v1::GetPostRequest request;
    request.set_name(name);
    return client.Call(&Programs::GetPost, request);
  }
};

TEST_F(PostTest, IsSeenWhereItsOrganizationIsAndGoesWithIt) {
  const std::string name = MakePost("desk", v1::HOST_LEVEL_TOWNSHIP, 2, "east");
  ASSERT_THAT(Get(name, ClerkOf("east")), IsOk());
  EXPECT_THAT(Get(name, ClerkOf("west")), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));

  v1::UpdatePostRequest update;
  update.mutable_post()->set_name(name);
  update.mutable_post()->set_organization(OrganizationName("west"));
  update.mutable_update_mask()->add_paths("organization");
  const auto moved = Admin().Call(&Programs::UpdatePost, update);
  ASSERT_THAT(moved, IsOk());
  EXPECT_EQ(moved->org_path(), absl::StrCat(xf::testing::RootPath(county_), ".west"));
  EXPECT_EQ(moved->field(), "信访");
  EXPECT_THAT(Get(name, ClerkOf("east")), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(Get(name, ClerkOf("west")), IsOk());
}

TEST_F(PostTest, ItsLongestStayIsNotBelowItsShortest) {
  v1::UpdatePostRequest update;
  update.mutable_post()->set_name(MakePost("desk", v1::HOST_LEVEL_COUNTY, 2));
  update.mutable_post()->set_min_months(3);
  update.mutable_post()->set_max_months(2);
  EXPECT_THAT(Admin().Call(&Programs::UpdatePost, update), ViolatesFields(ElementsAre("post.max_months")));
  update.mutable_post()->set_max_months(3);
  const auto updated = Admin().Call(&Programs::UpdatePost, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->min_months(), 3);
  EXPECT_EQ(updated->capacity(), 2);
}

TEST_F(PostTest, SaysWhereItIs) {
  v1::UpdatePostRequest update;
  update.mutable_post()->set_name(MakePost("desk", v1::HOST_LEVEL_COUNTY, 2));
  update.mutable_post()->set_division("43");
  EXPECT_THAT(Admin().Call(&Programs::UpdatePost, update), IsOk());
  update.mutable_post()->set_division("431123");
  EXPECT_EQ(Admin().Call(&Programs::UpdatePost, update)->division(), "431123");
  update.mutable_post()->set_division("4311x");
  EXPECT_THAT(Admin().Call(&Programs::UpdatePost, update), ViolatesFields(ElementsAre("post.division")));
}

TEST_F(PostTest, AreListedByLevelAndDemand) {
  MakePost("city", v1::HOST_LEVEL_CITY, 1);
  const std::string county = MakePost("county", v1::HOST_LEVEL_COUNTY, 1);
  v1::ListPostsRequest request;
  request.set_parent(county_);
  request.set_filter("host_level = COUNTY AND demanding = true AND field = 信访");
  const auto some = Admin().Call(&Programs::ListPosts, request);
  ASSERT_THAT(some, IsOk());
  ASSERT_EQ(some->posts_size(), 1);
  EXPECT_EQ(some->posts(0).name(), county);
  request.set_filter("demanding = false");
  const auto none = Admin().Call(&Programs::ListPosts, request);
  ASSERT_THAT(none, IsOk());
  EXPECT_EQ(none->posts_size(), 0);
}

}  // namespace
}  // namespace xf::rotation

// What tests of placements begin with: a shadowing and a rotation program, a batch, a city and a county post, three
// cadres of the east.
#pragma once

#include "google/longrunning/operations.grpc.pb.h"
#include "services/rotation/handlers/rotation_fixture.h"

namespace xf::rotation {

class PlacementFixture : public RotationTest {
 protected:
  void SetUp() override {
    RotationTest::SetUp();
    shadowing_program_ = MakeProgram("shadowing", v1::PROGRAM_TYPE_SHADOWING);
    rotation_program_ = MakeProgram("rotation", v1::PROGRAM_TYPE_POST_ROTATION);
    training_program_ = MakeProgram("training", v1::PROGRAM_TYPE_SPECIAL_TRAINING);
    city_post_ = MakePost("city", v1::HOST_LEVEL_CITY, 2);
    county_post_ = MakePost("county", v1::HOST_LEVEL_COUNTY, 20);
    for (const char* id : {"zhang", "li", "wang"}) MakeCandidate(id);
    v1::CreateBatchRequest batch;
    batch.set_parent(county_);
    batch.set_batch_id("one");
    batch.mutable_batch()->set_program(rotation_program_);
    batch.mutable_batch()->set_number(1);
    *batch.mutable_batch()->mutable_start_date() = ToDate(absl::CivilDay(2022, 1, 1));
    *batch.mutable_batch()->mutable_end_date() = ToDate(absl::CivilDay(2035, 12, 31));
    EXPECT_THAT(Admin().Call(&Programs::CreateBatch, batch), testing::IsOk());
    batch_ = Name("batches", "one");
  }

  // A placement of 跟班学习 at the city post, with its approval.
  v1::Placement Shadowing(absl::string_view candidate, absl::CivilDay start, absl::CivilDay end) const {
    v1::Placement placement = PlacementOf(candidate, start, end);
    placement.set_post(city_post_);
    placement.set_program(shadowing_program_);
    placement.set_approval_doc_no("测组干〔2023〕7号");
    return placement;
  }

  // A placement of 岗位轮训 at the county post, in the batch.
  v1::Placement Rotation(absl::string_view candidate, absl::CivilDay start, absl::CivilDay end) const {
    v1::Placement placement = PlacementOf(candidate, start, end);
    placement.set_post(county_post_);
    placement.set_program(rotation_program_);
    placement.set_batch(batch_);
    return placement;
  }

  // A placement of 专题培训 at the county post.
  v1::Placement Training(absl::string_view candidate, absl::CivilDay start, absl::CivilDay end) const {
    v1::Placement placement = PlacementOf(candidate, start, end);
    placement.set_post(county_post_);
    placement.set_program(training_program_);
    return placement;
  }

  // A program of 专题培训 run by a township; returns its name.
  std::string MakeTownProgram(absl::string_view town) const {
    v1::CreateProgramRequest request;
    request.set_parent(county_);
    request.mutable_program()->set_organization(OrganizationName(town));
    request.mutable_program()->set_display_name("专题培训");
    request.mutable_program()->set_type(v1::PROGRAM_TYPE_SPECIAL_TRAINING);
    *request.mutable_program()->mutable_start_date() = ToDate(absl::CivilDay(2022, 1, 1));
    const auto program = ClerkOf(town).Call(&Programs::CreateProgram, request);
    EXPECT_THAT(program, testing::IsOk());
    return program.ok() ? program->name() : "";
  }

  static v1::Appraisal GoodAppraisal(absl::CivilDay day) {
    v1::Appraisal appraisal;
    appraisal.set_grade(v1::APPRAISAL_GRADE_GOOD);
    appraisal.set_self_summary("学会了接访流程");
    appraisal.set_host_opinion("工作主动");
    appraisal.set_sender_opinion("同意");
    *appraisal.mutable_date() = ToDate(day);
    return appraisal;
  }

  absl::StatusOr<v1::Placement> Create(const v1::Placement& placement, const std::string& request_id = "") const {
    return Create(placement, request_id, Admin());
  }
  absl::StatusOr<v1::Placement> Create(const v1::Placement& placement, const std::string& request_id,
                                       const rpc::Client& client) const {
    v1::CreatePlacementRequest request;
    request.set_parent(county_);
    *request.mutable_placement() = placement;
    request.set_request_id(request_id);
    return client.Call(&Placements::CreatePlacement, request);
  }

  absl::StatusOr<v1::Placement> Get(const std::string& name) const { return Get(name, Admin()); }
  absl::StatusOr<v1::Placement> Get(const std::string& name, const rpc::Client& client) const {
    v1::GetPlacementRequest request;
    request.set_name(name);
    return client.Call(&Placements::GetPlacement, request);
  }

  // The placement once membership and training have taken note of it, or would not.
  v1::Placement Settled(const v1::Placement& placement) const {
    google::longrunning::WaitOperationRequest request;
    request.set_name(placement.operation());
    bool done = false;
    for (int tries = 0; !done && tries < 10; ++tries) {
      const auto operation = Admin().Call(&google::longrunning::Operations::Stub::WaitOperation, request);
      done = operation.ok() && operation->done();
    }
    EXPECT_TRUE(done);
    const auto settled = Get(placement.name());
    EXPECT_THAT(settled, testing::IsOk());
    return settled.ok() ? *settled : v1::Placement();
  }

  std::string shadowing_program_;
  std::string rotation_program_;
  std::string training_program_;
  std::string city_post_;
  std::string county_post_;
  std::string batch_;

 private:
  v1::Placement PlacementOf(absl::string_view candidate, absl::CivilDay start, absl::CivilDay end) const {
    v1::Placement placement;
    placement.set_candidate(Name("candidates", candidate));
    *placement.mutable_start_date() = ToDate(start);
    *placement.mutable_end_date() = ToDate(end);
    return placement;
  }
};

}  // namespace xf::rotation

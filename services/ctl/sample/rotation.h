// 四位一体: programs, batches, posts, the cadres and their placements since 2022.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "xianfeng/rotation/v1/batch.pb.h"
#include "xianfeng/rotation/v1/candidate.pb.h"
#include "xianfeng/rotation/v1/placement.pb.h"
#include "xianfeng/rotation/v1/post.pb.h"
#include "xianfeng/rotation/v1/program_service.pb.h"

namespace xf::sample {

struct Rotation {
  std::vector<xianfeng::rotation::v1::CreateProgramRequest> programs;
  std::vector<xianfeng::rotation::v1::CreateBatchRequest> batches;
  std::vector<xianfeng::rotation::v1::CreatePostRequest> posts;
  std::vector<xianfeng::rotation::v1::Candidate> candidates;
  std::vector<xianfeng::rotation::v1::Placement> placements;
};

// Every cadre is placed once. OUT_OF_RANGE when the county has too few full members of the right age.
absl::StatusOr<Rotation> MakeRotation(const facts::County& facts, const Roster& roster, Rng rng);

}  // namespace xf::sample

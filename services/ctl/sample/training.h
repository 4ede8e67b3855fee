// The training part of the sample: venues, instructors, courses, channels and plans, as the facts say.
#pragma once

#include <vector>

#include "services/ctl/sample/organizations.h"
#include "xianfeng/training/v1/course.pb.h"
#include "xianfeng/training/v1/instructor.pb.h"
#include "xianfeng/training/v1/media.pb.h"
#include "xianfeng/training/v1/plan.pb.h"
#include "xianfeng/training/v1/venue.pb.h"

namespace xf::sample {

struct Training {
  std::vector<xianfeng::training::v1::Venue> venues;
  std::vector<xianfeng::training::v1::Instructor> instructors;
  std::vector<xianfeng::training::v1::CreateCourseRequest> courses;
  std::vector<xianfeng::training::v1::CreateChannelRequest> channels;
  std::vector<xianfeng::training::v1::CreateColumnRequest> columns;
  std::vector<xianfeng::training::v1::CreatePlanRequest> plans;
  std::vector<xianfeng::training::v1::ApprovePlanRequest> approvals;
  std::vector<xianfeng::training::v1::PublishPlanRequest> publications;
};

Training MakeTraining(const facts::County& facts, const Divisions& divisions, Rng rng);

// `form` with "{village}" replaced by the name of the place.
std::string FillIn(const std::string& form, const std::string& village);

// Villages of all townships with a committee, in random order.
std::vector<const Village*> ShuffledVillages(const facts::County& facts, const Divisions& divisions, Rng& rng);

}  // namespace xf::sample

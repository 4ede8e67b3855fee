// The year's classes: who is trained, by whom, where and when, and who was there.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "services/ctl/sample/training.h"
#include "xianfeng/training/v1/class.pb.h"

namespace xf::sample {

struct Classes {
  std::vector<xianfeng::training::v1::CreateClassRequest> classes;
  std::vector<xianfeng::training::v1::EnrolTraineesRequest> enrolments;
  std::vector<xianfeng::training::v1::ScheduleSessionRequest> sessions;
  std::vector<xianfeng::training::v1::Attendance> attendances;
  std::vector<xianfeng::training::v1::CloseClassRequest> closings;
};

// Every member is in one class at most, no venue or instructor is in two places on one day, and each class begins with
// the core course (首课).
Classes MakeClasses(const facts::County& facts, const Divisions& divisions, const Roster& roster,
                    const Training& training, Rng rng);

}  // namespace xf::sample

// What a problem is made from: the registry as the planner finds it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "services/rotation/domain/horizon.h"
#include "services/rotation/domain/planning_rules.h"
#include "services/rotation/domain/program_rules.h"
#include "xianfeng/rotation/v1/batch.pb.h"
#include "xianfeng/rotation/v1/candidate.pb.h"
#include "xianfeng/rotation/v1/planning.pb.h"
#include "xianfeng/rotation/v1/post.pb.h"

namespace xf::rotation {

// A placement that was or is to be, by whomever it was recorded.
struct PastStay {
  std::string placement;
  std::string candidate;
  std::string post;
  Period period;
  std::string host;
};

// A member in a training class, or its exam.
struct Enrolled {
  std::string member;
  std::string class_name;
  Period period;
};

// All by resource names.
struct RegistryFacts {
  v1::Program program;
  std::vector<v1::Batch> batches;  // of the program
  std::vector<v1::Post> posts;
  std::vector<v1::Candidate> candidates;
  std::vector<PastStay> stays;
  // Grade of the latest appraisal, by candidate.
  std::map<std::string, v1::AppraisalGrade> grades;
  std::vector<Enrolled> enrolled;
  // Relatives by the id of each candidate, by id, whichever of the two records says so.
  std::map<std::string, std::set<std::string>> relatives;
};

// A problem and what it was made from.
struct BuiltProblem {
  v1::RotationProblem problem;
  v1::PlanFacts facts;
};

}  // namespace xf::rotation

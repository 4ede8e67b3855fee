// Schemes with the branches scored and named under them, and the awards.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "xianfeng/report/v1/assessment.pb.h"

namespace xf::sample {

struct Assessment {
  std::vector<xianfeng::report::v1::CreateSchemeRequest> schemes;
  std::vector<xianfeng::report::v1::RecordScoreRequest> scores;
  std::vector<xianfeng::report::v1::NameBranchRequest> namings;
  std::vector<xianfeng::report::v1::CreateAwardRequest> awards;
};

Assessment MakeAssessment(const facts::County& facts, const Divisions& divisions, const Roster& roster, Rng rng);

}  // namespace xf::sample

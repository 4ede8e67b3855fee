// Teams, events that were held, joint activities, suggestions and returnees.
#pragma once

#include <vector>

#include "services/ctl/sample/roster.h"
#include "xianfeng/volunteer/v1/joint_activity.pb.h"
#include "xianfeng/volunteer/v1/past_event.pb.h"
#include "xianfeng/volunteer/v1/returnee.pb.h"
#include "xianfeng/volunteer/v1/suggestion.pb.h"
#include "xianfeng/volunteer/v1/team.pb.h"

namespace xf::sample {

struct Volunteer {
  std::vector<xianfeng::volunteer::v1::Team> teams;
  std::vector<xianfeng::volunteer::v1::PastEvent> events;
  std::vector<xianfeng::volunteer::v1::CreateJointActivityRequest> joint_activities;
  std::vector<xianfeng::volunteer::v1::Suggestion> suggestions;
  std::vector<xianfeng::volunteer::v1::AdoptSuggestionRequest> adoptions;
  std::vector<xianfeng::volunteer::v1::Returnee> returnees;
  std::vector<xianfeng::volunteer::v1::VerifyReturneeRequest> verifications;
};

Volunteer MakeVolunteer(const facts::County& facts, const Divisions& divisions, const Roster& roster, Rng rng);

}  // namespace xf::sample

#include "services/ctl/sample/figures.h"

#include <algorithm>
#include <set>

#include "common/base/date.h"

namespace xf::sample {
namespace {

namespace training = xianfeng::training::v1;
namespace rotation = xianfeng::rotation::v1;
namespace volunteer = xianfeng::volunteer::v1;
namespace report = xianfeng::report::v1;
using Figures = std::map<std::string, int64_t>;

void CountTraining(const County& county, Figures& figures) {
  std::set<int> tasks, focuses;
  for (const auto& request : county.training.plans) {
    for (const auto& item : request.plan().items()) tasks.insert(item.tasks().begin(), item.tasks().end());
  }
  figures["6"] = static_cast<int64_t>(tasks.size());
  const auto venues = [&](training::VenueKind kind) {
    return std::count_if(county.training.venues.begin(), county.training.venues.end(),
                         [&](const auto& venue) { return venue.kind() == kind; });
  };
  figures["7"] = venues(training::VENUE_KIND_COUNTY_PARTY_SCHOOL);
  figures["8"] = venues(training::VENUE_KIND_TOWNSHIP_PARTY_SCHOOL);
  figures["9"] = venues(training::VENUE_KIND_RED);
  figures["10"] = venues(training::VENUE_KIND_GREEN);
  for (const char* row : {"11", "12", "13", "11-13"}) figures[row] = 0;
  for (const auto& instructor : county.training.instructors) {
    if (instructor.has_hired_until()) continue;
    ++figures[instructor.category() == training::INSTRUCTOR_CATEGORY_FULL_TIME   ? "11"
              : instructor.category() == training::INSTRUCTOR_CATEGORY_PRACTICAL ? "13"
                                                                                 : "12"];
    ++figures["11-13"];
    focuses.insert(instructor.focus().begin(), instructor.focus().end());
  }
  figures["14"] = static_cast<int64_t>(focuses.size());
  figures["18"] = static_cast<int64_t>(county.training.channels.size());
  figures["19"] =
      std::count_if(county.training.columns.begin(), county.training.columns.end(),
                    [](const auto& request) { return request.column().state() != training::COLUMN_STATE_CLOSED; });
}

void CountRotation(const County& county, Figures& figures) {
  std::set<int> types;
  std::map<std::string, int> type_of;
  std::map<std::string, const rotation::Post*> posts;
  for (const auto& request : county.rotation.programs) {
    types.insert(request.program().type());
    type_of[request.program_id()] = request.program().type();
  }
  for (const auto& request : county.rotation.posts) posts[request.post_id()] = &request.post();
  std::set<std::string> upward, rotated;
  for (const auto& placement : county.rotation.placements) {
    const rotation::Post& post = *posts.at(IdOf(placement.post()));
    const int type = type_of.at(IdOf(placement.program()));
    const bool above =
        post.host_level() == rotation::HOST_LEVEL_PROVINCE || post.host_level() == rotation::HOST_LEVEL_CITY;
    if (type == rotation::PROGRAM_TYPE_SHADOWING && above) upward.insert(placement.candidate());
    if (type == rotation::PROGRAM_TYPE_POST_ROTATION && post.demanding()) rotated.insert(placement.candidate());
  }
  figures["23"] = static_cast<int64_t>(types.size());
  figures["24"] = static_cast<int64_t>(upward.size());
  figures["25"] = static_cast<int64_t>(rotated.size());
}

void CountEvents(const County& county, Figures& figures) {
  std::map<std::string, Sector> sectors;
  for (const Organization& organization : county.roster.tree.organizations) {
    sectors[organization.name()] = organization.sector();
  }
  std::set<int> fields;
  figures["45"] = 0;
  for (const auto& past : county.volunteer.events) {
    if (past.state() != volunteer::EVENT_STATE_CLOSED) continue;
    if (past.event().field() != volunteer::DEVELOPMENT_FIELD_UNSPECIFIED) fields.insert(past.event().field());
    figures["45"] +=
        IsTwoNew(sectors[past.event().organization()]) && past.event().category() != volunteer::EVENT_CATEGORY_OTHER;
  }
  figures["47"] = static_cast<int64_t>(fields.size());
}

void CountVolunteer(const County& county, Figures& figures) {
  std::set<std::string> verified;
  for (const auto& request : county.volunteer.verifications) verified.insert(request.name());
  figures["34"] =
      std::count_if(county.volunteer.returnees.begin(), county.volunteer.returnees.end(), [&](const auto& returnee) {
        return verified.contains(returnee.name()) && ToDay(returnee.return_date()) >= absl::CivilDay(2022, 1, 1);
      });
  std::set<int> kinds;
  for (const auto& request : county.volunteer.joint_activities) kinds.insert(request.joint_activity().kind());
  figures["37"] = static_cast<int64_t>(kinds.size());
  figures["39"] = std::count_if(county.volunteer.teams.begin(), county.volunteer.teams.end(), [](const auto& team) {
    return team.kind() == volunteer::TEAM_KIND_PARTY_MEMBER && !team.community().empty();
  });
  figures["41"] = std::count_if(county.tickets.begin(), county.tickets.end(), [](const auto& ticket) {
    return ticket.steps().rbegin()->action() == volunteer::TICKET_ACTION_CONFIRM;
  });
  figures["44"] = std::count_if(county.volunteer.suggestions.begin(), county.volunteer.suggestions.end(),
                                [](const auto& suggestion) {
                                  return suggestion.screening() == volunteer::SCREENING_VALID &&
                                         suggestion.topic() != volunteer::SUGGESTION_TOPIC_OTHER;
                                });
}

void CountAssessment(const County& county, Figures& figures) {
  for (const auto& request : county.assessment.schemes) {
    const int dimensions = request.scheme().dimensions_size();
    switch (request.scheme().kind()) {
      case report::SCHEME_KIND_SIX_GOOD:
        figures["28"] = dimensions;
        break;
      case report::SCHEME_KIND_FOUR_STRONG_ORGAN:
        figures["38"] = dimensions;
        break;
      case report::SCHEME_KIND_FOUR_STRONG_TWO_NEW:
        figures["43"] = dimensions;
        break;
      case report::SCHEME_KIND_GRID_SYSTEM:
        ++figures["36"];
        break;
      default:
        break;
    }
  }
  for (const auto& request : county.assessment.awards) {
    ++figures[request.award().kind() == report::AWARD_KIND_ADVANCED_VILLAGE ? "30"
              : request.award().kind() == report::AWARD_KIND_GOOD_TEAM      ? "31"
                                                                            : "32"];
  }
}

}  // namespace

Figures ExpectedFigures(const County& county) {
  Figures figures;
  CountTraining(county, figures);
  CountRotation(county, figures);
  CountEvents(county, figures);
  CountVolunteer(county, figures);
  CountAssessment(county, figures);
  return figures;
}

}  // namespace xf::sample

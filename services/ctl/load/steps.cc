#include "services/ctl/load/steps.h"

#include <future>
#include <map>
#include <thread>

#include "services/ctl/load/sender.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"
#include "xianfeng/report/v1/assessment.grpc.pb.h"
#include "xianfeng/rotation/v1/placement_service.grpc.pb.h"
#include "xianfeng/rotation/v1/program_service.grpc.pb.h"
#include "xianfeng/training/v1/class.grpc.pb.h"
#include "xianfeng/training/v1/course.grpc.pb.h"
#include "xianfeng/training/v1/instructor.grpc.pb.h"
#include "xianfeng/training/v1/media.grpc.pb.h"
#include "xianfeng/training/v1/organization_life.grpc.pb.h"
#include "xianfeng/training/v1/plan.grpc.pb.h"
#include "xianfeng/training/v1/venue.grpc.pb.h"
#include "xianfeng/volunteer/v1/event_service.grpc.pb.h"
#include "xianfeng/volunteer/v1/returnee.grpc.pb.h"
#include "xianfeng/volunteer/v1/suggestion.grpc.pb.h"
#include "xianfeng/volunteer/v1/team.grpc.pb.h"
#include "xianfeng/volunteer/v1/ticket_service.grpc.pb.h"

namespace xf::ctl {
namespace {

// True once the members are in; false when they will not come.
using MembersIn = std::shared_future<bool>;

const DoneReasons kStateChanged = {errors::REASON_STATE_CONFLICT};

absl::Status SendOrganizations(const sample::County& county, const Sender& to) {
  namespace v1 = xianfeng::membership::v1;
  return to.Import<v1::ImportOrganizationsRequest>("organizations", &v1::OrganizationService::Stub::ImportOrganizations,
                                                   county.roster.tree.organizations);
}

absl::Status SendMembers(const sample::County& county, const Sender& to, std::promise<bool> in) {
  namespace v1 = xianfeng::membership::v1;
  const absl::Status members =
      to.Import<v1::ImportMembersRequest>("members", &v1::MemberService::Stub::ImportMembers, county.roster.members);
  in.set_value(members.ok());
  RETURN_IF_ERROR(members);
  return to.Call("officers", &v1::OrganizationService::Stub::AppointOfficer, county.roster.appointments,
                 {errors::REASON_OFFICER_ROLE_TAKEN});
}

absl::Status SendClasses(const sample::Classes& classes, const Sender& to) {
  namespace v1 = xianfeng::training::v1;
  using Stub = v1::ClassService::Stub;
  RETURN_IF_ERROR(to.Call("classes", &Stub::CreateClass, classes.classes));
  RETURN_IF_ERROR(to.Call("enrolments", &Stub::EnrolTrainees, classes.enrolments, kStateChanged));
  RETURN_IF_ERROR(to.Call("sessions", &Stub::ScheduleSession, classes.sessions,
                          {errors::REASON_STATE_CONFLICT, errors::REASON_SESSION_CLASS_BUSY}));
  RETURN_IF_ERROR(to.Import<v1::ImportAttendanceRequest>("attendance", &Stub::ImportAttendance, classes.attendances,
                                                         kStateChanged));
  return to.Call("closings", &Stub::CloseClass, classes.closings, kStateChanged);
}

absl::Status SendTraining(const sample::County& county, const Sender& to, const MembersIn& members) {
  namespace v1 = xianfeng::training::v1;
  const sample::Training& training = county.training;
  RETURN_IF_ERROR(to.Import<v1::ImportVenuesRequest>("venues", &v1::VenueService::Stub::ImportVenues, training.venues));
  RETURN_IF_ERROR(to.Import<v1::ImportInstructorsRequest>(
      "instructors", &v1::InstructorService::Stub::ImportInstructors, training.instructors));
  RETURN_IF_ERROR(to.Call("courses", &v1::CourseService::Stub::CreateCourse, training.courses));
  RETURN_IF_ERROR(to.Call("channels", &v1::MediaService::Stub::CreateChannel, training.channels));
  RETURN_IF_ERROR(to.Call("columns", &v1::MediaService::Stub::CreateColumn, training.columns));
  RETURN_IF_ERROR(to.Call("plans", &v1::PlanService::Stub::CreatePlan, training.plans));
  RETURN_IF_ERROR(to.Call("approvals", &v1::PlanService::Stub::ApprovePlan, training.approvals, kStateChanged));
  RETURN_IF_ERROR(to.Call("publications", &v1::PlanService::Stub::PublishPlan, training.publications, kStateChanged));
  RETURN_IF_ERROR(to.Import<v1::ImportActivitiesRequest>(
      "activities", &v1::OrganizationLifeService::Stub::ImportActivities, county.activities));
  return members.get() ? SendClasses(county.classes, to) : absl::OkStatus();
}

absl::Status SendRotation(const sample::County& county, const Sender& to, const MembersIn& members) {
  namespace v1 = xianfeng::rotation::v1;
  using Stub = v1::ProgramService::Stub;
  const sample::Rotation& rotation = county.rotation;
  RETURN_IF_ERROR(to.Call("programs", &Stub::CreateProgram, rotation.programs));
  RETURN_IF_ERROR(to.Call("batches", &Stub::CreateBatch, rotation.batches));
  RETURN_IF_ERROR(to.Call("posts", &Stub::CreatePost, rotation.posts));
  if (!members.get()) return absl::OkStatus();
  RETURN_IF_ERROR(to.Import<v1::ImportCandidatesRequest>("candidates", &Stub::ImportCandidates, rotation.candidates));
  return to.Import<v1::ImportPlacementsRequest>("placements", &v1::PlacementService::Stub::ImportPlacements,
                                                rotation.placements);
}

absl::Status SendVolunteer(const sample::County& county, const Sender& to, const MembersIn& members) {
  namespace v1 = xianfeng::volunteer::v1;
  const sample::Volunteer& volunteer = county.volunteer;
  RETURN_IF_ERROR(
      to.Import<v1::ImportTicketsRequest>("tickets", &v1::TicketService::Stub::ImportTickets, county.tickets));
  RETURN_IF_ERROR(to.Import<v1::ImportTeamsRequest>("teams", &v1::TeamService::Stub::ImportTeams, volunteer.teams));
  RETURN_IF_ERROR(to.Call("joint", &v1::EventService::Stub::CreateJointActivity, volunteer.joint_activities));
  RETURN_IF_ERROR(to.Import<v1::ImportSuggestionsRequest>(
      "suggestions", &v1::SuggestionService::Stub::ImportSuggestions, volunteer.suggestions));
  RETURN_IF_ERROR(to.Call("adoptions", &v1::SuggestionService::Stub::AdoptSuggestion, volunteer.adoptions,
                          {errors::REASON_ETAG_MISMATCH}));
  RETURN_IF_ERROR(to.Import<v1::ImportReturneesRequest>("returnees", &v1::ReturneeService::Stub::ImportReturnees,
                                                        volunteer.returnees));
  RETURN_IF_ERROR(
      to.Call("verifications", &v1::ReturneeService::Stub::VerifyReturnee, volunteer.verifications, kStateChanged));
  if (!members.get()) return absl::OkStatus();
  return to.Import<v1::ImportEventsRequest>("events", &v1::EventService::Stub::ImportEvents, volunteer.events, {}, 100);
}

absl::Status SendAssessment(const sample::County& county, const Sender& to) {
  namespace v1 = xianfeng::report::v1;
  using Stub = v1::AssessmentService::Stub;
  RETURN_IF_ERROR(to.Call("schemes", &Stub::CreateScheme, county.assessment.schemes));
  RETURN_IF_ERROR(to.Call("scores", &Stub::RecordScore, county.assessment.scores));
  RETURN_IF_ERROR(to.Call("namings", &Stub::NameBranch, county.assessment.namings));
  return to.Call("awards", &Stub::CreateAward, county.assessment.awards);
}

}  // namespace

int64_t CountRows(const sample::County& county) {
  const auto sum = [](const auto&... rows) { return static_cast<int64_t>((rows.size() + ...)); };
  const auto& [parent, roster, training, classes, activities, rotation, volunteer, tickets, assessment] = county;
  return sum(roster.tree.organizations, roster.members, roster.appointments, training.venues, training.instructors,
             training.courses, training.channels, training.columns, training.plans, training.approvals,
             training.publications, classes.classes, classes.enrolments, classes.sessions, classes.attendances,
             classes.closings, activities, rotation.programs, rotation.batches, rotation.posts, rotation.candidates,
             rotation.placements, volunteer.teams, volunteer.events, volunteer.joint_activities, volunteer.suggestions,
             volunteer.adoptions, volunteer.returnees, volunteer.verifications, tickets, assessment.schemes,
             assessment.scores, assessment.namings, assessment.awards);
}

absl::Status SendCounty(const sample::County& county, const std::string& id, const Home& home, const std::string& as,
                        Progress& progress) {
  std::map<std::string, Sender> senders;
  for (const std::string& service : Services()) {
    ASSIGN_OR_RETURN(rpc::Client client, home.Connect(service, as));
    senders.emplace(service, Sender(std::move(client), county.parent, id, progress));
  }
  RETURN_IF_ERROR(SendOrganizations(county, senders.at("membership")));
  std::promise<bool> in;
  const MembersIn members = in.get_future().share();
  std::vector<std::future<absl::Status>> lanes;
  lanes.push_back(std::async(std::launch::async, [&, in = std::move(in)]() mutable {
    return SendMembers(county, senders.at("membership"), std::move(in));
  }));
  lanes.push_back(
      std::async(std::launch::async, [&] { return SendTraining(county, senders.at("training"), members); }));
  lanes.push_back(
      std::async(std::launch::async, [&] { return SendRotation(county, senders.at("rotation"), members); }));
  lanes.push_back(
      std::async(std::launch::async, [&] { return SendVolunteer(county, senders.at("volunteer"), members); }));
  lanes.push_back(std::async(std::launch::async, [&] { return SendAssessment(county, senders.at("report")); }));
  absl::Status first;
  for (std::future<absl::Status>& lane : lanes) first.Update(lane.get());
  return first;
}

}  // namespace xf::ctl

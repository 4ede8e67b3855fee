#include "services/rotation/handlers/plan_facts.h"

#include <algorithm>
#include <map>
#include <set>

#include "common/base/date.h"
#include "common/db/mapping.h"
#include "common/rpc/peer_call.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/handlers/placement_register.h"
#include "services/rotation/sql/queries.h"
#include "xianfeng/training/v1/class.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace training = xianfeng::training::v1;
using Classes = training::ClassService::Stub;

constexpr int kDefaultSlots = 24;
constexpr int kPage = 1000;

// Every page of a List of training.
template <typename Method, typename Request, typename OnPage>
absl::Status EachPage(rpc::Call& call, Method method, Request request, OnPage on_page) {
  request.set_page_size(kPage);
  do {
    ASSIGN_OR_RETURN(const auto page, call.peer<training::ClassService>().Call(method, request));
    on_page(page);
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return absl::OkStatus();
}

template <typename T>
std::string IdsOfAll(const std::vector<T>& resources) {
  std::vector<absl::string_view> names;
  for (const T& resource : resources) names.push_back(resource.name());
  return IdsOf(names);
}

absl::StatusOr<std::vector<PastStay>> ReadStays(rpc::Call& call, const api::CountyName& county,
                                                const RegistryFacts& facts, const std::set<std::string>& but) {
  std::vector<absl::string_view> watched;
  for (const v1::Candidate& candidate : facts.candidates) watched.push_back(candidate.name());
  for (const auto& [id, relatives] : facts.relatives) watched.insert(watched.end(), relatives.begin(), relatives.end());
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kListStays, county, db::Arg("post_ids", IdsOfAll(facts.posts)),
                                  db::Arg("candidate_ids", IdsOf(watched))));
  std::vector<PastStay> stays;
  for (size_t row = 0; row < rows.size(); ++row) {
    const auto start = ParseIsoDate(rows.text(row, "start_date"));
    const auto end = ParseIsoDate(rows.text(row, "end_date"));
    if (!start || !end) return InternalError("a stay without dates");
    PastStay stay{.placement = PlacementName(county.county(), rows.text(row, "placement_id")).ToString(),
                  .candidate = CandidateName(county.county(), rows.text(row, "candidate_id")).ToString(),
                  .post = PostName(county.county(), rows.text(row, "post_id")).ToString(),
                  .period = {*start, *end},
                  .host = rows.text(row, "host")};
    if (!but.contains(stay.placement)) stays.push_back(std::move(stay));
  }
  return stays;
}

}  // namespace

Horizon ChooseHorizon(const v1::Program& program, absl::CivilDay today, v1::PlanSettings& settings) {
  const absl::CivilDay from = IsValidDate(settings.start_date()) ? ToDay(settings.start_date())
                                                                 : std::max(today + 1, ToDay(program.start_date()));
  const absl::CivilDay start = Horizon::StartFrom(from);
  *settings.mutable_start_date() = ToDate(start);
  if (settings.slot_count() == 0) settings.set_slot_count(kDefaultSlots);
  return Horizon(start, settings.slot_count());
}

absl::StatusOr<std::vector<Enrolled>> AskEnrolled(rpc::Call& call, const api::CountyName& county,
                                                  const Period& period) {
  // Days of classes, and of exams that lie outside them.
  std::map<std::string, std::vector<Enrolled>> days;
  training::ListClassesRequest request;
  request.set_parent(county.ToString());
  RETURN_IF_ERROR(EachPage(call, &Classes::ListClasses, request, [&](const training::ListClassesResponse& page) {
    for (const training::Class& one : page.classes()) {
      const auto keep = [&](const std::string& what, const Period& of) {
        if (period.Overlaps(of)) days[one.name()].push_back({.class_name = what, .period = of});
      };
      const Period taught{ToDay(one.start_date()), ToDay(one.end_date())};
      keep(one.display_name(), taught);
      if (!one.has_exam_date() || taught.Contains(ToDay(one.exam_date()))) continue;
      keep(one.display_name() + "考试", {ToDay(one.exam_date()), ToDay(one.exam_date())});
    }
  }));
  std::vector<Enrolled> enrolled;
  for (const auto& [name, periods] : days) {
    training::ListEnrolmentsRequest of_class;
    of_class.set_parent(county.ToString());
    of_class.set_filter(absl::StrCat("class = ", name));
    RETURN_IF_ERROR(
        EachPage(call, &Classes::ListEnrolments, of_class, [&](const training::ListEnrolmentsResponse& page) {
          for (const training::Enrolment& enrolment : page.enrolments()) {
            if (enrolment.state() == training::ENROLMENT_STATE_WITHDRAWN) continue;
            for (Enrolled one : periods) {
              one.member = enrolment.member();
              enrolled.push_back(std::move(one));
            }
          }
        }));
  }
  return enrolled;
}

absl::StatusOr<std::vector<v1::Placement>> LockPlanned(rpc::Call& call, const StoredPlan& stored) {
  ASSIGN_OR_RETURN(std::vector<v1::Placement> placements, LockPublished(call, stored));
  std::erase_if(placements, [](const v1::Placement& one) { return one.state() != v1::PLACEMENT_STATE_PLANNED; });
  return placements;
}

absl::StatusOr<std::vector<v1::Placement>> LockPublished(rpc::Call& call, const StoredPlan& stored) {
  std::vector<absl::string_view> names;
  for (const auto& [cadre, name] : stored.placements) names.push_back(name);
  ASSIGN_OR_RETURN(const api::CountyName county,
                   api::CountyName::Parse(absl::StrCat("counties/", api::CountyOf(stored.plan.name()))));
  return call.db().Many<v1::Placement>(sql::kLockPlacements, county, db::Arg("ids", IdsOf(names)));
}

absl::StatusOr<RegistryFacts> ReadFacts(rpc::Call& call, const api::CountyName& county, v1::Program program,
                                        std::vector<Enrolled> enrolled, const StoredPlan* base) {
  RegistryFacts facts{.program = std::move(program), .enrolled = std::move(enrolled)};
  ASSIGN_OR_RETURN(const ProgramName name, ProgramName::Parse(facts.program.name()));
  ASSIGN_OR_RETURN(facts.batches, call.db().Many<v1::Batch>(sql::kBatchesOfProgram, name));
  ASSIGN_OR_RETURN(facts.posts, call.db().Many<v1::Post>(sql::kAllPosts, county));
  ASSIGN_OR_RETURN(facts.candidates, call.db().Many<v1::Candidate>(sql::kAllCandidates, county));
  ASSIGN_OR_RETURN(facts.relatives, RelativesOf(call, county, IdsOfAll(facts.candidates)));
  std::set<std::string> replaced;
  if (base != nullptr && !base->placements.empty()) {
    ASSIGN_OR_RETURN(const std::vector<v1::Placement> planned, LockPlanned(call, *base));
    for (const v1::Placement& placement : planned) replaced.insert(placement.name());
  }
  ASSIGN_OR_RETURN(facts.stays, ReadStays(call, county, facts, replaced));
  ASSIGN_OR_RETURN(const db::Result grades, call.db().Rows(sql::kLatestGrades, county));
  for (size_t row = 0; row < grades.size(); ++row) {
    const auto grade =
        db::EnumNumber(*google::protobuf::GetEnumDescriptor<v1::AppraisalGrade>(), grades.text(row, "grade"));
    if (grade) facts.grades[grades.text(row, "candidate")] = static_cast<v1::AppraisalGrade>(*grade);
  }
  return facts;
}

void AddPrevious(const StoredPlan& earlier, const Horizon& horizon, v1::RotationProblem& problem) {
  if (problem.change_penalty() == 0 && !problem.has_max_changes()) return;
  std::set<std::string> cadres, posts;
  for (const auto& cadre : problem.cadres()) cadres.insert(cadre.cadre_id());
  for (const auto& post : problem.posts()) posts.insert(post.post_id());
  const bool dated = !earlier.plan.program().empty();
  for (v1::RotationProblem::Placement placement : earlier.solution.placements()) {
    if (IsStayId(placement.cadre_id()) || !cadres.contains(placement.cadre_id()) ||
        !posts.contains(placement.post_id())) {
      continue;
    }
    if (dated) {
      const absl::CivilDay day = HorizonOf(earlier.plan).FirstDay(placement.start_slot());
      placement.set_start_slot(horizon.SlotFrom(day));
      if (horizon.FirstDay(placement.start_slot()) != day || placement.start_slot() >= horizon.slots()) continue;
    }
    *problem.add_previous() = std::move(placement);
  }
}

}  // namespace xf::rotation

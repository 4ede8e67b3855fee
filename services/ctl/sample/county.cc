#include "services/ctl/sample/county.h"

#include <map>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/base/status.h"
#include "common/crypto/sealer.h"

namespace xf::sample {
namespace {

// Days must parse before anything is built on them.
absl::Status CheckFacts(const facts::County& facts) {
  const auto check = [](const std::string& text) {
    return text.empty() || ParseIsoDate(text) ? absl::OkStatus()
                                              : absl::InvalidArgumentError(absl::StrCat("not a day: ", text));
  };
  for (const auto& group : facts.training().instructors()) RETURN_IF_ERROR(check(group.hired_until()));
  for (const auto& plan : facts.training().plans()) RETURN_IF_ERROR(check(plan.approve_date()));
  for (const auto& group : facts.training().classes()) RETURN_IF_ERROR(check(group.first_day()));
  RETURN_IF_ERROR(check(facts.volunteer().returnees().since()));
  for (const auto& series : facts.rotation().series()) {
    for (const auto& batch : series.batches()) {
      if (!ParseIsoDate(batch.start()) || !ParseIsoDate(batch.end())) {
        return absl::InvalidArgumentError(absl::StrCat("a batch of ", series.id(), " has no days"));
      }
    }
  }
  return absl::OkStatus();
}

template <typename Messages>
void Append(const Messages& messages, std::string& bytes) {
  for (const auto& message : messages) message.AppendToString(&bytes);
}

}  // namespace

absl::StatusOr<County> MakeCounty(const facts::County& facts, const Divisions& divisions, int members, uint64_t seed) {
  RETURN_IF_ERROR(CheckFacts(facts));
  const Rng rng(seed);
  County county;
  county.parent = absl::StrCat("counties/", divisions.county);
  std::vector<Person> people =
      MakePopulation(facts.population(), members, absl::CivilDay(facts.year(), 12, 31), rng.Fork("population"));
  std::map<Sector, int> sectors;
  for (const Person& person : people) ++sectors[person.sector];
  Tree tree = MakeOrganizations(facts, divisions, sectors, rng.Fork("organizations"));
  county.roster = MakeRoster(facts, divisions, std::move(tree), std::move(people), rng.Fork("roster"));
  county.training = MakeTraining(facts, divisions, rng.Fork("training"));
  county.classes = MakeClasses(facts, divisions, county.roster, county.training, rng.Fork("classes"));
  county.activities = MakeActivities(facts, county.roster, rng.Fork("activities"));
  ASSIGN_OR_RETURN(county.rotation, MakeRotation(facts, county.roster, rng.Fork("rotation")));
  county.volunteer = MakeVolunteer(facts, divisions, county.roster, rng.Fork("volunteer"));
  county.tickets = MakeTickets(facts, divisions, rng.Fork("tickets"));
  county.assessment = MakeAssessment(facts, divisions, county.roster, rng.Fork("assessment"));
  return county;
}

std::string Fingerprint(const County& county) {
  std::string bytes = county.parent;
  Append(county.roster.tree.organizations, bytes);
  Append(county.roster.members, bytes);
  Append(county.roster.appointments, bytes);
  Append(county.training.venues, bytes);
  Append(county.training.instructors, bytes);
  Append(county.training.courses, bytes);
  Append(county.training.channels, bytes);
  Append(county.training.columns, bytes);
  Append(county.training.plans, bytes);
  Append(county.training.approvals, bytes);
  Append(county.classes.classes, bytes);
  Append(county.classes.enrolments, bytes);
  Append(county.classes.sessions, bytes);
  Append(county.classes.attendances, bytes);
  Append(county.activities, bytes);
  Append(county.rotation.programs, bytes);
  Append(county.rotation.batches, bytes);
  Append(county.rotation.posts, bytes);
  Append(county.rotation.candidates, bytes);
  Append(county.rotation.placements, bytes);
  Append(county.volunteer.teams, bytes);
  Append(county.volunteer.events, bytes);
  Append(county.volunteer.joint_activities, bytes);
  Append(county.volunteer.suggestions, bytes);
  Append(county.volunteer.adoptions, bytes);
  Append(county.volunteer.returnees, bytes);
  Append(county.volunteer.verifications, bytes);
  Append(county.tickets, bytes);
  Append(county.assessment.schemes, bytes);
  Append(county.assessment.scores, bytes);
  Append(county.assessment.namings, bytes);
  Append(county.assessment.awards, bytes);
  return absl::BytesToHexString(crypto::Sha256(bytes).substr(0, 8));
}

}  // namespace xf::sample

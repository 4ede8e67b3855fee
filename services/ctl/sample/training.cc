#include "services/ctl/sample/training.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_replace.h"
#include "common/base/date.h"
#include "services/ctl/sample/names.h"

namespace xf::sample {
namespace {

namespace training = xianfeng::training::v1;

// Telephone numbers of instructors, after those of the members.
constexpr int64_t kFirstInstructorPhone = 70'000'000;

class TrainingBuilder {
 public:
  TrainingBuilder(const facts::County& facts, const Divisions& divisions, Rng rng)
      : facts_(facts), divisions_(divisions), rng_(std::move(rng)) {}

  Training Build() {
    for (const auto& venues : facts_.training().venues()) AddVenues(venues);
    for (const auto& instructors : facts_.training().instructors()) AddInstructors(instructors);
    for (const auto& course : facts_.training().courses()) AddCourse(course);
    for (const auto& channel : facts_.training().channels()) AddChannel(channel);
    for (const auto& plan : facts_.training().plans()) AddPlan(plan);
    return std::move(training_);
  }

 private:
  std::string Name(absl::string_view collection, absl::string_view id) const {
    return ResourceName(facts_.county(), collection, id);
  }

  training::Venue& AddVenue(const std::string& id, training::VenueKind kind) {
    training::Venue& venue = training_.venues.emplace_back();
    venue.set_name(Name("venues", id));
    venue.set_kind(kind);
    return venue;
  }

  void AddVenues(const facts::Training::Venues& venues) {
    for (const training::Venue& named : venues.named()) {
      training::Venue& venue = training_.venues.emplace_back(named);
      venue.set_name(Name("venues", named.name()));
      venue.set_kind(venues.kind());
      venue.set_organization(Name("organizations", named.organization()));
    }
    if (venues.kind() == training::VENUE_KIND_TOWNSHIP_PARTY_SCHOOL) {
      AddTownshipSchools();
      return;
    }
    const std::vector<const Village*> villages = ShuffledVillages(facts_, divisions_, rng_);
    for (int i = venues.named_size(); i < venues.total(); ++i) {
      const Village& village = *villages[i % villages.size()];
      const int form = i % venues.name_forms_size();
      training::Venue& venue = AddVenue(absl::StrFormat("venue_%d_%03d", venues.kind(), i + 1), venues.kind());
      venue.set_organization(Name("organizations", village.code));
      venue.set_display_name(FillIn(venues.name_forms(form), village.name));
      venue.set_division(village.code);
      venue.set_capacity(10 * rng_.Between(3, 20));
      *venue.mutable_themes() = venues.themes();
    }
  }

  void AddTownshipSchools() {
    for (const Township& township : divisions_.townships) {
      const auto& committees = facts_.organizations().committees();
      if (std::find(committees.begin(), committees.end(), township.code) == committees.end()) continue;
      training::Venue& venue =
          AddVenue(absl::StrCat("school_", township.code), training::VENUE_KIND_TOWNSHIP_PARTY_SCHOOL);
      venue.set_organization(Name("organizations", township.code));
      venue.set_display_name(absl::StrCat(township.name, "党校"));
      venue.set_division(township.code);
      venue.set_capacity(80);
    }
  }

  void AddInstructors(const facts::Training::Instructors& group) {
    for (int i = 0; i < group.count(); ++i) {
      const int number = static_cast<int>(training_.instructors.size()) + 1;
      training::Instructor& instructor = training_.instructors.emplace_back();
      instructor.set_name(Name("instructors", absl::StrFormat("i%03d", number)));
      instructor.set_organization(Name("organizations", facts_.county()));
      const auto gender = rng_.Chance(380) ? xianfeng::type::v1::GENDER_FEMALE : xianfeng::type::v1::GENDER_MALE;
      instructor.set_display_name(PersonName(rng_, gender, false));
      instructor.set_gender(gender);
      instructor.set_phone(Phone(kFirstInstructorPhone + number));
      instructor.set_category(group.category());
      instructor.set_source_unit(group.source_unit());
      instructor.set_field(group.field());
      instructor.set_title(group.titles(i % group.titles_size()));
      instructor.add_focus(group.focus(i % group.focus_size()));
      const absl::CivilDay hired(facts_.year() - rng_.Between(1, 3), rng_.Between(1, 12), 1);
      *instructor.mutable_hired_from() = ToDate(hired);
      if (const auto until = ParseIsoDate(group.hired_until())) {
        *instructor.mutable_hired_from() = ToDate(AddMonths(*until, -24) + 1);
        *instructor.mutable_hired_until() = ToDate(*until);
      }
    }
  }

  void AddCourse(const training::Course& fact) {
    auto& request = training_.courses.emplace_back();
    request.set_course_id(fact.name());
    *request.mutable_course() = fact;
    request.mutable_course()->clear_name();
    request.mutable_course()->set_organization(Name("organizations", fact.organization()));
  }

  void AddChannel(const facts::Training::Channel& fact) {
    auto& request = training_.channels.emplace_back();
    request.set_channel_id(fact.id());
    *request.mutable_channel() = fact.channel();
    request.mutable_channel()->set_organization(Name("organizations", fact.channel().organization()));
    for (const training::Column& column : fact.columns()) {
      auto& create = training_.columns.emplace_back();
      create.set_column_id(absl::StrFormat("%s-%02d", fact.id(), training_.columns.size()));
      *create.mutable_column() = column;
      create.mutable_column()->set_channel(Name("channels", fact.id()));
    }
  }

  void AddPlan(const facts::Training::Plan& fact) {
    auto& request = training_.plans.emplace_back();
    request.set_plan_id(fact.id());
    *request.mutable_plan() = fact.plan();
    request.mutable_plan()->set_organization(Name("organizations", fact.plan().organization()));
    auto& approval = training_.approvals.emplace_back();
    approval.set_name(Name("plans", fact.id()));
    approval.set_document(fact.document());
    if (const auto day = ParseIsoDate(fact.approve_date())) *approval.mutable_approve_date() = ToDate(*day);
    training_.publications.emplace_back().set_name(Name("plans", fact.id()));
  }

  const facts::County& facts_;
  const Divisions& divisions_;
  Rng rng_;
  Training training_;
};

}  // namespace

Training MakeTraining(const facts::County& facts, const Divisions& divisions, Rng rng) {
  return TrainingBuilder(facts, divisions, std::move(rng)).Build();
}

std::string FillIn(const std::string& form, const std::string& village) {
  return absl::StrReplaceAll(form, {{"{village}", village}});
}

std::vector<const Village*> ShuffledVillages(const facts::County& facts, const Divisions& divisions, Rng& rng) {
  std::vector<const Village*> villages;
  const auto& committees = facts.organizations().committees();
  for (const Township& township : divisions.townships) {
    if (std::find(committees.begin(), committees.end(), township.code) == committees.end()) continue;
    for (const Village& village : township.villages) villages.push_back(&village);
  }
  rng.Shuffle(villages);
  return villages;
}

}  // namespace xf::sample

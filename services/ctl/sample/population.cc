#include "services/ctl/sample/population.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "services/ctl/sample/names.h"
#include "services/ctl/sample/shares.h"

namespace xf::sample {
namespace {

using xianfeng::type::v1::GENDER_FEMALE;
using xianfeng::type::v1::GENDER_MALE;

// Shares of a repeated facts message.
template <typename Items>
std::vector<double> Shares(const Items& items) {
  std::vector<double> shares;
  for (const auto& item : items) shares.push_back(item.share());
  return shares;
}

// Category of each of `total`, in random order, `shares` of a hundred each.
std::vector<int> Shuffled(int total, const std::vector<double>& shares, Rng& rng) {
  std::vector<int> categories;
  const std::vector<int> counts = Split(total, shares);
  for (size_t i = 0; i < counts.size(); ++i) categories.insert(categories.end(), counts[i], static_cast<int>(i));
  rng.Shuffle(categories);
  return categories;
}

// Days of birth by age band; within a band every day is as likely.
void GiveBirth(const facts::Population& mix, absl::CivilDay as_of, std::vector<Person>& people, Rng rng) {
  const std::vector<int> bands = Shuffled(static_cast<int>(people.size()), Shares(mix.age_bands()), rng);
  for (size_t i = 0; i < people.size(); ++i) {
    const auto& band = mix.age_bands(bands[i]);
    const absl::CivilDay oldest = AddMonths(as_of, -12 * (band.to() + 1)) + 1;
    const absl::CivilDay youngest = AddMonths(as_of, -12 * band.from());
    people[i].birth = oldest + rng.Between(0, static_cast<int>(youngest - oldest));
    absl::CivilMonth archive(people[i].birth);
    if (rng.Chance(30)) archive += rng.Between(-8, 8);
    people[i].archive_birth_month = absl::StrFormat("%04d-%02d", archive.year(), archive.month());
  }
}

// Students are the youngest, the retired the oldest, all else is spread over the ages between.
void GiveOccupation(const facts::Population& mix, absl::CivilDay as_of, std::vector<Person>& people, Rng rng) {
  std::vector<int> order;  // occupations: youngest, any, oldest
  for (const auto ages : {facts::Population::YOUNGEST, facts::Population::ANY, facts::Population::OLDEST}) {
    for (int i = 0; i < mix.occupations_size(); ++i) {
      if (mix.occupations(i).ages() == ages) order.push_back(i);
    }
  }
  const std::vector<int> counts = Split(static_cast<int>(people.size()), Shares(mix.occupations()));
  std::vector<int> grouped(3);
  for (const int i : order) {
    const auto ages = mix.occupations(i).ages();
    grouped[ages == facts::Population::YOUNGEST ? 0 : ages == facts::Population::ANY ? 1 : 2] += counts[i];
  }
  std::vector<double> ages;
  for (const Person& person : people) ages.push_back(static_cast<double>(as_of - person.birth) + rng.Between(0, 1500));
  const std::vector<int> groups = AssignByRank(ages, grouped);
  for (int group = 0; group < 3; ++group) {
    std::vector<int> given;
    for (const int i : order) {
      const auto wanted = mix.occupations(i).ages();
      if ((wanted == facts::Population::YOUNGEST ? 0 : wanted == facts::Population::ANY ? 1 : 2) != group) continue;
      given.insert(given.end(), counts[i], i);
    }
    rng.Shuffle(given);
    for (size_t i = 0; i < people.size(); ++i) {
      if (groups[i] != group) continue;
      people[i].occupation = given.back();
      given.pop_back();
    }
  }
}

// The young and those whose work asks for it have the higher education.
void GiveEducation(const facts::Population& mix, absl::CivilDay as_of, std::vector<Person>& people, Rng rng) {
  std::vector<double> scores;
  for (const Person& person : people) {
    scores.push_back(AgeOn(person.birth, as_of) + mix.occupations(person.occupation).education_lag() +
                     rng.Between(0, 300) / 10.0);
  }
  const std::vector<int> educations =
      AssignByRank(scores, Split(static_cast<int>(people.size()), Shares(mix.educations())));
  for (size_t i = 0; i < people.size(); ++i) people[i].education = mix.educations(educations[i]).code();
}

void GiveSector(const facts::Population& mix, std::vector<Person>& people, Rng rng) {
  for (int occupation = 0; occupation < mix.occupations_size(); ++occupation) {
    std::vector<Person*> holders;
    for (Person& person : people) {
      if (person.occupation == occupation) holders.push_back(&person);
    }
    const auto& places = mix.occupations(occupation).places();
    const std::vector<int> sectors = Shuffled(static_cast<int>(holders.size()), Shares(places), rng);
    for (size_t i = 0; i < holders.size(); ++i) holders[i]->sector = places[sectors[i]].sector();
  }
}

// Joined at twenty or later, mostly before forty; the probationary within the last year. Applied one and a half to
// three years before, not before the age of eighteen (党章 Art. 1).
void GiveMembership(const facts::Population& mix, absl::CivilDay as_of, std::vector<Person>& people, Rng rng) {
  std::vector<double> ages;
  for (const Person& person : people) ages.push_back(static_cast<double>(as_of - person.birth) + rng.Between(0, 7000));
  const int total = static_cast<int>(people.size());
  const std::vector<int> kinds = AssignByRank(ages, Split(total, {mix.probationary(), 100 - mix.probationary()}));
  for (size_t i = 0; i < people.size(); ++i) {
    Person& person = people[i];
    person.probationary = kinds[i] == 0;
    const absl::CivilDay adult =
        AddMonths(person.birth, 12 * 18) + 1;  // who was born on 29 February has no birthday then
    const absl::CivilDay latest = person.probationary ? as_of : AddMonths(as_of, -13);
    const absl::CivilDay earliest = std::min(person.probationary ? AddMonths(as_of, -11) : adult + 700, latest);
    const int span = std::min(static_cast<int>(latest - earliest), person.probationary ? 400 : 20 * 365);
    person.joined = earliest + std::min(rng.Between(0, span), rng.Between(0, span));
    person.applied = std::max(adult, person.joined - rng.Between(540, 1100));
    person.joined = std::max(person.joined, person.applied);
    person.full_member = AddMonths(person.joined, 12);
  }
}

}  // namespace

std::vector<Person> MakePopulation(const facts::Population& mix, int members, absl::CivilDay as_of, Rng rng) {
  std::vector<Person> people(members);
  GiveBirth(mix, as_of, people, rng.Fork("birth"));
  GiveOccupation(mix, as_of, people, rng.Fork("occupation"));
  GiveEducation(mix, as_of, people, rng.Fork("education"));
  GiveSector(mix, people, rng.Fork("sector"));
  GiveMembership(mix, as_of, people, rng.Fork("membership"));
  Rng names = rng.Fork("names");
  const std::vector<int> women = Shuffled(members, {mix.women(), 100 - mix.women()}, names);
  const std::vector<int> yao = Shuffled(members, {mix.yao(), 100 - mix.yao()}, names);
  for (int i = 0; i < members; ++i) {
    people[i].gender = women[i] == 0 ? GENDER_FEMALE : GENDER_MALE;
    people[i].ethnicity = yao[i] == 0 ? "13" : "01";
    people[i].display_name = PersonName(names, people[i].gender, yao[i] == 0);
  }
  return people;
}

}  // namespace xf::sample

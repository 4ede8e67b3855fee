#include "services/ctl/sample/events.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/base/clock.h"

namespace xf::sample {
namespace {

namespace volunteer = xianfeng::volunteer::v1;
using facts::Volunteer_Events;

// Who holds an event: a branch, and the team of it when a team carries it.
struct Holder {
  size_t branch;
  const volunteer::Team* team;
};

class EventsBuilder {
 public:
  EventsBuilder(const facts::County& facts, const Roster& roster, const std::vector<volunteer::Team>& teams, Rng rng)
      : facts_(facts), roster_(roster), teams_(teams), rng_(std::move(rng)) {}

  std::vector<volunteer::PastEvent> Build() {
    for (const Volunteer_Events& series : facts_.volunteer().events()) {
      std::vector<Holder> holders = Holders(series);
      if (holders.empty()) continue;
      rng_.Shuffle(holders);
      for (int i = 0; i < series.closed() + series.cancelled(); ++i) {
        AddEvent(series, i, holders[i % holders.size()], i < series.closed());
      }
    }
    return std::move(events_);
  }

 private:
  std::vector<Holder> Holders(const Volunteer_Events& series) const {
    std::vector<Holder> holders;
    for (size_t branch = 0; branch < roster_.tree.branches.size(); ++branch) {
      const Organization& organization = roster_.tree.branches[branch].organization;
      if (series.by_teams()) {
        for (const volunteer::Team& team : teams_) {
          if (team.organization() == organization.name() && team.kind() == volunteer::TEAM_KIND_PARTY_MEMBER) {
            holders.push_back({branch, &team});
          }
        }
      } else if (std::find(series.sectors().begin(), series.sectors().end(), organization.sector()) !=
                 series.sectors().end()) {
        holders.push_back({branch, nullptr});
      }
    }
    return holders;
  }

  void AddEvent(const Volunteer_Events& series, int number, const Holder& holder, bool closed) {
    volunteer::PastEvent& past = events_.emplace_back();
    past.set_state(closed ? volunteer::EVENT_STATE_CLOSED : volunteer::EVENT_STATE_CANCELLED);
    volunteer::Event& event = *past.mutable_event();
    event.set_name(ResourceName(facts_.county(), "events", absl::StrFormat("%s-%03d", series.id(), number + 1)));
    event.set_title(series.titles(number % series.titles_size()));
    const Organization& organization = roster_.tree.branches[holder.branch].organization;
    event.set_organization(organization.name());
    if (holder.team != nullptr) event.set_team(holder.team->name());
    const Member& first = roster_.members[roster_.members_of[holder.branch].front()];
    event.set_community_division(first.residence_division());
    event.set_place(organization.unit_name());
    event.set_category(series.category());
    event.set_field(series.field());
    event.set_theme(series.theme());
    const int hours = rng_.Between(2, 4);
    const absl::CivilDay day = FreeDay(series, holder.branch);
    const absl::Time start = absl::FromCivil(absl::CivilHour(day) + rng_.Between(8, 15), ChinaZone());
    event.mutable_start_time()->set_seconds(absl::ToUnixSeconds(start));
    event.mutable_end_time()->set_seconds(absl::ToUnixSeconds(start + absl::Hours(hours)));
    event.set_quota(30);
    event.set_insured(series.category() == volunteer::EVENT_CATEGORY_RIVER_PATROL);
    if (closed) AddRecords(holder.branch, hours * 60, event.title(), past);
  }

  absl::CivilDay FreeDay(const Volunteer_Events& series, size_t branch) {
    while (true) {
      const int month = series.months().empty() ? rng_.Between(1, 12)
                                                : series.months(static_cast<int>(rng_.Below(series.months_size())));
      const absl::CivilDay day(facts_.year(), month, rng_.Between(1, 28));
      if (held_.emplace(branch, day).second) return day;
    }
  }

  // Three to twelve members of the branch served for most of the event.
  void AddRecords(size_t branch, int minutes, const std::string& content, volunteer::PastEvent& past) {
    std::vector<int> members = roster_.members_of[branch];
    rng_.Shuffle(members);
    members.resize(std::min<size_t>(members.size(), rng_.Between(3, 12)));
    for (const int index : members) {
      volunteer::PaperRecord& record = *past.add_records();
      record.set_member(roster_.members[index].name());
      record.set_display_name(roster_.members[index].display_name());
      record.set_minutes(minutes - 10 * rng_.Between(0, 3));
      record.set_content(content);
      record.set_recorded_by("活动记录员");
      record.set_certified_by("支部组织委员");
    }
  }

  const facts::County& facts_;
  const Roster& roster_;
  const std::vector<volunteer::Team>& teams_;
  Rng rng_;
  std::set<std::pair<size_t, absl::CivilDay>> held_;
  std::vector<volunteer::PastEvent> events_;
};

}  // namespace

std::vector<volunteer::PastEvent> MakeEvents(const facts::County& facts, const Roster& roster,
                                             const std::vector<volunteer::Team>& teams, Rng rng) {
  return EventsBuilder(facts, roster, teams, std::move(rng)).Build();
}

}  // namespace xf::sample

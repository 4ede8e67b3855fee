#include "services/ctl/sample/tickets.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "services/ctl/sample/names.h"
#include "services/ctl/sample/shares.h"
#include "services/ctl/sample/training.h"

namespace xf::sample {
namespace {

namespace volunteer = xianfeng::volunteer::v1;

// Telephone numbers of those who report, after all others.
constexpr int64_t kFirstReporterPhone = 90'000'000;
constexpr volunteer::TicketAction kPath[] = {volunteer::TICKET_ACTION_REGISTER, volunteer::TICKET_ACTION_ASSIGN,
                                             volunteer::TICKET_ACTION_ACCEPT,   volunteer::TICKET_ACTION_PROGRESS,
                                             volunteer::TICKET_ACTION_RESOLVE,  volunteer::TICKET_ACTION_CONFIRM};

class TicketsBuilder {
 public:
  TicketsBuilder(const facts::County& facts, const Divisions& divisions, Rng rng)
      : facts_(facts), divisions_(divisions), rng_(std::move(rng)) {
    std::vector<double> shares;
    for (const auto& matter : facts.tickets().matters()) shares.push_back(matter.share());
    const std::vector<int> counts = Split(facts.tickets().closed() + facts.tickets().open(), shares);
    for (size_t i = 0; i < counts.size(); ++i) matters_.insert(matters_.end(), counts[i], static_cast<int>(i));
    rng_.Shuffle(matters_);
    for (const Township& township : divisions_.townships) {
      const auto& committees = facts.organizations().committees();
      if (std::find(committees.begin(), committees.end(), township.code) == committees.end()) continue;
      for (const Village& village : township.villages) places_.push_back({&township, &village});
    }
  }

  std::vector<volunteer::TicketWithSteps> Build() {
    for (size_t row = 0; row < matters_.size(); ++row) {
      const bool closed = static_cast<int>(row) < facts_.tickets().closed();
      AddTicket(static_cast<int>(row), closed ? std::size(kPath) : 1 + row % (std::size(kPath) - 1));
    }
    return std::move(tickets_);
  }

 private:
  void AddTicket(int row, size_t steps) {
    const auto& matter = facts_.tickets().matters(matters_[row]);
    const auto& [township, village] = rng_.Pick(places_);
    volunteer::TicketWithSteps& with_steps = tickets_.emplace_back();
    volunteer::Ticket& ticket = *with_steps.mutable_ticket();
    ticket.set_name(ResourceName(facts_.county(), "tickets", absl::StrFormat("n%06d", row + 1)));
    ticket.set_kind(matter.kind());
    ticket.set_topic(matter.topic());
    const uint64_t luck = rng_.Below(100);
    ticket.set_source(luck < 58   ? volunteer::TICKET_SOURCE_VISIT
                      : luck < 80 ? volunteer::TICKET_SOURCE_COMMUNITY
                      : luck < 93 ? volunteer::TICKET_SOURCE_HOTLINE
                                  : volunteer::TICKET_SOURCE_ONLINE);
    ticket.set_ticket_class(luck % 10 < 2   ? volunteer::TICKET_CLASS_CONSULT
                            : luck % 10 < 8 ? volunteer::TICKET_CLASS_ORDINARY
                                            : volunteer::TICKET_CLASS_COMPLEX);
    ticket.set_community_division(village->code);
    ticket.set_description(
        FillIn(matter.descriptions(static_cast<int>(rng_.Below(matter.descriptions_size()))), village->name));
    ticket.set_reporter_phone(Phone(kFirstReporterPhone + row));
    ticket.set_organization(ResourceName(facts_.county(), "organizations", village->code));
    AddSteps(matter, ResourceName(facts_.county(), "organizations", township->code), steps, with_steps);
  }

  // Registered in the daytime of some day of the year; each further step some hours later, all within three weeks.
  void AddSteps(const facts::Tickets::Matter& matter, const std::string& handler, size_t steps,
                volunteer::TicketWithSteps& ticket) {
    const absl::CivilDay day = absl::CivilDay(facts_.year(), 1, 1) + rng_.Between(0, 340);
    absl::Time time = absl::FromCivil(absl::CivilMinute(day) + rng_.Between(8 * 60, 18 * 60), ChinaZone());
    for (size_t i = 0; i < steps; ++i) {
      volunteer::TicketStep& step = *ticket.add_steps();
      step.set_action(kPath[i]);
      step.mutable_time()->set_seconds(absl::ToUnixSeconds(time));
      step.set_actor(i == 0 ? "村级网格员" : i == 1 ? "乡镇民情中心" : "承办人");
      if (kPath[i] == volunteer::TICKET_ACTION_ASSIGN) step.set_assigned_organization(handler);
      if (kPath[i] == volunteer::TICKET_ACTION_PROGRESS) step.set_note(matter.progress());
      if (kPath[i] == volunteer::TICKET_ACTION_RESOLVE) step.set_note(matter.resolution());
      if (kPath[i] == volunteer::TICKET_ACTION_CONFIRM) {
        step.set_satisfaction(rng_.Chance(870) ? volunteer::SATISFACTION_SATISFIED
                                               : volunteer::SATISFACTION_MOSTLY_SATISFIED);
      }
      time += absl::Minutes(rng_.Between(30, 96 * 60));
    }
  }

  const facts::County& facts_;
  const Divisions& divisions_;
  Rng rng_;
  // Matter of each ticket, an index.
  std::vector<int> matters_;
  std::vector<std::pair<const Township*, const Village*>> places_;
  std::vector<volunteer::TicketWithSteps> tickets_;
};

}  // namespace

std::vector<volunteer::TicketWithSteps> MakeTickets(const facts::County& facts, const Divisions& divisions, Rng rng) {
  return TicketsBuilder(facts, divisions, std::move(rng)).Build();
}

}  // namespace xf::sample

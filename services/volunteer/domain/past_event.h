// Events that are over, as paper records have them: how they ended, and whether their hours are acceptable.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/volunteer/domain/hours.h"
#include "xianfeng/volunteer/v1/event.pb.h"
#include "xianfeng/volunteer/v1/past_event.pb.h"

namespace xf::volunteer {

// Refuses an event that has not ended (an import can't sign anyone up), an end other than CLOSED or CANCELLED, service
// in a cancelled event, a member recorded twice, and a certifier who is the recorder: all violations at once.
absl::Status CheckPast(const v1::PastEvent& past, absl::Time now);

// Puts the event into its final state with the sums of its records; it was closed when it ended.
void End(const v1::PastEvent& past, v1::Event& event);

// What a member did in events other than the one that is judged.
struct Elsewhere {
  int64_t minutes = 0;
  bool overlaps = false;
};

// Judges the hours of a chunk's events one after the other, each with those accepted before it.
class ChunkHours {
 public:
  explicit ChunkHours(const HourRules& rules) : rules_(rules) {}

  // The participations that the records make; `elsewhere` is what the database knows, by record. The first error of
  // JudgeHours refuses the event as a whole.
  absl::StatusOr<std::vector<v1::Participation>> Judge(const v1::Event& event, const v1::PastEvent& past,
                                                       const std::vector<Elsewhere>& elsewhere);

 private:
  struct Span {
    absl::Time start;
    absl::Time end;
    int64_t minutes;
  };

  const HourRules& rules_;
  std::map<std::string, std::vector<Span>> accepted_;  // by member
};

}  // namespace xf::volunteer

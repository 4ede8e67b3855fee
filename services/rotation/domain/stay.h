// Stays: periods of days at posts, and how they get in each other's way.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace xf::rotation {

// A period of days, both counted.
struct Period {
  absl::CivilDay start;
  absl::CivilDay end;

  bool Overlaps(const Period& other) const { return start <= other.end && other.start <= end; }
  bool Contains(absl::CivilDay day) const { return start <= day && day <= end; }
};

// Complete months of a period: 1 March to 31 May is 3, and so is 1 March to 1 June, as documents write it.
int CompleteMonths(const Period& period);

// Whether a period is not longer than `months`. The day of the month on which it began may be its last one, because
// documents write three months as "3月1日至6月1日" as well as "3月1日至5月31日".
bool WithinMonths(const Period& period, int months);

// Who is where when.
class Occupancy {
 public:
  // Takes note of a stay; `placement` says whose it is, `host` is the name of the post's unit.
  void Add(absl::string_view placement, absl::string_view candidate, absl::string_view post, const Period& period,
           absl::string_view host = "");

  // The placement of `candidate` that overlaps the period, other than `except`; "" when there is none.
  std::string Overlapping(absl::string_view candidate, const Period& period, absl::string_view except = "") const;

  // Whether `candidate` is at `host` on some day of the period.
  bool IsAt(absl::string_view candidate, absl::string_view host, const Period& period) const;

  // The most stays at `post` on one day of the period, those of `except` not counted.
  int Peak(absl::string_view post, const Period& period, absl::string_view except = "") const;

 private:
  struct Stay {
    std::string placement;
    Period period;
    std::string host;
  };
  std::map<std::string, std::vector<Stay>, std::less<>> by_candidate_;
  std::map<std::string, std::vector<Stay>, std::less<>> by_post_;
};

}  // namespace xf::rotation

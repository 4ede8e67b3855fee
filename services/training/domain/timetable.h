// Whether a session may be scheduled: what its class, course, instructor and venue must be.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "xianfeng/training/v1/class.pb.h"
#include "xianfeng/training/v1/course.pb.h"
#include "xianfeng/training/v1/venue.pb.h"

namespace xf::training {

namespace v1 = xianfeng::training::v1;

// First and last day, inclusive.
struct Term {
  absl::CivilDay first;
  absl::CivilDay last;

  bool Contains(absl::CivilDay day) const { return first <= day && day <= last; }
};

// What a session refers to; nullopt where it does not exist for the caller.
struct Setting {
  bool class_closed = false;
  Term class_term;
  std::optional<v1::CourseState> course_state;
  std::optional<Term> hiring_term;
  std::optional<v1::VenueState> venue_state;
};

// OK when the session fits its setting, else the first thing that it does not fit: REFERENCE_NOT_FOUND, STATE_CONFLICT,
// FIELD_INVALID for a day outside the class, COURSE_NOT_APPROVED (意识形态审核 precedes use),
// INSTRUCTOR_NOT_IN_SERVICE, VENUE_CLOSED.
absl::Status CheckSetting(const v1::Session& session, const Setting& setting);

}  // namespace xf::training

// A county whose read model the tests fill as the consumer does: by changes, each in a transaction of its own.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/db/pool.h"
#include "common/db/session.h"
#include "common/testing/suite.h"
#include "services/report/definition.h"
#include "services/report/service.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"
#include "xianfeng/rotation/v1/placement.pb.h"
#include "xianfeng/rotation/v1/program.pb.h"
#include "xianfeng/sync/v1/sync.pb.h"
#include "xianfeng/training/v1/instructor.pb.h"
#include "xianfeng/training/v1/media.pb.h"
#include "xianfeng/training/v1/plan.pb.h"
#include "xianfeng/training/v1/venue.pb.h"
#include "xianfeng/volunteer/v1/event.pb.h"
#include "xianfeng/volunteer/v1/joint_activity.pb.h"
#include "xianfeng/volunteer/v1/returnee.pb.h"
#include "xianfeng/volunteer/v1/suggestion.pb.h"
#include "xianfeng/volunteer/v1/team.pb.h"
#include "xianfeng/volunteer/v1/ticket.pb.h"

namespace xf::report {

namespace rotation = xianfeng::rotation::v1;
namespace training = xianfeng::training::v1;
namespace volunteer = xianfeng::volunteer::v1;

// The value of an answer that must be one; the default when it is not, after a failure.
template <typename T>
T Must(absl::StatusOr<T> answer) {
  EXPECT_THAT(answer, testing::IsOk());
  return answer.ok() ? *std::move(answer) : T();
}

class ReportTest : public testing::ServiceTest<&Definition> {
 protected:
  using Values = std::map<std::string, int64_t>;

  ReportTest()
      : county_(NewCounty()),
        root_(testing::RootPath(county_)),
        pool_({.dsn = suite().dsn(), .schema = "report", .size = 1}) {}

  const std::string& county() const { return county_; }
  const std::string& root() const { return root_; }
  std::string Name(absl::string_view collection, absl::string_view id) const {
    return absl::StrCat(county_, "/", collection, "/", id);
  }

  // Tells the read model that a resource is now so. It belongs to `township`, "" being the county itself.
  template <typename T>
  void Tell(const T& resource, const std::string& township = "") {
    xianfeng::sync::v1::Change change;
    change.set_type(T::descriptor()->full_name());
    change.set_name(resource.name());
    change.set_org_path(township.empty() ? root_ : absl::StrCat(root_, ".", township));
    change.mutable_resource()->PackFrom(resource);
    Apply(std::move(change));
  }

  // Tells the read model that a resource is gone.
  template <typename T>
  void TellGone(const T& resource) {
    xianfeng::sync::v1::Change change;
    change.set_type(T::descriptor()->full_name());
    change.set_name(resource.name());
    change.set_org_path(root_);
    change.set_tombstone_reason(xianfeng::sync::v1::TOMBSTONE_REASON_SOFT);
    Apply(std::move(change));
  }

  v1::ListFiguresResponse Figures(const std::string& as_of = "") {
    v1::ListFiguresRequest request;
    request.set_parent(county_);
    if (!as_of.empty()) *request.mutable_as_of() = ToDate(*ParseIsoDate(as_of));
    return Must(Admin(county_).Call(&v1::FigureService::Stub::ListFigures, request));
  }

  // Values that are not 0, by row.
  Values NonZero(const std::string& as_of = "") {
    Values values;
    const v1::ListFiguresResponse response = Figures(as_of);
    for (const v1::Figure& figure : response.figures()) {
      if (figure.value() != 0) values[figure.name().substr(figure.name().rfind('/') + 1)] = figure.value();
    }
    return values;
  }

  absl::StatusOr<v1::Figure> GetFigure(const std::string& row, const std::string& as_of = "") {
    v1::GetFigureRequest request;
    request.set_name(Name("figures", row));
    if (!as_of.empty()) *request.mutable_as_of() = ToDate(*ParseIsoDate(as_of));
    return Admin(county_).Call(&v1::FigureService::Stub::GetFigure, request);
  }

  // Resources that count, to be changed by a test as it needs them.
  training::Venue Venue(const std::string& id, training::VenueKind kind) const;
  training::Instructor Instructor(const std::string& id, training::InstructorCategory category) const;
  rotation::Placement Shadowing(const std::string& id, const std::string& member) const;
  rotation::Placement Rotation(const std::string& id, const std::string& member) const;
  volunteer::Ticket Ticket(const std::string& id) const;
  volunteer::Event TwoNewEvent(const std::string& id) const;

 private:
  void Apply(xianfeng::sync::v1::Change change) {
    static const rpc::Definition definition = Definition();
    change.set_county(county_.substr(county_.rfind('/') + 1));
    change.set_revision(++revision_);
    db::Session db(pool_, {.read_only = false, .scopes = {root_}});
    ASSERT_THAT(definition.apply(db, "training", change), testing::IsOk());
    ASSERT_THAT(db.Commit(), testing::IsOk());
  }

  const std::string county_;
  const std::string root_;
  db::Pool pool_;
  int64_t revision_ = 0;
};

inline google::type::Date Day(const char* iso) { return ToDate(*ParseIsoDate(iso)); }

inline training::Venue ReportTest::Venue(const std::string& id, training::VenueKind kind) const {
  training::Venue venue;
  venue.set_name(Name("venues", id));
  venue.set_display_name("阵地" + id);
  venue.set_kind(kind);
  venue.set_state(training::VENUE_STATE_ACTIVE);
  return venue;
}

inline training::Instructor ReportTest::Instructor(const std::string& id, training::InstructorCategory category) const {
  training::Instructor instructor;
  instructor.set_name(Name("instructors", id));
  instructor.set_display_name("周讲师");
  instructor.set_category(category);
  *instructor.mutable_hired_from() = Day("2022-09-01");
  return instructor;
}

inline rotation::Placement ReportTest::Shadowing(const std::string& id, const std::string& member) const {
  rotation::Placement placement;
  placement.set_name(Name("placements", id));
  placement.set_member(Name("members", member));
  placement.set_candidate(Name("candidates", member));
  placement.set_state(rotation::PLACEMENT_STATE_ENDED);
  placement.set_program_type(rotation::PROGRAM_TYPE_SHADOWING);
  placement.set_host("市农业农村局");
  placement.set_host_level(rotation::HOST_LEVEL_CITY);
  *placement.mutable_start_date() = Day("2023-03-01");
  placement.set_age_at_start(35);
  placement.set_months(4);
  return placement;
}

inline rotation::Placement ReportTest::Rotation(const std::string& id, const std::string& member) const {
  rotation::Placement placement = Shadowing(id, member);
  placement.set_program_type(rotation::PROGRAM_TYPE_POST_ROTATION);
  placement.set_host_level(rotation::HOST_LEVEL_COUNTY);
  placement.set_demanding(true);
  placement.set_batch(Name("batches", "b1"));
  placement.set_months(2);
  return placement;
}

inline volunteer::Ticket ReportTest::Ticket(const std::string& id) const {
  volunteer::Ticket ticket;
  ticket.set_name(Name("tickets", id));
  ticket.set_kind(volunteer::TICKET_KIND_WORRY);
  ticket.set_state(volunteer::TICKET_STATE_CLOSED);
  ticket.mutable_closed_time()->set_seconds(
      absl::ToUnixSeconds(absl::FromCivil(absl::CivilSecond(2023, 5, 1, 18, 0, 0), absl::UTCTimeZone())));
  return ticket;
}

inline volunteer::Event ReportTest::TwoNewEvent(const std::string& id) const {
  volunteer::Event event;
  event.set_name(Name("events", id));
  event.set_title("巡河");
  event.set_state(volunteer::EVENT_STATE_CLOSED);
  event.set_sector(xianfeng::type::v1::SECTOR_PRIVATE_ENTERPRISE);
  event.set_category(volunteer::EVENT_CATEGORY_RIVER_PATROL);
  event.mutable_start_time()->set_seconds(
      absl::ToUnixSeconds(absl::FromCivil(absl::CivilSecond(2023, 5, 1, 1, 0, 0), absl::UTCTimeZone())));
  return event;
}

}  // namespace xf::report

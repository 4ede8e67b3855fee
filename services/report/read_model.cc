#include "services/report/read_model.h"

#include <memory>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/json_util.h"
#include "google/type/date.pb.h"
#include "services/report/sql/queries.h"
#include "xianfeng/rotation/v1/placement.pb.h"
#include "xianfeng/rotation/v1/program.pb.h"
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
namespace {

using google::protobuf::Message;
namespace rotation = xianfeng::rotation::v1;
namespace training = xianfeng::training::v1;
namespace volunteer = xianfeng::volunteer::v1;

// A type that the read model keeps.
struct Kept {
  const Message& prototype;
  // Field of the day (Date or Timestamp) from which a resource counts; "" = always.
  const char* day_field;
};

const Kept* FindKept(std::string_view type) {
  static const Kept kKept[] = {
      {training::Plan::default_instance(), "publish_date"},
      {training::Venue::default_instance(), ""},
      {training::Instructor::default_instance(), "hired_from"},
      {training::Channel::default_instance(), ""},
      {training::Column::default_instance(), ""},
      {rotation::Program::default_instance(), "start_date"},
      {rotation::Placement::default_instance(), "start_date"},
      {volunteer::Returnee::default_instance(), "return_date"},
      {volunteer::JointActivity::default_instance(), "held_date"},
      {volunteer::Team::default_instance(), "founded_date"},
      {volunteer::Ticket::default_instance(), "closed_time"},
      {volunteer::Suggestion::default_instance(), "submitted_date"},
      {volunteer::Event::default_instance(), "start_time"},
  };
  for (const Kept& kept : kKept) {
    if (kept.prototype.GetDescriptor()->full_name() == type) return &kept;
  }
  return nullptr;
}

// The day in the county of a Date or Timestamp field; nullopt when it is not set.
std::optional<absl::CivilDay> DayOf(const Message& message, const std::string& field_name) {
  const auto* field = message.GetDescriptor()->FindFieldByName(field_name);
  if (field == nullptr || !message.GetReflection()->HasField(message, field)) return std::nullopt;
  const Message& value = message.GetReflection()->GetMessage(message, field);
  if (const auto* date = dynamic_cast<const google::type::Date*>(&value)) return ToDay(*date);
  const auto& time = dynamic_cast<const google::protobuf::Timestamp&>(value);
  return absl::ToCivilDay(absl::FromUnixSeconds(time.seconds()), absl::FixedTimeZone(8 * 60 * 60));
}

absl::StatusOr<std::string> ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) return InternalError(absl::StrCat(message.GetTypeName(), " to JSON: ", status.ToString()));
  return json;
}

std::string IdOf(std::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

}  // namespace

bool IsKept(std::string_view type) { return FindKept(type) != nullptr; }

absl::Status ApplyChange(db::Session& db, std::string_view source, const xianfeng::sync::v1::Change& change) {
  const Kept* kept = FindKept(change.type());
  if (kept == nullptr) return absl::OkStatus();
  const db::Arg id("id", IdOf(change.name()));
  if (!change.has_resource()) return db.Run(sql::kDeleteFact, change, id).status();
  const std::unique_ptr<Message> resource(kept->prototype.New());
  if (!resource->ParseFromString(change.resource().value())) {
    return InternalError(absl::StrCat(source, " revision ", change.revision(), ": ", change.name(), " does not parse"));
  }
  ASSIGN_OR_RETURN(const std::string body, ToJson(*resource));
  return db.Run(sql::kUpsertFact, change, id, db::Arg("source", source), db::Arg("body", body),
                db::Arg("day", DayOf(*resource, kept->day_field)))
      .status();
}

}  // namespace xf::report

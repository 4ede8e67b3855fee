#include "services/report/read_model.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "google/protobuf/util/json_util.h"
#include "services/report/sql/queries.h"
#include "xianfeng/report/v1/assessment.pb.h"
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
namespace v1 = xianfeng::report::v1;
namespace rotation = xianfeng::rotation::v1;
namespace training = xianfeng::training::v1;
namespace volunteer = xianfeng::volunteer::v1;

// An empty message of a type that the read model keeps, null for any other type. The figures' definitions
// (R_figures.sql) read these types' fields by name.
const Message* FindPrototype(absl::string_view type) {
  static const Message* const kKept[] = {
      &training::Plan::default_instance(),
      &training::Venue::default_instance(),
      &training::Instructor::default_instance(),
      &training::Channel::default_instance(),
      &training::Column::default_instance(),
      &rotation::Program::default_instance(),
      &rotation::Placement::default_instance(),
      &volunteer::Returnee::default_instance(),
      &volunteer::JointActivity::default_instance(),
      &volunteer::Team::default_instance(),
      &volunteer::Ticket::default_instance(),
      &volunteer::Suggestion::default_instance(),
      &volunteer::Event::default_instance(),
      &v1::Scheme::default_instance(),
      &v1::Award::default_instance(),
  };
  for (const Message* kept : kKept) {
    if (kept->GetDescriptor()->full_name() == type) return kept;
  }
  return nullptr;
}

absl::StatusOr<std::string> ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  const auto status = google::protobuf::util::MessageToJsonString(message, &json, options);
  if (!status.ok()) return InternalError(absl::StrCat(message.GetTypeName(), " to JSON: ", status.ToString()));
  return json;
}

// The arguments that every statement about one fact takes.
std::vector<db::Arg> KeyOf(absl::string_view type, absl::string_view name) {
  return {{"county", api::CountyOf(name)}, {"type", type}, {"id", name.substr(name.rfind('/') + 1)}};
}

absl::Status Keep(db::Session& db, absl::string_view source, int64_t revision, absl::string_view name,
                  absl::string_view org_path, const Message& resource) {
  ASSIGN_OR_RETURN(const std::string body, ToJson(resource));
  return db
      .Rows(sql::kKeepFact, KeyOf(resource.GetTypeName(), name), db::Arg("name", name), db::Arg("org_path", org_path),
            db::Arg("source", source), db::Arg("revision", revision), db::Arg("body", body))
      .status();
}

}  // namespace

bool IsKept(absl::string_view type) { return FindPrototype(type) != nullptr; }

absl::Status ApplyChange(db::Session& db, absl::string_view source, const xianfeng::sync::v1::Change& change) {
  const Message* prototype = FindPrototype(change.type());
  if (prototype == nullptr) return absl::OkStatus();
  if (!change.has_resource()) return db.Run(sql::kDeleteFact, KeyOf(change.type(), change.name())).status();
  const std::unique_ptr<Message> resource(prototype->New());
  if (!resource->ParseFromString(change.resource().value())) {
    return InternalError(absl::StrCat(source, " revision ", change.revision(), ": ", change.name(), " does not parse"));
  }
  return Keep(db, source, change.revision(), change.name(), change.org_path(), *resource);
}

absl::Status KeepOwn(db::Session& db, const Message& resource) {
  const auto text = [&](const char* field) {
    return resource.GetReflection()->GetString(resource, resource.GetDescriptor()->FindFieldByName(field));
  };
  return Keep(db, "report", 0, text("name"), text("org_path"), resource);
}

}  // namespace xf::report

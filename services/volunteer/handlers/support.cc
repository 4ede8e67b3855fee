#include "services/volunteer/handlers/support.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "common/feed/org_mirror.h"
#include "services/volunteer/domain/hours.h"
#include "services/volunteer/domain/times.h"

namespace xf::volunteer {
namespace {

// FIELD_INVALID unless `date` is a day not after today.
absl::Status CheckPast(const rpc::Call& call, const google::type::Date& date, absl::string_view prefix,
                       absl::string_view field) {
  const std::string path = absl::StrCat(prefix, field);
  if (!IsValidDate(date)) return InvalidError(path, {"is not a day", "日期无效"});
  if (ToDay(date) > call.today()) return InvalidError(path, {"lies in the future", "日期晚于今天"});
  return absl::OkStatus();
}

void AddIfSet(absl::string_view field, const std::string& organization, std::vector<Reference>& references) {
  if (!organization.empty()) references.push_back({std::string(field), organization});
}

}  // namespace

std::vector<Reference> References(const v1::Team& team) {
  std::vector<Reference> references{{"organization", team.organization()}};
  AddIfSet("community", team.community(), references);
  return references;
}

std::vector<Reference> References(const v1::JointActivity& activity) {
  std::vector<Reference> references{{"organization", activity.organization()}};
  for (int i = 0; i < activity.partners_size(); ++i) {
    references.push_back({absl::StrCat("partners[", i, "]"), activity.partners(i)});
  }
  return references;
}

std::vector<Reference> References(const v1::Event& event) { return {{"organization", event.organization()}}; }

std::vector<Reference> References(const v1::Ticket& ticket) { return {{"organization", ticket.organization()}}; }

std::vector<Reference> References(const v1::Suggestion& suggestion) {
  std::vector<Reference> references{{"organization", suggestion.organization()}};
  AddIfSet("assigned_organization", suggestion.assigned_organization(), references);
  return references;
}

std::vector<Reference> References(const v1::Returnee& returnee) { return {{"organization", returnee.organization()}}; }

absl::StatusOr<Paths> KnownPaths(rpc::Call& call, absl::string_view county, const std::set<std::string>& names) {
  std::vector<std::string> ours;
  for (const std::string& name : names) {
    if (api::CountyOf(name) == county) ours.push_back(name);
  }
  return feed::OrgPathsOf(call, ours);
}

absl::Status CheckReferences(const std::vector<Reference>& references, const Paths& paths, absl::string_view prefix) {
  for (const auto& [field, organization] : references) {
    if (organization.empty() || paths.contains(organization)) continue;
    return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, absl::StrCat(prefix, field),
                             {absl::StrCat(organization, " does not exist"), absl::StrCat(organization, " 不存在")});
  }
  return absl::OkStatus();
}

absl::StatusOr<Paths> PathsOf(rpc::Call& call, absl::string_view county, const std::vector<Reference>& references,
                              absl::string_view prefix) {
  std::set<std::string> names;
  // An update names only what it changes.
  for (const Reference& reference : references) {
    if (!reference.organization.empty()) names.insert(reference.organization);
  }
  ASSIGN_OR_RETURN(Paths paths, KnownPaths(call, county, names));
  RETURN_IF_ERROR(CheckReferences(references, paths, prefix));
  return paths;
}

absl::Status Complete(const rpc::Call&, v1::Team& team, absl::string_view) {
  if (team.state() == v1::TEAM_STATE_UNSPECIFIED) team.set_state(v1::TEAM_STATE_ACTIVE);
  return absl::OkStatus();
}

absl::Status Complete(const rpc::Call& call, v1::JointActivity& activity, absl::string_view prefix) {
  return CheckPast(call, activity.held_date(), prefix, "held_date");
}

absl::Status Complete(const rpc::Call& call, v1::Event& event, absl::string_view prefix) {
  const absl::Time start = ToTime(event.start_time());
  const absl::Duration length = ToTime(event.end_time()) - start;
  const int most = call.Get<HourRules>().At(ServiceDay(start)).max_event_minutes;
  if (length <= absl::ZeroDuration()) {
    return InvalidError(absl::StrCat(prefix, "end_time"), {"is not after the start", "结束时间应晚于开始时间"});
  }
  if (length > absl::Minutes(most)) {
    return InvalidError(absl::StrCat(prefix, "end_time"),
                        {absl::StrCat("is more than ", most, " minutes after the start"),
                         absl::StrCat("活动时长超过 ", most, " 分钟")});
  }
  return absl::OkStatus();
}

absl::Status Complete(const rpc::Call& call, v1::Suggestion& suggestion, absl::string_view prefix) {
  return CheckPast(call, suggestion.submitted_date(), prefix, "submitted_date");
}

absl::Status Complete(const rpc::Call& call, v1::Returnee& returnee, absl::string_view prefix) {
  return CheckPast(call, returnee.return_date(), prefix, "return_date");
}

}  // namespace xf::volunteer

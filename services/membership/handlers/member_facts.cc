// Members in time: counts as of a date, changes of status, history.
#include <algorithm>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/membership/domain/age_band.h"
#include "services/membership/domain/member_states.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// A dimension's name in count_members.sql: "sector" for COUNT_DIMENSION_SECTOR.
std::string ColumnOf(const google::protobuf::EnumValueDescriptor& dimension) {
  return absl::AsciiStrToLower(db::EnumText(dimension));
}

// Which dimensions the statement tells apart: :by_sector, :by_age_band, ….
std::vector<db::Arg> Switches(const v1::CountMembersRequest& request) {
  std::vector<db::Arg> switches;
  const auto& type = *v1::CountDimension_descriptor();
  for (int i = 0; i < type.value_count(); ++i) {
    const auto& dimension = *type.value(i);
    const bool wanted =
        std::find(request.group_by().begin(), request.group_by().end(), dimension.number()) != request.group_by().end();
    switches.emplace_back(absl::StrCat("by_", ColumnOf(dimension)), wanted);
  }
  return switches;
}

// The statuses to count, as text[].
std::string States(const v1::CountMembersRequest& request) {
  std::vector<std::string> states;
  for (int state : request.states()) {
    states.push_back(db::EnumText(*v1::MemberState_descriptor()->FindValueByNumber(state)));
  }
  if (states.empty()) states = {"NORMAL", "CORRECTING"};
  return TextArray(states);
}

// First days of birth of the bands of age, as date[].
std::string AgeBands(absl::CivilDay as_of) {
  std::vector<std::string> days;
  for (const absl::CivilDay first : AgeBandBirths(as_of)) days.push_back(IsoDate(first));
  return TextArray(days);
}

// The statement that counts the members of a day. Of today, and of days since which little has happened, the members'
// own rows say what their facts say, and say it ten times faster.
const db::Query& CountOf(absl::CivilDay as_of, absl::CivilDay today, bool known_at) {
  if (known_at || as_of > today) return sql::kCountMembers;
  return as_of == today ? sql::kCountMembersNow : sql::kCountMembersAsOf;
}

// Keys of a row of count_members.sql, one per dimension asked for.
std::vector<std::string> KeysOf(const v1::CountMembersRequest& request, const db::Result& rows, size_t row) {
  std::vector<std::string> keys;
  for (int dimension : request.group_by()) {
    if (dimension == v1::COUNT_DIMENSION_AGE_BAND) {
      keys.emplace_back(AgeBand(static_cast<size_t>(rows.number(row, "age_band"))));
    } else {
      keys.push_back(rows.text(row, ColumnOf(*v1::CountDimension_descriptor()->FindValueByNumber(dimension))));
    }
  }
  return keys;
}

absl::Status CheckCount(const v1::CountMembersRequest& request) {
  std::vector<Violation> violations;
  for (int i = 0; i < request.group_by_size(); ++i) {
    if (request.group_by(i) == v1::COUNT_DIMENSION_UNSPECIFIED) {
      violations.push_back({absl::StrCat("group_by[", i, "]"), {"is not a dimension", "统计维度无效"}});
    }
  }
  for (int i = 0; i < request.states_size(); ++i) {
    if (request.states(i) == v1::MEMBER_STATE_UNSPECIFIED) {
      violations.push_back({absl::StrCat("states[", i, "]"), {"is not a status", "党籍状态无效"}});
    }
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

}  // namespace

// Counts the members in the caller's scope as of a date, from the facts that are known now or were at a moment.
absl::StatusOr<v1::CountMembersResponse> MemberService::CountMembers(rpc::Call& call,
                                                                     const v1::CountMembersRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckCount(request));
  std::string from, to = "~";
  if (!request.organization().empty()) {
    ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(request.organization(), "organization"));
    ASSIGN_OR_RETURN(const v1::Organization top, call.db().One<v1::Organization>(sql::kGetOrganization, name));
    from = top.org_path();
    to = absl::StrCat(from, "/");
  }
  const absl::CivilDay as_of = request.has_as_of() ? ToDay(request.as_of()) : call.today();
  ASSIGN_OR_RETURN(
      const db::Result rows,
      call.db().Rows(CountOf(as_of, call.today(), request.has_known_at()), county, db::Arg("as_of", as_of),
                     db::Arg("from_path", from), db::Arg("to_path", to), db::Arg("states", States(request)),
                     db::Arg("age_bands", AgeBands(as_of)), Switches(request), request));
  v1::CountMembersResponse response;
  *response.mutable_as_of() = ToDate(as_of);
  std::map<std::vector<std::string>, int64_t> counts;
  for (size_t row = 0; row < rows.size(); ++row) {
    const int64_t members = rows.number(row, "members");
    response.set_total(response.total() + members);
    if (request.group_by_size() > 0) counts[KeysOf(request, rows, row)] += members;
  }
  for (const auto& [keys, count] : counts) {
    v1::MemberCount& group = *response.add_groups();
    group.mutable_keys()->Add(keys.begin(), keys.end());
    group.set_count(count);
  }
  return response;
}

// Changes a member's status as of a date: the status that lasts ends, the new one begins.
absl::StatusOr<v1::Member> MemberService::ChangeMemberState(rpc::Call& call,
                                                            const v1::ChangeMemberStateRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  if (ToDay(request.effective_date()) > call.today()) {
    return InvalidError("effective_date", {"lies in the future", "日期不能晚于今天"});
  }
  ASSIGN_OR_RETURN(const v1::Member member, call.db().One<v1::Member>(sql::kGetMemberForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), member.etag(), member.name()));
  ASSIGN_OR_RETURN(const Transition* transition,
                   FindTransition(member.name(), member.state(), request.state(), request.ground()));
  ASSIGN_OR_RETURN(const db::Result known, call.db().Rows(sql::kGetPresentState, name));
  const StateChange change{.day = ToDay(request.effective_date()),
                           .since = ParseIsoDate(known.text(0, "since")).value_or(absl::CivilDay()),
                           .has_document = !request.document().empty(),
                           .lost_since = ParseIsoDate(known.text(0, "lost_since"))};
  RETURN_IF_ERROR(CheckTransition(member.name(), *transition, change, call.Get<Rules>()));
  v1::ChangeMemberStateRequest decided = request;
  decided.set_ground(transition->ground);
  ASSIGN_OR_RETURN(const int64_t facts, call.db().Run(sql::kChangeStateFact, name, decided));
  if (facts == 0) {
    return InvalidError("effective_date", {"is not after the day of the last change", "须晚于上一次变更日期"});
  }
  ASSIGN_OR_RETURN(v1::Member changed, call.db().One<v1::Member>(sql::kChangeMemberState, name, request));
  call.Changed(changed);
  return changed;
}

// Returns all that was ever recorded about where a member was registered and in which status.
absl::StatusOr<v1::GetMemberHistoryResponse> MemberService::GetMemberHistory(
    rpc::Call& call, const v1::GetMemberHistoryRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::Member member, call.db().One<v1::Member>(sql::kGetMember, name));
  ASSIGN_OR_RETURN(auto memberships, call.db().Many<v1::MembershipFact>(sql::kListMembershipFacts, member));
  ASSIGN_OR_RETURN(auto states, call.db().Many<v1::StateFact>(sql::kListStateFacts, member));
  ASSIGN_OR_RETURN(auto merges, call.db().Many<v1::MergeFact>(sql::kListMerges, name));
  v1::GetMemberHistoryResponse response;
  response.mutable_merges()->Add(merges.begin(), merges.end());
  response.mutable_memberships()->Add(memberships.begin(), memberships.end());
  response.mutable_states()->Add(states.begin(), states.end());
  for (const v1::StateFact& fact : states) {
    if (fact.has_known_to() || fact.has_end_date()) continue;
    const auto outlook = Outlook(fact.state(), ToDay(fact.start_date()), call.today(), call.Get<Rules>());
    response.mutable_outlook()->Add(outlook.begin(), outlook.end());
  }
  return response;
}

}  // namespace xf::membership

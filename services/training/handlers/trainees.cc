// Who takes part in a class. Membership is asked who the members are and where they are registered.
#include <map>
#include <set>

#include "common/api/list.h"
#include "common/base/date.h"
#include "common/rpc/peer_call.h"
#include "services/training/domain/credit_rules.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::training {
namespace {

namespace membership = xianfeng::membership::v1;

// An account's id is "{year}-{member id}" and at most 64 characters long.
constexpr size_t kLongestMemberId = 59;

std::string TraineeField(int i) { return absl::StrCat("trainees[", i, "].member"); }

absl::Status CheckTrainees(const ClassName& name, const v1::EnrolTraineesRequest& request) {
  std::vector<Violation> violations;
  std::set<std::string> seen;
  for (int i = 0; i < request.trainees_size(); ++i) {
    const std::string& member = request.trainees(i).member();
    const auto parsed = MemberName::Parse(member, TraineeField(i));
    if (!parsed.ok()) {
      violations.push_back({TraineeField(i), {"not the name of a member", "党员资源名称格式不正确"}});
    } else if (parsed->county() != name.county()) {
      violations.push_back({TraineeField(i), {"the member is of another county", "党员属于其他县"}});
    } else if (parsed->id().size() > kLongestMemberId) {
      violations.push_back(
          {TraineeField(i), {"the id is too long for a credit account", "党员标识过长,无法建立学时账户"}});
    } else if (!seen.insert(member).second) {
      violations.push_back({TraineeField(i), {"named twice", "重复填写"}});
    }
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

// The members as membership knows them; INVALID_ARGUMENT naming every one that the caller can't see.
absl::StatusOr<std::map<std::string, membership::Member>> AskRoster(rpc::Call& call, const ClassName& name,
                                                                    const v1::EnrolTraineesRequest& request) {
  membership::BatchGetMembersRequest ask;
  ask.set_parent(CountyName::Parse(absl::StrCat("counties/", name.county()))->ToString());
  for (const v1::Trainee& trainee : request.trainees()) ask.add_names(trainee.member());
  ASSIGN_OR_RETURN(const membership::BatchGetMembersResponse answer,
                   call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::BatchGetMembers, ask));
  std::map<std::string, membership::Member> roster;
  for (const membership::Member& member : answer.members()) roster[member.name()] = member;
  std::vector<Violation> violations;
  for (int i = 0; i < request.trainees_size(); ++i) {
    if (roster.contains(request.trainees(i).member())) continue;
    violations.push_back(
        {TraineeField(i), {"there is no such member in your scope", "党员不存在或不在您的管理范围内"}});
  }
  if (!violations.empty()) return InvalidError(std::move(violations));
  return roster;
}

// The trainees as rows for SQL: a new enrolment's id, the member's path and name, the role if given.
std::string TraineeRows(rpc::Call& call, const v1::EnrolTraineesRequest& request,
                        const std::map<std::string, membership::Member>& roster) {
  db::JsonRows rows(&call.sealer());
  for (const v1::Trainee& trainee : request.trainees()) {
    const membership::Member& member = roster.at(trainee.member());
    rows.Add(0, trainee,
             {db::Arg("id", call.NewId()), db::Arg("org_path", member.org_path()),
              db::Arg("display_name", member.display_name())});
  }
  return rows.Text();
}

// INVALID_ARGUMENT naming every trainee who is sent away on some day of the class.
absl::Status CheckPresent(rpc::Call& call, const CountyName& county, const v1::Class& training_class,
                          const v1::EnrolTraineesRequest& request, const db::Arg& rows) {
  RETURN_IF_ERROR(call.db().Rows(sql::kLockDays, county, rows).status());
  ASSIGN_OR_RETURN(const db::Result away, call.db().Rows(sql::kListAway, county, training_class, rows));
  std::map<std::string, size_t> row_of;
  for (size_t row = 0; row < away.size(); ++row) row_of[away.text(row, "member")] = row;
  std::vector<Violation> violations;
  for (int i = 0; i < request.trainees_size(); ++i) {
    const auto found = row_of.find(request.trainees(i).member());
    if (found == row_of.end()) continue;
    const auto text = [&, row = found->second](absl::string_view column) { return away.text(row, column); };
    violations.push_back(
        {TraineeField(i),
         {absl::StrCat("away at ", text("host"), " from ", text("start_date"), " to ", text("end_date")),
          absl::StrCat(text("start_date"), "至", text("end_date"), "派往", text("host"))}});
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

absl::Status OpenAccounts(rpc::Call& call, const CountyName& county, const v1::Class& training_class,
                          const db::Arg& rows) {
  const CreditRule& rule = call.Get<CreditRules>().On(ToDay(training_class.start_date()));
  ASSIGN_OR_RETURN(const auto accounts, call.db().Many<v1::CreditAccount>(
                                            sql::kOpenAccounts, county, rows, db::Arg("year", training_class.year()),
                                            db::Arg("member_milli", rule.Target(v1::OBLIGATION_ROLE_MEMBER)),
                                            db::Arg("committee_milli", rule.Target(v1::OBLIGATION_ROLE_COMMITTEE)),
                                            db::Arg("rule_version", rule.version)));
  for (const v1::CreditAccount& account : accounts) call.Changed(account);
  return absl::OkStatus();
}

// Counts the new trainees on the class, within its capacity.
absl::Status CountTrainees(rpc::Call& call, const ClassName& name, v1::Class training_class, size_t added) {
  if (added == 0) return absl::OkStatus();
  training_class.set_trainee_count(training_class.trainee_count() + static_cast<int32_t>(added));
  if (training_class.capacity() > 0 && training_class.trainee_count() > training_class.capacity()) {
    return PreconditionError(errors::REASON_CLASS_FULL, training_class.name(),
                             {absl::StrCat("the class takes ", training_class.capacity(), " trainees"),
                              absl::StrCat("培训班名额为", training_class.capacity(), "人")});
  }
  if (training_class.state() == v1::CLASS_STATE_PLANNED) training_class.set_state(v1::CLASS_STATE_ENROLLING);
  ASSIGN_OR_RETURN(const v1::Class updated, call.db().One<v1::Class>(sql::kUpdateClass, name, training_class));
  call.Changed(updated);
  return absl::OkStatus();
}

}  // namespace

// Enrols members in a class and opens their credit accounts of its year.
absl::StatusOr<v1::EnrolTraineesResponse> ClassService::EnrolTrainees(rpc::Call& call,
                                                                      const v1::EnrolTraineesRequest& request) {
  ASSIGN_OR_RETURN(const ClassName name, ClassName::Parse(request.name()));
  RETURN_IF_ERROR(CheckTrainees(name, request));
  ASSIGN_OR_RETURN(const auto roster, AskRoster(call, name, request));
  ASSIGN_OR_RETURN(const v1::Class training_class, call.db().One<v1::Class>(sql::kGetClassForUpdate, name));
  if (training_class.state() == v1::CLASS_STATE_CLOSED) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, training_class.name(),
                             {"the class is closed", "培训班已结业"});
  }
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(absl::StrCat("counties/", name.county())));
  const db::Arg rows("rows", TraineeRows(call, request, roster));
  const db::Arg class_id("class_id", name.id());
  RETURN_IF_ERROR(CheckPresent(call, county, training_class, request, rows));
  RETURN_IF_ERROR(OpenAccounts(call, county, training_class, rows));
  ASSIGN_OR_RETURN(const auto added, call.db().Many<v1::Enrolment>(sql::kEnrolTrainees, county, class_id, rows));
  for (const v1::Enrolment& enrolment : added) call.Changed(enrolment);
  RETURN_IF_ERROR(CountTrainees(call, name, training_class, added.size()));
  ASSIGN_OR_RETURN(const auto enrolments,
                   call.db().Many<v1::Enrolment>(sql::kListEnrolmentsOfMembers, county, class_id, rows));
  v1::EnrolTraineesResponse response;
  response.mutable_enrolments()->Add(enrolments.begin(), enrolments.end());
  return response;
}

// Lists the enrolments in the caller's scope.
absl::StatusOr<v1::ListEnrolmentsResponse> ClassService::ListEnrolments(rpc::Call& call,
                                                                        const v1::ListEnrolmentsRequest& request) {
  return api::List<v1::ListEnrolmentsResponse>(call.db(), sql::kListEnrolments, request);
}

}  // namespace xf::training

// Steps of an admission: recording one, with what it does to the member.
#include <google/protobuf/timestamp.pb.h>

#include <map>

#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/membership/domain/admission_check.h"
#include "services/membership/domain/member_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/corrections.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

using Record = v1::AdmissionStepRecord;

absl::Status Closed(const v1::Admission& admission) {
  return PreconditionError(errors::REASON_STATE_CONFLICT, admission.name(),
                           {"the admission has ended", "该发展过程已经结束"});
}

// Whether a record may still be made: not after the end, unless it corrects the very decision that was the end; and
// what has become of a member can't be corrected here.
absl::Status CheckOpen(const v1::Admission& admission, const AdmissionCourse& course, const Record& record) {
  const Record* known = course.Last(record.step());
  if (admission.state() == v1::ADMISSION_STATE_TERMINATED) {
    const bool corrects_the_end = known != nullptr && known->outcome() == v1::ADMISSION_OUTCOME_FAILED &&
                                  course.Termination() == v1::TERMINATION_REASON_FAILED_REVIEW;
    if (!corrects_the_end) return Closed(admission);
  }
  const int step = record.step();
  const bool made_member = !admission.member().empty();
  const bool fixed =
      (made_member && (step == v1::ADMISSION_STEP_BRANCH_MEETING || step == v1::ADMISSION_STEP_COMMITTEE_APPROVAL ||
                       step == v1::ADMISSION_STEP_REGISTRATION)) ||
      (known != nullptr && step == v1::ADMISSION_STEP_CONVERSION_APPROVAL) ||
      (admission.state() == v1::ADMISSION_STATE_FULL && step == v1::ADMISSION_STEP_CONVERSION_MEETING);
  if (fixed && known != nullptr) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, admission.name(),
                             {"the member's registration is built on this step: correct the member (UpdateMember)",
                              "党员名册已据此登记,请更正党员信息"});
  }
  const std::vector<int> missing = course.MissingBefore(step);
  if (missing.empty()) return absl::OkStatus();
  std::string en, zh;
  for (const int before : missing) {
    absl::StrAppend(&en, en.empty() ? "steps not recorded yet: " : ", ", before);
    absl::StrAppend(&zh, zh.empty() ? "尚未记录:" : "、", "第 ", before, " 步“", InfoOf(before).display_name, "”");
  }
  return PreconditionError(errors::REASON_ADMISSION_STEP_NOT_OPEN, admission.name(), {en, zh});
}

// 细则 Art. 9, 14: contacts and introducers are full members, in normal status, of this county.
absl::Status CheckMembers(rpc::Call& call, const AdmissionName& name, const Record& record) {
  if (record.members().empty()) return absl::OkStatus();
  std::vector<std::string> ids;
  for (int i = 0; i < record.members_size(); ++i) {
    const std::string field = absl::StrCat("record.members[", i, "]");
    ASSIGN_OR_RETURN(const MemberName member, MemberName::Parse(record.members(i), field));
    if (member.county() != name.county()) return InvalidError(field, {"is of another county", "不属于本县"});
    ids.push_back(member.id());
  }
  ASSIGN_OR_RETURN(const auto members, call.db().Many<v1::Member>(sql::kGetMembers, db::Arg("county", name.county()),
                                                                  db::Arg("ids", TextArray(ids))));
  std::map<std::string, const v1::Member*> found;
  for (const v1::Member& member : members) found[member.name()] = &member;
  std::vector<Violation> violations;
  for (int i = 0; i < record.members_size(); ++i) {
    const std::string field = absl::StrCat("record.members[", i, "]");
    const auto member = found.find(record.members(i));
    if (member == found.end()) return ReferenceNotFound(field, record.members(i));
    if (!CanHoldOffice(*member->second, ToDay(record.date()))) {
      violations.push_back({field,
                            {"is not a full member in normal status on that day (Art. 9, 14)",
                             "须为当日党籍正常的正式党员(细则第九条、第十四条)"}});
    }
  }
  return violations.empty() ? absl::OkStatus() : InvalidError(std::move(violations));
}

// 细则 (2014) Art. 24: the committee that decides has power to approve, and leads the branch.
absl::Status CheckCommittee(rpc::Call& call, const v1::Admission& admission, const AdmissionName& name,
                            const Record& record) {
  if (record.organization().empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const OrganizationName committee_name,
                   OrganizationName::Parse(record.organization(), "record.organization"));
  if (committee_name.county() != name.county()) {
    return InvalidError("record.organization", {"is of another county", "不属于本县"});
  }
  ASSIGN_OR_RETURN(const auto committee, call.db().Maybe<v1::Organization>(sql::kGetOrganization, committee_name));
  if (!committee) return ReferenceNotFound("record.organization", record.organization());
  if (!IsCommittee(committee->kind()) || !IsAtOrBelow(admission.org_path(), committee->org_path())) {
    return InvalidError("record.organization",
                        {"is not a committee above the branch; general branches, leading groups and temporary "
                         "organizations don't approve members",
                         "须为该支部上级且有审批权限的党委;党总支、党组和临时党组织不能审批党员"});
  }
  return absl::OkStatus();
}

// Step 19: the applicant becomes a probationary member since the day of the branch meeting (细则 Art. 31).
absl::StatusOr<v1::Member> RegisterMember(rpc::Call& call, const v1::Admission& admission, const AdmissionName& name,
                                          absl::CivilDay joined) {
  ASSIGN_OR_RETURN(const v1::Organization branch,
                   HoldOrganization(call, name.county(), admission.organization(), "organization"));
  RETURN_IF_ERROR(CheckHoldsMembers(branch));
  v1::Member member;
  member.set_display_name(admission.display_name());
  member.set_id_number(admission.id_number());
  member.set_gender(admission.gender());
  member.set_ethnicity(admission.ethnicity());
  *member.mutable_birth_date() = admission.birth_date();
  member.set_education(admission.education());
  member.set_phone(admission.phone());
  member.set_organization(admission.organization());
  member.set_member_kind(v1::MEMBER_KIND_PROBATIONARY);
  member.set_sector(branch.sector());
  *member.mutable_application_date() = admission.application_date();
  *member.mutable_joined_date() = ToDate(joined);
  ASSIGN_OR_RETURN(v1::Member made,
                   call.db().One<v1::Member>(sql::kCreateMember, MemberName(name.county(), call.NewId()),
                                             db::Arg("org_path", branch.org_path()), member));
  call.Changed(made);
  return made;
}

// Step 19 of a person who was registered before: the same person, in the same probation.
absl::Status CheckRegistered(rpc::Call& call, const v1::Admission& admission, const MemberName& member_name,
                             absl::CivilDay joined) {
  ASSIGN_OR_RETURN(const auto member, call.db().Maybe<v1::Member>(sql::kGetMember, member_name));
  if (!member) return ReferenceNotFound("member", member_name.ToString());
  if (member->id_number() != admission.id_number() || ToDay(member->joined_date()) != joined) {
    return InvalidError("member", {"has another ID number or another joining day than this admission",
                                   "与本次发展的公民身份号码或入党日期不一致"});
  }
  return absl::OkStatus();
}

// Step 24: the member is full since probation was complete (党章 Art. 7), or is none any more.
absl::Status Convert(rpc::Call& call, const v1::Admission& admission, const Record& record,
                     std::optional<absl::CivilDay> probation_end) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(admission.member(), "member"));
  ASSIGN_OR_RETURN(const v1::Member before, call.db().One<v1::Member>(sql::kGetMemberForUpdate, name));
  if (record.outcome() == v1::ADMISSION_OUTCOME_FAILED) {
    v1::ChangeMemberStateRequest change;
    change.set_state(v1::MEMBER_STATE_PROBATION_CANCELLED);
    change.set_reason("取消预备党员资格");
    change.set_document(record.document());
    *change.mutable_effective_date() = record.date();
    if (before.state() != v1::MEMBER_STATE_NORMAL && before.state() != v1::MEMBER_STATE_CORRECTING) {
      return PreconditionError(errors::REASON_STATE_CONFLICT, before.name(),
                               {"the member's status has ended already", "该党员的党籍状态已经终止"});
    }
    ASSIGN_OR_RETURN(const int64_t facts, call.db().Run(sql::kChangeStateFact, name, change));
    if (facts == 0)
      return InvalidError("record.date", {"is before the last change of status", "早于上一次党籍状态变更"});
    ASSIGN_OR_RETURN(const v1::Member changed, call.db().One<v1::Member>(sql::kChangeMemberState, name, change));
    call.Changed(changed);
    return absl::OkStatus();
  }
  if (before.member_kind() == v1::MEMBER_KIND_FULL) return absl::OkStatus();
  ASSIGN_OR_RETURN(const v1::Member full,
                   call.db().One<v1::Member>(sql::kConvertMember, name, db::Arg("full_member_date", *probation_end)));
  RETURN_IF_ERROR(CorrectFacts(call, name, before, full));
  call.Changed(full);
  return absl::OkStatus();
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(absl::ToUnixSeconds(time));
  return timestamp;
}

}  // namespace

// Records what was done or decided at a step, by the rules of its day.
absl::StatusOr<v1::Admission> AdmissionService::RecordAdmissionStep(rpc::Call& call,
                                                                    const v1::RecordAdmissionStepRequest& request) {
  ASSIGN_OR_RETURN(const AdmissionName name, AdmissionName::Parse(request.name()));
  const AdmissionRules& rules = call.Get<AdmissionRules>();
  ASSIGN_OR_RETURN(v1::Admission admission, call.db().One<v1::Admission>(sql::kGetAdmissionForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), admission.etag(), admission.name()));
  v1::RecordAdmissionStepRequest recorded = request;
  Record& record = *recorded.mutable_record();
  if (record.outcome() == v1::ADMISSION_OUTCOME_UNSPECIFIED) record.set_outcome(v1::ADMISSION_OUTCOME_PASSED);
  const absl::CivilDay day = ToDay(record.date());
  record.set_rule_version(rules.At(day).version);
  *record.mutable_record_time() = ToTimestamp(call.now());

  AdmissionCourse course(admission);
  RETURN_IF_ERROR(CheckOpen(admission, course, record));
  const std::optional<Record> replaced = course.Put(record);
  if (auto violations = CheckRecord(course, record, rules, call.Get<WorkCalendar>(), call.today());
      !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  RETURN_IF_ERROR(CheckMembers(call, name, record));
  RETURN_IF_ERROR(CheckCommittee(call, admission, name, record));

  if (record.step() == v1::ADMISSION_STEP_REGISTRATION) {
    const absl::CivilDay joined = *course.DayOf(v1::ADMISSION_STEP_BRANCH_MEETING);
    if (request.member().empty()) {
      ASSIGN_OR_RETURN(const v1::Member member, RegisterMember(call, admission, name, joined));
      admission.set_member(member.name());
    } else {
      ASSIGN_OR_RETURN(const MemberName member, MemberName::Parse(request.member(), "member"));
      RETURN_IF_ERROR(CheckRegistered(call, admission, member, joined));
      admission.set_member(request.member());
    }
  } else if (record.step() == v1::ADMISSION_STEP_CONVERSION_APPROVAL &&
             record.outcome() != v1::ADMISSION_OUTCOME_EXTENDED) {
    RETURN_IF_ERROR(Convert(call, admission, record, course.ProbationEnd(rules)));
  }

  admission.mutable_steps()->Assign(course.records().begin(), course.records().end());
  admission.set_state(course.State());
  admission.set_termination_reason(course.Termination());
  admission.clear_termination_date();
  if (admission.state() == v1::ADMISSION_STATE_TERMINATED) *admission.mutable_termination_date() = record.date();
  RETURN_IF_ERROR(
      call.db()
          .Run(sql::kRecordAdmissionStepFact, name, db::Arg("org_path", admission.org_path()),
               db::Arg("step", db::EnumText(*v1::AdmissionStep_descriptor()->FindValueByNumber(record.step()))),
               db::Arg("day", day),
               db::Arg("replaced_day", replaced ? std::optional(ToDay(replaced->date())) : std::nullopt), recorded)
          .status());
  ASSIGN_OR_RETURN(v1::Admission after, call.db().One<v1::Admission>(sql::kUpdateAdmission, name, admission));
  call.Changed(after);
  return after;
}

}  // namespace xf::membership

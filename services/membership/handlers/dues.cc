// Dues: assessments, payments, arrears. Money is in fen.
#include "absl/strings/str_cat.h"
#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/domain/dues_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// The member that a request's field names, locked, with its branch held where it is.
struct Payer {
  v1::Member member;
  v1::Organization branch;
};

absl::StatusOr<Payer> LockPayer(rpc::Call& call, const std::string& county, const std::string& reference,
                                absl::string_view field) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(reference, field));
  if (name.county() != county) return InvalidError(field, {"is of another county", "不属于本县"});
  ASSIGN_OR_RETURN(auto member, call.db().Maybe<v1::Member>(sql::kGetMemberForUpdate, name));
  if (!member) return ReferenceNotFound(field, reference);
  ASSIGN_OR_RETURN(v1::Organization branch, HoldOrganization(call, county, member->organization(), field));
  return Payer{*std::move(member), std::move(branch)};
}

// What the member owes for the months of a payment; DUES_NOT_ASSESSED when one of them has no assessment.
absl::StatusOr<int64_t> DueFor(rpc::Call& call, const v1::DuesPayment& payment) {
  ASSIGN_OR_RETURN(const MemberName member, MemberName::Parse(payment.member(), "payment.member"));
  ASSIGN_OR_RETURN(const db::Result months, call.db().Rows(sql::kListDuesOfMonths, member, payment));
  int64_t due = 0;
  for (size_t row = 0; row < months.size(); ++row) {
    if (!months.at(row, "monthly_fen")) {
      const std::string month = months.text(row, "month");
      return PreconditionError(
          errors::REASON_DUES_NOT_ASSESSED, payment.member(),
          {absl::StrCat("there is no assessment for ", month), absl::StrCat(month, " 没有核定党费标准")});
    }
    due += months.number(row, "monthly_fen");
  }
  return due;
}

}  // namespace

// Sets what a member pays a month from a month on.
absl::StatusOr<v1::DuesAssessment> DuesService::AssessDues(rpc::Call& call, const v1::AssessDuesRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::DuesAssessment assessment = request.assessment();
  ASSIGN_OR_RETURN(const Payer payer, LockPayer(call, county.county(), assessment.member(), "assessment.member"));
  auto violations = Assess(assessment, call.Get<DuesRules>(), ToDay(payer.member.joined_date()));
  if (!violations.empty()) return InvalidError(std::move(violations));
  assessment.set_organization(payer.branch.name());
  assessment.set_org_path(payer.branch.org_path());
  assessment.set_display_name(payer.member.display_name());
  if (request.validate_only()) return assessment;

  const DuesAssessmentName name(county.county(),
                                request.assessment_id().empty() ? call.NewId() : request.assessment_id());
  ASSIGN_OR_RETURN(v1::DuesAssessment made, call.db().One<v1::DuesAssessment>(sql::kAssessDues, name, assessment));
  v1::DuesAssessment told = made;
  told.clear_base_fen();  // Financial data (PIPL Art. 28) stays here.
  call.Changed(told);
  return made;
}

// Lists the assessments in the caller's scope.
absl::StatusOr<v1::ListDuesAssessmentsResponse> DuesService::ListDuesAssessments(
    rpc::Call& call, const v1::ListDuesAssessmentsRequest& request) {
  return api::List<v1::ListDuesAssessmentsResponse>(call.db(), sql::kListDuesAssessments, request);
}

// Records that a member paid the dues of one or more months: exactly what is due for them, and perhaps a gift.
absl::StatusOr<v1::DuesPayment> DuesService::RecordPayment(rpc::Call& call, const v1::RecordPaymentRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::DuesPayment payment = request.payment();
  if (payment.last_month().empty()) payment.set_last_month(payment.first_month());
  const DuesRules& rules = call.Get<DuesRules>();
  if (auto violations = CheckPayment(payment, rules, call.today()); !violations.empty()) {
    return InvalidError(std::move(violations));
  }
  ASSIGN_OR_RETURN(const Payer payer, LockPayer(call, county.county(), payment.member(), "payment.member"));
  ASSIGN_OR_RETURN(const int64_t due, DueFor(call, payment));
  if (payment.amount_fen() != due) {
    return InvalidError("payment.amount_fen",
                        {absl::StrCat("must be ", due, ", what is due for these months; more is gift_fen"),
                         absl::StrCat("应为这些月份的应交金额 ", due, " 分,自愿多交部分填写 gift_fen")});
  }
  payment.set_organization(payer.branch.name());
  payment.set_org_path(payer.branch.org_path());
  payment.set_display_name(payer.member.display_name());
  payment.set_gift_forwarded(payment.gift_fen() >= rules.At(ToDay(payment.payment_date())).central_gift);
  const DuesPaymentName name(county.county(), request.payment_id().empty() ? call.NewId() : request.payment_id());
  ASSIGN_OR_RETURN(v1::DuesPayment made, call.db().One<v1::DuesPayment>(sql::kRecordPayment, name, payment));
  call.Changed(made);
  return made;
}

// Takes a payment back that was recorded by mistake.
absl::StatusOr<v1::DuesPayment> DuesService::VoidPayment(rpc::Call& call, const v1::VoidPaymentRequest& request) {
  ASSIGN_OR_RETURN(const DuesPaymentName name, DuesPaymentName::Parse(request.name()));
  ASSIGN_OR_RETURN(const v1::DuesPayment before, call.db().One<v1::DuesPayment>(sql::kGetPaymentForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), before.etag(), before.name()));
  if (before.has_void_time()) {
    return PreconditionError(errors::REASON_STATE_CONFLICT, before.name(),
                             {"the payment was taken back before", "该笔缴费已经作废"});
  }
  ASSIGN_OR_RETURN(v1::DuesPayment after, call.db().One<v1::DuesPayment>(sql::kVoidPayment, name, request));
  call.Changed(after);
  return after;
}

// Lists the payments in the caller's scope, those taken back included.
absl::StatusOr<v1::ListDuesPaymentsResponse> DuesService::ListDuesPayments(rpc::Call& call,
                                                                           const v1::ListDuesPaymentsRequest& request) {
  return api::List<v1::ListDuesPaymentsResponse>(call.db(), sql::kListDuesPayments, request);
}

// Lists the members who owe dues of months before a day's month. The warning is for people; nothing follows by itself.
absl::StatusOr<v1::ListArrearsResponse> DuesService::ListArrears(rpc::Call& call,
                                                                 const v1::ListArrearsRequest& request) {
  const absl::CivilDay as_of = request.has_as_of() ? ToDay(request.as_of()) : call.today();
  ASSIGN_OR_RETURN(auto response,
                   api::List<v1::ListArrearsResponse>(call.db(), sql::kListArrears, request,
                                                      db::Arg("before_day", absl::CivilDay(absl::CivilMonth(as_of))),
                                                      db::Arg("least_months", std::max(1, request.min_months()))));
  *response.mutable_as_of() = ToDate(as_of);
  const int limit = call.Get<DuesRules>().At(as_of).warning_months;
  for (v1::Arrears& arrears : *response.mutable_arrears()) {
    if (arrears.consecutive_months() < limit) continue;
    arrears.set_warning(absl::StrCat("已连续 ", arrears.consecutive_months(),
                                     " 个月未交纳党费。条例第三十一条:无正当理由,连续",
                                     limit == 6 ? "六" : absl::StrCat(" ", limit, " "),
                                     "个月不交纳党费的,按自行脱党处理;是否属于该情形由党组织调查认定。"));
  }
  return response;
}

}  // namespace xf::membership

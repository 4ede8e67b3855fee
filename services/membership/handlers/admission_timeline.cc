// What the rules of the time say of admissions: the timeline of one, and which ones are due.
#include "services/membership/domain/admission_timeline.h"

#include "common/api/list.h"
#include "common/base/date.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

constexpr int kScan = 500;
// Days ahead that are due when the caller does not say.
constexpr int kAhead = 30;
// Most rows that one call looks at; a page that ends here can have fewer admissions than asked for.
constexpr int kMostScans = 10;

}  // namespace

// Returns the twenty-five steps of an admission as they stand on a day.
absl::StatusOr<v1::AdmissionTimeline> AdmissionService::GetAdmissionTimeline(
    rpc::Call& call, const v1::GetAdmissionTimelineRequest& request) {
  ASSIGN_OR_RETURN(const AdmissionName name, AdmissionName::Parse(request.name()));
  const AdmissionRules& rules = call.Get<AdmissionRules>();
  ASSIGN_OR_RETURN(v1::Admission admission, call.db().One<v1::Admission>(sql::kGetAdmission, name));
  ASSIGN_OR_RETURN(v1::AdmissionTimeline timeline,
                   call.db().One<v1::AdmissionTimeline>(sql::kListSupersededAdmissionSteps, name));
  const absl::CivilDay as_of = request.has_as_of() ? ToDay(request.as_of()) : call.today();
  const AdmissionCourse course(admission);
  const auto steps =
      Timeline(course, admission.state() == v1::ADMISSION_STATE_TERMINATED, rules, call.Get<WorkCalendar>(), as_of);
  timeline.mutable_steps()->Add(steps.begin(), steps.end());
  *timeline.mutable_as_of() = ToDate(as_of);
  if (const auto end = course.ProbationEnd(rules)) *timeline.mutable_probation_end_date() = ToDate(*end);
  *timeline.mutable_admission() = std::move(admission);
  return timeline;
}

// Lists the open admissions that have a step whose latest day is on or before a day.
absl::StatusOr<v1::ListAdmissionsDueResponse> AdmissionService::ListAdmissionsDue(
    rpc::Call& call, const v1::ListAdmissionsDueRequest& request) {
  const absl::CivilDay due = request.has_due_date() ? ToDay(request.due_date()) : call.today() + kAhead;
  v1::ListAdmissionsDueResponse response;
  *response.mutable_due_date() = ToDate(due);
  ASSIGN_OR_RETURN(const api::Page page, api::Page::Parse(request, sql::kListAdmissionsDue));
  v1::ListAdmissionsDueRequest next = request;
  for (int scan = 0; scan < kMostScans; ++scan) {
    next.set_page_size(kScan);
    ASSIGN_OR_RETURN(const auto read, api::List<v1::ListAdmissionsResponse>(call.db(), sql::kListAdmissionsDue, next));
    for (const v1::Admission& admission : read.admissions()) {
      const auto steps =
          StepsDue(AdmissionCourse(admission), call.Get<AdmissionRules>(), call.Get<WorkCalendar>(), call.today(), due);
      if (steps.empty()) continue;
      if (response.admissions_size() == page.limit()) {
        const v1::AdmissionDue& last = *response.admissions().rbegin();
        response.set_next_page_token(page.TokenAfter(last.org_path(), last.name()));
        return response;
      }
      v1::AdmissionDue& entry = *response.add_admissions();
      entry.set_name(admission.name());
      entry.set_display_name(admission.display_name());
      entry.set_organization(admission.organization());
      entry.set_org_path(admission.org_path());
      entry.set_state(admission.state());
      entry.mutable_steps()->Add(steps.begin(), steps.end());
    }
    if (read.next_page_token().empty()) return response;
    next.set_page_token(read.next_page_token());
  }
  response.set_next_page_token(next.page_token());
  return response;
}

}  // namespace xf::membership

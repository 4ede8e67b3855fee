// Who was there: one call's rows all or none, an import row by row, by the same rules.
#include <algorithm>
#include <set>

#include "common/db/mapping.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

// A row of attendance; `number` is its place in the call, for errors.
using Row = rpc::ImportRow<v1::Attendance>;

// Rows that may be stored, as SQL takes them, and the errors of the others.
struct Sorted {
  std::string json;
  size_t count = 0;
  std::vector<std::pair<int64_t, absl::Status>> refused;
};

std::string RowsOf(rpc::Call& call, const std::vector<Row>& rows) {
  db::JsonRows json(&call.sealer());
  for (const Row& row : rows) json.Add(row.number, *row.row);
  return json.Text();
}

absl::Status CheckTarget(const v1::Attendance& attendance, const db::Result& targets, size_t i) {
  if (!targets.at(i, "class_id")) {
    return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, attendance.session(),
                             {"there is no such session in your scope", "课程安排不存在或不在您的管理范围内"});
  }
  if (targets.text(i, "class_state") == "CLOSED") {
    return PreconditionError(errors::REASON_STATE_CONFLICT, attendance.session(),
                             {"the class is closed", "培训班已结业"});
  }
  if (!targets.at(i, "org_path")) {
    return PreconditionError(errors::REASON_TRAINEE_NOT_ENROLLED, attendance.member(),
                             {"the member is not enrolled in the class", "该党员未报名此培训班"});
  }
  return absl::OkStatus();
}

// Marks the classes of accepted rows as running.
absl::Status StartClasses(rpc::Call& call, const CountyName& county, const db::Arg& rows) {
  ASSIGN_OR_RETURN(const auto classes, call.db().Many<v1::Class>(sql::kLockClassesOfSessions, county, rows));
  for (v1::Class training_class : classes) {
    if (training_class.state() == v1::CLASS_STATE_RUNNING || training_class.state() == v1::CLASS_STATE_CLOSED) continue;
    training_class.set_state(v1::CLASS_STATE_RUNNING);
    ASSIGN_OR_RETURN(const ClassName name, ClassName::Parse(training_class.name()));
    ASSIGN_OR_RETURN(training_class, call.db().One<v1::Class>(sql::kUpdateClass, name, training_class));
    call.Changed(training_class);
  }
  return absl::OkStatus();
}

// Tells the rows whose session is open and whose member is enrolled from the others. Locks their classes first, so that
// what was found open stays so.
absl::StatusOr<Sorted> Sort(rpc::Call& call, const CountyName& county, const std::vector<Row>& rows) {
  const db::Arg all("rows", RowsOf(call, rows));
  RETURN_IF_ERROR(call.db().Rows(sql::kLockClassesOfSessions, county, all).status());
  ASSIGN_OR_RETURN(const db::Result targets, call.db().Rows(sql::kListAttendanceTargets, county, all));
  Sorted sorted;
  db::JsonRows json(&call.sealer());
  std::set<std::pair<std::string, std::string>> seen;
  for (size_t i = 0; i < rows.size(); ++i) {
    const v1::Attendance& attendance = *rows[i].row;
    absl::Status status = CheckTarget(attendance, targets, i);
    if (status.ok() && !seen.emplace(attendance.session(), attendance.member()).second) {
      status = InvalidError("member", {"named twice for the session", "同一课程重复登记"});
    }
    if (!status.ok()) {
      sorted.refused.emplace_back(rows[i].number, std::move(status));
    } else {
      json.Add(rows[i].number, attendance,
               {db::Arg("id", call.NewId()), db::Arg("org_path", targets.text(i, "org_path"))});
    }
  }
  sorted.json = json.Text();
  sorted.count = json.size();
  return sorted;
}

// Stores sorted rows and starts their classes; `method` is how attendance was taken where a row does not say. Returns
// those new or changed.
absl::StatusOr<std::vector<v1::Attendance>> Put(rpc::Call& call, const CountyName& county, const Sorted& sorted,
                                                absl::string_view method) {
  RETURN_IF_ERROR(StartClasses(call, county, db::Arg("rows", sorted.json)));
  ASSIGN_OR_RETURN(auto written,
                   call.db().Many<v1::Attendance>(sql::kPutAttendance, county, db::Arg("rows", sorted.json),
                                                  db::Arg("method", method)));
  for (const v1::Attendance& attendance : written) call.Changed(attendance);
  return written;
}

}  // namespace

// Records attendance, all rows or none.
absl::StatusOr<v1::RecordAttendanceResponse> ClassService::RecordAttendance(
    rpc::Call& call, const v1::RecordAttendanceRequest& request) {
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(request.parent()));
  std::vector<Row> rows;
  std::vector<Violation> violations;
  for (int i = 0; i < request.attendances_size(); ++i) {
    CheckCounty(request.attendances(i), absl::StrCat("attendances[", i, "]."), county.county(), violations);
    rows.push_back({i, &request.attendances(i)});
  }
  if (!violations.empty()) return InvalidError(std::move(violations));
  const db::Arg all("rows", RowsOf(call, rows));
  ASSIGN_OR_RETURN(const Sorted sorted, Sort(call, county, rows));
  if (!sorted.refused.empty()) return sorted.refused.front().second;
  RETURN_IF_ERROR(Put(call, county, sorted, "SHEET").status());
  ASSIGN_OR_RETURN(const auto stored, call.db().Many<v1::Attendance>(sql::kListAttendanceOfRows, county, all));
  v1::RecordAttendanceResponse response;
  response.mutable_attendances()->Add(stored.begin(), stored.end());
  return response;
}

// Records attendance in bulk, row by row.
absl::StatusOr<rpc::ImportSummary> ClassService::ImportAttendance(rpc::Call& call,
                                                                  rpc::Reader<v1::ImportAttendanceRequest>& reader) {
  const auto apply = [&](const v1::ImportAttendanceRequest& chunk, const std::vector<Row>& given,
                         rpc::ImportSummary& summary) -> absl::Status {
    ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(chunk.parent()));
    std::vector<Row> rows;
    for (const Row& row : given) {
      std::vector<Violation> violations;
      CheckCounty(*row.row, "", county.county(), violations);
      if (violations.empty()) {
        rows.push_back(row);
      } else {
        rpc::AddRowError(summary, row.number, InvalidError(std::move(violations)));
      }
    }
    ASSIGN_OR_RETURN(const Sorted sorted, Sort(call, county, rows));
    for (const auto& [number, status] : sorted.refused) rpc::AddRowError(summary, number, status);
    ASSIGN_OR_RETURN(const auto written, Put(call, county, sorted, "IMPORT"));
    const auto created =
        std::count_if(written.begin(), written.end(), [](const auto& row) { return row.etag() == "1"; });
    summary.set_created(created);
    summary.set_updated(static_cast<int64_t>(written.size()) - created);
    summary.set_unchanged(static_cast<int64_t>(sorted.count - written.size()));
    return absl::OkStatus();
  };
  return rpc::Import<v1::ImportAttendanceRequest, v1::Attendance>(call, reader, apply);
}

}  // namespace xf::training

#include "services/membership/domain/admission_check.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/api/formats.h"
#include "common/base/date.h"
#include "services/membership/domain/admission_timeline.h"

namespace xf::membership {
namespace {

using Record = v1::AdmissionStepRecord;
using Findings = std::vector<Violation>;

std::string StepName(int step) { return absl::StrCat("第 ", step, " 步“", InfoOf(step).display_name, "”"); }

void CheckOutcome(const AdmissionCourse& course, const Record& record, const AdmissionRuleSet& set,
                  Findings& findings) {
  const int step = record.step();
  const bool decision =
      InfoOf(step).decision || (step == v1::ADMISSION_STEP_DEVELOPMENT_FILING && set.development_consent);
  if (record.outcome() == v1::ADMISSION_OUTCOME_FAILED && !decision) {
    findings.push_back(
        {"record.outcome", {"this step is no decision: it can't fail", "该步骤不是决定事项,没有“未通过”"}});
  }
  const bool conversion =
      step == v1::ADMISSION_STEP_CONVERSION_MEETING || step == v1::ADMISSION_STEP_CONVERSION_APPROVAL;
  const bool extended = record.outcome() == v1::ADMISSION_OUTCOME_EXTENDED;
  if (extended && !conversion) {
    findings.push_back({"record.outcome", {"only conversion extends probation", "只有转正环节可以延长预备期"}});
  }
  if (extended != (record.extension_months() > 0)) {
    findings.push_back({"record.extension_months",
                        {"belongs to outcome EXTENDED, which needs it", "延长预备期须填写延长月数,其他结果不应填写"}});
  }
  // 党章 Art. 7: once, at least half a year, at most one year.
  if (extended && conversion) {
    if (record.extension_months() < set.extension_least_months ||
        record.extension_months() > set.extension_most_months) {
      findings.push_back({"record.extension_months",
                          {absl::StrCat("must be ", set.extension_least_months, " to ", set.extension_most_months,
                                        " months (Party constitution Art. 7)"),
                           absl::StrCat("延长预备期须为 ", set.extension_least_months, " 至 ",
                                        set.extension_most_months, " 个月(党章第七条)")}});
    }
    const int before = course.extensions() - (step == v1::ADMISSION_STEP_CONVERSION_APPROVAL ? 1 : 0);
    if (before >= set.extension_most_times) {
      findings.push_back({"record.outcome",
                          {"probation was extended before: convert or cancel (Party constitution Art. 7)",
                           "预备期已延长过,只能转正或取消预备党员资格(党章第七条)"}});
    }
  }
}

// What the committee approves is what the meeting resolved.
void CheckApproval(const AdmissionCourse& course, const Record& record, Findings& findings) {
  if (record.step() != v1::ADMISSION_STEP_CONVERSION_APPROVAL) return;
  // In the course the approval of an extension closes its round, so the meeting is looked for among all records.
  const Record* meeting = nullptr;
  for (const Record& known : course.records()) {
    if (known.step() == v1::ADMISSION_STEP_CONVERSION_MEETING && ToDay(known.date()) <= ToDay(record.date())) {
      meeting = &known;
    }
  }
  if (meeting == nullptr) return;  // The days are out of order, which CheckDays tells.
  if (meeting->outcome() != record.outcome() || meeting->extension_months() != record.extension_months()) {
    findings.push_back(
        {"record.outcome", {"differs from what the branch meeting resolved", "审批结果与支部大会决议不一致"}});
  }
}

// 细则 Art. 20–22: more than half of the entitled attend, and more than half of the entitled say aye; written ayes of
// absent members count.
void CheckVotes(const Record& record, Findings& findings) {
  const bool meeting =
      record.step() == v1::ADMISSION_STEP_BRANCH_MEETING || record.step() == v1::ADMISSION_STEP_CONVERSION_MEETING;
  if (!meeting) {
    if (record.has_votes()) findings.push_back({"record.votes", {"only branch meetings vote", "只有支部大会才有表决"}});
    return;
  }
  if (!record.has_votes()) {
    findings.push_back({"record.votes", {"is required of a branch meeting", "支部大会须填写表决情况"}});
    return;
  }
  const v1::AdmissionVotes& votes = record.votes();
  if (votes.present() > votes.entitled() || votes.ayes() > votes.present() ||
      votes.written_ayes() > votes.entitled() - votes.present()) {
    findings.push_back({"record.votes", {"more votes than voters", "票数多于有表决权的人数"}});
    return;
  }
  if (votes.present() * 2 <= votes.entitled()) {
    findings.push_back({"record.votes.present",
                        {"not more than half of those entitled attended (Art. 20-22)",
                         "到会有表决权的正式党员未超过应到会的半数(细则第二十条至第二十二条)"}});
  }
  const bool carried = (votes.ayes() + votes.written_ayes()) * 2 > votes.entitled();
  if (!carried && record.outcome() == v1::ADMISSION_OUTCOME_PASSED) {
    findings.push_back({"record.votes.ayes",
                        {"not more than half of those entitled agreed (Art. 20-22)",
                         "赞成人数未超过应到会有表决权的正式党员的半数(细则第二十条至第二十二条)"}});
  }
}

void CheckPersons(const Record& record, Findings& findings) {
  const int count = record.members_size();
  const bool twice = count == 2 && record.members(0) == record.members(1);
  if (record.step() == v1::ADMISSION_STEP_CONTACTS ? count < 1
                                                   : record.step() == v1::ADMISSION_STEP_INTRODUCERS && count != 2) {
    findings.push_back(
        {"record.members",
         record.step() == v1::ADMISSION_STEP_CONTACTS
             ? Text{"one or two contacts are designated (Art. 9)", "须指定一至两名培养联系人(细则第九条)"}
             : Text{"there are two introducers (Art. 14)", "入党介绍人须为两名正式党员(细则第十四条)"}});
  } else if (twice) {
    findings.push_back({"record.members", {"the same person twice", "同一人重复"}});
  } else if (count > 0 && record.step() != v1::ADMISSION_STEP_CONTACTS &&
             record.step() != v1::ADMISSION_STEP_INTRODUCERS) {
    findings.push_back({"record.members", {"only steps 5 and 9 name persons", "只有第 5、9 步填写人员"}});
  }
}

// 细则 Art. 17: three days at least, or 24 hours.
void CheckTraining(const Record& record, const AdmissionRuleSet& set, Findings& findings) {
  if (record.step() != v1::ADMISSION_STEP_TRAINING) return;
  if (record.training_days() >= set.training_days || record.training_hours() >= set.training_hours) return;
  findings.push_back(
      {"record.training_days",
       {absl::StrCat("training takes ", set.training_days, " days or ", set.training_hours,
                     " hours at least (Art. 17)"),
        absl::StrCat("集中培训不少于 ", set.training_days, " 天或 ", set.training_hours, " 学时(细则第十七条)")}});
}

void CheckPublicity(const Record& record, const AdmissionRuleSet& set, Findings& findings) {
  if (record.step() != v1::ADMISSION_STEP_DEVELOPMENT_OBJECT || record.outcome() == v1::ADMISSION_OUTCOME_FAILED)
    return;
  if (set.publicity_working_days > 0 && !record.has_publicity_date()) {
    findings.push_back(
        {"record.publicity_date",
         {absl::StrCat("publicity of ", set.publicity_working_days, " working days comes first (Art. 13)"),
          absl::StrCat("确定发展对象前须公示不少于 ", set.publicity_working_days, " 个工作日(细则第十三条)")}});
  }
}

// 细则 Art. 19: generally no admission of who leaves the unit or school within three months. What is not general, a
// document says.
void CheckDeparture(const Record& record, const AdmissionRuleSet& set, Findings& findings) {
  if (!record.has_departure_date()) return;
  const absl::CivilDay leaves = ToDay(record.departure_date());
  if (record.step() != v1::ADMISSION_STEP_PRE_REVIEW) {
    findings.push_back({"record.departure_date", {"belongs to step 13", "只有第 13 步填写离开单位日期"}});
  } else if (leaves < ToDay(record.date())) {
    findings.push_back({"record.departure_date", {"is before the pre-review", "离开单位日期早于预审日期"}});
  } else if (record.outcome() == v1::ADMISSION_OUTCOME_PASSED && record.document().empty() &&
             leaves < AddMonths(ToDay(record.date()), set.departure_months)) {
    findings.push_back(
        {"record.document",
         {absl::StrCat("who leaves within ", set.departure_months,
                       " months is generally not admitted (Art. 19): the exception needs a document number"),
          absl::StrCat(
              "未来 ", set.departure_months,
              " 个月内将离开工作、学习单位的,一般不办理接收预备党员手续(细则第十九条);确需办理的须填写文号")}});
  }
}

void CheckDecider(const Record& record, Findings& findings) {
  const bool decides = record.step() == v1::ADMISSION_STEP_PRE_REVIEW ||
                       record.step() == v1::ADMISSION_STEP_COMMITTEE_APPROVAL ||
                       record.step() == v1::ADMISSION_STEP_CONVERSION_APPROVAL;
  if (decides && record.organization().empty()) {
    findings.push_back({"record.organization", {"which committee decided is required", "须填写作出决定的党委"}});
  }
}

// The days of one record against those before it and against the rules of its day. `subject`: it is the one recorded.
void CheckDays(const AdmissionCourse& course, const Record& record, bool subject, const AdmissionRules& rules,
               const WorkCalendar& calendar, Findings& findings) {
  const int step = record.step();
  // What was decided before probation was extended stood under its former end.
  if (!subject && step >= v1::ADMISSION_STEP_CONVERSION_APPLICATION && course.Last(step) != &record) return;
  const absl::CivilDay day = ToDay(record.date());
  const std::string which = subject ? "" : absl::StrCat("with this, step ", step, " of ", IsoDate(day), " ");
  const std::string zh = subject ? "" : absl::StrCat("这样一来,", IsoDate(day), " 的", StepName(step));
  for (const int before : InfoOf(step).requires_steps) {
    const auto earlier = course.DayOf(before);
    if (earlier && *earlier > day) {
      findings.push_back({"record.date",
                          {absl::StrCat(which, "lies before step ", before, " of ", IsoDate(*earlier)),
                           absl::StrCat(zh, "早于 ", IsoDate(*earlier), " 的", StepName(before))}});
    }
  }
  if (record.outcome() == v1::ADMISSION_OUTCOME_FAILED || record.outcome() == v1::ADMISSION_OUTCOME_EXTENDED) return;
  const AdmissionWindow window = WindowOf(course, step, &record, rules, calendar, day);
  if (window.earliest && day < *window.earliest) {
    const std::string article = rules.At(day).Article(step);
    findings.push_back(
        {"record.date",
         {absl::StrCat(which, "is before ", IsoDate(*window.earliest), ", the earliest day (", article, ")"),
          absl::StrCat(zh, "早于最早可办理日期 ", IsoDate(*window.earliest), "(", article, ")")}});
  }
}

}  // namespace

std::vector<Violation> CheckApplication(const v1::Admission& admission, const Rules& rules, absl::CivilDay today) {
  Findings findings;
  const absl::CivilDay birth = ToDay(admission.birth_date());
  const absl::CivilDay applied = ToDay(admission.application_date());
  if (birth != api::IdNumberBirthDay(admission.id_number())) {
    findings.push_back(
        {"admission.birth_date", {"differs from the birth date in id_number", "出生日期与公民身份号码不一致"}});
  }
  if (admission.gender() != api::IdNumberGender(admission.id_number())) {
    findings.push_back({"admission.gender", {"differs from the gender in id_number", "性别与公民身份号码不一致"}});
  }
  if (applied > today) {
    findings.push_back({"admission.application_date", {"lies in the future", "日期不能晚于今天"}});
  } else if (AgeOn(birth, applied) < rules.minimum_age) {
    findings.push_back({"admission.application_date",
                        {absl::StrCat("is before the age of ", rules.minimum_age, " (Party constitution Art. 1)"),
                         absl::StrCat("未满 ", rules.minimum_age, " 周岁(党章第一条)")}});
  }
  return findings;
}

std::vector<Violation> CheckRecord(const AdmissionCourse& course, const Record& record, const AdmissionRules& rules,
                                   const WorkCalendar& calendar, absl::CivilDay today) {
  Findings findings;
  const absl::CivilDay day = ToDay(record.date());
  if (day > today) findings.push_back({"record.date", {"lies in the future", "日期不能晚于今天"}});
  if (record.step() == v1::ADMISSION_STEP_APPLICATION) {
    findings.push_back(
        {"record.step", {"the application is application_date", "递交入党申请书以 application_date 为准"}});
  }
  const AdmissionRuleSet& set = rules.At(day);
  CheckOutcome(course, record, set, findings);
  CheckApproval(course, record, findings);
  CheckVotes(record, findings);
  CheckPersons(record, findings);
  CheckTraining(record, set, findings);
  CheckPublicity(record, set, findings);
  CheckDeparture(record, set, findings);
  CheckDecider(record, findings);
  const bool ends = record.outcome() == v1::ADMISSION_OUTCOME_FAILED;
  for (const Record& known : course.records()) {
    const bool subject = known.step() == record.step() && ToDay(known.date()) == day;
    CheckDays(course, known, subject, rules, calendar, findings);
    if (ends && !subject && known.step() > record.step()) {
      findings.push_back(
          {"record.outcome", {"later steps are recorded", absl::StrCat("已记录其后的", StepName(known.step()))}});
      break;
    }
  }
  return findings;
}

}  // namespace xf::membership

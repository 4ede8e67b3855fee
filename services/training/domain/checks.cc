#include "services/training/domain/checks.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/date.h"
#include "services/training/domain/time.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::training {
namespace {

void Add(absl::string_view prefix, absl::string_view field, Text text, std::vector<Violation>& violations) {
  violations.push_back({absl::StrCat(prefix, field), std::move(text)});
}

}  // namespace

void CheckRules(const google::protobuf::Message&, absl::string_view, absl::CivilDay, std::vector<Violation>&) {}

void CheckRules(const v1::Instructor& instructor, absl::string_view prefix, absl::CivilDay,
                std::vector<Violation>& violations) {
  if (instructor.has_hired_until() && ToDay(instructor.hired_until()) < ToDay(instructor.hired_from())) {
    Add(prefix, "hired_until", {"the hiring term ends before it begins", "聘期结束早于开始"}, violations);
  }
  if (instructor.field() != v1::INSTRUCTOR_FIELD_UNSPECIFIED &&
      instructor.category() != v1::INSTRUCTOR_CATEGORY_PRACTICAL) {
    Add(prefix, "field", {"only practical instructors have a field", "仅农村实用技术人才填写专业领域"}, violations);
  }
}

void CheckRules(const v1::Plan& plan, absl::string_view prefix, absl::CivilDay, std::vector<Violation>& violations) {
  for (int i = 0; i < plan.items_size(); ++i) {
    const v1::PlanItem& item = plan.items(i);
    if (item.month_until() != 0 && item.month_until() < item.month_from()) {
      Add(prefix, absl::StrCat("items[", i, "].month_until"),
          {"the last month precedes the first", "结束月份早于开始月份"}, violations);
    }
  }
}

void CheckRules(const v1::Class& training_class, absl::string_view prefix, absl::CivilDay,
                std::vector<Violation>& violations) {
  const absl::CivilDay start = ToDay(training_class.start_date());
  const absl::CivilDay end = ToDay(training_class.end_date());
  if (end < start) {
    Add(prefix, "end_date", {"the class ends before it begins", "结束日期早于开始日期"}, violations);
  } else if (end.year() != start.year()) {
    Add(prefix, "end_date",
        {"a class lies within one year: credits are not carried over", "培训班不得跨年,学时当年有效"}, violations);
  }
  if (training_class.has_exam_date() && ToDay(training_class.exam_date()) < start) {
    Add(prefix, "exam_date", {"the exam is before the class begins", "考试日期早于开始日期"}, violations);
  }
}

void CheckRules(const v1::Session& session, absl::string_view prefix, absl::CivilDay,
                std::vector<Violation>& violations) {
  const absl::Time start = ToTime(session.start_time());
  const absl::Time end = ToTime(session.end_time());
  if (end <= start) {
    Add(prefix, "end_time", {"the session ends before it begins", "结束时间应晚于开始时间"}, violations);
  } else if (DayOf(end - absl::Nanoseconds(1)) != DayOf(start)) {
    Add(prefix, "end_time", {"a session lies within one day", "一次课不得跨日"}, violations);
  }
}

void CheckRules(const v1::Activity& activity, absl::string_view prefix, absl::CivilDay today,
                std::vector<Violation>& violations) {
  if (ToDay(activity.date()) > today) {
    Add(prefix, "date", {"what has not been held can't be recorded", "尚未开展的活动不能登记"}, violations);
  }
}

void CheckCounty(const google::protobuf::Message& resource, absl::string_view prefix, absl::string_view county,
                 std::vector<Violation>& violations) {
  const auto& descriptor = *resource.GetDescriptor();
  const auto& reflection = *resource.GetReflection();
  const std::string within = absl::StrCat("counties/", county, "/");
  const auto check = [&](const std::string& name, const std::string& field) {
    if (name.empty() || absl::StartsWith(name, within)) return;
    Add(prefix, field, {"the reference points into another county", "引用了其他县的资源"}, violations);
  };
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const auto& field = *descriptor.field(i);
    if (field.options().GetExtension(xianfeng::options::v1::rules).resource().empty()) continue;
    if (!field.is_repeated()) {
      check(reflection.GetString(resource, &field), field.name());
      continue;
    }
    for (int k = 0; k < reflection.FieldSize(resource, &field); ++k) {
      check(reflection.GetRepeatedString(resource, &field, k), absl::StrCat(field.name(), "[", k, "]"));
    }
  }
}

}  // namespace xf::training

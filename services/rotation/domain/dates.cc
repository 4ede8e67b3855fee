#include "services/rotation/domain/dates.h"

#include "absl/strings/str_cat.h"
#include "common/base/date.h"

namespace xf::rotation {
namespace {

bool IsUnset(const google::type::Date& date) { return date.year() == 0 && date.month() == 0 && date.day() == 0; }

}  // namespace

void CheckDates(const google::type::Date& start, const google::type::Date& end, absl::string_view prefix,
                Refusal& refusal) {
  if (!IsValidDate(start)) refusal.Add(absl::StrCat(prefix, "start_date"), {"not a day", "不是有效日期"});
  if (IsUnset(end)) return;
  if (!IsValidDate(end)) {
    refusal.Add(absl::StrCat(prefix, "end_date"), {"not a day", "不是有效日期"});
  } else if (IsValidDate(start) && ToDay(end) < ToDay(start)) {
    refusal.Add(absl::StrCat(prefix, "end_date"), {"before start_date", "早于开始日期"});
  }
}

}  // namespace xf::rotation

#include "common/api/field_rules.h"

#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/api/formats.h"
#include "common/api/per_type.h"
#include "common/api/resource_name.h"
#include "common/api/rule_table.h"
#include "common/api/text.h"
#include "common/base/date.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/type/date.pb.h"

namespace xf::api {
namespace {

using google::protobuf::FieldMask;
using google::protobuf::Message;
using google::protobuf::Reflection;
namespace options = xianfeng::options::v1;

constexpr size_t kMaxViolations = 100;

// Where the check stands; turned into text only when something is wrong there.
struct Path {
  const Path* up = nullptr;
  const google::protobuf::FieldDescriptor* field = nullptr;
  int index = -1;
};

std::string ToText(const Path& path) {
  std::string text = path.up && path.up->field ? absl::StrCat(ToText(*path.up), ".") : "";
  absl::StrAppend(&text, path.field->name());
  if (path.index >= 0) absl::StrAppend(&text, "[", path.index, "]");
  return text;
}

struct FormatRule {
  bool (*check)(absl::string_view);
  Text text;
};

const FormatRule& RuleOf(options::Format format) {
  static const auto& rules = *new std::map<options::Format, FormatRule>{
      {options::FORMAT_ID_NUMBER,
       {IsIdNumber,
        {"is not a resident identity number of GB 11643 (18 characters, valid date and check digit)",
         "不是有效的公民身份号码（18 位，日期和校验码须正确）"}}},
      {options::FORMAT_CREDIT_CODE,
       {IsCreditCode,
        {"is not a unified social credit code of GB 32100 (18 characters with check character)",
         "不是有效的统一社会信用代码（18 位，校验码须正确）"}}},
      {options::FORMAT_DIVISION,
       {IsDivision, {"is not a division code of 2, 4, 6, 9 or 12 digits", "不是 2、4、6、9 或 12 位的行政区划代码"}}},
      {options::FORMAT_PHONE,
       {IsPhone,
        {"is not a telephone number of 5 to 20 digits, + and -", "不是有效的电话号码（5 至 20 位数字、+、-）"}}},
      {options::FORMAT_ETHNICITY,
       {IsEthnicity, {"is not a code of GB/T 3304 (01 to 56, 97, 98)", "不是有效的民族代码（01 至 56、97、98）"}}},
      {options::FORMAT_EDUCATION, {IsEducation, {"is not a code of GB/T 4658", "不是有效的学历代码（GB/T 4658）"}}},
      {options::FORMAT_PERSON_NAME,
       {IsPersonName,
        {"is not a name of 1 to 60 Chinese characters, Latin letters, spaces and ·",
         "不是有效的姓名（1 至 60 个汉字、拉丁字母、空格或“·”）"}}},
      {options::FORMAT_COUNTY, {IsCountyName, {"must have the form counties/431123", "须形如 counties/431123"}}},
  };
  return rules.at(format);
}

class Checker {
 public:
  std::vector<Violation> Take(absl::string_view prefix) {
    for (Violation& violation : violations_) violation.field.insert(0, prefix.data(), prefix.size());
    return std::move(violations_);
  }

  // `complete`: whether REQUIRED fields must be there; an update gives only some.
  void CheckMessage(const Message& message, const Path& path, bool complete) {
    const TypeRules& rules = PerType<CompileRules>(*message.GetDescriptor());
    for (const FieldRule& rule : rules.fields) {
      if (rule.field == rules.updated) {
        CheckUpdated(message, rules, rule, path);
      } else {
        CheckField(message, rule, path, complete, complete);
      }
    }
  }

 private:
  // The resource of an update request: only what the mask names is looked at.
  void CheckUpdated(const Message& request, const TypeRules& request_rules, const FieldRule& resource_rule,
                    const Path& up) {
    const Reflection& reflection = *request.GetReflection();
    const Path path{&up, resource_rule.field};
    if (!reflection.HasField(request, resource_rule.field)) {
      if (resource_rule.required) AddMissing(path);
      return;
    }
    const Message& resource = reflection.GetMessage(request, resource_rule.field);
    const auto& mask = static_cast<const FieldMask&>(reflection.GetMessage(request, request_rules.update_mask));
    for (const FieldRule& rule : PerType<CompileRules>(*resource.GetDescriptor()).fields) {
      switch (Covered(mask, rule.field->name())) {
        case Cover::kNamed:
          CheckField(resource, rule, path, true, true);
          break;
        case Cover::kIfPopulated:
          CheckField(resource, rule, path, false, true);
          break;
        case Cover::kPartly:
          CheckField(resource, rule, path, false, false);
          break;
        case Cover::kNot:
          break;
      }
    }
  }

  enum class Cover { kNot, kPartly, kIfPopulated, kNamed };
  static Cover Covered(const FieldMask& mask, absl::string_view field) {
    if (mask.paths().empty()) return Cover::kIfPopulated;
    Cover cover = Cover::kNot;
    for (const std::string& path : mask.paths()) {
      if (path == "*" || path == field) return Cover::kNamed;
      if (absl::StartsWith(path, field) && path[field.size()] == '.') cover = Cover::kPartly;
    }
    return cover;
  }

  void CheckField(const Message& message, const FieldRule& rule, const Path& up, bool must_exist, bool complete_below) {
    const Reflection& reflection = *message.GetReflection();
    Path path{&up, rule.field};
    if (rule.field->is_repeated()) {
      const int size = reflection.FieldSize(message, rule.field);
      if (size == 0 && rule.required && must_exist) AddMissing(path);
      if (static_cast<uint32_t>(size) > rule.max_items) {
        Add(path, {absl::StrCat("has ", size, " items, at most ", rule.max_items, " are allowed"),
                   absl::StrCat("最多 ", rule.max_items, " 项（现为 ", size, " 项）")});
        return;
      }
      for (path.index = 0; path.index < size && !full(); ++path.index) CheckValue(message, rule, path, complete_below);
      return;
    }
    if (IsAbsent(message, rule, must_exist)) {
      if (rule.required && must_exist) AddMissing(path);
      return;
    }
    CheckValue(message, rule, path, complete_below);
  }

  // Whether a singular field is not given. 0 in a number without presence means "not given" unless the number must
  // exist: then it is what the caller said, and its range decides.
  static bool IsAbsent(const Message& message, const FieldRule& rule, bool must_exist) {
    const Reflection& reflection = *message.GetReflection();
    if (!reflection.HasField(message, rule.field)) {
      return rule.field->has_presence() || rule.kind != FieldKind::kNumber || !rule.required || !must_exist;
    }
    switch (rule.kind) {
      case FieldKind::kString:
      case FieldKind::kBytes: {
        std::string scratch;
        return reflection.GetStringReference(message, rule.field, &scratch).empty();
      }
      case FieldKind::kEnum:
        return reflection.GetEnumValue(message, rule.field) == 0;
      case FieldKind::kDate: {
        const auto& date = static_cast<const google::type::Date&>(reflection.GetMessage(message, rule.field));
        return date.year() == 0 && date.month() == 0 && date.day() == 0;
      }
      default:
        return false;
    }
  }

  // One value: the field's, or one item of it.
  void CheckValue(const Message& message, const FieldRule& rule, const Path& path, bool complete) {
    const Reflection& reflection = *message.GetReflection();
    const auto* field = rule.field;
    std::string scratch;
    switch (rule.kind) {
      case FieldKind::kString:
      case FieldKind::kBytes: {
        const std::string& text = path.index < 0
                                      ? reflection.GetStringReference(message, field, &scratch)
                                      : reflection.GetRepeatedStringReference(message, field, path.index, &scratch);
        return rule.kind == FieldKind::kString ? CheckText(text, rule, path) : CheckLength(text.size(), rule, path);
      }
      case FieldKind::kNumber:
        return CheckNumber(NumberOf(message, field, path.index), rule, path);
      case FieldKind::kEnum: {
        const int number = path.index < 0 ? reflection.GetEnumValue(message, field)
                                          : reflection.GetRepeatedEnumValue(message, field, path.index);
        if (field->enum_type()->FindValueByNumber(number) == nullptr) {
          Add(path, {absl::StrCat("has the unknown value ", number), absl::StrCat("取值 ", number, " 未定义")});
        }
        return;
      }
      case FieldKind::kOther:
        return;
      default:
        break;
    }
    const Message& value = path.index < 0 ? reflection.GetMessage(message, field)
                                          : reflection.GetRepeatedMessage(message, field, path.index);
    switch (rule.kind) {
      case FieldKind::kDate:
        return CheckDate(static_cast<const google::type::Date&>(value), path);
      case FieldKind::kTimestamp:
        return CheckTimestamp(static_cast<const google::protobuf::Timestamp&>(value), path);
      default:
        return CheckMessage(value, path, complete);
    }
  }

  void CheckText(const std::string& text, const FieldRule& rule, const Path& path) {
    if (HasControlCharacter(text)) {
      return Add(path, {"must not contain control characters", "不得含有控制字符"});
    }
    CheckLength(CharacterCount(text), rule, path);
    if (rule.format != options::FORMAT_UNSPECIFIED && !RuleOf(rule.format).check(text)) {
      Add(path, RuleOf(rule.format).text);
    }
    if (!rule.resource.empty()) {
      const auto name = SplitName(text);
      if (!name || name->collection != rule.resource) {
        const std::string form = NameForm(rule.resource);
        Add(path, {absl::StrCat("must be a name of the form ", form), absl::StrCat("名称须形如 ", form)});
      }
    }
    if (rule.pattern && !RE2::FullMatch(text, *rule.pattern)) {
      Add(path,
          {absl::StrCat("must match ", rule.pattern->pattern()), absl::StrCat("须符合格式 ", rule.pattern->pattern())});
    }
  }

  void CheckLength(size_t length, const FieldRule& rule, const Path& path) {
    const bool text = rule.kind == FieldKind::kString;
    if (length < rule.min_length) {
      Add(path, {absl::StrCat("needs at least ", rule.min_length, text ? " characters" : " bytes"),
                 absl::StrCat("至少 ", rule.min_length, text ? " 个字符" : " 字节")});
    } else if (length > rule.max_length) {
      Add(path,
          {absl::StrCat("has ", length, text ? " characters" : " bytes", ", at most ", rule.max_length, " are allowed"),
           absl::StrCat("最多 ", rule.max_length, text ? " 个字符" : " 字节", "（现为 ", length, "）")});
    }
  }

  void CheckNumber(double number, const FieldRule& rule, const Path& path) {
    if (!std::isfinite(number)) return Add(path, {"must be a finite number", "须为有限数"});
    if (rule.min && number < static_cast<double>(*rule.min)) {
      Add(path, {absl::StrCat("must be at least ", *rule.min), absl::StrCat("不得小于 ", *rule.min)});
    }
    if (rule.max && number > static_cast<double>(*rule.max)) {
      Add(path, {absl::StrCat("must be at most ", *rule.max), absl::StrCat("不得大于 ", *rule.max)});
    }
  }

  void CheckDate(const google::type::Date& date, const Path& path) {
    if (!IsValidDate(date) || date.year() < 1900 || date.year() > 2100) {
      Add(path, {"is not a real date between 1900 and 2100", "不是 1900 至 2100 年间的有效日期"});
    }
  }

  void CheckTimestamp(const google::protobuf::Timestamp& time, const Path& path) {
    constexpr int64_t kYear1 = -62135596800;
    constexpr int64_t kYear10000 = 253402300800;
    if (time.seconds() < kYear1 || time.seconds() >= kYear10000 || time.nanos() < 0 || time.nanos() > 999'999'999) {
      Add(path, {"is not a time of the years 1 to 9999", "不是公元 1 至 9999 年间的时间"});
    }
  }

  bool full() const { return violations_.size() >= kMaxViolations; }
  void AddMissing(const Path& path) { Add(path, {"is required", "必填"}); }
  void Add(const Path& path, Text text) {
    if (!full()) violations_.push_back({ToText(path), std::move(text)});
  }

  std::vector<Violation> violations_;
};

}  // namespace

std::vector<Violation> CheckFields(const google::protobuf::Message& message, absl::string_view prefix) {
  Checker checker;
  checker.CheckMessage(message, Path{}, /*complete=*/true);
  return checker.Take(prefix);
}

}  // namespace xf::api

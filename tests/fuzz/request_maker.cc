#include "tests/fuzz/request_maker.h"

#include <algorithm>
#include <limits>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "common/api/formats.h"
#include "google/api/field_behavior.pb.h"
#include "tests/fuzz/house.h"

namespace xf::fuzz {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
namespace options = xianfeng::options::v1;

constexpr int kDeepest = 4;
constexpr int64_t kBoundaries[] = {0,         1,         -1,        2,         499,         500,
                                   501,       1000,      1001,      100'000,   INT32_MAX,   INT32_MIN,
                                   INT64_MAX, INT64_MIN, 1LL << 53, 1LL << 40, -(1LL << 40)};

bool Behaves(const FieldDescriptor& field, google::api::FieldBehavior behavior) {
  const auto& options = field.options();
  for (int i = 0; i < options.ExtensionSize(google::api::field_behavior); ++i) {
    if (options.GetExtension(google::api::field_behavior, i) == behavior) return true;
  }
  return false;
}

// Visits every string in a message.
void ForEachText(const Message& message, const std::function<void(const std::string&)>& visit) {
  const Reflection& reflection = *message.GetReflection();
  std::vector<const FieldDescriptor*> fields;
  reflection.ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    const int size = field->is_repeated() ? reflection.FieldSize(message, field) : 1;
    for (int i = 0; i < size; ++i) {
      if (field->type() == FieldDescriptor::TYPE_STRING) {
        visit(field->is_repeated() ? reflection.GetRepeatedString(message, field, i)
                                   : reflection.GetString(message, field));
      } else if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
        ForEachText(field->is_repeated() ? reflection.GetRepeatedMessage(message, field, i)
                                         : reflection.GetMessage(message, field),
                    visit);
      }
    }
  }
}

}  // namespace

void Names::Learn(const Message& message) {
  ForEachText(message, [this](const std::string& text) {
    const std::vector<std::string> parts = absl::StrSplit(text, '/');
    if (parts.size() != 4 || parts[0] != "counties" || parts[1] != kCountyCode) return;
    const std::lock_guard lock(mutex_);
    if (known_.insert(text).second) names_[parts[2]].push_back(text);
  });
}

std::string Names::Any(const std::string& collection, std::mt19937_64& random) const {
  const auto below = [&](size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random); };
  const std::lock_guard lock(mutex_);
  if (names_.empty()) return "";
  auto found = names_.find(collection);
  if (found == names_.end()) found = std::next(names_.begin(), below(names_.size()));
  return found->second[below(found->second.size())];
}

std::unique_ptr<Message> RequestMaker::Make(const Descriptor& type) {
  std::unique_ptr<Message> message(google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type)->New());
  tame_ = OneIn(2);
  Fill(*message, 0);
  return message;
}

void RequestMaker::Fill(Message& message, int depth) {
  const Descriptor& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    const bool required = Behaves(field, google::api::REQUIRED);
    const bool given = required ? tame_ || !OneIn(8) : OneIn(Behaves(field, google::api::OUTPUT_ONLY) ? 10 : 3);
    if (!given) continue;
    if (!field.is_repeated()) {
      Set(message, field, depth);
      continue;
    }
    // Now and then more items than any rule allows.
    const bool huge = !tame_ && depth == 0 && OneIn(60);
    const size_t items = huge ? 501 + Below(3000) : Below(4) + required;
    for (size_t n = 0; n < items && message.ByteSizeLong() < (5u << 20); ++n)
      Set(message, field, huge ? kDeepest : depth);
  }
}

void RequestMaker::Set(Message& message, const FieldDescriptor& field, int depth) {
  const Reflection& reflection = *message.GetReflection();
  const auto& rules = field.options().GetExtension(options::rules);
  const auto set = [&](auto single, auto repeated, auto value) {
    field.is_repeated() ? (reflection.*repeated)(&message, &field, value)
                        : (reflection.*single)(&message, &field, value);
  };
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return set(&Reflection::SetString, &Reflection::AddString, Text(field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return set(&Reflection::SetBool, &Reflection::AddBool, OneIn(2));
    case FieldDescriptor::CPPTYPE_ENUM:
      return set(&Reflection::SetEnumValue, &Reflection::AddEnumValue, Enum(field));
    case FieldDescriptor::CPPTYPE_INT32:
      return set(&Reflection::SetInt32, &Reflection::AddInt32, static_cast<int32_t>(Number(rules)));
    case FieldDescriptor::CPPTYPE_INT64:
      return set(&Reflection::SetInt64, &Reflection::AddInt64, Number(rules));
    case FieldDescriptor::CPPTYPE_UINT32:
      return set(&Reflection::SetUInt32, &Reflection::AddUInt32, static_cast<uint32_t>(Number(rules)));
    case FieldDescriptor::CPPTYPE_UINT64:
      return set(&Reflection::SetUInt64, &Reflection::AddUInt64, static_cast<uint64_t>(Number(rules)));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return set(&Reflection::SetDouble, &Reflection::AddDouble, Real());
    case FieldDescriptor::CPPTYPE_FLOAT:
      return set(&Reflection::SetFloat, &Reflection::AddFloat, static_cast<float>(Real()));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  Message& part =
      field.is_repeated() ? *reflection.AddMessage(&message, &field) : *reflection.MutableMessage(&message, &field);
  const std::string& type = part.GetDescriptor()->full_name();
  if (type == "google.type.Date") return SetDate(part);
  if (type == "google.protobuf.Timestamp") return SetTime(part);
  if (depth < kDeepest) Fill(part, depth + 1);
}

std::string RequestMaker::Text(const FieldDescriptor& field) {
  if (!tame_ && OneIn(5)) return WildText();
  const auto& rules = field.options().GetExtension(options::rules);
  const std::string& name = field.name();
  switch (rules.format()) {
    case options::FORMAT_COUNTY:
      return OneIn(20) ? "counties/430102" : kCounty;
    case options::FORMAT_ID_NUMBER: {
      const std::string body =
          absl::StrFormat("430102%04d%02d%02d%03d", 1950 + Below(55), 1 + Below(12), 1 + Below(28), Below(1000));
      return body + api::IdNumberCheckDigit(body);
    }
    case options::FORMAT_CREDIT_CODE:
      return "91350100M000100Y43";
    case options::FORMAT_DIVISION:
      return OneIn(2) ? "990002" : "990002001001";
    case options::FORMAT_PHONE:
      return absl::StrFormat("138%08d", Below(100'000'000));
    case options::FORMAT_ETHNICITY:
      return "01";
    case options::FORMAT_EDUCATION:
      return "21";
    case options::FORMAT_PERSON_NAME:
      return OneIn(2) ? "盘山石" : "阿依古丽·买买提";
    default:
      break;
  }
  if (!rules.resource().empty()) return names_.Any(rules.resource(), random_);
  if (name == "name" || name == "parent") return names_.Any("", random_);
  if (name == "request_id") return OneIn(3) ? "same" : absl::StrCat("r", Below(1'000'000'000));
  if (name == "etag") return OneIn(2) ? "" : absl::StrCat(Below(4));
  if (name == "filter") {
    static constexpr const char* kFilters[] = {"state = NORMAL",
                                               "state = \"x\"",
                                               "organization = nowhere",
                                               "a = b AND",
                                               "name = '; DROP TABLE member; --",
                                               "sector = RURAL AND sector = RURAL"};
    return kFilters[Below(std::size(kFilters))];
  }
  if (!rules.pattern().empty()) {
    static constexpr const char* kSamples[] = {"2024-07", "43112310", "1", "x1", "2024", "a.b", "431123001"};
    return OneIn(3) ? absl::StrCat("f", Below(1'000'000'000)) : kSamples[Below(std::size(kSamples))];
  }
  const size_t length = std::max<size_t>(rules.min_length(), 1) + Below(4);
  std::string text;
  for (size_t i = 0; i < length; ++i) text += OneIn(4) ? "x" : "试";
  return text;
}

std::string RequestMaker::WildText() {
  static const auto& kTexts = *new std::vector<std::string>{"",
                                                            " ",
                                                            "'",
                                                            "\"",
                                                            "\\",
                                                            "%",
                                                            "_",
                                                            "$1",
                                                            "';--",
                                                            "\\x00",
                                                            std::string(1, '\0'),
                                                            "\r\n",
                                                            "\t",
                                                            "../../etc/passwd",
                                                            "{}",
                                                            "{{1}}",
                                                            "NULL",
                                                            "null",
                                                            "NaN",
                                                            "0",
                                                            "-1",
                                                            "counties/",
                                                            "counties/990002/",
                                                            "counties/990002/members/",
                                                            "counties/990002/members/../x",
                                                            "counties/990002/organizations/990002",
                                                            "\u202e",
                                                            "\U0001F600",
                                                            "𠮷",
                                                            "*",
                                                            "a,b",
                                                            "x AND y",
                                                            "43.4311' OR '1'='1"};
  if (OneIn(20)) return std::string(1 + Below(100'000), 'A');
  if (OneIn(20)) {
    std::string text;
    for (size_t i = 0; i < 1 + Below(2000); ++i) text += "长";
    return text;
  }
  return kTexts[Below(kTexts.size())];
}

int64_t RequestMaker::Number(const options::Rules& rules) {
  if (!tame_ && OneIn(3)) return kBoundaries[Below(std::size(kBoundaries))];
  const int64_t least = rules.has_min() ? rules.min() : 0;
  if (rules.has_max() && OneIn(4)) return OneIn(2) || tame_ ? rules.max() : rules.max() + 1;
  return least + static_cast<int64_t>(Below(3000)) * OneIn(2) + (OneIn(10) ? 2024 - least : 0);
}

double RequestMaker::Real() {
  static constexpr double kReals[] = {0,
                                      1,
                                      -1,
                                      0.5,
                                      60,
                                      100,
                                      1e9,
                                      1e308,
                                      -1e308,
                                      5e-324,
                                      std::numeric_limits<double>::infinity(),
                                      std::numeric_limits<double>::quiet_NaN()};
  return tame_ ? kReals[Below(6)] : kReals[Below(std::size(kReals))];
}

int RequestMaker::Enum(const FieldDescriptor& field) {
  if (!tame_ && OneIn(6)) return static_cast<int>(kBoundaries[Below(std::size(kBoundaries))]);
  return field.enum_type()->value(static_cast<int>(Below(field.enum_type()->value_count())))->number();
}

void RequestMaker::SetDate(Message& date) {
  const auto set = [&](const char* name, int32_t value) {
    date.GetReflection()->SetInt32(&date, date.GetDescriptor()->FindFieldByName(name), value);
  };
  const auto wild = [&] { return static_cast<int32_t>(kBoundaries[Below(std::size(kBoundaries))]); };
  set("year", !tame_ && OneIn(4) ? wild() : 1899 + static_cast<int32_t>(OneIn(3) ? Below(203) : 120 + Below(9)));
  set("month", !tame_ && OneIn(6) ? wild() : 1 + static_cast<int32_t>(Below(12)));
  set("day", !tame_ && OneIn(6) ? wild() : 1 + static_cast<int32_t>(Below(31)));
}

void RequestMaker::SetTime(Message& time) {
  const int64_t seconds = !tame_ && OneIn(4) ? kBoundaries[Below(std::size(kBoundaries))]
                                             : 1'600'000'000 + static_cast<int64_t>(Below(300'000'000));
  time.GetReflection()->SetInt64(&time, time.GetDescriptor()->FindFieldByName("seconds"), seconds);
  if (!tame_ && OneIn(8)) time.GetReflection()->SetInt32(&time, time.GetDescriptor()->FindFieldByName("nanos"), -1);
}

std::string RequestMaker::Bend(std::string bytes) {
  switch (Below(18)) {
    case 0:  // Cut off.
      return bytes.substr(0, bytes.empty() ? 0 : Below(bytes.size()));
    case 1:  // Bits turned over: lengths, tags, and text that is no longer UTF-8.
      for (size_t i = 0; i < 1 + Below(8) && !bytes.empty(); ++i) bytes[Below(bytes.size())] ^= 1 << Below(8);
      return bytes;
    case 2: {  // Random bytes.
      std::string noise(Below(400), '\0');
      for (char& c : noise) c = static_cast<char>(Below(256));
      return OneIn(2) ? noise : bytes + noise;
    }
    case 3:  // Groups within groups, of a field that nobody knows.
      return bytes + std::string(1 + Below(200'000), '\x3b');
    case 4: {  // Messages within messages, each with a length that fits.
      std::string nested = "\x0a";
      nested += '\0';
      for (size_t i = 0; i < 1 + Below(300) && nested.size() < 60'000; ++i) {
        std::string size;
        for (size_t left = nested.size(); true; left >>= 7) {
          size += static_cast<char>((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
          if (left <= 0x7f) break;
        }
        nested = absl::StrCat("\x0a", size, nested);
      }
      return OneIn(2) ? nested : bytes + nested;
    }
    case 5: {  // The same again and again: repeated fields swell, the last value of others counts.
      std::string many;
      for (size_t i = 0; i < 1 + Below(200) && many.size() < (3u << 20); ++i) many += bytes;
      return many;
    }
    default:
      return bytes;
  }
}

}  // namespace xf::fuzz

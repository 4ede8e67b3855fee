#include "common/db/rows.h"

#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>
#include <map>
#include <shared_mutex>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/mapping.h"
#include "google/type/date.pb.h"

namespace xf::db {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// "2026-11-23 02:54:47.123456+00", as a UTC session prints it. By hand: absl::ParseTime costs microseconds a cell.
bool ReadTimestamp(absl::string_view text, google::protobuf::Timestamp& out) {
  const auto number = [&](size_t at, size_t digits) {
    int value = 0;
    for (size_t i = at; i < at + digits; ++i) {
      const char c = i < text.size() ? text[i] : '?';
      if (!absl::ascii_isdigit(c)) return -1;
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const size_t fraction = text.size() > 19 && text[19] == '.' ? text.find('+') - 20 : 0;
  const int parts[] = {number(0, 4), number(5, 2), number(8, 2), number(11, 2), number(14, 2), number(17, 2)};
  if (*std::min_element(std::begin(parts), std::end(parts)) < 0 || fraction > 6) return false;
  int micros = number(20, fraction);
  for (size_t i = fraction; i < 6; ++i) micros *= 10;
  const absl::CivilSecond second(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]);
  out.set_seconds(second - absl::CivilSecond(1970, 1, 1));
  out.set_nanos(micros * 1000);
  return true;
}

// A jsonb column into a nested or repeated field.
bool ReadJson(absl::string_view text, const FieldDescriptor& field, Message& message) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  if (!field.is_repeated()) {
    return google::protobuf::util::JsonStringToMessage(
               {text.data(), text.size()}, message.GetReflection()->MutableMessage(&message, &field), options)
        .ok();
  }
  if (text == "[]") return true;
  std::unique_ptr<Message> holder(message.New());
  const std::string wrapped = absl::StrCat("{\"", field.name(), "\":", text, "}");
  if (!google::protobuf::util::JsonStringToMessage(wrapped, holder.get(), options).ok()) return false;
  message.MergeFrom(*holder);
  return true;
}

bool ReadMessage(absl::string_view text, const FieldDescriptor& field, Message& message) {
  const std::string& type = field.message_type()->full_name();
  if (type == "google.type.Date") {
    const auto day = ParseIsoDate(text);
    if (!day) return false;
    *static_cast<google::type::Date*>(message.GetReflection()->MutableMessage(&message, &field)) = ToDate(*day);
    return true;
  }
  if (type == "google.protobuf.Timestamp") {
    return ReadTimestamp(
        text, *static_cast<google::protobuf::Timestamp*>(message.GetReflection()->MutableMessage(&message, &field)));
  }
  return ReadJson(text, field, message);
}

template <typename T>
bool ReadNumber(absl::string_view text, T& out) {
  return absl::SimpleAtoi(text, &out);
}

bool ReadField(absl::string_view text, const FieldDescriptor& field, Message& message) {
  const auto& reflection = *message.GetReflection();
  if (field.is_repeated()) return ReadJson(text, field, message);
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ReadMessage(text, field, message);
    case FieldDescriptor::CPPTYPE_STRING:
      reflection.SetString(&message, &field,
                           field.type() == FieldDescriptor::TYPE_BYTES ? FromHexBytea(text) : std::string(text));
      return true;
    case FieldDescriptor::CPPTYPE_BOOL:
      reflection.SetBool(&message, &field, text == "t");
      return true;
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto number = EnumNumber(*field.enum_type(), text);
      if (number) reflection.SetEnumValue(&message, &field, *number);
      return number.has_value();
    }
    case FieldDescriptor::CPPTYPE_INT32: {
      int32_t number = 0;
      const bool ok = ReadNumber(text, number);
      reflection.SetInt32(&message, &field, number);
      return ok;
    }
    case FieldDescriptor::CPPTYPE_INT64: {
      int64_t number = 0;
      const bool ok = ReadNumber(text, number);
      reflection.SetInt64(&message, &field, number);
      return ok;
    }
    case FieldDescriptor::CPPTYPE_DOUBLE: {
      double number = 0;
      const bool ok = absl::SimpleAtod(text, &number);
      reflection.SetDouble(&message, &field, number);
      return ok;
    }
    default:
      return false;
  }
}

}  // namespace

std::string FromHexBytea(absl::string_view text) {
  return absl::ConsumePrefix(&text, "\\x") ? absl::HexStringToBytes(text) : std::string(text);
}

absl::StatusOr<std::shared_ptr<const RowPlan>> PlanFor(const Statement& statement, const pqxx::result& result,
                                                       const google::protobuf::Descriptor& type) {
  static std::shared_mutex mutex;
  static auto& plans =
      *new std::map<std::pair<const Statement*, const google::protobuf::Descriptor*>, std::shared_ptr<const RowPlan>>;
  const auto key = std::make_pair(&statement, &type);
  {
    std::shared_lock lock(mutex);
    if (auto found = plans.find(key); found != plans.end() && found->second->columns.size() == result.columns()) {
      return found->second;
    }
  }
  auto plan = std::make_shared<RowPlan>();
  for (pqxx::row_size_type i = 0; i < result.columns(); ++i) {
    const std::string column = result.column_name(i);
    const FieldDescriptor* field = type.FindFieldByName(column);
    const bool sealed = field == nullptr;
    if (sealed) field = type.FindFieldByName(std::string(absl::StripSuffix(column, "_sealed")));
    if (field == nullptr) {
      return InternalError(absl::StrCat(statement.name, ": column ", column, " has no field in ", type.full_name()));
    }
    plan->columns.push_back({field, sealed});
  }
  std::unique_lock lock(mutex);
  return plans[key] = plan;
}

absl::Status FillRow(const RowPlan& plan, const pqxx::row& row, const crypto::Sealer* sealer, Message& message) {
  for (size_t i = 0; i < plan.columns.size(); ++i) {
    const pqxx::field cell = row[static_cast<pqxx::row_size_type>(i)];
    if (cell.is_null()) continue;
    const auto& [field, sealed] = plan.columns[i];
    const absl::string_view text(cell.c_str(), cell.size());
    if (sealed) {
      ASSIGN_OR_RETURN(std::string plain, sealer->Open(FromHexBytea(text), field->name()));
      message.GetReflection()->SetString(&message, field, std::move(plain));
    } else if (!ReadField(text, *field, message)) {
      return InternalError(absl::StrCat("column ", field->full_name(), " holds what its field can't"));
    }
  }
  return absl::OkStatus();
}

}  // namespace xf::db

#include "services/membership/domain/member_differences.h"

#include <string>

#include "common/base/date.h"

namespace xf::membership {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Text of a field that both messages have under one name: a date in ISO form, an enum by its name. Empty when unset.
std::string TextOf(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM: {
      const auto* value = reflection.GetEnum(message, &field);
      return value->number() == 0 ? "" : value->name();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      if (!reflection.HasField(message, &field)) return "";
      google::type::Date date;
      date.CopyFrom(reflection.GetMessage(message, &field));
      return IsoDate(date);
    }
    default:
      return "";
  }
}

}  // namespace

bool IsRegistered(v1::MemberState state) {
  return state == v1::MEMBER_STATE_NORMAL || state == v1::MEMBER_STATE_SUSPENDED ||
         state == v1::MEMBER_STATE_CORRECTING;
}

std::vector<v1::MemberDifference> Differences(const v1::Member& ours, const v1::OfficialMember& row) {
  std::vector<v1::MemberDifference> differences;
  const auto& type = *v1::OfficialMember::descriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& official_field = *type.field(i);
    const FieldDescriptor& our_field = *v1::Member::descriptor()->FindFieldByName(official_field.name());
    const std::string official = TextOf(row, official_field);
    const std::string mine = TextOf(ours, our_field);
    const bool left_out = official.empty();
    const bool differs =
        official_field.name() == "state" && left_out ? !IsRegistered(ours.state()) : !left_out && official != mine;
    if (!differs) continue;
    v1::MemberDifference& difference = differences.emplace_back();
    difference.set_field(official_field.name());
    difference.set_ours(mine);
    difference.set_official(official);
  }
  return differences;
}

}  // namespace xf::membership

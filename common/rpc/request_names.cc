#include "common/rpc/request_names.h"

#include "common/api/resource_name.h"

namespace xf::rpc {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::string TextField(const Message& message, absl::string_view name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(std::string(name));
  if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_STRING || field->is_repeated()) return "";
  return message.GetReflection()->GetString(message, field);
}

std::vector<std::string> NamesInRequest(const Message& request) {
  std::vector<std::string> names;
  for (const char* field : {"parent", "name"}) {
    if (std::string text = TextField(request, field); !text.empty()) names.push_back(std::move(text));
  }
  const auto& descriptor = *request.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor* field = descriptor.field(i);
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_repeated()) continue;
    if (!request.GetReflection()->HasField(request, field)) continue;
    const Message& nested = request.GetReflection()->GetMessage(request, field);
    if (std::string name = TextField(nested, "name"); !name.empty()) names.push_back(std::move(name));
  }
  return names;
}

std::string CountyOfRequest(const Message& request) {
  const std::vector<std::string> names = NamesInRequest(request);
  return names.empty() ? "" : api::CountyOf(names.front());
}

}  // namespace xf::rpc

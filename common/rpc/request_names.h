// What a request says it is about, by the conventions of its fields: parent, name, the resource that it carries.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"

namespace xf::rpc {

// A text field by name, "" when the message has none of that name.
std::string TextField(const google::protobuf::Message& message, absl::string_view name);
// County of a request: of its parent, its name, or the name of the resource that it carries; "" when it names none.
std::string CountyOfRequest(const google::protobuf::Message& request);
// Those names, whatever they look like.
std::vector<std::string> NamesInRequest(const google::protobuf::Message& request);

}  // namespace xf::rpc

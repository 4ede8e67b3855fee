// Masking of sensitive fields on their way out, from the field options. Handlers see clear values; nothing leaves the
// process without passing here unless the caller may see it.
#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::api {

// A text of that kind, masked. Masking a masked text changes nothing.
std::string MaskText(xianfeng::options::v1::Sensitivity kind, absl::string_view text);

// Masks every sensitive field in `message` and below: "431123********0010" is "4***************0", "13812341234" is
// "138****1234", an address is cut to its first nine characters, health data to "***" (domain.md §8.2).
void Mask(google::protobuf::Message& message);

// Keeps name and sensitive fields of `message`, clears everything else; false when no sensitive field was set.
bool KeepSensitive(google::protobuf::Message& message);

}  // namespace xf::api

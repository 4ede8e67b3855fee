#include "services/volunteer/handlers/import_rows.h"

#include <memory>

#include "google/api/field_behavior.pb.h"
#include "google/protobuf/util/message_differencer.h"

namespace xf::volunteer {
namespace {

using google::protobuf::Message;

std::unique_ptr<Message> InputOf(const Message& message) {
  std::unique_ptr<Message> input(message.New());
  input->CopyFrom(message);
  const auto& descriptor = *message.GetDescriptor();
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const auto& options = descriptor.field(i)->options();
    for (int j = 0; j < options.ExtensionSize(google::api::field_behavior); ++j) {
      if (options.GetExtension(google::api::field_behavior, j) != google::api::OUTPUT_ONLY) continue;
      input->GetReflection()->ClearField(input.get(), descriptor.field(i));
    }
  }
  return input;
}

}  // namespace

bool HaveSameInput(const Message& a, const Message& b) {
  return google::protobuf::util::MessageDifferencer::Equals(*InputOf(a), *InputOf(b));
}

}  // namespace xf::volunteer

#include "services/ctl/cli/services.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_split.h"

namespace xf::ctl {

using google::protobuf::DescriptorPool;
using google::protobuf::FileDescriptor;
using google::protobuf::ServiceDescriptor;

const std::vector<const ServiceDescriptor*>& LinkedServices() {
  static const std::vector<const ServiceDescriptor*> services = [] {
    std::vector<const ServiceDescriptor*> found;
    // XF_CONTRACTS: the names of all .proto files, from CMake.
    for (const absl::string_view name : absl::StrSplit(XF_CONTRACTS, ',')) {
      const FileDescriptor* file = DescriptorPool::generated_pool()->FindFileByName(std::string(name));
      for (int i = 0; file != nullptr && i < file->service_count(); ++i) found.push_back(file->service(i));
    }
    std::sort(found.begin(), found.end(), [](const auto* a, const auto* b) { return a->full_name() < b->full_name(); });
    return found;
  }();
  return services;
}

}  // namespace xf::ctl

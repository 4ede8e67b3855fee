#include "services/ctl/commands/tables.h"

#include "common/base/status.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::ctl {

namespace membership = xianfeng::membership::v1;

absl::StatusOr<OrganizationNames> ReadOrganizations(const rpc::Client& client, const std::string& parent) {
  constexpr int kPage = 1000;
  OrganizationNames names;
  membership::ListOrganizationsRequest request;
  request.set_parent(parent);
  request.set_page_size(kPage);
  do {
    ASSIGN_OR_RETURN(const membership::ListOrganizationsResponse page,
                     client.Call(&membership::OrganizationService::Stub::ListOrganizations, request));
    for (const membership::Organization& organization : page.organizations()) {
      names.Add(organization.name(), organization.display_name());
    }
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  return names;
}

}  // namespace xf::ctl

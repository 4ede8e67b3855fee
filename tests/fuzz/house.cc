#include "tests/fuzz/house.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "common/rpc/runtime.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "common/testing/secrets.h"
#include "common/testing/suite.h"
#include "services/membership/definition.h"
#include "services/report/definition.h"
#include "services/rotation/definition.h"
#include "services/training/definition.h"
#include "services/volunteer/definition.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::fuzz {
namespace {

namespace v1 = xianfeng::membership::v1;
using google::protobuf::DescriptorPool;
using testing::Must;
using testing::TestPostgres;

// In the order in which they can start: each finds those before it.
std::array<rpc::Definition, 5> Definitions() {
  return {membership::Definition(), training::Definition(), rotation::Definition(), volunteer::Definition(),
          report::Definition()};
}

// What every server has beside the services of its own; those that are not linked are left out.
constexpr const char* kShared[] = {"xianfeng.sync.v1.ChangeFeedService", "xianfeng.audit.v1.AuditService"};

}  // namespace

House::House() {
  const std::string database = TestPostgres::Get().CreateDatabase("membership");
  std::map<std::string, std::string> addresses;
  for (const rpc::Definition& definition : Definitions()) {
    const std::string name(definition.name);
    if (name != "membership") TestPostgres::Get().AddService(database, name);
    Config config = testing::TestConfig(name, database, addresses);
    config.pool = 4;
    servers_[name] = Must(rpc::Server::Start(std::move(config), definition));
    addresses[name] = absl::StrCat("127.0.0.1:", servers_[name]->port());
    channels_[name] = Must(rpc::OpenChannel(addresses[name], testing::ClientTls()));

    std::vector<std::string> services(std::begin(kShared), std::end(kShared));
    for (const auto& service : servers_[name]->runtime().app.services()) {
      services.emplace_back(service->full_name());
    }
    for (const std::string& service : services) {
      const auto* descriptor = DescriptorPool::generated_pool()->FindServiceByName(service);
      for (int i = 0; descriptor != nullptr && i < descriptor->method_count(); ++i) {
        doors_.push_back({name, descriptor->method(i)});
      }
    }
  }
}

House::~House() {
  // Followers first: what they follow goes last.
  for (const char* name : {"report", "volunteer", "rotation", "training", "membership"}) servers_.erase(name);
}

rpc::Client House::Client(const std::string& service, const std::string& token) const {
  rpc::Client client(channels_.at(service), token);
  client.set_wait_for_ready(true);
  return client;
}

void House::Furnish(Names& names) const {
  const rpc::Client admin = Client("membership", testing::MintTestToken({.scopes = {testing::RootPath(kCounty)}}));
  const auto organize = [&](const std::string& superior, const std::string& id, v1::OrganizationKind kind) {
    v1::CreateOrganizationRequest request;
    request.set_parent(kCounty);
    request.set_organization_id(id);
    request.mutable_organization()->set_display_name("中共测试县组织");
    request.mutable_organization()->set_kind(kind);
    if (!superior.empty()) {
      request.mutable_organization()->set_superior(absl::StrCat(kCounty, "/organizations/", superior));
    }
    names.Learn(Must(admin.Call(&v1::OrganizationService::Stub::CreateOrganization, request)));
  };
  organize("", kCountyCode, v1::ORGANIZATION_KIND_LOCAL_COMMITTEE);
  for (const std::string township : {"east", "west"}) {
    organize(kCountyCode, township, v1::ORGANIZATION_KIND_GRASSROOTS_COMMITTEE);
    for (const std::string branch : {"1", "2"}) organize(township, township + branch, v1::ORGANIZATION_KIND_BRANCH);
  }
}

}  // namespace xf::fuzz

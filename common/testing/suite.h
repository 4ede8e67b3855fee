// A service under test as it runs in production: real PostgreSQL (a private cluster per test binary, a fresh database
// per suite), real gRPC over mTLS with real tokens; other services as child processes of their own binaries.
//
//   class VenueTest : public testing::ServiceTest<&Definition, "membership"> {};   // "membership": peers to start
//   TEST_F(VenueTest, AnEmptyCountyHasNoVenues) {
//     const std::string county = NewCounty();                       // "counties/990001", a county of this test's own
//     auto venues = Admin(county).Call(&v1::VenueService::Stub::ListVenues, request);
//   }
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "common/api/resource_name.h"
#include "common/rpc/app.h"
#include "common/rpc/client.h"
#include "common/rpc/server.h"
#include "common/testing/matchers.h"
#include "common/testing/secrets.h"

namespace xf::testing {

class Suite {
 public:
  // Starts the server in this process and `peers` as child processes.
  Suite(const rpc::Definition& definition, const std::vector<std::string>& peers);
  ~Suite();

  // A client of the service under test, or of a peer.
  rpc::Client As(const Who& who, absl::string_view service = "") const;
  // The county's administrator, and a clerk of one subtree.
  rpc::Client Admin(absl::string_view county, absl::string_view service = "") const;
  rpc::Client Clerk(absl::string_view org_path, absl::string_view service = "") const;
  // A new county with a code of its own ("counties/990001").
  std::string NewCounty();
  // Name of the test's database, for TestPostgres::Dsn.
  const std::string& database() const;
  // The server under test.
  rpc::Server& server();
  // Ends the server under test as an orderly stop does, and starts it anew at the same port, on the same database.
  void Restart();
  // Ends a peer; starts it again at the same address.
  void StopPeer(absl::string_view service);
  void StartPeer(absl::string_view service);
  // A superuser's DSN on the test's database, for looking behind the curtain.
  std::string dsn() const;
  // A token for `who`, as the client of As() carries it.
  std::string Token(const Who& who) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Path of a county's root organization: "counties/431123" → "43.4311.431123".
std::string RootPath(absl::string_view county);

// Base of a service's test suites: one Suite for all tests of a fixture class.
template <rpc::Definition (*kDefinition)(), api::FixedString... kPeers>
class ServiceTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    rpc::Definition (*const define)() = kDefinition;
    suite_ = std::make_unique<Suite>(define(), std::vector<std::string>{kPeers.value...});
  }
  static void TearDownTestSuite() { suite_.reset(); }

  static Suite& suite() { return *suite_; }
  static std::string NewCounty() { return suite_->NewCounty(); }
  // The county's administrator: everything in the county.
  static rpc::Client Admin(absl::string_view county, absl::string_view service = "") {
    return suite_->Admin(county, service);
  }
  // A clerk of one subtree.
  static rpc::Client Clerk(absl::string_view org_path, absl::string_view service = "") {
    return suite_->Clerk(org_path, service);
  }

 private:
  static inline std::unique_ptr<Suite> suite_;
};

}  // namespace xf::testing

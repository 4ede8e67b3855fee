// mTLS certificates are read anew while the server runs and calls go on.
#include <atomic>
#include <thread>

#include "health/v1/health.grpc.pb.h"
#include "tests/guards/own_server.h"

namespace xf::membership {
namespace {

using testing::IsOk;
using ::testing::Not;
namespace health = grpc::health::v1;

class CertificateTest : public ::testing::Test {
 protected:
  // Runs functions of the launcher's own script.
  void Script(const std::string& commands) {
    testing::MustRun({"bash", "-c",
                      absl::StrCat("set -e; . '", testing::SourceDir(), "/deploy/local/certificates.sh'; cd '",
                                   own_.File(""), "'; ", commands)});
  }
  // A pair signed by the authority in `from`, put in the server's place: first the one file, then the other.
  void RotateServer(const std::string& from = ".") {
    Script(absl::StrCat("mkdir -p next; cp ", from, "/ca.pem ", from, "/ca.key next/; rm -f next/membership.*; ",
                        "make_certificate next membership serverAuth,clientAuth "
                        "'DNS:localhost,IP:127.0.0.1,URI:spiffe://xianfeng/membership'; ",
                        "mv next/membership.key membership.key; mv next/membership.pem membership.pem"));
  }

  // The certificate that a new connection is shown; empty when there is no connection.
  std::string Shown(const rpc::TlsFiles& tls) const {
    const rpc::Client client = own_.Connect("", tls);
    health::Health::Stub stub(client.channel());
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(5)));
    health::HealthCheckResponse response;
    if (!stub.Check(&context, {}, &response).ok()) return "";
    for (const auto& pem : context.auth_context()->FindPropertyValues("x509_pem_cert")) {
      return std::string(pem.data(), pem.size());
    }
    return "";
  }
  rpc::TlsFiles Own() const { return {own_.File("ca.pem"), own_.File("client.pem"), own_.File("client.key")}; }

  // Calls over one connection, again and again, until it is let go.
  class Caller {
   public:
    explicit Caller(const rpc::Client& client)
        : thread_([this, client] {
            while (!stop_) {
              const absl::Status status = OwnServer::Ask(client);
              EXPECT_THAT(status, IsOk());
              ++calls_;
            }
          }) {}
    ~Caller() {
      stop_ = true;
      thread_.join();
    }
    int calls() const { return calls_; }

   private:
    std::atomic<bool> stop_ = false;
    std::atomic<int> calls_ = 0;
    std::thread thread_;
  };

  OwnServer own_;
};

TEST_F(CertificateTest, ANewPairIsShownToNewConnectionsWhileCallsGoOn) {
  own_.Start();
  const std::string before = Shown(Own());
  ASSERT_FALSE(before.empty());
  const Caller caller(own_.Connect(own_.Token(own_.signing_key())));
  RotateServer();
  EXPECT_TRUE(Eventually([&] {
    const std::string now = Shown(Own());
    return !now.empty() && now != before;
  }));
  const int so_far = caller.calls();
  EXPECT_GT(so_far, 0);
  EXPECT_TRUE(Eventually([&] { return caller.calls() > so_far; }));
}

TEST_F(CertificateTest, AnAuthorityIsAddedAndTakenAwayWhileCallsGoOn) {
  Script("mkdir other; make_authority other; make_certificate other client clientAuth URI:spiffe://xianfeng/client");
  const rpc::TlsFiles other{own_.File("server_ca.pem"), own_.File("other/client.pem"), own_.File("other/client.key")};
  const rpc::TlsFiles known{own_.File("server_ca.pem"), own_.File("client.pem"), own_.File("client.key")};
  std::filesystem::copy_file(own_.File("ca.pem"), own_.File("server_ca.pem"));
  own_.Start();
  const Caller caller(own_.Connect(own_.Token(own_.signing_key()), known));
  EXPECT_EQ(Shown(other), "");

  own_.Write("ca.pem", own_.Read("server_ca.pem") + own_.Read("other/ca.pem"));
  EXPECT_TRUE(Eventually([&] { return !Shown(other).empty(); }));
  EXPECT_NE(Shown(known), "");

  own_.Write("ca.pem", own_.Read("other/ca.pem"));
  EXPECT_TRUE(Eventually([&] { return Shown(known).empty(); }));
  EXPECT_NE(Shown(other), "");
}

TEST_F(CertificateTest, ASwappedPairHarmsNoCallUnderWayAndIsMendedByTheNextOne) {
  own_.Start();
  const std::string before = Shown(Own());
  const Caller caller(own_.Connect(own_.Token(own_.signing_key())));
  // The certificate of somebody else beside the server's own key.
  own_.Write("membership.pem", own_.Read("client.pem"));
  EXPECT_TRUE(Eventually([&, seen = caller.calls()] { return caller.calls() > seen + 20; }));
  RotateServer();
  EXPECT_TRUE(Eventually([&] {
    const std::string now = Shown(Own());
    return !now.empty() && now != before;
  }));
}

TEST_F(CertificateTest, WithoutACertificateOfAKnownAuthorityThereIsNoConnection) {
  own_.Start();
  const auto channel = grpc::CreateChannel(absl::StrCat("localhost:", own_.server->port()),
                                           grpc::SslCredentials({.pem_root_certs = own_.Read("ca.pem")}));
  EXPECT_TRUE(absl::IsUnavailable(OwnServer::Ask(rpc::Client(channel, own_.Token(own_.signing_key())))));
  EXPECT_THAT(OwnServer::Ask(own_.Connect(own_.Token(own_.signing_key()))), IsOk());
}

}  // namespace
}  // namespace xf::membership

// Benchmark `scale`: what one call costs as the registry grows from a small county (10 thousand members) over a city
// (300 thousand) to a province (4.3 million), over mTLS with token and scope. Point reads and pages should cost at
// most 1.5 times as much in the province as in the county; a county's count stays below 50 ms.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/str_format.h"
#include "absl/time/clock.h"
#include "common/api/formats.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "common/testing/process.h"
#include "common/testing/secrets.h"
#include "tests/bench/test_sql/queries.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::bench {
namespace {

namespace v1 = xianfeng::membership::v1;
using MemberStub = v1::MemberService::Stub;
using OrganizationStub = v1::OrganizationService::Stub;
using testing::Must;

constexpr const char* kCounty = "counties/990001";
// A county of the API's own, which lends its sealed number to the rows of the others.
constexpr const char* kSeedCounty = "counties/990999";
constexpr double kMostGrowth = 1.5;
constexpr double kMostCountMs = 50;

struct Size {
  const char* name;
  int counties;
  int members;  // A county.
};
constexpr Size kSizes[] = {{"10k", 1, 10'000}, {"300k", 13, 23'100}, {"4.3m", 122, 35'250}};

google::type::Date Day(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

// One member by the API, so that there is a sealed number.
void Seed(const rpc::Client& client) {
  const auto organize = [&](const std::string& id, v1::OrganizationKind kind, const std::string& superior) {
    v1::CreateOrganizationRequest request;
    request.set_parent(kSeedCounty);
    request.set_organization_id(id);
    request.mutable_organization()->set_display_name("中共某某组织");
    request.mutable_organization()->set_kind(kind);
    request.mutable_organization()->set_superior(superior);
    return Must(client.Call(&OrganizationStub::CreateOrganization, request)).name();
  };
  const std::string root = organize("990999", v1::ORGANIZATION_KIND_LOCAL_COMMITTEE, "");
  v1::CreateMemberRequest request;
  request.set_parent(kSeedCounty);
  v1::Member& member = *request.mutable_member();
  member.set_display_name("张明");
  const std::string seventeen = "99000119850101001";
  member.set_id_number(seventeen + api::IdNumberCheckDigit(seventeen));
  member.set_gender(xianfeng::type::v1::GENDER_MALE);
  member.set_ethnicity("01");
  *member.mutable_birth_date() = Day(1985, 1, 1);
  member.set_organization(organize("branch", v1::ORGANIZATION_KIND_BRANCH, root));
  member.set_member_kind(v1::MEMBER_KIND_FULL);
  *member.mutable_joined_date() = Day(2010, 7, 1);
  *member.mutable_full_member_date() = Day(2011, 7, 1);
  Must(client.Call(&MemberStub::CreateMember, request));
}

// Median of the calls, in milliseconds; the first tenth warms up.
template <typename Call>
double Median(int calls, const Call& call) {
  std::vector<double> times;
  for (int i = 0; i < calls; ++i) {
    const absl::Time begin = absl::Now();
    call(i);
    if (i >= calls / 10) times.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
  }
  std::nth_element(times.begin(), times.begin() + times.size() / 2, times.end());
  return times[times.size() / 2];
}

class Scale {
 public:
  explicit Scale(int calls) : calls_(calls) {}

  void Measure(const Size& size) {
    const absl::Time begin = absl::Now();
    const std::string database = testing::TestPostgres::Get().CreateDatabase("membership");
    testing::ServiceProcess server(testing::TestConfig("membership", database, {}));
    rpc::Client client(Must(rpc::OpenChannel(server.address(), testing::ClientTls())),
                       testing::MintTestToken({.scopes = {"99"}}));
    client.set_wait_for_ready(true);
    Seed(client);
    testing::TestPostgres::Get().Psql(database, test_sql::kScaleRows,
                                      {db::Arg("counties", size.counties), db::Arg("members", size.members)});
    std::printf("%s: %d counties of %d members, made in %.0f s\n", size.name, size.counties, size.members,
                absl::ToDoubleSeconds(absl::Now() - begin));
    std::fflush(stdout);
    Reads(client, size);
    Moves(client, size);
  }

  const nlohmann::json& results() const { return results_; }

 private:
  static std::string MemberName(const Size& size, int64_t n) {
    return absl::StrFormat("counties/%d/members/m%06d", 990001 + n % size.counties, n * 7919 % size.members);
  }

  void Reads(const rpc::Client& client, const Size& size) {
    v1::GetMemberRequest get;
    std::vector<std::string> prefixes;
    Report(size, "GetMember",
           Median(calls_,
                  [&](int n) {
                    get.set_name(MemberName(size, n));
                    const v1::Member member = Must(client.Call(&MemberStub::GetMember, get));
                    prefixes.push_back(member.display_name().substr(0, 6));  // Two characters.
                  }),
           kMostGrowth);
    v1::SearchMembersRequest search;
    search.set_page_size(20);
    Report(size, "SearchMembers",
           Median(calls_,
                  [&](int n) {
                    search.set_parent(absl::StrCat("counties/", 990001 + n % size.counties));
                    search.set_display_name_prefix(prefixes[n]);
                    Must(client.Call(&MemberStub::SearchMembers, search));
                  }),
           kMostGrowth);
    v1::ListMembersRequest list;
    list.set_parent(kCounty);
    Report(size, "ListMembers page 1", Median(calls_, [&](int) { Must(client.Call(&MemberStub::ListMembers, list)); }),
           kMostGrowth);
    constexpr int kPage = 100;
    for (int page = 1; page < kPage; ++page) {
      list.set_page_token(Must(client.Call(&MemberStub::ListMembers, list)).next_page_token());
    }
    Report(size, "ListMembers page 100",
           Median(calls_, [&](int) { Must(client.Call(&MemberStub::ListMembers, list)); }), kMostGrowth);
    v1::CountMembersRequest count;
    count.set_parent(kCounty);
    count.add_group_by(v1::COUNT_DIMENSION_AGE_BAND);
    const auto counts = [&](const std::string& name) {
      Report(size, name,
             Median(std::max(10, calls_ / 10), [&](int) { Must(client.Call(&MemberStub::CountMembers, count)); }), 0);
    };
    counts("CountMembers by age band");
    // One in ten has changed the branch since; and the other end: everybody has turned a full member since.
    *count.mutable_as_of() = Day(2020, 12, 31);
    counts("CountMembers of a past day");
    *count.mutable_as_of() = Day(2010, 12, 31);
    counts("CountMembers before all of them were full");
  }

  void Moves(const rpc::Client& client, const Size& size) {
    v1::MoveOrganizationRequest move;
    move.set_name(absl::StrCat(kCounty, "/organizations/mover"));
    move.set_reason("试验");
    Report(size, "MoveOrganization of 1,020 members",
           Median(std::max(4, calls_ / 50),
                  [&](int n) {
                    move.set_new_superior(absl::StrCat(kCounty, "/organizations/w", n % 2 == 0 ? 2 : 1));
                    Must(client.Call(&OrganizationStub::MoveOrganization, move));
                  }),
           0);
  }

  // `growth` is how many times the cost of the smallest registry is allowed; 0: not judged by growth.
  void Report(const Size& size, const std::string& name, double ms, double growth) {
    base_.emplace(name, ms);
    nlohmann::json result = {{"bench", "scale"},    {"name", name},        {"size", size.name},         {"value", ms},
                             {"unit", "ms median"}, {"base", base_[name]}, {"growth", ms / base_[name]}};
    if (growth > 0) {
      result["limit"] = growth;
      result["ratio"] = ms / base_[name] / growth;
    } else if (name.find("CountMembers") == 0) {
      result["limit"] = kMostCountMs;
      result["ratio"] = ms / kMostCountMs;
    }
    std::printf("%-6s %-36s %9.2f ms  %5.2f times the smallest\n", size.name, name.c_str(), ms, ms / base_[name]);
    std::fflush(stdout);
    results_.push_back(std::move(result));
  }

  const int calls_;
  std::map<std::string, double> base_;
  nlohmann::json results_ = nlohmann::json::array();
};

int Main(int argc, char** argv) {
  CLI::App cli("Benchmark scale: what a call costs as the registry grows");
  bool quick = false;
  int calls = 500;
  std::string out;
  cli.add_flag("--quick", quick, "Stop at 300 thousand members");
  cli.add_option("--calls", calls, "Calls a measurement")->capture_default_str();
  cli.add_option("--out", out, "Write the measurements here, JSON");
  CLI11_PARSE(cli, argc, argv);
  Scale scale(calls);
  for (const Size& size : kSizes) {
    if (quick && size.counties > 100) break;
    scale.Measure(size);
  }
  if (!out.empty()) std::ofstream(out) << scale.results().dump(2) << "\n";
  return 0;
}

}  // namespace
}  // namespace xf::bench

int main(int argc, char** argv) { return xf::bench::Main(argc, argv); }

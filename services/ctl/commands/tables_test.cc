// Tables through xfctl as people use it: the commands themselves, against a real membership service and PostgreSQL.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/api/formats.h"
#include "common/testing/matchers.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "common/testing/process.h"
#include "common/testing/secrets.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/tables/encoding.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"
#include "xianfeng/membership/v1/organization.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace membership = xianfeng::membership::v1;
using ::testing::HasSubstr;
using testing::IsOk;
using testing::Must;
using ::testing::Not;

constexpr char kHeader[] = "姓名,公民身份号码,性别,民族,出生日期,人员类别,所在党支部,加入党组织日期,转为正式党员日期\n";

class TablesTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string database = testing::TestPostgres::Get().CreateDatabase("membership");
    server_ = std::make_unique<testing::ServiceProcess>(testing::TestConfig("membership", database, {}));
    home_ = testing::ScratchDir() + "/ctl-home";
    std::filesystem::create_directories(home_);
    const rpc::TlsFiles tls = testing::ClientTls();
    std::ofstream(home_ + "/admin.token") << testing::MintTestToken({.scopes = {"99"}});
    std::ofstream(home_ + "/endpoints.json") << nlohmann::json({{"membership", server_->address()},
                                                                {"ca", tls.ca},
                                                                {"client_cert", tls.cert},
                                                                {"client_key", tls.key},
                                                                {"tokens", {{"admin", home_ + "/admin.token"}}}});
  }
  static void TearDownTestSuite() { server_.reset(); }

  void SetUp() override {
    static int counties = 0;
    globals_.home = home_;
    globals_.county = absl::StrCat(990101 + counties++);
    client_.emplace(Must(globals_.Connect("membership")));
    Organize(globals_.county, "", membership::ORGANIZATION_KIND_LOCAL_COMMITTEE, "中共试验县委员会");
    Organize("liaojia", globals_.county, membership::ORGANIZATION_KIND_BRANCH, "廖家村支部");
  }

  void Organize(const std::string& id, const std::string& superior, membership::OrganizationKind kind,
                const std::string& title) {
    membership::CreateOrganizationRequest request;
    request.set_parent(globals_.parent());
    request.set_organization_id(id);
    request.mutable_organization()->set_display_name(title);
    request.mutable_organization()->set_kind(kind);
    if (!superior.empty()) {
      request.mutable_organization()->set_superior(absl::StrCat(globals_.parent(), "/organizations/", superior));
    }
    ASSERT_THAT(client_->Call(&membership::OrganizationService::Stub::CreateOrganization, request), IsOk());
  }

  // Runs xfctl with these arguments; what it prints on its two outputs is in out_ and errors_.
  absl::Status Xfctl(std::vector<std::string> arguments) {
    CLI::App app;
    app.require_subcommand(1);
    AddImport(app, globals_);
    AddExport(app, globals_);
    AddReconcile(app, globals_);
    std::reverse(arguments.begin(), arguments.end());
    app.parse(arguments);
    std::ostringstream out, errors;
    auto* cout = std::cout.rdbuf(out.rdbuf());
    auto* cerr = std::cerr.rdbuf(errors.rdbuf());
    const absl::Status status = globals_.action();
    std::cout.rdbuf(cout);
    std::cerr.rdbuf(cerr);
    out_ = out.str();
    errors_ = errors.str();
    return status;
  }
  // The number that the printed summary has under a key; proto3 JSON leaves zeros out.
  int Count(const char* key) const {
    const auto json = nlohmann::json::parse(out_);
    return json.contains(key) ? std::stoi(json[key].get<std::string>()) : 0;
  }

  static std::string Number(int n) {
    const std::string seventeen = absl::StrFormat("990101198501%02d001", n);
    return seventeen + api::IdNumberCheckDigit(seventeen);
  }
  static std::string Row(int n, const std::string& name = "盘山石") {
    return absl::StrFormat("%s,%s,男,瑶,1985-01-%02d,正式,廖家村支部,2010-07-01,2011-07-01\n", name, Number(n), n);
  }
  std::string File(const std::string& name, const std::string& text) const {
    const std::string path = absl::StrCat(home_, "/", globals_.county, name);
    std::ofstream(path) << text;
    return path;
  }

  static inline std::unique_ptr<testing::ServiceProcess> server_;
  static inline std::string home_;
  Globals globals_;
  std::optional<rpc::Client> client_;
  std::string out_;
  std::string errors_;
};

TEST_F(TablesTest, ADryRunWritesNothingAndTheSameFileTwiceChangesNothing) {
  const std::string file = File("members.csv", absl::StrCat(kHeader, Row(1), Row(2)));
  ASSERT_THAT(Xfctl({"import", "members", file, "--dry-run"}), IsOk());
  EXPECT_EQ(Count("created"), 2);
  ASSERT_THAT(Xfctl({"import", "members", file}), IsOk());
  EXPECT_EQ(Count("created"), 2);
  ASSERT_THAT(Xfctl({"import", "members", file}), IsOk());
  EXPECT_EQ(Count("unchanged"), 2);
  EXPECT_EQ(Count("created") + Count("updated"), 0);
}

TEST_F(TablesTest, EveryErrorHasItsCellWhoeverFoundIt) {
  // The second row's date is no day; the third's probation is too short, which only the service knows.
  std::string late = Row(3);
  late.replace(late.find("2011-07-01"), 10, "2010-08-01");
  const std::string file = File(
      "bad.csv", absl::StrCat(kHeader, Row(1), "甲,1,男,汉,1985-02-30,正式,廖家村支部,2010-07-01,2011-07-01\n", late));
  EXPECT_THAT(Xfctl({"import", "members", file}), Not(IsOk()));
  EXPECT_EQ(Count("rows"), 3);
  EXPECT_EQ(Count("created"), 1);
  EXPECT_EQ(Count("failed"), 2);
  EXPECT_THAT(errors_, HasSubstr("E3 出生日期"));
  EXPECT_THAT(errors_, HasSubstr("B3 公民身份号码"));
  EXPECT_THAT(errors_, HasSubstr("I4 转为正式党员日期"));
}

TEST_F(TablesTest, ProgressTellsWhatIsSettledAndRowsAreCountedOverTheWholeFile) {
  constexpr int kRows = 4003;
  std::string text = kHeader;
  for (int n = 0; n < kRows; ++n) {
    const absl::CivilDay birth = absl::CivilDay(1970, 1, 1) + n;
    const std::string day = absl::StrFormat("%04d%02d%02d", birth.year(), birth.month(), birth.day());
    const std::string seventeen = absl::StrCat("990101", day, "001");
    // The last one turned full too early, which only the service knows.
    absl::StrAppend(&text, "盘山石,", seventeen + api::IdNumberCheckDigit(seventeen), ",男,瑶,", day,
                    ",正式,廖家村支部,2010-07-01,", n + 1 == kRows ? "2010-08-01" : "2011-07-01", "\n");
  }
  EXPECT_THAT(Xfctl({"import", "members", File("many.csv", text), "--dry-run"}), Not(IsOk()));
  EXPECT_EQ(Count("rows"), kRows);
  EXPECT_EQ(Count("created"), kRows - 1);
  EXPECT_EQ(Count("failed"), 1);
  EXPECT_THAT(errors_, HasSubstr("\r已完成 4000/4003 行\r已完成 4003/4003 行\n"));
  EXPECT_THAT(errors_, HasSubstr("I4004 转为正式党员日期"));
}

// The file that offices send: encodings mixed line by line, a huge cell, a day that is none, a number twice. Every bad
// row is told by its cell, and every good one goes in.
TEST_F(TablesTest, BadRowsOfAMixedFileAreToldAndTheGoodOnesGoIn) {
  std::string no_day = Row(4);
  no_day.replace(no_day.find("2010-07-01"), 10, "2010-02-30");
  const std::string seventeen = "99010120080101001";
  const std::string minor = absl::StrCat("盘少年,", seventeen + api::IdNumberCheckDigit(seventeen),
                                         ",男,瑶,2008-01-01,正式,廖家村支部,2025-12-31,2026-12-31\n");
  const std::string text = absl::StrCat(ToGb18030(kHeader), Row(1), ToGb18030(Row(2)), Row(1, "盘水生"),
                                        Row(3, std::string(10 << 20, 'x')), ToGb18030(no_day), minor, Row(5));
  EXPECT_THAT(Xfctl({"import", "members", File("mixed.csv", text)}), Not(IsOk()));
  EXPECT_EQ(Count("rows"), 7);
  EXPECT_EQ(Count("created"), 3);
  EXPECT_EQ(Count("failed"), 4);
  EXPECT_THAT(errors_, HasSubstr("B4 公民身份号码:与第 2 行重复"));
  EXPECT_THAT(errors_, HasSubstr("A5 姓名:内容过长"));
  EXPECT_THAT(errors_, HasSubstr("H6 加入党组织日期:“2010-02-30”不是有效日期"));
  EXPECT_THAT(errors_, HasSubstr("H7 加入党组织日期"));
}

TEST_F(TablesTest, AFileWithAWrongHeaderIsRefusedWhole) {
  EXPECT_THAT(Xfctl({"import", "members", File("header.csv", absl::StrCat("姓名,身份证,性别\n", Row(1)))}),
              Not(IsOk()));
  ASSERT_THAT(Xfctl({"import", "members", File("good.csv", absl::StrCat(kHeader, Row(1)))}), IsOk());
  EXPECT_EQ(Count("created"), 1) << "nothing of the first file was taken";
}

TEST_F(TablesTest, AWorkingExportCarriesItsWatermark) {
  ASSERT_THAT(Xfctl({"import", "members", File("members.csv", absl::StrCat(kHeader, Row(1)))}), IsOk());
  const std::string out = home_ + "/marked.csv";
  ASSERT_THAT(Xfctl({"export", "members", "--national", "--out", out}), IsOk());
  std::stringstream text;
  text << std::ifstream(out).rdbuf();
  EXPECT_THAT(text.str(), HasSubstr("是否流动,水印"));
  EXPECT_THAT(text.str(), HasSubstr("test-admin"));
}

TEST_F(TablesTest, EqualRowsHaveEqualContentWhateverTheFormat) {
  ASSERT_THAT(Xfctl({"import", "members", File("members.csv", absl::StrCat(kHeader, Row(1), Row(2)))}), IsOk());
  std::set<std::string> contents;
  for (const char* name : {"/1.csv", "/2.csv", "/3.xlsx"}) {
    ASSERT_THAT(Xfctl({"export", "members", "--out", home_ + name}), IsOk());
    contents.insert(nlohmann::json::parse(out_)["content_sha256"].get<std::string>());
  }
  EXPECT_EQ(contents.size(), 1);
  ASSERT_THAT(Xfctl({"import", "members", File("more.csv", absl::StrCat(kHeader, Row(3)))}), IsOk());
  ASSERT_THAT(Xfctl({"export", "members", "--out", home_ + "/1.csv"}), IsOk());
  EXPECT_EQ(contents.count(nlohmann::json::parse(out_)["content_sha256"].get<std::string>()), 0);
}

TEST_F(TablesTest, ARefusedExportLeavesNoFile) {
  const std::string out = home_ + "/refused.csv";
  EXPECT_THAT(Xfctl({"export", "members", "--filter", "no such filter", "--out", out}), Not(IsOk()));
  EXPECT_FALSE(std::filesystem::exists(out));
}

TEST_F(TablesTest, OrganizationsGoOutAndComeBackUnchanged) {
  const std::string header = "党组织编号,党组织名称,上级党组织,组织类别,联合单位,任务结束日期\n";
  const std::string joint =
      absl::StrCat("lianhe,联合支部,", globals_.county, ",联合党支部,甲合作社、乙公司；丙公司,2030-12-31\n");
  ASSERT_THAT(Xfctl({"import", "organizations", File("joint.csv", header + joint)}), IsOk());
  membership::GetOrganizationRequest get;
  get.set_name(absl::StrCat(globals_.parent(), "/organizations/lianhe"));
  EXPECT_EQ(Must(client_->Call(&membership::OrganizationService::Stub::GetOrganization, get)).joint_units_size(), 3);
  const std::string out = home_ + "/organizations.xlsx";
  ASSERT_THAT(Xfctl({"export", "organizations", "--out", out}), IsOk());
  ASSERT_THAT(Xfctl({"import", "organizations", out}), IsOk());
  EXPECT_EQ(Count("unchanged"), 3);
}

TEST_F(TablesTest, AnOfficialListIsComparedByRowsOfTheFile) {
  ASSERT_THAT(Xfctl({"import", "members", File("members.csv", absl::StrCat(kHeader, Row(1), Row(2)))}), IsOk());
  const std::string list = File("official.csv", absl::StrCat("全国系统名单\n", kHeader, Row(1, "盘山玉"), Row(3)));
  ASSERT_THAT(Xfctl({"reconcile", list, "--json"}), IsOk());
  const auto answer = nlohmann::json::parse(out_);
  EXPECT_EQ(answer["missing"][0]["row"], "4");
  EXPECT_EQ(answer["differences"][0]["row"], "3");
  EXPECT_EQ(answer["differences"][0]["official"], "盘山玉");
  EXPECT_EQ(answer["extra_count"], "1");
}

TEST_F(TablesTest, AComparisonIsToldInChineseByCellsOfTheFile) {
  ASSERT_THAT(Xfctl({"import", "members", File("members.csv", absl::StrCat(kHeader, Row(1), Row(2)))}), IsOk());
  Organize("majiang", globals_.county, membership::ORGANIZATION_KIND_BRANCH, "麻江镇支部");
  std::string differing = Row(1, "盘山玉");
  const auto change = [&](absl::string_view from, absl::string_view to) {
    differing.replace(differing.find(std::string(from)), from.size(), std::string(to));
  };
  change("正式", "预备党员");
  change("廖家村支部", "麻江镇支部");
  const std::string list = File("official.csv", absl::StrCat("全国系统名单\n", kHeader, differing, Row(3)));
  ASSERT_THAT(Xfctl({"reconcile", list}), IsOk());
  EXPECT_THAT(out_, HasSubstr("A3 姓名:"));
  EXPECT_THAT(out_, HasSubstr("在名单中为“盘山玉”,本系统为“"));
  EXPECT_THAT(out_, HasSubstr("F3 人员类别:"));
  EXPECT_THAT(out_, HasSubstr("在名单中为“预备党员”,本系统为“正式党员”"));
  EXPECT_THAT(out_, HasSubstr("在名单中为“麻江镇支部”,本系统为“廖家村支部”"));
  EXPECT_THAT(out_, HasSubstr("B4 公民身份号码:"));
  EXPECT_THAT(out_, HasSubstr("本系统有而名单没有:"));
  EXPECT_THAT(out_, HasSubstr("名单 2 行:相符 0 人,有差异 1 人,本系统没有 1 人,名单没有 1 人,无法核对 0 行"));
  EXPECT_THAT(out_, Not(::testing::ContainsRegex("MEMBER_|counties/|[a-z]_[a-z]")));
}

}  // namespace
}  // namespace xf::ctl

// xfctl load: builds the sample county and sends it through the public API.
#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/clock.h"
#include "common/base/status.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/load/receipt.h"
#include "services/ctl/load/steps.h"
#include "services/ctl/sample/county.h"
#include "services/ctl/sample/facts.h"
#include "services/ctl/sample/figures.h"
#include "xianfeng/report/v1/figure.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::ctl {
namespace {

struct LoadOptions {
  int members = 10'000;
  uint64_t seed = 1;
  // Folder with the divisions and the county's facts.
  std::string data = XF_SAMPLE_DIR;
  double settle_seconds = 60;
};

absl::StatusOr<Heads> FeedHeads(const Globals& globals) {
  namespace v1 = xianfeng::sync::v1;
  Heads heads;
  for (const std::string& service : Services()) {
    ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(service));
    v1::GetFeedHeadRequest request;
    request.set_parent(globals.parent());
    ASSIGN_OR_RETURN(const v1::GetFeedHeadResponse response,
                     client.Call(&v1::ChangeFeedService::Stub::GetFeedHead, request));
    heads[service] = response.head().revision();
  }
  return heads;
}

// Rows of the report whose figure is still below what the loaded rows make.
absl::StatusOr<std::vector<std::string>> Behind(const rpc::Client& client, const std::string& parent,
                                                const std::map<std::string, int64_t>& expected) {
  namespace v1 = xianfeng::report::v1;
  v1::ListFiguresRequest request;
  request.set_parent(parent);
  ASSIGN_OR_RETURN(const v1::ListFiguresResponse response, client.Call(&v1::FigureService::Stub::ListFigures, request));
  std::vector<std::string> behind;
  for (const v1::Figure& figure : response.figures()) {
    const auto row = expected.find(figure.name().substr(figure.name().rfind('/') + 1));
    if (row != expected.end() && figure.value() < row->second) {
      behind.push_back(absl::StrCat(row->first, " (", figure.value(), " of ", row->second, ")"));
    }
  }
  return behind;
}

// The report follows the other services' feeds: waits until it has counted what was loaded, however slow the machine,
// and gives up where it has counted nothing more for `seconds`.
absl::Status Settle(const Globals& globals, const sample::County& county, double seconds) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect("report"));
  const std::map<std::string, int64_t> expected = sample::ExpectedFigures(county);
  absl::Time until = absl::Now() + absl::Seconds(seconds);
  std::vector<std::string> last;
  while (true) {
    ASSIGN_OR_RETURN(std::vector<std::string> behind, Behind(client, county.parent, expected));
    if (behind.empty()) return absl::OkStatus();
    if (behind != last) until = absl::Now() + absl::Seconds(seconds);
    if (absl::Now() > until) {
      return absl::DeadlineExceededError(absl::StrCat("the report has counted nothing more for ", seconds,
                                                      " s; behind are rows ", absl::StrJoin(behind, ", ")));
    }
    last = std::move(behind);
    absl::SleepFor(absl::Milliseconds(200));
  }
}

absl::Status Run(const Globals& globals, const LoadOptions& options) {
  const absl::Time start = absl::Now();
  ASSIGN_OR_RETURN(const Home home, Home::Open(globals.home));
  ASSIGN_OR_RETURN(const auto divisions,
                   sample::ReadDivisions(absl::StrCat(options.data, "/divisions-hunan.csv"), globals.county));
  ASSIGN_OR_RETURN(const auto facts,
                   sample::ReadFacts(absl::StrCat(options.data, "/county-", globals.county, ".yaml")));
  ASSIGN_OR_RETURN(const sample::County county, sample::MakeCounty(facts, divisions, options.members, options.seed));
  const std::string fingerprint = sample::Fingerprint(county);
  const Receipt receipt(globals.home, globals.county);
  ASSIGN_OR_RETURN(const auto heads_before, FeedHeads(globals));
  if (receipt.Matches(fingerprint, heads_before)) {
    std::cerr << county.parent << " is loaded already; nothing changed\n";
    return absl::OkStatus();
  }
  Progress progress(CountRows(county));
  const absl::Status sent = SendCounty(county, fingerprint, home, globals.as, progress);
  progress.Finish();
  RETURN_IF_ERROR(sent);
  const absl::Time loaded = absl::Now();
  RETURN_IF_ERROR(Settle(globals, county, options.settle_seconds));
  ASSIGN_OR_RETURN(const auto heads, FeedHeads(globals));
  RETURN_IF_ERROR(receipt.Write(fingerprint, heads));
  std::cerr << county.parent << ": " << CountRows(county) << " rows in " << absl::ToInt64Seconds(loaded - start)
            << " s, counted by the report " << absl::ToInt64Milliseconds(absl::Now() - loaded) << " ms later\n";
  return absl::OkStatus();
}

}  // namespace

void AddLoad(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<LoadOptions>();
  CLI::App* command = app.add_subcommand("load", "build the sample county and send it through the API; safe to repeat");
  command->add_option("--members", options->members, "how many invented members, from 2000 on")
      ->check(CLI::Range(2000, 5'000'000))
      ->capture_default_str();
  command->add_option("--seed", options->seed, "another seed makes another county")->capture_default_str();
  command->add_option("--data", options->data, "folder with divisions-hunan.csv and county-<code>.yaml")
      ->capture_default_str();
  command
      ->add_option("--settle", options->settle_seconds,
                   "give up once the report has counted nothing more for so many seconds")
      ->capture_default_str();
  OnChosen(*command, globals, options, Run);
}

}  // namespace xf::ctl

// xfctl feed: a service's changes, as another system would follow them.
#include "services/ctl/commands/feed.h"

#include <iostream>

#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace sync = xianfeng::sync::v1;

struct FeedOptions {
  std::string service = "membership";
  std::string cursor;
  std::vector<std::string> types;
  bool all = false;
  int64_t count = 0;
};

absl::Status Tail(const Globals& globals, const FeedOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(options.service));
  sync::SubscribeRequest request;
  request.set_parent(globals.parent());
  for (const std::string& type : options.types) request.add_types(type);
  request.set_cursor(options.cursor);
  if (options.cursor.empty() && !options.all) {
    sync::GetFeedHeadRequest head;
    head.set_parent(request.parent());
    *head.mutable_types() = request.types();
    ASSIGN_OR_RETURN(const sync::GetFeedHeadResponse response,
                     client.Call(&sync::ChangeFeedService::Stub::GetFeedHead, head));
    request.set_cursor(response.head().cursor());
  }
  int64_t left = options.count;
  return client.Read<sync::ChangeFeedService::Stub, sync::SubscribeRequest, sync::SubscribeResponse>(
      &sync::ChangeFeedService::Stub::Subscribe, request, [&](sync::SubscribeResponse& message) {
        for (const sync::Change& change : message.changes()) {
          std::cout << ToJson(change, false) << "\n";
          if (options.count > 0 && --left == 0) break;
        }
        std::cout.flush();
        return options.count == 0 || left > 0;
      });
}

}  // namespace

void AddFeed(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("feed", "change feeds");
  group->require_subcommand(1);
  AddFeedPull(*group, globals);
  AddFeedDigest(*group, globals);
  auto options = std::make_shared<FeedOptions>();
  CLI::App* tail = group->add_subcommand("tail", "print changes as they commit, a JSON line each, until interrupted");
  tail->add_option("--service", options->service, "whose feed")->capture_default_str();
  tail->add_option("--type", options->types,
                   "message name to show, e.g. xianfeng.membership.v1.Member; may be repeated");
  tail->add_option("--cursor", options->cursor, "go on after this position; default: from now on");
  tail->add_flag("--all", options->all, "from the oldest change that is kept");
  tail->add_option("--count", options->count, "end after so many changes; 0 = never")->capture_default_str();
  OnChosen(*tail, globals, options, Tail);
  AddFeedNewEpoch(*group, globals);
}

}  // namespace xf::ctl

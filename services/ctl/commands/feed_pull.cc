// xfctl feed pull, feed digest: a complete copy of the feeds, as the province keeps one, and its proof.
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/feed/consumer.h"
#include "services/ctl/cli/text.h"
#include "services/ctl/commands/feed.h"
#include "services/ctl/copy/sql_copy.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace sync = xianfeng::sync::v1;

constexpr absl::Duration kRetryAfter = absl::Seconds(1);
constexpr int kMostRetries = 30;

struct PullOptions {
  std::string into;
  std::vector<std::string> services = Services();
  std::vector<std::string> types;
  std::string trust;
  bool include_sensitive = false;
  bool follow = false;
  int verify_every = 600;
};

// Whether another try may go well: the server is away, or has sent this consumer away.
bool MayPass(const absl::Status& status) {
  return absl::IsUnavailable(status) || absl::IsResourceExhausted(status) || absl::IsDeadlineExceeded(status);
}

// One feed at a time uses the terminal.
std::mutex& Terminal() {
  static auto& mutex = *new std::mutex;
  return mutex;
}

void Report(const std::string& service, const feed::Consumer& consumer, const feed::CopyState& state) {
  const auto& did = consumer.summary();
  const nlohmann::json line{{"service", service},      {"revision", state.revision}, {"changes", did.changes},
                            {"paged", did.paged},      {"verified", did.verified},   {"mismatches", did.mismatches},
                            {"restarts", did.restarts}};
  std::lock_guard lock(Terminal());
  std::cout << line.dump() << std::endl;
}

// Keys that audit checkpoints must be signed by: the file that was named, else the home's own, else none.
absl::StatusOr<std::shared_ptr<const crypto::Signer>> Trust(const Globals& globals, const PullOptions& options) {
  const std::string own = absl::StrCat(globals.home, "/keys/audit-trust.pem");
  if (!options.trust.empty()) return crypto::Signer::VerifierFromFile(options.trust);
  if (!std::filesystem::exists(own)) return std::shared_ptr<const crypto::Signer>();
  return crypto::Signer::VerifierFromFile(own);
}

absl::Status PullOne(const Globals& globals, const PullOptions& options, const std::string& service) {
  ASSIGN_OR_RETURN(const auto trust, Trust(globals, options));
  ASSIGN_OR_RETURN(rpc::Client client, globals.Connect(service));
  client.set_wait_for_ready(true);
  ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, OpenStore(options.into));
  SqlCopy copy(*store, service, globals.county);
  bool moved = false;
  feed::Consumer consumer(client, copy,
                          {.parent = globals.parent(),
                           .types = options.types,
                           .include_sensitive = options.include_sensitive,
                           .source = service,
                           .trust = trust.get(),
                           .name = "pull",
                           .follow = options.follow,
                           .verify_every = absl::Seconds(options.verify_every),
                           .on_stored = [&](const feed::CopyState&) { return moved = true; }});
  absl::Status status;
  for (int retries = 0; retries <= kMostRetries; ++retries) {
    moved = false;
    status = consumer.Run();
    if (status.ok() || !MayPass(status)) break;
    {
      std::lock_guard lock(Terminal());
      std::cerr << service << ": " << status.message() << "; going on from the stored position" << std::endl;
    }
    if (moved || options.follow) retries = 0;
    absl::SleepFor(kRetryAfter);
  }
  ASSIGN_OR_RETURN(const feed::CopyState state, copy.Load());
  Report(service, consumer, state);
  return status;
}

absl::Status Pull(const Globals& globals, const PullOptions& options) {
  std::vector<absl::Status> ends(options.services.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < ends.size(); ++i) {
    threads.emplace_back([&, i] { ends[i] = PullOne(globals, options, options.services[i]); });
  }
  for (std::thread& thread : threads) thread.join();
  absl::Status first;
  for (size_t i = 0; i < ends.size(); ++i) {
    if (ends[i].ok()) continue;
    std::cerr << options.services[i] << ": " << DescribeError(ends[i]);
    if (first.ok()) first = ends[i];
  }
  return first;
}

struct DigestOptions {
  std::string service = "membership";
  std::vector<std::string> types;
  std::string start, end;
  int64_t revision = 0;
  std::string into;
};

void Print(const std::string& of, int64_t revision, int64_t count, const std::string& sum) {
  const nlohmann::json line{{"of", of}, {"revision", revision}, {"count", count}, {"sum", absl::BytesToHexString(sum)}};
  std::cout << line.dump() << std::endl;
}

absl::Status ShowDigest(const Globals& globals, const DigestOptions& options) {
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(options.service));
  sync::GetDigestRequest request;
  request.set_parent(globals.parent());
  for (const std::string& type : options.types) request.add_types(type);
  request.set_start_name(options.start);
  request.set_end_name(options.end);
  request.set_revision(options.revision);
  std::unique_ptr<Store> store;
  feed::Digest ours;
  if (!options.into.empty()) {
    ASSIGN_OR_RETURN(store, OpenStore(options.into));
    SqlCopy copy(*store, options.service, globals.county);
    ASSIGN_OR_RETURN(const feed::CopyState state, copy.Load());
    request.set_revision(state.revision);
    ASSIGN_OR_RETURN(ours, copy.DigestOf({options.start, options.end}));
  }
  ASSIGN_OR_RETURN(const sync::GetDigestResponse theirs,
                   client.Call(&sync::ChangeFeedService::Stub::GetDigest, request));
  Print("source", theirs.revision(), theirs.count(), theirs.sum());
  if (store == nullptr) return absl::OkStatus();
  Print("copy", theirs.revision(), ours.count(), ours.sum());
  if (ours.count() == theirs.count() && ours.sum() == theirs.sum()) return absl::OkStatus();
  return absl::DataLossError("the copy differs from its source; xfctl feed pull repairs it");
}

}  // namespace

void AddFeedPull(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<PullOptions>();
  CLI::App* pull = group.add_subcommand("pull", "keep a complete copy of the feeds: copy, go on, verify, repair");
  pull->add_option("--into", options->into, "folder for an SQLite database, or a PostgreSQL connection string")
      ->required();
  pull->add_option("--service", options->services, "whose feeds; may be repeated; default: all");
  pull->add_option("--type", options->types, "message name to copy; may be repeated; default: all");
  pull->add_flag("--include-sensitive", options->include_sensitive, "sensitive fields too; needs sync.feed.reveal");
  pull->add_option("--trust", options->trust,
                   "public keys that audit checkpoints must be signed by; default: <home>/keys/audit-trust.pem");
  pull->add_flag("--follow", options->follow, "go on with what commits, until interrupted");
  pull->add_option("--verify-every", options->verify_every, "seconds between verifications while following")
      ->capture_default_str();
  OnChosen(*pull, globals, options, Pull);
}

void AddFeedDigest(CLI::App& group, Globals& globals) {
  auto options = std::make_shared<DigestOptions>();
  CLI::App* digest = group.add_subcommand("digest", "what a complete copy adds up to, and whether one does");
  digest->add_option("--service", options->service, "whose feed")->capture_default_str();
  digest->add_option("--type", options->types, "message name to count; may be repeated; default: all");
  digest->add_option("--start", options->start, "first name of the range");
  digest->add_option("--end", options->end, "name that the range ends before");
  digest->add_option("--revision", options->revision, "as of this revision; default: now");
  digest->add_option("--into", options->into, "compare the copy there, as of its position");
  OnChosen(*digest, globals, options, ShowDigest);
}

}  // namespace xf::ctl

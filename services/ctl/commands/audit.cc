// xfctl audit: the audit logs of the services checked, against what their witnesses have kept; and old entries
// archived.
#include <fstream>
#include <iostream>
#include <optional>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/audit/archive.h"
#include "common/base/config.h"
#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/cli/text.h"
#include "services/ctl/commands/command.h"
#include "services/ctl/copy/sql_copy.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"

namespace xf::ctl {
namespace {

namespace audit_contract = xianfeng::audit::v1;
using Stub = audit_contract::AuditService::Stub;

struct AuditOptions {
  std::vector<std::string> services = Services();
  std::string checkpoints;
  std::string copy;
  std::string archive;
  std::string trust;
  std::string out = ".";
  std::optional<int> days;
};

// Checkpoints that a file holds, one a line as ListWitnessedCheckpoints gives them; that a copy of `xfctl feed pull`
// holds; and that the other services have kept.
absl::StatusOr<std::vector<audit_contract::WitnessedCheckpoint>> KeptCheckpoints(const Globals& globals,
                                                                                 const AuditOptions& options) {
  std::vector<audit_contract::WitnessedCheckpoint> kept;
  if (!options.checkpoints.empty()) {
    std::ifstream file(options.checkpoints);
    if (!file) return absl::NotFoundError(absl::StrCat("can't read ", options.checkpoints));
    for (std::string line; std::getline(file, line);) {
      if (line.empty()) continue;
      ASSIGN_OR_RETURN(const auto message, ParseJson(*audit_contract::WitnessedCheckpoint::descriptor(), line));
      kept.emplace_back().CopyFrom(*message);
    }
  }
  if (!options.copy.empty()) {
    ASSIGN_OR_RETURN(const std::unique_ptr<Store> store, OpenStore(options.copy));
    for (const std::string& service : options.services) {
      ASSIGN_OR_RETURN(const auto checkpoints, SqlCopy(*store, service, globals.county).AllCheckpoints());
      for (const audit_contract::AuditCheckpoint& one : checkpoints) {
        audit_contract::WitnessedCheckpoint& witnessed = kept.emplace_back();
        witnessed.set_source(service);
        *witnessed.mutable_checkpoint() = one;
      }
    }
  }
  for (const std::string& witness : Services()) {
    ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(witness));
    audit_contract::ListWitnessedCheckpointsRequest request;
    request.set_parent(globals.parent());
    request.set_page_size(1000);
    do {
      ASSIGN_OR_RETURN(const auto page, client.Call(&Stub::ListWitnessedCheckpoints, request));
      kept.insert(kept.end(), page.checkpoints().begin(), page.checkpoints().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
  }
  return kept;
}

// Checks one service's chain, part by part; prints a line, and one for each finding. True when it is sound.
absl::StatusOr<bool> VerifyOne(const Globals& globals, const std::string& service,
                               const std::vector<audit_contract::WitnessedCheckpoint>& kept) {
  constexpr int kMostCheckpoints = 500;
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(service));
  audit_contract::VerifyAuditChainRequest request;
  request.set_parent(globals.parent());
  for (const audit_contract::WitnessedCheckpoint& one : kept) {
    if (one.source() != service) continue;
    if (request.checkpoints_size() == kMostCheckpoints) request.mutable_checkpoints()->RemoveLast();
    *request.add_checkpoints() = one.checkpoint();
  }
  const int witnessed = request.checkpoints_size();
  int64_t checked = 0, head = 0;
  std::vector<audit_contract::AuditFinding> findings;
  do {
    ASSIGN_OR_RETURN(const auto part, client.Call(&Stub::VerifyAuditChain, request));
    checked += part.checked();
    head = part.head().seq();
    findings.insert(findings.end(), part.findings().begin(), part.findings().end());
    request.set_page_token(part.next_page_token());
    request.clear_checkpoints();
  } while (!request.page_token().empty());
  std::cout << service << ": " << checked << " entries checked up to " << head << ", " << witnessed
            << " checkpoints of witnesses, " << (findings.empty() ? "sound" : "NOT SOUND") << "\n";
  for (const audit_contract::AuditFinding& finding : findings) {
    std::cout << "  " << absl::StripPrefix(audit_contract::AuditProblem_Name(finding.problem()), "AUDIT_PROBLEM_")
              << " entry " << finding.seq() << (finding.other_seq() > 0 ? absl::StrCat(", ", finding.other_seq()) : "")
              << ": " << finding.text() << "\n";
  }
  return findings.empty();
}

// Checks a file that Archive has written.
absl::Status VerifyArchive(const Globals& globals, const AuditOptions& options) {
  ASSIGN_OR_RETURN(const auto signer,
                   crypto::Signer::VerifierFromFile(
                       options.trust.empty() ? absl::StrCat(globals.home, "/keys/audit-trust.pem") : options.trust));
  ASSIGN_OR_RETURN(const audit::Archived archived, audit::CheckArchive(*signer, options.archive));
  std::cout << options.archive << ": " << archived.entries << " entries up to " << archived.last.seq << ", sound\n";
  return absl::OkStatus();
}

absl::Status Verify(const Globals& globals, const AuditOptions& options) {
  if (!options.archive.empty()) return VerifyArchive(globals, options);
  ASSIGN_OR_RETURN(const auto kept, KeptCheckpoints(globals, options));
  bool sound = true;
  for (const std::string& service : options.services) {
    ASSIGN_OR_RETURN(const bool one, VerifyOne(globals, service, kept));
    sound = sound && one;
  }
  return sound ? absl::OkStatus() : absl::DataLossError("an audit log is not what was appended");
}

// Runs on the service's own machine: only the owner role may delete, and only the service's key may sign.
absl::Status Archive(const Globals& globals, const AuditOptions& options) {
  std::vector<Config> configs;
  for (const std::string& service : options.services) {
    ASSIGN_OR_RETURN(const Config config, LoadConfig(absl::StrCat(globals.home, "/config/", service, ".yaml")));
    // All before any: a mistake moves nothing.
    if (options.days && *options.days < config.audit_retention_days) {
      return absl::InvalidArgumentError(absl::StrCat("--days ", *options.days, ": the entries of ", service,
                                                     " are kept for at least ", config.audit_retention_days,
                                                     " days (audit.retention_days of its configuration)"));
    }
    configs.push_back(config);
  }
  for (const Config& config : configs) {
    const std::string& service = config.service;
    ASSIGN_OR_RETURN(const auto signer, crypto::Signer::FromFiles(config.audit_key, config.audit_trust));
    db::Pool owner({.dsn = config.database_owner, .schema = service, .size = 1});
    const int days = options.days.value_or(config.audit_retention_days);
    const absl::Time now = absl::Now();
    const audit::ArchiveOrder order{
        .service = service,
        .county = globals.county,
        .now = now,
        .keep = absl::Hours(24 * days),
        .file = absl::StrCat(options.out, "/audit-", service, "-", globals.county, "-",
                             absl::FormatTime("%Y%m%dT%H%M%SZ", now, absl::UTCTimeZone()), ".jsonl")};
    ASSIGN_OR_RETURN(const audit::Archived archived, audit::Archive(owner, *signer, order));
    if (archived.entries == 0) {
      std::cout << service << ": nothing older than " << days << " days\n";
    } else {
      std::cout << service << ": " << archived.entries << " entries up to " << archived.last.seq << " moved to "
                << order.file << "\n";
    }
  }
  return absl::OkStatus();
}

}  // namespace

void AddAudit(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("audit", "audit logs");
  group->require_subcommand(1);
  auto options = std::make_shared<AuditOptions>();
  CLI::App* verify = group->add_subcommand(
      "verify", "check the county's chains and what their witnesses have kept; fails when one is not sound");
  verify->add_option("--service", options->services, "whose logs; default: all");
  verify->add_option(
      "--checkpoints", options->checkpoints,
      "checkpoints that somebody else has kept, a JSON line each, as ListWitnessedCheckpoints gives them");
  verify->add_option("--copy", options->copy,
                     "checkpoints that a copy of xfctl feed pull has kept: its folder or connection string");
  verify->add_option("--archive", options->archive, "check this file of an archive instead");
  verify->add_option("--trust", options->trust, "public keys for --archive; default: <home>/keys/audit-trust.pem");
  OnChosen(*verify, globals, options, Verify);
  CLI::App* archive =
      group->add_subcommand("archive", "move entries older than the retention into signed files; needs <home>/config");
  archive->add_option("--service", options->services, "whose logs; default: all");
  archive->add_option("--days", options->days, "keep so many days; default, and least: the configured retention");
  archive->add_option("--out", options->out, "folder of the files")
      ->capture_default_str()
      ->check(CLI::ExistingDirectory);
  OnChosen(*archive, globals, options, Archive);
}

}  // namespace xf::ctl

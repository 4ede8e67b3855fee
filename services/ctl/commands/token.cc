// xfctl token: tokens of persons, signed with the home's key.
#include <sys/stat.h>

#include <filesystem>
#include <iostream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/auth/mint.h"
#include "common/base/status.h"
#include "services/ctl/commands/command.h"

namespace xf::ctl {
namespace {

struct TokenOptions {
  std::string subject;
  std::vector<std::string> roles, scopes;
  std::string issuer = "xianfeng-local", audience = "xianfeng";
  double days = 30;
};

// The newest private key in <home>/keys.
absl::StatusOr<std::string> SigningKeyFile(const std::string& home) {
  const std::filesystem::path keys = std::filesystem::path(home) / "keys";
  std::error_code error;
  std::filesystem::path newest;
  for (const auto& entry : std::filesystem::directory_iterator(keys, error)) {
    if (!absl::EndsWith(entry.path().filename().string(), ".jwk.json")) continue;
    if (newest.empty() || entry.last_write_time() > std::filesystem::last_write_time(newest)) newest = entry.path();
  }
  if (newest.empty())
    return absl::NotFoundError(absl::StrCat("no signing key in ", keys.string(), "; run xfctl keys init"));
  return newest.string();
}

absl::Status Mint(const Globals& globals, const TokenOptions& options) {
  ASSIGN_OR_RETURN(const std::string key, SigningKeyFile(globals.home));
  const absl::Time now = absl::Now();
  ASSIGN_OR_RETURN(const std::string token, auth::MintToken(key, "",
                                                            {.subject = options.subject,
                                                             .roles = options.roles,
                                                             .scopes = options.scopes,
                                                             .issuer = options.issuer,
                                                             .audience = options.audience,
                                                             .expires = now + options.days * absl::Hours(24),
                                                             .not_before = now - auth::kLeeway,
                                                             .issued = now}));
  std::cout << token << "\n";
  return absl::OkStatus();
}

}  // namespace

void AddToken(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("token", "tokens of persons");
  group->require_subcommand(1);
  auto options = std::make_shared<TokenOptions>();
  CLI::App* mint = group->add_subcommand("mint", "sign a token with the key of <home>/keys and print it");
  mint->add_option("--subject", options->subject, "who: sub of the token")->required();
  mint->add_option("--role", options->roles, "role of deploy/local/policy.yaml; may be repeated")->required();
  mint->add_option("--scope", options->scopes, "organization path, e.g. 43.4311.431123; one to four")
      ->required()
      ->expected(1, 4);
  mint->add_option("--days", options->days, "how long it is valid")->capture_default_str();
  mint->add_option("--issuer", options->issuer, "iss of the token")->capture_default_str();
  mint->add_option("--audience", options->audience, "aud of the token")->capture_default_str();
  OnChosen(*mint, globals, options, Mint);
}

}  // namespace xf::ctl

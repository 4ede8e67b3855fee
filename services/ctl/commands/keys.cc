// xfctl keys: the home's signing key with its public half, and the keys that seal sensitive columns.
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/auth/mint.h"
#include "common/base/file.h"
#include "common/base/ids.h"
#include "common/base/status.h"
#include "services/ctl/commands/command.h"

namespace xf::ctl {
namespace {

constexpr size_t kKeyBytes = 32;

struct Options {};

std::string NewKey() { return absl::Base64Escape(RandomBytes(kKeyBytes)); }

// The file that common/crypto/sealer.h reads.
std::string NewSealingKeys() {
  const nlohmann::json json = {
      {"profile", "intl"}, {"active", "k1"}, {"keys", {{"k1", NewKey()}}}, {"index_key", NewKey()}};
  return json.dump(2) + "\n";
}

// Makes what is missing; what exists stays, for data were sealed and tokens signed with it.
absl::Status Init(const Globals& globals, const Options&) {
  const std::filesystem::path keys = std::filesystem::path(globals.home) / "keys";
  std::error_code error;
  std::filesystem::create_directories(keys, error);
  if (error) return absl::PermissionDeniedError(absl::StrCat("can't make ", keys.string(), ": ", error.message()));
  std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
  const std::string jwks = keys / "jwks.json", sealing = keys / "sealing-keys.json";
  if (!std::filesystem::exists(jwks)) {
    ASSIGN_OR_RETURN(const auth::SigningKey key, auth::GenerateKey(keys));
    RETURN_IF_ERROR(auth::WriteJwks({key.private_file}, jwks));
    std::cout << "made " << key.private_file << "\nmade " << jwks << "\n";
  }
  if (!std::filesystem::exists(sealing)) {
    RETURN_IF_ERROR(WriteFile(sealing, NewSealingKeys(), 0600));
    std::cout << "made " << sealing << "\n";
  }
  return absl::OkStatus();
}

}  // namespace

void AddKeys(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("keys", "signing and sealing keys of a home");
  group->require_subcommand(1);
  CLI::App* init = group->add_subcommand("init", "make the keys that are missing in <home>/keys");
  OnChosen(*init, globals, std::make_shared<Options>(), Init);
}

}  // namespace xf::ctl

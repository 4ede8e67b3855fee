// xfctl keys: the home's signing key with its public half, the keys that seal sensitive columns, and the key pair that
// signs audit checkpoints.
#include <filesystem>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "common/auth/mint.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "common/crypto/key_file.h"
#include "common/crypto/signer.h"
#include "services/ctl/commands/command.h"

namespace xf::ctl {
namespace {

struct KeysOptions {
  std::string profile;
  bool master = false;
};

std::string KeyFileOf(const Globals& globals) { return absl::StrCat(globals.home, "/keys/sealing-keys.json"); }

// Makes what is missing; what exists stays, for data were sealed and tokens signed with it.
absl::Status Init(const Globals& globals, const KeysOptions& options) {
  const std::filesystem::path keys = std::filesystem::path(globals.home) / "keys";
  std::error_code error;
  std::filesystem::create_directories(keys, error);
  if (error) return absl::PermissionDeniedError(absl::StrCat("can't make ", keys.string(), ": ", error.message()));
  std::filesystem::permissions(keys, std::filesystem::perms::owner_all);
  const std::string jwks = keys / "jwks.json", sealing = KeyFileOf(globals);
  if (!std::filesystem::exists(jwks)) {
    ASSIGN_OR_RETURN(const auth::SigningKey key, auth::GenerateKey(keys));
    RETURN_IF_ERROR(auth::WriteJwks({key.private_file}, jwks));
    std::cout << "made " << key.private_file << "\nmade " << jwks << "\n";
  }
  ASSIGN_OR_RETURN(const crypto::Profile profile, crypto::ParseProfile(options.profile));
  const bool had_keys = std::filesystem::exists(sealing);
  RETURN_IF_ERROR(crypto::CreateKeyFile(sealing, profile));
  if (!had_keys) std::cout << "made " << sealing << "\n";
  const std::string audit = keys / "audit-key.pem", trust = keys / "audit-trust.pem";
  if (!std::filesystem::exists(trust)) {
    const crypto::SigningKeyPair pair = crypto::NewSigningKeyPair(profile);
    RETURN_IF_ERROR(WriteFile(audit, pair.private_pem, 0600));
    RETURN_IF_ERROR(WriteFile(trust, pair.public_pem));
    std::cout << "made " << audit << "\nmade " << trust << "\n";
  }
  return absl::OkStatus();
}

// Running services see the change within seconds, seal new values under the new key, and seal old ones anew bit by bit.
absl::Status Rotate(const Globals& globals, const KeysOptions& options) {
  const std::string file = KeyFileOf(globals);
  if (options.master) {
    RETURN_IF_ERROR(crypto::ReplaceMasterKey(file));
    std::cout << "wrapped the keys of " << file << " by a new master key; remove the old one's file\n";
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const crypto::Sealer::Keys keys, crypto::ReadKeyFile(file));
  crypto::Profile profile = keys.profile;
  if (!options.profile.empty()) {
    ASSIGN_OR_RETURN(profile, crypto::ParseProfile(options.profile));
  }
  ASSIGN_OR_RETURN(const std::string id, crypto::AddDataKey(file, profile));
  std::cout << id << " seals from now on; old values are sealed anew until the metric reseal_columns_left is 0\n";
  return absl::OkStatus();
}

}  // namespace

void AddKeys(CLI::App& app, Globals& globals) {
  CLI::App* group = app.add_subcommand("keys", "signing and sealing keys of a home");
  group->require_subcommand(1);
  auto making = std::make_shared<KeysOptions>(KeysOptions{.profile = "intl"});
  CLI::App* init = group->add_subcommand("init", "make the keys that are missing in <home>/keys");
  init->add_option("--profile", making->profile, "intl (AES, SHA-256) or gm (SM4, SM3)")->capture_default_str();
  OnChosen(*init, globals, making, Init);
  auto rotating = std::make_shared<KeysOptions>();
  CLI::App* rotate = group->add_subcommand("rotate", "a new key seals from now on, while everything runs");
  rotate->add_option("--profile", rotating->profile, "change over to this profile: intl or gm");
  rotate->add_flag("--master", rotating->master, "a new master key around the same data keys instead");
  OnChosen(*rotate, globals, rotating, Rotate);
}

}  // namespace xf::ctl

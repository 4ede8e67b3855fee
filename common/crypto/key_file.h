// The key file: data keys and the key of the blind index, each wrapped by a master key that lies in a file of its own,
// so that one may be backed up and the other not.
//
//   {"profile": "intl", "active": "k2", "master_key_file": "master-1.key", "index_profile": "intl",
//    "keys": {"k1": "<base64>", "k2": "<base64>"}, "index_key": "<base64>"}
//
// A wrapped key is a sealed value (sealer.h) under the master key, with "key <id>" as context. The master key file has
// 32 bytes in base64; its path is relative to the key file.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "common/crypto/sealer.h"

namespace xf::crypto {

// The keys, unwrapped. Errors name the file and what is wrong with it.
absl::StatusOr<Sealer::Keys> ReadKeyFile(const std::string& path);

// Makes a key file with one data key and its master key beside it. A file that was made before there were master keys
// is wrapped; any other that exists is left.
absl::Status CreateKeyFile(const std::string& path, Profile profile);

// Adds a data key under `profile` and makes it the active one; returns its id. Old ones stay: what they sealed must
// open.
absl::StatusOr<std::string> AddDataKey(const std::string& path, Profile profile);

// Wraps all keys by a new master key. The old one's file stays until somebody removes it.
absl::Status ReplaceMasterKey(const std::string& path);

// "intl" or "gm".
absl::StatusOr<Profile> ParseProfile(absl::string_view name);

}  // namespace xf::crypto

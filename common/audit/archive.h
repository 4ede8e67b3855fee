// Archiving: entries older than the retention leave the table for a signed file, and their last hash stays as the
// chain's anchor. Run by the owner role, for the app role can't delete.
//
// The file is JSON Lines: a header, one line an entry with bytes in hexadecimal, and a last line with the signature
// over the SHA-256 of everything before it. Sealed details stay sealed.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/audit/chain.h"
#include "common/crypto/signer.h"
#include "common/db/pool.h"

namespace xf::audit {

// 网络安全法: logs are kept for six months at least.
inline constexpr absl::Duration kLeastRetention = absl::Hours(24 * 183);

struct ArchiveOrder {
  std::string service, county;
  absl::Time now;
  // Entries younger than this stay; at least kLeastRetention.
  absl::Duration keep;
  // Where to write; must not exist.
  std::string file;
};

struct Archived {
  int64_t entries = 0;
  // The last archived entry.
  Mark last;
};

// Checks the part that is due, writes the file, then moves the anchor and deletes, in one transaction. Nothing is due:
// 0 entries, no file. DATA_LOSS when the chain does not hold: a broken log is not archived.
absl::StatusOr<Archived> Archive(db::Pool& owner, const crypto::Signer& signer, const ArchiveOrder& order);

// Checks a file: that a trusted key signed it, and that its chain holds. The entries in it.
absl::StatusOr<Archived> CheckArchive(const crypto::Signer& signer, const std::string& file);

}  // namespace xf::audit

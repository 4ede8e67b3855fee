// The reading side of the audit log: entries and checkpoints from the tables, and the check of a county's chain.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/audit/chain.h"
#include "common/crypto/signer.h"
#include "common/db/session.h"

namespace xf::audit {

// Entries of the statements read_entries and list_entries.
std::vector<Entry> ToEntries(const db::Result& rows);

// What a checkpoint, or an anchor with the digest of its archive, signs.
std::string CheckpointText(absl::string_view service, absl::string_view county, int64_t seq, absl::string_view hash);
std::string AnchorText(absl::string_view service, absl::string_view county, int64_t seq, absl::string_view hash,
                       absl::string_view archive_digest);

// A signed checkpoint. Of the same head as at the last call on this county, the same signature.
v1::AuditCheckpoint SignedCheckpoint(const crypto::Signer& signer, const std::string& service,
                                     const std::string& county, const Mark& mark);
// Whether the checkpoint is what `service` signed.
absl::Status CheckSignature(const crypto::Signer& signer, const std::string& service, const std::string& county,
                            const v1::AuditCheckpoint& checkpoint);

// The last archived entry of a county; seq 0 without one.
struct Anchor {
  Mark mark;
  bool trusted = true;
};
absl::StatusOr<Anchor> ReadAnchor(db::Session& db, const crypto::Signer& signer, const std::string& service,
                                  const std::string& county);
absl::StatusOr<Mark> ReadAuditHead(db::Session& db, const std::string& county);
// Hash of an entry, or of the anchor where it is the last archived one; nullopt when it does not exist (any more).
absl::StatusOr<std::optional<std::string>> HashAt(db::Session& db, const Anchor& anchor, const std::string& county,
                                                  int64_t seq);

// One county's chain to check.
struct ChainToVerify {
  std::string service, county;
  // Goes on after this entry, which an earlier part has checked; 0: from the anchor.
  int64_t after = 0;
  int64_t most = 50'000;
  std::vector<v1::AuditCheckpoint> checkpoints;
};

struct Verdict {
  int64_t checked = 0;
  std::vector<v1::AuditFinding> findings;
  Mark head;
  Anchor anchor;
  // Where the next part goes on; 0 when this was the last.
  int64_t next = 0;
};

// Checks a part of a chain. The head is read first, so that what commits meanwhile is left to the next time.
absl::StatusOr<Verdict> VerifyChain(db::Session& db, const crypto::Signer& signer, const ChainToVerify& chain);

}  // namespace xf::audit

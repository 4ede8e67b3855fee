#include "common/audit/verify.h"

#include <algorithm>
#include <map>
#include <mutex>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/audit/sql/queries.h"
#include "common/base/status.h"

namespace xf::audit {
namespace {

constexpr int kVerifyPage = 1000;

// What disagrees with a checkpoint that somebody has kept.
absl::StatusOr<std::optional<v1::AuditFinding>> Contradiction(db::Session& db, const crypto::Signer& signer,
                                                              const ChainToVerify& chain, const Verdict& verdict,
                                                              const v1::AuditCheckpoint& kept) {
  const int64_t seq = kept.seq();
  if (seq == 0 || seq < verdict.anchor.mark.seq) return std::nullopt;
  if (const absl::Status signature = CheckSignature(signer, chain.service, chain.county, kept); !signature.ok()) {
    return MakeFinding(v1::AUDIT_PROBLEM_CHECKPOINT, seq, 0,
                       absl::StrCat("the checkpoint itself is not ours: ", signature.message()));
  }
  if (seq > verdict.head.seq) {
    return MakeFinding(v1::AUDIT_PROBLEM_CHECKPOINT, seq, 0, "the log is shorter than it was");
  }
  ASSIGN_OR_RETURN(const auto hash, HashAt(db, verdict.anchor, chain.county, seq));
  if (hash == kept.hash()) return std::nullopt;
  return MakeFinding(v1::AUDIT_PROBLEM_CHECKPOINT, seq, 0, "the log up to this entry was rewritten");
}

}  // namespace

std::vector<Entry> ToEntries(const db::Result& rows) {
  std::vector<Entry> entries(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    Entry& entry = entries[i];
    entry.county = rows.text(i, "county");
    entry.seq = rows.number(i, "seq");
    entry.time = absl::FromUnixMicros(rows.number(i, "micros"));
    entry.subject = rows.text(i, "subject");
    entry.service = rows.text(i, "service");
    entry.origin = rows.text(i, "origin");
    entry.trace_id = rows.text(i, "trace_id");
    entry.method = rows.text(i, "method");
    entry.result = rows.text(i, "result");
    entry.reason = rows.text(i, "reason");
    entry.resources = rows.text(i, "resources");
    entry.before_hash = rows.bytes(i, "before_hash");
    entry.after_hash = rows.bytes(i, "after_hash");
    entry.details_sealed = rows.bytes(i, "details_sealed");
    entry.algorithm = rows.text(i, "algorithm");
    entry.content_hash = rows.bytes(i, "content_hash");
    entry.hash = rows.bytes(i, "hash");
  }
  return entries;
}

std::string CheckpointText(absl::string_view service, absl::string_view county, int64_t seq, absl::string_view hash) {
  return absl::StrCat("xianfeng audit checkpoint\n", service, "\n", county, "\n", seq, "\n",
                      absl::BytesToHexString(hash), "\n");
}

std::string AnchorText(absl::string_view service, absl::string_view county, int64_t seq, absl::string_view hash,
                       absl::string_view archive_digest) {
  return absl::StrCat("xianfeng audit anchor\n", service, "\n", county, "\n", seq, "\n", absl::BytesToHexString(hash),
                      "\n", absl::BytesToHexString(archive_digest), "\n");
}

v1::AuditCheckpoint SignedCheckpoint(const crypto::Signer& signer, const std::string& service,
                                     const std::string& county, const Mark& mark) {
  v1::AuditCheckpoint checkpoint;
  checkpoint.set_seq(mark.seq);
  checkpoint.set_hash(mark.hash);
  // Every stream of a county asks for the same signature every ten seconds.
  static std::mutex mutex;
  static auto& known = *new std::map<std::pair<const crypto::Signer*, std::string>, std::pair<Mark, crypto::Signature>>;
  const std::pair key(&signer, absl::StrCat(service, "/", county));
  crypto::Signature signature;
  {
    std::lock_guard lock(mutex);
    if (const auto found = known.find(key);
        found != known.end() && found->second.first.seq == mark.seq && found->second.first.hash == mark.hash) {
      signature = found->second.second;
    }
  }
  if (signature.bytes.empty()) {
    signature = signer.Sign(CheckpointText(service, county, mark.seq, mark.hash));
    std::lock_guard lock(mutex);
    known[key] = {mark, signature};
  }
  checkpoint.set_signature(signature.bytes);
  checkpoint.set_key_id(signature.key_id);
  return checkpoint;
}

absl::Status CheckSignature(const crypto::Signer& signer, const std::string& service, const std::string& county,
                            const v1::AuditCheckpoint& checkpoint) {
  return signer.Verify(CheckpointText(service, county, checkpoint.seq(), checkpoint.hash()),
                       {checkpoint.key_id(), checkpoint.signature()});
}

absl::StatusOr<Anchor> ReadAnchor(db::Session& db, const crypto::Signer& signer, const std::string& service,
                                  const std::string& county) {
  ASSIGN_OR_RETURN(const db::Result row, db.Rows(sql::kGetAnchor, db::Arg("county", county)));
  if (row.empty()) return Anchor{};
  Anchor anchor{{row.number(0, "seq"), row.bytes(0, "hash")}, true};
  anchor.trusted =
      signer
          .Verify(AnchorText(service, county, anchor.mark.seq, anchor.mark.hash, row.bytes(0, "archive_digest")),
                  {row.text(0, "key_id"), row.bytes(0, "signature")})
          .ok();
  return anchor;
}

absl::StatusOr<Mark> ReadAuditHead(db::Session& db, const std::string& county) {
  ASSIGN_OR_RETURN(const db::Result row, db.Rows(sql::kGetAuditHead, db::Arg("county", county)));
  return row.empty() ? Mark{} : Mark{row.number(0, "audit_seq"), row.bytes(0, "audit_hash")};
}

absl::StatusOr<std::optional<std::string>> HashAt(db::Session& db, const Anchor& anchor, const std::string& county,
                                                  int64_t seq) {
  if (seq == anchor.mark.seq) return anchor.mark.hash;
  ASSIGN_OR_RETURN(const db::Result row, db.Rows(sql::kGetEntryHash, db::Arg("county", county), db::Arg("seq", seq)));
  return row.empty() ? std::optional<std::string>() : row.bytes(0, "hash");
}

absl::StatusOr<Verdict> VerifyChain(db::Session& db, const crypto::Signer& signer, const ChainToVerify& chain) {
  Verdict verdict;
  ASSIGN_OR_RETURN(verdict.head, ReadAuditHead(db, chain.county));
  ASSIGN_OR_RETURN(verdict.anchor, ReadAnchor(db, signer, chain.service, chain.county));
  Mark start = verdict.anchor.mark;
  if (!verdict.anchor.trusted) {
    verdict.findings.push_back(
        MakeFinding(v1::AUDIT_PROBLEM_ANCHOR, start.seq, 0, "the anchor is not signed by a trusted key"));
  }
  if (chain.after > start.seq) {
    ASSIGN_OR_RETURN(const auto hash, HashAt(db, verdict.anchor, chain.county, chain.after));
    start = {chain.after, hash.value_or("")};
  }
  ChainCheck check(start);
  int64_t after = start.seq;
  while (verdict.checked < chain.most) {
    ASSIGN_OR_RETURN(const db::Result rows,
                     db.Rows(sql::kReadEntries, db::Arg("county", chain.county), db::Arg("after", after),
                             db::Arg("upto", verdict.head.seq), db::Arg("page_limit", kVerifyPage)));
    if (rows.empty()) break;
    verdict.checked += static_cast<int64_t>(rows.size());
    after = rows.number(rows.size() - 1, "seq");
    check.Add(ToEntries(rows));
    if (after >= verdict.head.seq) break;
  }
  const bool ended = verdict.checked < chain.most || after >= verdict.head.seq;
  check.Finish(ended ? &verdict.head : nullptr);
  if (!ended) verdict.next = after;
  verdict.findings.insert(verdict.findings.end(), check.findings().begin(), check.findings().end());
  for (const v1::AuditCheckpoint& kept : chain.checkpoints) {
    ASSIGN_OR_RETURN(const auto finding, Contradiction(db, signer, chain, verdict, kept));
    if (finding) verdict.findings.push_back(*finding);
  }
  return verdict;
}

}  // namespace xf::audit

#include "common/audit/archive.h"

#include <filesystem>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/audit/sql/queries.h"
#include "common/audit/verify.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "common/crypto/digest.h"

namespace xf::audit {
namespace {

using nlohmann::json;

constexpr int kArchivePage = 1000;
constexpr const char* kFormat = "xianfeng audit archive 1";

std::string Hex(const std::string& bytes) { return absl::BytesToHexString(bytes); }

json ToJson(const Entry& entry) {
  return {{"seq", entry.seq},
          {"micros", absl::ToUnixMicros(entry.time)},
          {"subject", entry.subject},
          {"service", entry.service},
          {"origin", entry.origin},
          {"trace_id", entry.trace_id},
          {"method", entry.method},
          {"result", entry.result},
          {"reason", entry.reason},
          {"resources", entry.resources},
          {"before_hash", Hex(entry.before_hash)},
          {"after_hash", Hex(entry.after_hash)},
          {"details_sealed", Hex(entry.details_sealed)},
          {"algorithm", entry.algorithm},
          {"content_hash", Hex(entry.content_hash)},
          {"hash", Hex(entry.hash)}};
}

Entry FromJson(const json& line, const std::string& county) {
  const auto text = [&](const char* key) { return line.value(key, ""); };
  const auto bytes = [&](const char* key) { return absl::HexStringToBytes(line.value(key, "")); };
  Entry entry;
  entry.county = county;
  entry.seq = line.value("seq", int64_t{0});
  entry.time = absl::FromUnixMicros(line.value("micros", int64_t{0}));
  entry.subject = text("subject");
  entry.service = text("service");
  entry.origin = text("origin");
  entry.trace_id = text("trace_id");
  entry.method = text("method");
  entry.result = text("result");
  entry.reason = text("reason");
  entry.resources = text("resources");
  entry.before_hash = bytes("before_hash");
  entry.after_hash = bytes("after_hash");
  entry.details_sealed = bytes("details_sealed");
  entry.algorithm = text("algorithm");
  entry.content_hash = bytes("content_hash");
  entry.hash = bytes("hash");
  return entry;
}

absl::Status FirstFinding(const ChainCheck& check) {
  if (check.findings().empty()) return absl::OkStatus();
  const v1::AuditFinding& finding = check.findings().front();
  return absl::DataLossError(absl::StrCat("entry ", finding.seq(), ": ", finding.text()));
}

}  // namespace

absl::StatusOr<Archived> Archive(db::Pool& owner, const crypto::Signer& signer, const ArchiveOrder& order) {
  if (order.keep < kLeastRetention) return absl::InvalidArgumentError("audit entries are kept for 183 days at least");
  if (std::filesystem::exists(order.file)) return absl::AlreadyExistsError(absl::StrCat(order.file, " exists"));
  db::Session db(owner, {.read_only = false});
  ASSIGN_OR_RETURN(const Anchor anchor, ReadAnchor(db, signer, order.service, order.county));
  if (!anchor.trusted) return absl::DataLossError("the anchor is not signed by a trusted key");
  ASSIGN_OR_RETURN(const db::Result due, db.Rows(sql::kLastOlderThan, db::Arg("county", order.county),
                                                 db::Arg("time", order.now - order.keep)));
  const int64_t last = due.number(0, "seq");
  if (last <= anchor.mark.seq) return Archived{};

  const json header{{"format", kFormat},
                    {"service", order.service},
                    {"county", order.county},
                    {"after_seq", anchor.mark.seq},
                    {"after_hash", Hex(anchor.mark.hash)},
                    {"last_seq", last}};
  std::string text = header.dump() + "\n";
  ChainCheck check(anchor.mark);
  Archived archived;
  for (int64_t after = anchor.mark.seq; after < last;) {
    ASSIGN_OR_RETURN(const db::Result rows,
                     db.Rows(sql::kReadEntries, db::Arg("county", order.county), db::Arg("after", after),
                             db::Arg("upto", last), db::Arg("page_limit", kArchivePage)));
    if (rows.empty()) break;
    std::vector<Entry> entries = ToEntries(rows);
    for (const Entry& entry : entries) text += ToJson(entry).dump() + "\n";
    after = entries.back().seq;
    archived.entries += static_cast<int64_t>(entries.size());
    archived.last = {after, entries.back().hash};
    check.Add(std::move(entries));
  }
  check.Finish(nullptr);
  RETURN_IF_ERROR(FirstFinding(check));

  const std::string digest = crypto::Digest("sha256", text);
  const crypto::Signature under =
      signer.Sign(AnchorText(order.service, order.county, last, archived.last.hash, digest));
  text += json{{"signature", Hex(under.bytes)}, {"key_id", under.key_id}, {"hash", Hex(archived.last.hash)}}.dump();
  RETURN_IF_ERROR(WriteFile(order.file, text + "\n", 0600));
  RETURN_IF_ERROR(db.Run(sql::kMoveAnchor, db::Arg("county", order.county), db::Arg("seq", last),
                         db::Arg("hash", db::Bytes{archived.last.hash}), db::Arg("archive_digest", db::Bytes{digest}),
                         db::Arg("key_id", under.key_id), db::Arg("signature", db::Bytes{under.bytes}))
                      .status());
  RETURN_IF_ERROR(db.Run(sql::kDeleteArchived, db::Arg("county", order.county), db::Arg("seq", last)).status());
  RETURN_IF_ERROR(db.Commit());
  return archived;
}

absl::StatusOr<Archived> CheckArchive(const crypto::Signer& signer, const std::string& file) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(file));
  const size_t signed_size = text.size() < 2 ? 0 : text.rfind('\n', text.size() - 2) + 1;
  const json end = json::parse(text.substr(signed_size), nullptr, /*allow_exceptions=*/false);
  const std::vector<std::string> lines = absl::StrSplit(text.substr(0, signed_size), '\n', absl::SkipEmpty());
  const json header = lines.empty() ? json() : json::parse(lines[0], nullptr, /*allow_exceptions=*/false);
  if (!end.is_object() || !header.is_object() || header.value("format", "") != kFormat) {
    return absl::InvalidArgumentError(absl::StrCat(file, " is not an audit archive"));
  }
  const std::string county = header.value("county", ""), hash = absl::HexStringToBytes(end.value("hash", ""));
  const int64_t last = header.value("last_seq", int64_t{0});
  const std::string digest = crypto::Digest("sha256", text.substr(0, signed_size));
  RETURN_IF_ERROR(signer.Verify(AnchorText(header.value("service", ""), county, last, hash, digest),
                                {end.value("key_id", ""), absl::HexStringToBytes(end.value("signature", ""))}));
  ChainCheck check({header.value("after_seq", int64_t{0}), absl::HexStringToBytes(header.value("after_hash", ""))});
  std::vector<Entry> entries;
  for (size_t i = 1; i < lines.size(); ++i) {
    const json line = json::parse(lines[i], nullptr, /*allow_exceptions=*/false);
    if (!line.is_object()) return absl::InvalidArgumentError(absl::StrCat(file, ": line ", i + 1, " does not parse"));
    entries.push_back(FromJson(line, county));
  }
  const Archived archived{static_cast<int64_t>(entries.size()), {last, hash}};
  check.Add(std::move(entries));
  check.Finish(&archived.last);
  RETURN_IF_ERROR(FirstFinding(check));
  return archived;
}

}  // namespace xf::audit

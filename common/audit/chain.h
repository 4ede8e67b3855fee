// The hash chain of an audit log, without a database: what an entry says, how its hash is made, and what is wrong with
// a chain that does not hold.
//
//   content = H(each column of the entry, with its length before it)
//   hash    = H(hash of the entry before ‖ county ‖ seq, 8 bytes ‖ content ‖ before_hash)
//
// H is SHA-256, or SM3 where the entry says so. before_hash stands in the link, not in the content, because PostgreSQL
// finds it while it appends.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "xianfeng/audit/v1/audit_service.pb.h"

namespace xf::audit {

namespace v1 = xianfeng::audit::v1;

// The chain of calls that name no county of the service.
inline constexpr absl::string_view kNoCounty = "000000";

// One entry, as it is stored.
struct Entry {
  std::string county;
  int64_t seq = 0;
  absl::Time time;
  std::string subject, service, origin, trace_id, method, result, reason;
  // A JSON array of names; hashed as it stands.
  std::string resources = "[]";
  std::string before_hash, after_hash, details_sealed;
  // Digest of this entry: "sha256" or "sm3".
  std::string algorithm;
  std::string content_hash, hash;
};

// Hash of everything that a call says of itself.
std::string ContentHash(const Entry& entry);
// Hash of an entry that stands at `seq` after one with the hash `previous` ("" before the first).
std::string LinkHash(const Entry& entry, absl::string_view previous, int64_t seq);

// Where a chain begins or ends: an entry and its hash.
struct Mark {
  int64_t seq = 0;
  std::string hash;
};

// Checks a chain, a run of entries at a time, and names what is wrong. After a finding it goes on, so that one forged
// entry does not hide the next.
class ChainCheck {
 public:
  explicit ChainCheck(Mark start) : at_(std::move(start)), before_(at_) {}

  // Entries in ascending order of seq, following those of the call before.
  void Add(std::vector<Entry> entries);
  // Checks what is left. With a head: that the chain ends there.
  void Finish(const Mark* head);

  // The last entry that was checked.
  const Mark& at() const { return at_; }
  const std::vector<v1::AuditFinding>& findings() const { return findings_; }

 private:
  void CheckNext();
  bool Links(const Entry& entry, const std::string& previous, int64_t seq) const;
  void Explain();
  void Accept();
  void Find(v1::AuditProblem problem, int64_t seq, int64_t other, const std::string& text);

  Mark at_;      // The last entry accepted.
  Mark before_;  // The one before it.
  // What was added to the seq of all later entries when one was inserted (-1) or removed (+1) and they were numbered
  // anew.
  int64_t shift_ = 0;
  std::deque<Entry> waiting_;
  std::vector<v1::AuditFinding> findings_;
};

// A finding, as ChainCheck makes them.
v1::AuditFinding MakeFinding(v1::AuditProblem problem, int64_t seq, int64_t other, const std::string& text);

}  // namespace xf::audit

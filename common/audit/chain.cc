#include "common/audit/chain.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/crypto/digest.h"

namespace xf::audit {
namespace {

// Entries that are looked at ahead of the one that does not fit, to tell what happened to it.
constexpr size_t kLookAhead = 200;
constexpr size_t kMostFindings = 100;

std::string BigEndian(uint64_t number, int bytes) {
  std::string text(static_cast<size_t>(bytes), '\0');
  for (int i = bytes - 1; i >= 0; --i, number >>= 8) text[static_cast<size_t>(i)] = static_cast<char>(number & 0xff);
  return text;
}

}  // namespace

std::string ContentHash(const Entry& entry) {
  std::string content;
  for (const std::string& field :
       {std::string("xianfeng audit entry 1"), entry.algorithm, absl::StrCat(absl::ToUnixMicros(entry.time)),
        entry.subject, entry.service, entry.origin, entry.trace_id, entry.method, entry.result, entry.reason,
        entry.resources, entry.after_hash, entry.details_sealed}) {
    absl::StrAppend(&content, BigEndian(field.size(), 4), field);
  }
  return crypto::Digest(entry.algorithm, content);
}

std::string LinkHash(const Entry& entry, absl::string_view previous, int64_t seq) {
  return crypto::Digest(entry.algorithm, absl::StrCat(previous, entry.county, BigEndian(static_cast<uint64_t>(seq), 8),
                                                      entry.content_hash, entry.before_hash));
}

v1::AuditFinding MakeFinding(v1::AuditProblem problem, int64_t seq, int64_t other, const std::string& text) {
  v1::AuditFinding finding;
  finding.set_problem(problem);
  finding.set_seq(seq);
  finding.set_other_seq(other);
  finding.set_text(text);
  return finding;
}

void ChainCheck::Find(v1::AuditProblem problem, int64_t seq, int64_t other, const std::string& text) {
  if (findings_.size() < kMostFindings) findings_.push_back(MakeFinding(problem, seq, other, text));
}

void ChainCheck::Add(std::vector<Entry> entries) {
  for (Entry& entry : entries) {
    // An entry whose columns do not give its content hash was changed in place; its link is judged by the old hash.
    if (ContentHash(entry) != entry.content_hash) {
      Find(v1::AUDIT_PROBLEM_CHANGED, entry.seq, 0, "the entry is not what was appended");
    }
    waiting_.push_back(std::move(entry));
  }
  while (waiting_.size() > kLookAhead) CheckNext();
}

void ChainCheck::Finish(const Mark* head) {
  while (!waiting_.empty()) CheckNext();
  if (head == nullptr) return;
  if (at_.seq < head->seq) {
    Find(v1::AUDIT_PROBLEM_REMOVED, at_.seq + 1, head->seq, "the last entries are gone");
  } else if (at_.hash != head->hash) {
    Find(v1::AUDIT_PROBLEM_HEAD, at_.seq, 0, "the county's head has another hash than the last entry");
  }
}

bool ChainCheck::Links(const Entry& entry, const std::string& previous, int64_t seq) const {
  return LinkHash(entry, previous, seq) == entry.hash;
}

void ChainCheck::Accept() {
  before_ = std::exchange(at_, {waiting_.front().seq, waiting_.front().hash});
  waiting_.pop_front();
}

void ChainCheck::CheckNext() {
  const Entry& next = waiting_.front();
  if (next.seq > at_.seq + 1) {
    Find(v1::AUDIT_PROBLEM_REMOVED, at_.seq + 1, next.seq - 1, "entries are gone");
    Accept();  // What it should follow is gone too.
  } else if (Links(next, at_.hash, next.seq + shift_)) {
    Accept();
  } else {
    Explain();
  }
}

// The first waiting entry does not follow the last accepted one. What stands around it tells why.
void ChainCheck::Explain() {
  Entry& odd = waiting_.front();
  // It follows the entry before the last: that one, though it has a hash of its own making, was put in between.
  if (odd.hash != at_.hash && before_.seq != at_.seq && Links(odd, before_.hash, odd.seq + shift_ - 1)) {
    Find(v1::AUDIT_PROBLEM_INSERTED, at_.seq, 0, "no call appended the entry");
    --shift_;
    return Accept();
  }
  // A later entry belongs here: the two were swapped, or what stands before it was put in.
  for (size_t i = 1; i < waiting_.size(); ++i) {
    Entry& right = waiting_[i];
    if (!Links(right, at_.hash, odd.seq + shift_)) continue;
    const Entry& after_it = i == 1 ? odd : waiting_[1];
    const bool swapped = Links(after_it, right.hash, odd.seq + shift_ + 1) ||
                         (i > 1 && i + 1 < waiting_.size() &&
                          !Links(waiting_[i + 1], right.hash, right.seq + shift_ - static_cast<int64_t>(i) + 1));
    if (swapped) {
      Find(v1::AUDIT_PROBLEM_REORDERED, odd.seq, right.seq, "the entries stand in each other's place");
      std::swap(odd.seq, right.seq);
      std::swap(odd, right);
      return;
    }
    for (size_t put_in = 0; put_in < i; ++put_in) {
      Find(v1::AUDIT_PROBLEM_INSERTED, waiting_.front().seq, 0, "no call appended the entry");
      waiting_.pop_front();
    }
    shift_ -= static_cast<int64_t>(i);
    return Accept();
  }
  // The next one follows it, one number later than it says: an entry before it was removed and the rest numbered anew.
  if (waiting_.size() > 1 && Links(waiting_[1], odd.hash, waiting_[1].seq + shift_ + 1) &&
      !Links(waiting_[1], odd.hash, waiting_[1].seq + shift_)) {
    Find(v1::AUDIT_PROBLEM_REMOVED, odd.seq, odd.seq, "an entry is gone, and those after it were numbered anew");
    ++shift_;
    return Accept();
  }
  Find(v1::AUDIT_PROBLEM_CHANGED, odd.seq, at_.seq,
       "the entry does not follow the one before it: one of the two was changed");
  Accept();
}

}  // namespace xf::audit

// A consumer that keeps a complete copy of a feed's resources in a store of its own, and proves that it is complete:
// first copy, tail, resumption from the stored position after any interruption, verification by digest, repair of just
// the ranges that differ. Used by `xfctl feed pull`; services that react to changes use common/feed/follower.h.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "common/crypto/signer.h"
#include "common/feed/copy.h"
#include "common/rpc/client.h"

namespace xf::feed {

class Consumer {
 public:
  struct Options {
    // "counties/431123".
    std::string parent;
    // Full names of the types to copy; empty: all that the caller may see.
    std::vector<std::string> types;
    bool include_sensitive = false;
    // The service whose feed it is, "membership", and the keys that its audit checkpoints must be signed by; null: the
    // signatures are stored unchecked.
    std::string source;
    const crypto::Signer* trust = nullptr;
    // Under which name positions are told to the source; empty: they are not.
    std::string name;
    // Goes on with what commits; else ends once the copy has reached the head and was verified.
    bool follow = false;
    // While following, compares digests this often.
    absl::Duration verify_every = absl::Minutes(10);
    // Called after each step that was stored; false ends the run.
    std::function<bool(const CopyState&)> on_stored;
  };

  // What a run did.
  struct Summary {
    int64_t changes = 0;
    // Resources that first copies and repairs have read in pages.
    int64_t paged = 0;
    // Times that the copy was compared as a whole, and found different.
    int64_t verified = 0;
    int64_t mismatches = 0;
    // Times that the source sent it back to a full comparison: FEED_EPOCH_CHANGED, CURSOR_COMPACTED.
    int64_t restarts = 0;
  };

  // The client and the store must outlive the consumer.
  Consumer(const rpc::Client& client, Copy& copy, Options options);

  // Runs until it is done or an error ends it. Everything that was stored stays: run it again to go on. DATA_LOSS when
  // the source contradicts an audit checkpoint that was stored: its log was rewritten, by whomever.
  absl::Status Run();

  const Summary& summary() const { return summary_; }

 private:
  enum class Next { kGoOn, kDone };
  absl::Status Begin();
  absl::Status Tail();
  absl::StatusOr<Next> Take(const std::vector<xianfeng::sync::v1::Change>& changes,
                            const xianfeng::sync::v1::Checkpoint* checkpoint);
  // Applies changes and position, once the checkpoint that came along is believed.
  absl::Status Apply(const std::vector<xianfeng::sync::v1::Change>& changes,
                     const xianfeng::sync::v1::Checkpoint* checkpoint);
  absl::Status Believe(const xianfeng::audit::v1::AuditCheckpoint& checkpoint);
  // Compares the whole copy as of its position; when it differs, repairs it and answers false.
  absl::StatusOr<bool> Verify();
  // Compares a range as of a revision, 0 = now, and repairs what differs.
  absl::Status Repair(const NameRange& range, int64_t revision);
  absl::Status Fetch(const NameRange& range);
  absl::Status Stored();
  void Acknowledge();
  template <typename Request>
  Request MakeRequest() const;

  const rpc::Client& client_;
  Copy& copy_;
  const Options options_;
  CopyState state_;
  Summary summary_;
  bool stopped_ = false;
  // Revision that a run which does not follow ends at.
  int64_t target_ = 0;
  int repairs_ = 0;
  // Whether the source lets this consumer ask its audit log.
  bool may_ask_ = true;
  absl::Time next_verification_ = absl::InfinitePast();
};

}  // namespace xf::feed

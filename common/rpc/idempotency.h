// Idempotency by request_id: a write claims its row first; a second caller waits for the first and answers what it
// saved.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/db/session.h"
#include "google/protobuf/message.h"

namespace xf::rpc {

class Idempotency {
 public:
  // Nothing is claimed when the request has no request_id.
  Idempotency() = default;
  Idempotency(std::string county, std::string principal, std::string method, std::string request_id,
              std::string body_hash);
  // From a request's fields: county of `parent`, `name` or the resource's name; `request_id`.
  static Idempotency Of(const google::protobuf::Message& request, absl::string_view principal,
                        absl::string_view method);

  bool active() const { return !request_id_.empty(); }

  // First statement of the transaction. Sets saved() and answers ABORTED when the request was answered before;
  // REQUEST_ID_REUSED when it was another request.
  absl::Status Claim(db::Session& db);
  // The answer of the first run, when Claim found one.
  const std::optional<std::string>& saved() const { return saved_; }
  // Whether a commit that we don't know the end of took place: reads the saved answer in a session of its own.
  absl::StatusOr<bool> WasCommitted(db::Session& db);
  // Statement of the transaction's tail that keeps the answer.
  std::pair<db::Query, std::vector<db::Arg>> Save(const google::protobuf::Message& response,
                                                  const crypto::Sealer& sealer) const;

 private:
  std::vector<db::Arg> Key() const;
  absl::StatusOr<bool> ReadSaved(db::Session& db);

  std::string county_, principal_, method_, request_id_, body_hash_;
  std::optional<std::string> saved_;
};

}  // namespace xf::rpc

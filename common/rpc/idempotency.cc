#include "common/rpc/idempotency.h"

#include "common/base/error.h"
#include "common/base/status.h"
#include "common/crypto/sealer.h"
#include "common/rpc/request_names.h"
#include "common/rpc/sql/queries.h"

namespace xf::rpc {

using google::protobuf::Message;

Idempotency::Idempotency(std::string county, std::string principal, std::string method, std::string request_id,
                         std::string body_hash)
    : county_(std::move(county)),
      principal_(std::move(principal)),
      method_(std::move(method)),
      request_id_(std::move(request_id)),
      body_hash_(std::move(body_hash)) {}

Idempotency Idempotency::Of(const Message& request, absl::string_view principal, absl::string_view method) {
  std::string request_id = TextField(request, "request_id");
  if (request_id.empty()) return {};
  return Idempotency(CountyOfRequest(request), std::string(principal), std::string(method), std::move(request_id),
                     crypto::Sha256(request.SerializeAsString()));
}

std::vector<db::Arg> Idempotency::Key() const {
  return {{"county", county_}, {"principal", principal_}, {"method", method_}, {"request_id", request_id_}};
}

absl::Status Idempotency::Claim(db::Session& db) {
  ASSIGN_OR_RETURN(const int64_t claimed,
                   db.Run(sql::kClaimRequest, Key(), db::Arg("body_hash", db::Bytes{body_hash_})));
  if (claimed == 1) return absl::OkStatus();
  ASSIGN_OR_RETURN(const bool found, ReadSaved(db));
  (void)found;
  return absl::AbortedError("answered before");
}

absl::StatusOr<bool> Idempotency::ReadSaved(db::Session& db) {
  ASSIGN_OR_RETURN(const db::Result row, db.Rows(sql::kGetSavedResponse, Key()));
  if (row.empty()) return false;
  if (row.bytes(0, "body_hash") != body_hash_) {
    return InvalidError("request_id",
                        {"this request_id was used before with another request", "该 request_id 已用于内容不同的请求"},
                        errors::REASON_REQUEST_ID_REUSED);
  }
  ASSIGN_OR_RETURN(saved_, db.sealer()->Open(row.bytes(0, "response_sealed"), "response"));
  return true;
}

absl::StatusOr<bool> Idempotency::WasCommitted(db::Session& db) {
  if (!active()) return false;
  return ReadSaved(db);
}

std::pair<db::Query, std::vector<db::Arg>> Idempotency::Save(const Message& response,
                                                             const crypto::Sealer& sealer) const {
  std::vector<db::Arg> args = Key();
  const std::string sealed = sealer.Seal(response.SerializeAsString(), "response");
  args.emplace_back("response_sealed", db::Bytes{sealed});
  return {sql::kSaveResponse, std::move(args)};
}

}  // namespace xf::rpc

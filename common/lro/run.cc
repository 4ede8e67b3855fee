#include "common/lro/run.h"

#include <nlohmann/json.hpp>

#include "common/audit/append.h"
#include "common/base/error.h"
#include "common/lro/operation.h"

namespace xf::lro {

Run::Run(Claim claim, db::Pool& pool, const crypto::Sealer& sealer, rpc::Peers* peers)
    : claim_(std::move(claim)), pool_(pool), sealer_(sealer), peers_(peers) {}

absl::StatusOr<rpc::Client> Run::peer(absl::string_view service) const {
  if (peers_ == nullptr) return InternalError("a run without peers asks for one");
  ASSIGN_OR_RETURN(std::shared_ptr<grpc::Channel> channel, peers_->Channel(service));
  return rpc::Client(std::move(channel), "");
}

void Run::Report(const google::protobuf::Message& metadata) {
  std::string bytes = Pack(metadata).SerializeAsString();
  std::lock_guard lock(mutex_);
  report_ = std::move(bytes);
}

void Run::Stop(Why why) {
  Why none = Why::kNone;
  why_.compare_exchange_strong(none, why);
  stop_ = true;
}

std::optional<std::string> Run::TakeReport() {
  std::lock_guard lock(mutex_);
  return std::exchange(report_, std::nullopt);
}

db::Session& Run::db() {
  if (!session_) {
    session_.emplace(pool_, db::SessionOptions{.read_only = false,
                                               .scopes = {claim_.org_path},
                                               .deadline = absl::Now() + absl::Minutes(1),
                                               .sealer = &sealer_});
  }
  return *session_;
}

void Run::Restart() {
  session_.reset();
  changes_.clear();
}

std::vector<std::pair<db::Query, std::vector<db::Arg>>> Run::Tail() const {
  audit::Entry entry;
  entry.county = claim_.county;
  entry.time = audit::ToMicros(absl::Now());
  entry.subject = claim_.subject;
  entry.method = claim_.method;
  entry.result = "OK";
  entry.resources = changes_.empty() ? nlohmann::json::array({claim_.target}).dump() : changes_.names(claim_.county);
  entry.after_hash = changes_.after_hash(claim_.county, sealer_);
  entry.algorithm = sealer_.digest();
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> tail = {audit::Append(entry)};
  for (auto& statement : changes_.Tail()) tail.push_back(std::move(statement));
  return tail;
}

void Run::Changed(const google::protobuf::Message& resource) { changes_.Add(resource, "", sealer_); }

}  // namespace xf::lro

// A question to another service, asked for the caller of our own call.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/rpc/call.h"
#include "common/rpc/client.h"

namespace xf::rpc {

// What other services answered so far in this call: a transaction that is run again hears the same answers without
// asking.
struct PeerAnswers {
  std::vector<std::string> answers;
  size_t next = 0;
};

// Turns a peer that can't be reached into UNAVAILABLE PEER_UNAVAILABLE; other errors pass.
absl::Status PeerError(const absl::Status& status);

class PeerCall {
 public:
  PeerCall(absl::StatusOr<Client> client, absl::Time deadline, PeerAnswers& answers)
      : client_(std::move(client)), deadline_(deadline), answers_(answers) {}

  template <typename Stub, typename Req, typename Resp>
  absl::StatusOr<Resp> Call(grpc::Status (Stub::*method)(grpc::ClientContext*, const Req&, Resp*), const Req& request) {
    Resp response;
    if (answers_.next < answers_.answers.size()) {
      response.ParseFromString(answers_.answers[answers_.next++]);
      return response;
    }
    if (!client_.ok()) return client_.status();
    auto answer = client_->Call(method, request, deadline_ - absl::Now());
    if (!answer.ok()) return PeerError(answer.status());
    answers_.answers.push_back(answer->SerializeAsString());
    ++answers_.next;
    return answer;
  }

 private:
  absl::StatusOr<Client> client_;
  absl::Time deadline_;
  PeerAnswers& answers_;
};

template <typename ProtoService>
PeerCall Call::peer() {
  return Peer(ProtoService::service_full_name());
}

}  // namespace xf::rpc

// Streams as a handler sees them: blocking, one thread of the stream executor, an idle limit of 60 s.
#pragma once

#include <optional>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/status.h"
#include "google/protobuf/message.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::rpc {

// What every import answers.
using xianfeng::type::v1::ImportSummary;

// A client stream, whatever its messages are.
class MessageSource {
 public:
  virtual ~MessageSource() = default;
  // Fills the next message; false at the end. MALFORMED or MESSAGE_TOO_LARGE when it is none, CANCELLED when the client
  // left or was idle.
  virtual absl::StatusOr<bool> Next(google::protobuf::Message& message) = 0;
};

// A server stream, whatever its messages are.
class MessageSink {
 public:
  virtual ~MessageSink() = default;
  // Sends a message, sensitive fields masked; waits until the one before has left. CANCELLED when the client left.
  virtual absl::Status Write(google::protobuf::Message& message) = 0;
};

// Messages of a client stream. Their field rules are checked by whoever reads: see common/rpc/import.h.
template <typename Request>
class Reader {
 public:
  explicit Reader(MessageSource& source) : source_(source) {}
  // The next message; nullopt at the end.
  absl::StatusOr<std::optional<Request>> Next() {
    std::optional<Request> message(std::in_place);
    ASSIGN_OR_RETURN(const bool more, source_.Next(*message));
    if (!more) message.reset();
    return message;
  }

 private:
  MessageSource& source_;
};

// Messages of a server stream.
template <typename Response>
class Writer {
 public:
  explicit Writer(MessageSink& sink) : sink_(sink) {}
  absl::Status Write(Response response) { return sink_.Write(response); }

 private:
  MessageSink& sink_;
};

}  // namespace xf::rpc

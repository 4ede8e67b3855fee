// Streams as a handler sees them: blocking, one thread of the stream executor, an idle limit of 60 s.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace xf::rpc {

// Messages of a client stream.
template <typename Request>
class Reader {
 public:
  virtual ~Reader() = default;
  // The next message; nullopt at the end. MALFORMED or MESSAGE_TOO_LARGE when it is none, CANCELLED when the client
  // left or was idle. Its field rules are checked by whoever reads: see common/rpc/import.h.
  virtual absl::StatusOr<std::optional<Request>> Next() = 0;
};

// Messages of a server stream.
template <typename Response>
class Writer {
 public:
  virtual ~Writer() = default;
  // Sends a message, sensitive fields masked; waits until the one before has left. CANCELLED when the client left.
  virtual absl::Status Write(Response response) = 0;
};

}  // namespace xf::rpc

// Sends rows of a load through one service's public API, so that sending them again changes nothing.
#pragma once

#include <algorithm>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/rpc/client.h"
#include "services/ctl/load/progress.h"
#include "xianfeng/type/v1/type.pb.h"

namespace xf::ctl {

using xianfeng::type::v1::ImportSummary;

// Reasons by which a row that was sent before is refused now: they mean that it is done.
using DoneReasons = std::set<Reason>;

class Sender {
 public:
  // `id` names the load; every request id begins with it.
  Sender(rpc::Client client, std::string parent, std::string id, Progress& progress)
      : client_(std::move(client)), parent_(std::move(parent)), id_(std::move(id)), progress_(progress) {}

  // Sends each request in a call of its own, several at once: none depends on another of the same step. ALREADY_EXISTS,
  // and any of `done`, is as good as OK.
  template <typename Stub, typename Request, typename Response>
  absl::Status Call(const std::string& step,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const std::vector<Request>& requests, const DoneReasons& done = {}) const {
    return InParallel(step, requests.size(), [&](size_t row) -> absl::StatusOr<bool> {
      Request request = requests[row];
      if constexpr (requires { request.set_parent(parent_); }) request.set_parent(parent_);
      request.set_request_id(absl::StrCat(id_, "-", step, "-", row));
      const absl::Status status = WithRetries([&] { return client_.Call(method, request).status(); });
      if (status.ok()) return true;
      if (absl::IsAlreadyExists(status) || done.contains(ReasonOf(status))) return false;
      return status;
    });
  }

  // Sends rows in chunks through an Import method. Row errors other than `done` fail the step.
  template <typename Request, typename Stub, typename Row>
  absl::Status Import(const std::string& step,
                      std::unique_ptr<grpc::ClientWriter<Request>> (Stub::*method)(grpc::ClientContext*,
                                                                                   ImportSummary*),
                      const std::vector<Row>& rows, const DoneReasons& done = {}, size_t chunk_rows = 500) const {
    const absl::Time start = absl::Now();
    size_t sent = 0, counted = 0;
    absl::StatusOr<ImportSummary> summary;
    const absl::Status status = WithRetries([&] {
      sent = 0;  // chunks that were committed answer what they answered before
      summary = client_.Write<Stub, Request, ImportSummary>(method, [&](Request& chunk) {
        if (sent > counted) progress_.Add(static_cast<int64_t>(sent - std::exchange(counted, sent)));
        if (sent == rows.size()) return false;
        chunk.set_parent(parent_);
        chunk.set_request_id(absl::StrCat(id_, "-", step));
        chunk.set_chunk(static_cast<int64_t>(sent / chunk_rows));
        for (const size_t end = std::min(rows.size(), sent + chunk_rows); sent < end; ++sent)
          *chunk.add_rows() = rows[sent];
        return true;
      });
      return summary.status();
    });
    RETURN_IF_ERROR(status);
    RETURN_IF_ERROR(CheckRows(step, *summary, done));
    progress_.StepDone(step, static_cast<int64_t>(rows.size()), summary->unchanged() + summary->failed(),
                       absl::Now() - start);
    return absl::OkStatus();
  }

 private:
  // Runs `send` for rows 0 to count - 1 on a few threads. It answers whether the row is new.
  absl::Status InParallel(const std::string& step, size_t count,
                          const std::function<absl::StatusOr<bool>(size_t row)>& send) const;
  // Again, a little later each time, while the service is busy or away.
  static absl::Status WithRetries(const std::function<absl::Status()>& send);
  static absl::Status CheckRows(const std::string& step, const ImportSummary& summary, const DoneReasons& done);

  rpc::Client client_;
  std::string parent_;
  std::string id_;
  Progress& progress_;
};

}  // namespace xf::ctl

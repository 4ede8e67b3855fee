#include "common/rpc/wire_status.h"

#include <map>
#include <string>
#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/rpc/status.pb.h"

namespace xf::rpc {
namespace {

// Payloads of google.rpc's own types travel; everything else (the truth of an INTERNAL error) stays.
constexpr absl::string_view kPublic = "type.googleapis.com/google.rpc.";

}  // namespace

grpc::Status ToGrpc(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  google::rpc::Status wire;
  wire.set_code(static_cast<int>(status.code()));
  wire.set_message(std::string(status.message()));
  // Abseil gives payloads in an order that changes from call to call; equal errors have equal bytes.
  std::map<std::string, std::string> details;
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    if (absl::StartsWith(type, kPublic)) details[std::string(type)] = std::string(payload);
  });
  for (auto& [type, payload] : details) {
    auto& detail = *wire.add_details();
    detail.set_type_url(type);
    detail.set_value(std::move(payload));
  }
  return grpc::Status(static_cast<grpc::StatusCode>(status.code()), wire.message(), wire.SerializeAsString());
}

absl::Status FromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  google::rpc::Status wire;
  if (wire.ParseFromString(status.error_details())) {
    for (const auto& detail : wire.details()) result.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  }
  return result;
}

}  // namespace xf::rpc

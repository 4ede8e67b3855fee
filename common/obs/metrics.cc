#include "common/obs/metrics.h"

#include <prometheus/text_serializer.h>

namespace xf::obs {
namespace {

// gRPC's code names as go-grpc-prometheus writes them.
constexpr const char* kCodes[] = {
    "OK",       "Canceled",       "Unknown",          "InvalidArgument",   "DeadlineExceeded",
    "NotFound", "AlreadyExists",  "PermissionDenied", "ResourceExhausted", "FailedPrecondition",
    "Aborted",  "OutOfRange",     "Unimplemented",    "Internal",          "Unavailable",
    "DataLoss", "Unauthenticated"};

}  // namespace

prometheus::Registry& Metrics() {
  static prometheus::Registry& registry = *new prometheus::Registry;
  return registry;
}

std::string MetricsText() { return prometheus::TextSerializer().Serialize(Metrics().Collect()); }

prometheus::Counter& Counter(const std::string& name, const std::string& help, const prometheus::Labels& labels) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(Metrics()).Add(labels);
}

prometheus::Gauge& Gauge(const std::string& name, const std::string& help, const prometheus::Labels& labels) {
  return prometheus::BuildGauge().Name(name).Help(help).Register(Metrics()).Add(labels);
}

RpcMetrics::RpcMetrics(absl::string_view type, absl::string_view service, absl::string_view method) {
  const prometheus::Labels labels{
      {"grpc_type", std::string(type)}, {"grpc_service", std::string(service)}, {"grpc_method", std::string(method)}};
  started_ = &Counter("grpc_server_started_total", "RPCs started on the server.", labels);
  received_ = &Counter("grpc_server_msg_received_total", "Messages received on the server.", labels);
  sent_ = &Counter("grpc_server_msg_sent_total", "Messages sent by the server.", labels);
  for (size_t code = 0; code < handled_.size(); ++code) {
    prometheus::Labels with_code = labels;
    with_code["grpc_code"] = kCodes[code];
    handled_[code] = &Counter("grpc_server_handled_total", "RPCs completed on the server.", with_code);
  }
  seconds_ =
      &prometheus::BuildHistogram()
           .Name("grpc_server_handling_seconds")
           .Help("Seconds from the start of an RPC to its end.")
           .Register(Metrics())
           .Add(labels, prometheus::Histogram::BucketBoundaries{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10});
}

void RpcMetrics::Handled(absl::StatusCode code, absl::Duration took) {
  const size_t index = static_cast<size_t>(code);
  handled_[index < handled_.size() ? index : 2]->Increment();
  seconds_->Observe(absl::ToDoubleSeconds(took));
}

}  // namespace xf::obs

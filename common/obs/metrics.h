// Prometheus metrics, under the names of go-grpc-prometheus so that existing dashboards work (features.md §4.3).
#pragma once

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace xf::obs {

// The process's registry.
prometheus::Registry& Metrics();

// The text format of everything in the registry.
std::string MetricsText();

// A counter or gauge by name and labels; the same one for the same arguments.
prometheus::Counter& Counter(const std::string& name, const std::string& help, const prometheus::Labels& labels = {});
prometheus::Gauge& Gauge(const std::string& name, const std::string& help, const prometheus::Labels& labels = {});

// The series of one method, all at 0 from the start.
class RpcMetrics {
 public:
  // `type`: unary, client_stream or server_stream.
  RpcMetrics(absl::string_view type, absl::string_view service, absl::string_view method);

  void Started() { started_->Increment(); }
  void Received(int messages = 1) { received_->Increment(messages); }
  void Sent(int messages = 1) { sent_->Increment(messages); }
  void Handled(absl::StatusCode code, absl::Duration took);

 private:
  prometheus::Counter* started_;
  prometheus::Counter* received_;
  prometheus::Counter* sent_;
  std::array<prometheus::Counter*, 17> handled_;
  prometheus::Histogram* seconds_;
};

}  // namespace xf::obs

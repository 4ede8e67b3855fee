// What a service is, in one value, and how it is run: `int main(argc, argv) { return rpc::Main(argc, argv,
// Definition()); }`.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <typeindex>
#include <unordered_map>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/db/migrate.h"
#include "common/db/query.h"
#include "common/rpc/service.h"

namespace xf::rpc {

// What a service fills in while it starts: its gRPC services and the tables and rules that its handlers use.
class App {
 public:
  explicit App(std::string rules_dir) : rules_dir_(std::move(rules_dir)) {}

  // Registers a service of ours: app.Serve<MemberService>().
  template <typename S>
  void Serve() {
    services_.push_back(std::make_unique<S>());
  }
  // Gives handlers a value under its type: call.Get<CreditRules>().
  template <typename T>
  void Provide(T value) {
    provided_[typeid(T)] = std::make_shared<T>(std::move(value));
  }
  // Folder of the service's rule files (services/<name>/rules when run from the source tree).
  const std::string& rules_dir() const { return rules_dir_; }

  const std::vector<std::unique_ptr<ServiceBase>>& services() const { return services_; }
  const std::unordered_map<std::type_index, std::shared_ptr<void>>& provided() const { return provided_; }

 private:
  std::string rules_dir_;
  std::vector<std::unique_ptr<ServiceBase>> services_;
  std::unordered_map<std::type_index, std::shared_ptr<void>> provided_;
};

// A service.
struct Definition {
  // Name of the service, its PostgreSQL schema and its policy entry: "membership".
  absl::string_view name;
  std::span<const db::Migration> migrations;
  std::span<const db::Query> queries;
  // Registers services and rules; an error refuses to start.
  std::function<absl::Status(App&)> start;
  // Services whose feeds this one follows ("membership"), and what it does with their changes. Following membership
  // keeps the organization mirror and rewrites org_path; `apply` is for more than that, may be null, and runs inside
  // the transaction that stores the cursor.
  std::vector<std::string> follows;
  std::function<absl::Status(db::Session& db, absl::string_view source, const xianfeng::sync::v1::Change& change)>
      apply;
};

// Runs the service until SIGTERM or SIGINT, then drains: NOT_SERVING, GOAWAY, streams end resumable, at most 5 s. Reads
// `--config FILE`, see common/base/config.h. Returns the exit status.
int Main(int argc, char** argv, const Definition& definition);

}  // namespace xf::rpc

// A private PostgreSQL cluster for one test binary: its own folder, a unix socket, never the machine's server. Works as
// root too: the server then runs as another user. Ends with the process.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/db/query.h"

namespace xf::testing {

class TestPostgres {
 public:
  // The cluster of this process, started at first use.
  static TestPostgres& Get();

  // A new database with the schema and roles of `service`, named after it; returns its name.
  std::string CreateDatabase(absl::string_view service);
  // Adds the schema and roles of another service to a database.
  void AddService(const std::string& database, absl::string_view service);

  // DSN of a role on a database: "superuser", "owner" or "app" of a service.
  std::string Dsn(const std::string& database, absl::string_view service, absl::string_view role) const;

  // Runs a file of test_sql/ as superuser with psql, each statement by itself, so also those that no transaction takes,
  // with values for its :names; the last one of a name counts. What it answers.
  std::string Psql(const std::string& database, const db::Query& query, const std::vector<db::Arg>& args = {}) const;

  // Process id of the server, the parent of those that serve connections.
  int pid() const;

  // Stops the cluster at once, as a crash would, and starts it again.
  void Crash();
  void Restart();

 private:
  TestPostgres();
  ~TestPostgres();
  void StartServer();
  void StopServer(absl::string_view mode);

  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Runs a command without a shell; aborts the test binary with its output when it fails. Answers what it printed.
std::string MustRun(const std::vector<std::string>& command);

// Folder of the source tree, of the built binaries, and a scratch folder of this process.
std::string SourceDir();
std::string BinDir();
std::string ScratchDir();

}  // namespace xf::testing

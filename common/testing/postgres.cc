#include "common/testing/postgres.h"

#include <fcntl.h>
#include <pwd.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"

namespace xf::testing {
namespace {

constexpr const char* kBin = "/usr/lib/postgresql/15/bin/";

std::string FromEnvironment(const char* name) {
  const char* value = std::getenv(name);
  if (value == nullptr) {
    std::fprintf(stderr, "%s is not set: run the test through ctest\n", name);
    std::abort();
  }
  return value;
}

// A value as a statement has it where it names it: psql puts in a variable as it stands.
std::string Literal(const db::Value& value) {
  return value ? absl::StrCat("'", absl::StrReplaceAll(*value, {{"'", "''"}}), "'") : "NULL";
}

}  // namespace

std::string SourceDir() { return FromEnvironment("XF_SOURCE_DIR"); }
std::string BinDir() { return FromEnvironment("XF_BIN_DIR"); }

std::string ScratchDir() {
  static const std::string& dir = *new std::string([] {
    std::string path = (std::filesystem::temp_directory_path() / "xianfeng-test-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) std::abort();
    // The database server may be another user than we.
    chmod(path.c_str(), 0755);
    return path;
  }());
  return dir;
}

std::string MustRun(const std::vector<std::string>& command) {
  static std::atomic<int> commands = 0;
  const std::string log = absl::StrCat(ScratchDir(), "/command-", ++commands, ".log");
  std::vector<char*> argv;
  for (const std::string& word : command) argv.push_back(const_cast<char*>(word.c_str()));
  argv.push_back(nullptr);
  // Not fork(): servers' threads run here by now, and a child that allocates waits for ever for a lock that one of them
  // held.
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0644);
  posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
  pid_t child = 0;
  const int failed = posix_spawnp(&child, argv[0], &files, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&files);
  if (failed != 0) {
    std::fprintf(stderr, "%s: %s\n", argv[0], std::strerror(failed));
    std::abort();
  }
  int status = 0;
  waitpid(child, &status, 0);
  std::stringstream text;
  text << std::ifstream(log).rdbuf();
  std::filesystem::remove(log);
  if (status == 0) return text.str();
  std::fprintf(stderr, "%s: exit %d\n%s\n", absl::StrJoin(command, " ").c_str(), WEXITSTATUS(status),
               text.str().c_str());
  std::abort();
}

struct TestPostgres::Impl {
  std::string dir = absl::StrCat(ScratchDir(), "/pg");
  // "runuser -u postgres --" when we are root, for PostgreSQL refuses to run as root.
  std::vector<std::string> as_user;
  std::string user;
  std::atomic<int> databases = 0;

  std::vector<std::string> AsUser(std::vector<std::string> command) const {
    command.insert(command.begin(), as_user.begin(), as_user.end());
    return command;
  }
};

TestPostgres& TestPostgres::Get() {
  static TestPostgres* postgres = [] {
    auto* made = new TestPostgres;
    std::atexit([] { Get().StopServer("immediate"), std::filesystem::remove_all(ScratchDir()); });
    return made;
  }();
  return *postgres;
}

TestPostgres::TestPostgres() : impl_(std::make_unique<Impl>()) {
  std::filesystem::create_directory(impl_->dir);
  if (geteuid() == 0) {
    const passwd* postgres = getpwnam("postgres");
    if (postgres == nullptr || chown(impl_->dir.c_str(), postgres->pw_uid, postgres->pw_gid) != 0) std::abort();
    impl_->as_user = {"runuser", "-u", "postgres", "--"};
    impl_->user = "postgres";
  } else {
    impl_->user = getpwuid(geteuid())->pw_name;
  }
  MustRun(impl_->AsUser({absl::StrCat(kBin, "initdb"), "-D", impl_->dir + "/data", "-U", "postgres", "-A", "trust",
                         "--no-sync", "--locale=C.UTF-8", "--encoding=UTF8"}));
  // The settings of a deployed cluster: plans, buffers and timings are to be production's.
  const std::string settings = SourceDir() + "/deploy/postgres/xianfeng.conf";
  std::filesystem::copy_file(settings, impl_->dir + "/data/xianfeng.conf");
  std::ofstream(impl_->dir + "/data/postgresql.conf", std::ios::app) << "include 'xianfeng.conf'\n";
  StartServer();
}

TestPostgres::~TestPostgres() = default;

void TestPostgres::StartServer() {
  // fsync off: a test's data need not outlive the machine. A crash of the server alone still recovers from its WAL.
  MustRun(
      impl_->AsUser({absl::StrCat(kBin, "pg_ctl"), "-D", impl_->dir + "/data", "-w", "-l", impl_->dir + "/log", "-o",
                     absl::StrCat("-c listen_addresses='' -c unix_socket_directories='", impl_->dir,
                                  "' -c fsync=off -c max_connections=300"),
                     "start"}));
}

void TestPostgres::StopServer(absl::string_view mode) {
  MustRun(
      impl_->AsUser({absl::StrCat(kBin, "pg_ctl"), "-D", impl_->dir + "/data", "-w", "-m", std::string(mode), "stop"}));
}

int TestPostgres::pid() const {
  int pid = 0;
  std::ifstream(impl_->dir + "/data/postmaster.pid") >> pid;
  return pid;
}

void TestPostgres::Crash() { StopServer("immediate"); }
void TestPostgres::Restart() { StartServer(); }

std::string TestPostgres::CreateDatabase(absl::string_view service) {
  const std::string name = absl::StrCat("test_", ++impl_->databases);
  MustRun({absl::StrCat(kBin, "createdb"), "-h", impl_->dir, "-U", "postgres", name});
  AddService(name, service);
  return name;
}

void TestPostgres::AddService(const std::string& database, absl::string_view service) {
  MustRun({absl::StrCat(kBin, "psql"), "-h", impl_->dir, "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1",
           "-q", "-v", absl::StrCat("service=", service), "-v", "owner_password=test", "-v", "app_password=test", "-f",
           SourceDir() + "/common/db/sql/bootstrap.sql"});
}

std::string TestPostgres::Psql(const std::string& database, const db::Query& query,
                               const std::vector<db::Arg>& args) const {
  // A file, for what follows one -c is one transaction.
  static std::atomic<int> files = 0;
  const std::string file = absl::StrCat(ScratchDir(), "/", query.name, "-", ++files, ".sql");
  std::ofstream(file) << query.text;
  std::vector<std::string> command{absl::StrCat(kBin, "psql"), "-XqAt", "-h", impl_->dir, "-U", "postgres", "-d"};
  command.insert(command.end(), {database, "-f", file, "-v", "ON_ERROR_STOP=1"});
  for (const db::Arg& arg : args) {
    command.insert(command.end(), {"-v", absl::StrCat(arg.name, "=", Literal(arg.value))});
  }
  return MustRun(command);
}

std::string TestPostgres::Dsn(const std::string& database, absl::string_view service, absl::string_view role) const {
  const std::string user = role == "superuser" ? "postgres" : absl::StrCat("xf_", service, "_", role);
  return absl::StrCat("host=", impl_->dir, " dbname=", database, " user=", user);
}

}  // namespace xf::testing

#include "common/db/session.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/db/connection.h"
#include "common/db/rows.h"
#include "common/db/statement.h"

namespace xf::db {
namespace {

constexpr const char* kScopeSettings[] = {"xf.scope", "xf.scope2", "xf.scope3", "xf.scope4"};
// Longest that a statement of a call without a deadline of its own (streams, consumers) may run.
constexpr absl::Duration kLongest = absl::Seconds(60);

absl::StatusOr<std::vector<Value>> Resolve(const Statement& statement, const Args& args, const crypto::Sealer* sealer) {
  std::vector<Value> values;
  values.reserve(statement.parameters.size());
  for (const std::string& name : statement.parameters) {
    const auto& named = args.named();
    const auto given = std::find_if(named.begin(), named.end(), [&](const Arg& arg) { return arg.name == name; });
    if (given != named.end()) {
      values.push_back(given->value);
      continue;
    }
    std::optional<Value> value;
    for (const auto* message : args.messages()) {
      if ((value = ValueOf(*message, name, sealer))) break;
    }
    if (!value) return InternalError(absl::StrCat(statement.name, ": nothing gives :", name));
    values.push_back(*std::move(value));
  }
  return values;
}

}  // namespace

const Value& Result::at(size_t row, absl::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  return rows_.at(row).at(found - columns_.begin());
}

int64_t Result::number(size_t row, absl::string_view column) const {
  int64_t number = 0;
  (void)absl::SimpleAtoi(at(row, column).value_or("0"), &number);
  return number;
}

std::string BytesOf(absl::string_view cell) { return FromHexBytea(cell); }

std::string Result::bytes(size_t row, absl::string_view column) const { return FromHexBytea(text(row, column)); }

struct Session::Impl {
  Impl(Pool& pool, SessionOptions options)
      : pool(pool), options(std::move(options)), lease(nullptr, [](Connection*) {}) {}

  Pool& pool;
  SessionOptions options;
  Pool::Lease lease;
  bool began = false;
  bool in_doubt = false;
  int64_t rows = 0;

  // "SET LOCAL …;" for scope and timeout. The session's own statement_timeout is the default deadline, so that a call
  // without one of its own needs none here.
  std::string Settings() const {
    std::string text;
    for (size_t i = 0; i < options.scopes.size() && i < std::size(kScopeSettings); ++i) {
      absl::StrAppend(&text, "SET LOCAL ", kScopeSettings[i], "=");
      AppendLiteral(options.scopes[i], text);
      text += ';';
    }
    const absl::Duration usual = pool.options().statement_timeout;
    const absl::Duration left = std::min(options.deadline - absl::Now(), kLongest);
    if (left > usual || left < usual * 0.8) {
      absl::StrAppend(&text, "SET LOCAL statement_timeout=", std::max<int64_t>(1, absl::ToInt64Milliseconds(left)),
                      ";");
    }
    return text;
  }

  absl::Status EnsureLease() {
    if (lease != nullptr) return absl::OkStatus();
    ASSIGN_OR_RETURN(lease, pool.Acquire(options.deadline));
    return absl::OkStatus();
  }

  // Runs a string so that a cancelled call ends it.
  absl::StatusOr<pqxx::result> Exec(const std::string& text) {
    if (options.cancel == nullptr) return lease->Exec(text);
    if (!options.cancel->Begin(lease->pid())) return Cancelled();
    auto result = lease->Exec(text);
    options.cancel->End();
    if (!result.ok() && options.cancel->cancelled()) return Cancelled();
    return result;
  }

  static absl::Status Cancelled() {
    return OtherError(absl::StatusCode::kCancelled, errors::REASON_CANCELLED,
                      {"the client cancelled; nothing was written", "客户端已取消,未写入任何数据"});
  }

  absl::Status Begin(Session& session) {
    began = true;
    RETURN_IF_ERROR(lease->Exec(absl::StrCat("BEGIN READ WRITE;", Settings())).status());
    return options.on_begin ? options.on_begin(session) : absl::OkStatus();
  }

  absl::StatusOr<pqxx::result> Run(Session& session, const Query& query, const Args& args,
                                   const Statement*& statement) {
    statement = &Compile(query);
    ASSIGN_OR_RETURN(std::vector<Value> values, Resolve(*statement, args, options.sealer));
    RETURN_IF_ERROR(EnsureLease());
    if (!options.read_only && !began) RETURN_IF_ERROR(Begin(session));
    ASSIGN_OR_RETURN(std::string text, lease->ExecuteText(*statement, values));
    auto result = Exec(options.read_only ? Settings() + text : text);
    statement->executed = true;
    if (result.ok()) rows += static_cast<int64_t>(result->affected_rows());
    return result;
  }
};

Session::Session(Pool& pool, SessionOptions options) : impl_(std::make_unique<Impl>(pool, std::move(options))) {}
Session::~Session() { Rollback(); }

bool Session::in_transaction() const { return impl_->began; }
bool Session::in_doubt() const { return impl_->in_doubt; }
const crypto::Sealer* Session::sealer() const { return impl_->options.sealer; }

absl::Status Session::ReadInto(const Query& query, const Args& args, int limit, NextRow next) {
  const Statement* statement = nullptr;
  ASSIGN_OR_RETURN(const pqxx::result result, impl_->Run(*this, query, args, statement));
  if (result.size() > static_cast<pqxx::result_size_type>(limit)) {
    return InternalError(absl::StrCat(statement->name, " returned ", result.size(), " rows"));
  }
  std::shared_ptr<const RowPlan> plan;
  for (const pqxx::row& row : result) {
    google::protobuf::Message* message = next();
    if (plan == nullptr) {
      ASSIGN_OR_RETURN(plan, PlanFor(*statement, result, *message->GetDescriptor()));
    }
    RETURN_IF_ERROR(FillRow(*plan, row, impl_->options.sealer, *message));
  }
  return absl::OkStatus();
}

absl::Status Session::ReadRepeated(const Query& query, const Args& args, google::protobuf::Message& into,
                                   const google::protobuf::FieldDescriptor& field) {
  return ReadInto(query, args, kNoLimit, [&] { return into.GetReflection()->AddMessage(&into, &field); });
}

absl::StatusOr<Result> Session::Execute(const Query& query, const Args& args) {
  const Statement* statement = nullptr;
  ASSIGN_OR_RETURN(const pqxx::result rows, impl_->Run(*this, query, args, statement));
  std::vector<std::string> columns;
  for (pqxx::row_size_type i = 0; i < rows.columns(); ++i) columns.push_back(rows.column_name(i));
  Result result(std::move(columns));
  for (const pqxx::row& row : rows) {
    std::vector<Value> cells;
    for (const pqxx::field& cell : row) {
      cells.push_back(cell.is_null() ? Value() : Value(std::string(cell.c_str(), cell.size())));
    }
    result.Append(std::move(cells));
  }
  return result;
}

absl::Status Session::ForEach(const Query& query, const Args& args,
                              absl::FunctionRef<absl::Status(const Cells&)> on_row) {
  const Statement* statement = nullptr;
  ASSIGN_OR_RETURN(const pqxx::result rows, impl_->Run(*this, query, args, statement));
  Cells cells(rows.columns());
  for (const pqxx::row& row : rows) {
    for (size_t i = 0; i < cells.size(); ++i) {
      const pqxx::field cell = row[static_cast<pqxx::row_size_type>(i)];
      cells[i] = cell.is_null() ? absl::string_view() : absl::string_view(cell.c_str(), cell.size());
    }
    RETURN_IF_ERROR(on_row(cells));
  }
  return absl::OkStatus();
}

absl::StatusOr<int64_t> Session::Touch(const Query& query, const Args& args) {
  const Statement* statement = nullptr;
  ASSIGN_OR_RETURN(const pqxx::result result, impl_->Run(*this, query, args, statement));
  return static_cast<int64_t>(result.affected_rows());
}

absl::Status Session::NoRow(const Args& args) { return NotFoundError(args.resource()); }

absl::Status Session::Start() {
  RETURN_IF_ERROR(impl_->EnsureLease());
  return impl_->began ? absl::OkStatus() : impl_->Begin(*this);
}

absl::Status Session::SetScopes(std::vector<std::string> scopes) {
  impl_->options.scopes = std::move(scopes);
  if (!impl_->began) return absl::OkStatus();
  std::string text = impl_->Settings();
  for (size_t i = impl_->options.scopes.size(); i < std::size(kScopeSettings); ++i) {
    absl::StrAppend(&text, "SET LOCAL ", kScopeSettings[i], "='';");
  }
  return impl_->lease->Exec(text).status();
}

absl::Status Session::Commit(const std::vector<std::pair<Query, std::vector<Arg>>>& tail) {
  if (!impl_->began) return absl::OkStatus();
  std::string text;
  for (const auto& [query, named] : tail) {
    const Statement& statement = Compile(query);
    ASSIGN_OR_RETURN(std::vector<Value> values, Resolve(statement, Args(named), impl_->options.sealer));
    ASSIGN_OR_RETURN(std::string execute, impl_->lease->ExecuteText(statement, values));
    absl::StrAppend(&text, execute, ";");
    statement.executed = true;
  }
  const char* end = impl_->lease->OutgrewPlans(impl_->rows) ? "COMMIT; DISCARD PLANS" : "COMMIT";
  const absl::Status status = impl_->lease->Exec(text + end).status();
  impl_->in_doubt = !status.ok() && impl_->lease->lost();
  if (!status.ok()) {
    Rollback();
    return status;
  }
  impl_->began = false;
  impl_->lease.reset();
  return absl::OkStatus();
}

void Session::Rollback() {
  if (impl_->began && impl_->lease != nullptr && !impl_->lease->broken()) {
    (void)impl_->lease->Exec("ROLLBACK");
  }
  impl_->began = false;
  impl_->lease.reset();
}

}  // namespace xf::db

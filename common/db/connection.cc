#include "common/db/connection.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status.h"
#include "common/db/sqlstate.h"

namespace xf::db {

namespace {

// libpqxx 6 leaves the SQLSTATE out of some of its types.
std::string StateOf(const pqxx::sql_error& error) {
  if (!error.sqlstate().empty()) return error.sqlstate();
  if (dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr) return "42501";
  if (dynamic_cast<const pqxx::insufficient_resources*>(&error) != nullptr) return "53000";
  if (dynamic_cast<const pqxx::syntax_error*>(&error) != nullptr) return "42601";
  return "";
}

}  // namespace

absl::StatusOr<std::unique_ptr<Connection>> Connection::Open(const Pool::Options& options) {
  try {
    auto connection = std::unique_ptr<Connection>(new Connection(absl::StrCat(options.dsn, " connect_timeout=3")));
    // A notice is nobody's answer; pqxx would print it on stderr.
    connection->quiet_ = std::make_shared<pqxx::quiet_errorhandler>(connection->connection_);
    std::string setup =
        absl::StrCat("SET timezone = 'UTC'; SET datestyle = 'ISO'; SET standard_conforming_strings = on; ",
                     "SET client_encoding = 'UTF8'; SET default_transaction_read_only = on; ",
                     "SET statement_timeout = ", absl::ToInt64Milliseconds(options.statement_timeout));
    if (!options.schema.empty()) absl::StrAppend(&setup, "; SET search_path = \"", options.schema, "\", public");
    RETURN_IF_ERROR(connection->Exec(setup).status());
    return connection;
  } catch (const pqxx::failure& error) {
    return DatabaseUnavailable(error.what());
  }
}

absl::StatusOr<pqxx::result> Connection::Exec(const std::string& sql) {
  lost_ = false;
  try {
    return transaction_.exec(sql);
  } catch (const pqxx::broken_connection& error) {
    broken_ = lost_ = true;
    return DatabaseUnavailable(error.what());
  } catch (const pqxx::sql_error& error) {
    // A server that goes away may still send a last word (57P01) before the socket closes.
    const std::string state = StateOf(error);
    // An error without a state is the client library's own: the socket closed under it.
    lost_ = state.empty() || !connection_.is_open();
    broken_ = broken_ || lost_ || !KeepsConnection(state);
    return lost_ ? DatabaseUnavailable(error.what()) : FromSqlState(state, error.what());
  } catch (const pqxx::serialization_failure& error) {
    return FromSqlState("40001", error.what());
  } catch (const pqxx::deadlock_detected& error) {
    return FromSqlState("40P01", error.what());
  } catch (const pqxx::failure& error) {
    broken_ = lost_ = true;
    return connection_.is_open() ? InternalError(error.what()) : DatabaseUnavailable(error.what());
  }
}

absl::StatusOr<std::string> Connection::ExecuteText(const Statement& statement, const std::vector<Value>& values) {
  if (prepared_.size() <= statement.index) prepared_.resize(statement.index + 64);
  if (!prepared_[statement.index]) {
    RETURN_IF_ERROR(Exec(absl::StrCat("PREPARE ", statement.name, " AS ", statement.text)).status());
    prepared_[statement.index] = true;
  }
  std::string text = absl::StrCat("EXECUTE ", statement.name);
  for (size_t i = 0; i < values.size(); ++i) {
    text += i == 0 ? '(' : ',';
    AppendLiteral(values[i], text);
  }
  if (!values.empty()) text += ')';
  return text;
}

bool Connection::OutgrewPlans(int64_t rows) {
  written_ += rows;
  if (written_ < replan_at_) return false;
  replan_at_ = written_ + std::clamp(written_, kFewRows, kManyRows);
  return true;
}

void AppendLiteral(const Value& value, std::string& out) {
  if (!value) {
    out += "NULL";
    return;
  }
  // standard_conforming_strings is on (set above) and the encoding is UTF-8, so a quote is the only special character.
  static constexpr absl::string_view kSpecial("'\0", 2);
  out += '\'';
  for (absl::string_view rest = *value; !rest.empty();) {
    const size_t plain = std::min(rest.find_first_of(kSpecial), rest.size());
    absl::StrAppend(&out, rest.substr(0, plain));
    rest.remove_prefix(plain);
    if (rest.empty()) break;
    if (rest[0] == '\'') out += "''";
    rest.remove_prefix(1);
  }
  out += '\'';
}

}  // namespace xf::db

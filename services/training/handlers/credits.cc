// Hours earned and owed.
#include "common/api/list.h"
#include "services/training/service.h"
#include "services/training/sql/queries.h"

namespace xf::training {

// Returns a member's account of a year.
absl::StatusOr<v1::CreditAccount> CreditService::GetCreditAccount(rpc::Call& call,
                                                                  const v1::GetCreditAccountRequest& request) {
  ASSIGN_OR_RETURN(const CreditAccountName name, CreditAccountName::Parse(request.name()));
  return call.db().One<v1::CreditAccount>(sql::kGetCreditAccount, name);
}

// Lists entries of the ledger in the caller's scope.
absl::StatusOr<v1::ListCreditEntriesResponse> CreditService::ListCreditEntries(
    rpc::Call& call, const v1::ListCreditEntriesRequest& request) {
  return api::List<v1::ListCreditEntriesResponse>(call.db(), sql::kListCreditEntries, request);
}

// Lists the accounts of a year below their target; in order of path, for 若干规定 forbids rankings of persons.
absl::StatusOr<v1::ListShortfallsResponse> CreditService::ListShortfalls(rpc::Call& call,
                                                                         const v1::ListShortfallsRequest& request) {
  return api::List<v1::ListShortfallsResponse>(call.db(), sql::kListShortfalls, request, request);
}

}  // namespace xf::training

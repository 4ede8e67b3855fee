// Suggestions (我为发展献一策).
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/volunteer/handlers/import_rows.h"
#include "services/volunteer/sql/queries.h"

namespace xf::volunteer {

// Makes a suggestion.
absl::StatusOr<v1::Suggestion> SuggestionService::CreateSuggestion(rpc::Call& call,
                                                                   const v1::CreateSuggestionRequest& request) {
  ASSIGN_OR_RETURN(const auto county, api::CountyName::Parse(request.parent()));
  v1::Suggestion suggestion = request.suggestion();
  RETURN_IF_ERROR(Complete(call, suggestion, "suggestion."));
  ASSIGN_OR_RETURN(const Paths paths, PathsOf(call, county.county(), References(suggestion), "suggestion."));
  suggestion.set_org_path(paths.at(suggestion.organization()));
  ASSIGN_OR_RETURN(suggestion, call.db().One<v1::Suggestion>(
                                   sql::kCreateSuggestion,
                                   NameToCreate<SuggestionName>(call, county, request.suggestion_id()), suggestion));
  call.Changed(suggestion);
  return suggestion;
}

// Returns one suggestion. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Suggestion> SuggestionService::GetSuggestion(rpc::Call& call,
                                                                const v1::GetSuggestionRequest& request) {
  ASSIGN_OR_RETURN(const SuggestionName name, SuggestionName::Parse(request.name()));
  return call.db().One<v1::Suggestion>(sql::kGetSuggestion, name);
}

// Returns a page of suggestions.
absl::StatusOr<v1::ListSuggestionsResponse> SuggestionService::ListSuggestions(
    rpc::Call& call, const v1::ListSuggestionsRequest& request) {
  return api::List<v1::ListSuggestionsResponse>(call.db(), sql::kListSuggestions, request);
}

// Changes a suggestion; what became of it is AdoptSuggestion's.
absl::StatusOr<v1::Suggestion> SuggestionService::UpdateSuggestion(rpc::Call& call,
                                                                   const v1::UpdateSuggestionRequest& request) {
  ASSIGN_OR_RETURN(const SuggestionName name, SuggestionName::Parse(request.suggestion().name(), "suggestion.name"));
  RETURN_IF_ERROR(PathsOf(call, name.county(), References(request.suggestion()), "suggestion.").status());
  ASSIGN_OR_RETURN(v1::Suggestion suggestion, call.db().One<v1::Suggestion>(sql::kGetSuggestionForUpdate, name));
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.suggestion(), suggestion));
  RETURN_IF_ERROR(Complete(call, suggestion, "suggestion."));
  ASSIGN_OR_RETURN(suggestion, call.db().One<v1::Suggestion>(sql::kUpdateSuggestion, name, suggestion));
  call.Changed(suggestion);
  return suggestion;
}

// Decides what becomes of a valid suggestion.
absl::StatusOr<v1::Suggestion> SuggestionService::AdoptSuggestion(rpc::Call& call,
                                                                  const v1::AdoptSuggestionRequest& request) {
  ASSIGN_OR_RETURN(const SuggestionName name, SuggestionName::Parse(request.name()));
  ASSIGN_OR_RETURN(v1::Suggestion suggestion, call.db().One<v1::Suggestion>(sql::kGetSuggestionForUpdate, name));
  RETURN_IF_ERROR(CheckEtag(request.etag(), suggestion));
  if (suggestion.screening() != v1::SCREENING_VALID) {
    return PreconditionError(errors::REASON_SUGGESTION_NOT_VALID, request.name(),
                             {"the screening did not find it valid", "该建议未经筛选认定为有效"});
  }
  ASSIGN_OR_RETURN(suggestion,
                   call.db().One<v1::Suggestion>(sql::kAdoptSuggestion, name, request, db::Arg("today", call.today())));
  call.Changed(suggestion);
  return suggestion;
}

// Takes suggestions chunk by chunk.
absl::StatusOr<rpc::ImportSummary> SuggestionService::ImportSuggestions(
    rpc::Call& call, rpc::Reader<v1::ImportSuggestionsRequest>& reader) {
  return rpc::Import<v1::ImportSuggestionsRequest, v1::Suggestion>(
      call, reader, [&](const auto& chunk, const auto& rows, rpc::ImportSummary& summary) {
        return Upsert<SuggestionName, v1::Suggestion>(call, chunk, rows,
                                                      {sql::kGetSuggestionsOfImport, sql::kImportSuggestions}, summary);
      });
}

}  // namespace xf::volunteer

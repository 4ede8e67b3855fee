#include "common/api/list.h"
#include "common/api/resource_name.h"
#include "common/feed/org_mirror.h"
#include "services/report/domain/assess.h"
#include "services/report/domain/county.h"
#include "services/report/handlers/same_county.h"
#include "services/report/read_model.h"
#include "services/report/service.h"
#include "services/report/sql/queries.h"

namespace xf::report {
namespace {

using NamingName = api::ResourceName<"namings">;
using SchemeName = api::ResourceName<"schemes">;
using ScoreName = api::ResourceName<"scores">;

// Path of the organization that runs a scheme: the county's root needs no asking.
absl::StatusOr<std::string> PathOf(rpc::Call& call, const api::CountyName& county, const v1::Scheme& scheme) {
  if (scheme.organization() == absl::StrCat(county.ToString(), "/organizations/", county.county())) {
    return RootPath(county.county());
  }
  return feed::OrgPathOf(call, scheme.organization(), "scheme.organization");
}

absl::Status CheckActive(const v1::Scheme& scheme) {
  if (scheme.state() == v1::SCHEME_STATE_ACTIVE) return absl::OkStatus();
  return PreconditionError(errors::REASON_SCHEME_RETIRED, scheme.name(),
                           {"the scheme was retired", "该考核方案已停用"});
}

}  // namespace

// Makes a scheme active for an organization, by default the county's root.
absl::StatusOr<v1::Scheme> AssessmentService::CreateScheme(rpc::Call& call, const v1::CreateSchemeRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  v1::Scheme scheme = request.scheme();
  SetDefaults(scheme);
  if (auto violations = CheckDimensions(scheme); !violations.empty()) return InvalidError(std::move(violations));
  if (scheme.organization().empty()) {
    scheme.set_organization(absl::StrCat(county.ToString(), "/organizations/", county.county()));
  }
  RETURN_IF_ERROR(CheckSameCounty(county.county(), scheme.organization(), "scheme.organization"));
  ASSIGN_OR_RETURN(const std::string org_path, PathOf(call, county, scheme));
  const SchemeName name(county.county(), request.scheme_id().empty() ? call.NewId() : request.scheme_id());
  ASSIGN_OR_RETURN(v1::Scheme created,
                   call.db().One<v1::Scheme>(sql::kCreateScheme, name, scheme, db::Arg("org_path", org_path)));
  RETURN_IF_ERROR(KeepOwn(call.db(), created));
  call.Changed(created);
  return created;
}

// Returns one scheme. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Scheme> AssessmentService::GetScheme(rpc::Call& call, const v1::GetSchemeRequest& request) {
  ASSIGN_OR_RETURN(const SchemeName name, SchemeName::Parse(request.name()));
  return call.db().One<v1::Scheme>(sql::kGetScheme, name);
}

// Returns a page of schemes.
absl::StatusOr<v1::ListSchemesResponse> AssessmentService::ListSchemes(rpc::Call& call,
                                                                       const v1::ListSchemesRequest& request) {
  return api::List<v1::ListSchemesResponse>(call.db(), sql::kListSchemes, request);
}

// Ends a scheme. STATE_CONFLICT when it is retired already.
absl::StatusOr<v1::Scheme> AssessmentService::RetireScheme(rpc::Call& call, const v1::RetireSchemeRequest& request) {
  ASSIGN_OR_RETURN(const SchemeName name, SchemeName::Parse(request.name()));
  ASSIGN_OR_RETURN(const std::optional<v1::Scheme> retired, call.db().Maybe<v1::Scheme>(sql::kRetireScheme, name));
  if (!retired) {
    RETURN_IF_ERROR(call.db().One<v1::Scheme>(sql::kGetScheme, name).status());
    return PreconditionError(errors::REASON_STATE_CONFLICT, name.ToString(),
                             {"the scheme is retired already", "该考核方案已停用"});
  }
  RETURN_IF_ERROR(KeepOwn(call.db(), *retired));
  call.Changed(*retired);
  return *retired;
}

// Records or corrects a branch's points in one dimension and year.
absl::StatusOr<v1::Score> AssessmentService::RecordScore(rpc::Call& call, const v1::RecordScoreRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  const v1::Score& score = request.score();
  ASSIGN_OR_RETURN(const SchemeName scheme_name, SchemeName::Parse(score.scheme(), "score.scheme"));
  RETURN_IF_ERROR(CheckSameCounty(county.county(), score.scheme(), "score.scheme"));
  RETURN_IF_ERROR(CheckSameCounty(county.county(), score.organization(), "score.organization"));
  ASSIGN_OR_RETURN(const std::string org_path, feed::OrgPathOf(call, score.organization(), "score.organization"));
  ASSIGN_OR_RETURN(const v1::Scheme scheme, call.db().One<v1::Scheme>(sql::kGetScheme, scheme_name));
  RETURN_IF_ERROR(CheckActive(scheme));
  if (!HasDimension(scheme, score.dimension())) {
    return PreconditionError(errors::REASON_DIMENSION_UNKNOWN, "score.dimension",
                             {"the scheme has no such dimension", "该考核方案没有这一维度"});
  }
  ASSIGN_OR_RETURN(v1::Score recorded,
                   call.db().One<v1::Score>(sql::kRecordScore, ScoreName(county.county(), call.NewId()), score,
                                            db::Arg("org_path", org_path)));
  call.Changed(recorded);
  return recorded;
}

// Names a branch whose scores are complete and reach the pass mark.
absl::StatusOr<v1::Naming> AssessmentService::NameBranch(rpc::Call& call, const v1::NameBranchRequest& request) {
  ASSIGN_OR_RETURN(const SchemeName name, SchemeName::Parse(request.name()));
  RETURN_IF_ERROR(CheckSameCounty(name.county(), request.organization(), "organization"));
  ASSIGN_OR_RETURN(const std::string org_path, feed::OrgPathOf(call, request.organization(), "organization"));
  ASSIGN_OR_RETURN(const v1::Scheme scheme, call.db().One<v1::Scheme>(sql::kGetScheme, name));
  RETURN_IF_ERROR(CheckActive(scheme));
  ASSIGN_OR_RETURN(const std::vector<v1::Score> scores,
                   call.db().Many<v1::Score>(sql::kListBranchScores, name, request));
  ASSIGN_OR_RETURN(const double mean, PassingMean(scheme, scores));
  ASSIGN_OR_RETURN(v1::Naming naming,
                   call.db().One<v1::Naming>(sql::kCreateNaming, NamingName(name.county(), call.NewId()), request,
                                             db::Arg("org_path", org_path), db::Arg("scheme_id", name.id()),
                                             db::Arg("mean_points", mean)));
  call.Changed(naming);
  return naming;
}

}  // namespace xf::report

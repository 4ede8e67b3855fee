// Candidates, one at a time.
#include "common/api/list.h"
#include "common/api/update.h"
#include "common/db/mapping.h"
#include "common/rpc/peer_call.h"
#include "services/rotation/domain/candidate_rules.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace membership = xianfeng::membership::v1;

// The member, asked of membership with the caller's token, so that the caller's scope decides.
absl::StatusOr<membership::Member> AskMember(rpc::Call& call, const std::string& name) {
  membership::GetMemberRequest request;
  request.set_name(name);
  absl::StatusOr<membership::Member> member =
      call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::GetMember, request);
  if (absl::IsNotFound(member.status())) return ReferenceError("candidate.member", name);
  return member;
}

// The statement writes rows, as an import has many of them.
absl::StatusOr<std::vector<v1::Candidate>> Write(rpc::Call& call, const db::Query& query, const CandidateName& name,
                                                 const v1::Candidate& candidate) {
  db::JsonRows rows(&call.sealer());
  rows.Add(0, candidate);
  return call.db().Many<v1::Candidate>(query, name, db::Arg("rows", rows.Text()));
}

}  // namespace

// Records a full member in the caller's scope as a candidate; what the request leaves out comes from the member's file.
absl::StatusOr<v1::Candidate> ProgramService::CreateCandidate(rpc::Call& call,
                                                              const v1::CreateCandidateRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  v1::Candidate candidate = request.candidate();
  if (api::CountyOf(candidate.member()) != parent.county()) {
    return ReferenceError("candidate.member", candidate.member());
  }
  ASSIGN_OR_RETURN(const membership::Member member, AskMember(call, candidate.member()));
  RETURN_IF_ERROR(CheckFullMember(member));
  TakeFromMember(member, candidate);
  RETURN_IF_ERROR(CheckCandidate(candidate, "candidate."));
  ASSIGN_OR_RETURN(*candidate.mutable_org_path(),
                   OrgPathIn(call, parent.county(), candidate.organization(), "candidate.organization"));
  const CandidateName name(parent.county(), IdOr(request.candidate_id(), call));
  candidate.set_name(name.ToString());
  ASSIGN_OR_RETURN(const std::vector<v1::Candidate> written, Write(call, sql::kCreateCandidates, name, candidate));
  if (written.empty()) {
    return AlreadyExistsError(candidate.member(), errors::REASON_CANDIDATE_MEMBER_TAKEN);
  }
  call.Changed(written.front());
  return written.front();
}

// Returns one candidate. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Candidate> ProgramService::GetCandidate(rpc::Call& call, const v1::GetCandidateRequest& request) {
  ASSIGN_OR_RETURN(const CandidateName name, CandidateName::Parse(request.name()));
  return call.db().One<v1::Candidate>(sql::kGetCandidate, name);
}

// Lists the candidates in the caller's scope.
absl::StatusOr<v1::ListCandidatesResponse> ProgramService::ListCandidates(rpc::Call& call,
                                                                          const v1::ListCandidatesRequest& request) {
  return api::List<v1::ListCandidatesResponse>(call.db(), sql::kListCandidates, request);
}

// Changes the masked fields of a candidate; the member is fixed. Placements keep what was true when they were recorded.
absl::StatusOr<v1::Candidate> ProgramService::UpdateCandidate(rpc::Call& call,
                                                              const v1::UpdateCandidateRequest& request) {
  ASSIGN_OR_RETURN(const CandidateName name, CandidateName::Parse(request.candidate().name(), "candidate.name"));
  ASSIGN_OR_RETURN(const std::string new_path,
                   OrgPathIn(call, name.county(), request.candidate().organization(), "candidate.organization"));
  ASSIGN_OR_RETURN(v1::Candidate candidate, call.db().One<v1::Candidate>(sql::kGetCandidateForUpdate, name));
  const v1::Candidate old = candidate;
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.candidate(), candidate));
  RETURN_IF_ERROR(CheckCandidate(candidate, "candidate."));
  if (candidate.organization() != old.organization()) candidate.set_org_path(new_path);
  ASSIGN_OR_RETURN(const std::vector<v1::Candidate> written, Write(call, sql::kUpdateCandidates, name, candidate));
  if (written.empty()) return NotFoundError(name.ToString());
  call.Changed(written.front(), old.org_path());
  return written.front();
}

}  // namespace xf::rotation

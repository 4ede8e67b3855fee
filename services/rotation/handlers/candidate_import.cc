// Candidates, many at a time: a chunk asks membership once, the database four times.
#include <google/protobuf/util/message_differencer.h>

#include <map>
#include <set>

#include "common/db/mapping.h"
#include "common/feed/org_mirror.h"
#include "common/rpc/import.h"
#include "common/rpc/peer_call.h"
#include "services/rotation/domain/candidate_rules.h"
#include "services/rotation/handlers/placement_register.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"
#include "xianfeng/membership/v1/member.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace membership = xianfeng::membership::v1;

using CandidateRows = std::vector<rpc::ImportRow<v1::Candidate>>;
using Members = std::map<std::string, membership::Member>;

// The members of the rows in the caller's scope, by name.
absl::StatusOr<Members> AskMembers(rpc::Call& call, const api::CountyName& county, const CandidateRows& rows) {
  std::set<std::string> names;
  for (const auto& row : rows) {
    if (api::CountyOf(row.row->member()) == county.county()) names.insert(row.row->member());
  }
  Members members;
  if (names.empty()) return members;
  membership::BatchGetMembersRequest request;
  request.set_parent(county.ToString());
  for (const std::string& name : names) request.add_names(name);
  ASSIGN_OR_RETURN(
      const membership::BatchGetMembersResponse response,
      call.peer<membership::MemberService>().Call(&membership::MemberService::Stub::BatchGetMembers, request));
  for (const membership::Member& member : response.members()) members[member.name()] = member;
  return members;
}

// Candidates that are there already, by member and by name.
struct Recorded {
  std::map<std::string, v1::Candidate> by_member;
  std::set<std::string> names;
};

absl::StatusOr<Recorded> ReadRecorded(rpc::Call& call, const api::CountyName& county, const CandidateRows& rows) {
  std::vector<absl::string_view> members;
  std::vector<absl::string_view> names;
  for (const auto& row : rows) {
    members.push_back(row.row->member());
    if (!row.row->name().empty()) names.push_back(row.row->name());
  }
  ASSIGN_OR_RETURN(const std::vector<v1::Candidate> found,
                   call.db().Many<v1::Candidate>(sql::kLockCandidatesOfMembers, county,
                                                 db::Arg("member_ids", IdsOf(members)), db::Arg("ids", IdsOf(names))));
  Recorded recorded;
  for (const v1::Candidate& candidate : found) {
    recorded.names.insert(candidate.name());
    recorded.by_member[candidate.member()] = candidate;
  }
  return recorded;
}

// One chunk on its way in.
class ChunkImport {
 public:
  ChunkImport(rpc::Call& call, const api::CountyName& county, rpc::ImportSummary& summary)
      : call_(call), county_(county), summary_(summary) {}

  absl::Status Run(const CandidateRows& rows) {
    // Membership is asked first, and not while the chunk's transaction is open.
    call_.Restart();
    ASSIGN_OR_RETURN(members_, AskMembers(call_, county_, rows));
    std::vector<std::string> organizations;
    for (const auto& row : rows) organizations.push_back(row.row->organization());
    ASSIGN_OR_RETURN(paths_, feed::OrgPathsOf(call_, organizations));
    ASSIGN_OR_RETURN(recorded_, ReadRecorded(call_, county_, rows));
    for (const auto& [number, row] : rows) {
      if (absl::Status status = Take(number, *row); !status.ok()) rpc::AddRowError(summary_, number, status);
    }
    RETURN_IF_ERROR(WriteCreated());
    return WriteUpdated();
  }

 private:
  // Judges one row and puts it where it belongs: new, changed or as it was.
  absl::Status Take(int64_t number, v1::Candidate candidate) {
    const auto member = members_.find(candidate.member());
    if (member == members_.end()) return ReferenceError("member", candidate.member());
    RETURN_IF_ERROR(CheckFullMember(member->second));
    TakeFromMember(member->second, candidate);
    RETURN_IF_ERROR(CheckCandidate(candidate, ""));
    const auto path = paths_.find(candidate.organization());
    if (path == paths_.end() || api::CountyOf(candidate.organization()) != county_.county()) {
      return ReferenceError("organization", candidate.organization());
    }
    candidate.set_org_path(path->second);
    if (!seen_.insert(candidate.member()).second) {
      return AlreadyExistsError(candidate.member(), errors::REASON_CANDIDATE_MEMBER_TAKEN);
    }
    const auto found = recorded_.by_member.find(candidate.member());
    return found == recorded_.by_member.end() ? TakeNew(number, std::move(candidate))
                                              : TakeKnown(found->second, std::move(candidate));
  }

  absl::Status TakeNew(int64_t number, v1::Candidate candidate) {
    if (candidate.name().empty()) candidate.set_name(CandidateName(county_.county(), call_.NewId()).ToString());
    ASSIGN_OR_RETURN(const CandidateName name, CandidateName::Parse(candidate.name()));
    if (name.county() != county_.county() || !recorded_.names.insert(candidate.name()).second) {
      return AlreadyExistsError(candidate.name());
    }
    created_.Add(number, candidate);
    created_rows_[candidate.member()] = number;
    return absl::OkStatus();
  }

  absl::Status TakeKnown(const v1::Candidate& known, v1::Candidate candidate) {
    if (!candidate.name().empty() && candidate.name() != known.name()) {
      return AlreadyExistsError(candidate.member(), errors::REASON_CANDIDATE_MEMBER_TAKEN);
    }
    candidate.set_name(known.name());
    candidate.set_etag(known.etag());
    *candidate.mutable_create_time() = known.create_time();
    *candidate.mutable_update_time() = known.update_time();
    if (google::protobuf::util::MessageDifferencer::Equals(candidate, known)) {
      summary_.set_unchanged(summary_.unchanged() + 1);
      return absl::OkStatus();
    }
    old_paths_[known.name()] = known.org_path();
    updated_.Add(static_cast<int64_t>(updated_.size()), candidate);
    return absl::OkStatus();
  }

  absl::Status WriteCreated() {
    if (created_.size() == 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::vector<v1::Candidate> written,
                     call_.db().Many<v1::Candidate>(sql::kCreateCandidates, county_, db::Arg("rows", created_.Text())));
    for (const v1::Candidate& candidate : written) {
      call_.Changed(candidate);
      created_rows_.erase(candidate.member());
    }
    summary_.set_created(summary_.created() + static_cast<int64_t>(written.size()));
    // What gave no row is a candidate of another unit, out of the caller's scope.
    for (const auto& [member, number] : created_rows_) {
      rpc::AddRowError(summary_, number, AlreadyExistsError(member, errors::REASON_CANDIDATE_MEMBER_TAKEN));
    }
    return absl::OkStatus();
  }

  absl::Status WriteUpdated() {
    if (updated_.size() == 0) return absl::OkStatus();
    ASSIGN_OR_RETURN(const std::vector<v1::Candidate> written,
                     call_.db().Many<v1::Candidate>(sql::kUpdateCandidates, county_, db::Arg("rows", updated_.Text())));
    for (const v1::Candidate& candidate : written) call_.Changed(candidate, old_paths_[candidate.name()]);
    summary_.set_updated(summary_.updated() + static_cast<int64_t>(written.size()));
    return absl::OkStatus();
  }

  rpc::Call& call_;
  const api::CountyName& county_;
  rpc::ImportSummary& summary_;
  Members members_;
  std::map<std::string, std::string> paths_;
  Recorded recorded_;
  std::set<std::string> seen_;
  db::JsonRows created_{&call_.sealer()};
  db::JsonRows updated_{&call_.sealer()};
  std::map<std::string, int64_t> created_rows_;
  std::map<std::string, std::string> old_paths_;
};

}  // namespace

// Records candidates or brings them to the given values, by the rules of CreateCandidate. A row's key is its member.
absl::StatusOr<rpc::ImportSummary> ProgramService::ImportCandidates(rpc::Call& call,
                                                                    rpc::Reader<v1::ImportCandidatesRequest>& reader) {
  return rpc::Import<v1::ImportCandidatesRequest, v1::Candidate>(
      call, reader,
      [&](const v1::ImportCandidatesRequest& chunk, const CandidateRows& rows,
          rpc::ImportSummary& summary) -> absl::Status {
        ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(chunk.parent()));
        return ChunkImport(call, county, summary).Run(rows);
      });
}

}  // namespace xf::rotation

// Duplicate records: find, merge, separate again.
#include "services/membership/handlers/duplicates.h"

#include <algorithm>

#include "common/feed/repoint.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

// The blind index of a value as the column has it; NULL when there is none.
db::Value IndexOf(rpc::Call& call, const std::string& text, absl::string_view field) {
  return text.empty() ? db::Value() : db::ToValue(db::Bytes{call.sealer().Index(text, field)});
}

feed::Announce AnnounceTo(rpc::Call& call) {
  return
      [&call](const google::protobuf::Message& resource, absl::string_view before) { call.Changed(resource, before); };
}

// Both records locked, in order of name, so that two callers can't wait for each other; the kept one first.
absl::StatusOr<std::pair<v1::Member, v1::Member>> LockPair(rpc::Call& call, const MemberName& kept,
                                                           const MemberName& duplicate) {
  const bool in_order = kept.id() < duplicate.id();
  ASSIGN_OR_RETURN(auto first, call.db().Maybe<v1::Member>(sql::kGetMemberForUpdate, in_order ? kept : duplicate));
  ASSIGN_OR_RETURN(auto second, call.db().Maybe<v1::Member>(sql::kGetMemberForUpdate, in_order ? duplicate : kept));
  if (!in_order) std::swap(first, second);
  if (!first) return NotFoundError(kept.ToString());
  if (!second) return ReferenceNotFound("duplicate", duplicate.ToString());
  return std::pair(*std::move(first), *std::move(second));
}

absl::Status CheckNoOpenTransfer(rpc::Call& call, const v1::Member& duplicate) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(duplicate.name()));
  ASSIGN_OR_RETURN(const db::Result open, call.db().Rows(sql::kGetOpenTransfer, name));
  if (open.empty()) return absl::OkStatus();
  return PreconditionError(
      errors::REASON_STATE_CONFLICT, open.text(0, "name"),
      {"the duplicate has an open transfer; settle it first", "重复记录有未办结的组织关系转接,请先办结"});
}

}  // namespace

absl::StatusOr<std::vector<v1::Duplicate>> DuplicatesOf(rpc::Call& call, const std::string& county,
                                                        const Person& person, const std::optional<std::string>& id) {
  const std::vector<db::Arg> args{{"county", county},
                                  {"id", id ? db::Value(*id) : db::Value()},
                                  {"display_name", person.display_name},
                                  {"id_number_index", IndexOf(call, person.id_number, "id_number")},
                                  {"phone_index", IndexOf(call, person.phone, "phone")}};
  ASSIGN_OR_RETURN(auto members, call.db().Many<v1::Member>(sql::kFindDuplicates, args));
  std::vector<v1::Duplicate> duplicates;
  for (v1::Member& member : members) {
    const auto reasons = WhyDuplicate(person, PersonOf(member));
    if (reasons.empty()) continue;
    v1::Duplicate& duplicate = duplicates.emplace_back();
    *duplicate.mutable_member() = std::move(member);
    for (const v1::DuplicateReason reason : reasons) duplicate.add_reasons(reason);
  }
  std::stable_sort(duplicates.begin(), duplicates.end(),
                   [](const v1::Duplicate& a, const v1::Duplicate& b) { return a.reasons_size() > b.reasons_size(); });
  return duplicates;
}

// Finds records that may be the same person, with the reasons.
absl::StatusOr<v1::FindDuplicatesResponse> MemberService::FindDuplicates(rpc::Call& call,
                                                                         const v1::FindDuplicatesRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(request.parent()));
  if (request.has_candidate() == !request.member().empty()) {
    return InvalidError("candidate",
                        {"exactly one of candidate and member is required", "须填且只填一项:拟录入人员或党员"});
  }
  Person person;
  std::optional<std::string> id;
  if (request.has_candidate()) {
    person = PersonOf(request.candidate());
  } else {
    ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.member(), "member"));
    ASSIGN_OR_RETURN(const v1::Member member, call.db().One<v1::Member>(sql::kGetMember, name));
    person = PersonOf(member);
    id = name.id();
  }
  ASSIGN_OR_RETURN(const auto duplicates, DuplicatesOf(call, county.county(), person, id));
  v1::FindDuplicatesResponse response;
  response.mutable_duplicates()->Add(duplicates.begin(), duplicates.end());
  return response;
}

// Merges a duplicate record into the member that is kept; nothing is lost.
absl::StatusOr<v1::Member> MemberService::MergeMembers(rpc::Call& call, const v1::MergeMembersRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  ASSIGN_OR_RETURN(const MemberName other, MemberName::Parse(request.duplicate(), "duplicate"));
  // Whoever may not see the member learns nothing of what is wrong with the request.
  RETURN_IF_ERROR(call.db().One<v1::Member>(sql::kGetMember, name).status());
  if (other.county() != name.county() || other.id() == name.id()) {
    return InvalidError("duplicate", {"is not another member of the county", "须为本县另一条党员记录"});
  }
  ASSIGN_OR_RETURN(const auto pair, LockPair(call, name, other));
  const auto& [kept, duplicate] = pair;
  RETURN_IF_ERROR(CheckEtag(request.etag(), kept.etag(), kept.name()));
  RETURN_IF_ERROR(CheckNoOpenTransfer(call, duplicate));
  // Both records are in the caller's scope; what points at the duplicate may lie anywhere in the county.
  RETURN_IF_ERROR(call.Widen({RootPath(name.county())}, absl::StrCat("merge of ", request.duplicate())));
  const db::Arg merged_id("merged_id", other.id());
  ASSIGN_OR_RETURN(const db::Result facts, call.db().Rows(sql::kCloseMergedFacts, other));
  ASSIGN_OR_RETURN(const db::Result filled, call.db().Rows(sql::kFillFromDuplicate, name, merged_id));
  RETURN_IF_ERROR(call.db().Run(sql::kHideMergedMember, other, db::Arg("merged_into", kept.name())).status());
  RETURN_IF_ERROR(call.db()
                      .Run(sql::kRecordMerge, name, merged_id, db::Arg("org_path", kept.org_path()),
                           db::Arg("membership_facts", facts.text(0, "membership_facts")),
                           db::Arg("state_facts", facts.text(0, "state_facts")),
                           db::Arg("filled", filled.text(0, "filled")), request)
                      .status());
  RETURN_IF_ERROR(feed::RepointMember(call.db(), call.sealer(), duplicate.name(), kept.name(), AnnounceTo(call)));
  call.Removed<v1::Member>(duplicate.name(), duplicate.org_path(), xianfeng::sync::v1::TOMBSTONE_REASON_MERGED_INTO,
                           kept.name());
  ASSIGN_OR_RETURN(v1::Member merged, call.db().One<v1::Member>(sql::kGetMember, name));
  call.Changed(merged);
  return merged;
}

// Undoes a merge: both records are as they were, with all that pointed at them.
absl::StatusOr<v1::Member> MemberService::UnmergeMembers(rpc::Call& call, const v1::UnmergeMembersRequest& request) {
  ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(request.name()));
  // The merge is seen by whoever has the kept member in scope.
  ASSIGN_OR_RETURN(const db::Result merge, call.db().Rows(sql::kGetStandingMerge, name));
  if (merge.empty()) return NotFoundError(request.name());
  if (merge.text(0, "kept_is_there") != "t") {
    return PreconditionError(errors::REASON_STATE_CONFLICT, request.name(),
                             {"the member that it was merged into has itself been merged or transferred since",
                              "所并入的党员已再次合并或转出,请按相反顺序撤销"});
  }
  const db::Arg merge_id("merge_id", merge.number(0, "merge_id"));
  const MemberName kept(name.county(), merge.text(0, "kept_id"));
  RETURN_IF_ERROR(call.Widen({RootPath(name.county())}, absl::StrCat("merge of ", request.name(), " undone")));
  RETURN_IF_ERROR(call.db().Run(sql::kRestoreMergedFacts, name, merge_id).status());
  RETURN_IF_ERROR(call.db().Run(sql::kEmptyFilled, name, merge_id).status());
  ASSIGN_OR_RETURN(v1::Member restored, call.db().One<v1::Member>(sql::kShowMergedMember, name));
  // The branch may have been dissolved since: an active one takes nobody in without a transfer.
  ASSIGN_OR_RETURN(const v1::Organization branch,
                   HoldOrganization(call, name.county(), restored.organization(), "name"));
  RETURN_IF_ERROR(CheckHoldsMembers(branch));
  RETURN_IF_ERROR(feed::RestoreMember(call.db(), call.sealer(), request.name(), AnnounceTo(call)).status());
  RETURN_IF_ERROR(call.db().Run(sql::kEndMerge, name, merge_id, request).status());
  ASSIGN_OR_RETURN(const v1::Member after, call.db().One<v1::Member>(sql::kGetMember, kept));
  call.Changed(after);
  call.Changed(restored);
  return restored;
}

}  // namespace xf::membership

// Our members against an official list.
#include <map>
#include <set>

#include "common/api/field_rules.h"
#include "common/api/list.h"
#include "common/api/mask.h"
#include "common/rpc/import.h"
#include "services/membership/domain/member_differences.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::membership {
namespace {

constexpr int kMostEntries = 5000;

// Adds an entry to one of the answer's lists while it has room.
template <typename Entries>
typename Entries::value_type* Room(Entries& entries, v1::ReconcileMembersResponse& answer) {
  if (entries.size() < kMostEntries) return entries.Add();
  answer.set_truncated(true);
  return nullptr;
}

// A comparison on its way: the rows come chunk by chunk, then whoever of ours was not among them.
class Reconciliation {
 public:
  Reconciliation(rpc::Call& call, v1::ReconcileMembersResponse& answer) : call_(call), answer_(answer) {}

  absl::Status Begin(const v1::ReconcileMembersRequest& first) {
    list_.set_parent(first.parent());
    if (first.organization().empty()) return absl::OkStatus();
    ASSIGN_OR_RETURN(const OrganizationName name, OrganizationName::Parse(first.organization(), "organization"));
    ASSIGN_OR_RETURN(const v1::Organization top, call_.db().One<v1::Organization>(sql::kGetOrganization, name));
    top_path_ = top.org_path();
    list_.set_filter("organization = " + first.organization());
    return absl::OkStatus();
  }

  absl::Status Compare(const v1::ReconcileMembersRequest& chunk) {
    std::vector<std::pair<int64_t, const v1::OfficialMember*>> rows;
    db::JsonRows keys(&call_.sealer());
    for (const v1::OfficialMember& row : chunk.rows()) {
      answer_.set_rows(answer_.rows() + 1);
      auto violations = api::CheckFields(row);
      if (violations.empty() && !numbers_.insert(row.id_number()).second) {
        violations.push_back({"id_number", {"appears twice in the list", "名单中重复"}});
      }
      if (!violations.empty()) {
        Refuse(answer_.rows(), InvalidError(std::move(violations)));
        continue;
      }
      rows.emplace_back(answer_.rows(), &row);
      keys.Add(answer_.rows(), row);
    }
    ASSIGN_OR_RETURN(const api::CountyName county, api::CountyName::Parse(chunk.parent()));
    ASSIGN_OR_RETURN(const auto members,
                     call_.db().Many<v1::Member>(sql::kReconcileMembers, county, db::Arg("rows", keys.Text())));
    std::map<std::string, const v1::Member*> ours;
    for (const v1::Member& member : members) ours[member.id_number()] = &member;
    for (const auto& [number, row] : rows) {
      const auto member = ours.find(row->id_number());
      const bool here =
          member != ours.end() && (top_path_.empty() || IsAtOrBelow(member->second->org_path(), top_path_));
      here ? Match(number, *member->second, *row) : Miss(number, *row);
    }
    return absl::OkStatus();
  }

  // Those of ours who were not in the list.
  absl::Status End() {
    constexpr int kPage = 1000;
    list_.set_page_size(kPage);
    do {
      ASSIGN_OR_RETURN(const auto page, api::List<v1::ListMembersResponse>(call_.db(), sql::kListMembers, list_));
      for (const v1::Member& member : page.members()) {
        if (!IsRegistered(member.state()) || matched_.count(member.name()) > 0) continue;
        answer_.set_extra_count(answer_.extra_count() + 1);
        v1::ReconcileEntry* entry = Room(*answer_.mutable_extra(), answer_);
        if (entry == nullptr) continue;
        entry->set_name(member.name());
        entry->set_display_name(member.display_name());
        entry->set_id_number(member.id_number());
        entry->set_organization(member.organization());
      }
      list_.set_page_token(page.next_page_token());
    } while (!list_.page_token().empty());
    return absl::OkStatus();
  }

 private:
  void Refuse(int64_t number, const absl::Status& error) {
    xianfeng::type::v1::ImportSummary summary;
    rpc::AddRowError(summary, number, error);
    for (auto& found : *summary.mutable_errors()) {
      if (auto* entry = Room(*answer_.mutable_errors(), answer_)) entry->Swap(&found);
    }
  }

  void Miss(int64_t number, const v1::OfficialMember& row) {
    answer_.set_missing_count(answer_.missing_count() + 1);
    v1::ReconcileEntry* entry = Room(*answer_.mutable_missing(), answer_);
    if (entry == nullptr) return;
    entry->set_row(number);
    entry->set_display_name(row.display_name());
    entry->set_id_number(row.id_number());
  }

  void Match(int64_t number, const v1::Member& member, const v1::OfficialMember& row) {
    answer_.set_matched(answer_.matched() + 1);
    matched_.insert(member.name());
    const auto differences = Differences(member, row);
    if (!differences.empty()) answer_.set_different_count(answer_.different_count() + 1);
    for (const v1::MemberDifference& difference : differences) {
      v1::MemberDifference* entry = Room(*answer_.mutable_differences(), answer_);
      if (entry == nullptr) return;
      *entry = difference;
      entry->set_row(number);
      entry->set_name(member.name());
      entry->set_display_name(member.display_name());
      MaskValues(*entry);
    }
  }

  // The two values of a sensitive field are as little to be seen here as in the field itself.
  static void MaskValues(v1::MemberDifference& difference) {
    const auto kind = v1::OfficialMember::descriptor()
                          ->FindFieldByName(difference.field())
                          ->options()
                          .GetExtension(xianfeng::options::v1::sensitivity);
    if (kind == xianfeng::options::v1::SENSITIVITY_UNSPECIFIED) return;
    difference.set_ours(api::MaskText(kind, difference.ours()));
    difference.set_official(api::MaskText(kind, difference.official()));
  }

  rpc::Call& call_;
  v1::ReconcileMembersResponse& answer_;
  v1::ListMembersRequest list_;
  std::string top_path_;
  std::set<std::string> numbers_;
  std::set<std::string> matched_;
};

}  // namespace

// Compares the members in the caller's scope with an official list.
absl::StatusOr<v1::ReconcileMembersResponse> MemberService::ReconcileMembers(
    rpc::Call& call, rpc::Reader<v1::ReconcileMembersRequest>& reader) {
  v1::ReconcileMembersResponse answer;
  Reconciliation reconciliation(call, answer);
  std::string parent;
  while (true) {
    ASSIGN_OR_RETURN(std::optional<v1::ReconcileMembersRequest> chunk, reader.Next());
    if (!chunk) break;
    // The envelope alone: each row is judged by itself.
    google::protobuf::RepeatedPtrField<v1::OfficialMember> rows;
    rows.Swap(chunk->mutable_rows());
    RETURN_IF_ERROR(rpc::CheckChunk(*chunk, rows.size()));
    rows.Swap(chunk->mutable_rows());
    if (parent.empty()) {
      parent = chunk->parent();
      RETURN_IF_ERROR(reconciliation.Begin(*chunk));
    } else if (chunk->parent() != parent) {
      return InvalidError("parent", {"is another county than the first chunk's", "与第一批不是同一个县"});
    }
    RETURN_IF_ERROR(reconciliation.Compare(*chunk));
  }
  if (parent.empty()) return InvalidError("parent", {"nothing was sent", "没有收到名单"});
  RETURN_IF_ERROR(reconciliation.End());
  return answer;
}

}  // namespace xf::membership

// Members in bulk, in: the rules of CreateMember and UpdateMember for every row of a chunk, in a handful of statements.
#include <map>
#include <set>

#include "common/api/update.h"
#include "common/db/columns.h"
#include "common/rpc/import.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/membership/domain/member_rules.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/corrections.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

using google::protobuf::util::MessageDifferencer;
using Row = rpc::ImportRow<v1::Member>;

absl::Status NumberTaken() {
  return InvalidError("id_number",
                      {"another member of the county has this ID number", "该公民身份号码已属于本县另一名党员"},
                      errors::REASON_MEMBER_ID_NUMBER_TAKEN);
}

// What the database gives is not a row's to say.
void ClearGiven(v1::Member& member) {
  member.clear_uid();
  member.clear_etag();
  member.clear_create_time();
  member.clear_update_time();
  member.clear_state();
}

// What no two chunks may hold at once: whoever comes second must see what the first one made of it.
std::vector<std::string> KeysOf(const v1::Member& row) {
  std::vector<std::string> keys{row.id_number()};
  if (!row.name().empty()) keys.push_back(row.name());
  return keys;
}

// One chunk on its way into the database.
class Chunk {
 public:
  Chunk(rpc::Call& call, api::CountyName county, rpc::ImportSummary& summary)
      : call_(call), county_(std::move(county)), summary_(summary) {}

  absl::Status Apply(const std::vector<Row>& rows) {
    std::vector<Row> admitted;
    for (const Row& row : rows) {
      const absl::Status status = Admit(*row.row);
      if (status.ok()) {
        admitted.push_back(row);
      } else {
        errors_[row.number] = status;
      }
    }
    RETURN_IF_ERROR(Load(admitted));
    for (const Row& row : admitted) {
      if (const absl::Status status = Decide(row); !status.ok()) errors_[row.number] = status;
    }
    RETURN_IF_ERROR(Create());
    RETURN_IF_ERROR(Update());
    for (const auto& [number, status] : errors_) rpc::AddRowError(summary_, number, status);
    return absl::OkStatus();
  }

 private:
  // The rules of a row by itself, and against the rows before it.
  absl::Status Admit(const v1::Member& row) {
    std::vector<Violation> violations = CheckMember(row, call_.Get<Rules>(), call_.today());
    auto organization = OrganizationName::Parse(row.organization(), "organization");
    if (!organization.ok() || organization->county() != county_.county()) {
      violations.push_back({"organization", {"is not an organization of this county", "不是本县的党组织"}});
    }
    if (!row.name().empty()) {
      auto name = MemberName::Parse(row.name());
      if (!name.ok() || name->county() != county_.county()) {
        violations.push_back({"name", {"is not a member of this county", "不是本县的党员"}});
      } else if (!names_.insert(row.name()).second) {
        violations.push_back({"name", {"appears twice in the chunk", "同一批次中重复"}});
      }
    }
    if (!violations.empty()) return InvalidError(std::move(violations));
    if (!numbers_.insert(row.id_number()).second) {
      return InvalidError("id_number", {"appears twice in the chunk", "同一批次中重复"},
                          errors::REASON_MEMBER_ID_NUMBER_TAKEN);
    }
    return absl::OkStatus();
  }

  // Reads and locks all that the rows refer to: branches, and members that are there already.
  absl::Status Load(const std::vector<Row>& rows) {
    std::set<std::string> branch_ids;
    std::vector<std::string> member_ids;
    db::Columns keys(sql::kLockMembers, *v1::Member::descriptor(), &call_.sealer());
    for (const Row& row : rows) {
      branch_ids.insert(OrganizationName::Parse(row.row->organization())->id());
      if (!row.row->name().empty()) member_ids.push_back(MemberName::Parse(row.row->name())->id());
      keys.Add(*row.row);
    }
    ASSIGN_OR_RETURN(branches_, HoldOrganizations(call_, county_.county(), branch_ids));
    ASSIGN_OR_RETURN(
        known_, call_.db().Many<v1::Member>(sql::kLockMembers, county_, db::Arg("ids", TextArray(member_ids)), keys));
    for (const v1::Member& member : known_) {
      by_name_[member.name()] = &member;
      by_number_[member.id_number()] = &member;
    }
    return absl::OkStatus();
  }

  // Whether the row makes a member, changes one or finds it as it wants it.
  absl::Status Decide(const Row& row) {
    const v1::Member* by_name = Find(by_name_, row.row->name());
    const v1::Member* by_number = Find(by_number_, row.row->id_number());
    if (by_name != nullptr || (by_number != nullptr && row.row->name().empty())) {
      return DecideUpdate(row, by_name != nullptr ? *by_name : *by_number);
    }
    return by_number != nullptr ? NumberTaken() : DecideCreate(row);
  }

  absl::Status DecideCreate(const Row& row) {
    const auto branch = branches_.find(OrganizationName::Parse(row.row->organization())->id());
    if (branch == branches_.end()) return ReferenceNotFound("organization", row.row->organization());
    RETURN_IF_ERROR(CheckHoldsMembers(branch->second));
    v1::Member member = *row.row;
    ClearGiven(member);
    if (member.name().empty()) member.set_name(MemberName(county_.county(), call_.NewId()).ToString());
    if (member.sector() == xianfeng::type::v1::SECTOR_UNSPECIFIED) member.set_sector(branch->second.sector());
    member.set_org_path(branch->second.org_path());
    const std::string name = member.name();
    created_.emplace(name, std::pair(row.number, std::move(member)));
    return absl::OkStatus();
  }

  absl::Status DecideUpdate(const Row& row, const v1::Member& before) {
    if (row.row->organization() != before.organization() || row.row->member_kind() != before.member_kind()) {
      return InvalidError(row.row->organization() != before.organization() ? "organization" : "member_kind",
                          {"is a fact with a date, not changed by an import", "属于有日期的事实,不能通过导入更改"},
                          errors::REASON_STATE_CONFLICT);
    }
    if (const v1::Member* owner = Find(by_number_, row.row->id_number()); owner != nullptr && owner != &before) {
      return NumberTaken();
    }
    v1::Member member = before;
    RETURN_IF_ERROR(api::ApplyUpdate({}, *row.row, member));
    if (MessageDifferencer::Equals(before, member)) {
      summary_.set_unchanged(summary_.unchanged() + 1);
      return absl::OkStatus();
    }
    updated_.emplace(before.name(), std::pair(row.number, std::move(member)));
    return absl::OkStatus();
  }

  // Inserts the new members. A number or id may be taken by a member that the caller can't see: such rows do not come
  // back. Of the others the database answers only what they did not say themselves.
  absl::Status Create() {
    if (created_.empty()) return absl::OkStatus();
    db::Columns columns(sql::kImportNewMembers, *v1::Member::descriptor(), &call_.sealer());
    for (const auto& [name, entry] : created_) columns.Add(entry.second);
    ASSIGN_OR_RETURN(const auto made, call_.db().Many<v1::Member>(sql::kImportNewMembers, county_, columns));
    for (const v1::Member& given : made) {
      const auto row = created_.find(given.name());
      row->second.second.MergeFrom(given);
      call_.Changed(row->second.second);
      created_.erase(row);
    }
    summary_.set_created(summary_.created() + static_cast<int64_t>(made.size()));
    for (const auto& [name, entry] : created_) errors_[entry.first] = NumberTaken();
    return absl::OkStatus();
  }

  absl::Status Update() {
    if (updated_.empty()) return absl::OkStatus();
    db::JsonRows json(&call_.sealer());
    for (const auto& [name, entry] : updated_) json.Add(entry.first, entry.second);
    ASSIGN_OR_RETURN(const auto changed,
                     call_.db().Many<v1::Member>(sql::kImportKnownMembers, county_, db::Arg("rows", json.Text())));
    for (const v1::Member& member : changed) {
      ASSIGN_OR_RETURN(const MemberName name, MemberName::Parse(member.name()));
      RETURN_IF_ERROR(CorrectFacts(call_, name, *by_name_.at(member.name()), member));
      call_.Changed(member);
    }
    summary_.set_updated(summary_.updated() + static_cast<int64_t>(changed.size()));
    return absl::OkStatus();
  }

  static const v1::Member* Find(const std::map<std::string, const v1::Member*>& members, const std::string& key) {
    const auto found = members.find(key);
    return found == members.end() ? nullptr : found->second;
  }

  rpc::Call& call_;
  const api::CountyName county_;
  rpc::ImportSummary& summary_;
  std::set<std::string> names_;
  std::set<std::string> numbers_;
  std::map<std::string, v1::Organization> branches_;
  std::vector<v1::Member> known_;
  std::map<std::string, const v1::Member*> by_name_;
  std::map<std::string, const v1::Member*> by_number_;
  // Row number and member, by name.
  std::map<std::string, std::pair<int64_t, v1::Member>> created_;
  std::map<std::string, std::pair<int64_t, v1::Member>> updated_;
  // By row number, so that the report is in the order of rows.
  std::map<int64_t, absl::Status> errors_;
};

}  // namespace

// Creates or updates many members, chunks side by side.
absl::StatusOr<xianfeng::type::v1::ImportSummary> MemberService::ImportMembers(
    rpc::Call& call, rpc::Reader<v1::ImportMembersRequest>& reader) {
  return rpc::ImportSideBySide<v1::ImportMembersRequest, v1::Member>(
      call, reader, KeysOf,
      [](rpc::Call& lane, const v1::ImportMembersRequest& chunk, const std::vector<Row>& rows,
         rpc::ImportSummary& summary) -> absl::Status {
        ASSIGN_OR_RETURN(api::CountyName county, api::CountyName::Parse(chunk.parent()));
        return Chunk(lane, std::move(county), summary).Apply(rows);
      });
}

}  // namespace xf::membership

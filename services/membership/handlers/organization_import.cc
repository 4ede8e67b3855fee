// Organizations in bulk: the rules of CreateOrganization and UpdateOrganization for every row of a chunk.
#include <map>
#include <set>

#include "common/api/update.h"
#include "common/rpc/import.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/membership/domain/organization_rules.h"
#include "services/membership/handlers/lookups.h"
#include "services/membership/service.h"
#include "services/membership/sql/queries.h"

namespace xf::membership {
namespace {

using Row = rpc::ImportRow<v1::Organization>;

// One chunk on its way into the database.
class Chunk {
 public:
  Chunk(rpc::Call& call, api::CountyName county, rpc::ImportSummary& summary)
      : call_(call), county_(std::move(county)), summary_(summary) {}

  absl::Status Apply(const std::vector<Row>& rows) {
    std::vector<std::pair<Row, std::string>> admitted;
    std::set<std::string> ids;
    for (const Row& row : rows) {
      const auto id = Admit(*row.row, ids);
      if (!id.ok()) {
        errors_[row.number] = id.status();
        continue;
      }
      admitted.emplace_back(row, *id);
    }
    ASSIGN_OR_RETURN(known_, HoldOrganizations(call_, county_.county(), ids));
    for (const auto& [row, id] : admitted) {
      if (const absl::Status status = Decide(row, id); !status.ok()) errors_[row.number] = status;
    }
    RETURN_IF_ERROR(Create());
    for (const auto& [number, status] : errors_) rpc::AddRowError(summary_, number, status);
    return absl::OkStatus();
  }

 private:
  // The rules of a row by itself. Answers its id, and adds to `ids` those that the database is asked for.
  absl::StatusOr<std::string> Admit(const v1::Organization& row, std::set<std::string>& ids) {
    std::vector<Violation> violations = CheckOrganization(row, call_.today());
    auto name = OrganizationName::Parse(row.name());
    if (!name.ok() || name->county() != county_.county() || name->id().size() > 40 ||
        name->id().find('-') != std::string::npos) {
      violations.push_back({"name", {"is not an organization of this county", "不是本县党组织的名称"}});
    } else if (!seen_.insert(name->id()).second) {
      violations.push_back({"name", {"appears twice in the chunk", "同一批次中重复"}});
    }
    if (!row.superior().empty()) {
      auto superior = OrganizationName::Parse(row.superior(), "superior");
      if (superior.ok() && superior->county() == county_.county()) {
        ids.insert(superior->id());
      } else {
        violations.push_back({"superior", {"is not an organization of this county", "不是本县的党组织"}});
      }
    }
    if (!violations.empty()) return InvalidError(std::move(violations));
    ids.insert(name->id());
    return name->id();
  }

  absl::Status Decide(const Row& row, const std::string& id) {
    const auto before = known_.find(id);
    return before == known_.end() ? DecideCreate(row, id) : Update(*row.row, id, before->second);
  }

  // Rows come superiors first: what a row makes can be the superior of the next.
  absl::Status DecideCreate(const Row& row, const std::string& id) {
    v1::Organization organization = *row.row;
    const v1::Organization* superior = nullptr;
    if (!organization.superior().empty()) {
      const auto found = known_.find(OrganizationName::Parse(organization.superior())->id());
      if (found == known_.end()) return ReferenceNotFound("superior", organization.superior());
      superior = &found->second;
      if (organization.sector() == xianfeng::type::v1::SECTOR_UNSPECIFIED) organization.set_sector(superior->sector());
    }
    RETURN_IF_ERROR(CheckPlacement(organization, county_.county(), id, superior));
    organization.set_org_path(superior == nullptr ? RootPath(county_.county()) : PathBelow(superior->org_path(), id));
    organization.set_state(organization.has_dissolved_date() ? v1::ORGANIZATION_STATE_DISSOLVED
                                                             : v1::ORGANIZATION_STATE_ACTIVE);
    created_[organization.name()] = {row.number, organization};
    known_[id] = std::move(organization);
    return absl::OkStatus();
  }

  absl::Status Update(const v1::Organization& row, const std::string& id, const v1::Organization& before) {
    if (row.superior() != before.superior() || row.kind() != before.kind()) {
      return InvalidError(row.kind() != before.kind() ? "kind" : "superior",
                          {"is not changed by an import; see MoveOrganization", "不能通过导入更改,请使用组织隶属调整"},
                          errors::REASON_STATE_CONFLICT);
    }
    v1::Organization organization = before;
    RETURN_IF_ERROR(api::ApplyUpdate({}, row, organization));
    if (google::protobuf::util::MessageDifferencer::Equals(before, organization)) {
      summary_.set_unchanged(summary_.unchanged() + 1);
      return absl::OkStatus();
    }
    const OrganizationName name(county_.county(), id);
    ASSIGN_OR_RETURN(const auto after, call_.db().One<v1::Organization>(sql::kUpdateOrganization, name, organization));
    if (after.display_name() != before.display_name()) {
      RETURN_IF_ERROR(call_.db()
                          .Run(sql::kSupersedeOrganizationFact, name, after, db::Arg("today", call_.today()),
                               db::Arg("reason", "renamed"))
                          .status());
    }
    call_.Changed(after);
    summary_.set_updated(summary_.updated() + 1);
    return absl::OkStatus();
  }

  // Inserts the new organizations at once. An id may be taken out of the caller's sight: such rows do not come back.
  absl::Status Create() {
    if (created_.empty()) return absl::OkStatus();
    db::JsonRows json(&call_.sealer());
    for (const auto& [name, entry] : created_) json.Add(entry.first, entry.second);
    ASSIGN_OR_RETURN(const auto made,
                     call_.db().Many<v1::Organization>(sql::kImportNewOrganizations, county_,
                                                       db::Arg("rows", json.Text()), db::Arg("today", call_.today())));
    for (const v1::Organization& organization : made) {
      call_.Changed(organization);
      created_.erase(organization.name());
    }
    summary_.set_created(summary_.created() + static_cast<int64_t>(made.size()));
    for (const auto& [name, entry] : created_) errors_[entry.first] = AlreadyExistsError(name);
    return absl::OkStatus();
  }

  rpc::Call& call_;
  const api::CountyName county_;
  rpc::ImportSummary& summary_;
  std::set<std::string> seen_;
  // Organizations by id: those that are there, and those that the rows so far will make.
  std::map<std::string, v1::Organization> known_;
  // Row number and organization, by name.
  std::map<std::string, std::pair<int64_t, v1::Organization>> created_;
  // By row number, so that the report is in the order of rows.
  std::map<int64_t, absl::Status> errors_;
};

}  // namespace

// Creates or updates many organizations, chunk by chunk.
absl::StatusOr<xianfeng::type::v1::ImportSummary> OrganizationService::ImportOrganizations(
    rpc::Call& call, rpc::Reader<v1::ImportOrganizationsRequest>& reader) {
  return rpc::Import<v1::ImportOrganizationsRequest, v1::Organization>(
      call, reader,
      [&](const v1::ImportOrganizationsRequest& chunk, const std::vector<Row>& rows,
          rpc::ImportSummary& summary) -> absl::Status {
        ASSIGN_OR_RETURN(api::CountyName county, api::CountyName::Parse(chunk.parent()));
        return Chunk(call, std::move(county), summary).Apply(rows);
      });
}

}  // namespace xf::membership

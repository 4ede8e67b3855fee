#include "services/rotation/handlers/placement_register.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "common/base/date.h"
#include "services/rotation/domain/problem_builder.h"
#include "services/rotation/handlers/dispatch.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

// The values of one reference field.
template <typename Field>
std::string IdsOfField(const std::vector<const v1::Placement*>& placements, Field field) {
  std::vector<absl::string_view> names;
  for (const v1::Placement* placement : placements) {
    if (const std::string& name = (placement->*field)(); !name.empty()) names.push_back(name);
  }
  return IdsOf(names);
}

// The resources that a query finds by id, by name.
template <typename T>
absl::StatusOr<std::map<std::string, T>> ReadByName(rpc::Call& call, const db::Query& query,
                                                    const api::CountyName& county, const std::string& ids) {
  ASSIGN_OR_RETURN(std::vector<T> found, call.db().Many<T>(query, county, db::Arg("ids", ids)));
  std::map<std::string, T> by_name;
  for (T& resource : found) {
    std::string name = resource.name();
    by_name.emplace(std::move(name), std::move(resource));
  }
  return by_name;
}

template <typename T>
const T* Find(const std::map<std::string, T>& by_name, const std::string& name) {
  const auto found = by_name.find(name);
  return found == by_name.end() ? nullptr : &found->second;
}

}  // namespace

std::string IdsOf(const std::vector<absl::string_view>& names) {
  nlohmann::json ids = nlohmann::json::array();
  for (const absl::string_view name : names) ids.push_back(std::string(name.substr(name.rfind('/') + 1)));
  return ids.dump();
}

absl::StatusOr<Occupancy> OccupancyOf(rpc::Call& call, const api::CountyName& county, const std::string& post_ids,
                                      const std::string& candidate_ids) {
  ASSIGN_OR_RETURN(const db::Result stays, call.db().Rows(sql::kListStays, county, db::Arg("post_ids", post_ids),
                                                          db::Arg("candidate_ids", candidate_ids)));
  Occupancy occupancy;
  const std::string prefix = county.ToString();
  for (size_t row = 0; row < stays.size(); ++row) {
    const auto start = ParseIsoDate(stays.text(row, "start_date"));
    const auto end = ParseIsoDate(stays.text(row, "end_date"));
    if (!start || !end) return InternalError("a stay without dates");
    occupancy.Add(absl::StrCat(prefix, "/placements/", stays.text(row, "placement_id")),
                  absl::StrCat(prefix, "/candidates/", stays.text(row, "candidate_id")),
                  absl::StrCat(prefix, "/posts/", stays.text(row, "post_id")), {*start, *end}, stays.text(row, "host"));
  }
  return occupancy;
}

absl::StatusOr<std::map<std::string, std::set<std::string>>> RelativesOf(rpc::Call& call, const api::CountyName& county,
                                                                         const std::string& candidate_ids) {
  ASSIGN_OR_RETURN(const db::Result rows,
                   call.db().Rows(sql::kListRelatives, county, db::Arg("candidate_ids", candidate_ids)));
  std::map<std::string, std::set<std::string>> relatives;
  for (size_t row = 0; row < rows.size(); ++row) {
    relatives[rows.text(row, "candidate_id")].insert(rows.text(row, "relative_id"));
  }
  return relatives;
}

absl::Status CheckCapacity(const Occupancy& occupancy, const v1::Post& post, const Period& period,
                           absl::string_view except) {
  if (occupancy.Peak(post.name(), period, except) < post.capacity()) return absl::OkStatus();
  return PreconditionError(errors::REASON_POST_FULL, post.name(),
                           {absl::StrCat("the post takes ", post.capacity(), " cadres on one day, and they are there"),
                            absl::StrCat("该岗位同时最多接收 ", post.capacity(), " 人，名额已满")});
}

absl::StatusOr<PlacementRegister> PlacementRegister::Open(rpc::Call& call, const api::CountyName& county,
                                                          const std::vector<const v1::Placement*>& wanted) {
  PlacementRegister book(call, county);
  const std::string posts = IdsOfField(wanted, &v1::Placement::post);
  const std::string candidates = IdsOfField(wanted, &v1::Placement::candidate);
  ASSIGN_OR_RETURN(book.posts_, ReadByName<v1::Post>(call, sql::kLockPosts, county, posts));
  ASSIGN_OR_RETURN(book.candidates_, ReadByName<v1::Candidate>(call, sql::kLockCandidates, county, candidates));
  ASSIGN_OR_RETURN(book.programs_, ReadByName<v1::Program>(call, sql::kGetPrograms, county,
                                                           IdsOfField(wanted, &v1::Placement::program)));
  ASSIGN_OR_RETURN(book.batches_,
                   ReadByName<v1::Batch>(call, sql::kGetBatches, county, IdsOfField(wanted, &v1::Placement::batch)));
  ASSIGN_OR_RETURN(book.relatives_, RelativesOf(call, county, candidates));
  std::vector<absl::string_view> watched;
  for (const auto& [name, candidate] : book.candidates_) watched.push_back(name);
  for (const auto& [id, relatives] : book.relatives_) watched.insert(watched.end(), relatives.begin(), relatives.end());
  ASSIGN_OR_RETURN(book.occupancy_, OccupancyOf(call, county, posts, IdsOf(watched)));
  return book;
}

absl::Status PlacementRegister::Admit(v1::Placement placement, absl::string_view path) {
  const v1::Candidate* candidate = Find(candidates_, placement.candidate());
  const v1::Post* post = Find(posts_, placement.post());
  const v1::Program* program = Find(programs_, placement.program());
  const v1::Batch* batch = Find(batches_, placement.batch());
  if (candidate == nullptr) return ReferenceError(absl::StrCat(path, "candidate"), placement.candidate());
  if (post == nullptr) return ReferenceError(absl::StrCat(path, "post"), placement.post());
  if (program == nullptr) return ReferenceError(absl::StrCat(path, "program"), placement.program());
  if (batch == nullptr && !placement.batch().empty()) {
    return ReferenceError(absl::StrCat(path, "batch"), placement.batch());
  }
  const bool dated = IsValidDate(placement.start_date()) && IsValidDate(placement.end_date());
  const bool relative_there =
      dated && std::ranges::any_of(relatives_[IdOf(candidate->name())], [&](const std::string& relative) {
        return occupancy_.IsAt(absl::StrCat(county_.ToString(), "/candidates/", relative), post->host(),
                               {ToDay(placement.start_date()), ToDay(placement.end_date())});
      });
  RETURN_IF_ERROR(JudgePlacement({*candidate, *post, *program, batch, relative_there}, call_->Get<ProgramRules>(),
                                 call_->today(), path, placement));

  const Period period{ToDay(placement.start_date()), ToDay(placement.end_date())};
  if (!occupancy_.Overlapping(candidate->name(), period).empty()) {
    return PreconditionError(errors::REASON_PLACEMENT_OVERLAPS, candidate->name(),
                             {"the cadre is at another placement on some of these days", "该干部在此期间另有派出"});
  }
  RETURN_IF_ERROR(CheckCapacity(occupancy_, *post, period));
  occupancy_.Add(placement.name(), candidate->name(), post->name(), period, post->host());
  if (MustTell({}, placement)) RETURN_IF_ERROR(PutUpTelling(*call_, placement));
  rows_.Add(static_cast<int64_t>(rows_.size()), placement);
  return absl::OkStatus();
}

absl::StatusOr<std::vector<v1::Placement>> PlacementRegister::Write() {
  ASSIGN_OR_RETURN(std::vector<v1::Placement> written,
                   call_->db().Many<v1::Placement>(sql::kCreatePlacements, county_, db::Arg("rows", rows_.Text())));
  for (const v1::Placement& placement : written) call_->Changed(placement);
  return written;
}

}  // namespace xf::rotation

// One run of what tells membership and training of a placement. It may be run again at any point, also after a crash:
// all that it tells carries a sequence, and what is recorded here commits with its end.
#include <google/protobuf/util/time_util.h>

#include <algorithm>

#include "common/base/clock.h"
#include "common/base/date.h"
#include "common/base/error.h"
#include "common/lro/operation.h"
#include "services/rotation/domain/program_rules.h"
#include "services/rotation/handlers/dispatch.h"
#include "services/rotation/sql/queries.h"
#include "xianfeng/membership/v1/absence.grpc.pb.h"
#include "xianfeng/training/v1/absence.grpc.pb.h"

namespace xf::rotation {
namespace {

namespace membership = xianfeng::membership::v1;
namespace training = xianfeng::training::v1;

constexpr absl::Duration kAnswerWithin = absl::Seconds(5);

// How far the two have taken note.
struct Told {
  // Whether both have answered, and it was no error of theirs.
  bool reached = true;
  // What they had against it, in Chinese.
  std::string objections;
  // Whether one has heard by now that it does not take place: an earlier run was about to take it back.
  bool taken_back = false;

  bool agreed() const { return reached && objections.empty() && !taken_back; }
  bool must_take_back() const { return !objections.empty() || taken_back; }
};

// Whether an error is an answer to what was told, rather than a failure to hear it.
bool IsObjection(const absl::Status& status) {
  return absl::IsFailedPrecondition(status) || absl::IsInvalidArgument(status) || absl::IsNotFound(status) ||
         absl::IsAlreadyExists(status);
}

std::string PurposeOf(v1::ProgramType type) {
  switch (type) {
    case v1::PROGRAM_TYPE_SHADOWING:
      return "跟班学习";
    case v1::PROGRAM_TYPE_POST_ROTATION:
      return "岗位轮训";
    case v1::PROGRAM_TYPE_SPECIAL_TRAINING:
      return "专题培训";
    case v1::PROGRAM_TYPE_FIELD_PRACTICE:
      return "实战攻坚";
    default:
      return "";
  }
}

// The word about a placement that is to be said: what is so, and as of which version.
struct Word {
  enum class State { kAway, kReturned, kCancelled };
  State state;
  int64_t sequence;
};

Word WordOf(const v1::Placement& placement) {
  const int64_t version = std::stoll(placement.etag());
  switch (placement.state()) {
    case v1::PLACEMENT_STATE_DISPATCHING:
    case v1::PLACEMENT_STATE_DISPATCHED:
      return {Word::State::kAway, version};
    case v1::PLACEMENT_STATE_ENDED:
      return {Word::State::kReturned, version};
    default:
      return {Word::State::kCancelled, version};
  }
}

// Tells one service, whose stub and messages are told apart by their types only.
template <typename Service, typename Request>
void TellOne(lro::Run& run, const char* service, const char* called, const v1::Placement& placement, const Word& word,
             Told& told) {
  const absl::StatusOr<rpc::Client> client = run.peer(service);
  if (!client.ok()) {
    told.reached = false;
    return;
  }
  Request request;
  request.set_parent(absl::StrCat("counties/", api::CountyOf(placement.name())));
  request.set_absence_id(placement.name().substr(placement.name().rfind('/') + 1));
  auto& absence = *request.mutable_absence();
  using State = std::decay_t<decltype(absence.state())>;
  // AWAY, RETURNED, CANCELLED: the two contracts number them alike.
  absence.set_state(static_cast<State>(static_cast<int>(word.state) + 1));
  absence.set_sequence(word.sequence);
  absence.set_member(placement.member());
  *absence.mutable_start_date() = placement.start_date();
  *absence.mutable_end_date() = placement.end_date();
  absence.set_host(placement.host());
  absence.set_purpose(PurposeOf(placement.program_type()));
  absence.set_source(placement.name());
  const auto answer = client->Call(&Service::Stub::RecordAbsence, request, kAnswerWithin);
  if (answer.ok()) {
    told.taken_back |= answer->sequence() > word.sequence && answer->state() != absence.state();
  } else if (IsObjection(answer.status())) {
    absl::StrAppend(&told.objections, told.objections.empty() ? "" : "；", called, "：", ChineseText(answer.status()));
  } else {
    told.reached = false;
  }
}

Told Tell(lro::Run& run, const v1::Placement& placement, const Word& word) {
  Told told;
  TellOne<membership::AbsenceService, membership::RecordAbsenceRequest>(run, "membership", "党员系统", placement, word,
                                                                        told);
  TellOne<training::AbsenceService, training::RecordAbsenceRequest>(run, "training", "培训系统", placement, word, told);
  return told;
}

// Who can't be reached is tried again soon at first, then more and more rarely.
void TryLater(lro::Run& run, const v1::Placement& placement) {
  const absl::Time since =
      absl::FromUnixMicros(google::protobuf::util::TimeUtil::TimestampToMicroseconds(placement.update_time()));
  run.Later(std::clamp((absl::Now() - since) / 10, absl::Milliseconds(200), absl::Seconds(60)));
}

// Why an earlier run has begun to take this dispatch back; empty when none has, as far as it came to tell.
std::string EarlierObjections(const lro::Run& run, const v1::Placement& placement) {
  google::protobuf::Any any;
  v1::Placement reported;
  if (!any.ParseFromString(run.reported()) || !any.UnpackTo(&reported)) return "";
  return reported.etag() == placement.etag() ? reported.dispatch_error() : "";
}

// What becomes of the placement; nothing when it is to be tried again.
absl::StatusOr<std::optional<v1::Placement>> Settle(lro::Run& run, v1::Placement placement) {
  const Word word = WordOf(placement);
  if (placement.state() != v1::PLACEMENT_STATE_DISPATCHING) {
    const Told told = Tell(run, placement, word);
    if (!told.reached) return std::optional<v1::Placement>();
    placement.set_dispatch_error(word.state == Word::State::kAway ? told.objections : "");
    return std::optional(std::move(placement));
  }
  std::string why = EarlierObjections(run, placement);
  if (!why.empty()) {
    // Decided; not everybody has heard it yet.
  } else if (run.why() == lro::Run::Why::kCancelled) {
    why = "已撤回";
  } else if (ToDay(placement.end_date()) < Clock::Real().Today()) {
    why = "派出期限已过";
  } else {
    const Told told = Tell(run, placement, word);
    if (told.agreed()) {
      placement.set_state(v1::PLACEMENT_STATE_DISPATCHED);
      return std::optional(std::move(placement));
    }
    if (!told.must_take_back()) return std::optional<v1::Placement>();
    why = told.objections.empty() ? "已撤回" : told.objections;
  }
  placement.set_dispatch_error(why);
  run.Report(placement);
  // Both, also the one that objected or was not reached: its answer may have been lost. The version that follows is the
  // one that the placement gets below.
  if (!Tell(run, placement, {Word::State::kCancelled, word.sequence + 1}).reached) {
    return std::optional<v1::Placement>();
  }
  placement.set_state(v1::PLACEMENT_STATE_PLANNED);
  return std::optional(std::move(placement));
}

}  // namespace

absl::StatusOr<google::protobuf::Any> RunDispatch(lro::Run& run) {
  ASSIGN_OR_RETURN(const PlacementName name, PlacementName::Parse(run.target()));
  ASSIGN_OR_RETURN(const v1::Placement before, run.db().One<v1::Placement>(sql::kGetPlacement, name));
  run.Restart();
  ASSIGN_OR_RETURN(const std::optional<v1::Placement> settled, Settle(run, before));
  if (!settled) {
    TryLater(run, before);
    return google::protobuf::Any();
  }
  ASSIGN_OR_RETURN(const v1::Placement now, run.db().One<v1::Placement>(sql::kGetPlacementForUpdate, name));
  if (now.etag() != before.etag()) {
    // Changed while it was told, without an operation of its own.
    run.Later(absl::ZeroDuration());
    return google::protobuf::Any();
  }
  if (settled->state() == now.state() && settled->dispatch_error() == now.dispatch_error()) return lro::Pack(now);
  ASSIGN_OR_RETURN(const v1::Placement written, run.db().One<v1::Placement>(sql::kUpdatePlacement, name, *settled));
  run.Changed(written);
  return lro::Pack(written);
}

}  // namespace xf::rotation

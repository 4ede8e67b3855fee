// Operations against a real server and a real PostgreSQL: what a run leaves behind, however it ends.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "common/base/error.h"
#include "common/lro/operation.h"
#include "common/lro/operations_service.h"
#include "common/lro/sql/queries.h"
#include "common/lro/test_sql/queries.h"
#include "common/lro/worker.h"
#include "common/rpc/runtime.h"
#include "common/testing/postgres.h"
#include "common/testing/suite.h"
#include "google/longrunning/operations.grpc.pb.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::lro {
namespace {

namespace longrunning = google::longrunning;
using Stub = longrunning::Operations::Stub;
using Note = xianfeng::sync::v1::ListFeedsRequest;
using testing::IsOk;
using testing::TestPostgres;
using xianfeng::sync::v1::GetFeedHeadResponse;

MATCHER_P(HasReason, reason, "") { return ReasonOf(testing::StatusIn(arg)) == reason; }

// Methods whose permission, sync.feed.read, clerks don't have. Nothing runs the second one in this process.
constexpr char kMethod[] = "xianfeng.sync.v1.ChangeFeedService/GetFeedHead";
constexpr char kNobodys[] = "xianfeng.sync.v1.ChangeFeedService/ListChanges";

GetFeedHeadResponse Days(int days) {
  GetFeedHeadResponse response;
  response.set_retention_days(days);
  return response;
}

// A place where a run says that it is there and waits until it may go on.
struct Gate {
  std::promise<void> there, go;
};
Gate* gate = nullptr;
// How often a run has begun that does not get through the first time.
std::atomic<int> tries = 0;
// Targets of the runs that were told to stop and did.
absl::Mutex stopped_mutex;
std::set<std::string> stopped;

Work WorkOn(const std::string& target, absl::string_view method, const std::string& input, bool must_end = false) {
  return {
      .method = method, .target = target, .org_path = testing::RootPath(target), .input = input, .must_end = must_end};
}

// Writes something that can be found again: an operation that nobody runs.
absl::Status Write(Run& run) {
  return Start(run.db(), "written", "run", WorkOn(absl::StrCat(run.target(), "_copy"), kNobodys, ""), Days(0)).status();
}

// Does what its input says.
absl::StatusOr<google::protobuf::Any> Do(Run& run) {
  run.Report(Days(run.claim().attempt));
  if (run.input() == "stop") {
    if (gate != nullptr) gate->there.set_value();
    while (!run.stop()) std::this_thread::yield();
    absl::MutexLock lock(&stopped_mutex);
    stopped.insert(run.target());
  }
  if (run.input() == "gate") {
    gate->there.set_value();
    gate->go.get_future().wait();
  }
  if (run.input() == "fail once" && tries++ == 0) return absl::UnavailableError("not yet");
  RETURN_IF_ERROR(Write(run));
  if (run.input() == "later" && tries++ == 0) {
    run.Report(Days(7));
    run.Later(absl::Milliseconds(1));
  } else if (run.input() == "later") {
    google::protobuf::Any reported;
    reported.ParseFromString(run.reported());
    return reported;
  }
  if (run.input() == "fail") return PreconditionError(errors::REASON_STATE_CONFLICT, run.target(), {"no", "不行"});
  return Pack(Days(42));
}

rpc::Definition OnlyOperations() {
  return {.name = "membership", .start = [](rpc::App& app) {
            app.Provide(Runners{{kMethod, Do}});
            return absl::OkStatus();
          }};
}

class LroTest : public testing::ServiceTest<&OnlyOperations> {
 protected:
  void SetUp() override {
    county_ = NewCounty();
    gate = nullptr;
    tries = 0;
  }

  db::Pool& pool() { return suite().server().runtime().pool; }
  rpc::Client Admin() { return testing::ServiceTest<&OnlyOperations>::Admin(county_); }

  std::string Name(absl::string_view id) const { return absl::StrCat(county_, "/operations/", id); }

  absl::Status TryBegin(const std::string& id, const std::string& input, absl::string_view method = kMethod,
                        const std::string& plan = "p1", bool must_end = false) {
    db::Session db(pool(), {.read_only = false, .sealer = suite().server().runtime().sealer.get()});
    const auto begun =
        Start(db, id, "test", WorkOn(absl::StrCat(county_, "/plans/", plan), method, input, must_end), Days(0));
    return begun.ok() ? db.Commit() : begun.status();
  }
  void Begin(const std::string& id, const std::string& input, absl::string_view method = kMethod) {
    EXPECT_THAT(TryBegin(id, input, method), IsOk());
  }

  Operation Get(absl::string_view id) {
    longrunning::GetOperationRequest request;
    request.set_name(Name(id));
    auto operation = Admin().Call(&Stub::GetOperation, request);
    EXPECT_THAT(operation, IsOk());
    return operation.ok() ? *operation : Operation();
  }
  Operation Wait(absl::string_view id) {
    longrunning::WaitOperationRequest request;
    request.set_name(Name(id));
    request.mutable_timeout()->set_seconds(20);
    auto operation = Admin().Call(&Stub::WaitOperation, request);
    EXPECT_THAT(operation, IsOk());
    return operation.ok() ? *operation : Operation();
  }
  absl::Status Cancel(absl::string_view id) {
    longrunning::CancelOperationRequest request;
    request.set_name(Name(id));
    return Admin().Call(&Stub::CancelOperation, request).status();
  }
  absl::Status Delete(absl::string_view id) {
    longrunning::DeleteOperationRequest request;
    request.set_name(Name(id));
    return Admin().Call(&Stub::DeleteOperation, request).status();
  }
  bool Written() {
    db::Session db(pool(), {.sealer = suite().server().runtime().sealer.get()});
    const auto found = Find(db, *OperationName::Parse(Name("written")));
    EXPECT_THAT(found, IsOk());
    return found.ok() && found->has_value();
  }
  // Makes the operation look as a process left it that is gone.
  void Orphan(const std::string& id, int attempt) {
    Psql(test_sql::kOrphanOperation, {db::Arg("id", id), db::Arg("method", kMethod), db::Arg("attempt", attempt)});
  }
  // Runs a file of test_sql/ as superuser, with :county.
  std::string Psql(const db::Query& query, std::vector<db::Arg> args = {}) {
    args.insert(args.begin(), db::Arg("county", api::CountyOf(county_)));
    return TestPostgres::Get().Psql(suite().database(), query, args);
  }

  std::string county_;
};

int DaysIn(const google::protobuf::Any& any) {
  GetFeedHeadResponse message;
  EXPECT_TRUE(any.UnpackTo(&message));
  return message.retention_days();
}

Reason ReasonIn(const google::rpc::Status& error) {
  absl::Status status(static_cast<absl::StatusCode>(error.code()), error.message());
  for (const auto& detail : error.details()) status.SetPayload(detail.type_url(), absl::Cord(detail.value()));
  return ReasonOf(status);
}

TEST_F(LroTest, WhatARunAnswersReportsAndWritesIsThereOnceItHasEnded) {
  Begin("o1", "answer");
  const Operation operation = Wait("o1");
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(DaysIn(operation.response()), 42);
  EXPECT_EQ(DaysIn(operation.metadata()), 1);
  EXPECT_TRUE(Written());
  EXPECT_EQ(Get("o1").SerializeAsString(), operation.SerializeAsString());
}

TEST_F(LroTest, WhatARunWroteIsInTheAuditLogInTheNameOfWhoBeganIt) {
  Begin("o1", "answer");
  EXPECT_THAT(TryBegin("o2", "fail", kMethod, "p2"), IsOk());
  Wait("o1");
  Wait("o2");
  xianfeng::audit::v1::ListAuditEntriesRequest request;
  request.set_parent(county_);
  const auto log = Admin().Call(&xianfeng::audit::v1::AuditService::Stub::ListAuditEntries, request);
  ASSERT_THAT(log, IsOk());
  ASSERT_EQ(log->entries_size(), 1);
  EXPECT_EQ(log->entries(0).subject(), "test");
  EXPECT_EQ(log->entries(0).method(), kMethod);
  EXPECT_THAT(log->entries(0).resources(), ::testing::ElementsAre(county_ + "/plans/p1"));
}

TEST_F(LroTest, ARunThatFailsHasWrittenNothing) {
  Begin("o1", "fail");
  const Operation operation = Wait("o1");
  EXPECT_EQ(ReasonIn(operation.error()), errors::REASON_STATE_CONFLICT);
  EXPECT_EQ(DaysIn(operation.metadata()), 1);
  EXPECT_FALSE(Written());
}

TEST_F(LroTest, OneOperationAtATimeWorksOnAResource) {
  Begin("o1", "waits for nobody", kNobodys);
  EXPECT_THAT(TryBegin("o2", "answer"), HasReason(errors::REASON_OPERATION_RUNNING));
  EXPECT_THAT(TryBegin("o2", "fail", kMethod, "p2"), IsOk());
  EXPECT_THAT(Cancel("o1"), IsOk());
  EXPECT_THAT(TryBegin("o3", "answer"), IsOk());
  EXPECT_TRUE(Wait("o3").has_response());
}

TEST_F(LroTest, ARunThatIsCancelledStopsAndKeepsWhatItHas) {
  Gate mine;
  gate = &mine;
  Begin("o1", "stop");
  mine.there.get_future().wait();
  EXPECT_FALSE(Get("o1").done());
  EXPECT_THAT(Delete("o1"), HasReason(errors::REASON_STATE_CONFLICT));
  EXPECT_THAT(Cancel("o1"), IsOk());
  const Operation operation = Wait("o1");
  EXPECT_EQ(ReasonIn(operation.error()), errors::REASON_CANCELLED);
  EXPECT_TRUE(Written());
  EXPECT_THAT(Cancel("o1"), IsOk());
  EXPECT_EQ(Get("o1").SerializeAsString(), operation.SerializeAsString());
}

TEST_F(LroTest, OneThatNobodyRunsYetIsCancelledAtOnce) {
  Begin("o1", "", kNobodys);
  EXPECT_THAT(Cancel("o1"), IsOk());
  EXPECT_TRUE(Get("o1").done());
  EXPECT_EQ(ReasonIn(Get("o1").error()), errors::REASON_CANCELLED);
  EXPECT_THAT(Delete("o1"), IsOk());
  longrunning::GetOperationRequest request;
  request.set_name(Name("o1"));
  EXPECT_THAT(Admin().Call(&Stub::GetOperation, request), HasReason(errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(LroTest, WhatAProcessThatIsGoneHasLeftIsRunAgain) {
  Begin("o1", "answer", kNobodys);
  Orphan("o1", 1);
  const Operation operation = Wait("o1");
  EXPECT_TRUE(operation.has_response());
  EXPECT_EQ(DaysIn(operation.metadata()), 2) << "the second beginning";
}

TEST_F(LroTest, AfterThreeBeginningsItIsGivenUp) {
  Begin("o1", "answer", kNobodys);
  Orphan("o1", 3);
  EXPECT_EQ(ReasonIn(Wait("o1").error()), errors::REASON_OPERATION_ABANDONED);
  EXPECT_FALSE(Written());
}

TEST_F(LroTest, ARunThatWaitsGivesItsThreadBackAndHasWrittenNothing) {
  Begin("o1", "later");
  const Operation operation = Wait("o1");
  EXPECT_TRUE(operation.has_response());
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(DaysIn(operation.metadata()), 1) << "it is no attempt";
  EXPECT_EQ(DaysIn(operation.response()), 7) << "what it reported is there";
  EXPECT_TRUE(Written()) << "which the first run could not have left, or the second one had failed";
}

TEST_F(LroTest, WhatMustEndIsRunAgainAfterAnError) {
  EXPECT_THAT(TryBegin("o1", "fail once", kMethod, "p1", true), IsOk());
  EXPECT_TRUE(Wait("o1").has_response());
  EXPECT_EQ(tries, 2);
  tries = 0;
  EXPECT_THAT(TryBegin("o2", "fail once", kMethod, "p2"), IsOk());
  EXPECT_TRUE(Wait("o2").has_error()) << "others end with it";
}

TEST_F(LroTest, WhatMustEndIsNeverGivenUp) {
  EXPECT_THAT(TryBegin("o1", "answer", kNobodys, "p1", true), IsOk());
  Orphan("o1", 30);
  EXPECT_TRUE(Wait("o1").has_response());
}

TEST_F(LroTest, WhatMustEndRunsAlsoWhenItIsCancelledBefore) {
  EXPECT_THAT(TryBegin("o1", "stop", kNobodys, "p1", true), IsOk());
  EXPECT_THAT(Cancel("o1"), IsOk());
  EXPECT_FALSE(Get("o1").done());
  Orphan("o1", 0);
  EXPECT_EQ(ReasonIn(Wait("o1").error()), errors::REASON_CANCELLED);
  EXPECT_TRUE(Written());
}

TEST_F(LroTest, WhetherATargetIsWorkedOnCanBeAsked) {
  const std::string target = county_ + "/plans/p1";
  db::Session db(pool(), {});
  EXPECT_FALSE(*IsOpen(db, target));
  Begin("o1", "", kNobodys);
  EXPECT_TRUE(*IsOpen(db, target));
  EXPECT_THAT(Cancel("o1"), IsOk());
  EXPECT_FALSE(*IsOpen(db, target));
}

TEST_F(LroTest, ARunThatAnotherProcessHasTakenIsStoppedAndWritesNothing) {
  Gate mine;
  gate = &mine;
  Begin("o1", "stop");
  mine.there.get_future().wait();
  Psql(test_sql::kTakeOperations);
  {
    const auto has_stopped = [this] { return stopped.contains(county_ + "/plans/p1"); };
    absl::MutexLock lock(&stopped_mutex);
    EXPECT_TRUE(stopped_mutex.AwaitWithTimeout(absl::Condition(&has_stopped), absl::Seconds(20)));
  }
  // Others go on meanwhile, on its thread too.
  for (int i = 0; i < 3; ++i) {
    ASSERT_THAT(TryBegin(absl::StrCat("n", i), "fail", kMethod, absl::StrCat("q", i)), IsOk());
    EXPECT_TRUE(Wait(absl::StrCat("n", i)).done());
  }
  EXPECT_FALSE(Get("o1").done());
  EXPECT_FALSE(Written());
}

TEST_F(LroTest, AProcessThatEndsGivesItBackForTheNextOne) {
  Gate mine;
  gate = &mine;
  const Runners runners{{kNobodys, Do}};
  db::Pool pool(db::Pool::Options{
      .dsn = TestPostgres::Get().Dsn(suite().database(), "membership", "app"), .schema = "membership", .size = 2});
  Begin("o1", "stop", kNobodys);
  const crypto::Sealer& sealer = *suite().server().runtime().sealer;
  {
    const Worker worker(pool, sealer, runners, {});
    mine.there.get_future().wait();
  }
  EXPECT_THAT(Psql(test_sql::kOperationStates), ::testing::HasSubstr("PENDING 0")) << "an orderly end is no attempt";
  EXPECT_FALSE(Written());
  gate = nullptr;
  const Worker next(pool, sealer, runners, {});
  EXPECT_THAT(Cancel("o1"), IsOk());
  EXPECT_TRUE(Wait("o1").done());
}

TEST_F(LroTest, WhoMayNotCallTheMethodOrSeeTheTargetLearnsNothing) {
  Begin("o1", "", kNobodys);
  longrunning::GetOperationRequest request;
  request.set_name(Name("o1"));
  const std::string root = testing::RootPath(county_);
  EXPECT_THAT(Clerk(root).Call(&Stub::GetOperation, request), HasReason(errors::REASON_PERMISSION_MISSING));
  EXPECT_THAT(suite().As({.scopes = {absl::StrCat(root, ".east")}}).Call(&Stub::GetOperation, request),
              HasReason(errors::REASON_RESOURCE_NOT_FOUND));
  EXPECT_THAT(rpc::Client(Admin().channel(), "").Call(&Stub::GetOperation, request),
              HasReason(errors::REASON_TOKEN_MISSING));
  longrunning::ListOperationsRequest list;
  list.set_name(county_);
  EXPECT_EQ(Admin().Call(&Stub::ListOperations, list)->operations_size(), 1);
  EXPECT_EQ(Clerk(root).Call(&Stub::ListOperations, list)->operations_size(), 0);
  EXPECT_EQ(suite().As({.scopes = {absl::StrCat(root, ".east")}}).Call(&Stub::ListOperations, list)->operations_size(),
            0);
  longrunning::CancelOperationRequest cancel;
  cancel.set_name(Name("o1"));
  EXPECT_THAT(Clerk(root).Call(&Stub::CancelOperation, cancel), HasReason(errors::REASON_PERMISSION_MISSING));
}

TEST_F(LroTest, AListComesInPagesAndCanBeFiltered) {
  for (int i = 0; i < 5; ++i) {
    ASSERT_THAT(TryBegin(absl::StrCat("o", i), "", kNobodys, absl::StrCat("p", i)), IsOk());
  }
  EXPECT_THAT(Cancel("o3"), IsOk());
  longrunning::ListOperationsRequest list;
  list.set_name(county_);
  list.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = Admin().Call(&Stub::ListOperations, list);
    ASSERT_THAT(page, IsOk());
    for (const Operation& operation : page->operations()) names.push_back(operation.name());
    list.set_page_token(page->next_page_token());
  } while (!list.page_token().empty());
  EXPECT_THAT(names, ::testing::ElementsAre(Name("o0"), Name("o1"), Name("o2"), Name("o3"), Name("o4")));
  list.set_filter("done = true");
  EXPECT_THAT(Admin().Call(&Stub::ListOperations, list)->operations(), ::testing::SizeIs(1));
  list.set_filter(absl::StrCat("target = ", county_, "/plans/p2"));
  EXPECT_EQ(Admin().Call(&Stub::ListOperations, list)->operations(0).name(), Name("o2"));
}

TEST_F(LroTest, ARowHoldsNothingInClear) {
  Begin("o1", "431123199001010010", kNobodys);
  ASSERT_THAT(TryBegin("o2", "42", kMethod, "p2"), IsOk());
  EXPECT_TRUE(Wait("o2").has_response());
  const std::string rows = Psql(test_sql::kStoredBytes);
  EXPECT_THAT(rows, ::testing::Not(::testing::HasSubstr("431123199001010010")));
  EXPECT_THAT(rows, ::testing::Not(::testing::HasSubstr("type.googleapis.com")));
}

TEST_F(LroTest, WhatEndedLongAgoIsForgotten) {
  Begin("o1", "", kNobodys);
  EXPECT_THAT(Cancel("o1"), IsOk());
  db::Session db(pool(), {.read_only = false});
  EXPECT_EQ(*db.Run(sql::kForgetOperations, db::Arg("before", absl::Now() - absl::Hours(1))), 0);
  EXPECT_GE(*db.Run(sql::kForgetOperations, db::Arg("before", absl::Now() + absl::Hours(1))), 1);
}

}  // namespace
}  // namespace xf::lro

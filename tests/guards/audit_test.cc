// The audit log as an auditor, a province and a colluding database administrator see it.
#include <thread>

#include "absl/strings/str_split.h"
#include "common/audit/append.h"
#include "common/audit/archive.h"
#include "common/audit/sql/queries.h"
#include "common/audit/verify.h"
#include "common/base/file.h"
#include "common/crypto/digest.h"
#include "common/feed/witness.h"
#include "common/obs/metrics.h"
#include "common/rpc/audit_trail.h"
#include "common/rpc/runtime.h"
#include "common/testing/must.h"
#include "common/testing/postgres.h"
#include "services/membership/handlers/test_county.h"
#include "tests/guards/test_sql/queries.h"
#include "xianfeng/audit/v1/audit_service.grpc.pb.h"
#include "xianfeng/sync/v1/sync.grpc.pb.h"

namespace xf::membership {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsError;
using testing::IsOk;
using ::testing::Not;
namespace log = xianfeng::audit::v1;
namespace sync = xianfeng::sync::v1;
using AuditStub = log::AuditService::Stub;

class AuditTest : public MembershipTest {
 protected:
  std::vector<log::AuditEntry> Entries(const std::string& filter = "", bool details = false,
                                       const std::string& parent = "") {
    log::ListAuditEntriesRequest request;
    request.set_parent(parent.empty() ? county() : parent);
    request.set_filter(filter);
    request.set_page_size(1000);
    request.set_include_details(details);
    auto page = Auditor().Call(&AuditStub::ListAuditEntries, request);
    EXPECT_THAT(page, IsOk());
    if (!page.ok()) return {};
    return {page->entries().begin(), page->entries().end()};
  }

  rpc::Client Auditor() const {
    return suite().As({.subject = "auditor", .roles = {"auditor"}, .scopes = {testing::RootPath(county()), "00"}});
  }

  log::VerifyAuditChainResponse Verify(const std::vector<log::AuditCheckpoint>& kept = {}) {
    log::VerifyAuditChainRequest request;
    request.set_parent(county());
    *request.mutable_checkpoints() = {kept.begin(), kept.end()};
    auto verdict = Auditor().Call(&AuditStub::VerifyAuditChain, request);
    EXPECT_THAT(verdict, IsOk());
    return verdict.value_or(log::VerifyAuditChainResponse());
  }
  std::vector<std::string> Problems(const std::vector<log::AuditCheckpoint>& kept = {}) {
    std::vector<std::string> problems;
    const auto verdict = Verify(kept);
    for (const auto& finding : verdict.findings()) {
      problems.push_back(absl::StrCat(log::AuditProblem_Name(finding.problem()).substr(14), " ", finding.seq()));
    }
    return problems;
  }

  log::AuditCheckpoint Checkpoint() {
    log::GetCheckpointRequest request;
    request.set_parent(county());
    auto answer = Auditor().Call(&AuditStub::GetCheckpoint, request);
    EXPECT_THAT(answer, IsOk());
    return answer.value_or(log::GetCheckpointResponse()).checkpoint();
  }

  // What a superuser does to the log.
  void SetSubject(int64_t seq, absl::string_view subject) {
    Psql(test_sql::kSetSubject, {db::Arg("seq", seq), db::Arg("subject", subject)});
  }
  void DeleteEntries(int64_t first, int64_t last) {
    Psql(test_sql::kDeleteEntries, {db::Arg("first", first), db::Arg("last", last)});
  }

  // Changes an entry and makes every hash after it anew, and the head's: what nobody can tell from the log alone.
  void RewriteFrom(int64_t seq) {
    db::Pool superuser({.dsn = suite().dsn(), .schema = "membership", .size = 1});
    db::Session db(superuser, {.read_only = false});
    auto rows = testing::Must(db.Rows(audit::sql::kReadEntries, db::Arg("county", county().substr(9)),
                                      db::Arg("after", 0), db::Arg("upto", 1'000'000), db::Arg("page_limit", 10'000)));
    std::string previous;
    for (audit::Entry& entry : audit::ToEntries(rows)) {
      if (entry.seq == seq) entry.subject = "somebody-else";
      entry.content_hash = audit::ContentHash(entry);
      previous = audit::LinkHash(entry, previous, entry.seq);
      ASSERT_THAT(db.Run(test_sql::kRewriteEntry, db::Arg("county", entry.county), db::Arg("seq", entry.seq),
                         db::Arg("subject", entry.subject), db::Arg("content", db::Bytes{entry.content_hash}),
                         db::Arg("hash", db::Bytes{previous})),
                  IsOk());
    }
    ASSERT_THAT(
        db.Run(test_sql::kRewriteHead, db::Arg("county", county().substr(9)), db::Arg("hash", db::Bytes{previous})),
        IsOk());
    ASSERT_THAT(db.Commit(), IsOk());
  }
};

TEST_F(AuditTest, AWriteTellsWhoDidWhatToWhatFromWhere) {
  const v1::Member member = Add(1, "e1");
  const auto entries = Entries();
  ASSERT_EQ(entries.size(), 7u);  // Six organizations, one member.
  const log::AuditEntry& last = entries.back();
  EXPECT_EQ(last.seq(), 7);
  EXPECT_EQ(last.subject(), "test-admin");
  EXPECT_EQ(last.service(), "spiffe://xianfeng/client");
  EXPECT_THAT(last.origin(), HasSubstr("127.0.0.1"));
  EXPECT_EQ(last.method(), "xianfeng.membership.v1.MemberService/CreateMember");
  EXPECT_EQ(last.result(), "OK");
  EXPECT_EQ(last.trace_id().size(), 32u);
  EXPECT_THAT(last.resources(), ElementsAre(member.name()));
  EXPECT_THAT(last.before_hash(), IsEmpty());
  EXPECT_EQ(last.after_hash().size(), 32u);
  EXPECT_THAT(Problems(), IsEmpty());
}

TEST_F(AuditTest, WhatWasBeforeIsWhatTheFeedSaidBefore) {
  v1::Member member = Add(1, "e1");
  v1::UpdateMemberRequest request;
  *request.mutable_member() = member;
  request.mutable_member()->set_phone("13900000000");
  request.mutable_update_mask()->add_paths("phone");
  ASSERT_THAT(admin().Call(&MemberStub::UpdateMember, request), IsOk());
  const auto entries = Entries(absl::StrCat("resource = \"", member.name(), "\""));
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_EQ(entries[1].before_hash(), entries[0].after_hash());
  EXPECT_NE(entries[1].before_hash(), entries[1].after_hash());

  sync::ListChangesRequest feed;
  feed.set_parent(county());
  feed.set_page_size(500);
  const auto page = testing::Must(admin().Call(&sync::ChangeFeedService::Stub::ListChanges, feed));
  const sync::Change& change = page.changes(page.changes_size() - 1);
  const std::string bytes = crypto::Digest("sha256", change.resource().value());
  EXPECT_EQ(entries[1].after_hash(), crypto::Digest("sha256", change.name() + bytes));
}

TEST_F(AuditTest, AFailedWriteIsInTheLogAndItsTextIsSealed) {
  const size_t before = Entries().size();
  v1::UpdateMemberRequest request;
  request.mutable_member()->set_name(absl::StrCat(county(), "/members/431123199001010010"));
  request.mutable_update_mask()->add_paths("phone");
  EXPECT_EQ(admin().Call(&MemberStub::UpdateMember, request).status().code(), absl::StatusCode::kNotFound);
  const auto entries = Entries("", true);
  ASSERT_EQ(entries.size(), before + 1);
  EXPECT_EQ(entries.back().result(), "NOT_FOUND");
  EXPECT_EQ(entries.back().reason(), "RESOURCE_NOT_FOUND");
  EXPECT_THAT(entries.back().resources(), IsEmpty());
  EXPECT_THAT(entries.back().details().at("target"), HasSubstr("431123199001010010"));
  EXPECT_EQ(Psql(test_sql::kCountEntriesWith, {db::Arg("text", "431123199001010010")}), "0\n");
}

TEST_F(AuditTest, ARefusalIsInTheLogOfTheCountyThatWasAskedFor) {
  log::ListAuditEntriesRequest request;
  request.set_parent(county());
  EXPECT_THAT(clerk("east").Call(&AuditStub::ListAuditEntries, request),
              IsError(absl::StatusCode::kPermissionDenied, errors::REASON_PERMISSION_MISSING));
  const auto refusals = Entries("result = PERMISSION_DENIED");
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_EQ(refusals[0].subject(), "test-clerk");
  EXPECT_EQ(refusals[0].reason(), "PERMISSION_MISSING");
}

TEST_F(AuditTest, WhatAStrangerAskedForIsNotReadButThatHeDidIsInTheLog) {
  const auto strangers = [this] { return Entries("result = UNAUTHENTICATED", false, "counties/000000"); };
  const size_t before = strangers().size();
  const rpc::Client nobody(admin().channel(), "not a token");
  EXPECT_THAT(Get(nobody, absl::StrCat(county(), "/members/x")).status(),
              IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_INVALID));
  ASSERT_EQ(strangers().size(), before + 1);
  EXPECT_EQ(strangers().back().subject(), "");
  EXPECT_EQ(strangers().back().service(), "spiffe://xianfeng/client");
}

TEST_F(AuditTest, AFloodOfStrangersDoesNotFillTheLogAndIsCounted) {
  // Number of entries, and of the refusals that they tell of.
  const auto strangers = [this] {
    std::pair<int, int> told;
    for (const auto& entry : Entries("reason = TOKEN_MISSING", true, "counties/000000")) {
      const auto left_out = entry.details().find("left_out");
      ++told.first;
      told.second += 1 + (left_out == entry.details().end() ? 0 : std::stoi(left_out->second));
    }
    return told;
  };
  const auto before = strangers();
  const rpc::Client nobody(admin().channel(), "");
  constexpr int kFlood = 300;
  for (int i = 0; i < kFlood; ++i) {
    EXPECT_THAT(Get(nobody, absl::StrCat(county(), "/members/x")).status(),
                IsError(absl::StatusCode::kUnauthenticated, errors::REASON_TOKEN_MISSING));
  }
  rpc::AppendLeftOut(suite().server().runtime(), absl::Now() + absl::Hours(1));
  const auto after = strangers();
  EXPECT_LE(after.first - before.first, 40);
  EXPECT_EQ(after.second - before.second, kFlood);
}

TEST_F(AuditTest, ARevealIsInTheLogWithItsPurpose) {
  const v1::Member member = Add(1, "e1");
  v1::RevealMemberRequest request;
  request.set_name(member.name());
  request.set_purpose("核对身份信息");
  ASSERT_THAT(admin().Call(&MemberStub::RevealMember, request), IsOk());
  const auto reveals = Entries("method = \"xianfeng.membership.v1.MemberService/RevealMember\"", true);
  ASSERT_EQ(reveals.size(), 1u);
  EXPECT_THAT(reveals[0].resources(), ElementsAre(member.name()));
  EXPECT_EQ(reveals[0].details().at("purpose"), "核对身份信息");
}

TEST_F(AuditTest, ACountyThatIsNotHereIsNotMadeByARefusal) {
  const size_t before = Entries("", false, "counties/000000").size();
  log::ListAuditEntriesRequest elsewhere;
  elsewhere.set_parent("counties/130000");
  EXPECT_FALSE(clerk("east").Call(&AuditStub::ListAuditEntries, elsewhere).ok());
  EXPECT_EQ(Entries("", false, "counties/000000").size(), before + 1);
  EXPECT_EQ(Psql(test_sql::kCountHeads, {db::Arg("county", "130000")}), "0\n");
}

TEST_F(AuditTest, APlainReadIsNotInTheLog) {
  const v1::Member member = Add(1, "e1");
  const size_t before = Entries().size();
  ASSERT_THAT(Get(admin(), member.name()), IsOk());
  EXPECT_FALSE(Get(admin(), absl::StrCat(county(), "/members/none")).ok());
  EXPECT_EQ(Entries().size(), before);
}

TEST_F(AuditTest, AnExportIsInTheLogBeforeItLeavesAndAfterwardsWithItsSize) {
  AddMany(0, 3, "e1");
  v1::ExportMembersRequest request;
  request.set_parent(county());
  ASSERT_THAT((admin().Read<MemberStub, v1::ExportMembersRequest, v1::ExportMembersResponse>(
                  &MemberStub::ExportMembers, request, [](auto&) { return true; })),
              IsOk());
  const auto entries = Entries("method = \"xianfeng.membership.v1.MemberService/ExportMembers\"", true);
  ASSERT_EQ(entries.size(), 2u);
  EXPECT_THAT(entries[0].resources(), ElementsAre(county()));
  EXPECT_FALSE(entries[1].details().at("messages").empty());
}

TEST_F(AuditTest, OpeningTheDetailsIsARevealAndAuditedItself) {
  Entries("", true);
  EXPECT_EQ(Entries("method = \"xianfeng.audit.v1.AuditService/ListAuditEntries\"").size(), 1u);
  Entries();
  EXPECT_EQ(Entries("method = \"xianfeng.audit.v1.AuditService/ListAuditEntries\"").size(), 1u);
}

TEST_F(AuditTest, AnAuditorOfAnotherCountySeesNoChain) {
  const rpc::Client other =
      suite().As({.subject = "auditor", .roles = {"auditor"}, .scopes = {testing::RootPath(NewCounty())}});
  log::VerifyAuditChainRequest request;
  request.set_parent(county());
  EXPECT_THAT(other.Call(&AuditStub::VerifyAuditChain, request),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(AuditTest, WhoFollowsATownshipMayAskWhatTheChainSaidAndReadNothingOfIt) {
  const rpc::Client township = suite().As(
      {.subject = "integrator", .roles = {"integrator", "auditor"}, .scopes = {testing::RootPath(county()) + ".east"}});
  log::GetCheckpointRequest request;
  request.set_parent(county());
  request.set_seq(3);
  const auto then = testing::Must(township.Call(&AuditStub::GetCheckpoint, request)).checkpoint();
  EXPECT_EQ(then.hash(), Entries()[2].hash());
  log::ListAuditEntriesRequest list;
  list.set_parent(county());
  EXPECT_THAT(township.Call(&AuditStub::ListAuditEntries, list),
              IsError(absl::StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(AuditTest, ChunksOfAnImportAndManyWritersAtOnceLeaveASoundChain) {
  AddMany(0, 600, "e1");
  const auto imports = Entries("method = \"xianfeng.membership.v1.MemberService/ImportMembers\"");
  ASSERT_EQ(imports.size(), 2u);
  // Chunks run side by side.
  EXPECT_EQ(std::max(imports[0].resources_size(), imports[1].resources_size()), 500);
  EXPECT_EQ(std::min(imports[0].resources_size(), imports[1].resources_size()), 100);
  std::vector<std::thread> writers;
  for (int w = 0; w < 4; ++w) {
    writers.emplace_back([this, w] {
      for (int i = 0; i < 5; ++i) Add(1000 + w * 5 + i, "w1");
    });
  }
  for (std::thread& writer : writers) writer.join();
  const auto verdict = Verify();
  EXPECT_THAT(verdict.findings(), IsEmpty());
  EXPECT_EQ(verdict.checked(), 6 + 2 + 20);
  EXPECT_EQ(verdict.head().seq(), 28);
}

TEST_F(AuditTest, WhatASuperuserDidIsNamed) {
  Add(1, "e1");
  SetSubject(2, "nobody");
  EXPECT_THAT(Problems(), ElementsAre("CHANGED 2"));
  SetSubject(2, "test-admin");
  EXPECT_THAT(Problems(), IsEmpty());
  Psql(test_sql::kSwapEntries);
  EXPECT_THAT(Problems(), ElementsAre("REORDERED 3"));
  DeleteEntries(5, 5);
  EXPECT_THAT(Problems(), ElementsAre("REORDERED 3", "REMOVED 5"));
  DeleteEntries(7, 7);
  EXPECT_THAT(Problems(), ElementsAre("REORDERED 3", "REMOVED 5", "REMOVED 7"));
}

TEST_F(AuditTest, AnInsertedEntryIsNamed) {
  Psql(test_sql::kInsertEntry);
  EXPECT_THAT(Problems(), ::testing::Contains("INSERTED 4"));
  EXPECT_THAT(Problems(), Not(::testing::Contains("CHANGED 5")));
}

TEST_F(AuditTest, TheAppRoleAppendsAndReadsOnly) {
  const std::vector<std::string> refusals =
      absl::StrSplit(Psql(test_sql::kChangeLogAsApp), '\n', absl::SkipWhitespace());
  const auto denied = HasSubstr("permission denied for table audit_"), foreign = HasSubstr("must be owner of table");
  EXPECT_THAT(refusals, ElementsAre(denied, denied, denied, denied, denied, foreign));
}

TEST_F(AuditTest, ALogThatWasRewrittenFromEndToEndContradictsACheckpointFromBefore) {
  Add(1, "e1");
  const log::AuditCheckpoint kept = Checkpoint();
  Add(2, "e1");
  EXPECT_THAT(Problems({kept}), IsEmpty());
  RewriteFrom(3);
  EXPECT_THAT(Problems(), IsEmpty()) << "the forged chain is sound in itself";
  EXPECT_THAT(Problems({kept}), ElementsAre("CHECKPOINT 7"));
  log::AuditCheckpoint forged = kept;
  forged.set_hash(std::string(32, 'x'));
  EXPECT_THAT(Problems({forged}), ElementsAre("CHECKPOINT 7"));
}

TEST_F(AuditTest, TheConsumerOfTheFeedIsItsWitness) {
  const auto& runtime = suite().server().runtime();
  feed::Witness witness(suite().server().runtime(), "membership", county().substr(9));
  const auto contradicted = [&] {
    return obs::Gauge("audit_witness_contradicted", "", {{"source", "membership"}, {"county", county().substr(9)}})
        .Value();
  };
  // As its feed brings it: signed.
  sync::GetFeedHeadRequest request;
  request.set_parent(county());
  const auto head = testing::Must(admin().Call(&sync::ChangeFeedService::Stub::GetFeedHead, request)).head();
  EXPECT_EQ(head.audit().seq(), 6);
  EXPECT_THAT(audit::CheckSignature(*runtime.signer, "membership", county().substr(9), head.audit()), IsOk());
  witness.See(Auditor(), head.audit());
  Add(1, "e1");
  witness.See(Auditor(), Checkpoint());
  EXPECT_EQ(contradicted(), 0);

  RewriteFrom(2);
  Add(2, "e1");
  EXPECT_THAT(Problems(), IsEmpty());
  witness.See(Auditor(), Checkpoint());
  EXPECT_EQ(contradicted(), 1);

  // A witness that starts anew has kept what it saw; so everybody can ask the log about it.
  feed::Witness again(suite().server().runtime(), "membership", county().substr(9));
  again.See(Auditor(), Checkpoint());
  EXPECT_EQ(contradicted(), 1);
  log::ListWitnessedCheckpointsRequest list;
  list.set_parent(county());
  const auto kept = testing::Must(Auditor().Call(&AuditStub::ListWitnessedCheckpoints, list));
  ASSERT_EQ(kept.checkpoints_size(), 1);
  EXPECT_EQ(kept.checkpoints(0).source(), "membership");
  EXPECT_THAT(Problems({kept.checkpoints(0).checkpoint()}), ElementsAre("CHECKPOINT 7"));
}

TEST_F(AuditTest, ALogThatWasCutShortContradictsItsWitness) {
  Add(1, "e1");
  const log::AuditCheckpoint kept = Checkpoint();
  Psql(test_sql::kCutLog, {db::Arg("last", 6)});
  EXPECT_THAT(Problems(), IsEmpty());
  EXPECT_THAT(Problems({kept}), ElementsAre("CHECKPOINT 7"));
}

TEST_F(AuditTest, OldEntriesLeaveForASignedFileAndTheChainGoesOnFromTheirLastHash) {
  auto& runtime = suite().server().runtime();
  db::Pool owner({.dsn = runtime.config.database_owner, .schema = "membership", .size = 1});
  const log::AuditCheckpoint kept = Checkpoint();
  audit::ArchiveOrder order{.service = "membership",
                            .county = county().substr(9),
                            .now = absl::Now(),
                            .keep = absl::Hours(24 * 1095),
                            .file = absl::StrCat(testing::ScratchDir(), "/archive.jsonl")};
  EXPECT_EQ(testing::Must(audit::Archive(owner, *runtime.signer, order)).entries, 0);
  order.now += absl::Hours(24 * 1096);
  const audit::Archived archived = testing::Must(audit::Archive(owner, *runtime.signer, order));
  EXPECT_EQ(archived.entries, 6);
  EXPECT_EQ(archived.last.hash, kept.hash());
  Add(1, "e1");
  const auto verdict = Verify({kept});
  EXPECT_THAT(verdict.findings(), IsEmpty());
  EXPECT_EQ(verdict.checked(), 1);
  EXPECT_EQ(verdict.anchor().seq(), 6);
  EXPECT_EQ(testing::Must(audit::CheckArchive(*runtime.signer, order.file)).entries, 6);
  EXPECT_EQ(audit::Archive(owner, *runtime.signer, order).status().code(), absl::StatusCode::kAlreadyExists);

  std::string text = testing::Must(ReadFile(order.file));
  text.replace(text.find("test-admin"), 4, "TEST");
  ASSERT_THAT(WriteFile(order.file, text), IsOk());
  EXPECT_EQ(audit::CheckArchive(*runtime.signer, order.file).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(AuditTest, SixMonthsStayWhateverIsOrdered) {
  auto& runtime = suite().server().runtime();
  db::Pool owner({.dsn = runtime.config.database_owner, .schema = "membership", .size = 1});
  const audit::ArchiveOrder order{.service = "membership",
                                  .county = county().substr(9),
                                  .now = absl::Now(),
                                  .keep = absl::Hours(24 * 182),
                                  .file = absl::StrCat(testing::ScratchDir(), "/early.jsonl")};
  EXPECT_EQ(audit::Archive(owner, *runtime.signer, order).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST_F(AuditTest, ABrokenLogIsNotArchived) {
  auto& runtime = suite().server().runtime();
  db::Pool owner({.dsn = runtime.config.database_owner, .schema = "membership", .size = 1});
  SetSubject(2, "nobody");
  const audit::ArchiveOrder order{.service = "membership",
                                  .county = county().substr(9),
                                  .now = absl::Now() + absl::Hours(24 * 2000),
                                  .keep = absl::Hours(24 * 1095),
                                  .file = absl::StrCat(testing::ScratchDir(), "/broken.jsonl")};
  EXPECT_EQ(audit::Archive(owner, *runtime.signer, order).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Entries().size(), 6u);
}

TEST_F(AuditTest, AnAnchorThatNobodySignedIsNamed) {
  Psql(test_sql::kForgeAnchor, {db::Arg("seq", 3)});
  EXPECT_THAT(Problems(), ElementsAre("ANCHOR 3"));
}

}  // namespace
}  // namespace xf::membership

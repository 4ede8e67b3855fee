// Candidates, one at a time and imported.
#include "services/rotation/handlers/rotation_fixture.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using ::testing::ElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;
using xianfeng::type::v1::ImportSummary;

class CandidateTest : public RotationTest {
 protected:
  absl::StatusOr<v1::Candidate> Create(const v1::Candidate& candidate, const rpc::Client& client) {
    v1::CreateCandidateRequest request;
    request.set_parent(county_);
    *request.mutable_candidate() = candidate;
    return client.Call(&Programs::CreateCandidate, request);
  }

  absl::StatusOr<v1::Candidate> Get(const std::string& name, const rpc::Client& client) {
    v1::GetCandidateRequest request;
    request.set_name(name);
    return client.Call(&Programs::GetCandidate, request);
  }

  absl::StatusOr<ImportSummary> Import(const std::vector<v1::Candidate>& rows, const rpc::Client& client,
                                       bool validate_only = false) {
    bool sent = false;
    return client.Write(&Programs::ImportCandidates,
                        std::function<bool(v1::ImportCandidatesRequest&)>([&](v1::ImportCandidatesRequest& chunk) {
                          if (sent) return false;
                          chunk.set_parent(county_);
                          chunk.set_request_id(absl::StrCat("import-", ++imports_));
                          chunk.set_validate_only(validate_only);
                          for (const v1::Candidate& row : rows) *chunk.add_rows() = row;
                          return sent = true;
                        }));
  }

  int imports_ = 0;
};

TEST_F(CandidateTest, TakesWhatItLeavesOutFromTheMembersFile) {
  const auto candidate = Create(CandidateOf(MakeMember("m1")), Admin());
  ASSERT_THAT(candidate, IsOk());
  EXPECT_EQ(candidate->member(), Name("members", "m1"));
  EXPECT_EQ(candidate->archive_birth_month(), "1988-07");
  EXPECT_EQ(candidate->education(), "21");
  EXPECT_EQ(candidate->org_path(), absl::StrCat(xf::testing::RootPath(county_), ".east"));
  EXPECT_THAT(Get(candidate->name(), ClerkOf("east")), IsOk());
  EXPECT_THAT(Get(candidate->name(), ClerkOf("west")),
              IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(CandidateTest, IsAFullMember) {
  const std::string member = MakeMember("m1", "east", membership::MEMBER_KIND_PROBATIONARY);
  EXPECT_THAT(Create(CandidateOf(member), Admin()),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_CANDIDATE_NOT_FULL_MEMBER));
}

TEST_F(CandidateTest, IsAMemberInTheCallersScope) {
  const std::string member = MakeMember("m1", "west");
  const auto missing = IsError(StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND);
  EXPECT_THAT(Create(CandidateOf(member), ClerkOf("east")), missing);
  EXPECT_THAT(Create(CandidateOf(Name("members", "nobody")), Admin()), missing);
  EXPECT_THAT(Create(CandidateOf("counties/110101/members/m1"), Admin()), missing);
  EXPECT_THAT(Create(CandidateOf(member, "east"), ClerkOf("west")), missing);
  EXPECT_THAT(Create(CandidateOf(member, "west"), ClerkOf("west")), IsOk());
}

TEST_F(CandidateTest, IsACandidateOnce) {
  const std::string member = MakeMember("m1");
  ASSERT_THAT(Create(CandidateOf(member), Admin()), IsOk());
  EXPECT_THAT(Create(CandidateOf(member), Admin()),
              IsError(StatusCode::kAlreadyExists, errors::REASON_CANDIDATE_MEMBER_TAKEN));
}

TEST_F(CandidateTest, GetsExclusionsAndSkillsAndKeepsItsMember) {
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(MakeCandidate("zhang"));
  update.mutable_candidate()->add_skills("项目管理");
  v1::Exclusion& exclusion = *update.mutable_candidate()->add_exclusions();
  exclusion.set_kind(v1::EXCLUSION_KIND_PERSONAL);
  *exclusion.mutable_start_date() = ToDate(CivilDay(2025, 1, 1));
  const auto updated = Admin().Call(&Programs::UpdateCandidate, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_THAT(updated->skills(), ElementsAre("项目管理"));
  ASSERT_EQ(updated->exclusions_size(), 1);
  EXPECT_EQ(updated->exclusions(0).kind(), v1::EXCLUSION_KIND_PERSONAL);
  EXPECT_EQ(updated->archive_birth_month(), "1988-07");

  *update.mutable_candidate()->mutable_exclusions(0)->mutable_end_date() = ToDate(CivilDay(2024, 1, 1));
  EXPECT_THAT(Admin().Call(&Programs::UpdateCandidate, update),
              ViolatesFields(ElementsAre("candidate.exclusions[0].end_date")));
  v1::UpdateCandidateRequest other;
  other.mutable_candidate()->set_name(update.candidate().name());
  other.mutable_candidate()->set_member(Name("members", "m2"));
  other.mutable_update_mask()->add_paths("member");
  EXPECT_THAT(Admin().Call(&Programs::UpdateCandidate, other),
              IsError(StatusCode::kInvalidArgument, errors::REASON_UPDATE_MASK_INVALID));
}

TEST_F(CandidateTest, GoesWithItsUnit) {
  const std::string name = MakeCandidate("zhang", "east");
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(name);
  update.mutable_candidate()->set_organization(OrganizationName("west"));
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  EXPECT_THAT(Get(name, ClerkOf("west")), IsOk());
  EXPECT_THAT(Get(name, ClerkOf("east")), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(CandidateTest, IsFoundByMember) {
  MakeCandidate("zhang");
  const std::string li = MakeCandidate("li");
  v1::ListCandidatesRequest request;
  request.set_parent(county_);
  request.set_filter(absl::StrCat("member = ", Name("members", "li")));
  const auto found = Admin().Call(&Programs::ListCandidates, request);
  ASSERT_THAT(found, IsOk());
  ASSERT_EQ(found->candidates_size(), 1);
  EXPECT_EQ(found->candidates(0).name(), li);
}

TEST_F(CandidateTest, ImportTellsNewFromChangedFromEqualRowsAndNamesTheRest) {
  const std::string probationary = MakeMember("m3", "east", membership::MEMBER_KIND_PROBATIONARY);
  std::vector<v1::Candidate> rows = {CandidateOf(MakeMember("m1")), CandidateOf(MakeMember("m2", "west"), "west"),
                                     CandidateOf(probationary), CandidateOf(Name("members", "m1")),
                                     CandidateOf(Name("members", "nobody"))};
  rows[0].set_name(Name("candidates", "zhang"));
  const auto first = Import(rows, Admin());
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->rows(), 5);
  EXPECT_EQ(first->created(), 2);
  EXPECT_EQ(first->failed(), 3);
  ASSERT_EQ(first->errors_size(), 3);
  EXPECT_EQ(first->errors(0).row(), 3);
  EXPECT_EQ(first->errors(0).reason(), "CANDIDATE_NOT_FULL_MEMBER");
  EXPECT_EQ(first->errors(1).row(), 4);
  EXPECT_EQ(first->errors(1).reason(), "CANDIDATE_MEMBER_TAKEN");
  EXPECT_EQ(first->errors(2).row(), 5);
  EXPECT_EQ(first->errors(2).reason(), "REFERENCE_NOT_FOUND");
  EXPECT_THAT(Get(Name("candidates", "zhang"), Admin()), IsOk());

  rows.resize(2);
  rows[1].add_skills("信访");
  const auto second = Import(rows, Admin());
  ASSERT_THAT(second, IsOk());
  EXPECT_EQ(second->unchanged(), 1);
  EXPECT_EQ(second->updated(), 1);
  EXPECT_EQ(second->failed(), 0);
}

TEST_F(CandidateTest, KeepsWhoseRelativeHeIsAndWhereHeIsFrom) {
  v1::Candidate row = CandidateOf(MakeMember("m1"));
  v1::Kin& kin = *row.add_kin();
  kin.set_relation(v1::KIN_RELATION_SPOUSE);
  kin.set_host("财政局");
  kin.set_leads(true);
  row.set_growth_division("431123");
  row.set_home_division("431123100000");
  ASSERT_EQ(Import({row}, Admin())->created(), 1);
  EXPECT_EQ(Import({row}, Admin())->unchanged(), 1);
  v1::ListCandidatesRequest list;
  list.set_parent(county_);
  v1::UpdateCandidateRequest update;
  *update.mutable_candidate() = Admin().Call(&Programs::ListCandidates, list)->candidates(0);
  EXPECT_EQ(update.candidate().kin(0).ShortDebugString(), kin.ShortDebugString());
  EXPECT_EQ(update.candidate().growth_division(), "431123");
  update.mutable_candidate()->set_home_division("431124");
  update.mutable_candidate()->mutable_kin(0)->clear_relation();
  EXPECT_THAT(Admin().Call(&Programs::UpdateCandidate, update),
              ViolatesFields(ElementsAre("candidate.kin[0].relation")));
  update.mutable_candidate()->mutable_kin(0)->set_relation(v1::KIN_RELATION_IN_LAW);
  const auto updated = Admin().Call(&Programs::UpdateCandidate, update);
  ASSERT_THAT(updated, IsOk());
  EXPECT_EQ(updated->home_division(), "431124");
  EXPECT_EQ(updated->kin(0).relation(), v1::KIN_RELATION_IN_LAW);
}

TEST_F(CandidateTest, ImportRefusesANameThatAnotherMemberHas) {
  MakeCandidate("zhang");
  v1::Candidate row = CandidateOf(MakeMember("m2"));
  row.set_name(Name("candidates", "zhang"));
  const auto summary = Import({row}, Admin());
  ASSERT_THAT(summary, IsOk());
  ASSERT_EQ(summary->errors_size(), 1);
  EXPECT_EQ(summary->errors(0).reason(), "RESOURCE_ALREADY_EXISTS");
}

TEST_F(CandidateTest, ImportMeetsACandidateOutOfScopeWithoutSayingWhose) {
  const std::string member = MakeMember("m1", "west");
  ASSERT_THAT(Create(CandidateOf(member, "east"), Admin()), IsOk());
  const auto summary = Import({CandidateOf(member, "west")}, ClerkOf("west"));
  ASSERT_THAT(summary, IsOk());
  ASSERT_EQ(summary->errors_size(), 1);
  EXPECT_EQ(summary->errors(0).reason(), "CANDIDATE_MEMBER_TAKEN");
}

TEST_F(CandidateTest, ADryRunWritesNothing) {
  v1::Candidate row = CandidateOf(MakeMember("m1"));
  row.set_name(Name("candidates", "zhang"));
  const auto dry = Import({row}, Admin(), true);
  ASSERT_THAT(dry, IsOk());
  EXPECT_EQ(dry->created(), 1);
  EXPECT_TRUE(dry->validate_only());
  EXPECT_THAT(Get(row.name(), Admin()), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::rotation

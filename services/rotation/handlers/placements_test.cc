// Placements: recorded, read, imported.
#include <thread>

#include "services/rotation/handlers/placement_fixture.h"

namespace xf::rotation {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using ::testing::ElementsAre;
using xf::testing::IsError;
using xf::testing::IsOk;
using xf::testing::ViolatesFields;
using xianfeng::type::v1::ImportSummary;

class PlacementTest : public PlacementFixture {
 protected:
  absl::StatusOr<ImportSummary> Import(const std::vector<v1::Placement>& rows, const std::string& request_id,
                                       bool validate_only = false) {
    bool sent = false;
    return Admin().Write(&Placements::ImportPlacements,
                         std::function<bool(v1::ImportPlacementsRequest&)>([&](v1::ImportPlacementsRequest& chunk) {
                           if (sent) return false;
                           chunk.set_parent(county_);
                           chunk.set_request_id(request_id);
                           chunk.set_validate_only(validate_only);
                           for (const v1::Placement& row : rows) *chunk.add_rows() = row;
                           return sent = true;
                         }));
  }

  v1::Placement Named(absl::string_view id, v1::Placement placement) const {
    placement.set_name(Name("placements", id));
    return placement;
  }
};

TEST_F(PlacementTest, IsReadBackWithWhatWasTrueWhenItWasRecorded) {
  const auto made = Create(Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31)));
  ASSERT_THAT(made, IsOk());
  v1::UpdatePostRequest update;
  update.mutable_post()->set_name(city_post_);
  update.mutable_post()->set_host("另一单位");
  ASSERT_THAT(Admin().Call(&Programs::UpdatePost, update), IsOk());

  const auto placement = Get(made->name());
  ASSERT_THAT(placement, IsOk());
  EXPECT_EQ(placement->state(), v1::PLACEMENT_STATE_PLANNED);
  EXPECT_EQ(placement->member(), Name("members", "zhang"));
  EXPECT_EQ(placement->organization(), OrganizationName("east"));
  EXPECT_EQ(placement->org_path(), absl::StrCat(xf::testing::RootPath(county_), ".east"));
  EXPECT_EQ(placement->program_type(), v1::PROGRAM_TYPE_SHADOWING);
  EXPECT_EQ(placement->host(), "信访局");
  EXPECT_EQ(placement->host_level(), v1::HOST_LEVEL_CITY);
  EXPECT_TRUE(placement->demanding());
  EXPECT_EQ(placement->age_at_start(), 34);
  EXPECT_EQ(placement->months(), 6);
  EXPECT_EQ(placement->rule_version(), "2022");
  EXPECT_FALSE(placement->appraised());
  EXPECT_TRUE(placement->batch().empty());
}

TEST_F(PlacementTest, UpwardWithoutAnApprovalDocumentIsRefused) {
  v1::Placement placement = Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31));
  placement.clear_approval_doc_no();
  EXPECT_THAT(Create(placement), IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_APPROVAL_REQUIRED));
  EXPECT_THAT(Create(placement), ViolatesFields(ElementsAre("placement.approval_doc_no")));
}

TEST_F(PlacementTest, RefersToWhatIsThere) {
  const auto missing = IsError(StatusCode::kFailedPrecondition, errors::REASON_REFERENCE_NOT_FOUND);
  const v1::Placement good = Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31));
  v1::Placement placement = good;
  placement.set_candidate(Name("candidates", "nobody"));
  EXPECT_THAT(Create(placement), missing);
  placement = good;
  placement.set_post("counties/110101/posts/city");
  EXPECT_THAT(Create(placement), missing);
  placement = good;
  placement.set_program(Name("programs", "none"));
  EXPECT_THAT(Create(placement), missing);
  placement = good;
  placement.set_batch(Name("batches", "none"));
  EXPECT_THAT(Create(placement), missing);
}

TEST_F(PlacementTest, ACadreIsAtOnePlaceAtATime) {
  ASSERT_THAT(Create(Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31))), IsOk());
  EXPECT_THAT(Create(Rotation("zhang", CivilDay(2023, 8, 31), CivilDay(2023, 10, 31))),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_PLACEMENT_OVERLAPS));
  EXPECT_THAT(Create(Rotation("zhang", CivilDay(2023, 9, 1), CivilDay(2023, 11, 30))), IsOk());
}

TEST_F(PlacementTest, APostTakesNoMoreThanItsCapacityOnAnyDay) {
  // The city post takes two.
  ASSERT_THAT(Create(Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 6, 30))), IsOk());
  ASSERT_THAT(Create(Shadowing("li", CivilDay(2023, 5, 1), CivilDay(2023, 8, 31))), IsOk());
  EXPECT_THAT(Create(Shadowing("wang", CivilDay(2023, 6, 30), CivilDay(2023, 10, 31))),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_POST_FULL));
  EXPECT_THAT(Create(Shadowing("wang", CivilDay(2023, 7, 1), CivilDay(2023, 10, 31))), IsOk());
}

TEST_F(PlacementTest, OfTwoCreatedAtOnceForOneSeatOneWins) {
  const std::string seat = MakePost("seat", v1::HOST_LEVEL_COUNTY, 1);
  std::vector<v1::Placement> wanted;
  for (const char* id : {"zhang", "li", "wang"}) {
    wanted.push_back(Rotation(id, CivilDay(2023, 3, 1), CivilDay(2023, 5, 31)));
    wanted.back().set_post(seat);
  }
  std::vector<absl::Status> statuses(wanted.size());
  std::vector<std::thread> threads;
  for (size_t i = 0; i < wanted.size(); ++i) {
    threads.emplace_back([&, i] { statuses[i] = Create(wanted[i]).status(); });
  }
  for (std::thread& thread : threads) thread.join();
  int won = 0;
  for (const absl::Status& status : statuses) {
    won += status.ok() ? 1 : 0;
    if (!status.ok()) {
      EXPECT_THAT(status, IsError(StatusCode::kFailedPrecondition, errors::REASON_POST_FULL));
    }
  }
  EXPECT_EQ(won, 1);
}

TEST_F(PlacementTest, ASeatIsTakenAlsoByCadresWhomTheCallerMayNotSee) {
  const std::string post = MakePost("field", v1::HOST_LEVEL_TOWNSHIP, 1, "west");
  v1::Placement east = Training("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 4, 30));
  east.set_post(post);
  const auto made = Create(east);
  ASSERT_THAT(made, IsOk());
  MakeCandidate("zhao", "west");
  v1::Placement west = Training("zhao", CivilDay(2023, 4, 1), CivilDay(2023, 5, 31));
  west.set_post(post);
  const rpc::Client clerk = ClerkOf("west");
  EXPECT_THAT(Get(made->name(), clerk), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
  // A clerk needs a program of the own township.
  west.set_program(MakeTownProgram("west"));
  EXPECT_THAT(Create(west, "", clerk), IsError(StatusCode::kFailedPrecondition, errors::REASON_POST_FULL));
  *west.mutable_start_date() = ToDate(CivilDay(2023, 5, 1));
  EXPECT_THAT(Create(west, "", clerk), IsOk());
}

TEST_F(PlacementTest, AnExcludedCadreIsNotSent) {
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(Name("candidates", "zhang"));
  v1::Exclusion& exclusion = *update.mutable_candidate()->add_exclusions();
  exclusion.set_kind(v1::EXCLUSION_KIND_MINIMUM_SERVICE);
  *exclusion.mutable_start_date() = ToDate(CivilDay(2020, 1, 1));
  *exclusion.mutable_end_date() = ToDate(CivilDay(2024, 12, 31));
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  EXPECT_THAT(Create(Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31))),
              IsError(StatusCode::kFailedPrecondition, errors::REASON_CANDIDATE_EXCLUDED));
}

TEST_F(PlacementTest, RecusalForbidsOrAsksForADocumentAndIsNoted) {
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(Name("candidates", "zhang"));
  v1::Kin& spouse = *update.mutable_candidate()->add_kin();
  spouse.set_relation(v1::KIN_RELATION_SPOUSE);
  spouse.set_host("信访局");
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  v1::Placement placement = Rotation("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31));
  const auto undocumented = Create(placement);
  EXPECT_THAT(undocumented, IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_APPROVAL_REQUIRED));
  EXPECT_THAT(undocumented, ViolatesFields(ElementsAre("placement.approval_doc_no")));
  placement.set_approval_doc_no("测组干〔2023〕9号");
  placement.add_warnings()->set_text_zh("不是我们写的");
  const auto made = Create(placement);
  ASSERT_THAT(made, IsOk());
  ASSERT_EQ(made->warnings_size(), 1);
  EXPECT_EQ(made->warnings(0).rule(), v1::ELIGIBILITY_RULE_KIN);

  spouse.set_leads(true);
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  *placement.mutable_start_date() = ToDate(CivilDay(2023, 7, 1));
  *placement.mutable_end_date() = ToDate(CivilDay(2023, 8, 31));
  const auto recused = Create(placement);
  EXPECT_THAT(recused, IsError(StatusCode::kInvalidArgument, errors::REASON_PLACEMENT_RECUSED));
  EXPECT_THAT(recused, ViolatesFields(ElementsAre("placement.post")));
  v1::Placement ended = Named("past", placement);
  ended.set_state(v1::PLACEMENT_STATE_ENDED);
  const auto imported = Import({ended, Named("coming", placement)}, "import-1");
  ASSERT_THAT(imported, IsOk());
  EXPECT_EQ(imported->created(), 1) << "what was, was";
  ASSERT_EQ(imported->errors_size(), 1);
  EXPECT_EQ(imported->errors(0).field(), "post");
}

TEST_F(PlacementTest, RelativesAreAtOneHostAtATimeOnlyByADocument) {
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(Name("candidates", "li"));
  v1::Kin& brother = *update.mutable_candidate()->add_kin();
  brother.set_relation(v1::KIN_RELATION_COLLATERAL);
  brother.set_candidate(Name("candidates", "zhang"));
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  ASSERT_THAT(Create(Rotation("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31))), IsOk());
  v1::Placement together = Rotation("li", CivilDay(2023, 5, 1), CivilDay(2023, 6, 30));
  EXPECT_THAT(Create(together), ViolatesFields(ElementsAre("placement.approval_doc_no")));
  EXPECT_THAT(Create(Rotation("li", CivilDay(2023, 6, 1), CivilDay(2023, 7, 31))), IsOk()) << "one after the other";
  together.set_approval_doc_no("测组干〔2023〕9号");
  *together.mutable_start_date() = ToDate(CivilDay(2023, 4, 1));
  *together.mutable_end_date() = ToDate(CivilDay(2023, 5, 31));
  const auto made = Create(together);
  ASSERT_THAT(made, IsOk());
  EXPECT_EQ(made->warnings_size(), 1);
}

TEST_F(PlacementTest, ARelativeWhoseRecordNamesTheCadreKeepsHimAwayToo) {
  // Zhang's record names nobody; that of another township's cadre, which the clerk can't read, names Zhang.
  MakeCandidate("far", "west");
  v1::UpdateCandidateRequest update;
  update.mutable_candidate()->set_name(Name("candidates", "far"));
  v1::Kin& sister = *update.mutable_candidate()->add_kin();
  sister.set_relation(v1::KIN_RELATION_COLLATERAL);
  sister.set_candidate(Name("candidates", "zhang"));
  ASSERT_THAT(Admin().Call(&Programs::UpdateCandidate, update), IsOk());
  ASSERT_THAT(Create(Rotation("far", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31))), IsOk());
  const v1::Placement together = Rotation("zhang", CivilDay(2023, 5, 1), CivilDay(2023, 6, 30));
  EXPECT_THAT(Create(together), ViolatesFields(ElementsAre("placement.approval_doc_no")));
  EXPECT_THAT(Create(Rotation("zhang", CivilDay(2023, 6, 1), CivilDay(2023, 7, 31))), IsOk());
}

TEST_F(PlacementTest, TheSameRequestIsRecordedOnce) {
  const v1::Placement placement = Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31));
  const auto first = Create(placement, "request-1");
  const auto again = Create(placement, "request-1");
  ASSERT_THAT(first, IsOk());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(first->name(), again->name());
}

TEST_F(PlacementTest, AreListedByWhatTheyAre) {
  ASSERT_THAT(Create(Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31))), IsOk());
  const auto rotation = Create(Rotation("li", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31)));
  ASSERT_THAT(rotation, IsOk());
  for (const std::string& filter :
       {std::string("program_type = POST_ROTATION"), std::string("host_level = COUNTY AND state = PLANNED"),
        absl::StrCat("candidate = ", Name("candidates", "li")), absl::StrCat("member = ", Name("members", "li")),
        absl::StrCat("post = ", county_post_), absl::StrCat("program = ", rotation_program_),
        absl::StrCat("batch = ", batch_)}) {
    v1::ListPlacementsRequest request;
    request.set_parent(county_);
    request.set_filter(filter);
    const auto found = Admin().Call(&Placements::ListPlacements, request);
    ASSERT_THAT(found, IsOk()) << filter;
    ASSERT_EQ(found->placements_size(), 1) << filter;
    EXPECT_EQ(found->placements(0).name(), rotation->name()) << filter;
  }
}

TEST_F(PlacementTest, ImportTakesThePastAsItWasAndCanBeRunAgain) {
  v1::Placement ended = Named("p1", Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31)));
  ended.set_state(v1::PLACEMENT_STATE_ENDED);
  *ended.mutable_appraisal() = GoodAppraisal(CivilDay(2023, 9, 5));
  const v1::Placement planned = Named("p2", Rotation("li", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31)));
  const auto first = Import({ended, planned}, "import-1");
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(first->created(), 2);
  const auto placement = Get(Name("placements", "p1"));
  ASSERT_THAT(placement, IsOk());
  EXPECT_EQ(placement->state(), v1::PLACEMENT_STATE_ENDED);
  EXPECT_TRUE(placement->appraised());
  EXPECT_EQ(placement->appraisal().grade(), v1::APPRAISAL_GRADE_GOOD);
  EXPECT_EQ(placement->age_at_start(), 34);

  const auto again = Import({ended, planned}, "import-2");
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->unchanged(), 2);
  EXPECT_EQ(again->created() + again->failed(), 0);
}

TEST_F(PlacementTest, ImportJudgesEachRowAlsoAgainstTheRowsBeforeIt) {
  v1::Placement unapproved = Named("p5", Shadowing("wang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31)));
  unapproved.clear_approval_doc_no();
  const auto summary = Import(
      {
          Named("p1", Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31))),
          Named("p2", Rotation("zhang", CivilDay(2023, 4, 1), CivilDay(2023, 6, 30))),  // zhang is away
          Named("p3", Shadowing("li", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31))),
          Named("p4", Shadowing("wang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31))),  // the post takes two
          unapproved,
          Named("p1", Rotation("wang", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31))),  // p1 is the first row's
          Rotation("wang", CivilDay(2023, 3, 1), CivilDay(2023, 5, 31)),               // no name
      },
      "import-1");
  ASSERT_THAT(summary, IsOk());
  EXPECT_EQ(summary->created(), 2);
  std::vector<std::string> reasons;
  for (const auto& error : summary->errors()) reasons.push_back(absl::StrCat(error.row(), " ", error.reason()));
  EXPECT_THAT(reasons, ElementsAre("2 PLACEMENT_OVERLAPS", "4 POST_FULL", "5 PLACEMENT_APPROVAL_REQUIRED",
                                   "6 RESOURCE_ALREADY_EXISTS", "7 RESOURCE_NAME_INVALID"));
  EXPECT_EQ(summary->errors(2).field(), "approval_doc_no");
  EXPECT_THAT(Get(Name("placements", "p4")), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

TEST_F(PlacementTest, ImportDoesNotChangeWhatIsRecorded) {
  const v1::Placement placement = Named("p1", Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31)));
  ASSERT_THAT(Import({placement}, "import-1"), IsOk());
  const auto summary =
      Import({Named("p1", Shadowing("zhang", CivilDay(2023, 4, 1), CivilDay(2023, 8, 31)))}, "import-2");
  ASSERT_THAT(summary, IsOk());
  ASSERT_EQ(summary->errors_size(), 1);
  EXPECT_EQ(summary->errors(0).reason(), "RESOURCE_ALREADY_EXISTS");
}

TEST_F(PlacementTest, ADryRunWritesNothing) {
  const auto dry = Import({Named("p1", Shadowing("zhang", CivilDay(2023, 3, 1), CivilDay(2023, 8, 31)))}, "", true);
  ASSERT_THAT(dry, IsOk());
  EXPECT_EQ(dry->created(), 1);
  EXPECT_THAT(Get(Name("placements", "p1")), IsError(StatusCode::kNotFound, errors::REASON_RESOURCE_NOT_FOUND));
}

}  // namespace
}  // namespace xf::rotation

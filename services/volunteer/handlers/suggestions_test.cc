#include "services/volunteer/handlers/test_county.h"
#include "xianfeng/volunteer/v1/suggestion.grpc.pb.h"

namespace xf::volunteer {
namespace {

using ::testing::ElementsAre;
using testing::IsError;
using testing::ViolatesFields;

class SuggestionTest : public VolunteerTest {
 protected:
  using Stub = v1::SuggestionService::Stub;

  v1::Suggestion Draft(v1::SuggestionTopic topic = v1::SUGGESTION_TOPIC_ENTERPRISE) const {
    v1::Suggestion suggestion;
    suggestion.set_organization(firm());
    suggestion.set_proposer_kind(v1::PROPOSER_KIND_ENTERPRISE);
    suggestion.set_topic(topic);
    suggestion.set_content("建设共享仓储");
    *suggestion.mutable_submitted_date() = ToDate(absl::CivilDay(2026, 5, 18));
    return suggestion;
  }
  absl::StatusOr<v1::Suggestion> Create(const v1::Suggestion& suggestion) const {
    v1::CreateSuggestionRequest request;
    request.set_parent(county());
    *request.mutable_suggestion() = suggestion;
    return Call(&Stub::CreateSuggestion, request);
  }
  absl::StatusOr<v1::Suggestion> Screen(v1::Suggestion suggestion, v1::Screening screening) const {
    v1::UpdateSuggestionRequest request;
    suggestion.set_screening(screening);
    *request.mutable_suggestion() = suggestion;
    request.mutable_update_mask()->add_paths("screening");
    return Call(&Stub::UpdateSuggestion, request);
  }
  absl::StatusOr<v1::Suggestion> Adopt(const v1::Suggestion& suggestion, v1::Adoption adoption) const {
    v1::AdoptSuggestionRequest request;
    request.set_name(suggestion.name());
    request.set_adoption(adoption);
    request.set_reply("已列入计划");
    return Call(&Stub::AdoptSuggestion, request);
  }
};

TEST_F(SuggestionTest, IsDecidedOnOnceItIsFoundValid) {
  const v1::Suggestion suggestion = Must(Create(Draft()));
  EXPECT_THAT(Adopt(suggestion, v1::ADOPTION_ADOPTED),
              IsError(absl::StatusCode::kFailedPrecondition, errors::REASON_SUGGESTION_NOT_VALID));
  const v1::Suggestion valid = Must(Screen(suggestion, v1::SCREENING_VALID));
  EXPECT_EQ(valid.adoption(), v1::ADOPTION_UNSPECIFIED);
  const v1::Suggestion adopted = Must(Adopt(valid, v1::ADOPTION_PARTLY_ADOPTED));
  EXPECT_EQ(adopted.adoption(), v1::ADOPTION_PARTLY_ADOPTED);
  EXPECT_EQ(adopted.reply(), "已列入计划");
  EXPECT_TRUE(adopted.has_adoption_date());
  v1::GetSuggestionRequest get;
  get.set_name(suggestion.name());
  EXPECT_EQ(Must(Call(&Stub::GetSuggestion, get)).SerializeAsString(), adopted.SerializeAsString());
}

TEST_F(SuggestionTest, CantBeMadeTomorrow) {
  v1::Suggestion draft = Draft();
  *draft.mutable_submitted_date() = ToDate(absl::CivilDay(2999, 1, 1));
  EXPECT_THAT(Create(draft), ViolatesFields(ElementsAre("suggestion.submitted_date")));
}

TEST_F(SuggestionTest, AnImportKeepsWhatWasDecided) {
  std::vector<v1::Suggestion> rows = {Draft(), Draft(v1::SUGGESTION_TOPIC_PROJECT)};
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].set_name(absl::StrCat(county(), "/suggestions/s", i));
    rows[i].set_screening(v1::SCREENING_VALID);
  }
  EXPECT_EQ(Must(Import<v1::ImportSuggestionsRequest>(&Stub::ImportSuggestions, rows)).created(), 2);
  Must(Adopt(rows[0], v1::ADOPTION_ADOPTED));
  rows[0].set_content("建设共享冷库");
  const type::ImportSummary again = Must(Import<v1::ImportSuggestionsRequest>(&Stub::ImportSuggestions, rows));
  EXPECT_EQ(again.updated(), 1) << again.DebugString();
  EXPECT_EQ(again.unchanged(), 1);
  v1::ListSuggestionsRequest list;
  list.set_parent(county());
  list.set_filter("adoption = ADOPTED");
  const auto adopted = Must(Call(&Stub::ListSuggestions, list));
  ASSERT_EQ(adopted.suggestions_size(), 1);
  EXPECT_EQ(adopted.suggestions(0).content(), "建设共享冷库");
  list.set_filter("topic = PROJECT AND screening = VALID");
  EXPECT_EQ(Must(Call(&Stub::ListSuggestions, list)).suggestions_size(), 1);
}

}  // namespace
}  // namespace xf::volunteer

#include "services/ctl/sample/rotation.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/base/date.h"
#include "common/base/status.h"

namespace xf::sample {
namespace {

namespace rotation = xianfeng::rotation::v1;
using facts::Rotation_Series;

// Whole years on a day by the archive's month of birth, as the cadre's rules count them.
int ArchiveAge(const Member& member, absl::CivilDay on) {
  int year = 0, month = 1;
  absl::SimpleAtoi(member.archive_birth_month().substr(0, 4), &year);
  absl::SimpleAtoi(member.archive_birth_month().substr(5, 2), &month);
  return AgeOn(absl::CivilDay(year, month, 1), on);
}

bool IsCadreSector(Sector sector) {
  return sector == xianfeng::type::v1::SECTOR_ORGAN || sector == xianfeng::type::v1::SECTOR_INSTITUTION;
}

class RotationBuilder {
 public:
  RotationBuilder(const facts::County& facts, const Roster& roster, Rng rng) : facts_(facts), rng_(std::move(rng)) {
    // Cadres of organs and institutions first; others only where those are too few.
    std::vector<const Member*> others;
    for (const Member& member : roster.members) {
      if (member.member_kind() != xianfeng::membership::v1::MEMBER_KIND_FULL || member.floating()) continue;
      (IsCadreSector(member.sector()) ? cadres_ : others).push_back(&member);
    }
    rng_.Shuffle(cadres_);
    rng_.Shuffle(others);
    cadres_.insert(cadres_.end(), others.begin(), others.end());
  }

  absl::StatusOr<Rotation> Build() {
    for (const Rotation_Series& series : facts_.rotation().series()) {
      AddProgram(series);
      for (int i = 0; i < series.placements(); ++i) RETURN_IF_ERROR(Place(series, i));
    }
    return std::move(rotation_);
  }

 private:
  std::string Name(absl::string_view collection, absl::string_view id) const {
    return ResourceName(facts_.county(), collection, id);
  }

  void AddProgram(const Rotation_Series& series) {
    auto& program = rotation_.programs.emplace_back();
    program.set_program_id(series.id());
    *program.mutable_program() = series.program();
    program.mutable_program()->set_organization(Name("organizations", series.program().organization()));
    for (int i = 0; i < series.batches_size(); ++i) {
      auto& batch = rotation_.batches.emplace_back();
      batch.set_batch_id(BatchId(series, i));
      batch.mutable_batch()->set_program(Name("programs", series.id()));
      batch.mutable_batch()->set_number(i + 1);
      *batch.mutable_batch()->mutable_start_date() = ToDate(*ParseIsoDate(series.batches(i).start()));
      *batch.mutable_batch()->mutable_end_date() = ToDate(*ParseIsoDate(series.batches(i).end()));
    }
    for (int i = 0; i < series.posts_size(); ++i) {
      auto& post = rotation_.posts.emplace_back();
      post.set_post_id(PostId(series, i));
      *post.mutable_post() = series.posts(i);
      post.mutable_post()->set_organization(Name("organizations", facts_.county()));
    }
  }

  static std::string BatchId(const Rotation_Series& series, int batch) {
    return absl::StrFormat("%s-b%02d", series.id(), batch + 1);
  }
  static std::string PostId(const Rotation_Series& series, int post) {
    return absl::StrFormat("%s-p%02d", series.id(), post + 1);
  }

  // The placements of a batch begin with it and take its posts in turn.
  absl::Status Place(const Rotation_Series& series, int number) {
    const int batch = number % series.batches_size(), place = number / series.batches_size();
    const absl::CivilDay start = *ParseIsoDate(series.batches(batch).start());
    const absl::CivilDay end = AddMonths(start, rng_.Between(series.min_months(), series.max_months())) - 1;
    ASSIGN_OR_RETURN(const int post, PostOfPlace(series, place));
    ASSIGN_OR_RETURN(const Member* cadre, NextCadre(series, start));
    auto& candidate = rotation_.candidates.emplace_back();
    candidate.set_name(Name("candidates", absl::StrCat("c-", IdOf(cadre->name()))));
    candidate.set_member(cadre->name());
    candidate.set_organization(cadre->organization());
    candidate.set_archive_birth_month(cadre->archive_birth_month());
    candidate.set_education(cadre->education());
    candidate.add_skills(series.posts(post).field());
    rotation::Placement& placement = rotation_.placements.emplace_back();
    placement.set_name(Name("placements", absl::StrFormat("%s-%03d", series.id(), number + 1)));
    placement.set_candidate(candidate.name());
    placement.set_post(Name("posts", PostId(series, post)));
    placement.set_program(Name("programs", series.id()));
    placement.set_batch(Name("batches", BatchId(series, batch)));
    *placement.mutable_start_date() = ToDate(start);
    *placement.mutable_end_date() = ToDate(end);
    if (!series.document().empty()) {
      placement.set_approval_doc_no(absl::StrCat(series.document(), "〔", start.year(), "〕", number + 1, "号"));
    }
    placement.set_state(rotation::PLACEMENT_STATE_ENDED);
    Appraise(end, *placement.mutable_appraisal());
    return absl::OkStatus();
  }

  // A post has as many places as its capacity.
  static absl::StatusOr<int> PostOfPlace(const Rotation_Series& series, int place) {
    for (int post = 0; post < series.posts_size(); ++post) {
      if (place < series.posts(post).capacity()) return post;
      place -= series.posts(post).capacity();
    }
    return absl::OutOfRangeError(absl::StrCat("rotation ", series.id(), " has too few posts for its placements"));
  }

  absl::StatusOr<const Member*> NextCadre(const Rotation_Series& series, absl::CivilDay start) {
    const auto found = std::find_if(cadres_.begin(), cadres_.end(), [&](const Member* member) {
      const int age = ArchiveAge(*member, start);
      return age >= series.youngest() && age <= series.oldest() && ToDay(member->full_member_date()) <= start;
    });
    if (found == cadres_.end()) {
      return absl::OutOfRangeError(absl::StrCat("too few members: no full member left whose age on ", IsoDate(start),
                                                " is ", series.youngest(), " to ", series.oldest(), ", for ",
                                                series.id(), "; load at least 2,000 members"));
    }
    const Member* cadre = *found;
    cadres_.erase(found);
    return cadre;
  }

  void Appraise(absl::CivilDay day, rotation::Appraisal& appraisal) {
    const uint64_t luck = rng_.Below(100);
    appraisal.set_grade(luck < 38   ? rotation::APPRAISAL_GRADE_EXCELLENT
                        : luck < 93 ? rotation::APPRAISAL_GRADE_GOOD
                                    : rotation::APPRAISAL_GRADE_FAIR);
    appraisal.set_self_summary("按期完成岗位任务，专业能力和群众工作本领有所提升。");
    appraisal.set_host_opinion("工作主动，作风扎实，遵守纪律。");
    appraisal.set_sender_opinion("同意接收单位意见。");
    *appraisal.mutable_date() = ToDate(day);
  }

  const facts::County& facts_;
  Rng rng_;
  std::vector<const Member*> cadres_;
  Rotation rotation_;
};

}  // namespace

absl::StatusOr<Rotation> MakeRotation(const facts::County& facts, const Roster& roster, Rng rng) {
  return RotationBuilder(facts, roster, std::move(rng)).Build();
}

}  // namespace xf::sample

#include "services/rotation/planner/sway.h"

#include <algorithm>

namespace xf::planner {
namespace {

// Whether some choice agrees with what was decided and with this answer.
bool HasChoice(const Model& model, const std::vector<Decision>& path, const Decision& answer) {
  const Cadre& cadre = model.cadres[static_cast<size_t>(answer.cadre)];
  const auto agrees = [&](const Stay& stay) {
    return answer.AgreesWith(model, stay) && std::all_of(path.begin(), path.end(), [&](const Decision& decision) {
             return decision.cadre != answer.cadre || decision.AgreesWith(model, stay);
           });
  };
  if (!cadre.pinned && agrees({})) return true;
  for (int o = cadre.first_option; o < cadre.first_option + cadre.option_count; ++o) {
    const Option& option = model.options[static_cast<size_t>(o)];
    for (int r = option.first_run; r < option.first_run + option.run_count; ++r) {
      const Run& run = model.runs[static_cast<size_t>(r)];
      for (int start = run.first; start <= run.last; ++start) {
        if (agrees({o, start, start + run.length})) return true;
      }
    }
  }
  return false;
}

}  // namespace

bool Sway::Ask(const std::vector<Decision>& path, Decision& question) const {
  double most = 1e-4;
  const auto offer = [&](Decision candidate, double yes) {
    const double even = std::min(yes, 1 - yes);
    if (even <= most) return;
    candidate.yes = true;
    if (!HasChoice(model_, path, candidate)) return;
    candidate.yes = false;
    if (!HasChoice(model_, path, candidate)) return;
    most = even;
    question = candidate;
  };
  for (size_t i = 0; i < shares_.size(); ++i) {
    const int c = static_cast<int>(i);
    for (const Share& share : shares_[i]) {
      const int post = model_.options[static_cast<size_t>(share.stay.option)].post;
      double at_post = 0, earlier = 0, same_start = 0;
      for (const Share& other : shares_[i]) {
        if (other.stay.option != share.stay.option) continue;
        at_post += other.share;
        if (other.stay.start < share.stay.start) earlier += other.share;
        if (other.stay.start == share.stay.start) same_start += other.share;
      }
      offer({c, post, 0, model_.slots, false}, at_post);
      if (earlier > 0) offer({c, post, 0, share.stay.start, false}, earlier);
      offer({c, post, share.stay.start, share.stay.start + 1, false}, same_start);
    }
  }
  return most > 1e-4;
}

}  // namespace xf::planner

// Objective and bound over the work done.
#include <algorithm>
#include <limits>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/ctl/picture/gantt.h"
#include "services/ctl/picture/svg.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;

constexpr double kPlotLeft = 90;
constexpr double kPlotTop = 50;
constexpr double kWidth = 700;
constexpr double kHeight = 320;
constexpr char kObjective[] = "#2f7d57";
constexpr char kBound[] = "#b4483a";

// Maps work and score to the paper.
struct Scale {
  double work = 1;
  double low = std::numeric_limits<double>::infinity();
  double high = -std::numeric_limits<double>::infinity();

  void Take(double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  }
  double X(double at) const { return kPlotLeft + kWidth * at / work; }
  double Y(double value) const { return kPlotTop + kHeight * (high - value) / (high - low); }
};

// A stair: a value holds until the next one.
class Stair {
 public:
  explicit Stair(const Scale& scale) : scale_(scale) {}

  void Step(double work, double value) {
    if (!points_.empty()) absl::StrAppendFormat(&points_, "%.1f,%.1f ", scale_.X(work), scale_.Y(value_));
    absl::StrAppendFormat(&points_, "%.1f,%.1f ", scale_.X(work), scale_.Y(value));
    value_ = value;
  }
  std::string ToEnd() {
    if (!points_.empty()) absl::StrAppendFormat(&points_, "%.1f,%.1f", scale_.X(scale_.work), scale_.Y(value_));
    return points_;
  }

 private:
  const Scale& scale_;
  std::string points_;
  double value_ = 0;
};

Scale ScaleOf(const rotation::RotationPlan& plan) {
  Scale scale;
  scale.work = std::max<double>(1, static_cast<double>(plan.work()));
  for (const auto& progress : plan.progress()) {
    scale.work = std::max(scale.work, static_cast<double>(progress.work()));
    if (progress.has_objective()) scale.Take(static_cast<double>(progress.objective()));
    if (progress.has_upper_bound()) scale.Take(progress.upper_bound());
  }
  if (scale.low > scale.high) scale.low = scale.high = static_cast<double>(plan.objective());
  if (scale.high - scale.low < 1e-9) scale.high = scale.low + 1;
  return scale;
}

}  // namespace

std::string ProgressSvg(const rotation::RotationPlan& plan) {
  const Scale scale = ScaleOf(plan);
  Stair objective(scale);
  Stair bound(scale);
  for (const auto& progress : plan.progress()) {
    if (progress.has_objective())
      objective.Step(static_cast<double>(progress.work()), static_cast<double>(progress.objective()));
    if (progress.has_upper_bound()) bound.Step(static_cast<double>(progress.work()), progress.upper_bound());
  }
  Svg svg;
  svg.Text(8, 20,
           absl::StrFormat("求解过程 %s：目标值 %d，上界 %.2f，差距 %.3f%%", plan.problem_id(), plan.objective(),
                           plan.certificate().upper_bound(), plan.gap() * 100));
  svg.Box(kPlotLeft, 30, 12, 12, kObjective);
  svg.Text(kPlotLeft + 16, 40, "目标值");
  svg.Box(kPlotLeft + 100, 30, 12, 12, kBound);
  svg.Text(kPlotLeft + 116, 40, "上界");
  for (int i = 0; i <= 4; ++i) {
    const double value = scale.low + (scale.high - scale.low) * i / 4;
    svg.Line(kPlotLeft, scale.Y(value), kPlotLeft + kWidth, scale.Y(value), "#e4e4e4");
    svg.Text(kPlotLeft - 6, scale.Y(value) + 4, absl::StrFormat("%.6g", value), "end");
    svg.Text(scale.X(scale.work * i / 4), kPlotTop + kHeight + 16, absl::StrFormat("%.3g", scale.work * i / 4),
             "middle");
  }
  svg.Text(kPlotLeft + kWidth / 2, kPlotTop + kHeight + 34, "工作量", "middle");
  svg.Polyline(bound.ToEnd(), kBound);
  svg.Polyline(objective.ToEnd(), kObjective);
  return svg.Finish(kPlotLeft + kWidth + 30, kPlotTop + kHeight + 46);
}

}  // namespace xf::ctl

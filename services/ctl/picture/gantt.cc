#include "services/ctl/picture/gantt.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ctl/picture/svg.h"

namespace xf::ctl {
namespace {

namespace rotation = xianfeng::rotation::v1;
using Placement = rotation::RotationProblem::Placement;

constexpr double kTop = 56;
constexpr double kHostWidth = 130;
constexpr double kPostWidth = 130;
constexpr double kLeft = kHostWidth + kPostWidth;
constexpr double kLane = 18;

constexpr char kNew[] = "#8fc1a9";
constexpr char kKept[] = "#9db8d9";
constexpr char kPinned[] = "#e3c27a";
constexpr char kWrong[] = "#e08a80";

using Key = std::tuple<std::string, std::string, int, int>;
Key KeyOf(const Placement& placement) {
  return {placement.cadre_id(), placement.post_id(), placement.start_slot(), placement.duration()};
}

// One post: its stays, each in a lane in which it meets no other.
struct Row {
  std::string host;
  std::string post;
  int capacity = 0;
  std::vector<std::pair<const Placement*, size_t>> stays;
  size_t lanes = 1;
};

int64_t EndOf(const Placement& placement) { return int64_t{placement.start_slot()} + placement.duration(); }

class Gantt {
 public:
  Gantt(const rotation::RotationProblem& problem, const rotation::RotationPlan& plan)
      : slots_(std::max(1, problem.slot_count())) {
    for (const Placement& pin : problem.pins()) pinned_.insert(KeyOf(pin));
    for (const Placement& previous : problem.previous()) kept_.insert(KeyOf(previous));
    for (const auto& cadre : problem.cadres()) unit_.emplace(cadre.cadre_id(), cadre.unit_id());
    slot_width_ = std::clamp(1000.0 / slots_, 4.0, 60.0);
    ReadRows(problem, plan);
  }

  std::string Draw(const std::string& title) {
    svg_.Text(8, 20, title);
    DrawLegend();
    double y = kTop;
    for (size_t i = 0; i < rows_.size(); ++i) {
      const bool first = i == 0 || rows_[i].host != rows_[i - 1].host;
      if (first)
        svg_.Text(8, y + 13, rows_[i].host.empty() ? "（无接收单位）" : rows_[i].host, "start", kHostWidth - 12);
      svg_.Line(first ? 0 : kHostWidth, y, kLeft + Width(), y, first ? "#888" : "#ddd");
      DrawRow(rows_[i], y);
      y += kLane * static_cast<double>(rows_[i].lanes) + 4;
    }
    DrawSlots(y);
    return svg_.Finish(kLeft + Width() + 12, y + 12);
  }

 private:
  double Width() const { return slot_width_ * slots_; }

  // Posts of one host stand together, in the problem's order; posts without a placement too, they are free seats.
  void ReadRows(const rotation::RotationProblem& problem, const rotation::RotationPlan& plan) {
    std::map<std::string, size_t> host_order, row_of;
    for (const auto& post : problem.posts()) {
      host_order.emplace(post.host_id(), host_order.size());
      if (row_of.emplace(post.post_id(), rows_.size()).second)
        rows_.push_back({post.host_id(), post.post_id(), post.capacity()});
    }
    for (const Placement& placement : plan.placements()) {
      const auto [found, added] = row_of.emplace(placement.post_id(), rows_.size());
      if (added) {
        rows_.push_back({"?", placement.post_id(), 0});
        host_order.emplace("?", host_order.size());
      }
      rows_[found->second].stays.emplace_back(&placement, 0);
    }
    for (Row& row : rows_) AssignLanes(row);
    std::ranges::stable_sort(rows_, {}, [&](const Row& row) { return host_order.at(row.host); });
  }

  static void AssignLanes(Row& row) {
    std::ranges::stable_sort(row.stays, {}, [](const auto& stay) { return stay.first->start_slot(); });
    std::vector<int64_t> free_from;
    for (auto& [placement, lane] : row.stays) {
      const auto open = std::ranges::find_if(free_from, [&](int64_t end) { return end <= placement->start_slot(); });
      lane = open - free_from.begin();
      if (open == free_from.end()) free_from.emplace_back();
      free_from[lane] = EndOf(*placement);
    }
    row.lanes = std::max<size_t>(1, free_from.size());
  }

  const char* ColourOf(const Row& row, const Placement& placement, size_t lane) const {
    if (static_cast<int64_t>(lane) >= row.capacity || placement.start_slot() < 0 || EndOf(placement) > slots_)
      return kWrong;
    if (pinned_.contains(KeyOf(placement))) return kPinned;
    return kept_.contains(KeyOf(placement)) ? kKept : kNew;
  }

  void DrawRow(const Row& row, double y) {
    svg_.Text(kHostWidth, y + 13, absl::StrCat(row.post, " ×", row.capacity), "start", kPostWidth - 8);
    for (const auto& [placement, lane] : row.stays) {
      const double from = static_cast<double>(std::clamp<int64_t>(placement->start_slot(), 0, slots_));
      const double to = static_cast<double>(std::clamp<int64_t>(EndOf(*placement), 0, slots_));
      const double x = kLeft + from * slot_width_;
      const double width = std::max(3.0, (to - from) * slot_width_ - 1);
      const double top = y + 2 + kLane * static_cast<double>(lane);
      const auto unit = unit_.find(placement->cadre_id());
      svg_.Box(
          x, top, width, kLane - 2, ColourOf(row, *placement, lane),
          absl::StrCat(placement->cadre_id(),
                       unit == unit_.end() || unit->second.empty() ? "" : "（" + unit->second + "）", " → ", row.host,
                       " ", row.post, "，第", placement->start_slot(), "至", EndOf(*placement) - 1, "时段"));
      svg_.Text(x + 3, top + 12, placement->cadre_id(), "start", width - 4);
    }
  }

  void DrawSlots(double bottom) {
    const int every = std::max(1, static_cast<int>(28 / slot_width_));
    for (int slot = 0; slot <= slots_; ++slot) {
      if (slot % every != 0 && slot != slots_) continue;
      const double x = kLeft + slot * slot_width_;
      svg_.Line(x, kTop - 4, x, bottom, "#e4e4e4");
      if (slot < slots_) svg_.Text(x + 2, kTop - 8, absl::StrCat(slot));
    }
    svg_.Line(0, bottom, kLeft + Width(), bottom, "#888");
  }

  void DrawLegend() {
    double x = kLeft;
    for (const auto& [colour, text] :
         {std::pair{kNew, "新安排"}, {kKept, "与原方案一致"}, {kPinned, "已确定"}, {kWrong, "不符合规则"}}) {
      svg_.Box(x, 10, 12, 12, colour);
      svg_.Text(x + 16, 20, text);
      x += 110;
    }
  }

  const int64_t slots_;
  double slot_width_ = 0;
  std::set<Key> pinned_, kept_;
  std::map<std::string, std::string> unit_;
  std::vector<Row> rows_;
  Svg svg_;
};

}  // namespace

std::string GanttSvg(const rotation::RotationProblem& problem, const rotation::RotationPlan& plan) {
  return Gantt(problem, plan).Draw(absl::StrCat("轮训编排 ", plan.problem_id(), "：", plan.placements_size(), "人"));
}

}  // namespace xf::ctl

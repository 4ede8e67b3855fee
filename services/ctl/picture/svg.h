// A drawing under construction: SVG 1.1 with system fonts, no scripts, nothing from elsewhere.
#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace xf::ctl {

class Svg {
 public:
  // A box with a fill, a border when `stroke` is given, and a text that appears when one points at it.
  void Box(double x, double y, double width, double height, absl::string_view fill, absl::string_view title = "",
           absl::string_view stroke = "none");
  void Line(double x1, double y1, double x2, double y2, absl::string_view stroke, double width = 1);
  // Points are "x,y x,y …".
  void Polyline(absl::string_view points, absl::string_view stroke);
  // `anchor` is start, middle or end. What `width` has no room for is cut off; 0 = no limit.
  void Text(double x, double y, absl::string_view text, absl::string_view anchor = "start", double width = 0,
            absl::string_view fill = "#222");

  // The finished drawing.
  std::string Finish(double width, double height) const;

 private:
  std::string body_;
};

}  // namespace xf::ctl

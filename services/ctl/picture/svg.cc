#include "services/ctl/picture/svg.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "services/ctl/cli/text.h"

namespace xf::ctl {
namespace {

constexpr double kFontSize = 11;
// Width of a Latin letter; a Chinese character takes two.
constexpr double kLetter = 6.2;

// Text of a file, which may be anything: markup is escaped, control characters have no place in XML.
std::string Escape(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
  }
  return escaped;
}

// The longest beginning that `width` has room for, whole characters only.
absl::string_view Fit(absl::string_view text, double width) {
  while (!text.empty() && DisplayWidth(text) * kLetter > width) {
    bool continues = true;  // a character is its first byte and those that continue it
    while (continues && !text.empty()) {
      continues = (static_cast<unsigned char>(text[text.size() - 1]) & 0xC0) == 0x80;
      text.remove_suffix(1);
    }
  }
  return text;
}

}  // namespace

void Svg::Box(double x, double y, double width, double height, absl::string_view fill, absl::string_view title,
              absl::string_view stroke) {
  absl::StrAppendFormat(&body_, "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\" stroke=\"%s\">",
                        x, y, width, height, fill, stroke);
  if (!title.empty()) absl::StrAppend(&body_, "<title>", Escape(title), "</title>");
  absl::StrAppend(&body_, "</rect>\n");
}

void Svg::Line(double x1, double y1, double x2, double y2, absl::string_view stroke, double width) {
  absl::StrAppendFormat(&body_,
                        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"%.1f\"/>\n",
                        x1, y1, x2, y2, stroke, width);
}

void Svg::Polyline(absl::string_view points, absl::string_view stroke) {
  absl::StrAppendFormat(&body_, "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n", points,
                        stroke);
}

void Svg::Text(double x, double y, absl::string_view text, absl::string_view anchor, double width,
               absl::string_view fill) {
  if (width > 0) text = Fit(text, width);
  if (text.empty()) return;
  absl::StrAppendFormat(&body_, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>\n", x, y, anchor,
                        fill, Escape(text));
}

std::string Svg::Finish(double width, double height) const {
  return absl::StrFormat(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
      "font-family=\"sans-serif\" font-size=\"%.0f\">\n"
      "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>\n%s</svg>\n",
      width, height, width, height, kFontSize, body_);
}

}  // namespace xf::ctl

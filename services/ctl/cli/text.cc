#include "services/ctl/cli/text.h"

#include <algorithm>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "google/rpc/error_details.pb.h"

namespace xf::ctl {
namespace {

struct Range {
  char32_t first, last;
};

// Unicode East Asian Width W and F, as far as names, figures and punctuation here need it.
constexpr Range kWide[] = {{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF},
                           {0x4E00, 0x9FFF}, {0xA000, 0xA4CF}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF},
                           {0xFE30, 0xFE4F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x20000, 0x3FFFD}};
// Chinese fonts also give these two columns.
constexpr char32_t kWideQuotes[] = {0x2018, 0x2019, 0x201C, 0x201D, 0x2026, 0x2014};
constexpr Range kCombining[] = {{0x0300, 0x036F}, {0x200B, 0x200F}, {0xFE00, 0xFE0F}, {0xE0100, 0xE01EF}};

// Takes the first character off; a stray byte counts as one.
char32_t Next(absl::string_view& text) {
  const unsigned char lead = text[0];
  const size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  char32_t value = size == 1 ? lead : lead & (0x7F >> size);
  const size_t taken = std::min(size, text.size());
  for (size_t i = 1; i < taken; ++i) value = value << 6 | (text[i] & 0x3F);
  text.remove_prefix(taken);
  return value;
}

bool In(char32_t value, const Range& range) { return value >= range.first && value <= range.last; }

template <typename Detail>
bool Parse(absl::string_view url, const absl::Cord& payload, Detail& detail) {
  return url == absl::StrCat("type.googleapis.com/", Detail::descriptor()->full_name()) &&
         detail.ParseFromString(std::string(payload));
}

std::string DescribeDetail(absl::string_view url, const absl::Cord& payload) {
  std::string text;
  google::rpc::BadRequest fields;
  google::rpc::ResourceInfo resource;
  google::rpc::PreconditionFailure precondition;
  google::rpc::RetryInfo retry;
  if (Parse(url, payload, fields)) {
    for (const auto& violation : fields.field_violations()) {
      absl::StrAppend(&text, "  ", violation.field(), ": ", violation.description(), " / ",
                      violation.localized_message().message(), "\n");
    }
  } else if (Parse(url, payload, resource)) {
    absl::StrAppend(&text, "  resource: ", resource.resource_name(), "\n");
  } else if (Parse(url, payload, precondition)) {
    for (const auto& violation : precondition.violations()) {
      absl::StrAppend(&text, "  ", violation.type(), " ", violation.subject(), ": ", violation.description(), "\n");
    }
  } else if (Parse(url, payload, retry)) {
    absl::StrAppend(&text, "  try again in ",
                    static_cast<double>(retry.retry_delay().seconds()) + retry.retry_delay().nanos() / 1e9, " s\n");
  }
  return text;
}

}  // namespace

int DisplayWidth(absl::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const char32_t value = Next(text);
    const auto contains = [value](const Range& range) { return In(value, range); };
    if (std::any_of(std::begin(kCombining), std::end(kCombining), contains)) continue;
    const bool wide = std::any_of(std::begin(kWide), std::end(kWide), contains) ||
                      std::find(std::begin(kWideQuotes), std::end(kWideQuotes), value) != std::end(kWideQuotes);
    width += wide ? 2 : 1;
  }
  return width;
}

std::string Table(const std::vector<std::vector<std::string>>& rows, const std::vector<size_t>& right) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], DisplayWidth(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string padding(widths[i] - DisplayWidth(row[i]), ' ');
      const bool flush_right = std::find(right.begin(), right.end(), i) != right.end();
      absl::StrAppend(&line, i == 0 ? "" : "  ", flush_right ? padding : "", row[i], flush_right ? "" : padding);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    absl::StrAppend(&text, line, "\n");
  }
  return text;
}

std::string DescribeError(const absl::Status& error) {
  std::string text = absl::StatusCodeToString(error.code());
  google::rpc::ErrorInfo info;
  google::rpc::LocalizedMessage chinese;
  std::string details;
  error.ForEachPayload([&](absl::string_view url, const absl::Cord& payload) {
    if (Parse(url, payload, info) || Parse(url, payload, chinese)) return;
    details += DescribeDetail(url, payload);
  });
  if (!info.reason().empty()) absl::StrAppend(&text, " ", info.reason());
  absl::StrAppend(&text, ": ", error.message(), "\n");
  if (!chinese.message().empty()) absl::StrAppend(&text, "  ", chinese.message(), "\n");
  return text + details;
}

}  // namespace xf::ctl

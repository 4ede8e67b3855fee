#include "services/ctl/tables/encoding.h"

#include <iconv.h>

#include <algorithm>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace xf::ctl {
namespace {

// One direction of iconv.
class Converter {
 public:
  Converter(const char* to, const char* from) : handle_(iconv_open(to, from)) {}
  ~Converter() { iconv_close(handle_); }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;

  // nullopt when the bytes are not of the encoding.
  std::optional<std::string> Convert(absl::string_view bytes) {
    iconv(handle_, nullptr, nullptr, nullptr, nullptr);
    std::string out(bytes.size() * 2 + 4, '\0');
    char* from = const_cast<char*>(bytes.data());
    char* to = out.data();
    size_t left = bytes.size(), room = out.size();
    if (iconv(handle_, &from, &left, &to, &room) == static_cast<size_t>(-1)) return std::nullopt;
    out.resize(out.size() - room);
    return out;
  }

 private:
  iconv_t handle_;
};

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x80; });
}

// Whether a line that is valid UTF-8 was meant so: its characters beyond ASCII take three bytes or four, as Chinese
// ones do. Text in GB 18030 is valid UTF-8 by accident almost only with characters of two.
bool LooksChinese(absl::string_view line) {
  return std::none_of(line.begin(), line.end(), [](unsigned char c) { return c >= 0xC0 && c < 0xE0; });
}

}  // namespace

absl::StatusOr<std::string> ToUtf8(absl::string_view bytes) {
  if (absl::StartsWith(bytes, "\xFF\xFE") || absl::StartsWith(bytes, "\xFE\xFF")) {
    return absl::InvalidArgumentError("文件为 UTF-16 编码,请另存为 UTF-8 或 GB 18030(ANSI)编码的 CSV");
  }
  absl::ConsumePrefix(&bytes, "\xEF\xBB\xBF");
  Converter utf8("UTF-8", "UTF-8");
  Converter gb("UTF-8", "GB18030");
  std::string text;
  if (utf8.Convert(bytes)) {
    text = std::string(bytes);
  } else {
    int64_t number = 0;
    for (const absl::string_view line : absl::StrSplit(bytes, '\n')) {
      if (++number > 1) text.push_back('\n');
      if (IsAscii(line) || (LooksChinese(line) && utf8.Convert(line))) {
        absl::StrAppend(&text, line);
        continue;
      }
      const auto converted = gb.Convert(line);
      if (!converted)
        return absl::InvalidArgumentError(absl::StrCat("第 ", number, " 行既不是 UTF-8 也不是 GB 18030 编码"));
      text += *converted;
    }
  }
  return absl::StrReplaceAll(text, {{"\r\n", "\n"}, {"\r", "\n"}});
}

std::string ToGb18030(absl::string_view utf8) {
  Converter gb("GB18030", "UTF-8");
  return gb.Convert(utf8).value_or(std::string(utf8));
}

}  // namespace xf::ctl

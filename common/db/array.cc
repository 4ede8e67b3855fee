#include "common/db/array.h"

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"

namespace xf::db {

void ArrayText::Separate() {
  if (text_.size() > 1) text_ += ',';
}

void ArrayText::Add(const Value& value) { value ? AddText(*value) : AddNull(); }

void ArrayText::AddText(absl::string_view text) {
  Separate();
  text_ += '"';
  while (!text.empty()) {
    const size_t plain = std::min(text.find_first_of("\"\\"), text.size());
    absl::StrAppend(&text_, text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    text_ += '\\';
    text_ += text[0];
    text.remove_prefix(1);
  }
  text_ += '"';
}

void ArrayText::AddBytes(absl::string_view bytes) {
  Separate();
  absl::StrAppend(&text_, "\"\\\\x", absl::BytesToHexString(bytes), "\"");
}

void ArrayText::AddNull() {
  Separate();
  text_ += "NULL";
}

}  // namespace xf::db

#include "services/ctl/load/receipt.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "common/base/file.h"

namespace xf::ctl {

Receipt::Receipt(const std::string& home, const std::string& county)
    : path_(absl::StrCat(home, "/load-", county, ".json")) {}

bool Receipt::Matches(const std::string& fingerprint, const Heads& heads) const {
  const absl::StatusOr<std::string> text = ReadFile(path_);
  if (!text.ok()) return false;
  const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object() || json.value("fingerprint", "") != fingerprint) return false;
  const nlohmann::json then = json.value("heads", nlohmann::json::object());
  return std::all_of(heads.begin(), heads.end(), [&](const auto& head) {
    const auto found = then.find(head.first);
    return found != then.end() && found->is_number_integer() && head.second >= found->template get<int64_t>();
  });
}

absl::Status Receipt::Write(const std::string& fingerprint, const Heads& heads) const {
  return WriteFile(path_, nlohmann::json{{"fingerprint", fingerprint}, {"heads", heads}}.dump(2) + "\n");
}

}  // namespace xf::ctl

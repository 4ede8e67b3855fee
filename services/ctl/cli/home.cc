#include "services/ctl/cli/home.h"

#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/file.h"
#include "common/base/status.h"

namespace xf::ctl {

const std::vector<std::string>& Services() {
  static const std::vector<std::string> services = {"membership", "training", "rotation", "volunteer", "report"};
  return services;
}

absl::StatusOr<Home> Home::Open(const std::string& dir) {
  const std::string path = absl::StrCat(dir, "/endpoints.json");
  absl::StatusOr<std::string> text = ReadFile(path);
  if (!text.ok())
    return absl::NotFoundError(
        absl::StrCat("no ", path, "; start the services with deploy/up, or name another --home"));
  const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
  if (!json.is_object()) return absl::InvalidArgumentError(absl::StrCat(path, " is not a JSON object"));
  Home home;
  for (const auto& [key, value] : json.items()) {
    if (key == "tokens" && value.is_object()) {
      for (const auto& [name, file] : value.items()) {
        if (file.is_string()) home.tokens_[name] = file.get<std::string>();
      }
    } else if (value.is_string()) {
      home.addresses_[key] = value.get<std::string>();
    }
  }
  home.tls_ = {home.addresses_["ca"], home.addresses_["client_cert"], home.addresses_["client_key"]};
  return home;
}

absl::StatusOr<rpc::Client> Home::Connect(const std::string& service, const std::string& as) const {
  const auto address = addresses_.find(service);
  if (address == addresses_.end())
    return absl::NotFoundError(absl::StrCat("endpoints.json has no service \"", service, "\""));
  std::string token;
  if (!as.empty()) {
    const auto file = tokens_.find(as);
    if (file == tokens_.end()) {
      return absl::NotFoundError(absl::StrCat(
          "no token \"", as, "\"; there are: ", absl::StrJoin(tokens_, ", ", [](std::string* out, const auto& entry) {
            out->append(entry.first);
          })));
    }
    ASSIGN_OR_RETURN(token, ReadFile(file->second));
    absl::StripAsciiWhitespace(&token);
  }
  ASSIGN_OR_RETURN(auto channel, rpc::OpenChannel(address->second, tls_));
  return rpc::Client(std::move(channel), std::move(token));
}

}  // namespace xf::ctl

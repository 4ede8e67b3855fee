// xfctl call: any method of any package, with JSON.
#include <unistd.h>

#include <iostream>
#include <nlohmann/json.hpp>

#include "common/base/status.h"
#include "services/ctl/cli/dynamic.h"
#include "services/ctl/commands/command.h"

namespace xf::ctl {
namespace {

using google::protobuf::Message;

struct CallOptions {
  std::string method;
  std::string json;
  std::string at;
  double seconds = 30;
};

// The requests as JSON texts: one of a unary call; of a client stream the items of an array, or the lines of stdin.
class Requests {
 public:
  static absl::StatusOr<Requests> Read(const std::string& argument, bool stream) {
    Requests requests;
    if (argument == "-" || (argument.empty() && stream)) {
      requests.from_stdin_ = true;
      return requests;
    }
    const nlohmann::json json = stream ? nlohmann::json::parse(argument, nullptr, false) : nlohmann::json();
    if (json.is_discarded()) return absl::InvalidArgumentError("not JSON");
    if (json.is_array()) {
      for (const auto& item : json) requests.texts_.push_back(item.dump());
    } else {
      requests.texts_.push_back(argument.empty() ? "{}" : argument);
    }
    return requests;
  }

  // Null after the last one.
  absl::StatusOr<std::unique_ptr<Message>> Next(const google::protobuf::Descriptor& type) {
    std::string text;
    if (from_stdin_) {
      while (text.empty()) {
        if (!std::getline(std::cin, text)) return nullptr;
      }
    } else if (next_ < texts_.size()) {
      text = texts_[next_++];
    } else {
      return nullptr;
    }
    return ParseJson(type, text);
  }

 private:
  bool from_stdin_ = false;
  std::vector<std::string> texts_;
  size_t next_ = 0;
};

absl::Status Run(const Globals& globals, const CallOptions& options) {
  ASSIGN_OR_RETURN(const auto* method, FindMethod(options.method));
  const std::string service = options.at.empty() ? ServiceOf(*method) : options.at;
  if (service.empty()) {
    return absl::InvalidArgumentError("every service has this method: say which one with --at, e.g. --at membership");
  }
  ASSIGN_OR_RETURN(const rpc::Client client, globals.Connect(service));
  ASSIGN_OR_RETURN(Requests requests, Requests::Read(options.json, method->client_streaming()));
  const bool indented = !method->server_streaming() && isatty(STDOUT_FILENO);
  const bool streams = method->server_streaming() || method->client_streaming();
  return CallMethod(
      client, *method, [&] { return requests.Next(*method->input_type()); },
      [&](const Message& answer) {
        std::cout << ToJson(answer, indented) << std::endl;
        return true;
      },
      streams ? absl::InfiniteDuration() : absl::Seconds(options.seconds));
}

}  // namespace

void AddCall(CLI::App& app, Globals& globals) {
  auto options = std::make_shared<CallOptions>();
  CLI::App* command = app.add_subcommand("call", "call any method with JSON");
  command
      ->add_option("method", options->method,
                   "package.Service/Method, e.g. xianfeng.membership.v1.MemberService/GetMember")
      ->required();
  command->add_option(
      "json", options->json,
      "the request; of a client stream an array of them. \"-\": a request per line of stdin. Default: {}");
  command->add_option("--at", options->at, "service to call; needed for what every service has, e.g. xianfeng.sync.v1");
  command->add_option("--timeout", options->seconds, "deadline of a unary call, in seconds")->capture_default_str();
  OnChosen(*command, globals, options, Run);
}

}  // namespace xf::ctl

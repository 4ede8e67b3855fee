// Random requests at every method: no crash, no INTERNAL, no error without a reason, nothing sensitive in clear.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <thread>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/api/mask.h"
#include "common/base/error.h"
#include "common/obs/log.h"
#include "common/testing/raw.h"
#include "common/testing/secrets.h"
#include "common/testing/suite.h"
#include "tests/fuzz/house.h"
#include "tests/fuzz/request_maker.h"

namespace xf::fuzz {
namespace {

using google::protobuf::Message;

constexpr int kThreads = 4;
constexpr int kMostFailures = 20;

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

// Whether a caller may see this end. What the transport itself says (the deadline, a cancel) has no reason of ours.
bool IsProper(const absl::Status& status) {
  if (status.ok()) return true;
  switch (status.code()) {
    case absl::StatusCode::kInternal:
    case absl::StatusCode::kUnknown:
    case absl::StatusCode::kUnimplemented:
    case absl::StatusCode::kDataLoss:
    case absl::StatusCode::kUnavailable:
      return false;
    case absl::StatusCode::kDeadlineExceeded:
    case absl::StatusCode::kCancelled:
      return true;
    default:
      return ReasonOf(status) != errors::REASON_UNSPECIFIED;
  }
}

// Whether a read was asked for what is masked otherwise. The service grants it by a permission of its own and audits it
// as it does a reveal.
bool AsksForMore(const google::protobuf::MethodDescriptor& method, const std::vector<std::string>& requests) {
  std::unique_ptr<Message> request(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type())->New());
  if (requests.empty() || !request->ParsePartialFromString(requests[0])) return false;
  for (const char* name : {"include_sensitive", "include_details"}) {
    const auto* field = method.input_type()->FindFieldByName(name);
    if (field != nullptr && request->GetReflection()->GetBool(*request, field)) return true;
  }
  return false;
}

// The part of an answer that is sensitive and was not masked; "" when there is none.
std::string Clear(const google::protobuf::MethodDescriptor& method, const std::vector<std::string>& requests,
                  const Message& answer) {
  const auto& access = method.options().GetExtension(xianfeng::options::v1::access);
  if (access.audit() == xianfeng::options::v1::AUDIT_REVEAL || AsksForMore(method, requests)) return "";
  std::unique_ptr<Message> masked(answer.New());
  masked->CopyFrom(answer);
  api::Mask(*masked);
  return masked->SerializeAsString() == answer.SerializeAsString() ? "" : answer.ShortDebugString();
}

class Fuzzer {
 public:
  Fuzzer(uint64_t seed, int64_t requests) : seed_(seed), left_(requests) {
    house_.Furnish(names_);
    const std::string root = testing::RootPath(kCounty);
    for (const testing::Who& who : std::vector<testing::Who>{
             {.scopes = {root}},
             {.subject = "east", .roles = {"clerk"}, .scopes = {root + ".east"}},
             {.subject = "two", .roles = {"county_admin"}, .scopes = {root + ".west", root + ".east.east1"}},
             {.subject = "province", .scopes = {"99"}},
             {.subject = "elsewhere", .scopes = {"43.4311"}}}) {
      tokens_.push_back(testing::MintTestToken(who));
    }
    tokens_.push_back("");
  }

  void Run() {
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) threads.emplace_back([this, i] { Send(seed_ * kThreads + i); });
    for (std::thread& thread : threads) thread.join();
  }
  int failures() const { return failures_; }
  int64_t accepted() const { return accepted_; }

 private:
  void Send(uint64_t seed) {
    RequestMaker maker(seed, names_);
    while (left_-- > 0 && failures_ < kMostFailures) {
      const House::Door& door = house_.doors()[maker.Below(house_.doors().size())];
      std::vector<std::string> messages;
      const size_t count = door.method->client_streaming() ? maker.Below(4) : 1;
      while (messages.size() < count) {
        messages.push_back(maker.Bend(maker.Make(*door.method->input_type())->SerializePartialAsString()));
      }
      // Mostly the county's administrator, who gets furthest.
      const size_t who = maker.OneIn(3) ? maker.Below(tokens_.size()) : 0;
      Judge(door, messages, testing::RawCall(house_.Client(door.service, tokens_[who]), *door.method, messages));
    }
  }

  void Judge(const House::Door& door, const std::vector<std::string>& messages,
             const absl::StatusOr<std::string>& answer) {
    std::string wrong;
    if (!IsProper(answer.status())) {
      wrong = answer.status().ToString();
    } else if (answer.ok()) {
      ++accepted_;
      const auto* prototype =
          google::protobuf::MessageFactory::generated_factory()->GetPrototype(door.method->output_type());
      std::unique_ptr<Message> message(prototype->New());
      if (!message->ParseFromString(*answer)) {
        wrong = "the answer does not parse";
      } else {
        names_.Learn(*message);
        if (const std::string clear = Clear(*door.method, messages, *message); !clear.empty())
          wrong = "in clear: " + clear;
      }
    }
    if (wrong.empty()) return;
    ++failures_;
    ADD_FAILURE() << door.method->full_name() << " at " << door.service << " (seed " << seed_ << "): " << wrong
                  << Show(door, messages);
  }

  // The requests as text, as far as they parse, and in full.
  static std::string Show(const House::Door& door, const std::vector<std::string>& messages) {
    std::string text;
    for (const std::string& bytes : messages) {
      std::unique_ptr<Message> message(
          google::protobuf::MessageFactory::generated_factory()->GetPrototype(door.method->input_type())->New());
      if (message->ParsePartialFromString(bytes))
        absl::StrAppend(&text, "\n", message->ShortDebugString().substr(0, 4000));
      absl::StrAppend(&text, "\n", absl::BytesToHexString(bytes.substr(0, 2000)));
    }
    return text;
  }

  const uint64_t seed_;
  std::atomic<int64_t> left_;
  House house_;
  Names names_;
  std::vector<std::string> tokens_;
  std::atomic<int> failures_ = 0;
  std::atomic<int64_t> accepted_ = 0;
};

// Only what went wrong is worth a line.
void KeepErrors(const std::string& line) {
  if (line.find("\"severity\":\"ERROR\"") != std::string::npos) std::fputs(line.c_str(), stderr);
}

TEST(FuzzTest, NoRequestCrashesLeaksOrIsAnsweredImproperly) {
  obs::SetLogSink(KeepErrors);
  const uint64_t seed = FromEnvironment("XF_FUZZ_SEED", 1);
  const int64_t requests = static_cast<int64_t>(FromEnvironment("XF_FUZZ_REQUESTS", 2000));
  Fuzzer fuzzer(seed, requests);
  fuzzer.Run();
  std::printf("seed %lu: %ld requests, %ld accepted\n", seed, requests, fuzzer.accepted());
  // A fuzzer that never gets through the door would prove nothing.
  EXPECT_GT(fuzzer.accepted(), requests / 50);
  obs::FlushLog();
  obs::SetLogSink(nullptr);
}

}  // namespace
}  // namespace xf::fuzz

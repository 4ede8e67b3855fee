// Random requests of any type: what a careless or hostile client might send.
#pragma once

#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "xianfeng/options/v1/options.pb.h"

namespace xf::fuzz {

// Names of rows that exist, by collection; learnt from answers. Thread safe.
class Names {
 public:
  // Takes every resource name in `message` and below.
  void Learn(const google::protobuf::Message& message);
  // Some name of a collection; of any collection when that is "" or unknown; "" when there is none.
  std::string Any(const std::string& collection, std::mt19937_64& random) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::string, std::vector<std::string>> names_;
  std::set<std::string> known_;
};

// Not thread safe; one a thread.
class RequestMaker {
 public:
  RequestMaker(uint64_t seed, const Names& names) : random_(seed), names_(names) {}

  // A message of the type. Half of them keep to the rules wherever a field has some.
  std::unique_ptr<google::protobuf::Message> Make(const google::protobuf::Descriptor& type);
  // Its bytes; a third of them cut off, bent, nested deeper than parsers allow, or swollen.
  std::string Bend(std::string bytes);

  // Below `n`.
  size_t Below(size_t n) { return std::uniform_int_distribution<size_t>(0, n - 1)(random_); }
  bool OneIn(size_t n) { return Below(n) == 0; }

 private:
  using Field = google::protobuf::FieldDescriptor;
  void Fill(google::protobuf::Message& message, int depth);
  void Set(google::protobuf::Message& message, const Field& field, int depth);
  std::string Text(const Field& field);
  std::string WildText();
  int64_t Number(const xianfeng::options::v1::Rules& rules);
  double Real();
  int Enum(const Field& field);
  void SetDate(google::protobuf::Message& date);
  void SetTime(google::protobuf::Message& time);

  std::mt19937_64 random_;
  const Names& names_;
  bool tame_ = false;  // Whether the message that is being made keeps to the rules.
};

}  // namespace xf::fuzz

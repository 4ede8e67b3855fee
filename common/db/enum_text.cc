// Enum values as the database stores them: without the prefix that buf makes every value carry.
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "common/db/mapping.h"

namespace xf::db {
namespace {

// "MEMBER_KIND_" of MemberKind.
std::string PrefixOf(const google::protobuf::EnumDescriptor& type) {
  std::string prefix;
  for (char c : type.name()) {
    if (absl::ascii_isupper(c) && !prefix.empty()) prefix += '_';
    prefix += absl::ascii_toupper(c);
  }
  return prefix + "_";
}

struct Texts {
  std::unordered_map<std::string, int> numbers;
  std::unordered_map<int, std::string> texts;
};

const Texts& TextsOf(const google::protobuf::EnumDescriptor& type) {
  static std::shared_mutex mutex;
  static auto& cache = *new std::unordered_map<const google::protobuf::EnumDescriptor*, std::unique_ptr<Texts>>;
  {
    std::shared_lock lock(mutex);
    if (auto found = cache.find(&type); found != cache.end()) return *found->second;
  }
  auto texts = std::make_unique<Texts>();
  const std::string prefix = PrefixOf(type);
  for (int i = 0; i < type.value_count(); ++i) {
    const auto& value = *type.value(i);
    const std::string text(absl::StripPrefix(value.name(), prefix));
    texts->numbers[text] = value.number();
    texts->numbers[value.name()] = value.number();
    texts->texts.emplace(value.number(), text);
  }
  std::unique_lock lock(mutex);
  return *cache.try_emplace(&type, std::move(texts)).first->second;
}

}  // namespace

std::string EnumText(const google::protobuf::EnumValueDescriptor& value) {
  return TextsOf(*value.type()).texts.at(value.number());
}

std::optional<int> EnumNumber(const google::protobuf::EnumDescriptor& type, absl::string_view text) {
  const Texts& texts = TextsOf(type);
  const auto found = texts.numbers.find(std::string(text));
  if (found == texts.numbers.end()) return std::nullopt;
  return found->second;
}

}  // namespace xf::db

#include "common/api/page_token.h"

#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/crypto/sealer.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"

namespace xf::api {
namespace {

constexpr char kVersion = 1;
constexpr size_t kHeaderSize = 3;
constexpr size_t kChecksumSize = 16;

std::string Checksum(absl::string_view fingerprint, absl::string_view body) {
  return crypto::Sha256(absl::StrCat(fingerprint, body)).substr(0, kChecksumSize);
}

std::string SerializeDeterministic(const google::protobuf::Message& message) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream out(&stream);
  out.SetSerializationDeterministic(true);
  message.SerializeToCodedStream(&out);
  out.Trim();
  return bytes;
}

}  // namespace

std::string QueryFingerprint(absl::string_view query, const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> lasting(request.New());
  lasting->CopyFrom(request);
  for (const char* name : {"page_size", "page_token"}) {
    const auto* field = lasting->GetDescriptor()->FindFieldByName(name);
    if (field != nullptr) lasting->GetReflection()->ClearField(lasting.get(), field);
  }
  return crypto::Sha256(absl::StrCat(query.size(), ":", query, SerializeDeterministic(*lasting)));
}

std::string EncodePageToken(const Position& position, absl::string_view fingerprint) {
  const size_t size = position.org_path.size();
  std::string body = {kVersion, static_cast<char>(size >> 8), static_cast<char>(size)};
  absl::StrAppend(&body, position.org_path, position.id);
  return absl::WebSafeBase64Escape(absl::StrCat(body, Checksum(fingerprint, body)));
}

std::optional<Position> DecodePageToken(absl::string_view token, absl::string_view fingerprint) {
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < kHeaderSize + kChecksumSize) return std::nullopt;
  if (absl::WebSafeBase64Escape(bytes) != token) return std::nullopt;  // Not what we wrote, but decodes to the same.
  const absl::string_view body = absl::string_view(bytes).substr(0, bytes.size() - kChecksumSize);
  if (body[0] != kVersion || Checksum(fingerprint, body) != bytes.substr(body.size())) return std::nullopt;
  const size_t size =
      static_cast<size_t>(static_cast<unsigned char>(body[1])) << 8 | static_cast<unsigned char>(body[2]);
  if (kHeaderSize + size > body.size()) return std::nullopt;
  return Position{std::string(body.substr(kHeaderSize, size)), std::string(body.substr(kHeaderSize + size))};
}

}  // namespace xf::api

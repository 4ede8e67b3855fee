#include "common/crypto/sealed_value.h"

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "common/crypto/primitives.h"

namespace xf::crypto {
namespace {

constexpr char kIntlVersion = 1;
constexpr char kGmVersion = 2;

absl::Status Malformed() { return absl::DataLossError("the sealed value is malformed"); }
absl::Status Changed() { return absl::DataLossError("the sealed value or its context was changed"); }

// One data key gives two of its own: for SM4 and for the MAC.
std::string Sm4KeyOf(absl::string_view key) { return HmacSm3(key, {"xianfeng sm4"}).substr(0, kSm4KeySize); }
std::string MacKeyOf(absl::string_view key) { return HmacSm3(key, {"xianfeng hmac-sm3"}); }

// The tag covers all that stands before it, and the context.
std::string GmTag(absl::string_view key, absl::string_view context, absl::string_view header_to_ciphertext) {
  return HmacSm3(MacKeyOf(key), {LengthPrefix(context), context, header_to_ciphertext});
}

// Equal without telling by the time it takes where they differ.
bool SameBytes(absl::string_view a, absl::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned char>(a[i] ^ b[i]);
  return difference == 0;
}

absl::StatusOr<std::string> OpenGm(absl::string_view key, absl::string_view sealed, size_t header_size,
                                   absl::string_view context) {
  if (sealed.size() < header_size + kSm4BlockSize + kSm3Size) return Malformed();
  const absl::string_view covered = sealed.substr(0, sealed.size() - kSm3Size);
  if (!SameBytes(GmTag(key, context, covered), sealed.substr(covered.size()))) return Changed();
  const absl::string_view iv = covered.substr(header_size, kSm4BlockSize);
  return Sm4Ctr(Sm4KeyOf(key), iv, covered.substr(header_size + kSm4BlockSize));
}

absl::StatusOr<std::string> OpenIntl(absl::string_view key, absl::string_view sealed, size_t header_size,
                                     absl::string_view context) {
  if (sealed.size() < header_size + kNonceSize + kTagSize) return Malformed();
  sealed.remove_prefix(header_size);
  auto plain = AesGcmOpen(key, sealed.substr(0, kNonceSize), context, sealed.substr(kNonceSize));
  if (!plain) return Changed();
  return *std::move(plain);
}

}  // namespace

std::string LengthPrefix(absl::string_view text) {
  const auto size = static_cast<uint32_t>(text.size());
  return {static_cast<char>(size >> 24), static_cast<char>(size >> 16), static_cast<char>(size >> 8),
          static_cast<char>(size)};
}

std::string SealedPrefix(Profile profile, absl::string_view key_id) {
  const char version = profile == Profile::kGm ? kGmVersion : kIntlVersion;
  const char size = static_cast<char>(key_id.size());
  return absl::StrCat(absl::string_view(&version, 1), absl::string_view(&size, 1), key_id);
}

std::string SealUnder(Profile profile, absl::string_view key_id, absl::string_view key, absl::string_view plain,
                      absl::string_view context) {
  std::string sealed = SealedPrefix(profile, key_id);
  if (profile == Profile::kIntl) {
    const std::string nonce = NewNonce(kNonceSize);
    return absl::StrCat(sealed, nonce, AesGcmSeal(key, nonce, context, plain));
  }
  const std::string iv = NewNonce(kSm4BlockSize);
  absl::StrAppend(&sealed, iv, Sm4Ctr(Sm4KeyOf(key), iv, plain));
  return absl::StrCat(sealed, GmTag(key, context, sealed));
}

absl::StatusOr<std::string> KeyIdOf(absl::string_view sealed) {
  if (sealed.size() < 2 || (sealed[0] != kIntlVersion && sealed[0] != kGmVersion)) return Malformed();
  const size_t size = static_cast<unsigned char>(sealed[1]);
  if (sealed.size() < 2 + size) return Malformed();
  return std::string(sealed.substr(2, size));
}

absl::StatusOr<std::string> OpenUnder(absl::string_view key, absl::string_view sealed, absl::string_view context) {
  ASSIGN_OR_RETURN(const std::string id, KeyIdOf(sealed));
  const auto open = sealed[0] == kGmVersion ? OpenGm : OpenIntl;
  return open(key, sealed, 2 + id.size(), context);
}

}  // namespace xf::crypto

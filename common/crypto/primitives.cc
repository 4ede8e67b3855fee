#include "common/crypto/primitives.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "common/crypto/openssl.h"
#include "common/crypto/sealer.h"

namespace xf::crypto {
namespace {

unsigned char* Into(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
int Size(absl::string_view text) { return static_cast<int>(text.size()); }

// Algorithms are fetched once and contexts are kept by the thread: fetching costs more than sealing a short value does.
struct CipherContext {
  explicit CipherContext(const EVP_CIPHER* cipher) : ctx(EVP_CIPHER_CTX_new()) {
    Must(ctx && EVP_CipherInit_ex2(ctx, cipher, nullptr, nullptr, 1, nullptr));
  }
  ~CipherContext() { EVP_CIPHER_CTX_free(ctx); }
  EVP_CIPHER_CTX* ctx;
};

EVP_CIPHER_CTX* AesGcmContext() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  thread_local const CipherContext context(cipher);
  return context.ctx;
}

EVP_CIPHER_CTX* Sm4CtrContext() {
  static EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "SM4-CTR", nullptr);
  thread_local const CipherContext context(cipher);
  return context.ctx;
}

struct MacContext {
  explicit MacContext(const char* digest_name) {
    static EVP_MAC* const mac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    ctx = EVP_MAC_CTX_new(mac);
    std::string digest = digest_name;
    const OSSL_PARAM params[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
                                 OSSL_PARAM_construct_end()};
    Must(ctx && EVP_MAC_CTX_set_params(ctx, params));
  }
  ~MacContext() { EVP_MAC_CTX_free(ctx); }
  EVP_MAC_CTX* ctx;
};

std::string Hmac(EVP_MAC_CTX* ctx, absl::string_view key, std::initializer_list<absl::string_view> parts) {
  std::string mac(32, '\0');
  size_t length = 0;
  Must(EVP_MAC_init(ctx, Raw(key), key.size(), nullptr));
  for (const absl::string_view part : parts) Must(EVP_MAC_update(ctx, Raw(part), part.size()));
  Must(EVP_MAC_final(ctx, Into(mac), &length, mac.size()));
  return mac;
}

EVP_MD_CTX* DigestContext() {
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  return context.get();
}

}  // namespace

std::string AesGcmSeal(absl::string_view key, absl::string_view nonce, absl::string_view context,
                       absl::string_view plain) {
  EVP_CIPHER_CTX* ctx = AesGcmContext();
  std::string out(plain.size() + kTagSize, '\0');
  int length = 0;
  Must(key.size() == kKeySize && nonce.size() == kNonceSize);
  Must(EVP_CipherInit_ex2(ctx, nullptr, Raw(key), Raw(nonce), 1, nullptr));
  Must(EVP_EncryptUpdate(ctx, nullptr, &length, Raw(context), Size(context)));
  Must(EVP_EncryptUpdate(ctx, Into(out), &length, Raw(plain), Size(plain)));
  Must(EVP_EncryptFinal_ex(ctx, Into(out) + length, &length));
  Must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, kTagSize, Into(out) + plain.size()));
  return out;
}

std::optional<std::string> AesGcmOpen(absl::string_view key, absl::string_view nonce, absl::string_view context,
                                      absl::string_view ciphertext_and_tag) {
  if (nonce.size() != kNonceSize || ciphertext_and_tag.size() < kTagSize) return std::nullopt;
  const absl::string_view ciphertext = ciphertext_and_tag.substr(0, ciphertext_and_tag.size() - kTagSize);
  std::string tag(ciphertext_and_tag.substr(ciphertext.size()));
  EVP_CIPHER_CTX* ctx = AesGcmContext();
  std::string plain(ciphertext.size(), '\0');
  int length = 0;
  Must(key.size() == kKeySize);
  Must(EVP_CipherInit_ex2(ctx, nullptr, Raw(key), Raw(nonce), 0, nullptr));
  Must(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, kTagSize, tag.data()));
  Must(EVP_DecryptUpdate(ctx, nullptr, &length, Raw(context), Size(context)));
  Must(EVP_DecryptUpdate(ctx, Into(plain), &length, Raw(ciphertext), Size(ciphertext)));
  if (EVP_DecryptFinal_ex(ctx, Into(plain) + length, &length) <= 0) return std::nullopt;  // The tag does not fit.
  return plain;
}

std::string HmacSha256(absl::string_view key, std::initializer_list<absl::string_view> parts) {
  thread_local const MacContext context("SHA256");
  return Hmac(context.ctx, key, parts);
}

std::string HmacSm3(absl::string_view key, std::initializer_list<absl::string_view> parts) {
  thread_local const MacContext context("SM3");
  return Hmac(context.ctx, key, parts);
}

std::string Sm4Ctr(absl::string_view key, absl::string_view counter, absl::string_view bytes) {
  EVP_CIPHER_CTX* ctx = Sm4CtrContext();
  std::string out(bytes.size(), '\0');
  int length = 0;
  Must(key.size() == kSm4KeySize && counter.size() == kSm4BlockSize);
  Must(EVP_CipherInit_ex2(ctx, nullptr, Raw(key), Raw(counter), 1, nullptr));
  Must(EVP_EncryptUpdate(ctx, Into(out), &length, Raw(bytes), Size(bytes)));
  return out;
}

std::string NewNonce(size_t size) {
  std::string nonce(size, '\0');
  Must(RAND_bytes(Into(nonce), Size(nonce)) == 1);
  return nonce;
}

std::string Sha256(absl::string_view bytes) {
  static EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  EVP_MD_CTX* ctx = DigestContext();
  std::string digest(32, '\0');
  Must(EVP_DigestInit_ex2(ctx, sha256, nullptr) && EVP_DigestUpdate(ctx, bytes.data(), bytes.size()) &&
       EVP_DigestFinal_ex(ctx, Into(digest), nullptr));
  return digest;
}

}  // namespace xf::crypto

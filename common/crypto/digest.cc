#include "common/crypto/digest.h"

#include <openssl/evp.h>

#include <memory>

#include "common/crypto/sealer.h"

namespace xf::crypto {
namespace {

std::string Sm3(absl::string_view bytes) {
  static EVP_MD* const sm3 = EVP_MD_fetch(nullptr, "SM3", nullptr);
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                     &EVP_MD_CTX_free);
  std::string digest(32, '\0');
  const bool ok = EVP_DigestInit_ex2(context.get(), sm3, nullptr) == 1 &&
                  EVP_DigestUpdate(context.get(), bytes.data(), bytes.size()) == 1 &&
                  EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char*>(digest.data()), nullptr) == 1;
  return ok ? digest : "";
}

}  // namespace

std::string Digest(absl::string_view algorithm, absl::string_view bytes) {
  if (algorithm == "sha256") return Sha256(bytes);
  return algorithm == "sm3" ? Sm3(bytes) : "";
}

}  // namespace xf::crypto

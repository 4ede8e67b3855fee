#include "common/crypto/signer.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdlib>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "common/base/status.h"
#include "common/crypto/openssl.h"

namespace xf::crypto {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&BIO_free)>;
using Context = std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)>;

std::shared_ptr<EVP_PKEY> Own(EVP_PKEY* key) { return {key, EVP_PKEY_free}; }

Bio Reading(absl::string_view text) { return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &BIO_free}; }

std::string IdOf(EVP_PKEY* key) {
  unsigned char* der = nullptr;
  const int size = i2d_PUBKEY(key, &der);
  Must(size > 0);
  const std::string digest = Sha256({reinterpret_cast<const char*>(der), static_cast<size_t>(size)});
  OPENSSL_free(der);
  return absl::BytesToHexString(digest).substr(0, 16);
}

// Ed25519 hashes by itself; SM2 signs an SM3 digest. Other kinds are refused when they are read.
bool IsOfOurKind(EVP_PKEY* key) { return EVP_PKEY_is_a(key, "ED25519") == 1 || EVP_PKEY_is_a(key, "SM2") == 1; }
const EVP_MD* DigestFor(EVP_PKEY* key) { return EVP_PKEY_is_a(key, "SM2") == 1 ? EVP_sm3() : nullptr; }

// An SM2 signature names its signer; GM/T 0009-2012 says how where nobody is named.
void NameSigner(EVP_PKEY* key, EVP_PKEY_CTX* context) {
  constexpr absl::string_view kNobody = "1234567812345678";
  if (EVP_PKEY_is_a(key, "SM2") == 1) {
    Must(EVP_PKEY_CTX_set1_id(context, kNobody.data(), static_cast<int>(kNobody.size())) == 1);
  }
}

std::string Pem(EVP_PKEY* key, bool with_private_half) {
  const Bio out(BIO_new(BIO_s_mem()), &BIO_free);
  Must((with_private_half ? PEM_write_bio_PrivateKey(out.get(), key, nullptr, nullptr, 0, nullptr, nullptr)
                          : PEM_write_bio_PUBKEY(out.get(), key)) == 1);
  char* text = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &text);
  return std::string(text, static_cast<size_t>(size));
}

}  // namespace

absl::Status Signer::Trust(const std::string& pem_file) {
  ASSIGN_OR_RETURN(const std::string text, ReadFile(pem_file));
  const Bio bio = Reading(text);
  while (Key key = Own(PEM_read_bio_PUBKEY(bio.get(), nullptr, nullptr, nullptr))) {
    if (!IsOfOurKind(key.get())) {
      return absl::InvalidArgumentError(absl::StrCat(pem_file, ": a key that is neither Ed25519 nor SM2"));
    }
    trusted_[IdOf(key.get())] = std::move(key);
  }
  ERR_clear_error();  // The end of the file is one to OpenSSL.
  if (trusted_.empty()) return absl::InvalidArgumentError(absl::StrCat(pem_file, ": no public key"));
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const Signer>> Signer::VerifierFromFile(const std::string& trusted_pem) {
  std::shared_ptr<Signer> signer(new Signer);
  RETURN_IF_ERROR(signer->Trust(trusted_pem));
  return std::shared_ptr<const Signer>(signer);
}

absl::StatusOr<std::shared_ptr<const Signer>> Signer::FromFiles(const std::string& private_pem,
                                                                const std::string& trusted_pem) {
  std::shared_ptr<Signer> signer(new Signer);
  RETURN_IF_ERROR(signer->Trust(trusted_pem));
  ASSIGN_OR_RETURN(const std::string text, ReadFile(private_pem));
  signer->own_ = Own(PEM_read_bio_PrivateKey(Reading(text).get(), nullptr, nullptr, nullptr));
  if (signer->own_ == nullptr || !IsOfOurKind(signer->own_.get())) {
    ERR_clear_error();
    return absl::InvalidArgumentError(absl::StrCat(private_pem, ": not a private key of Ed25519 or SM2"));
  }
  signer->own_id_ = IdOf(signer->own_.get());
  signer->trusted_[signer->own_id_] = signer->own_;
  return std::shared_ptr<const Signer>(signer);
}

Signature Signer::Sign(absl::string_view text) const {
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_PKEY_CTX* signing = nullptr;  // Belongs to `context`.
  Must(own_ != nullptr && EVP_DigestSignInit(context.get(), &signing, DigestFor(own_.get()), nullptr, own_.get()) == 1);
  NameSigner(own_.get(), signing);
  size_t size = 0;
  Must(EVP_DigestSign(context.get(), nullptr, &size, Raw(text), text.size()) == 1);
  std::string bytes(size, '\0');
  Must(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(bytes.data()), &size, Raw(text), text.size()) ==
       1);
  bytes.resize(size);
  return {own_id_, bytes};
}

absl::Status Signer::Verify(absl::string_view text, const Signature& signature) const {
  const auto key = trusted_.find(signature.key_id);
  if (key == trusted_.end()) {
    return absl::PermissionDeniedError(absl::StrCat("signed by a key that is not trusted: ", signature.key_id));
  }
  const Context context(EVP_MD_CTX_new(), &EVP_MD_CTX_free);
  EVP_PKEY_CTX* verifying = nullptr;  // Belongs to `context`.
  Must(EVP_DigestVerifyInit(context.get(), &verifying, DigestFor(key->second.get()), nullptr, key->second.get()) == 1);
  NameSigner(key->second.get(), verifying);
  const bool fits =
      EVP_DigestVerify(context.get(), Raw(signature.bytes), signature.bytes.size(), Raw(text), text.size()) == 1;
  ERR_clear_error();
  return fits ? absl::OkStatus() : absl::DataLossError("the signature does not fit");
}

SigningKeyPair NewSigningKeyPair(Profile profile) {
  const auto key = Own(EVP_PKEY_Q_keygen(nullptr, nullptr, profile == Profile::kGm ? "SM2" : "ED25519"));
  Must(key != nullptr);
  return {Pem(key.get(), true), Pem(key.get(), false)};
}

}  // namespace xf::crypto

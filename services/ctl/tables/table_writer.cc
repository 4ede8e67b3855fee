#include "services/ctl/tables/table_writer.h"

#include <openssl/evp.h>

#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/ctl/tables/csv_file.h"
#include "services/ctl/tables/encoding.h"
#include "services/ctl/tables/xlsx_file.h"

namespace xf::ctl {
namespace {

class CsvTable final : public TableWriter {
 public:
  CsvTable(std::ofstream file, bool gb18030) : file_(std::move(file)), gb18030_(gb18030) {
    if (!gb18030_) file_ << "\xEF\xBB\xBF";
  }
  absl::Status Write(const std::vector<std::string>& cells) override {
    const std::string line = CsvLine(cells);
    file_ << (gb18030_ ? ToGb18030(line) : line);
    return absl::OkStatus();
  }
  absl::Status Close() override {
    file_.close();
    return file_.good() ? absl::OkStatus() : absl::DataLossError("the file could not be written");
  }

 private:
  std::ofstream file_;
  const bool gb18030_;
};

class XlsxTable final : public TableWriter {
 public:
  explicit XlsxTable(XlsxWriter writer) : writer_(std::move(writer)) {}
  absl::Status Write(const std::vector<std::string>& cells) override { return writer_.Write(cells); }
  absl::Status Close() override { return writer_.Close(); }

 private:
  XlsxWriter writer_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<TableWriter>> TableWriter::Create(const std::string& path, const std::string& title,
                                                                 absl::CivilDay day, bool gb18030) {
  if (absl::EndsWithIgnoreCase(path, ".xlsx")) {
    ASSIGN_OR_RETURN(XlsxWriter writer, XlsxWriter::Create(path, title, day));
    return std::make_unique<XlsxTable>(std::move(writer));
  }
  std::ofstream file(path, std::ios::binary);
  if (!file) return absl::PermissionDeniedError(absl::StrCat("can't write ", path));
  return std::make_unique<CsvTable>(std::move(file), gb18030);
}

absl::StatusOr<std::string> FileHash(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat("can't read ", path));
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr);
  std::string piece(1 << 16, '\0');
  while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) || file.gcount() > 0) {
    EVP_DigestUpdate(digest.get(), piece.data(), static_cast<size_t>(file.gcount()));
  }
  std::string hash(EVP_MD_get_size(EVP_sha256()), '\0');
  EVP_DigestFinal_ex(digest.get(), reinterpret_cast<unsigned char*>(hash.data()), nullptr);
  return absl::BytesToHexString(hash);
}

}  // namespace xf::ctl

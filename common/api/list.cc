#include "common/api/list.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/api/page_token.h"
#include "common/api/resource_name.h"
#include "common/base/error.h"

namespace xf::api {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr int kDefaultPage = 50;
constexpr int kMaxPage = 1000;

const FieldDescriptor* FieldOf(const Message& message, const char* name) {
  return message.GetDescriptor()->FindFieldByName(name);
}

std::string TextOf(const Message& message, const char* name) {
  const FieldDescriptor* field = FieldOf(message, name);
  return field == nullptr ? "" : message.GetReflection()->GetString(message, field);
}

// The resource that a request lists: ListMembersRequest → ListMembersResponse → Member. nullptr when the names differ.
const Descriptor* ResourceOf(const Descriptor& request) {
  absl::string_view name = request.full_name();
  if (!absl::ConsumeSuffix(&name, "Request")) return nullptr;
  const Descriptor* response = request.file()->pool()->FindMessageTypeByName(absl::StrCat(name, "Response"));
  const FieldDescriptor* rows = response == nullptr ? nullptr : ListField(*response);
  return rows == nullptr ? nullptr : rows->message_type();
}

absl::StatusOr<int> PageLimit(const Message& request) {
  const FieldDescriptor* field = FieldOf(request, "page_size");
  const int size = field == nullptr ? 0 : request.GetReflection()->GetInt32(request, field);
  if (size < 0) return InvalidError("page_size", {"must not be negative", "不得为负"});
  return size == 0 ? kDefaultPage : std::min(size, kMaxPage);
}

// :county of a parent "counties/431123"; :county and :parent_id of a parent below a county.
absl::Status BindParent(const Message& request, std::vector<db::Arg>& args) {
  if (FieldOf(request, "parent") == nullptr) return absl::OkStatus();
  const std::string parent = TextOf(request, "parent");
  if (const auto name = SplitName(parent)) {
    args.emplace_back("county", name->county);
    args.emplace_back("parent_id", name->id);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(parent));
  args.emplace_back("county", county.county());
  return absl::OkStatus();
}

// The columns of an ORDER BY list or of an order_by, in one spelling: no table, lower case, no "asc".
std::vector<std::string> OrderTerms(absl::string_view list) {
  std::vector<std::string> terms;
  for (absl::string_view part : absl::StrSplit(list, ',', absl::SkipWhitespace())) {
    const std::vector<std::string> words =
        absl::StrSplit(absl::AsciiStrToLower(part), absl::ByAnyChar(" \t\n"), absl::SkipEmpty());
    const size_t dot = words[0].rfind('.');
    std::string term = dot == std::string::npos ? words[0] : words[0].substr(dot + 1);
    if (words.size() > 1 && words[1] != "asc") absl::StrAppend(&term, " ", words[1]);
    terms.push_back(std::move(term));
  }
  return terms;
}

// A statement has one order; an order_by that it begins with is what the caller gets. Handlers that offer others choose
// the statement by order_by.
absl::Status CheckOrder(absl::string_view order_by, absl::string_view sql) {
  if (order_by.empty()) return absl::OkStatus();
  const size_t at = sql.rfind("ORDER BY");
  absl::string_view list = at == absl::string_view::npos ? "" : sql.substr(at + 8);
  list = list.substr(0, list.find("LIMIT"));
  const std::vector<std::string> offered = OrderTerms(list);
  const std::vector<std::string> wanted = OrderTerms(order_by);
  if (wanted.size() <= offered.size() && std::equal(wanted.begin(), wanted.end(), offered.begin())) {
    return absl::OkStatus();
  }
  return InvalidError("order_by", {"is not one of the documented orders", "不是文档所列的排序方式"},
                      errors::REASON_ORDER_BY_INVALID);
}

std::string LastSegment(absl::string_view name) { return std::string(name.substr(name.rfind('/') + 1)); }

}  // namespace

absl::StatusOr<Page> Page::Parse(const Message& request, const db::Query& query) {
  Page page;
  page.fingerprint_ = QueryFingerprint(query.name, request);
  ASSIGN_OR_RETURN(page.limit_, PageLimit(request));
  RETURN_IF_ERROR(CheckOrder(TextOf(request, "order_by"), query.text));
  ASSIGN_OR_RETURN(page.args_, ParseFilter(TextOf(request, "filter"), query, ResourceOf(*request.GetDescriptor())));
  RETURN_IF_ERROR(BindParent(request, page.args_));

  Position after;
  if (const std::string token = TextOf(request, "page_token"); !token.empty()) {
    auto position = DecodePageToken(token, page.fingerprint_);
    if (!position) {
      return InvalidError("page_token", {"is damaged or belongs to another query", "已损坏，或属于另一次查询"},
                          errors::REASON_PAGE_TOKEN_INVALID);
    }
    after = *std::move(position);
  }
  page.args_.emplace_back("after_path", after.org_path);
  page.args_.emplace_back("after_id", after.id);
  page.args_.emplace_back("page_limit", page.limit_ + 1);  // One more tells whether there is a next page.
  return page;
}

std::string Page::TokenAfter(absl::string_view org_path, absl::string_view name) const {
  return EncodePageToken({std::string(org_path), LastSegment(name)}, fingerprint_);
}

const FieldDescriptor* ListField(const Descriptor& response) {
  for (int i = 0; i < response.field_count(); ++i) {
    if (response.field(i)->is_repeated() && response.field(i)->message_type() != nullptr) return response.field(i);
  }
  return nullptr;
}

namespace internal {

void Finish(const Page& page, Message& response) {
  const google::protobuf::Reflection& reflection = *response.GetReflection();
  const FieldDescriptor* rows = ListField(*response.GetDescriptor());
  if (reflection.FieldSize(response, rows) <= page.limit()) return;
  while (reflection.FieldSize(response, rows) > page.limit()) reflection.RemoveLast(&response, rows);
  const Message& last = reflection.GetRepeatedMessage(response, rows, page.limit() - 1);
  reflection.SetString(&response, FieldOf(response, "next_page_token"),
                       page.TokenAfter(TextOf(last, "org_path"), TextOf(last, "name")));
}

}  // namespace internal

}  // namespace xf::api

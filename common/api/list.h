// Pages of a List method: default order (org_path, id), so that a page is one index range (architecture §3).
//
// The .sql file takes :county, :after_path, :after_id, :page_limit and one :filter_x for each documented filter field:
//
//   SELECT … FROM member
//   WHERE county = :county AND (org_path, id) > (:after_path, :after_id)
//     AND (:filter_state::text IS NULL OR state = :filter_state)
//   ORDER BY org_path, id LIMIT :page_limit
//
// and the handler is one line: `return api::List<v1::ListMembersResponse>(call.db(), sql::kListMembers, request);`
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/status.h"
#include "common/db/session.h"
#include "google/protobuf/message.h"

namespace xf::api {

// A page of a query: where it starts, how long it is, what it filters by. Gives the parameters named above.
class Page {
 public:
  // Reads parent, page_size, page_token, filter and order_by of a request, those of them that it has. page_size 0 is
  // 50; above 1,000 is cut. Errors: PAGE_TOKEN_INVALID (damaged, or of another query), FILTER_INVALID,
  // ORDER_BY_INVALID.
  static absl::StatusOr<Page> Parse(const google::protobuf::Message& request, const db::Query& query);

  void BindTo(db::Args& args) const { args.Add(args_); }
  int limit() const { return limit_; }
  // Token of the page that starts after a row with this org_path and name.
  std::string TokenAfter(absl::string_view org_path, absl::string_view name) const;

 private:
  Page() = default;
  int limit_ = 0;
  std::string fingerprint_;
  std::vector<db::Arg> args_;
};

// Parses `field = value AND field = value`. Values may be quoted with '"'. Only fields with a parameter :filter_<field>
// (or :filter_<field>_id, for resource names) in `query` are documented ones; those not given are NULL. Values of enum
// fields of `resource`, where it is known, may carry their prefix; values are checked against the parameter's cast.
absl::StatusOr<std::vector<db::Arg>> ParseFilter(absl::string_view filter, const db::Query& query,
                                                 const google::protobuf::Descriptor* resource = nullptr);

// The one repeated message field of a List response.
const google::protobuf::FieldDescriptor* ListField(const google::protobuf::Descriptor& response);

namespace internal {
// Cuts the row read beyond the page and sets next_page_token when there was one.
void Finish(const Page& page, google::protobuf::Message& response);
}  // namespace internal

// One page: runs `query` and fills the response's only repeated message field and next_page_token. Extra parts are
// given to the query as well.
template <typename Response, typename Request, typename... Parts>
absl::StatusOr<Response> List(db::Session& db, const db::Query& query, const Request& request, const Parts&... parts) {
  ASSIGN_OR_RETURN(Page page, Page::Parse(request, query));
  Response response;
  const auto* rows = ListField(*Response::descriptor());
  RETURN_IF_ERROR(db.ReadRepeated(query, db::Args(page, parts...), response, *rows));
  internal::Finish(page, response);
  return response;
}

}  // namespace xf::api

// Many messages as the arrays that a statement asks for: what one message gives to a parameter by the conventions of
// query.h, a list of them gives as an array. `id` is the last segment of a message's name. Only what the statement
// names is bound, so nothing is sealed in vain.
//
//   db::Columns rows(sql::kImportNewMembers, *v1::Member::descriptor(), &call.sealer());
//   for (const v1::Member& member : members) rows.Add(member);
//   call.db().Many<v1::Member>(sql::kImportNewMembers, county, rows)
#pragma once

#include <string>
#include <vector>

#include "common/crypto/sealer.h"
#include "common/db/array.h"
#include "common/db/query.h"
#include "common/db/source.h"
#include "google/protobuf/message.h"

namespace xf::db {

class Columns {
 public:
  // `query` must outlive it; `sealer` may be null when nothing is sealed or indexed.
  Columns(const Query& query, const google::protobuf::Descriptor& type, const crypto::Sealer* sealer);

  // Adds a row: a message of the type.
  void Add(const google::protobuf::Message& message);
  void BindTo(Args& args) const;

 private:
  struct Column {
    std::string name;
    Source source;
    ArrayText array;
  };
  const crypto::Sealer* const sealer_;
  std::vector<Column> columns_;
};

}  // namespace xf::db

#include "common/db/columns.h"

#include "common/db/statement.h"

namespace xf::db {

Columns::Columns(const Query& query, const google::protobuf::Descriptor& type, const crypto::Sealer* sealer)
    : sealer_(sealer) {
  for (const std::string& name : Compile(query).parameters) {
    auto source = SourceOf(type, name, sealer != nullptr);
    if (!source && name == "id") source = SourceOf(type, "name_id", false);
    if (source) columns_.push_back({name, *source, {}});
  }
}

void Columns::Add(const google::protobuf::Message& message) {
  for (Column& column : columns_) column.array.Add(Take(message, column.source, sealer_));
}

void Columns::BindTo(Args& args) const {
  for (const Column& column : columns_) args.Add(Arg(column.name, column.array.Text()));
}

}  // namespace xf::db

// The writing side of the change feed: what a call changed, and the statement that appends it as the last thing of the
// transaction. The county's head row is locked once, last, so that revisions are dense and no commit is seen out of
// order (architecture §4: a sequence loses events under concurrent commits).
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "common/crypto/sealer.h"
#include "common/db/array.h"
#include "common/db/query.h"
#include "google/protobuf/message.h"
#include "xianfeng/sync/v1/sync.pb.h"

namespace xf::feed {

using TombstoneReason = xianfeng::sync::v1::TombstoneReason;

// Changes of one transaction, by county.
class Changes {
 public:
  // `resource` is so now. It has the fields name and org_path. The bytes of its masked form are stored, and its
  // sensitive fields beside it, as google.protobuf.Any, sealed.
  void Add(const google::protobuf::Message& resource, absl::string_view old_org_path, const crypto::Sealer& sealer);
  // A resource of `type` is gone.
  void AddTombstone(absl::string_view type, absl::string_view name, absl::string_view org_path, TombstoneReason reason,
                    absl::string_view merged_into);

  bool empty() const { return counties_.empty(); }
  void clear() { counties_.clear(); }
  // Statements to run last before COMMIT, counties in ascending order so that two commits can't deadlock.
  std::vector<std::pair<db::Query, std::vector<db::Arg>>> Tail() const;
  // Six-digit codes of the counties touched.
  std::vector<std::string> counties() const;
  // For the audit log: the names of a county's changed resources as a JSON array, and the hash of what they are now, by
  // the digest that `sealer` goes by: of each name and, unless the resource is gone, the digest of its bytes.
  std::string names(const std::string& county) const;
  std::string after_hash(const std::string& county, const crypto::Sealer& sealer) const;

 private:
  struct County {
    int64_t count = 0;
    // Columns of append_changes.sql.
    db::ArrayText types, names, org_paths, old_org_paths, resources, tombstone_reasons, merged_into, sensitive_sealed;
    // For the audit log.
    std::string name_list = "[";
    std::string after;
  };
  County& Of(absl::string_view name);
  std::map<std::string, County> counties_;
};

}  // namespace xf::feed

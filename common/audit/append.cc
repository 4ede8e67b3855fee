#include "common/audit/append.h"

#include "common/audit/sql/queries.h"

namespace xf::audit {

absl::Time ToMicros(absl::Time time) { return absl::FromUnixMicros(absl::ToUnixMicros(time)); }

std::pair<db::Query, std::vector<db::Arg>> Append(const Entry& entry) {
  const std::string content = ContentHash(entry);
  return {entry.algorithm == "sm3" ? sql::kAppendEntrySm3 : sql::kAppendEntrySha256,
          {{"county", entry.county},
           {"time", entry.time},
           {"subject", entry.subject},
           {"service", entry.service},
           {"origin", entry.origin},
           {"trace_id", entry.trace_id},
           {"method", entry.method},
           {"result", entry.result},
           {"reason", entry.reason},
           {"resources", entry.resources},
           {"after_hash", db::Bytes{entry.after_hash}},
           {"details_sealed", db::Bytes{entry.details_sealed}},
           {"algorithm", entry.algorithm},
           {"content_hash", db::Bytes{content}}}};
}

}  // namespace xf::audit

#include "services/training/merged_accounts.h"

#include "absl/strings/str_cat.h"
#include "common/base/status.h"
#include "services/training/service.h"
#include "services/training/sql/queries.h"

namespace xf::training {
namespace {

// Tells the feed what has become of the accounts of `changed`; those that are gone lead to the accounts of `kept`.
absl::Status Announce(db::Session& db, const crypto::Sealer& sealer, const std::string& county,
                      const db::Result& changed, const std::string& kept, feed::Changes& own) {
  for (size_t row = 0; row < changed.size(); ++row) {
    const CreditAccountName name(county, changed.text(row, "id"));
    if (changed.text(row, "closed") != "t") {
      ASSIGN_OR_RETURN(const auto account, db.One<v1::CreditAccount>(sql::kGetCreditAccount, name));
      own.Add(account, "", sealer);
      continue;
    }
    const bool gone = changed.text(row, "gone") == "t";
    const std::string into =
        gone ? CreditAccountName(county, absl::StrCat(changed.text(row, "year"), "-", kept)).ToString() : "";
    own.AddTombstone(
        v1::CreditAccount::descriptor()->full_name(), name.ToString(), changed.text(row, "org_path"),
        gone ? xianfeng::sync::v1::TOMBSTONE_REASON_MERGED_INTO : xianfeng::sync::v1::TOMBSTONE_REASON_SOFT, into);
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status FollowMerge(db::Session& db, const crypto::Sealer& sealer, const std::string& from, const std::string& to,
                         bool merged, feed::Changes& own) {
  ASSIGN_OR_RETURN(const MemberName before, MemberName::Parse(from));
  ASSIGN_OR_RETURN(const MemberName kept, MemberName::Parse(to));
  // Whoever has got rows.
  const MemberName& owner = merged ? kept : before;
  const MemberName& other = merged ? before : kept;
  const std::vector<db::Arg> args{{"county", owner.county()},
                                  {"member_id", owner.id()},
                                  {"other_id", other.id()},
                                  {"gone", merged ? before.id() : ""}};
  RETURN_IF_ERROR(db.Run(sql::kOpenAccountsOfMerged, args).status());
  ASSIGN_OR_RETURN(const auto entries, db.Many<v1::CreditEntry>(sql::kGiveEntriesToAccounts, args));
  for (const v1::CreditEntry& entry : entries) own.Add(entry, "", sealer);
  ASSIGN_OR_RETURN(const db::Result changed, db.Rows(sql::kSettleAccounts, args));
  return Announce(db, sealer, owner.county(), changed, kept.id(), own);
}

}  // namespace xf::training

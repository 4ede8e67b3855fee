// Online channels and their columns.
#include "common/api/list.h"
#include "services/training/handlers/standard.h"
#include "services/training/sql/queries.h"

namespace xf::training {

// Creates a channel at the organization that runs it.
absl::StatusOr<v1::Channel> MediaService::CreateChannel(rpc::Call& call, const v1::CreateChannelRequest& request) {
  return Create(call, sql::kCreateChannel, request.parent(), request.channel_id(), request.channel(), "channel");
}

// Returns one channel.
absl::StatusOr<v1::Channel> MediaService::GetChannel(rpc::Call& call, const v1::GetChannelRequest& request) {
  ASSIGN_OR_RETURN(const ChannelName name, ChannelName::Parse(request.name()));
  return call.db().One<v1::Channel>(sql::kGetChannel, name);
}

// Lists the channels in the caller's scope.
absl::StatusOr<v1::ListChannelsResponse> MediaService::ListChannels(rpc::Call& call,
                                                                    const v1::ListChannelsRequest& request) {
  return api::List<v1::ListChannelsResponse>(call.db(), sql::kListChannels, request);
}

// Changes a channel.
absl::StatusOr<v1::Channel> MediaService::UpdateChannel(rpc::Call& call, const v1::UpdateChannelRequest& request) {
  ASSIGN_OR_RETURN(const ChannelName name, ChannelName::Parse(request.channel().name(), "channel.name"));
  ASSIGN_OR_RETURN(const v1::Channel current, call.db().One<v1::Channel>(sql::kGetChannelForUpdate, name));
  ASSIGN_OR_RETURN(const v1::Channel merged,
                   Merge(call, name.county(), current, request.update_mask(), request.channel(), "channel"));
  ASSIGN_OR_RETURN(v1::Channel updated, call.db().One<v1::Channel>(sql::kUpdateChannel, name, merged));
  call.Changed(updated);
  return updated;
}

// Creates a column on a channel, whose organization it shares. The channel is locked, so that both stay together.
absl::StatusOr<v1::Column> MediaService::CreateColumn(rpc::Call& call, const v1::CreateColumnRequest& request) {
  ASSIGN_OR_RETURN(const CountyName county, CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(Check(call, county.county(), request.column(), "column"));
  ASSIGN_OR_RETURN(const ChannelName channel_name, ChannelName::Parse(request.column().channel(), "column.channel"));
  ASSIGN_OR_RETURN(const auto channel, call.db().Maybe<v1::Channel>(sql::kGetChannelForUpdate, channel_name));
  if (!channel) {
    return PreconditionError(errors::REASON_REFERENCE_NOT_FOUND, "column.channel",
                             {"there is no such channel in your scope", "平台不存在或不在您的管理范围内"});
  }
  ASSIGN_OR_RETURN(v1::Column created,
                   call.db().One<v1::Column>(sql::kCreateColumn, county, db::Arg("id", IdOr(call, request.column_id())),
                                             db::Arg("org_path", channel->org_path()), request.column()));
  call.Changed(created);
  return created;
}

// Returns one column.
absl::StatusOr<v1::Column> MediaService::GetColumn(rpc::Call& call, const v1::GetColumnRequest& request) {
  ASSIGN_OR_RETURN(const ColumnName name, ColumnName::Parse(request.name()));
  return call.db().One<v1::Column>(sql::kGetColumn, name);
}

// Lists the columns in the caller's scope.
absl::StatusOr<v1::ListColumnsResponse> MediaService::ListColumns(rpc::Call& call,
                                                                  const v1::ListColumnsRequest& request) {
  return api::List<v1::ListColumnsResponse>(call.db(), sql::kListColumns, request);
}

// Changes a column.
absl::StatusOr<v1::Column> MediaService::UpdateColumn(rpc::Call& call, const v1::UpdateColumnRequest& request) {
  ASSIGN_OR_RETURN(const ColumnName name, ColumnName::Parse(request.column().name(), "column.name"));
  ASSIGN_OR_RETURN(const v1::Column current, call.db().One<v1::Column>(sql::kGetColumnForUpdate, name));
  ASSIGN_OR_RETURN(const v1::Column merged,
                   Merge(call, name.county(), current, request.update_mask(), request.column(), "column"));
  ASSIGN_OR_RETURN(v1::Column updated, call.db().One<v1::Column>(sql::kUpdateColumn, name, merged));
  call.Changed(updated);
  return updated;
}

}  // namespace xf::training

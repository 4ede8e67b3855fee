// Posts.
#include "common/api/list.h"
#include "common/api/update.h"
#include "services/rotation/handlers/references.h"
#include "services/rotation/service.h"
#include "services/rotation/sql/queries.h"

namespace xf::rotation {
namespace {

absl::Status CheckPost(const v1::Post& post) {
  if (post.max_months() == 0 || post.max_months() >= post.min_months()) return absl::OkStatus();
  return InvalidError("post.max_months", {"below min_months", "小于最短月数"});
}

}  // namespace

// Records a post on the list of an organization.
absl::StatusOr<v1::Post> ProgramService::CreatePost(rpc::Call& call, const v1::CreatePostRequest& request) {
  ASSIGN_OR_RETURN(const api::CountyName parent, api::CountyName::Parse(request.parent()));
  RETURN_IF_ERROR(CheckPost(request.post()));
  ASSIGN_OR_RETURN(const std::string org_path,
                   OrgPathIn(call, parent.county(), request.post().organization(), "post.organization"));
  const PostName name(parent.county(), IdOr(request.post_id(), call));
  ASSIGN_OR_RETURN(const v1::Post post,
                   call.db().One<v1::Post>(sql::kCreatePost, name, request.post(), db::Arg("org_path", org_path)));
  call.Changed(post);
  return post;
}

// Returns one post. NOT_FOUND when it does not exist or lies outside the caller's scope.
absl::StatusOr<v1::Post> ProgramService::GetPost(rpc::Call& call, const v1::GetPostRequest& request) {
  ASSIGN_OR_RETURN(const PostName name, PostName::Parse(request.name()));
  return call.db().One<v1::Post>(sql::kGetPost, name);
}

// Lists the posts in the caller's scope.
absl::StatusOr<v1::ListPostsResponse> ProgramService::ListPosts(rpc::Call& call, const v1::ListPostsRequest& request) {
  return api::List<v1::ListPostsResponse>(call.db(), sql::kListPosts, request);
}

// Changes the masked fields of a post. Placements keep what was true of it when they were recorded.
absl::StatusOr<v1::Post> ProgramService::UpdatePost(rpc::Call& call, const v1::UpdatePostRequest& request) {
  ASSIGN_OR_RETURN(const PostName name, PostName::Parse(request.post().name(), "post.name"));
  ASSIGN_OR_RETURN(const std::string new_path,
                   OrgPathIn(call, name.county(), request.post().organization(), "post.organization"));
  ASSIGN_OR_RETURN(v1::Post post, call.db().One<v1::Post>(sql::kGetPostForUpdate, name));
  const v1::Post old = post;
  RETURN_IF_ERROR(api::ApplyUpdate(request.update_mask(), request.post(), post));
  RETURN_IF_ERROR(CheckPost(post));
  if (post.organization() != old.organization()) post.set_org_path(new_path);
  ASSIGN_OR_RETURN(post, call.db().One<v1::Post>(sql::kUpdatePost, name, post));
  call.Changed(post, old.org_path());
  return post;
}

}  // namespace xf::rotation

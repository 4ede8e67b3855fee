// What a contract alone can't say about a method's request, for guard.test.mjs: by full name,
//   collection  of its `name`, where that is not the collection of what it returns;
//   fields      that a valid request needs beyond the required ones;
//   narrowed    true when it answers everybody, of his own scope only;
//   echoes      true when the answer repeats names that the request gave.
export const exceptions = {
  'xianfeng.membership.v1.MemberService/GetMemberHistory': {collection: 'members'},
  'xianfeng.membership.v1.MemberService/BatchGetMembers': {echoes: true},
  'xianfeng.membership.v1.MemberService/SearchMembers': {fields: {display_name_prefix: '盘'}},
  'xianfeng.membership.v1.OrganizationService/GetOrganizationTree': {collection: 'organizations', narrowed: true},
};

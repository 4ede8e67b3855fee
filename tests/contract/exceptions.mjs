import {member} from '../integration/fixtures.mjs';

// What a contract alone can't say about a method's request, for guard.test.mjs: by full name,
//   collection  of its `name`, where that is not the collection of what it returns;
//   fields      that a valid request needs beyond, or instead of, the required ones;
//   narrowed    true when it answers everybody, of his own scope only;
//   echoes      true when the answer repeats names that the request gave.
const invented = (rows) => member(rows.name('organizations'));
const branch = (rows) => ({display_name: '试验支部', kind: 'ORGANIZATION_KIND_BRANCH', superior: rows.name('organizations')});

export const exceptions = {
  'xianfeng.membership.v1.MemberService/CreateMember': {fields: (rows) => ({member: invented(rows)})},
  'xianfeng.membership.v1.MemberService/ImportMembers': {fields: (rows) => ({rows: [invented(rows)]})},
  'xianfeng.membership.v1.MemberService/GetMemberHistory': {collection: 'members'},
  'xianfeng.membership.v1.MemberService/BatchGetMembers': {echoes: true},
  'xianfeng.membership.v1.MemberService/SearchMembers': {fields: () => ({display_name_prefix: '盘'})},
  'xianfeng.membership.v1.MemberService/FindDuplicates': {fields: (rows) => ({member: rows.name('members')})},
  'xianfeng.membership.v1.TransferService/StartTransfer': {
    fields: (rows) => ({transfer: {member: rows.name('members'), target_text: '中共某部队政治部', reason: '工作调动', dues_paid_through: '2024-06'}}),
  },
  'xianfeng.membership.v1.OrganizationService/CreateOrganization': {fields: (rows) => ({organization: branch(rows)})},
  'xianfeng.membership.v1.OrganizationService/ImportOrganizations': {fields: (rows) => ({rows: [branch(rows)]})},
  'xianfeng.membership.v1.OrganizationService/SplitOrganization': {
    collection: 'organizations',
    fields: (rows) => ({parts: [{organization: branch(rows), organization_id: 'part'}]}),
  },
  'xianfeng.membership.v1.FloatingService/RegisterOutflow': {
    fields: (rows) => ({
      outflow: {member: rows.name('members'), keeper: rows.ownName('members'), reason: 1, destination: '广东省东莞市', start_date: {year: 2024, month: 7, day: 1}},
    }),
  },
  'xianfeng.membership.v1.OrganizationService/GetOrganizationTree': {collection: 'organizations'},
  'xianfeng.membership.v1.OrganizationService/EndAppointment': {collection: 'appointments'},
  'xianfeng.membership.v1.MemberService/ReconcileMembers': {narrowed: true},
  'xianfeng.membership.v1.AdmissionService/CreateApplication': {
    fields: (rows) => {
      const {display_name, id_number, gender, ethnicity, birth_date, organization} = invented(rows);
      return {admission: {display_name, id_number, gender, ethnicity, birth_date, organization, application_date: {year: 2024, month: 7, day: 1}}};
    },
  },
  'xianfeng.membership.v1.AdmissionService/GetAdmissionTimeline': {collection: 'admissions'},
  'xianfeng.membership.v1.DuesService/AssessDues': {
    fields: (rows) => ({assessment: {member: rows.name('members'), basis: 'DUES_BASIS_MINIMUM', first_month: '2024-07'}}),
  },
  'xianfeng.membership.v1.DuesService/VoidPayment': {collection: 'duesPayments'},
  'xianfeng.report.v1.FigureService/CheckIdentities': {narrowed: true},
  'xianfeng.rotation.v1.PlanningService/SolvePlan': {fields: (rows) => ({program: rows.name('programs')})},
  'xianfeng.rotation.v1.PlanningService/VerifyPlan': {fields: (rows) => ({plan: rows.name('plans')})},
  'xianfeng.training.v1.ClassService/EnrolTrainees': {fields: (rows) => ({trainees: [{member: rows.ownName('members')}]})},
  'xianfeng.volunteer.v1.EventService/SignUp': {collection: 'events'},
  'xianfeng.volunteer.v1.EventService/SuggestVolunteers': {collection: 'events'},
  'xianfeng.volunteer.v1.TicketService/GetTicketHistory': {collection: 'tickets'},
};

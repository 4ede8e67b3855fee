// A branch moves to another township: within 2 s the old township's clerk no longer sees its rows and the new one's does,
// in all five services.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {committeeOf, createBranch, createMember, newId} from './fixtures.mjs';
import {call, closeAll, county, eventually, RpcError} from './suite.mjs';

const limit = 2000;
after(closeAll);

// One row of each service that belongs to the branch: the method and request that read it.
async function rowsOf(branch) {
  const member = await createMember(branch);
  const venue = await call('xianfeng.training.v1.VenueService/CreateVenue',
                           {parent: county, venue: {organization: branch, display_name: '试验活动室', kind: 'VENUE_KIND_SERVICE_CENTER'}});
  const candidate = await call('xianfeng.rotation.v1.ProgramService/CreateCandidate',
                               {parent: county, candidate: {member: member.name, organization: branch}});
  const team = await call('xianfeng.volunteer.v1.TeamService/CreateTeam',
                          {parent: county, team: {display_name: '试验服务队', kind: 'TEAM_KIND_OTHER', organization: branch}});
  const award = await call('xianfeng.report.v1.AssessmentService/CreateAward', {
    parent: county,
    award: {organization: branch, kind: 'AWARD_KIND_GOOD_TEAM', year: 2022, recipient: `试验队${newId()}`},
  });
  const in_list = (method, request, name) => async (as) =>
      Object.values(await call(method, {parent: county, page_size: 1000, ...request}, {as})).find(Array.isArray).some((row) => row.name === name);
  const by_name = (method, name) => (as) => call(method, {name}, {as}).then(() => true, (error) => {
    if (error instanceof RpcError && error.code === 'NOT_FOUND') return false;
    throw error;
  });
  return {
    membership: by_name('xianfeng.membership.v1.MemberService/GetMember', member.name),
    training: by_name('xianfeng.training.v1.VenueService/GetVenue', venue.name),
    rotation: by_name('xianfeng.rotation.v1.ProgramService/GetCandidate', candidate.name),
    volunteer: by_name('xianfeng.volunteer.v1.TeamService/GetTeam', team.name),
    report: in_list('xianfeng.report.v1.AssessmentService/ListAwards', {}, award.name),
  };
}

let old_township, new_township;
before(async () => [old_township, new_township] = [await committeeOf('clerk'), await committeeOf('neighbour')]);

test('a moved branch takes its rows along in every service', async (t) => {
  const branch = await createBranch(old_township.name);
  const rows = await rowsOf(branch.name);
  for (const [service, sees] of Object.entries(rows)) {
    assert.deepEqual([await sees('clerk'), await sees('neighbour')], [true, false], `${service} before the move`);
  }
  const moved = await call('xianfeng.membership.v1.OrganizationService/MoveOrganization',
                           {name: branch.name, new_superior: new_township.name, reason: '试验'});
  assert.equal(moved.org_path, `${new_township.org_path}.${branch.name.split('/').pop()}`);
  await Promise.all(Object.entries(rows).map(async ([service, sees]) => {
    const {took} = await eventually(async () => !await sees('clerk') && await sees('neighbour'), limit, `the move in ${service}`);
    t.diagnostic(`${service}: ${Math.round(took)} ms`);
  }));
});

test('the records behind a figure move too', async () => {
  const branch = await createBranch(old_township.name);
  const venue = await call('xianfeng.training.v1.VenueService/CreateVenue',
                           {parent: county, venue: {organization: branch.name, display_name: '试验茶园', kind: 'VENUE_KIND_GREEN'}});
  const counts = async (as) => (await call('xianfeng.report.v1.FigureService/ListFigureRecords',
                                           {parent: `${county}/figures/10`, page_size: 1000}, {as})).records.some((row) => row.name === venue.name);
  await eventually(() => counts('clerk'), limit, 'the new site in the report');
  await call('xianfeng.membership.v1.OrganizationService/MoveOrganization', {name: branch.name, new_superior: new_township.name, reason: '试验'});
  await eventually(async () => !await counts('clerk') && await counts('neighbour'), limit, 'the move in the report');
});

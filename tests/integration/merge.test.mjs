// Duplicate members merge, and are separated again: what pointed at the one points at the other, and back, in every service
// within 2 s.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {committeeOf, createBranch, createMember, newId} from './fixtures.mjs';
import {call, closeAll, county, eventually} from './suite.mjs';

const limit = 2000;
const service = 'xianfeng.membership.v1.MemberService';
after(closeAll);

// One row of each following service that points at the member: whom it points at now.
async function pointersOf(member, branch) {
  const candidate = await call('xianfeng.rotation.v1.ProgramService/CreateCandidate', {parent: county, candidate: {member, organization: branch}});
  const award = await call('xianfeng.report.v1.AssessmentService/CreateAward', {
    parent: county,
    award: {organization: branch, kind: 'AWARD_KIND_GOOD_SECRETARY', year: 2022, recipient: `书记${newId()}`, member},
  });
  const instructor = await call('xianfeng.training.v1.InstructorService/CreateInstructor', {
    parent: county,
    instructor: {organization: branch, display_name: '盘山石', category: 'INSTRUCTOR_CATEGORY_PRACTICAL', hired_from: {year: 2022, month: 1, day: 1}, member},
  });
  const returnee = await call('xianfeng.volunteer.v1.ReturneeService/CreateReturnee', {
    parent: county,
    returnee: {
      organization: branch,
      display_name: '盘山石',
      person_kind: 'RETURNEE_PERSON_KIND_FLOATING_MEMBER',
      member,
      kind: 'RETURNEE_KIND_ENTREPRENEURSHIP',
      return_date: {year: 2023, month: 2, day: 1},
      origin_division: `${county.split('/')[1]}100001`,
    },
  });
  const of = (method, row, collection) => async () =>
      (await call(method, {parent: county, page_size: 1000}))[collection].find(({name}) => name === row.name).member;
  const got = (method, row) => async () => (await call(method, {name: row.name})).member;
  return {
    rotation: got('xianfeng.rotation.v1.ProgramService/GetCandidate', candidate),
    report: of('xianfeng.report.v1.AssessmentService/ListAwards', award, 'awards'),
    training: got('xianfeng.training.v1.InstructorService/GetInstructor', instructor),
    volunteer: got('xianfeng.volunteer.v1.ReturneeService/GetReturnee', returnee),
  };
}

let branch;
before(async () => branch = (await createBranch((await committeeOf('clerk')).name)).name);

test('a merge and its undoing are followed by every service', async (t) => {
  const [kept, duplicate] = [await createMember(branch), await createMember(branch)];
  const pointers = await pointersOf(duplicate.name, branch);
  const follows = (name, what) => Promise.all(Object.entries(pointers).map(async ([follower, points]) => {
    const {took} = await eventually(async () => await points() === name, limit, `${what} in ${follower}`);
    t.diagnostic(`${what}, ${follower}: ${Math.round(took)} ms`);
  }));
  await follows(duplicate.name, 'the row as made');
  await call(`${service}/MergeMembers`, {name: kept.name, duplicate: duplicate.name, reason: '同一人重复登记'});
  await follows(kept.name, 'the merge');
  const restored = await call(`${service}/UnmergeMembers`, {name: duplicate.name, reason: '核实为两人'});
  assert.equal(restored.uid, duplicate.uid);
  await follows(duplicate.name, 'the undoing');
});

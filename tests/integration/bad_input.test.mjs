// Bad input: each kind gets its own code, reason and every field violation at once, and nothing is half written.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {committeeOf, createBranch, createMember, idNumber, member, newId, signedToken} from './fixtures.mjs';
import {call, closeAll, county, errorOf, tokens} from './suite.mjs';

const service = 'xianfeng.membership.v1.MemberService';
const create = (request, options) => call(`${service}/CreateMember`, {parent: county, ...request}, options);
const get = (name, options) => call(`${service}/GetMember`, {name}, options);
const total = async () => (await call(`${service}/CountMembers`, {parent: county})).total;

let branch, known;
before(async () => {
  branch = (await createBranch((await committeeOf('clerk')).name)).name;
  known = await createMember(branch);
});
after(closeAll);

// An error has its code, its reason, our domain, an English message and a Chinese one.
function assertError(error, code, reason) {
  assert.deepEqual([error.code, error.reason], [code, reason], error.message);
  assert.equal(error.detail('ErrorInfo').domain, 'xianfeng');
  assert.equal(error.detail('LocalizedMessage').locale, 'zh-CN');
  assert.match(error.detail('LocalizedMessage').message, /\p{Script=Han}/u);
}

test('an unknown county has nothing', async () => {
  assertError(await errorOf(get('counties/439999/members/x')), 'NOT_FOUND', 'RESOURCE_NOT_FOUND');
  assertError(await errorOf(create({parent: 'counties/439999', member: member('counties/439999/organizations/x')})),
              'FAILED_PRECONDITION', 'REFERENCE_NOT_FOUND');
});

test('a malformed resource name', async () => {
  for (const name of ['', 'members/x', 'counties/43112/members/x', `${county}/members/`, `${county}/members/X Y`, `${county}/venues/x`]) {
    const error = await errorOf(get(name));
    assertError(error, 'INVALID_ARGUMENT', name === '' ? 'FIELD_INVALID' : 'RESOURCE_NAME_INVALID');
    assert.deepEqual(error.violations, ['name']);
  }
});

test('a wrong check digit, with every other violation at once', async () => {
  const members = await total();
  const good = idNumber();
  const bad = good.slice(0, 17) + (good[17] === '0' ? '1' : '0');
  const error = await errorOf(create({member: member(branch, {id_number: bad, display_name: '王<二>', ethnicity: '99', phone: 'call me', gender: 0})}));
  assertError(error, 'INVALID_ARGUMENT', 'FIELD_INVALID');
  assert.deepEqual(error.violations, ['member.display_name', 'member.ethnicity', 'member.gender', 'member.id_number', 'member.phone']);
  assert.equal(await total(), members, 'nothing was written');
});

test('a page token of another query', async () => {
  const list = (request) => call(`${service}/ListMembers`, {parent: county, page_size: 1, ...request});
  const {next_page_token} = await list({filter: 'member_kind = FULL'});
  assert.ok(next_page_token);
  assertError(await errorOf(list({page_token: next_page_token})), 'INVALID_ARGUMENT', 'PAGE_TOKEN_INVALID');
  assertError(await errorOf(list({page_token: `${next_page_token}x`, filter: 'member_kind = FULL'})), 'INVALID_ARGUMENT', 'PAGE_TOKEN_INVALID');
  assertError(await errorOf(list({filter: 'member_kind LIKE F'})), 'INVALID_ARGUMENT', 'FILTER_INVALID');
  assertError(await errorOf(list({order_by: 'phone'})), 'INVALID_ARGUMENT', 'ORDER_BY_INVALID');
});

test('a stale etag', async () => {
  const update = (post, etag) => call(`${service}/UpdateMember`, {member: {name: known.name, post, etag}, update_mask: {paths: ['post']}});
  const fresh = await update('会计', known.etag);
  assertError(await errorOf(update('出纳', known.etag)), 'ABORTED', 'ETAG_MISMATCH');
  assert.equal((await get(known.name)).post, '会计');
  known = fresh;
});

test('a reused request_id', async () => {
  const request_id = newId('r'), body = member(branch);
  const members = await total();
  const first = await create({request_id, member: body});
  assert.deepEqual(await create({request_id, member: body}), first, 'the same body gets the same answer');
  assertError(await errorOf(create({request_id, member: {...body, display_name: '盘水生'}})), 'INVALID_ARGUMENT', 'REQUEST_ID_REUSED');
  assert.equal(await total(), members + 1);
});

test('a message over 4 MiB', async () => {
  const error = await errorOf(create({member: member(branch, {remarks: '长'.repeat(1_500_000)})}));
  assertError(error, 'RESOURCE_EXHAUSTED', 'MESSAGE_TOO_LARGE');
});

test('a missing, damaged or expired token', async () => {
  assertError(await errorOf(get(known.name, {as: null})), 'UNAUTHENTICATED', 'TOKEN_MISSING');
  assertError(await errorOf(get(known.name, {as: 'nonsense'})), 'UNAUTHENTICATED', 'TOKEN_INVALID');
  const [head, body, signature] = tokens.clerk.split('.');
  const widened = Buffer.from(JSON.stringify({...JSON.parse(Buffer.from(body, 'base64url')), scopes: ['43']})).toString('base64url');
  assertError(await errorOf(get(known.name, {as: `${head}.${widened}.${signature}`})), 'UNAUTHENTICATED', 'TOKEN_INVALID');
  const past = Math.floor(Date.now() / 1000) - 120;
  assertError(await errorOf(get(known.name, {as: signedToken('clerk', {exp: past})})), 'UNAUTHENTICATED', 'TOKEN_EXPIRED');
  assertError(await errorOf(get(known.name, {as: signedToken('clerk', {scopes: []})})), 'UNAUTHENTICATED', 'SCOPE_INVALID');
});

test('a principal of another township', async () => {
  assert.equal((await get(known.name, {as: 'clerk'})).name, known.name);
  const hidden = await errorOf(get(known.name, {as: 'neighbour'}));
  const absent = await errorOf(get(`${county}/members/nobody`, {as: 'neighbour'}));
  assertError(hidden, 'NOT_FOUND', 'RESOURCE_NOT_FOUND');
  assert.equal(hidden.message.replace(known.name, '…'), absent.message.replace(`${county}/members/nobody`, '…'), 'hidden and absent look alike');
  const members = await total();
  assertError(await errorOf(create({member: member(branch)}, {as: 'neighbour'})), 'FAILED_PRECONDITION', 'REFERENCE_NOT_FOUND');
  assert.equal(await total(), members);
});

test('a role without the permission', async () => {
  assertError(await errorOf(create({member: member(branch)}, {as: 'auditor'})), 'PERMISSION_DENIED', 'PERMISSION_MISSING');
});

test('an import with bad rows writes the good ones and reports each bad one', async () => {
  const members = await total();
  const good = idNumber();
  const rows = [
    member(branch),
    member(branch, {id_number: good.slice(0, 17) + (good[17] === '0' ? '1' : '0')}),
    member(`${county}/organizations/nowhere`),
  ];
  const request = {parent: county, request_id: newId('i'), chunk: 0, rows};
  const dry = await call(`${service}/ImportMembers`, [{...request, validate_only: true}]);
  assert.deepEqual([dry.created, dry.failed, dry.validate_only], [1, 2, true]);
  assert.equal(await total(), members);
  const summary = await call(`${service}/ImportMembers`, [request]);
  assert.deepEqual([summary.rows, summary.created, summary.failed], [3, 1, 2]);
  assert.deepEqual(summary.errors.map((error) => [error.row, error.reason]), [[2, 'FIELD_INVALID'], [3, 'REFERENCE_NOT_FOUND']]);
  assert.equal(await total(), members + 1);
  const again = await call(`${service}/ImportMembers`, [request]);
  assert.deepEqual([again.created, again.failed], [summary.created, summary.failed], 'the same import again answers the same');
  assert.equal(await total(), members + 1);
});

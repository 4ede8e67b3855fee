// A dump of the database holds no ID number and no telephone number in clear, whichever table and encoding one looks in.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {committeeOf, createBranch, idNumber, member, newId} from './fixtures.mjs';
import {contracts} from './contracts.mjs';
import {call, closeAll, county, errorOf, home, services} from './suite.mjs';

const deploy = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../deploy/postgres');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'at-rest-'));
after(() => {
  fs.rmSync(folder, {recursive: true});
  closeAll();
});

// Every sensitive number that the services know: what their feeds show to who may see it.
async function clearNumbers() {
  const numbers = new Set();
  for (const service of services) {
    for (let cursor = '', page_token = ''; ;) {
      const page = await call('xianfeng.sync.v1.ChangeFeedService/ListChanges',
                              {parent: county, cursor, page_token, page_size: 500, include_sensitive: true}, {service});
      for (const {type, sensitive} of page.changes) {
        if (!sensitive) continue;
        const row = contracts.lookupType(type).decode(sensitive.value);
        for (const [field, value] of Object.entries(row)) {
          if (typeof value === 'string' && /^(\d{17}[\dX]|1\d{10})$/.test(value) && field !== 'name') numbers.add(value);
        }
      }
      if (!(page_token = page.next_page_token)) break;
    }
  }
  return numbers;
}

// Texts of a dump: as it stands, and every bytea decoded, which may hold text or protobuf.
function* textsOf(dump) {
  yield dump;
  for (const [, hex] of dump.matchAll(/\\x([0-9a-f]{2,})/g)) yield Buffer.from(hex, 'hex').toString('latin1');
}

// The words of digests are numbers by chance: of so many long ones, one in a few dumps has a telephone number inside.
function withoutDigests(dump) {
  return dump.replace(/^COPY \S+\.feed_state \((.*)\) FROM stdin;\n([^]*?)^\\\.$/gm, (_, columns, rows) => {
    const kept = columns.split(', ').map((column) => !/^hash\d$/.test(column));
    return rows.split('\n').map((row) => row.split('\t').filter((_, at) => kept[at]).join('\t')).join('\n');
  });
}

function found(dump, numbers) {
  const hits = new Set();
  for (const text of textsOf(dump)) {
    for (const [digits] of text.matchAll(/\d{11,}[Xx]?/g)) {
      for (let at = 0; at + 11 <= digits.length; ++at) {
        for (const size of [11, 18]) {
          if (numbers.has(digits.slice(at, at + size))) hits.add(digits.slice(at, at + size));
        }
      }
    }
  }
  return [...hits];
}

let numbers, dump;
const [mine, refused] = [idNumber(), idNumber()];
before(async () => {
  // A write with an answer that is kept, one that fails with the number in it, and an import that reports a row.
  const {name: branch} = await createBranch((await committeeOf('clerk')).name);
  const create = 'xianfeng.membership.v1.MemberService/CreateMember';
  await call(create, {parent: county, member: member(branch, {id_number: mine}), request_id: newId('r')});
  const wrong = {name: `${county}/members/${refused.toLowerCase()}`, phone: '13800001111'};
  const {code} = await errorOf(call('xianfeng.membership.v1.MemberService/UpdateMember', {member: wrong, update_mask: {paths: ['phone']}}));
  assert.equal(code, 'NOT_FOUND');
  const rows = [{parent: county, request_id: newId('r'), rows: [member(branch, {id_number: mine, display_name: ''})]}];
  assert.equal((await call('xianfeng.membership.v1.MemberService/ImportMembers', rows)).failed, 1);
  numbers = await clearNumbers();
  numbers.add(mine).add(refused.toLowerCase());
  const file = path.join(folder, 'dump');
  execFileSync(path.join(deploy, 'backup'), ['--home', home, file]);
  dump = execFileSync('/usr/lib/postgresql/15/bin/pg_restore', ['-f', '-', file], {maxBuffer: 1 << 30}).toString('latin1');
});

test('the suite has thousands of numbers, and the dump its rows', () => {
  assert.ok(numbers.size > 2000, `${numbers.size}`);
  for (const table of ['membership.member', 'membership.change', 'membership.idempotency', 'membership.audit_entry', 'volunteer.ticket']) {
    assert.match(dump, new RegExp(`COPY ${table} `), table);
  }
});

test('the search would find a number in text, in bytes and between other digits', () => {
  const [number] = numbers;
  for (const text of [number, `\\x${Buffer.from(`\x12${number}`).toString('hex')}`, `00${number}1`]) assert.deepEqual(found(text, numbers), [number]);
});

test('none of the numbers is in the dump', () => assert.deepEqual(found(withoutDigests(dump), numbers), []));

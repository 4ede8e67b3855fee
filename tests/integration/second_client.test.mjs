// A second client, in another language, keeps a full copy while writers write and it is killed again and again: it ends equal
// with its source, byte by byte.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import {fileURLToPath} from 'node:url';
import {digestOf, load} from './second_client.mjs';
import {committeeOf, createBranch, createMember} from './fixtures.mjs';
import {call, closeAll, county, home} from './suite.mjs';

const SEED = 20260701, KILLS = 8;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'second-client-'));
after(() => {
  closeAll();
  fs.rmSync(folder, {recursive: true});
});

// Numbers in [0, 1) from a seed: mulberry32's mixing is more than enough here.
function randomOf(seed) {
  return () => {
    seed = seed + 0x6d2b79f5 | 0;
    let mixed = Math.imul(seed ^ seed >>> 15, seed | 1);
    mixed ^= mixed + Math.imul(mixed ^ mixed >>> 7, mixed | 61);
    return ((mixed ^ mixed >>> 14) >>> 0) / 2 ** 32;
  };
}

// Starts the client; `ended` tells how it ended.
function start(service, file) {
  const program = fileURLToPath(new URL('second_client.mjs', import.meta.url));
  const child = spawn(process.execPath, [program, home, service, county.split('/')[1], file], {stdio: ['ignore', 'inherit', 'inherit']});
  const ended = new Promise((resolve) => child.on('exit', (code, signal) => resolve({code, signal})));
  return {child, ended};
}

test('a copy in another language survives kills and ends equal by digest', async (t) => {
  const random = randomOf(SEED);
  const file = path.join(folder, 'membership.json');
  const [east, west] = [await committeeOf('clerk'), await committeeOf('neighbour')];
  let writing = true, written = 0;
  t.after(() => writing = false);
  const writer = async (own) => {
    const branch = await createBranch(own.name);
    for (; writing; ++written) {
      // Invented numbers meet now and then.
      const member = await createMember(branch.name).catch(() => null);
      if (!member) continue;
      await call('xianfeng.membership.v1.MemberService/UpdateMember',
                 {member: {name: member.name, remarks: `第${written}次`}, update_mask: {paths: ['remarks']}});
      if (written % 20 === 19) {
        await call('xianfeng.membership.v1.OrganizationService/MoveOrganization',
                   {name: branch.name, new_superior: (random() < 0.5 ? east : west).name, reason: '试验'}).catch(() => {});
      }
    }
  };
  const writers = [east, west, east].map(writer);
  const all = Promise.all(writers);
  all.catch(() => {});
  let killed = 0;
  for (let run = 0; run < KILLS; ++run) {
    const {child, ended} = start('membership', file);
    const alarm = new AbortController();
    await Promise.race([ended, pause(150 + random() * 700, undefined, {signal: alarm.signal}).catch(() => {})]);
    alarm.abort();
    child.kill('SIGKILL');
    killed += (await ended).signal === 'SIGKILL';
  }
  writing = false;
  await all;
  assert.deepEqual(await start('membership', file).ended, {code: 0, signal: null});

  const state = load(file), ours = digestOf(state);
  const theirs = await call('xianfeng.sync.v1.ChangeFeedService/GetDigest', {parent: county}, {service: 'membership', as: 'integrator'});
  assert.equal(ours.count, theirs.count);
  assert.equal(ours.sum, theirs.sum.toString('hex'));
  t.diagnostic(`${killed} kills, ${written} writes, ${ours.count} resources at revision ${state.revision}`);
  assert.ok(killed > 0 && written > 0);
});

for (const service of ['rotation', 'report']) {
  test(`a copy of ${service} adds up too`, async () => {
    assert.deepEqual(await start(service, path.join(folder, `${service}.json`)).ended, {code: 0, signal: null});
  });
}

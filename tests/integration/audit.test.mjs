// What somebody does to an audit log who may do everything in the database: `xfctl audit verify` names it, and where nothing can
// be told from the log itself, the checkpoints that others have kept tell.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, beforeEach, afterEach, test} from 'node:test';
import {superuserOf, xfctl} from './command.mjs';
import {committeeOf, newId} from './fixtures.mjs';
import {call, closeAll, county, services} from './suite.mjs';

const code = county.slice('counties/'.length);
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'audit-'));
after(() => {
  fs.rmSync(copy, {recursive: true});
  closeAll();
});

const verify = (...args) => xfctl('--county', code, 'audit', 'verify', '--service', 'training', ...args);
const asSuperuser = (file) => superuserOf(import.meta.url)(file, {county: code});

// A write, so that the log goes on.
async function write() {
  const {name: organization} = await committeeOf('clerk');
  await call('xianfeng.training.v1.VenueService/CreateVenue',
             {parent: county, venue: {organization, display_name: `试验教室${newId()}`, kind: 'VENUE_KIND_SERVICE_CENTER'}});
}

// The log as it was is put back after each test.
beforeEach(() => asSuperuser('keep_log'));
afterEach(() => asSuperuser('put_log_back'));

test('every chain is sound, and its witnesses agree', async () => {
  const {status, stdout, stderr} = await xfctl('--county', code, 'audit', 'verify');
  assert.equal(status, 0, stdout + stderr);
  for (const service of services) assert.match(stdout, new RegExp(`^${service}: \\d+ entries checked up to \\d+, [1-9]\\d* checkpoints of witnesses, sound$`, 'm'));
});

const tampering = {
  'CHANGED entry 5': 'change_entry',
  'REMOVED entry 5, 6': 'remove_entries',
  'REMOVED entry 5, 5': 'remove_without_gap',
  'INSERTED entry 6': 'insert_entry',
  'REORDERED entry 5, 6': 'swap_entries',
};
for (const [finding, file] of Object.entries(tampering)) {
  test(`a superuser's work is named: ${finding}`, async () => {
    await asSuperuser(file);
    const {status, stdout, stderr} = await verify();
    assert.notEqual(status, 0);
    assert.match(stdout, /^training: .* NOT SOUND$/m);
    assert.match(stdout, new RegExp(`^  ${finding}: `, 'm'), stdout);
    assert.match(stderr, /an audit log is not what was appended/);
  });
}

test('a log that was rewritten to its end is caught by the province that has a copy of the feed', async () => {
  const pull = () => xfctl('--county', code, '--as', 'integrator', 'feed', 'pull', '--service', 'training', '--into', copy);
  assert.equal((await pull()).status, 0);
  await asSuperuser('change_entry');
  await asSuperuser('forge_hashes');
  const log = await call('xianfeng.audit.v1.AuditService/VerifyAuditChain', {parent: county}, {service: 'training', as: 'auditor'});
  assert.deepEqual(log.findings, [], 'the forged chain is sound in itself');
  await write();

  const caught = await pull();
  assert.notEqual(caught.status, 0);
  assert.match(caught.stderr, /the audit log was rewritten: it no longer says at entry \d+ what it signed then/);
  const {status, stdout} = await verify('--copy', copy);
  assert.notEqual(status, 0);
  assert.match(stdout, /^  CHECKPOINT entry \d+: the log up to this entry was rewritten/m);
});

test('entries past their retention move into a signed file, and the log goes on from their last hash', async () => {
  await asSuperuser('keep_witnesses');
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'archive-'));
  const archive = (...args) => xfctl('--county', code, 'audit', 'archive', '--service', 'training', '--out', out, ...args);
  try {
    const early = await archive('--days', '10');
    assert.notEqual(early.status, 0);
    assert.match(early.stderr, /--days 10: the entries of training are kept for at least 1095 days/);
    assert.deepEqual(fs.readdirSync(out), []);
    assert.match((await archive()).stdout, /^training: nothing older than 1095 days$/m);

    // The only way to an old log in a young database.
    await asSuperuser('age_entries');
    await asSuperuser('forge_hashes');
    await write();
    const {status, stdout, stderr} = await archive();
    assert.equal(status, 0, stderr);
    const [, entries, last] = stdout.match(/^training: (\d+) entries up to (\d+) moved to /m);
    assert.ok(Number(entries) > 5 && entries === last, stdout);
    const [file] = fs.readdirSync(out);
    assert.equal((await xfctl('audit', 'verify', '--archive', path.join(out, file))).status, 0);
    await write();
    assert.match((await verify()).stdout, /^training: 2 entries checked up to \d+, \d+ checkpoints of witnesses, sound$/m);

    fs.writeFileSync(path.join(out, file), fs.readFileSync(path.join(out, file), 'utf8').replace(/"seq":2,"/, '"seq":3,"'));
    assert.notEqual((await xfctl('audit', 'verify', '--archive', path.join(out, file))).status, 0);
  } finally {
    fs.rmSync(out, {recursive: true});
    await asSuperuser('put_witnesses_back');
  }
});

// What somebody does to an audit log who may do everything in the database: `xfctl audit verify` names it, and where nothing can
// be told from the log itself, the checkpoints that others have kept tell.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, beforeEach, afterEach, test} from 'node:test';
import {superuser, xfctl} from './command.mjs';
import {committeeOf, newId} from './fixtures.mjs';
import {call, closeAll, county, services} from './suite.mjs';

const code = county.slice('counties/'.length);
const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'audit-'));
after(() => {
  fs.rmSync(copy, {recursive: true});
  closeAll();
});

const verify = (...args) => xfctl('--county', code, 'audit', 'verify', '--service', 'training', ...args);
const at = `WHERE county = '${code}'`;

// A write, so that the log goes on.
async function write() {
  const {name: organization} = await committeeOf('clerk');
  await call('xianfeng.training.v1.VenueService/CreateVenue',
             {parent: county, venue: {organization, display_name: `试验教室${newId()}`, kind: 'VENUE_KIND_SERVICE_CENTER'}});
}

// The log as it was is put back after each test.
beforeEach(() => superuser(`CREATE TABLE public.kept_entry AS SELECT * FROM training.audit_entry ${at};
                            CREATE TABLE public.kept_head AS SELECT * FROM training.county_head ${at};`));
afterEach(() => superuser(`DELETE FROM training.audit_entry ${at};
                           INSERT INTO training.audit_entry SELECT * FROM public.kept_entry;
                           UPDATE training.county_head h SET audit_seq = k.audit_seq, audit_hash = k.audit_hash
                             FROM public.kept_head k WHERE h.county = k.county;
                           DROP TABLE public.kept_entry, public.kept_head;`));

test('every chain is sound, and its witnesses agree', async () => {
  const {status, stdout, stderr} = await xfctl('--county', code, 'audit', 'verify');
  assert.equal(status, 0, stdout + stderr);
  for (const service of services) assert.match(stdout, new RegExp(`^${service}: \\d+ entries checked up to \\d+, [1-9]\\d* checkpoints of witnesses, sound$`, 'm'));
});

const renumber = (from, by) => `UPDATE training.audit_entry SET seq = -(seq + ${by}) ${at} AND seq >= ${from};
                                UPDATE training.audit_entry SET seq = -seq ${at} AND seq < 0;
                                UPDATE training.county_head SET audit_seq = audit_seq + ${by} ${at};`;
const tampering = {
  'CHANGED entry 5': `UPDATE training.audit_entry SET subject = 'somebody-else' ${at} AND seq = 5`,
  'REMOVED entry 5, 6': `DELETE FROM training.audit_entry ${at} AND seq IN (5, 6)`,
  'REMOVED entry 5, 5': `DELETE FROM training.audit_entry ${at} AND seq = 5; ${renumber(6, -1)}`,
  'INSERTED entry 6': `${renumber(6, 1)} INSERT INTO training.audit_entry SELECT county, 6, time, 'nobody', service, origin, trace_id, method,
      result, reason, resources, before_hash, after_hash, details_sealed, algorithm, content_hash, hash FROM training.audit_entry ${at} AND seq = 5`,
  'REORDERED entry 5, 6': `UPDATE training.audit_entry SET seq = CASE seq WHEN 5 THEN -6 ELSE -5 END ${at} AND seq IN (5, 6);
      UPDATE training.audit_entry SET seq = -seq ${at} AND seq < 0`,
};
for (const [finding, sql] of Object.entries(tampering)) {
  test(`a superuser's work is named: ${finding}`, async () => {
    await superuser(sql);
    const {status, stdout, stderr} = await verify();
    assert.notEqual(status, 0);
    assert.match(stdout, /^training: .* NOT SOUND$/m);
    assert.match(stdout, new RegExp(`^  ${finding}: `, 'm'), stdout);
    assert.match(stderr, /an audit log is not what was appended/);
  });
}

// Changes entry 5 and makes every hash after it anew, as a colluding administrator would: the log alone looks sound.
const forge = `DO $forge$
DECLARE e training.audit_entry; before bytea := ''; field text; content bytea;
BEGIN
  UPDATE training.audit_entry SET subject = 'somebody-else' ${at} AND seq = 5;
  FOR e IN SELECT * FROM training.audit_entry ${at} ORDER BY seq LOOP
    content := '';
    FOREACH field IN ARRAY ARRAY['xianfeng audit entry 1', e.algorithm, (extract(epoch FROM e.time) * 1000000)::bigint::text, e.subject,
        e.service, e.origin, e.trace_id, e.method, e.result, e.reason, e.resources] LOOP
      content := content || int4send(octet_length(field)) || convert_to(field, 'UTF8');
    END LOOP;
    content := sha256(content || int4send(length(e.after_hash)) || e.after_hash || int4send(length(e.details_sealed)) || e.details_sealed);
    before := sha256(before || convert_to(e.county, 'UTF8') || int8send(e.seq) || content || e.before_hash);
    UPDATE training.audit_entry SET content_hash = content, hash = before WHERE county = e.county AND seq = e.seq;
  END LOOP;
  UPDATE training.county_head SET audit_hash = before ${at};
END
$forge$`;

test('a log that was rewritten to its end is caught by the province that has a copy of the feed', async () => {
  const pull = () => xfctl('--county', code, '--as', 'integrator', 'feed', 'pull', '--service', 'training', '--into', copy);
  assert.equal((await pull()).status, 0);
  await superuser(forge);
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

// Makes every entry so much older, and every hash anew: the only way to an old log in a young database.
const age = forge.replace(/UPDATE training.audit_entry SET subject = 'somebody-else'.*;/, `UPDATE training.audit_entry SET time = time - interval '4 years' ${at};`);

test('entries past their retention move into a signed file, and the log goes on from their last hash', async () => {
  await superuser(`CREATE TABLE public.kept_witness AS SELECT * FROM report.audit_witness ${at};
                   DELETE FROM report.audit_witness ${at};`);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'archive-'));
  const archive = (...args) => xfctl('--county', code, 'audit', 'archive', '--service', 'training', '--out', out, ...args);
  try {
    const early = await archive('--days', '10');
    assert.notEqual(early.status, 0);
    assert.match(early.stderr, /--days 10: the entries of training are kept for at least 1095 days/);
    assert.deepEqual(fs.readdirSync(out), []);
    assert.match((await archive()).stdout, /^training: nothing older than 1095 days$/m);

    await superuser(age);
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
    await superuser(`DELETE FROM training.audit_anchor ${at};
                     DELETE FROM report.audit_witness ${at};
                     INSERT INTO report.audit_witness SELECT * FROM public.kept_witness;
                     DROP TABLE public.kept_witness;`);
  }
});

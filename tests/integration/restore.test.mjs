// A dump, more writes, a restore: the services heal, what was written after the dump is gone everywhere, a position of before
// is refused, and who reads anew ends with what the source has.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {xfctl} from './command.mjs';
import {committeeOf, figures, newId} from './fixtures.mjs';
import {call, closeAll, county, errorOf, eventually, home, RpcError, services} from './suite.mjs';

const deploy = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../deploy/postgres');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'restore-'));
after(() => {
  fs.rmSync(folder, {recursive: true});
  closeAll();
});

const run = (script, file) => execFileSync(path.join(deploy, script), ['--home', home, file], {encoding: 'utf8'});
const page = (service, cursor, page_token = '') =>
    call('xianfeng.sync.v1.ChangeFeedService/ListChanges', {parent: county, cursor, page_token, page_size: 500}, {service, as: 'integrator'});

// A consumer: the latest state of every resource, and where it stands.
async function readAll(service) {
  const state = new Map();
  for (let token = ''; ;) {
    const {changes, next_page_token, checkpoint} = await page(service, '', token);
    for (const {name, resource} of changes) resource ? state.set(name, resource.value.toString('base64')) : state.delete(name);
    if (checkpoint) return {state, cursor: checkpoint.cursor, revision: checkpoint.revision};
    token = next_page_token;
  }
}

// Red sites of the work report, which follows training's feed; null while the connections come back.
async function redSites() {
  try {
    return (await figures())['9'];
  } catch (error) {
    if (error instanceof RpcError && error.code === 'UNAVAILABLE') return null;
    throw error;
  }
}
// A province's copy, in a store of its own: what each feed's line says when it has been verified.
async function pull() {
  const {status, stdout, stderr} = await xfctl('--as', 'integrator', 'feed', 'pull', '--into', path.join(folder, 'copy'));
  assert.equal(status, 0, stderr);
  return stdout.trim().split('\n').map((line) => JSON.parse(line));
}
// How a position is refused, once the service has its connections back: the first call on a broken one tells that it broke.
const refusal = (service, cursor) => eventually(async () => {
  const error = await errorOf(page(service, cursor));
  return error.code === 'UNAVAILABLE' ? null : error;
}, 30_000, `${service} reaches its database`);
const reported = (count) => eventually(async () => await redSites() === count, 30_000, `${count} red sites in the report`);

test('after a restore every consumer notices, reads anew and ends equal', async () => {
  const {name: organization} = await committeeOf('clerk');
  const createSite = () => call('xianfeng.training.v1.VenueService/CreateVenue',
                                {parent: county, venue: {organization, display_name: `试验红军亭${newId()}`, kind: 'VENUE_KIND_RED'}});
  const sites = await redSites() + 1;
  await createSite();
  await reported(sites);
  const kept = await Promise.all(services.map((service) => readAll(service)));
  const file = path.join(folder, 'dump');
  run('backup', file);
  const late = await createSite();
  await reported(sites + 1);
  const consumers = await Promise.all(services.map((service) => readAll(service)));
  assert.ok(consumers[services.indexOf('training')].state.has(late.name));
  await pull();

  assert.match(run('restore', file), /training: a new epoch for \d+ feeds/);
  await reported(sites);
  for (const [i, service] of services.entries()) {
    if (!consumers[i].revision) continue;
    const {value: error} = await refusal(service, consumers[i].cursor);
    assert.deepEqual([error.code, error.reason], ['FAILED_PRECONDITION', 'FEED_EPOCH_CHANGED'], service);
    const anew = await readAll(service);
    assert.deepEqual(anew.state, kept[i].state, service);
  }
  for (const {service, restarts, verified} of await pull()) assert.deepEqual([restarts, verified > 0], [1, true], service);
  assert.equal((await errorOf(call('xianfeng.training.v1.VenueService/GetVenue', {name: late.name}))).code, 'NOT_FOUND');

  // The suite's own consumers have noticed too: what is written now reaches the report.
  await createSite();
  await reported(sites + 1);

  // The logs are sound; that they aren't what they were, the province's checkpoints tell all the same.
  const own = await xfctl('audit', 'verify');
  assert.equal(own.status, 0, own.stdout);
  const against = await xfctl('audit', 'verify', '--copy', path.join(folder, 'copy'));
  assert.notEqual(against.status, 0);
  assert.match(against.stdout, /^training: .*NOT SOUND\n  CHECKPOINT entry \d+: /m);
});

// A plan's way by xfctl alone: solved, checked, drawn, compared, published in part, dispatched; and who hears of it.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {after, test} from 'node:test';
import {xfctl} from './command.mjs';
import {newId} from './fixtures.mjs';
import {call, closeAll, county, eventually} from './suite.mjs';

after(closeAll);

const plan = newId('plan');
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'plans-'));
after(() => fs.rmSync(folder, {recursive: true}));

async function xfctlOk(...args) {
  const {status, stdout, stderr} = await xfctl(...args);
  assert.equal(status, 0, `${args.join(' ')}: ${stderr}`);
  return stdout;
}
const idOf = (name) => name.split('/').pop();
const show = async () => JSON.parse(await xfctlOk('plans', 'show', plan, '--json'));

test('a plan of the program, proven', async () => {
  const solved = JSON.parse(await xfctlOk('plans', 'solve', '--program', 'special_training', '--id', plan, '--name', '试验方案', '--slots', '12', '--seconds', '3', '--json'));
  assert.equal(solved.state, 'PLAN_STATE_DRAFT');
  assert.ok(solved.placement_count > 1, `places ${solved.placement_count}`);
  assert.match(await xfctlOk('plans', 'list', '--filter', 'state = DRAFT'), new RegExp(`${plan} +试验方案 +DRAFT`));
  assert.equal(JSON.parse(await xfctlOk('plans', 'verify', plan)).holds, true);
  const picture = path.join(folder, 'plan.svg');
  await xfctlOk('plans', 'gantt', plan, '--out', picture);
  assert.match(fs.readFileSync(picture, 'utf8'), /试验方案/);
  assert.ok(fs.existsSync(path.join(folder, 'plan.progress.svg')));
});

test('explained, pinned, let go, and compared with what if', async () => {
  const {placements: [first]} = await show();
  const cadre = idOf(first.candidate);
  assert.match(await xfctlOk('plans', 'explain', plan, '--cadre', cadre), /BASE +\d+/);
  assert.match(await xfctlOk('plans', 'explain', plan), /./);
  assert.equal(JSON.parse(await xfctlOk('plans', 'pin', plan, '--cadre', cadre, '--json')).pins.length, 1);
  assert.equal(JSON.parse(await xfctlOk('plans', 'unpin', plan, '--cadre', cadre, '--json')).pins, undefined);
  const other = newId('plan');
  await xfctlOk('plans', 'solve', '--base', plan, '--id', other, '--leave-out', cadre, '--change-penalty', '10000', '--seconds', '3');
  const compared = JSON.parse(await xfctlOk('plans', 'compare', plan, other, '--json'));
  assert.ok(compared.moves.some((move) => move.cadre_id === cadre), 'who was left out is among the moves');
});

test('published in part and dispatched: the branch sees who is away', async () => {
  const {placements: [first, second]} = await show();
  const cadre = idOf(first.candidate);
  const published = JSON.parse(await xfctlOk('plans', 'publish', plan, '--cadre', cadre, '--json'));
  assert.equal(published.plan.state, 'PLAN_STATE_PARTLY_PUBLISHED');
  const {status, stderr} = await xfctl('plans', 'dispatch', plan, '--cadre', idOf(second.candidate));
  assert.equal(status, 1);
  assert.match(stderr, /has no published placement/);

  const sent = JSON.parse(await xfctlOk('plans', 'dispatch', plan, '--json'));
  assert.equal(sent.state, 'PLACEMENT_STATE_DISPATCHED');
  assert.equal(sent.candidate, first.candidate);
  const absences = async (service) => {
    const request = {parent: county, filter: `member = ${sent.member}`};
    return (await call(`xianfeng.${service}.v1.AbsenceService/ListAbsences`, request)).absences.filter(({source}) => source === sent.name);
  };
  for (const service of ['membership', 'training']) assert.deepEqual((await absences(service)).map(({state}) => state), ['ABSENCE_STATE_AWAY']);

  await call('xianfeng.rotation.v1.PlacementService/EndPlacement', {name: sent.name, cancel: true, reason: '试验结束'});
  for (const service of ['membership', 'training']) {
    await eventually(async () => (await absences(service))[0].state === 'ABSENCE_STATE_CANCELLED', 5000, `${service} hears that it is off`);
  }
});

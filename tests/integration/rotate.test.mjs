// A new data key, and a new profile, while writers write: nobody fails, old values are sealed anew, all of them open.
import assert from 'node:assert/strict';
import http from 'node:http';
import {after, test} from 'node:test';
import {superuserOf, xfctl} from './command.mjs';
import {committeeOf, createBranch, createMember, idNumber} from './fixtures.mjs';
import {call, closeAll, county, endpoints, eventually, services} from './suite.mjs';

after(closeAll);

// A metric of a service without labels; 0 before it exists.
async function metric(service, name) {
  const [host, port] = endpoints[service].split(':');
  const text = await new Promise((resolve, reject) => {
    http.get({host, port: Number(port) + 100, path: '/metrics'}, (answer) => {
      let body = '';
      answer.on('data', (part) => body += part).on('end', () => resolve(body));
    }).on('error', reject);
  });
  return Number(text.match(new RegExp(`^${name} (\\S+)$`, 'm'))?.[1] ?? 0);
}

// Values of members and of what the feed keeps beside changes, by the key that sealed them.
const keysInUse = () => superuserOf(import.meta.url)('keys_in_use');

test('keys and profile change while writers write', async () => {
  const {name: branch} = await createBranch((await committeeOf('clerk')).name);
  const made = [], taken = new Set();
  const nextNumber = () => {
    for (;;) {
      const id_number = idNumber({year: 1940 + taken.size % 50});
      if (!taken.has(id_number) && taken.add(id_number)) return id_number;
    }
  };
  let writing = true;
  const writer = async () => {
    while (writing) {
      const id_number = nextNumber();
      made.push([(await createMember(branch, {id_number, phone: '13900001234'})).name, id_number]);
    }
  };
  const writers = [writer(), writer(), writer()];
  for (const [profile, version] of [['gm', 2], ['intl', 1]]) {
    const before = made.length;
    const {status, stdout} = await xfctl('keys', 'rotate', '--profile', profile);
    assert.equal(status, 0);
    const [, key] = stdout.match(/^(\S+) seals from now on/);
    await eventually(async () => {
      const left = await Promise.all(services.map((service) => metric(service, 'reseal_columns_left')));
      return left.every((columns) => columns === 0) && (await keysInUse()).join() === `${version}:${key}`;
    }, 90_000, `everything sealed by ${key}`);
    await eventually(() => made.length > before + 3, 20_000, 'writers that go on');
  }
  writing = false;
  await Promise.all(writers);

  for (const [name, id_number] of made.filter((_, i) => i % Math.ceil(made.length / 200) === 0)) {
    const shown = await call('xianfeng.membership.v1.MemberService/RevealMember', {name, purpose: '核对换钥后的数据'});
    assert.equal(shown.id_number, id_number);
  }
  const [, id_number] = made[0];
  const {members} = await call('xianfeng.membership.v1.MemberService/SearchMembers', {parent: county, id_number});
  assert.equal(members.length, 1, 'the blind index has stayed');
  const {status, stdout} = await xfctl('audit', 'verify', '--service', 'membership');
  assert.equal(status, 0, stdout);
});

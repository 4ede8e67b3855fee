// A client that no one here wrote: grpc-js with proto-loader, as its own documentation shows them, and our .proto files.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import {after, test} from 'node:test';
import {promisify} from 'node:util';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import {protoFolders} from './contracts.mjs';
import {county, endpoints, tokens} from './suite.mjs';

const definition = protoLoader.loadSync('xianfeng/membership/v1/member.proto', {includeDirs: protoFolders, keepCase: true, enums: String, defaults: true});
const {MemberService} = grpc.loadPackageDefinition(definition).xianfeng.membership.v1;
const [ca, key, cert] = [endpoints.ca, endpoints.client_key, endpoints.client_cert].map((file) => fs.readFileSync(file));
const client = new MemberService(endpoints.membership, grpc.credentials.createSsl(ca, key, cert));
after(() => client.close());

const bearer = (token) => {
  const metadata = new grpc.Metadata();
  metadata.set('authorization', `Bearer ${token}`);
  return metadata;
};

test('lists members page by page over mTLS and JWT', async () => {
  const list = promisify(client.listMembers.bind(client));
  const first = await list({parent: county, page_size: 5}, bearer(tokens.admin));
  assert.equal(first.members.length, 5);
  const second = await list({parent: county, page_size: 5, page_token: first.next_page_token}, bearer(tokens.admin));
  const names = [...first.members, ...second.members].map((member) => member.name);
  assert.equal(new Set(names).size, 10);
  for (const member of [...first.members, ...second.members]) {
    assert.match(member.name, new RegExp(`^${county}/members/[a-z0-9_-]{1,64}$`));
    assert.match(member.id_number, /^\d\*+[\dX]$/, 'an ID number is masked');
    assert.ok(member.display_name && member.etag && member.org_path);
  }
});

const exported = async (request) => {
  const batches = [];
  for await (const batch of client.exportMembers({parent: county, ...request}, bearer(tokens.admin))) batches.push(batch);
  return batches;
};

test('streams an export in batches that say who took them', async () => {
  const batches = await exported({filter: 'member_kind = PROBATIONARY'});
  assert.ok(batches.some(({members}) => members.length > 0));
  for (const {members, watermark} of batches) {
    assert.ok(members.length <= 500);
    assert.ok(members.every((member) => member.member_kind === 'MEMBER_KIND_PROBATIONARY'));
    assert.match(watermark.text, /\S/);
  }
});

test('the whole county is not exported without a second person', async () => {
  await assert.rejects(exported({}), (error) => error.code === grpc.status.FAILED_PRECONDITION);
});

test('is refused without a client certificate', async () => {
  const stranger = new MemberService(endpoints.membership, grpc.credentials.createSsl(ca));
  const list = promisify(stranger.listMembers.bind(stranger));
  await assert.rejects(list({parent: county}, bearer(tokens.admin), {deadline: Date.now() + 3000}),
                       (error) => error.code === grpc.status.UNAVAILABLE || error.code === grpc.status.DEADLINE_EXCEEDED);
  stranger.close();
});

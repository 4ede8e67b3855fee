// A consumer of a change feed that shares no code with 先锋: @grpc/grpc-js and a JSON file. It keeps a complete copy — pages
// of what is, then the stream of what changes — and may be killed at any moment: the file is replaced whole, position and
// resources together. It ends with 0 once it has reached the head and its copy adds up to the source's digest.
//
//   node second_client.mjs <home> <service> <county> <file>
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';
import {protoFolders} from './contracts.mjs';

const SAVE_EVERY_MS = 50;
const fresh = () => ({cursor: '', revision: 0, whole: false, pageToken: '', resources: {}});

// Number of resources and sum of their hashes, as GetDigest defines them.
export function digestOf({resources}) {
  const revisionBytes = Buffer.alloc(8);
  let sum = 0n;
  for (const [name, {revision, bytes}] of Object.entries(resources)) {
    revisionBytes.writeBigUInt64BE(BigInt(revision));
    const hash = crypto.createHash('sha256').update(name).update(revisionBytes).update(Buffer.from(bytes, 'base64'));
    sum = (sum + BigInt(`0x${hash.digest('hex')}`)) % 2n ** 256n;
  }
  return {count: Object.keys(resources).length, sum: sum.toString(16).padStart(64, '0')};
}

export const load = (file) => fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : fresh();

function save(file, state) {
  const next = `${file}.new`;
  const out = fs.openSync(next, 'w');
  fs.writeSync(out, JSON.stringify(state));
  fs.fsyncSync(out);
  fs.closeSync(out);
  fs.renameSync(next, file);
}

function connect(home, service) {
  const endpoints = JSON.parse(fs.readFileSync(path.join(home, 'endpoints.json'), 'utf8'));
  const [ca, key, cert, token] =
      [endpoints.ca, endpoints.client_key, endpoints.client_cert, endpoints.tokens.integrator].map((file) => fs.readFileSync(file));
  const definition = protoLoader.loadSync('xianfeng/sync/v1/sync.proto',
                                          {includeDirs: protoFolders, keepCase: true, enums: String, longs: Number, defaults: true});
  const {ChangeFeedService} = grpc.loadPackageDefinition(definition).xianfeng.sync.v1;
  const client = new ChangeFeedService(endpoints[service].replace('127.0.0.1', 'localhost'), grpc.credentials.createSsl(ca, key, cert));
  const metadata = new grpc.Metadata();
  metadata.set('authorization', `Bearer ${token.toString().trim()}`);
  const unary = (method) => (request) => promisify(client[method].bind(client))(request, metadata);
  return {
    head: unary('getFeedHead'),
    page: unary('listResources'),
    digest: unary('getDigest'),
    stream: (request) => client.subscribe(request, metadata),
    close: () => client.close(),
  };
}

// Takes a change unless the copy has the resource as new or newer.
function apply(state, change) {
  const held = state.resources[change.name];
  if (held && held.revision >= change.revision) return;
  if (change.resource) {
    state.resources[change.name] = {type: change.type, revision: change.revision, bytes: change.resource.value.toString('base64')};
  } else {
    delete state.resources[change.name];
  }
}

async function copy(feed, parent, state, file) {
  if (!state.cursor) {
    const {head} = await feed.head({parent});
    Object.assign(state, {cursor: head.cursor, revision: head.revision});
    save(file, state);
  }
  while (!state.whole) {
    const page = await feed.page({parent, page_size: 200, page_token: state.pageToken});
    page.resources.forEach((change) => apply(state, change));
    Object.assign(state, {pageToken: page.next_page_token, whole: !page.next_page_token});
    save(file, state);
  }
}

// Follows the stream until the head of now is reached; whole commits only.
async function tail(feed, parent, state, file) {
  const {head} = await feed.head({parent});
  const stream = feed.stream({parent, cursor: state.cursor});
  let open = [], saved = Date.now();
  const close = (cursor, revision) => {
    open.forEach((change) => apply(state, change));
    open = [];
    Object.assign(state, {cursor, revision});
  };
  for await (const {changes, checkpoint} of stream) {
    for (const change of changes) {
      open.push(change);
      if (change.commit_end) close(change.cursor, change.revision);
    }
    if (checkpoint) close(checkpoint.cursor, checkpoint.revision);
    const reached = state.revision >= head.revision;
    if (reached || Date.now() - saved > SAVE_EVERY_MS) {
      save(file, state);
      saved = Date.now();
    }
    if (reached) break;
  }
  // Leaving the loop does not end the call.
  stream.on('error', () => {});
  stream.cancel();
}

async function main([home, service, county, file]) {
  const feed = connect(home, service);
  const parent = `counties/${county}`;
  let state = load(file);
  for (;;) {
    try {
      await copy(feed, parent, state, file);
      await tail(feed, parent, state, file);
      break;
    } catch (error) {
      // FEED_EPOCH_CHANGED and CURSOR_COMPACTED: the position is lost, the copy begins anew.
      if (error.code !== grpc.status.FAILED_PRECONDITION && error.code !== grpc.status.OUT_OF_RANGE) throw error;
      state = fresh();
    }
  }
  const theirs = await feed.digest({parent, revision: state.revision});
  const ours = digestOf(state);
  feed.close();
  const equal = ours.count === theirs.count && ours.sum === theirs.sum.toString('hex');
  console.log(JSON.stringify({...ours, revision: state.revision, equal}));
  process.exitCode = equal ? 0 : 2;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));

// The running suite as tests from outside see it: endpoints.json, mTLS and tokens, any method by its full name, errors with
// their details. Nothing here is 先锋's own code: protobufjs reads the contracts, grpc-js speaks the wire.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import grpc from '@grpc/grpc-js';
import {contracts} from './contracts.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const home = path.resolve(process.env.XF_HOME ?? path.join(repository, '.run'));
export const endpoints = JSON.parse(fs.readFileSync(path.join(home, 'endpoints.json'), 'utf8'));
export const county = `counties/${process.env.XF_COUNTY ?? '431123'}`;
export const services = ['membership', 'training', 'rotation', 'volunteer', 'report'];

// Texts of the tokens: "admin", "clerk", "neighbour", "integrator", "auditor".
export const tokens = Object.fromEntries(
    Object.entries(endpoints.tokens).map(([name, file]) => [name, fs.readFileSync(file, 'utf8').trim()]));

// What a token says, unverified: {sub, roles, scopes, exp, …}.
export const claims = (token) => JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString());

const credentials = grpc.credentials.createSsl(
    ...[endpoints.ca, endpoints.client_key, endpoints.client_cert].map((file) => fs.readFileSync(file)));
const clients = new Map();
const clientOf = (service) => {
  if (!clients.has(service)) {
    // By name rather than by address: a server name in TLS may not be an address (RFC 6066).
    const address = endpoints[service].replace(/^127\.0\.0\.1:/, 'localhost:');
    clients.set(service, new grpc.Client(address, credentials, {'grpc.max_send_message_length': -1}));
  }
  return clients.get(service);
};
export const closeAll = () => clients.forEach((client) => client.close());

// An error as a caller reads it.
export class RpcError extends Error {
  constructor(error) {
    super(`${grpc.status[error.code]}: ${error.details}`);
    this.code = grpc.status[error.code];
    const [status] = error.metadata?.get('grpc-status-details-bin') ?? [];
    this.details = (status ? contracts.lookupType('google.rpc.Status').decode(status).details : []).map((any) => {
      const type = contracts.lookupType(any.type_url.split('/').pop());
      return {'@type': type.name, ...type.toObject(type.decode(any.value), {enums: String, longs: Number, arrays: true})};
    });
    this.reason = this.detail('ErrorInfo')?.reason;
    this.violations = (this.detail('BadRequest')?.field_violations ?? []).map((violation) => violation.field).sort();
  }
  detail(type) {
    return this.details.find((detail) => detail['@type'] === type);
  }
}

const readable = {enums: String, longs: Number, defaults: true, arrays: true};

// Calls "xianfeng.membership.v1.MemberService/GetMember" of a service of the suite. The request is an object, or an array of
// them for a client stream; the answer an object, or an array of them for a server stream. `as` names a token, or is one,
// or null for none. A server stream ends after `atMost` messages.
export async function call(method, request, {as = 'admin', service = method.split('.')[1], deadline = 20_000, atMost = Infinity} = {}) {
  const [serviceName, methodName] = method.split('/');
  const rpc = contracts.lookupService(serviceName).methods[methodName];
  const [requestType, responseType] = [rpc.resolvedRequestType, rpc.resolvedResponseType];
  const encode = (object) => Buffer.from(requestType.encode(requestType.fromObject(object)).finish());
  const decode = (bytes) => responseType.toObject(responseType.decode(bytes), readable);
  const metadata = new grpc.Metadata();
  if (as !== null) metadata.set('authorization', `Bearer ${tokens[as] ?? as}`);
  const at = [`/${serviceName}/${methodName}`, encode, decode];
  const options = {deadline: Date.now() + deadline};
  const client = clientOf(service);
  const sendAll = (stream) => {
    for (const message of request) stream.write(message);
    stream.end();
  };
  try {
    if (rpc.responseStream) {
      const answers = [];
      const stream = rpc.requestStream ? client.makeBidiStreamRequest(...at, metadata, options) :
                                         client.makeServerStreamRequest(...at, request, metadata, options);
      if (rpc.requestStream) sendAll(stream);
      for await (const answer of stream) {
        if (answers.push(answer) >= atMost) break;
      }
      return answers;
    }
    if (rpc.requestStream) {
      return await new Promise((resolve, reject) => {
        const stream = client.makeClientStreamRequest(...at, metadata, options, (error, answer) => error ? reject(error) : resolve(answer));
        stream.on('error', reject);
        sendAll(stream);
      });
    }
    return await promisify(client.makeUnaryRequest.bind(client))(...at, request, metadata, options);
  } catch (error) {
    throw typeof error.code === 'number' ? new RpcError(error) : error;
  }
}

// Every page of a List method: the items of its repeated field.
export async function listAll(method, request, options = {}) {
  const items = [];
  for (let page_token = ''; ;) {
    const answer = await call(method, {page_size: 1000, ...request, page_token}, options);
    items.push(...Object.values(answer).find(Array.isArray));
    if (!(page_token = answer.next_page_token)) return items;
  }
}

// The error that a call ends with; fails when it ends well.
export async function errorOf(promise) {
  try {
    const answer = await promise;
    throw new Error(`expected an error, got ${JSON.stringify(answer).slice(0, 300)}`);
  } catch (error) {
    if (error instanceof RpcError) return error;
    throw error;
  }
}

// Waits until `probe` answers something true, asking again at once, at most `limit` ms; returns it and how long it took.
export async function eventually(probe, limit, what) {
  const began = performance.now();
  for (;;) {
    const value = await probe();
    const took = performance.now() - began;
    if (value) return {value, took};
    if (took > limit) throw new Error(`${what} did not come true within ${limit} ms`);
  }
}

// Whether `path` lies in one of the scopes.
export const within = (path, scopes) => scopes.some((scope) => path === scope || path.startsWith(`${scope}.`));

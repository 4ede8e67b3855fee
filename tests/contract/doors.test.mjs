// Who is let in, for every method of ours that reflection finds: each way of being nobody or somebody else gets its own code, a
// scope above the county gets what the county gets, and what is not yours looks, to the last byte and statement, like what is
// not there.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import {after, test} from 'node:test';
import {contracts} from '../integration/contracts.mjs';
import {superuserOf} from '../integration/command.mjs';
import {newId, signedToken} from '../integration/fixtures.mjs';
import {call, claims, closeAll, RpcError, tokens} from '../integration/suite.mjs';
import {exceptions} from './exceptions.mjs';
import {served} from './reflection.mjs';
import {requestOf, Rows} from './requests.mjs';

after(closeAll);

const [scope] = claims(tokens.clerk).scopes;
const [neighbour] = claims(tokens.neighbour).scopes;
const rows = await Rows.of(scope, neighbour);
const past = Math.floor(Date.now() / 1000) - 120;

// A token with the claims of the administrator under the administrator's key id, signed with a key of our own.
function forgedToken() {
  const {privateKey} = crypto.generateKeyPairSync('ec', {namedCurve: 'P-256'});
  const signed = tokens.admin.split('.').slice(0, 2).join('.');
  return `${signed}.${crypto.sign('sha256', Buffer.from(signed), {key: privateKey, dsaEncoding: 'ieee-p1363'}).toString('base64url')}`;
}

const nobodies = [
  ['no token', null, 'UNAUTHENTICATED', 'TOKEN_MISSING'],
  ['an expired token', signedToken('admin', {exp: past}), 'UNAUTHENTICATED', 'TOKEN_EXPIRED'],
  ['another audience', signedToken('admin', {aud: 'another-system'}), 'UNAUTHENTICATED', 'TOKEN_INVALID'],
  ['another issuer', signedToken('admin', {iss: 'somebody'}), 'UNAUTHENTICATED', 'TOKEN_INVALID'],
  ['another key', forgedToken(), 'UNAUTHENTICATED', 'TOKEN_INVALID'],
  ['a scope with SQL in it', signedToken('admin', {scopes: [`${scope}' OR '1'='1`]}), 'UNAUTHENTICATED', 'SCOPE_INVALID'],
  ['a scope with a path in it', signedToken('admin', {scopes: ['43.4311/../..']}), 'UNAUTHENTICATED', 'SCOPE_INVALID'],
  ['more than four scopes', signedToken('admin', {scopes: ['43.1', '43.2', '43.3', '43.4', '43.5']}), 'UNAUTHENTICATED', 'SCOPE_INVALID'],
  ['two administrators in one', signedToken('admin', {roles: ['security_admin', 'audit_admin']}), 'UNAUTHENTICATED', 'TOKEN_INVALID'],
  ['an unknown role', signedToken('admin', {roles: ['nobody']}), 'PERMISSION_DENIED', 'PERMISSION_MISSING'],
];
const otherTownship = signedToken('admin', {scopes: [neighbour]});
const otherCounty = signedToken('admin', {scopes: ['43.4311.431100']});
const province = signedToken('admin', {scopes: ['43']});

const rpcOf = (fullName) => contracts.lookupService(fullName.split('/')[0]).methods[fullName.split('/')[1]];

// How a call ends: {code, reason, text: all that the caller reads}.
async function ending(service, fullName, request, as) {
  const rpc = rpcOf(fullName);
  try {
    const answer = await call(fullName, rpc.requestStream ? [request] : request, {service, as, atMost: 1});
    return {code: 'OK', text: JSON.stringify(answer)};
  } catch (error) {
    if (!(error instanceof RpcError)) throw error;
    return {code: error.code, reason: error.reason, text: JSON.stringify([error.message, error.details])};
  }
}

// The same request about rows that do not exist: names of the same length, so that nothing else differs. `pairs` gets
// [name, its stand-in].
function aboutNothing(request, pairs) {
  if (typeof request === 'string' && rows.names.has(request)) {
    const known = pairs.find(([name]) => name === request);
    if (known) return known[1];
    const at = request.lastIndexOf('/') + 1;
    const absent = request.slice(0, at) + newId('').padEnd(request.length - at, 'z').slice(0, request.length - at);
    pairs.push([request, absent]);
    return absent;
  }
  if (Array.isArray(request)) return request.map((part) => aboutNothing(part, pairs));
  if (request === null || typeof request !== 'object' || Buffer.isBuffer(request)) return request;
  return Object.fromEntries(Object.entries(request).map(([key, part]) => [key, aboutNothing(part, pairs)]));
}

const superuser = superuserOf(import.meta.url);
// Statements of the services since the last reset: {id: how often}.
const statementsSoFar = async () => Object.fromEntries((await superuser('statements_so_far')).map((line) => line.split('|')));
// What pollers, followers and health checks run while nobody calls, in three seconds of looking.
const background = new Set();
await superuser('reset_statements');
for (const began = performance.now(); performance.now() - began < 3000;) Object.keys(await statementsSoFar()).forEach((id) => background.add(id));

// The statements that `act` runs, and what it answers.
async function statementsOf(act) {
  await superuser('reset_statements');
  const result = await act();
  const statements = Object.entries(await statementsSoFar()).filter(([id]) => !background.has(id)).map((entry) => entry.join(': '));
  return {result, statements: statements.join('\n')};
}

for (const [service, methods] of served) {
  for (const fullName of methods) {
    const name = `${service}: ${fullName.slice('xianfeng.'.length)}`;
    const rpc = rpcOf(fullName);
    const request = () => requestOf(rpc, rows, exceptions[fullName]);

    test(`${name} knows nobody by a bad token, and nobody without the role`, async () => {
      for (const [who, as, code, reason] of nobodies) {
        const end = await ending(service, fullName, request(), as);
        assert.deepEqual([end.code, end.reason], [code, reason], `${who}: ${end.text}`);
      }
    });

    test(`${name} shows another county nothing`, async () => {
      const end = await ending(service, fullName, request(), otherCounty);
      if (end.code !== 'OK') {
        assert.ok(['NOT_FOUND', 'PERMISSION_DENIED'].includes(end.code) || end.reason === 'REFERENCE_NOT_FOUND' ||
                      end.text.includes('no such member in your scope'), end.text);
      } else {
        const seen = [...rows.names].filter((row) => end.text.includes(`"${row}"`));
        assert.ok(seen.length === 0 || exceptions[fullName]?.echoes, `sees ${seen[0]}`);
      }
    });

    test(`${name} tells nobody that what is not theirs exists`, async () => {
      const hidden = request(), pairs = [];
      const absent = aboutNothing(hidden, pairs);
      if (pairs.length === 0) return;
      // Each time anew, for an import that was answered before is not run again.
      const fresh = (about) => 'request_id' in about ? {...about, request_id: newId('g')} : about;
      let one, other;
      // Followers write what they hear of now and then.
      for (let attempt = 0; attempt < 5; ++attempt) {
        one = await statementsOf(() => ending(service, fullName, fresh(hidden), otherTownship));
        other = await statementsOf(() => ending(service, fullName, fresh(absent), otherTownship));
        if (one.statements === other.statements) break;
      }
      const blank = (text, column) => pairs.reduce((all, pair) => all.replaceAll(pair[column], '…'), text);
      assert.deepEqual([one.result.code, one.result.reason, blank(one.result.text, 0)],
                       [other.result.code, other.result.reason, blank(other.result.text, 1)]);
      assert.equal(one.statements, other.statements);
    });
  }
}

// Last, for these calls may succeed and change what they point at.
for (const [service, methods] of served) {
  for (const fullName of methods) {
    test(`${service}: ${fullName.slice('xianfeng.'.length)} gives a scope above the county what it gives the county`, async () => {
      const request = requestOf(rpcOf(fullName), rows, exceptions[fullName]);
      const above = await ending(service, fullName, request, province);
      assert.ok(!['UNAUTHENTICATED', 'PERMISSION_DENIED'].includes(above.code), above.text);
      if (above.code === 'OK') return;
      // What failed has changed nothing: the county's own administrator gets the same.
      const own = await ending(service, fullName, request, 'admin');
      assert.deepEqual([above.code, above.reason], [own.code, own.reason], `${above.text} ${own.text}`);
    });
  }
}

// For every method of ours that reflection finds on the running servers: a clerk of another township is refused, or sees
// nothing of this township, and who has no token is UNAUTHENTICATED.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {contracts} from '../integration/contracts.mjs';
import {call, claims, closeAll, errorOf, RpcError, tokens, within} from '../integration/suite.mjs';
import {exceptions} from './exceptions.mjs';
import {served} from './reflection.mjs';
import {requestOf, Rows} from './requests.mjs';

after(closeAll);

// Every text within an answer, with the name of its field.
const textsIn = (value, field = '') => typeof value === 'string' ? [[field, value]] :
    Buffer.isBuffer(value) || value === null || typeof value !== 'object' ?
                                                                        [] :
        Object.entries(value).flatMap(([key, part]) => textsIn(part, Array.isArray(value) ? field : key));

// A refusal says that the row, or the row that a new one would hang on, does not exist for him, or that he may not.
const isRefusal = ({code, reason}) => ['NOT_FOUND', 'PERMISSION_DENIED'].includes(code) || reason === 'REFERENCE_NOT_FOUND';

const [scope] = claims(tokens.clerk).scopes;
const rows = await Rows.of(scope, claims(tokens.neighbour).scopes[0]);

// All is read before the first test is made: node's runner closes once it has none left.
test('the township has rows that could be seen', () => assert.ok(rows.names.size > 20, `only ${rows.names.size}`));

for (const [service, methods] of served) {
  test(`${service} has methods, and its own package among them`, () => {
    assert.ok(methods.some((name) => name.startsWith(`xianfeng.${service}.v1.`)));
    assert.ok(methods.some((name) => name.startsWith('xianfeng.sync.v1.ChangeFeedService/')));
  });

  for (const fullName of methods) {
    const [serviceName, methodName] = fullName.split('/');
    const rpc = contracts.lookupService(serviceName).methods[methodName];
    const send = (as) => {
      const request = requestOf(rpc, rows, exceptions[fullName]);
      return call(fullName, rpc.requestStream ? [request] : request, {service, as, atMost: 1});
    };

    test(`${service}: ${fullName.slice('xianfeng.'.length)}`, async () => {
      assert.equal((await errorOf(send(null))).code, 'UNAUTHENTICATED');
      let answer;
      try {
        answer = await send('neighbour');
      } catch (error) {
        assert.ok(error instanceof RpcError, error);
        assert.ok(isRefusal(error), `${error.message} ${error.reason} ${error.violations} ${JSON.stringify(requestOf(rpc, rows, exceptions[fullName]))}`);
        return;
      }
      if (rpc.requestStream && !exceptions[fullName]?.narrowed) {
        assert.deepEqual([answer.created, answer.updated, answer.failed], [0, 0, 1]);
        return;
      }
      // What is asked about by name and does exist must be refused, not answered: only lists are narrowed to the scope.
      assert.ok(exceptions[fullName]?.narrowed || /^(List|Search|Count|BatchGet|Export)/.test(methodName), `answered ${JSON.stringify(answer).slice(0, 300)}`);
      // A row of his own may refer to an organization of this township, say the community that his team serves.
      const seen = textsIn(answer).filter(([field, text]) => within(text, [scope]) || rows.names.has(text) &&
                                              !exceptions[fullName]?.echoes && (field === 'name' || !text.includes('/organizations/')));
      assert.deepEqual(seen, [], 'rows of the other township');
    });
  }
}

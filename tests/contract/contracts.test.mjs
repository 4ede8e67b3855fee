// The contracts keep the conventions of CONTRIBUTING.md. buf lint checks names and comments; this checks what only we ask.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import protobuf from 'protobufjs';
import {behavioursOf, contracts, itemsOf, methodsOf, optionsOf} from '../integration/contracts.mjs';

const methods = methodsOf();

// Fails with every complaint at once.
const assertNone = (complaints) => assert.deepEqual(complaints, []);

test('there are contracts of all five services, the feed and the audit log', () => {
  const packages = new Set(methods.map(({fullName}) => fullName.split('.')[1]));
  for (const name of ['membership', 'training', 'rotation', 'volunteer', 'report', 'sync']) assert.ok(packages.has(name), name);
});

test('every method has an access option: a permission of its own service, and what it does', () => {
  assertNone(methods.flatMap(({fullName, rpc}) => {
    const [access] = optionsOf(rpc, 'xianfeng.options.v1.access');
    if (!access) return [`${fullName}: no access option`];
    return [
      ...(new RegExp(`^${fullName.split('.')[1]}\\.[a-z_]+\\.[a-z_]+$`).test(access.permission ?? '') ? [] : [`${fullName}: permission '${access.permission}'`]),
      ...(/^AUDIT_(READ|WRITE|REVEAL|EXPORT)$/.test(access.audit ?? '') ? [] : [`${fullName}: audit '${access.audit}'`]),
    ];
  }));
});

test('a method that reads by its verb does not write', () => {
  assertNone(methods.filter(({rpc}) => /^(Get|List|Search|Count|BatchGet|Find|Check(?!In|Out)|Compare)[A-Z]/.test(rpc.name))
                 .filter(({rpc}) => optionsOf(rpc, 'xianfeng.options.v1.access')[0]?.audit !== 'AUDIT_READ').map(({fullName}) => fullName));
});

test('every write takes a request_id', () => {
  assertNone(methods.filter(({rpc}) => optionsOf(rpc, 'xianfeng.options.v1.access')[0]?.audit === 'AUDIT_WRITE')
                 .filter(({rpc}) => !rpc.resolvedRequestType.fields.request_id).map(({fullName}) => fullName));
});

test('a List takes and gives page tokens, under a parent', () => {
  assertNone(methods.filter(({rpc}) => /^List/.test(rpc.name) && rpc.resolvedResponseType.fields.next_page_token)
                 .filter(({rpc}) => ['parent', 'page_size', 'page_token'].some((field) => !rpc.resolvedRequestType.fields[field]))
                 .map(({fullName}) => fullName));
});

test('what Create and Update return is a resource', () => {
  const resources = new Set(methods.filter(({rpc}) => /^(Create|Update)/.test(rpc.name)).map(({rpc}) => rpc.resolvedResponseType));
  assertNone([...resources].flatMap((type) => [
    ...(type.fields.name?.id === 1 ? [] : [`${type.fullName}: name is not field 1`]),
    ...['etag', 'create_time', 'update_time', 'org_path'].flatMap((name) => {
      if (!type.fields[name]) return [`${type.fullName}: no ${name}`];
      return behavioursOf(type.fields[name]).includes('OUTPUT_ONLY') ? [] : [`${type.fullName}.${name}: not OUTPUT_ONLY`];
    }),
  ]));
});

test('every field of a request says whether it must be given', () => {
  const seen = new Set();
  const complain = (type) => {
    if (seen.has(type) || !type.fullName.startsWith('.xianfeng.')) return [];
    seen.add(type);
    return type.fieldsArray.flatMap((field) => [
      ...(behavioursOf(field).length ? [] : [`${type.fullName}.${field.name}`]),
      ...(field.resolve().resolvedType instanceof protobuf.Type ? complain(field.resolvedType) : []),
    ]);
  };
  assertNone(methods.flatMap(({rpc}) => complain(rpc.resolvedRequestType)));
});

test('a number, telephone or address of a person is marked as sensitive', () => {
  const personal = /(^|_)(phone|mobile|telephone|id_number|id_card|home_address)$/;
  assertNone(itemsOf(protobuf.Type).flatMap((type) => type.fieldsArray
      .filter((field) => field.type === 'string' && personal.test(field.name) && !optionsOf(field, 'xianfeng.options.v1.sensitivity').length)
      .map((field) => `${type.fullName}.${field.name}`)));
});

test('every symbol is documented', () => {
  const symbols = [...itemsOf(protobuf.Service), ...itemsOf(protobuf.Type), ...itemsOf(protobuf.Enum)];
  assertNone(symbols.flatMap((symbol) => [
    ...(symbol.comment ? [] : [symbol.fullName]),
    ...[...(symbol.methodsArray ?? []), ...(symbol.fieldsArray ?? [])].filter((part) => !part.comment).map((part) => `${symbol.fullName}.${part.name}`),
    ...Object.keys(symbol.values ?? {}).filter((value) => !symbol.comments[value]).map((value) => `${symbol.fullName}.${value}`),
  ]));
});

test('every reason says which code it belongs to', () => {
  const {comments} = contracts.lookupEnum('xianfeng.errors.v1.Reason');
  assertNone(Object.entries(comments).filter(([name]) => name !== 'REASON_UNSPECIFIED')
                 .filter(([, comment]) => !/^[A-Z_]+(, [A-Z_]+| or [A-Z_]+)*: /.test(comment ?? '')).map(([name]) => name));
});

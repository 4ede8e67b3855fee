// Makes a valid request for any method from its contract alone, pointing at rows of one township, so that a test can send it
// for somebody who must not see them.
import protobuf from 'protobufjs';
import {behavioursOf, methodsOf, rulesOf} from '../integration/contracts.mjs';
import {idNumber, newId} from '../integration/fixtures.mjs';
import {call, county, services, within} from '../integration/suite.mjs';

// What is known of a collection: a row of the township for requests to point at.
export class Rows {
  #theirs = new Map();      // collection → a row of the township to point at
  #own = new Map();         // collection → a row of the caller's own
  #collection = new Map();  // type → collection
  names = new Set();        // names of all rows of the township

  // Reads every collection that lists under the county, as the administrator; keeps rows below `scope`, and below `own`.
  static async of(scope, own) {
    const rows = new Rows();
    for (const {fullName, rpc} of methodsOf()) {
      const {resolvedRequestType: request, resolvedResponseType: response} = rpc;
      const list = response.fieldsArray.find((field) => field.repeated && field.resolve().resolvedType instanceof protobuf.Type);
      if (!services.includes(fullName.split('.')[1]) || !/^List/.test(rpc.name) || rulesOf(request.fields.parent ?? {}).format !== 'FORMAT_COUNTY' ||
          !list?.resolvedType.fields.name) {
        continue;
      }
      rows.#collection.set(list.resolvedType, list.name);
      for (let page_token = ''; ;) {
        const page = await call(fullName, {...requestOf(rpc, rows), page_size: 1000, page_token});
        for (const row of page[list.name]) {
          if (!row.org_path) continue;
          if (within(row.org_path, [own])) rows.#own.set(list.name, row);
          if (!within(row.org_path, [scope])) continue;
          rows.names.add(row.name);
          // The deepest row: a branch rather than its committee.
          const known = rows.#theirs.get(list.name);
          if (!known || row.org_path.length > known.org_path.length) rows.#theirs.set(list.name, row);
        }
        if (!(page_token = page.next_page_token ?? '')) break;
      }
    }
    const {officers} = await call('xianfeng.membership.v1.OrganizationService/ListOfficers', {organization: rows.name('organizations')});
    if (officers.length) rows.#theirs.set('appointments', officers[0]);
    return rows;
  }

  // A row of the township; one that does not exist where it has none.
  name(collection) {
    return this.#theirs.get(collection)?.name ?? `${county}/${collection}/none_there`;
  }
  // A row of the caller's own.
  ownName(collection) {
    return this.#own.get(collection).name;
  }
  // Collection of a resource's type; undefined for a message that is none.
  collectionOf(type) {
    return this.#collection.get(type);
  }
}

// A string that a field's rules accept.
function text(field, rows) {
  const rules = rulesOf(field);
  if (rules.resource) return rows.name(rules.resource);
  if (field.name === 'request_id') return newId('g');
  const formats = {
    FORMAT_COUNTY: county,
    FORMAT_ID_NUMBER: idNumber(),
    FORMAT_DIVISION: county.split('/')[1],
    FORMAT_PHONE: '13800000000',
    FORMAT_ETHNICITY: '01',
    FORMAT_EDUCATION: '21',
    FORMAT_PERSON_NAME: '盘山石',
    FORMAT_CREDIT_CODE: '91350100M000100Y43',
  };
  if (rules.format) return formats[rules.format];
  if (rules.pattern) return ['2024-07', '43112310', newId('g'), '1'].find((value) => new RegExp(`^(?:${rules.pattern})$`).test(value)) ?? '';
  return '试验'.repeat(Math.max(1, Math.ceil((rules.min_length ?? 0) / 2))).slice(0, rules.max_length ?? 1000);
}

function value(field, rows) {
  const type = field.resolve().resolvedType;
  if (type instanceof protobuf.Enum) return Object.values(type.values).find((number) => number !== 0);
  if (type instanceof protobuf.Type) {
    const end = /end|until/.test(field.name);
    if (type.fullName === '.google.type.Date') return {year: 2024, month: end ? 9 : 7, day: 1};
    if (type.fullName === '.google.protobuf.Timestamp') return {seconds: 1_719_792_000 + (end ? 7200 : 0)};
    return message(type, rows);
  }
  if (field.type === 'bool') return true;
  if (field.type === 'string') return text(field, rows);
  return Math.max(Number(rulesOf(field).min ?? 1), /year/.test(field.name) ? 2024 : 1);
}

// The fields that must be given, and a row of an import.
function message(type, rows) {
  const fields = type.fieldsArray.filter((field) => {
    const behaviours = behavioursOf(field);
    return !behaviours.includes('OUTPUT_ONLY') && (behaviours.includes('REQUIRED') || ['request_id', 'rows'].includes(field.name));
  });
  return Object.fromEntries(fields.map((field) => [field.name, field.repeated ? [value(field, rows)] : value(field, rows)]));
}

// A request of the method. `more` has what the contract can't say, by method.
export function requestOf(rpc, rows, more = {}) {
  const request = message(rpc.resolvedRequestType, rows);
  const resource = rpc.resolvedResponseType;
  if ('name' in request && !rulesOf(rpc.resolvedRequestType.fields.name).resource) {
    request.name = rows.name(more.collection ?? rows.collectionOf(resource));
  }
  if (/^Update/.test(rpc.name)) {
    const field = rpc.resolvedRequestType.fieldsArray.find((candidate) => candidate.resolve().resolvedType === resource);
    const changed = Object.keys(request[field.name]).find((name) => !behavioursOf(resource.fields[name]).includes('IMMUTABLE'));
    request[field.name].name = rows.name(rows.collectionOf(resource));
    request.update_mask = {paths: [changed]};
  }
  return {...request, ...more.fields?.(rows)};
}

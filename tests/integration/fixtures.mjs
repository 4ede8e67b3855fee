// Rows that tests make: invented persons with valid numbers, branches, and rows of every service that belong to a branch.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import {call, claims, county, home, listAll, tokens} from './suite.mjs';

export const newId = (prefix = 't') => `${prefix}${crypto.randomBytes(6).toString('hex')}`;

// A valid number of GB 11643 for somebody born on 1 July of `year`, with the gender's parity.
export function idNumber({year = 1985, male = true} = {}) {
  const sequence = crypto.randomInt(0, 500) * 2 + (male ? 1 : 0);
  const month = String(crypto.randomInt(1, 13)).padStart(2, '0'), day = String(crypto.randomInt(1, 29)).padStart(2, '0');
  const body = `430102${year}${month}${day}${String(sequence).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return body + '10X98765432'[sum % 11];
}

// A member that CreateMember takes; `fields` replace or add.
export function member(organization, fields = {}) {
  const id_number = fields.id_number ?? idNumber();
  return {
    display_name: '盘山石',
    id_number,
    gender: 'GENDER_MALE',
    ethnicity: '13',
    birth_date: {year: Number(id_number.slice(6, 10)), month: Number(id_number.slice(10, 12)), day: Number(id_number.slice(12, 14))},
    archive_birth_month: `${id_number.slice(6, 10)}-${id_number.slice(10, 12)}`,
    education: '21',
    organization,
    member_kind: 'MEMBER_KIND_FULL',
    joined_date: {year: 2010, month: 7, day: 1},
    full_member_date: {year: 2011, month: 7, day: 1},
    ...fields,
  };
}

// The organization that a token's only scope is: the committee of its township.
export async function committeeOf(who) {
  const [scope] = claims(tokens[who]).scopes;
  const id = scope.split('.').pop();
  return call('xianfeng.membership.v1.OrganizationService/GetOrganization', {name: `${county}/organizations/${id}`});
}

export const createBranch = (superior, display_name = '试验支部') =>
    call('xianfeng.membership.v1.OrganizationService/CreateOrganization', {
      parent: county,
      organization_id: newId('t'),
      organization: {display_name, kind: 'ORGANIZATION_KIND_BRANCH', sector: 'SECTOR_RURAL', superior},
    });

export const createMember = (organization, fields = {}) =>
    call('xianfeng.membership.v1.MemberService/CreateMember', {parent: county, member: member(organization, fields)});

// The figures as {row: value}.
export async function figures(options = {}) {
  const rows = await listAll('xianfeng.report.v1.FigureService/ListFigures', {parent: county}, options);
  return Object.fromEntries(rows.map((figure) => [figure.name.split('/').pop(), figure.value]));
}

// What differs between two objects of numbers: {key: difference}.
export const changes = (before, after) => Object.fromEntries(
    Object.keys(after).filter((key) => after[key] !== before[key]).map((key) => [key, after[key] - before[key]]));

// A token signed by the suite's own key (ES256), with the claims of another one and `changed` ones.
export function signedToken(who, changed) {
  const [head] = tokens[who].split('.');
  const {kid} = JSON.parse(Buffer.from(head, 'base64url'));
  const folder = path.join(home, 'keys');
  const file = fs.readdirSync(folder, {recursive: true}).find((name) => path.basename(name) === `${kid}.jwk.json`);
  const key = crypto.createPrivateKey({key: JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')), format: 'jwk'});
  const signed = `${head}.${Buffer.from(JSON.stringify({...claims(tokens[who]), ...changed})).toString('base64url')}`;
  return `${signed}.${crypto.sign('sha256', Buffer.from(signed), {key, dsaEncoding: 'ieee-p1363'}).toString('base64url')}`;
}

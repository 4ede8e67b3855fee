// Every contract of the repository, read from the .proto files with options and comments. No server is needed.
import fs from 'node:fs';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import protobuf from 'protobufjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
// Folders to import protos from: ours, Google's, and reflection's.
export const protoFolders = [
  path.join(repository, 'proto'),
  path.join(repository, 'proto/node_modules/google-proto-files'),
  path.join(repository, 'proto/node_modules/@grpc/reflection/build/proto'),
];

export const contracts = new protobuf.Root();
contracts.resolvePath = (_, file) => protoFolders.map((folder) => path.join(folder, file)).find((file) => fs.existsSync(file)) ?? file;
const ours = fs.readdirSync(path.join(protoFolders[0], 'xianfeng'), {recursive: true}).filter((file) => file.endsWith('.proto'));
contracts.loadSync(
    [...ours.map((file) => `xianfeng/${file}`), 'google/rpc/status.proto', 'google/rpc/error_details.proto',
     'grpc/reflection/v1alpha/reflection.proto'],
    {keepCase: true, alternateCommentMode: true});
contracts.resolveAll();

// All items below a namespace, of the given kind: protobuf.Service, protobuf.Type, protobuf.Enum.
export function itemsOf(kind, namespace = contracts.lookup('xianfeng')) {
  return (namespace.nestedArray ?? []).flatMap((item) => [...(item instanceof kind ? [item] : []), ...itemsOf(kind, item)]);
}

// Methods of a service or of all of ours, with their full name: [{fullName: "xianfeng.….MemberService/GetMember", rpc}].
export const methodsOf = (services = itemsOf(protobuf.Service)) => services.flatMap(
    (service) => service.methodsArray.map((rpc) => ({fullName: `${service.fullName.slice(1)}/${rpc.name}`, rpc: rpc.resolve()})));

// Values of an option of a method or field; an option that stands more than once has more.
export const optionsOf = (item, name) => (item.parsedOptions ?? []).filter((option) => `(${name})` in option).map((option) => option[`(${name})`]);
export const rulesOf = (field) => Object.assign({}, ...optionsOf(field, 'xianfeng.options.v1.rules'));
export const behavioursOf = (field) => optionsOf(field, 'google.api.field_behavior').flat();

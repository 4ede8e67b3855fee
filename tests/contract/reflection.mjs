// What the running servers say that they serve.
import descriptor from 'protobufjs/ext/descriptor/index.js';
import {call, services} from '../integration/suite.mjs';

const reflect = async (service, request) => {
  const [answer] = await call('grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo', [request], {service, as: null, atMost: 1});
  return answer;
};

// Methods that a server has, by reflection: ["xianfeng.….MemberService/GetMember"].
async function methodsOn(service) {
  const {list_services_response} = await reflect(service, {list_services: '*'});
  const ours = list_services_response.service.map(({name}) => name).filter((name) => name.startsWith('xianfeng.'));
  const names = await Promise.all(ours.map(async (name) => {
    const {file_descriptor_response} = await reflect(service, {file_containing_symbol: name});
    const files = file_descriptor_response.file_descriptor_proto.map((bytes) => descriptor.FileDescriptorProto.decode(bytes));
    return files.filter((file) => file.package === name.slice(0, name.lastIndexOf('.')))
        .flatMap((file) => file.service.filter((one) => name.endsWith(`.${one.name}`)))
        .flatMap((one) => one.method.map((method) => `${name}/${method.name}`));
  }));
  return names.flat();
}

// Every service with its methods: [["membership", ["xianfeng.….MemberService/GetMember", …]], …].
export const served = await Promise.all(services.map(async (service) => [service, await methodsOn(service)]));

// The official client, and the gRPC library and protobuf runtime that it brings.
import { createRequire } from 'node:module';

const project = createRequire(import.meta.url);
const client = createRequire(project.resolve('@eventstore/db-client'));

export const db = project('@eventstore/db-client');
export const grpc = client('@grpc/grpc-js');
export const protobuf = (name) => client(`google-protobuf/google/protobuf/${name}_pb`);
export const generated = (name) => client(`@eventstore/db-client/generated/${name}`);

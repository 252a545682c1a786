import { randomUUID } from 'node:crypto';
import type { Call } from '../grpc/call.ts';
import { frame, int64, message, text, uint } from '../protobuf/writer.ts';
import { structuredUuid } from '../storage/event-variants.ts';

/** The version of EventStoreDB whose behaviour this node has. */
const VERSION = '24.6.0';

/** State of a member of a cluster: the one that may be written to. */
const LEADER = 8;

const GROUPS = ['stream', 'all'];

/** Every method of EventStoreDB 24.6 with its features, in its order. Clients decide by this list what they may ask for. */
const METHODS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'event_store.client.persistent_subscriptions.persistentsubscriptions': {
    create: GROUPS,
    update: GROUPS,
    delete: GROUPS,
    read: GROUPS,
    getinfo: GROUPS,
    replayparked: GROUPS,
    list: GROUPS,
    restartsubsystem: GROUPS,
  },
  'event_store.client.users.users': {
    create: [],
    update: [],
    delete: [],
    disable: [],
    enable: [],
    details: [],
    changepassword: [],
    resetpassword: [],
  },
  'event_store.client.streams.streams': {
    read: ['position', 'events'],
    append: [],
    delete: [],
    tombstone: [],
    batchappend: ['deadline_duration'],
  },
  'event_store.client.operations.operations': {
    startscavenge: [],
    stopscavenge: [],
    shutdown: [],
    mergeindexes: [],
    resignnode: [],
    setnodepriority: [],
    restartpersistentsubscriptions: [],
  },
  'event_store.client.gossip.gossip': { read: [] },
  'event_store.client.monitoring.monitoring': { stats: [] },
  'event_store.client.server_features.serverfeatures': { getsupportedmethods: [] },
  'event_store.client.redaction.redaction': { geteventpositions: [], switchchunks: [] },
};

const FEATURES = frame(
  ...Object.entries(METHODS).flatMap(([service, methods]) =>
    Object.entries(methods).map(([method, features]) =>
      message(1, text(1, method), text(2, service), ...features.map((feature) => text(3, feature))),
    ),
  ),
  text(2, VERSION),
);

/** ServerFeatures.GetSupportedMethods. */
export const supportedMethods = (call: Call): void => call.receiveOne(() => call.succeed(FEATURES));

const INSTANCE = randomUUID();
const STARTED = BigInt(Date.now()) * 10_000n;

/** The host and port under which the caller reached the node; it may be reachable under several. */
const addressOf = (authority: string): { host: string; port: number } => {
  const { hostname, port } = new URL(`http://${authority}`);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
};

/** Gossip.Read: a cluster of one, which leads. */
export const gossip = (call: Call): void =>
  call.receiveOne(() => {
    const { host, port } = addressOf(call.headers[':authority'] ?? 'localhost');
    const member = message(
      1,
      structuredUuid(1, INSTANCE),
      int64(2, STARTED),
      uint(3, LEADER),
      uint(4, 1),
      message(5, text(1, host), uint(2, port)),
    );
    call.succeed(frame(member));
  });

/** Methods of the real server which this node has not, by service and method in lower case. */
export const isKnownService = (service: string): boolean => service in METHODS || service === 'event_store.client.projections.projections';

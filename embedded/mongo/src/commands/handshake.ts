import { setTimeout as pause } from 'node:timers/promises';
import { arch, cpus, hostname, platform, release, totalmem } from 'node:os';
import { encode } from '../bson/encode.ts';
import { isDoc } from '../bson/values.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import { SET_NAME } from '../server.ts';
import { timestampOf } from '../storage/oplog.ts';
import { SESSION_LIFETIME } from '../storage/sessions.ts';
import { MAX_DOCUMENT } from '../storage/writer.ts';
import { MAX_MESSAGE } from '../wire/message.ts';
import type { Handler } from './context.ts';
import { introducedAs } from './failpoints.ts';

/** The version of MongoDB whose manner this server has. */
export const VERSION = '8.2.1';
const MAX_WIRE_VERSION = 27;
/** The bytes in which a client may say who it is (driver specification, "MongoDB Handshake"). */
const MAX_CLIENT = 512;

/** `hello` and `isMaster`: a replica set of one, this server its primary. With `maxAwaitTimeMS` it answers late, as nothing ever changes. */
export const hello: Handler = async (context) => {
  const { server, command, connection } = context;
  const { client } = command;
  if (isDoc(client) && encode(client).length > MAX_CLIENT)
    throw new ServerError(
      'ClientMetadataDocumentTooLarge',
      `The client metadata document must be less then or equal to ${MAX_CLIENT} bytes`,
    );
  connection.appName = introducedAs(command) ?? connection.appName;
  const modern = context.name === 'hello';
  if (isDoc(command['topologyVersion'])) await until(Number(command['maxAwaitTimeMS'] ?? 0), connection.gone);
  const time = timestampOf(server.store.oplog.now());
  return {
    ...(command['helloOk'] === true ? { helloOk: true } : {}),
    ...(modern ? {} : { ismaster: true }),
    isWritablePrimary: true,
    secondary: false,
    hosts: [server.me],
    setName: SET_NAME,
    setVersion: 1,
    me: server.me,
    primary: server.me,
    electionId: server.electionId,
    topologyVersion: { processId: server.topologyProcess, counter: 0n },
    lastWrite: {
      opTime: { ts: time, t: 1n },
      lastWriteDate: new Date(),
      majorityOpTime: { ts: time, t: 1n },
      majorityWriteDate: new Date(),
    },
    maxBsonObjectSize: MAX_DOCUMENT,
    maxMessageSizeBytes: MAX_MESSAGE,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_LIFETIME / 60_000,
    connectionId: connection.id,
    minWireVersion: 0,
    maxWireVersion: MAX_WIRE_VERSION,
    readOnly: false,
  };
};

/** Waits for `ms`, or until the connection is gone: a driver that asks again with the topology it knows hears of nothing sooner. */
const until = (ms: number, gone: AbortSignal): Promise<void> => pause(ms, undefined, { signal: gone, ref: false }).catch(() => {});

/** `ping`. */
export const ping: Handler = () => ({});

/** `buildInfo`. */
export const buildInfo: Handler = () => ({
  version: VERSION,
  gitVersion: 'none',
  modules: [],
  versionArray: [8, 2, 1, 0],
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT,
  storageEngines: ['sqlite'],
  javascriptEngine: 'none',
  openssl: {},
});

/** `connectionStatus`: there are no users. */
export const connectionStatus: Handler = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] },
});

/** `getCmdLineOpts`. */
export const getCmdLineOpts: Handler = () => ({ argv: [], parsed: {} });

/** `hostInfo`. */
export const hostInfo: Handler = () => ({
  system: {
    currentTime: new Date(),
    hostname: hostname(),
    cpuAddrSize: 64,
    memSizeMB: Math.round(totalmem() / 2 ** 20),
    numCores: cpus().length,
    cpuArch: arch(),
  },
  os: { type: platform(), name: platform(), version: release() },
  extra: {},
});

/** `serverStatus`, the part of it that is true here. */
export const serverStatus: Handler = ({ server }) => {
  const memory = process.memoryUsage();
  const uptime = (Date.now() - server.startedAt) / 1000;
  return {
    host: server.me,
    version: VERSION,
    process: 'mongod',
    pid: BigInt(process.pid),
    uptime,
    uptimeMillis: BigInt(Math.round(uptime * 1000)),
    localTime: new Date(),
    connections: { current: server.openConnections, available: 10_000, totalCreated: server.totalConnections },
    mem: { bits: 64, resident: Math.round(memory.rss / 2 ** 20), virtual: Math.round(memory.rss / 2 ** 20), supported: true },
    opcounters: server.opcounters(),
    metrics: { cursor: { open: { total: BigInt(server.cursors.count) } } },
    repl: { setName: SET_NAME, hosts: [server.me], isWritablePrimary: true, secondary: false, primary: server.me, me: server.me },
    storageEngine: { name: 'sqlite', supportsCommittedReads: true, persistent: true },
    transactions: { currentOpen: BigInt(server.transactions.openCount) },
  };
};

const FIXED: Doc = {
  featureCompatibilityVersion: { version: '8.2' },
  authenticationMechanisms: [],
  requireApiVersion: false,
  enableTestCommands: true,
};

/** `getParameter`: by names, or all with `'*'`. */
export const getParameter: Handler = ({ command, server }) => {
  const all: Doc = { ...FIXED, ...server.parameters };
  if (command['getParameter'] === '*' || (isDoc(command['getParameter']) && command['getParameter']['allParameters'] === true)) return all;
  const wanted = Object.keys(command).filter((name) => Object.hasOwn(all, name));
  if (wanted.length === 0) throw new ServerError('InvalidOptions', 'no option found to get');
  return Object.fromEntries(wanted.map((name): [string, Value] => [name, all[name]]));
};

/** `setParameter`, for what can be set. */
export const setParameter: Handler = ({ command, server }) => {
  const names = Object.keys(command).filter((name) => Object.hasOwn(server.parameters, name));
  if (names.length === 0) throw new ServerError('InvalidOptions', 'attempted to set an unrecognized parameter');
  const was = server.parameters[names[0] as string];
  for (const name of names) server.parameters[name] = command[name];
  return { was };
};

/** `replSetGetStatus`: one member, the primary. */
export const replSetGetStatus: Handler = ({ server }) => ({
  set: SET_NAME,
  date: new Date(),
  myState: 1,
  members: [{ _id: 0, name: server.me, health: 1, state: 1, stateStr: 'PRIMARY', self: true }],
});

/** `replSetGetConfig`. */
export const replSetGetConfig: Handler = ({ server }) => ({
  config: { _id: SET_NAME, version: 1, members: [{ _id: 0, host: server.me, priority: 1, votes: 1 }], settings: {} },
});

/** `getLog`: nothing is kept. */
export const getLog: Handler = () => ({ totalLinesWritten: 0, log: [] });

/** `whatsmyuri`. */
export const whatsmyuri: Handler = ({ server }) => ({ you: server.me });

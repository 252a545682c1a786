import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from '../grpc/call.ts';
import type { Handler, Route } from '../grpc/server.ts';
import { CallError, Status } from '../grpc/status.ts';
import type { Groups } from '../persistent/groups.ts';
import type { Projections } from '../projections/projections.ts';
import type { EventStore } from '../storage/event-store.ts';
import { append, softDelete, tombstone } from './append.ts';
import { batchAppend } from './batch-append.ts';
import { consume } from './consume.ts';
import { createGroup, deleteGroup, groupInfo, listGroups, replayParked, restartGroups, updateGroup } from './groups.ts';
import { gossip, isKnownService, supportedMethods } from './node-information.ts';
import { enableProjection, projectionStatistics } from './projections.ts';
import { read } from './read.ts';

const unimplemented =
  (details: string): Handler =>
  (call) =>
    call.fail(new CallError(Status.UNIMPLEMENTED, details));

const PACKAGE = 'event_store.client.';

const UNSUPPORTED: Readonly<Record<string, string>> = {
  projections: 'Projections, but for the standard ones of a node that was started with --run-projections System, are',
  users: 'Users are',
  operations: 'Operations are',
  monitoring: 'Monitoring is',
  redaction: 'Redaction is',
};

const areaOf = (service: string): string => service.toLowerCase().slice(PACKAGE.length).split('.')[0]!;

const refusal = (service: string, method: string): string => {
  const area = areaOf(service);
  return `${UNSUPPORTED[area] ?? `${area} is`} not supported by this node: ${service}/${method}.`;
};

const projectionHandlers = (projections: Projections): [string, Handler][] => [
  ['statistics', (call) => projectionStatistics(projections, call)],
  ['enable', (call) => enableProjection(projections, call, true)],
  ['disable', (call) => enableProjection(projections, call, false)],
];

/** What each path of the protocol does. Like the real server it does not mind upper and lower case. */
export const routes = (store: EventStore, groups: Groups, projections: Projections | undefined): Route => {
  const streams = '/event_store.client.streams.streams/';
  const persistent = '/event_store.client.persistent_subscriptions.persistentsubscriptions/';
  const handlers = new Map<string, Handler>([
    [`${streams}append`, (call: Call) => append(store, call)],
    [`${streams}batchappend`, (call: Call) => batchAppend(store, call)],
    [`${streams}read`, (call: Call) => read(store, call)],
    [`${streams}delete`, (call: Call) => softDelete(store, call)],
    [`${streams}tombstone`, (call: Call) => tombstone(store, call)],
    [`${persistent}create`, (call: Call) => createGroup(groups, call)],
    [`${persistent}update`, (call: Call) => updateGroup(groups, call)],
    [`${persistent}delete`, (call: Call) => deleteGroup(groups, call)],
    [`${persistent}read`, (call: Call) => consume(groups, call)],
    [`${persistent}getinfo`, (call: Call) => groupInfo(groups, call)],
    [`${persistent}list`, (call: Call) => listGroups(groups, call)],
    [`${persistent}replayparked`, (call: Call) => replayParked(groups, call)],
    [`${persistent}restartsubsystem`, (call: Call) => restartGroups(groups, call)],
    ['/event_store.client.server_features.serverfeatures/getsupportedmethods', supportedMethods],
    ['/event_store.client.gossip.gossip/read', gossip],
  ]);
  if (projections)
    for (const [method, handler] of projectionHandlers(projections))
      handlers.set(`/event_store.client.projections.projections/${method}`, handler);
  return (path) => {
    const known = handlers.get(path.toLowerCase());
    if (known) return known;
    const [, service = '', method = ''] = path.split('/');
    const own = [...handlers.keys()].some((key) => key.startsWith(`/${service.toLowerCase()}/`));
    if (own && !UNSUPPORTED[areaOf(service)]) return unimplemented('Method is unimplemented.');
    return unimplemented(isKnownService(service.toLowerCase()) ? refusal(service, method) : 'Service is unimplemented.');
  };
};

const PONG = JSON.stringify({ msgTypeId: 3, text: 'Ping request successfully handled' });

/**
 * Plain HTTP: for those who watch over processes GET /health/live, where `?liveCode=` names the status wanted, and GET /ping; for operators
 * POST /admin/scavenge, which answers when all is done (the real server answers at once and goes on).
 */
export const plain =
  (store: EventStore) =>
  (request: IncomingMessage, response: ServerResponse): void => {
    if (request.method === 'POST' && new URL(request.url ?? '/', 'http://localhost').pathname === '/admin/scavenge')
      scavenge(store, response);
    else health(request, response);
  };

const scavenge = (store: EventStore, response: ServerResponse): void => {
  try {
    const eventsRemoved = store.scavenge();
    const answer = { scavengeId: randomUUID(), scavengeResult: 'Success', eventsRemoved };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  } catch (error) {
    response.writeHead(500).end(error instanceof Error ? error.message : String(error));
  }
};

const health = (request: IncomingMessage, response: ServerResponse): void => {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const asked = request.method === 'GET' || request.method === 'HEAD';
  if (asked && pathname === '/health/live') {
    const wanted = Number(searchParams.get('liveCode') ?? 204);
    response.writeHead(wanted >= 200 && wanted <= 599 ? wanted : 204).end();
  } else if (asked && pathname === '/ping') response.writeHead(200, { 'content-type': 'application/json' }).end(PONG);
  else response.writeHead(404).end();
};

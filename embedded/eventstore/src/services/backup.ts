import type { IncomingMessage, ServerResponse } from 'node:http';
import type { EventStore } from '../storage/event-store.ts';

/** A copy of all events, as they were at the end of the copying. */
export type Backup = {
  /** The data folder of the node. */
  readonly folder: string;
  /** The file, for whoever asked to take away; the next backup replaces it. */
  readonly file: string;
  /** The position of the last event in it. */
  readonly position: string;
};

/**
 * Plain HTTP of this node alone (EventStoreDB has none for it: its files are copied): `GET /admin/backup` says where the data folder is,
 * `POST /admin/backup` makes a copy of the file in it while the node serves. Answers false where the request is for something else.
 */
export const backup = (store: EventStore, request: IncomingMessage, response: ServerResponse): boolean => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname !== '/admin/backup' || store.folder === ':memory:') return false;
  const answer = (status: number, body: object) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  const { folder } = store;
  if (request.method === 'GET') answer(200, { folder });
  // A web page cannot send this type to another origin without asking first.
  else if (request.method === 'POST' && request.headers['content-type'] === 'application/json')
    store.backUp().then(
      (copy) => answer(201, { folder, ...copy } satisfies Backup),
      (error: unknown) => answer(500, { error: error instanceof Error ? error.message : String(error) }),
    );
  else answer(405, { error: 'GET or POST of application/json' });
  return true;
};

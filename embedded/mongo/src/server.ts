import { createServer } from 'node:net';
import type { Server as NetServer } from 'node:net';
import { ObjectId } from 'bson';
import type { Doc } from './bson/values.ts';
import { Cursors } from './commands/cursors.ts';
import { Snapshots } from './commands/snapshots.ts';
import { Dispatcher } from './commands/dispatch.ts';
import { FailPoints } from './commands/failpoints.ts';
import { expireDocuments } from './commands/ttl.ts';
import { Feed } from './streams/feed.ts';
import type { Collection } from './storage/collection.ts';
import type { Namespace } from './storage/catalog.ts';
import type { Store } from './storage/store.ts';
import { Transactions } from './commands/transactions.ts';
import { DirectWriter } from './storage/writer.ts';
import type { Writer } from './storage/writer.ts';
import { trimCapped } from './commands/capped.ts';
import { Connection } from './wire/connection.ts';

/** The name of the replica set of one that this server says it is. */
export const SET_NAME = 'rs0';

const HOUSEKEEPING = 10_000;

/** Everything that serves one data folder over the wire. */
export class Server {
  readonly store: Store;
  readonly cursors = new Cursors();
  readonly failPoints = new FailPoints();
  readonly transactions: Transactions;
  readonly snapshots: Snapshots;
  readonly feed: Feed;
  readonly writer: DirectWriter;
  readonly startedAt = Date.now();
  readonly electionId = ObjectId.createFromHexString('7fffffff0000000000000001');
  readonly topologyProcess = new ObjectId();
  /** What `setParameter` changed. */
  readonly parameters: Doc = { ttlMonitorSleepSecs: 60, transactionLifetimeLimitSeconds: 60, ttlMonitorEnabled: true };
  /** How often each command was run. */
  readonly runs = new Map<string, number>();
  host = '127.0.0.1';
  port = 0;
  private readonly net: NetServer;
  private readonly connections = new Set<Connection>();
  private connectionCount = 0;
  private housekeeping: NodeJS.Timeout | undefined;
  private lastExpiry = Date.now();

  constructor(store: Store, log: (line: string) => void) {
    this.store = store;
    this.writer = new DirectWriter(store);
    this.transactions = new Transactions(this);
    this.snapshots = new Snapshots(store);
    this.feed = new Feed(store.oplog);
    const dispatcher = new Dispatcher(this, log);
    this.net = createServer((socket) => {
      const connection = new Connection(socket, ++this.connectionCount, (request, info) => dispatcher.answer(request, info), log);
      this.connections.add(connection);
      socket.on('close', () => this.connections.delete(connection));
    });
  }

  /** Starts to listen; 0 takes any free port. Rejects where the port is taken. */
  async listen(port: number, host: string): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.net.once('error', reject);
      this.net.listen(port, host, () => {
        this.net.off('error', reject);
        resolve();
      });
    });
    const address = this.net.address();
    this.host = host;
    this.port = typeof address === 'object' && address ? address.port : port;
    this.housekeeping = setInterval(() => this.tidy(), Math.min(HOUSEKEEPING, 1000)).unref();
  }

  /** As drivers are to call it. */
  get me(): string {
    return this.host.includes(':') ? `[${this.host}]:${this.port}` : `${this.host}:${this.port}`;
  }

  get openConnections(): number {
    return this.connections.size;
  }

  get totalConnections(): number {
    return this.connectionCount;
  }

  /** How many operations there were, as `serverStatus` has it; those of a `bulkWrite` are counted as one command. */
  opcounters(): Doc {
    const { insert = 0, find: query = 0, update = 0, delete: remove = 0, getMore: getmore = 0, ...others } = Object.fromEntries(this.runs);
    const command = Object.values(others).reduce((sum, count) => sum + count, 0);
    return { insert, query, update, delete: remove, getmore, command };
  }

  /** Makes a collection and tells the change streams. */
  createCollection(ns: Namespace, options: Doc): Collection {
    this.store.commits.write();
    const collection = this.store.catalog.create(ns, options);
    this.feed.recordDefinition('create', collection, { ...options });
    return collection;
  }

  trimCapped(writer: Writer, collection: Collection): void {
    if (collection.options['capped'] === true) trimCapped(writer, collection);
  }

  async close(): Promise<void> {
    clearInterval(this.housekeeping);
    this.feed.close();
    this.cursors.killAll();
    this.transactions.abortAll();
    this.snapshots.dropAll();
    const closed = new Promise<void>((resolve) => this.net.close(() => resolve()));
    for (const connection of this.connections) connection.close();
    await closed;
    await this.store.close();
  }

  private tidy(): void {
    const now = Date.now();
    this.cursors.killIdle(now);
    this.snapshots.dropOld(now);
    this.transactions.abortOld(now, Number(this.parameters['transactionLifetimeLimitSeconds']) * 1000);
    if (this.store.compaction.running) return;
    if (this.parameters['ttlMonitorEnabled'] !== true || now - this.lastExpiry < Number(this.parameters['ttlMonitorSleepSecs']) * 1000)
      return;
    this.lastExpiry = now;
    expireDocuments(this, now);
  }
}

/**
 * The backend and the projections within the test's own process, on embedded nodes of their own: quick to start, easy to take apart.
 *
 *     const house = await House.build();
 *     const { api } = await house.backend();
 *     const ann = await api.person('Ann');
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { instant, newId, type AcademyEvent, type Id, type Instant } from '@lyceum/contracts';
import { Engine, MODELS } from '@lyceum/projections/engine';
import { openEventLog, openReadStore, RootSecret } from '@lyceum/stores';
import { startEventStore } from 'lyceum-eventstore';
import { startMongo } from 'lyceum-mongo';
import { pino, type Logger } from 'pino';
import { createApp } from '../../backend/src/app.ts';
import type { Clock } from '../../backend/src/api/clock.ts';
import { readConfig } from '../../backend/src/config.ts';
import { Api } from '../harness/client.ts';
import { freePort, ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';

export const ADMIN = { email: 'root@academy.example', password: 'Keys-of-the-house-1' };

const QUIET = pino({ level: process.env['LYCEUM_TEST_LOG'] ?? 'silent' });

export interface BackendOptions {
  readonly clock?: Clock;
  readonly env?: Readonly<Record<string, string>>;
  /** Where lines of its log go; nowhere without. */
  readonly logger?: Logger;
}

/** A store that can be taken away and given back, with the port and the data it had. */
interface Node {
  readonly port: number;
  close(): Promise<unknown>;
}

/** A running backend. */
export interface Backend {
  readonly app: NestExpressApplication;
  readonly api: Api;
  readonly url: string;
  close(): Promise<void>;
}

export class House {
  /** The academy's secret, for processes beside the backend too. */
  readonly secretText = randomBytes(32).toString('base64');
  readonly secret = new RootSecret(this.secretText);
  private readonly open: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly folder: string,
    private eventStore: Node,
    private mongo: Node,
    private readonly start: { eventStore: (port: number) => Promise<Node>; mongo: (port: number) => Promise<Node> },
  ) {}

  /** `apart` runs the stores as processes of their own, which can be taken away as a whole. */
  static async build({ apart = false } = {}): Promise<House> {
    const folder = mkdtempSync(join(tmpdir(), 'lyceum-house-'));
    const start = {
      eventStore: (port: number) =>
        apart ? spawned('eventstore', folder, port) : startEventStore({ data: join(folder, 'eventstore'), port }),
      mongo: (port: number) => (apart ? spawned('mongo', folder, port) : startMongo({ data: join(folder, 'mongo'), port })),
    };
    const [eventStore, mongo] = await Promise.all([
      start.eventStore(apart ? await freePort() : 0),
      start.mongo(apart ? await freePort() : 0),
    ]);
    const house = new House(folder, eventStore, mongo, start);
    house.project();
    return house;
  }

  get eventStoreUrl(): string {
    return `esdb://127.0.0.1:${this.eventStore.port}?tls=false`;
  }

  get mongoUrl(): string {
    return `mongodb://127.0.0.1:${this.mongo.port}/lyceum?directConnection=true`;
  }

  /** A further backend on the same stores, once it is ready. */
  async backend(options: BackendOptions = {}): Promise<Backend> {
    const backend = await this.backendNow(options);
    await until('the backend is ready', async () => (await backend.api.try('GET', '/api/health/ready')).status === 200, { seconds: 60 });
    return backend;
  }

  /** A further backend as soon as it listens. */
  async backendNow({ clock, env = {}, logger = QUIET }: BackendOptions = {}): Promise<Backend> {
    const config = readConfig({
      LYCEUM_ADMIN_EMAIL: ADMIN.email,
      LYCEUM_ADMIN_PASSWORD: ADMIN.password,
      EVENTSTORE_URL: this.eventStoreUrl,
      MONGODB_URL: this.mongoUrl,
      ...env,
    });
    const log = openEventLog({ url: config.eventStoreUrl, secret: this.secret });
    const reads = openReadStore({ url: config.mongoUrl });
    const app = await createApp({ config, secret: this.secret, log, reads, logger, ...(clock && { clock }) });
    await app.listen(0, '127.0.0.1');
    const url = `http://127.0.0.1:${((app.getHttpServer() as Server).address() as AddressInfo).port}`;
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= end(app));
    this.open.push(close);
    return { app, url, api: new Api(url), close };
  }

  /** Records facts past the product, as a broken program would. */
  append(stream: string, ...facts: readonly AcademyEvent[]): Promise<void> {
    return this.appendAt(instant(Date.now()), stream, ...facts);
  }

  /** Records facts that happened at another time than now. */
  appendAt(at: Instant, stream: string, ...facts: readonly AcademyEvent[]): Promise<void> {
    return this.appendAs(stream, { correlationId: newId(), at }, ...facts);
  }

  /** The same as part of a chain. */
  async appendAs(stream: string, of: { correlationId: Id; at: Instant }, ...facts: readonly AcademyEvent[]): Promise<void> {
    const log = openEventLog({ url: this.eventStoreUrl, secret: this.secret });
    const commandId = newId();
    await log.append(stream, facts, 'any', { commandId, causationId: commandId, by: null, ...of });
    await log.close();
  }

  /** Takes the document store away; gives what brings it back with what it had. */
  async withoutMongo(): Promise<() => Promise<void>> {
    const { port } = this.mongo;
    await this.mongo.close();
    return async () => {
      this.mongo = await this.start.mongo(port);
    };
  }

  /** Takes the event store away; gives what brings it back with what it had. */
  async withoutEventStore(): Promise<() => Promise<void>> {
    const { port } = this.eventStore;
    await this.eventStore.close();
    return async () => {
      this.eventStore = await this.start.eventStore(port);
    };
  }

  async close(): Promise<void> {
    for (const close of this.open.toReversed()) await close();
    await this.mongo.close();
    await this.eventStore.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private project(): void {
    const log = openEventLog({ url: this.eventStoreUrl, secret: this.secret });
    const store = openReadStore({ url: this.mongoUrl });
    const engine = new Engine({ log, store, models: MODELS, logger: QUIET });
    engine.start();
    this.open.push(async () => {
      await engine.stop();
      await Promise.allSettled([log.close(), store.close()]);
    });
  }
}

/** A node as a process of its own, from its sources; it is killed rather than stopped. */
async function spawned(name: 'eventstore' | 'mongo', folder: string, port: number): Promise<Node> {
  const program = [`--conditions=development`, join(ROOT, `embedded/${name}/src/main.ts`)];
  const child = spawn(process.execPath, [...program, '--data', join(folder, name), '--port', String(port)], { stdio: 'ignore' });
  await until(`${name} accepts connections`, () => accepts(port));
  const close = async () => {
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return { port, close };
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(Boolean(socket.destroy())));
    socket.once('error', () => done(false));
  });

async function end(app: NestExpressApplication): Promise<void> {
  app.getHttpServer().closeAllConnections();
  await app.close();
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, newId, type AcademyEvent, type Id, type Position } from '@lyceum/contracts';
import { Engine, MODELS, type EngineOptions } from '@lyceum/projections/engine';
import { ReadModels } from '@lyceum/projections/queries';
import { openEventLog, openReadStore, RootSecret, type AppendContext, type EventLog, type ReadStore } from '@lyceum/stores';
import { startEventStore, type EventStoreNode } from 'lyceum-eventstore';
import { startMongo, type Mongo } from 'lyceum-mongo';
import { pino } from 'pino';

/** The root secret as text and in use. */
export const SECRET = Buffer.alloc(32, 3).toString('base64');
export const secret = new RootSecret(SECRET);

/** A context of a command of its own, at the present. */
export const command = (): AppendContext => {
  const commandId = newId();
  return { commandId, correlationId: commandId, causationId: commandId, by: null, at: instant(Date.now()) };
};

/** Both stores, the read models and as many engines as a test wants, in this process; the stores can be taken away and given back. */
export class ReadSide {
  readonly #folder = mkdtempSync(join(tmpdir(), 'lyceum-read-side-'));
  readonly #engines: Engine[] = [];
  #eventStore!: EventStoreNode;
  #mongo!: Mongo;
  log!: EventLog;
  store!: ReadStore;
  models!: ReadModels;

  static async start(): Promise<ReadSide> {
    const side = new ReadSide();
    await side.startEventStore();
    await side.startMongo();
    side.log = openEventLog({ url: side.#eventStore.url, secret });
    side.store = openReadStore({ url: side.readStoreUrl });
    side.models = new ReadModels(side.store);
    return side;
  }

  get eventStoreUrl(): string {
    return this.#eventStore.url;
  }

  get readStoreUrl(): string {
    return `mongodb://127.0.0.1:${this.#mongo.port}/lyceum?directConnection=true`;
  }

  async startEventStore(): Promise<void> {
    const port = this.#eventStore?.port ?? 0;
    this.#eventStore = await startEventStore({ data: join(this.#folder, 'eventstore'), port });
  }

  stopEventStore(): Promise<void> {
    return this.#eventStore.close();
  }

  async startMongo(): Promise<void> {
    const port = this.#mongo?.port ?? 0;
    this.#mongo = await startMongo({ data: join(this.#folder, 'mongo'), port });
  }

  stopMongo(): Promise<void> {
    return this.#mongo.close();
  }

  /** An engine that works within moments; `stop` ends them all. */
  engine(options: Partial<EngineOptions> = {}): Engine {
    const { log, store } = this;
    const lease = { beat: 100, silence: 3000 };
    const engine = new Engine({
      log,
      store,
      models: MODELS,
      logger: pino({ level: 'silent' }),
      pace: { least: 5, most: 5 },
      lease,
      ...options,
    });
    this.#engines.push(engine);
    engine.start();
    return engine;
  }

  /** Appends whatever the stream holds already. */
  async append(stream: string, ...facts: readonly AcademyEvent[]): Promise<Position> {
    return (await this.log.append(stream, facts, 'any', command())).position;
  }

  async register(name: string): Promise<Id> {
    const personId = newId();
    await this.log.keys.issue(personId, command());
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@example.org`;
    await this.append(
      `person-${personId}`,
      { type: 'accounts.PersonRegistered.v2', data: { personId, name, email, timeZone: 'UTC' } },
      { type: 'accounts.RolesChanged.v1', data: { personId, added: ['student'], removed: [] } },
    );
    return personId;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#engines.map((engine) => engine.stop()));
    await this.models.close();
    await this.store.close();
    await this.log.close();
    await this.#mongo.close();
    await this.#eventStore.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { instant, newId, type AcademyEvent, type Id, type Position, type ProjectionEvent, type SwapMode } from '@lyceum/contracts';
import { Engine, MODELS, type EngineOptions } from '@lyceum/projections/engine';
import { ReadModels, type StoredRebuild } from '@lyceum/projections/queries';
import { openEventLog, openReadStore, RootSecret, type AppendContext, type EventLog, type ReadStore } from '@lyceum/stores';
import { startEventStore, type EventStoreNode } from 'lyceum-eventstore';
import { startMongo, type Mongo } from 'lyceum-mongo';
import { pino } from 'pino';
import { until } from '../harness/until.ts';

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
      pace: { few: 0, times: 0, least: 5, most: 5 },
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

  /** Orders something of a read model as an operator would, and waits until it was followed. */
  async order(order: ProjectionEvent): Promise<void> {
    const { name } = order.data;
    const { revision } = await this.log.append(`projection-${name}`, [order], 'any', command());
    const { operations } = this.models;
    await until(`${order.type} of ${name} was followed`, async () => (await operations.followed(name)) >= revision, { seconds: 20 });
  }

  /** Orders a rebuild and gives what is known of it once it has got to one of these phases. */
  async rebuild(
    name: string,
    { from = null, key = null, swap = 'manual' }: { from?: Position | null; key?: string | null; swap?: SwapMode } = {},
    phase = /compared|swapped|failed/,
  ): Promise<StoredRebuild> {
    const rebuildId = newId();
    await this.order({ type: 'operations.RebuildOrdered.v1', data: { name, rebuildId, from, key, swap } });
    return until(`the rebuild of ${name} is done`, () => this.rebuilt(name, rebuildId, phase), { seconds: 60 });
  }

  /** A rebuild once it is in the phase. */
  async rebuilt(name: string, rebuildId: Id, phase: RegExp): Promise<StoredRebuild | null> {
    const found = await this.models.operations.rebuild(name, rebuildId);
    return found && phase.test(found.record.phase) ? found : null;
  }

  /** Rebuilds and swaps; gives what differed. */
  async rebuildAndSwap(name: string): Promise<StoredRebuild> {
    const compared = await this.rebuild(name);
    await this.order({ type: 'operations.SwapOrdered.v1', data: { name, rebuildId: compared.record._id } });
    return until('it is swapped', () => this.rebuilt(name, compared.record._id, /swapped/), { seconds: 60 });
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

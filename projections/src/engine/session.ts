import { BEGINNING, type Position } from '@lyceum/contracts';
import type { EventLog, ReadStore } from '@lyceum/stores';
import { Courtesy } from './courtesy.ts';
import { Filling, type FillGround } from './filling.ts';
import { Forgetting } from './forgetting/forgetting.ts';
import { Generations, nextGeneration, positionOf } from './generations.ts';
import { FoldSpans } from './fold-spans.ts';
import { Group } from './group.ts';
import { Live } from './live.ts';
import { obey } from './obeying.ts';
import { Orders } from './orders.ts';
import type { Pace } from './pace.ts';
import { pauseModel, resumeModel } from './pausing.ts';
import type { Projection } from './projection.ts';
import { Rebuilds } from './rebuilds.ts';
import { SharedFill } from './shared-fill.ts';
import { after, heartbeats, LIVE, shownPosition, type Pointer } from './records.ts';
import { Table, type TableOptions } from './table.ts';
import { Travels } from './travels.ts';

export interface SessionOptions {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly models: readonly Projection[];
  readonly pace: Pace;
  /** Says of an order that it was left undone, and why. */
  readonly refused: (model: string, order: string, reason: string) => void;
}

/** A generation of a new version that is to be filled and then to take the place of the live one. */
interface Upgrade {
  readonly model: Projection;
  readonly generation: number;
  readonly former: Pointer | undefined;
}

/** What an engine does while it holds the lease: it begins from what lies in the read store, and any failure ends it. */
export class Session {
  readonly live: Live;
  readonly #options: SessionOptions;
  readonly #ground: FillGround;
  readonly #orders: Orders;
  readonly #rebuilds: Rebuilds;
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  readonly #upgrades: readonly Upgrade[];
  readonly #upgrading = new Map<string, Filling | null>();
  /** Work under way beside the live models: nothing of it may write any more once the session is over. */
  readonly #besides = new Set<Promise<void>>();
  #fail: (error: unknown) => void = () => {};

  private constructor(options: SessionOptions, signal: AbortSignal, begun: Begun) {
    const { store, log, pace, models } = options;
    this.#options = options;
    this.#signal = AbortSignal.any([signal, this.#ending.signal]);
    this.#upgrades = begun.upgrades;
    this.#orders = begun.orders;
    const { position, tables, generations } = begun;
    const spans = new FoldSpans();
    const group = new Group({ store, pace, checkpoints: [{ key: LIVE }], position, tables, freshAfter: begun.head, spans });
    this.live = new Live(
      group,
      log,
      this.#signal,
      models.flatMap(({ from }) => from),
    );
    const courtesy = new Courtesy(store, this.live, this.#signal);
    const shared = new SharedFill({ log, store, pace, courtesy, target: () => this.live.group.written });
    this.#ground = { log, store, pace, generations, live: this.live, shared, courtesy };
    this.#rebuilds = new Rebuilds({
      ground: this.#ground,
      signal: this.#signal,
      models,
      options: (model) => this.#tableOptions(model),
      upgrading: (model) => this.#upgrading.has(model),
      fail: (error) => this.#fail(error),
    });
  }

  /** @throws ReadStoreUnavailable, EventStoreUnavailable */
  static async begin(options: SessionOptions, signal: AbortSignal): Promise<Session> {
    return new Session(options, signal, await begin(options));
  }

  /** The models that are being filled, and how far they are. */
  get filling(): Readonly<Record<string, Position>> {
    const upgrading = [...this.#upgrading].map(([name, filling]) => [name, filling?.position ?? BEGINNING] as const);
    return { ...this.#rebuilds.filling, ...Object.fromEntries(upgrading) };
  }

  /** Follows the log and the orders, and finishes what was being filled, until the signal aborts. @throws whatever failed. */
  async run(): Promise<void> {
    const { promise: failed, reject } = Promise.withResolvers<never>();
    this.#fail = reject;
    for (const upgrade of this.#upgrades) this.#beside(this.#upgrade(upgrade));
    const following = this.live.run();
    this.#goOn();
    this.#beside(this.#rebuilds.goOn());
    const travels = new Travels(this.#ground, this.#options.models, this.#signal);
    this.#beside(travels.run());
    const forgetting = new Forgetting({
      ground: this.#ground,
      travels,
      rebuilds: this.#rebuilds,
      models: this.#options.models,
      signal: this.#signal,
      options: (name) => this.#tableOptions(name),
      upgrading: () => this.#upgrading.size > 0,
    });
    this.#beside(forgetting.follow());
    const { refused } = this.#options;
    const hands = { ground: this.#ground, rebuilds: this.#rebuilds, signal: this.#signal, refused };
    const model = (name: string) => ({ model: this.#options.models.find((each) => each.name === name), options: this.#tableOptions(name) });
    this.#beside(this.#orders.follow((order) => obey({ ...hands, ...model(order.data.name) }, order), this.#signal));
    try {
      await Promise.race([following, failed]);
    } finally {
      this.#ending.abort();
      await Promise.allSettled([following, ...this.#besides, this.#rebuilds.ended()]);
    }
  }

  /** What the next generation of a model begins with: what is left out of its rows, and where it stands still if it was told to. */
  #tableOptions(name: string): Partial<TableOptions> {
    const stopped = this.#orders.paused(name) ? (this.live.group.tables.find(({ model }) => model.name === name)?.stopped ?? null) : null;
    return { skipped: this.#orders.skipped(name), stopped };
  }

  /** Models that stand still at what a former program could not read go on if this one can; so do those that nobody paused. */
  #goOn(): void {
    for (const { model, stopped } of this.live.group.tables) {
      if (stopped === null || this.#orders.paused(model.name) || this.#orders.awaits(model.name)) continue;
      this.#beside(resumeModel(this.#ground, this.#signal, model, this.#tableOptions(model.name)));
    }
  }

  /** A failure is the session's, which begins anew and goes on with it. */
  #beside(work: Promise<void>): void {
    this.#besides.add(work);
    work.catch((error: unknown) => this.#fail(error)).finally(() => this.#besides.delete(work));
  }

  async #upgrade({ model, generation, former }: Upgrade): Promise<void> {
    this.#upgrading.set(model.name, null);
    const options = { skipped: this.#orders.skipped(model.name) };
    const filling = await Filling.open(this.#ground, this.#signal, model, generation, options);
    this.#upgrading.set(model.name, filling);
    try {
      if (!(await filling.fill())) return;
      const done = await filling.level(async (position) => {
        await filling.end();
        await this.#ground.generations.point(filling.table, former, position, false);
        this.live.group.adopt(filling.table);
      });
      if (done && this.#orders.paused(model.name)) await pauseModel(this.#ground, model.name);
    } finally {
      await filling.end();
      this.#upgrading.delete(model.name);
    }
  }
}

/** What a session begins with. */
interface Begun {
  readonly generations: Generations;
  readonly orders: Orders;
  readonly head: Position;
  readonly position: Position | null;
  readonly tables: readonly Table[];
  readonly upgrades: readonly Upgrade[];
}

async function begin({ log, store, models }: SessionOptions): Promise<Begun> {
  const head = await log.head();
  const generations = new Generations(store);
  const orders = await Orders.read(log, store, models);
  const pointers = await generations.pointers();
  const missed = (await store.reading((db) => heartbeats(db).findOne({ _id: 'projections' })))?.missed ?? {};
  const position = positionOf(await generations.checkpoint(LIVE));
  const begun = await Promise.all(
    models.map(async (model): Promise<Table | Upgrade> => {
      const pointer = pointers.get(model.name);
      const skipped = orders.skipped(model.name);
      if (pointer?.version === model.version) {
        const stopped = pointer.frozen === null ? null : after(shownPosition(pointer.frozen));
        return generations.open(model, pointer.generation, { skipped, stopped, missed: missed[model.name] ?? null });
      }
      if (pointer || position !== null) {
        if (pointer) await generations.freeze(pointer, position ?? BEGINNING);
        return { model, generation: nextGeneration(pointer), former: pointer };
      }
      const table = await generations.create(model, 1, { skipped });
      await generations.point(table, undefined, BEGINNING, false);
      return table;
    }),
  );
  const tables = begun.filter((each) => each instanceof Table);
  const upgrades = begun.filter((each): each is Upgrade => !(each instanceof Table));
  return { generations, orders, head, position, tables, upgrades };
}

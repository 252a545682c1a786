import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, comparePositions, type Position } from '@lyceum/contracts';
import type { EventLog, ReadStore } from '@lyceum/stores';
import { compareGenerations, type Difference } from './compare.ts';
import { catchUp } from './fill.ts';
import { Generations, positionOf } from './generations.ts';
import { Group } from './group.ts';
import { Live } from './live.ts';
import type { Pace } from './pace.ts';
import { retryParked } from './parking.ts';
import type { Projection } from './projection.ts';
import { LIVE, rowsName, WHOLE_MODEL, type Pointer } from './records.ts';
import type { Table } from './table.ts';

export interface SessionOptions {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly models: readonly Projection[];
  readonly pace: Pace;
}

/** A generation that is to be filled and then to take the place of the live one. */
interface Filling {
  readonly model: Projection;
  readonly generation: number;
  readonly former: Pointer | undefined;
}

/** What an engine does while it holds the lease: it begins from what lies in the read store, and any failure ends it. */
export class Session {
  readonly live: Live;
  readonly #options: SessionOptions;
  readonly #generations: Generations;
  readonly #ending = new AbortController();
  readonly #signal: AbortSignal;
  readonly #head: Position;
  readonly #unfinished: readonly Filling[];
  readonly #filling = new Map<string, Group | null>();
  /** Fills under way: nothing of them may write any more once the session is over. */
  readonly #fills = new Set<Promise<void>>();
  #fail: (error: unknown) => void = () => {};

  private constructor(options: SessionOptions, signal: AbortSignal, begun: Begun) {
    this.#options = options;
    this.#signal = AbortSignal.any([signal, this.#ending.signal]);
    this.#generations = begun.generations;
    this.#head = begun.head;
    this.#unfinished = begun.unfinished;
    const { position, tables } = begun;
    const group = new Group({ ...options, checkpoint: LIVE, position, tables, freshAfter: begun.head });
    const types = options.models.flatMap(({ from }) => from);
    this.live = new Live(group, options.log, this.#signal, types);
  }

  /** @throws ReadStoreUnavailable, EventStoreUnavailable */
  static async begin(options: SessionOptions, signal: AbortSignal): Promise<Session> {
    return new Session(options, signal, await begin(options));
  }

  /** The models that are being filled, and how far they are. */
  get filling(): Readonly<Record<string, Position>> {
    return Object.fromEntries([...this.#filling].map(([name, group]) => [name, group?.position ?? BEGINNING]));
  }

  /** Follows the log, and finishes what was being filled, until the signal aborts. @throws whatever failed. */
  async run(): Promise<void> {
    const { promise: failed, reject } = Promise.withResolvers<never>();
    this.#fail = reject;
    for (const filling of this.#unfinished) this.#begin(filling).catch(() => {});
    this.#goOn();
    const following = this.live.run();
    try {
      await Promise.race([following, failed]);
    } finally {
      this.#ending.abort();
      await Promise.allSettled([following, ...this.#fills]);
    }
  }

  /**
   * Fills a new generation of the model from the log and puts it in the place of the live one; resolves once it is, with how the two
   * differed when both stood at the same position.
   */
  async rebuild(name: string): Promise<Difference> {
    const model = this.#options.models.find((each) => each.name === name);
    const former = (await this.#generations.pointers()).get(name);
    if (!model || !former) throw new Error(`There is no read model ${name}`);
    if (this.#filling.has(name)) throw new Error(`The read model ${name} is being filled already`);
    const generation = former.generation + 1;
    let difference: Difference | undefined;
    const compare = async () => {
      difference = await compareGenerations(this.#options.store, name, former.generation, generation);
    };
    await this.#begin({ model, generation, former }, compare);
    if (!difference) throw new Error('The engine stopped before the rebuild was done');
    return difference;
  }

  /** Models that stand still at what a former program could not read go on if this one can. */
  #goOn(): void {
    const ground = { ...this.#options, live: this.live };
    for (const { model, stopped } of this.live.group.tables)
      if (stopped !== null) retryParked(ground, model.name, WHOLE_MODEL).catch(this.#fail);
  }

  /** Fills; a failure is the session's, which begins anew and goes on with it. */
  #begin(filling: Filling, before: () => Promise<void> = async () => {}): Promise<void> {
    const fill = this.#fill(filling, before);
    this.#fills.add(fill);
    fill.catch(this.#fail).finally(() => this.#fills.delete(fill));
    return fill;
  }

  async #fill({ model, generation, former }: Filling, before: () => Promise<void>): Promise<void> {
    this.#filling.set(model.name, null);
    let group: Group | undefined;
    try {
      const { table, ...filled } = await this.#openFilling(model, generation);
      group = filled.group;
      this.#filling.set(model.name, filled.group);
      while (await catchUp(filled.group, this.#options.log, this.#signal, null)) {
        if (await this.live.exclusively(() => this.#swap(filled.group, table, former, before))) return;
        await pause(this.#options.pace.least, undefined, { signal: this.#signal }).catch(() => {});
      }
    } finally {
      await group?.end();
      this.#filling.delete(model.name);
    }
  }

  /** Goes on with a generation of the same version that was begun, or begins one. */
  async #openFilling(model: Projection, generation: number): Promise<{ table: Table; group: Group }> {
    const { log: _, ...options } = this.#options;
    const checkpoint = rowsName(model.name, generation);
    const begun = await this.#generations.checkpoint(checkpoint);
    const goesOn = begun?.version === model.version;
    const table = goesOn ? await this.#generations.open(model, generation) : await this.#generations.create(model, generation);
    const position = goesOn ? positionOf(begun) : null;
    const freshAfter = goesOn ? this.#head : BEGINNING;
    const group = new Group({ ...options, checkpoint, more: { version: model.version }, position, tables: [table], freshAfter });
    return { table, group };
  }

  /** With the live rows standing still: brings the filled ones exactly there and points readers at them. */
  async #swap(group: Group, table: Table, former: Pointer | undefined, before: () => Promise<void>): Promise<boolean> {
    const position = this.live.group.written;
    if (comparePositions(group.position ?? BEGINNING, position) > 0) return false;
    if (!(await catchUp(group, this.#options.log, this.#signal, position))) return false;
    await group.end();
    await before();
    await this.#generations.point(table.model, table.generation, former, position);
    this.live.group.adopt(table);
    return true;
  }
}

/** What a session begins with. */
interface Begun {
  readonly generations: Generations;
  readonly head: Position;
  readonly position: Position | null;
  readonly tables: readonly Table[];
  readonly unfinished: readonly Filling[];
}

async function begin({ log, store, models }: SessionOptions): Promise<Begun> {
  const head = await log.head();
  const generations = new Generations(store);
  const pointers = await generations.pointers();
  const checkpoint = await generations.checkpoint(LIVE);
  const position = positionOf(checkpoint);
  const tables: Table[] = [];
  const unfinished: Filling[] = [];
  for (const model of models) {
    const pointer = pointers.get(model.name);
    if (pointer?.version === model.version) {
      tables.push(await generations.open(model, pointer.generation));
      const next = pointer.generation + 1;
      if (await generations.checkpoint(rowsName(model.name, next))) unfinished.push({ model, generation: next, former: pointer });
    } else if (pointer || position !== null) {
      if (pointer) await generations.freeze(pointer, position ?? BEGINNING);
      unfinished.push({ model, generation: (pointer?.generation ?? 0) + 1, former: pointer });
    } else {
      tables.push(await generations.create(model, 1));
      await generations.point(model, 1, undefined, BEGINNING);
    }
  }
  return { generations, head, position, tables, unfinished };
}

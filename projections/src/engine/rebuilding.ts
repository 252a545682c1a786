import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, instant, type Position } from '@lyceum/contracts';
import { Comparison } from './comparison.ts';
import { Filling, type FillGround } from './filling.ts';
import { retryBeside } from './parking.ts';
import type { Projection } from './projection.ts';
import { estimated } from './progress.ts';
import { kept, rebuilds, type Counts, type RebuildRecord } from './rebuild-records.ts';
import { pointers, rowsName, storedPosition, type Pointer } from './records.ts';
import { onlyRow, takeOver } from './taking-over.ts';
import type { Table, TableOptions } from './table.ts';

/** How often what is known of the progress is kept, in milliseconds. */
const REPORT = 500;
/** So few rows are compared while the live models stand still. */
const FEW = 500;
/** After so many rounds of comparing what was touched meanwhile, the rest is compared while the live models stand still, however much it is. */
const ROUNDS = 6;

/** One rebuild: fills a generation, compares it with the live one, and puts it in its place or takes it back. */
export class Rebuilding {
  readonly #ground: FillGround;
  readonly #model: Projection;
  readonly #cancel = new AbortController();
  readonly #signal: AbortSignal;
  readonly #options: () => Partial<TableOptions>;
  #record: RebuildRecord;
  #filling: Filling | null = null;

  constructor(ground: FillGround, signal: AbortSignal, model: Projection, record: RebuildRecord, options: () => Partial<TableOptions>) {
    this.#ground = ground;
    this.#model = model;
    this.#signal = AbortSignal.any([signal, this.#cancel.signal]);
    this.#record = record;
    this.#options = options;
  }

  /** How far it has read. */
  get position(): Position {
    return this.#filling?.position ?? BEGINNING;
  }

  /** Fills and compares, from where it was left; swaps where it was ordered to and nothing differs. */
  async fill(): Promise<void> {
    await this.#takeOver();
    await this.#set({ step: 'reading', stood: this.#options().stopped ?? null });
    const filling = await this.#open(this.#record.generation);
    const reporting = this.#report(filling);
    try {
      if (!(await filling.fill())) return;
      await this.#set({ step: 'comparing' });
      await this.#ground.courtesy.inTurn(() => this.#compare(filling));
    } finally {
      await filling.end();
      await reporting.end();
    }
  }

  /**
   * Counts anew what waits for its swap: something was retried or skipped in the live rows, which counts for these too. `skipped` is what the
   * order being followed leaves out.
   */
  async recount(skipped: string | null): Promise<void> {
    const filling = await this.#open(this.#record.generation);
    try {
      if (skipped !== null) filling.table.skip(skipped);
      if (await filling.level(() => retryBeside(this.#ground, filling.table, filling.group)))
        await this.#ground.courtesy.inTurn(() => this.#compare(filling));
    } finally {
      await filling.end();
    }
  }

  /** Puts the filled rows in the place of the live ones. */
  async swap(): Promise<void> {
    await this.#replace(this.#record.generation, { phase: 'swapped' });
  }

  /** Puts the former rows back, with all that has happened since. */
  async rollBack(): Promise<void> {
    await this.#replace(this.#record.former, { phase: 'rolled-back' });
  }

  /** Gives up what is being done. */
  cancel(): void {
    this.#cancel.abort();
  }

  async #takeOver(): Promise<void> {
    const { generations, live, store } = this.#ground;
    const { from, key, generation } = this.#record;
    if (from === null && key === null) return;
    if (await generations.checkpoint(rowsName(this.#model.name, generation))) return;
    const pointer = await this.#pointer();
    await this.#set({ step: 'copying', takenOver: pointer?.frozen ?? storedPosition(live.group.written) });
    await generations.makeRoom(this.#model, generation);
    await takeOver(store, this.#record, this.#signal);
    if (!this.#signal.aborted) await generations.begin(this.#model, generation);
  }

  /** A generation of this model; it stands still where the live one was told to. */
  async #open(generation: number): Promise<Filling> {
    const { key, takenOver } = this.#record;
    const one = key !== null && takenOver !== null && generation === this.#record.generation;
    const model = one ? onlyRow(this.#model, key, takenOver) : this.#model;
    const stood = generation === this.#record.generation && this.#record.phase === 'compared' ? this.#record.stood : null;
    const filling = await Filling.open(this.#ground, this.#signal, model, generation, this.#options(), stood);
    this.#filling = filling;
    return filling;
  }

  /**
   * Compares all rows while facts go on coming, then those that were touched meanwhile, again and again until they are few; the last of them
   * while both generations stand still at the same position. So a row counts as it was when nobody touched it, or as it is at the end.
   */
  async #compare(filling: Filling): Promise<void> {
    const { store } = this.#ground;
    const comparison = new Comparison(store, this.#model.name, this.#record.former, this.#record.generation);
    if (!(await filling.level(async () => void filling.table.takeTouched()))) return;
    await comparison.all(this.#signal, this.#ground.courtesy);
    let waiting = new Set<string>();
    for (let round = 0; !this.#signal.aborted; round++) {
      const done = await filling.level(async (position) => {
        waiting = waiting.union(filling.table.takeTouched());
        if (waiting.size > FEW && round < ROUNDS) return false;
        await comparison.again(waiting);
        await this.#compared(filling, await comparison.counts(position));
        return true;
      });
      if (!done || done.value) return;
      await comparison.again(waiting);
      waiting = new Set();
    }
  }

  /** While both stand still. */
  async #compared(filling: Filling, difference: Counts): Promise<void> {
    const { done } = this.#record;
    const equal = difference.added + difference.removed + difference.changed === 0;
    const over = { step: null, difference, total: done, secondsLeft: 0 } as const;
    if (equal && this.#record.swap === 'when-equal') {
      await filling.end();
      await this.#point(filling.table, difference.position, this.#over({ ...over, phase: 'swapped' }));
    } else await this.#set({ ...over, phase: 'compared' });
  }

  async #replace(generation: number, how: Pick<RebuildRecord, 'phase'>): Promise<void> {
    const filling = await this.#open(generation);
    try {
      const done = await filling.level(async (position) => {
        await filling.end();
        await this.#point(filling.table, position, this.#over(how));
      });
      if (!done) throw new Error('The engine stops');
    } finally {
      await filling.end();
    }
  }

  async #point(table: Table, position: Position, record: RebuildRecord): Promise<void> {
    const { generations, live } = this.#ground;
    const pointer = await this.#pointer();
    const still = (this.#options().stopped ?? null) !== null;
    await generations.point(table, pointer, position, still, [kept(record)]);
    live.group.adopt(table);
    this.#record = record;
  }

  #pointer(): Promise<Pointer | undefined> {
    const { store } = this.#ground;
    return store.reading(async (db) => (await pointers(db).findOne({ _id: this.#model.name })) ?? undefined);
  }

  #over(what: Partial<RebuildRecord>): RebuildRecord {
    return { ...this.#record, ...what, endedAt: instant(Date.now()) };
  }

  async #set(what: Partial<RebuildRecord>): Promise<void> {
    const { store } = this.#ground;
    this.#record = { ...this.#record, ...what };
    await store.reading((db) => rebuilds(db).updateOne({ _id: this.#record._id }, { $set: what }));
  }

  /** Keeps what is known of the progress now and then. */
  #report(filling: Filling): { end(): Promise<void> } {
    const over = new AbortController();
    const [before, began] = [this.#record.done, performance.now()];
    const tell = async () => {
      const seconds = (performance.now() - began) / 1000;
      const head = await this.#ground.shared.head();
      await this.#set(estimated({ before, seen: filling.seen, seconds, position: filling.position, head }));
    };
    const telling = (async () => {
      while (!over.signal.aborted && this.#record.phase === 'filling') {
        await tell().catch(() => {});
        await pause(REPORT, undefined, { signal: over.signal }).catch(() => {});
      }
    })();
    return {
      end: async () => {
        over.abort();
        await telling;
      },
    };
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, comparePositions, instant, type Instant, type Position } from '@lyceum/contracts';
import { catchUp } from './fill.ts';
import type { FillGround } from './filling.ts';
import { positionOf } from './generations.ts';
import { Group } from './group.ts';
import type { Projection } from './projection.ts';
import { estimated } from './progress.ts';
import { rowsName, type StoredRow } from './records.ts';
import { KEPT, travels, type TravelRecord } from './travel-records.ts';

/** Times in milliseconds. */
const LOOK = 250;
const REPORT = 500;
const SWEEP = 30_000;
/** So many are kept at most, those looked at last. */
const MOST = 20;
const GENERATION = 1;

/** Why a fold is given up before its end: nobody wants it any more, or somebody was forgotten meanwhile. */
class GivenUp extends Error {}

/** Folds read models as they stood, one after the other, for who asks; and clears away those that nobody looks at any more. */
export class Travels {
  readonly #ground: FillGround;
  readonly #models: readonly Projection[];
  readonly #signal: AbortSignal;
  #forgotten: number;
  /** Somebody waits until nothing is left of what was folded before. */
  #clearing: PromiseWithResolvers<void> | null = null;

  constructor(ground: FillGround, models: readonly Projection[], signal: AbortSignal) {
    this.#ground = ground;
    this.#models = models;
    this.#signal = signal;
    this.#forgotten = ground.log.keys.forgotten;
  }

  /** Until the signal aborts. @throws what reading or writing failed with. */
  async run(): Promise<void> {
    try {
      await this.#run();
    } finally {
      this.#clearing?.reject(new Error('The engine stops'));
    }
  }

  /** Clears away all that was folded so far. Settles when nothing of it is left, or the signal aborts. */
  clear(): Promise<void> {
    if (this.#signal.aborted) return Promise.resolve();
    this.#clearing ??= Promise.withResolvers();
    return this.#clearing.promise;
  }

  async #run(): Promise<void> {
    for (let swept = -Infinity; !this.#signal.aborted;) {
      const clearing = this.#clearing;
      if (this.#someoneWasForgotten() || clearing) await this.#clear(() => true);
      if (clearing) this.#clearing = null;
      clearing?.resolve();
      if (performance.now() - swept > SWEEP) {
        await this.#sweep();
        swept = performance.now();
      }
      const next = await this.#next();
      if (next) await this.#fold(next);
      else await pause(LOOK, undefined, { signal: this.#signal }).catch(() => {});
    }
  }

  #next(): Promise<TravelRecord | null> {
    const wanted = { phase: { $in: ['asked' as const, 'folding' as const] } };
    return this.#ground.store.reading((db) => travels(db).findOne(wanted, { sort: { askedAt: 1 } }));
  }

  async #fold(record: TravelRecord): Promise<void> {
    const model = this.#models.find(({ name, version }) => name === record.model && version === record.version);
    if (!model) return this.#drop(record._id);
    const { log, store, pace, generations, courtesy } = this.#ground;
    // Its rows are looked up by their keys alone.
    const past = { ...asOf(model, record.at), name: record._id, indexes: [] };
    const head = await log.head();
    const reached = record.position !== null && comparePositions(record.position, head) < 0 ? record.position : head;
    const key = rowsName(past.name, GENERATION);
    const begun = await generations.checkpoint(key);
    const table = begun ? await generations.open(past, GENERATION) : await generations.create(past, GENERATION);
    const checkpoints = [{ key, more: { version: model.version } }];
    const freshAfter = begun ? head : BEGINNING;
    const mostPending = () => courtesy.mostPending;
    const group = new Group({ store, pace, mostPending, checkpoints, position: positionOf(begun), tables: [table], freshAfter });
    await this.#set(record._id, { phase: 'folding' });
    try {
      const between = this.#reporting(record, group, reached);
      if (reached !== BEGINNING && !(await catchUp(group, log, this.#signal, reached, { between, courtesy }))) return;
      const rows = await store.reading((db) => db.collection<StoredRow>(key).countDocuments({}));
      const done = record.done + group.seen;
      await this.#set(record._id, { phase: 'there', rows, reached, done, total: done, secondsLeft: 0 });
    } catch (error) {
      if (!(error instanceof GivenUp)) throw error;
      await group.end();
      await this.#drop(record._id);
    } finally {
      await group.end();
    }
  }

  /** Keeps what is known of the progress now and then. */
  #reporting(record: TravelRecord, group: Group, head: Position): () => Promise<void> {
    const began = performance.now();
    let told = began;
    return async () => {
      if (this.#clearing || this.#ground.log.keys.forgotten !== this.#forgotten) throw new GivenUp();
      const now = performance.now();
      if (now - told < REPORT) return;
      told = now;
      const position = group.position ?? BEGINNING;
      const known = estimated({ before: record.done, seen: group.seen, seconds: (now - began) / 1000, position, head });
      if (!(await this.#set(record._id, known))) throw new GivenUp();
    };
  }

  /** Whether it is still there. */
  #set(id: string, what: Partial<TravelRecord>): Promise<boolean> {
    return this.#ground.store.reading(async (db) => (await travels(db).updateOne({ _id: id }, { $set: what })).matchedCount > 0);
  }

  /** What was folded while somebody's data could be read says it still. */
  #someoneWasForgotten(): boolean {
    const { forgotten } = this.#ground.log.keys;
    const more = forgotten !== this.#forgotten;
    this.#forgotten = forgotten;
    return more;
  }

  async #sweep(): Promise<void> {
    const before = instant(Date.now() - KEPT);
    const versions = new Map(this.#models.map(({ name, version }) => [name, version]));
    await this.#clear(({ usedAt, model, version }, place) => usedAt < before || versions.get(model) !== version || place >= MOST);
  }

  /** Clears away those that are `over`, which are looked at from the one used last on. */
  async #clear(over: (record: TravelRecord, place: number) => boolean): Promise<void> {
    const all = await this.#ground.store.reading((db) => travels(db).find().sort({ usedAt: -1 }).toArray());
    for (const [place, record] of all.entries()) if (over(record, place)) await this.#drop(record._id);
  }

  /** The rows first: a record that is left says what there is to clear away. */
  async #drop(id: string): Promise<void> {
    await this.#ground.generations.drop(id, GENERATION);
    await this.#ground.store.reading((db) => travels(db).deleteOne({ _id: id }));
  }
}

/** The model with what had happened by then, whenever it was recorded: an imported history falls into its place. */
function asOf(model: Projection, at: Instant | null): Projection {
  if (at === null) return model;
  return { ...model, key: (fact) => (fact.metadata.at <= at ? model.key(fact) : []) };
}

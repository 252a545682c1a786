import { setTimeout as pause } from 'node:timers/promises';
import type { ReadStore } from '@lyceum/stores';
import { PENDING } from './group.ts';
import type { Live } from './live.ts';

/** How often it is looked whether others are at work, in milliseconds. */
const LOOK = 500;
/** So many queries, or facts, a second are others at work. */
const AT_WORK = 50;
/** Among others, a rest is so many times as long as the work before it, and no longer than this (milliseconds). */
const REST = { times: 5, most: 400 };
/** Messages folded at one go: alone, where more would only live longer in memory, and among others. */
const CHUNK = { alone: 500, among: 100 };
/** Rows that gather for one write: alone, where each page of the database is then written for more of them, and among others. */
const ROWS = { alone: 40_000, among: PENDING };
/** So many comparisons go at a time. */
const COMPARISONS = 2;

/** Queries that the read store has answered since its start; it counts them as MongoDB does (serverStatus, `opcounters`). */
const answered = (store: ReadStore): Promise<number> =>
  store.reading(async (db) => {
    const { opcounters } = (await db.admin().serverStatus()) as { opcounters?: { query?: number } };
    return Number(opcounters?.query ?? 0);
  });

/** Lets a fill give way to those who write facts and read rows meanwhile; where nobody does, it goes as fast as it can. */
export class Courtesy {
  readonly #store: ReadStore;
  readonly #live: Live;
  readonly #signal: AbortSignal;
  #others = false;
  #looked = -Infinity;
  #queries = 0;
  #facts = 0;
  #looking: Promise<void> | null = null;
  #comparing = 0;
  readonly #waiting: (() => void)[] = [];

  constructor(store: ReadStore, live: Live, signal: AbortSignal) {
    this.#store = store;
    this.#live = live;
    this.#signal = signal;
  }

  /** How many messages may be folded at one go. */
  get chunk(): number {
    return this.#others ? CHUNK.among : CHUNK.alone;
  }

  /** How many rows may wait to be written before folding pauses. */
  get mostPending(): number {
    return this.#others ? ROWS.among : ROWS.alone;
  }

  /** To be called again and again, with how many milliseconds were worked since: rests where others are at work. */
  async giveWay(worked: number): Promise<void> {
    this.#look();
    if (this.#others) await pause(Math.min(REST.most, worked * REST.times), undefined, { signal: this.#signal }).catch(() => {});
  }

  /** Does `work` when it is its turn among those who compare. */
  async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#comparing >= COMPARISONS) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#comparing++;
    try {
      return await work();
    } finally {
      // Who waited longest takes the place over.
      const next = this.#waiting.shift();
      if (next) next();
      else this.#comparing--;
    }
  }

  #look(): void {
    const since = performance.now() - this.#looked;
    if (since < LOOK || this.#looking) return;
    this.#looking = answered(this.#store)
      .then((queries) => {
        const { folded } = this.#live;
        const [ofOthers, facts] = [queries - this.#queries, folded - this.#facts];
        const first = this.#looked === -Infinity;
        [this.#looked, this.#queries, this.#facts] = [performance.now(), queries, folded];
        if (!first) this.#others = Math.max(ofOthers, facts) > (AT_WORK * since) / 1000;
      })
      .catch(() => {})
      .finally(() => (this.#looking = null));
  }
}

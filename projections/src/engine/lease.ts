import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { newId } from '@lyceum/contracts';
import type { Db, ReadStore } from '@lyceum/stores';

/** Who may write the read models. A holder that lives counts `beat` up; whoever sees it stand still takes over. */
interface LeaseRecord {
  readonly _id: 'projections';
  readonly holder: string;
  readonly host: string;
  readonly pid: number;
  readonly beat: number;
}

export interface LeaseTimes {
  /** Milliseconds from one beat to the next. */
  readonly beat: number;
  /** Milliseconds without a beat after which another may take over; the holder itself gives up a quarter earlier. */
  readonly silence: number;
}

const leases = (db: Db) => db.collection<LeaseRecord>('leases');
const ID = { _id: 'projections' } as const;

/** Sees to it that one engine works at a time. It compares beats by its own clock only, so that clocks need not agree. */
export class Lease {
  readonly #store: ReadStore;
  readonly #times: LeaseTimes;
  readonly #holder = newId();
  #beat = 0;
  #confirmed = -Infinity;

  constructor(store: ReadStore, times: LeaseTimes) {
    this.#store = store;
    this.#times = times;
  }

  /** Whether the lease is surely still ours. */
  get held(): boolean {
    return performance.now() - this.#confirmed < this.#times.silence * 0.75;
  }

  /** Waits until the lease is ours; false when `signal` aborts. @throws ReadStoreUnavailable */
  async acquire(signal: AbortSignal): Promise<boolean> {
    let seen: { readonly record: LeaseRecord; readonly since: number } | null = null;
    while (!signal.aborted) {
      const record = await this.#store.reading((db) => leases(db).findOne(ID));
      if (record === null ? await this.#create() : this.#mayTake(record, seen) && (await this.#take(record))) return true;
      if (record && (seen?.record.holder !== record.holder || seen.record.beat !== record.beat))
        seen = { record, since: performance.now() };
      await pause(this.#times.beat / 2, undefined, { signal }).catch(() => {});
    }
    return false;
  }

  /** Keeps the lease until `signal` aborts; resolves when it is lost. */
  async keep(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && this.held) {
      await pause(this.#times.beat, undefined, { signal }).catch(() => {});
      if (!signal.aborted) await this.#renew();
    }
  }

  /** Gives the lease back, so that the next need not wait. */
  async release(): Promise<void> {
    this.#confirmed = -Infinity;
    await this.#store.reading((db) => leases(db).deleteOne({ ...ID, holder: this.#holder })).catch(() => {});
  }

  #mayTake(record: LeaseRecord, seen: { readonly record: LeaseRecord; readonly since: number } | null): boolean {
    if (record.holder === this.#holder || hasDied(record)) return true;
    const still = seen?.record.holder === record.holder && seen.record.beat === record.beat;
    return still && performance.now() - seen.since > this.#times.silence;
  }

  async #create(): Promise<boolean> {
    const asked = performance.now();
    const record = { ...ID, holder: this.#holder, host: hostname(), pid: process.pid, beat: this.#beat };
    const made = await this.#store.reading((db) => leases(db).updateOne(ID, { $setOnInsert: record }, { upsert: true }));
    return this.#confirm(made.upsertedCount === 1, asked);
  }

  async #take({ holder, beat }: LeaseRecord): Promise<boolean> {
    const asked = performance.now();
    const ours = { holder: this.#holder, host: hostname(), pid: process.pid, beat: ++this.#beat };
    const taken = await this.#store.reading((db) => leases(db).updateOne({ ...ID, holder, beat }, { $set: ours }));
    return this.#confirm(taken.matchedCount === 1, asked);
  }

  async #renew(): Promise<void> {
    const asked = performance.now();
    const ours = { ...ID, holder: this.#holder };
    const renewed = await this.#store.reading((db) => leases(db).updateOne(ours, { $set: { beat: ++this.#beat } })).catch(() => null);
    if (renewed) this.#confirm(renewed.matchedCount === 1, asked);
  }

  #confirm(ours: boolean, asked: number): boolean {
    this.#confirmed = ours ? asked : -Infinity;
    return ours;
  }
}

/** Whether the holder was a process of this machine that is no more, so that nobody has to wait for its silence. */
function hasDied({ host, pid }: LeaseRecord): boolean {
  if (host !== hostname() || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

import type { Recorded } from '@lyceum/contracts';
import type { ReadStore, Write } from '@lyceum/stores';
import type { Projection } from './projection.ts';
import { parkedId, rowsName, WHOLE_MODEL, type Missed, type ParkedFact, type StoredPosition, type StoredRow } from './records.ts';
import { RowsInMemory, type Entry } from './rows-in-memory.ts';

/** The reason of a fact that only waits. */
export const BEHIND = 'An earlier fact of the same row is parked';

/** A fact that cannot be read, and where the feed stood before it. */
export interface Unreadable {
  readonly type: string;
  readonly before: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: StoredPosition;
  readonly after: StoredPosition;
}

/** How a fact of one row is named among those that are left out. */
export const skipName = ({ stream, revision }: Pick<Recorded, 'stream' | 'revision'>, key: string): string =>
  `${stream}@${revision}/${key}`;

/** What a table begins with. */
export interface TableOptions {
  /** Keys that have parked facts, with the position of the last. */
  readonly blocked: Iterable<readonly [key: string, position: StoredPosition]>;
  readonly empty: boolean;
  readonly stopped?: StoredPosition | null;
  readonly unreadable?: boolean;
  /** Facts that operators said to leave out, by `skipName`. */
  readonly skipped?: Iterable<string>;
  readonly missed?: Missed | null;
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** One generation of a read model: its rows as far as they are in memory, and what has to be written of them. */
export class Table {
  readonly model: Projection;
  readonly generation: number;
  readonly name: string;
  readonly #rows: RowsInMemory;
  #changed = new Map<string, Entry>();
  #writing = new Map<string, Entry>();
  #parked: ParkedFact[] = [];
  /** Keys that have parked facts, with the position of the last: whatever follows waits behind it. */
  readonly #blocked: Map<string, StoredPosition>;
  /** Whether each row is made by one fact and no other: such rows need not be kept in memory. */
  readonly #once: boolean;
  #stopped: StoredPosition | null;
  readonly #skipped: Set<string>;
  #unreadable: boolean;
  #missed: Missed | null;
  #folded = 0;
  /** Keys that facts came for since somebody began to ask; null while nobody does. */
  #touched: Set<string> | null = null;

  constructor(
    model: Projection,
    generation: number,
    { blocked, empty, stopped = null, unreadable = false, skipped = [], missed = null }: TableOptions,
  ) {
    this.model = model;
    this.generation = generation;
    this.name = rowsName(model.name, generation);
    this.#blocked = new Map(blocked);
    this.#rows = new RowsInMemory(empty);
    this.#once = model.from.every((type) => model.first.includes(type));
    this.#stopped = stopped;
    this.#unreadable = unreadable;
    this.#skipped = new Set(skipped);
    this.#missed = stopped === null ? null : missed;
  }

  /** Where the model stands still: at a fact that cannot be read, so that nobody knows which rows it concerns. Null while it goes on. */
  get stopped(): StoredPosition | null {
    return this.#stopped;
  }

  /** Whether it stands still because of a fact that nobody here can read, rather than because somebody said so. */
  get unreadable(): boolean {
    return this.#unreadable;
  }

  /** Whether the model takes nothing at `position` any more. */
  isPast(position: StoredPosition): boolean {
    return this.#stopped !== null && position >= this.#stopped;
  }

  /** Stands still from this fact on: it is parked for the whole model, and the log keeps what comes after. */
  stop({ type, before, stream, revision, position, after }: Unreadable): void {
    if (this.isPast(position) || this.#skipped.has(skipName({ stream, revision }, WHOLE_MODEL))) return;
    this.#stopped = position;
    this.#unreadable = true;
    const reason = `${type} is of a newer version than ${before}, the last that this program can read: the model stands still here`;
    const { generation } = this;
    const _id = parkedId(this.name, position, WHOLE_MODEL);
    this.#parked.push({ _id, model: this.model.name, generation, key: WHOLE_MODEL, position, type, stream, revision, reason, after });
  }

  /** Stands still from `position` on, or takes facts again. */
  standAt(position: StoredPosition | null, unreadable = false): void {
    this.#stopped = position;
    this.#unreadable = unreadable;
    if (position !== null) return;
    this.#missed = null;
    // What was folded before it stood still may come again.
    this.#rows.doubt();
  }

  /** A fact came that the model would fold if it did not stand still. */
  miss({ recorded }: Recorded): void {
    this.#missed = { events: (this.#missed?.events ?? 0) + 1, since: this.#missed?.since ?? recorded };
  }

  /** What was missed since it stands still, or null where nothing was. */
  get missed(): Missed | null {
    return this.#missed;
  }

  /** Facts folded since the start. */
  get folded(): number {
    return this.#folded;
  }

  /** Whether a fact is left out of a row. */
  skips(name: string): boolean {
    return this.#skipped.has(name);
  }

  /** Leaves a fact out of a row from now on, wherever it would be parked. */
  skip(name: string): void {
    this.#skipped.add(name);
  }

  /** The keys that facts came for since this was asked last; begins to note them. */
  takeTouched(): ReadonlySet<string> {
    const touched = this.#touched ?? new Set();
    this.#touched = new Set();
    return touched;
  }

  /** How many rows and parked facts wait to be written. */
  get pending(): number {
    return this.#changed.size + this.#parked.length;
  }

  /** The keys that the fact concerns. A fact that has none to be found is parked by itself. */
  keysOf(fact: Recorded, position: StoredPosition): readonly string[] {
    try {
      const found = this.model.key(fact);
      const keys = typeof found === 'string' ? [found] : found;
      if (keys.every((key) => typeof key === 'string' && key !== '')) return keys;
      throw new Error('It names no row');
    } catch (error) {
      this.#park(fact, '', position, reasonOf(error));
      return [];
    }
  }

  /** The row, where it is in memory. */
  find(key: string): Entry | undefined {
    const kept = this.#rows.get(key);
    if (kept) return kept;
    const entry = this.#changed.get(key) ?? this.#writing.get(key);
    if (entry) this.#remember(key, entry);
    return entry;
  }

  /** Whether the row has to be read before it can be folded. */
  lacks(key: string): boolean {
    return this.find(key) === undefined && this.mayBeStored(key);
  }

  /** Whether a row that is not in memory has to be read before it can be folded. */
  mayBeStored(key: string): boolean {
    return !this.#once && this.#rows.mayBeStored(key);
  }

  /** Reads the rows that are lacking. */
  async load(store: ReadStore, keys: readonly string[]): Promise<void> {
    const found = await store.reading((db) =>
      db
        .collection<StoredRow>(this.name)
        .find({ _id: { $in: [...keys] } })
        .toArray(),
    );
    const rows = new Map(found.map(({ _id, position, ...row }) => [_id, { row, position }]));
    for (const key of keys) {
      const { row = null, position = '' } = rows.get(key) ?? {};
      this.#remember(key, { row, position, stored: row !== null });
    }
  }

  /** Folds the fact into the row; a fact that the row has seen changes nothing, one that cannot be folded is parked with its reason. */
  fold(fact: Recorded, key: string, position: StoredPosition, found?: Entry): void {
    this.#folded++;
    this.#touched?.add(key);
    const last = this.#blocked.get(key);
    if (last !== undefined) {
      if (position > last) this.#park(fact, key, position, BEHIND);
      return;
    }
    const entry = found ?? this.#entry(key);
    if (entry.position >= position) return;
    try {
      this.#put(key, entry, this.model.fold(entry.row ?? undefined, fact, key), position);
    } catch (error) {
      this.#park(fact, key, position, reasonOf(error));
    }
  }

  /** Forgets the rows that were not used for longest; between folding, as a row that was read for it must not go before. */
  trim(): void {
    this.#rows.trim();
  }

  /** Everything that is to be written, which counts as being written from now on. */
  takeWrites(writes: Write[]): void {
    for (const [key, entry] of this.#changed) {
      const { row, position, stored } = entry;
      entry.stored = row !== null;
      if (row !== null)
        writes.push({ collection: this.name, key, document: Object.assign({ _id: key }, row, { position }), fresh: !stored });
      else if (stored) writes.push({ collection: this.name, key, document: null });
    }
    for (const { _id, ...document } of this.#parked) writes.push({ collection: 'parked', key: _id, document });
    this.#writing = this.#changed;
    this.#changed = new Map();
    this.#parked = [];
  }

  /** What was taken to be written lies in the read store. */
  written(): void {
    this.#writing = new Map();
  }

  /** Folds a parked fact after all; gives the reason where it still cannot be. */
  refold(fact: Recorded, key: string, position: StoredPosition): string | null {
    const entry = this.#entry(key);
    if (entry.position >= position) return null;
    try {
      this.#put(key, entry, this.model.fold(entry.row ?? undefined, fact, key), position);
      return null;
    } catch (error) {
      return reasonOf(error);
    }
  }

  /** Lets the key go on: its parked facts are done with. */
  unblock(key: string): void {
    this.#blocked.delete(key);
  }

  /** Gives the row the position, though nothing of it changes: parked facts before it are done with. */
  stamp(key: string, position: StoredPosition): void {
    const entry = this.#entry(key);
    if (entry.row !== null) this.#change(key, entry, entry.row, position);
  }

  /** The row as it was folded here; null where there is none. */
  rowOf(key: string): object | null {
    return this.#changed.get(key)?.row ?? null;
  }

  isBlocked(key: string): boolean {
    return this.#blocked.has(key);
  }

  /**
   * Takes rows that another table of the same generation has folded anew in the place of its own, and gives what is to be written of it; only
   * while nothing is pending. The rows count as changed at `position`, unless facts of theirs are parked.
   */
  takeOver(other: Table, keys: Iterable<string>, position: StoredPosition | null): Write[] {
    const writes: Write[] = [];
    const taken = new Set(keys);
    for (const key of taken) {
      const [folded, blocked] = [other.#changed.get(key), other.#blocked.get(key)];
      if (blocked === undefined) this.#blocked.delete(key);
      else this.#blocked.set(key, blocked);
      const row = folded?.row ?? null;
      const late = blocked === undefined && position !== null && (folded?.position ?? '') < position;
      const at = late ? position : (folded?.position ?? '');
      this.#remember(key, { row, position: row === null ? '' : at, stored: row !== null });
      writes.push({ collection: this.name, key, document: row && { ...row, position: at } });
    }
    for (const { _id, ...document } of other.#parked)
      if (taken.has(document.key)) writes.push({ collection: 'parked', key: _id, document });
    return writes;
  }

  #put(key: string, entry: Entry, next: object | null | undefined, position: StoredPosition): void {
    if (next === undefined || next === entry.row) return;
    this.#change(key, entry, next, position);
  }

  #change(key: string, entry: Entry, row: object | null, position: StoredPosition): void {
    entry.row = row;
    // A row that is gone may be made anew by any fact.
    entry.position = row === null ? '' : position;
    this.#changed.set(key, entry);
  }

  #entry(key: string): Entry {
    const found = this.find(key);
    if (found) return found;
    const entry = { row: null, position: '', stored: false };
    this.#remember(key, entry);
    return entry;
  }

  #remember(key: string, entry: Entry): void {
    if (!this.#once) this.#rows.set(key, entry);
  }

  #park({ type, stream, revision }: Recorded, key: string, position: StoredPosition, reason: string): void {
    if (this.#skipped.has(skipName({ stream, revision }, key))) return;
    const { name: model } = this.model;
    const { generation } = this;
    if (key !== '') this.#blocked.set(key, position);
    this.#parked.push({ _id: parkedId(this.name, position, key), model, generation, key, position, type, stream, revision, reason });
  }
}

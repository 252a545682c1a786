import { BEGINNING, type Position, type Recorded } from '@lyceum/contracts';
import type { EventLog, ReadStore, Write } from '@lyceum/stores';
import type { Projection } from '../projection.ts';
import { differing } from '../rebuild-records.ts';
import { parked, rowsName, storedPosition, type StoredPosition, type StoredRow } from '../records.ts';
import { Table } from '../table.ts';
import { keysOf } from './concerned.ts';

/** Rows looked up at one go. */
const CHUNK = 1000;

/** Some rows of one generation, and the table that they are kept in. */
export interface Part {
  readonly model: Projection;
  readonly keys: ReadonlySet<string>;
  readonly table: Table;
  /** The position from which on facts are not in these rows; null where they follow the log. */
  readonly until: StoredPosition | null;
  /** What operators said to leave out. */
  readonly skipped: Iterable<string>;
}

interface Refolded extends Part {
  /** The rows as they come out, in memory alone. */
  readonly fresh: Table;
}

/** Folds rows anew from the whole log, in memory, and then puts them in the place of those that are there. */
export class Refolding {
  readonly #log: EventLog;
  readonly #store: ReadStore;
  readonly #parts: readonly Refolded[];
  readonly #byType: ReadonlyMap<string, readonly Refolded[]>;
  #position: Position = BEGINNING;

  constructor(log: EventLog, store: ReadStore, parts: readonly Part[]) {
    this.#log = log;
    this.#store = store;
    this.#parts = parts.map((part) => ({ ...part, fresh: freshTable(part) }));
    // What a blind model has of them is the fact of the key, which is gone: there is nothing to fold.
    const types = new Set(parts.flatMap(({ model }) => (model.blind ? [] : model.from)));
    this.#byType = new Map([...types].map((type) => [type, this.#parts.filter(({ model }) => !model.blind && model.from.includes(type))]));
  }

  /** Goes on through the log to its present end. */
  async advance(signal: AbortSignal): Promise<void> {
    if (this.#byType.size === 0) return;
    for await (const message of this.#log.news(this.#position, signal, [...this.#byType.keys()])) {
      if (message.kind === 'caught-up') return;
      if (message.kind === 'fact') this.#fold(message.fact, storedPosition(message.position));
      this.#position = message.position;
    }
  }

  #fold(fact: Recorded, position: StoredPosition): void {
    for (const { fresh, until } of this.#byType.get(fact.type) ?? []) {
      if (until !== null && position >= until) continue;
      for (const key of fresh.keysOf(fact, position)) fresh.fold(fact, key, position);
    }
  }

  /**
   * Puts what came out in the place of the rows, which stand still meanwhile. Rows that follow the log are told of as changed at `position`;
   * those that come out as they were are left alone.
   */
  async replace(position: StoredPosition): Promise<void> {
    for (const part of this.#parts) {
      const { model, table, fresh, until, keys } = part;
      const { name, generation } = table;
      const changed = await this.#changed(part);
      const old = await this.#store.reading(async (db) => {
        // What a rebuild found to differ is kept with samples of the rows.
        await differing(db).updateMany({ rows: name, key: { $in: [...keys] } }, { $set: { sample: null } });
        return parked(db)
          .find({ model: model.name, generation, key: { $in: changed } })
          .toArray();
      });
      const writes: Write[] = old.map(({ _id }) => ({ collection: 'parked', key: _id, document: null }));
      writes.push(...table.takeOver(fresh, changed, until === null ? position : null));
      if (writes.length > 0) await this.#store.write(writes);
    }
  }

  /** Keys whose rows come out as others, or with facts parked. */
  async #changed({ table, fresh, keys }: Refolded): Promise<string[]> {
    const all = [...keys];
    const changed: string[] = [];
    for (let from = 0; from < all.length; from += CHUNK) {
      const some = all.slice(from, from + CHUNK);
      const stored = await this.#store.reading((db) =>
        db
          .collection<StoredRow>(rowsName(table.model.name, table.generation))
          .find({ _id: { $in: some } })
          .toArray(),
      );
      const before = new Map(stored.map(({ _id, position: _, ...row }) => [_id, JSON.stringify(row)]));
      for (const key of some) {
        const row = fresh.rowOf(key);
        const same = (row === null ? undefined : JSON.stringify(row)) === before.get(key);
        if (!same || table.isBlocked(key) || fresh.isBlocked(key)) changed.push(key);
      }
    }
    return changed;
  }
}

/** An empty table of the same generation that takes nothing but these rows. */
function freshTable({ model, keys, table, skipped }: Part): Table {
  const only: Projection = { ...model, key: (fact) => keysOf(model, fact).filter((key) => keys.has(key)) };
  return new Table(only, table.generation, { blocked: [], empty: true, skipped });
}

import type { Id, Instant, Page, Position } from '@lyceum/contracts';
import type { Filter } from '@lyceum/stores';
import { shownPosition, storedPosition, type StoredRow } from '../engine/records.ts';
import { plain, type Models } from '../reading/models.ts';
import { CursorInvalid } from '../reading/pages.ts';
import type { JournalRow } from './projection.ts';

/** Which facts are looked for; without any condition all. */
export interface JournalOf {
  readonly type?: string | undefined;
  readonly person?: Id | undefined;
  readonly correlation?: Id | undefined;
  /** When they happened: not before, and before. */
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** The position before which the page begins, as the former page gave it. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Where a fact lies. */
export interface Entry extends JournalRow {
  readonly id: Id;
  readonly position: Position;
}

const entryOf = (row: StoredRow): Entry => ({ ...plain<JournalRow>(row), id: row._id, position: shownPosition(row.position) });

export class JournalQueries {
  readonly #models: Models;

  constructor(models: Models) {
    this.#models = models;
  }

  /** The newest first. @throws CursorInvalid, ReadStoreUnavailable */
  page({ type, person, correlation, from, to, cursor, limit }: JournalOf): Promise<Page<Entry>> {
    if (cursor !== undefined && !/^\d{1,20}$/.test(cursor)) throw new CursorInvalid('The cursor is not one that a page of this list gave.');
    const filter: Filter<StoredRow> = {
      ...(type !== undefined && { type }),
      ...(person !== undefined && { people: person }),
      ...(correlation !== undefined && { correlationId: correlation }),
      ...((from ?? to) !== undefined && { at: { ...(from !== undefined && { $gte: from }), ...(to !== undefined && { $lt: to }) } }),
      ...(cursor !== undefined && { position: { $lt: storedPosition(cursor) } }),
    };
    return this.#models.reading('journal', async (rows) => {
      const found = await rows
        .find(filter)
        .sort({ position: -1 })
        .limit(limit + 1)
        .toArray();
      const items = found.slice(0, limit).map(entryOf);
      return { items, next: found.length > limit ? (items.at(-1)?.position ?? null) : null };
    });
  }

  /** Where a fact lies; null where there is none of this id. */
  find(id: Id): Promise<Entry | null> {
    return this.#models.reading('journal', async (rows) => {
      const row = await rows.findOne({ _id: id });
      return row && entryOf(row);
    });
  }

  /** Facts by their ids, those that are there. */
  async findMany(ids: readonly Id[]): Promise<ReadonlyMap<Id, Entry>> {
    const rows = await this.#models.reading('journal', (all) => all.find({ _id: { $in: [...new Set(ids)] } }).toArray());
    return new Map(rows.map((row) => [row._id, entryOf(row)]));
  }

  /** Facts by where they lie in the log, those that are there. */
  async at(positions: readonly Position[]): Promise<ReadonlyMap<Position, Entry>> {
    const filter = { position: { $in: [...new Set(positions)].map(storedPosition) } } as Filter<StoredRow>;
    const rows = await this.#models.reading('journal', (all) => all.find(filter).toArray());
    return new Map(rows.map((row) => [shownPosition(row.position), entryOf(row)]));
  }

  /** How many facts of these types lie after a position. */
  countAfter(types: readonly string[], after: Position): Promise<number> {
    const filter = { type: { $in: [...types] }, position: { $gt: storedPosition(after) } } as Filter<StoredRow>;
    return this.#models.reading('journal', (rows) => rows.countDocuments(filter));
  }

  /** The facts of one chain of causes in their order, at most `limit`. */
  chain(correlation: Id, limit: number): Promise<readonly Entry[]> {
    return this.#models.reading('journal', async (rows) => {
      const found = await rows
        .find({ correlationId: correlation } as Filter<StoredRow>)
        .sort({ position: 1 })
        .limit(limit)
        .toArray();
      return found.map(entryOf);
    });
  }
}

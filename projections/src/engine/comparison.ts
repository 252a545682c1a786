import type { DifferenceKind, Position } from '@lyceum/contracts';
import type { Db, ReadStore, Write } from '@lyceum/stores';
import type { Courtesy } from './courtesy.ts';
import { differing, type Counts } from './rebuild-records.ts';
import { bodyOf, keyOf } from './raw-rows.ts';
import { rowsName } from './records.ts';

/** Rows asked for, and differences written, at one go. */
const CHUNK = 1000;
/** Of each kind so many rows are kept as they were. */
const SAMPLES = 10;

interface RawRow {
  readonly _id: string;
}

/**
 * Compares two generations of a read model row by row, positions left out: those say when a row was folded last, not what it says. The keys
 * that differ are written to the read store, so that memory stays flat however many there are, and so that a row can be compared again.
 */
export class Comparison {
  readonly #store: ReadStore;
  readonly #before: string;
  readonly #after: string;
  readonly #samples = { added: 0, removed: 0, changed: 0 };
  #writes: Write[] = [];

  constructor(store: ReadStore, model: string, before: number, after: number) {
    this.#store = store;
    this.#before = rowsName(model, before);
    this.#after = rowsName(model, after);
  }

  /** Compares all rows: both generations are streamed in the order of their keys. */
  async all(signal: AbortSignal, courtesy: Courtesy): Promise<void> {
    await this.#store.reading(async (db) => {
      await differing(db).createIndexes([{ key: { rows: 1, kind: 1, key: 1 } }]);
      await differing(db).deleteMany({ rows: this.#after });
      const [olds, news] = [this.#rows(db, this.#before), this.#rows(db, this.#after)];
      try {
        let [old, fresh] = [await next(olds), await next(news)];
        let [compared, since] = [0, performance.now()];
        while (old || fresh) {
          if (++compared % courtesy.chunk === 0) {
            if (signal.aborted) return;
            await courtesy.giveWay(performance.now() - since);
            since = performance.now();
          }
          const order = !old ? 1 : !fresh ? -1 : Buffer.compare(old.key, fresh.key);
          if (order > 0) await this.#note('added', fresh!.key);
          else if (order < 0) await this.#note('removed', old!.key);
          else if (!bodyOf(old!.raw).equals(bodyOf(fresh!.raw))) await this.#note('changed', old!.key);
          if (order <= 0) old = await next(olds);
          if (order >= 0) fresh = await next(news);
        }
      } finally {
        await Promise.allSettled([olds.close(), news.close()]);
      }
    });
    if (!signal.aborted) await this.#write();
  }

  /** Compares these rows anew: what was found of them before counts no more. */
  async again(keys: Iterable<string>): Promise<void> {
    const all = [...keys];
    for (let from = 0; from < all.length; from += CHUNK) {
      const some = all.slice(from, from + CHUNK);
      const [olds, news] = await this.#store.reading(async (db) => {
        await differing(db).deleteMany({ _id: { $in: some.map((key) => this.#id(key)) } });
        return Promise.all([this.#found(db, this.#before, some), this.#found(db, this.#after, some)]);
      });
      for (const key of some) {
        const [old, fresh] = [olds.get(key), news.get(key)];
        if (!old && fresh) await this.#note('added', Buffer.from(key));
        else if (old && !fresh) await this.#note('removed', Buffer.from(key));
        else if (old && fresh && !bodyOf(old).equals(bodyOf(fresh))) await this.#note('changed', Buffer.from(key));
      }
      await this.#write();
    }
  }

  /** How many rows differ by all that was compared; `position` is where both stand. */
  counts(position: Position): Promise<Counts> {
    const count = (db: Db, kind: DifferenceKind) => differing(db).countDocuments({ rows: this.#after, kind });
    return this.#store.reading(async (db) => {
      const [added, removed, changed] = await Promise.all([count(db, 'added'), count(db, 'removed'), count(db, 'changed')]);
      return { added, removed, changed, position };
    });
  }

  #id(key: string): string {
    return `${this.#after}/${key}`;
  }

  /** The rows as they lie there, one after the other. */
  #rows(db: Db, name: string) {
    return db.collection<RawRow>(name).find({}, { raw: true, sort: { _id: 1 }, batchSize: CHUNK });
  }

  async #found(db: Db, name: string, keys: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = await db
      .collection<RawRow>(name)
      .find({ _id: { $in: [...keys] } }, { raw: true })
      .toArray();
    return new Map(rows.map((row) => [keyOf(row as unknown as Buffer).toString(), row as unknown as Buffer]));
  }

  async #note(kind: DifferenceKind, rawKey: Buffer): Promise<void> {
    const key = rawKey.toString();
    const sample = this.#samples[kind]++ < SAMPLES ? await this.#sample(key) : null;
    this.#writes.push({ collection: 'differing', key: this.#id(key), document: { rows: this.#after, kind, key, sample } });
    if (this.#writes.length >= CHUNK) await this.#write();
  }

  async #sample(key: string) {
    const row = (db: Db, name: string) =>
      db.collection<RawRow>(name).findOne({ _id: key }, { projection: { _id: 0, position: 0 } }) as Promise<object | null>;
    const [before, after] = await this.#store.reading((db) => Promise.all([row(db, this.#before), row(db, this.#after)]));
    return { before, after };
  }

  async #write(): Promise<void> {
    const writes = this.#writes;
    this.#writes = [];
    if (writes.length > 0) await this.#store.write(writes);
  }
}

async function next(cursor: { next(): Promise<unknown> }): Promise<{ readonly key: Buffer; readonly raw: Buffer } | null> {
  const raw = (await cursor.next()) as Buffer | null;
  return raw && { key: keyOf(raw), raw };
}

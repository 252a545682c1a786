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

/** Bytes of rows that wait for their counterparts at most. */
const MOST_WAITING = 16 * 2 ** 20;

interface RawRow {
  readonly _id: string;
}

/** A row's key and its bytes. */
interface Row {
  readonly key: Buffer;
  readonly raw: Buffer;
}

interface Rows {
  next(): Promise<unknown>;
  close(): Promise<void>;
}

type Turn = () => Promise<boolean> | false;

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

  /**
   * Compares all rows, in the order in which they lie where that is about the same in both generations, as it is after a rebuild: that costs a
   * fraction of the order of their keys. Rows that move meanwhile are those that facts come for, and compared again.
   */
  async all(signal: AbortSignal, courtesy: Courtesy): Promise<void> {
    await this.#store.reading(async (db) => {
      await differing(db).createIndexes([{ key: { rows: 1, kind: 1, key: 1 } }]);
      const turn = turns(signal, courtesy);
      await this.#forget(db);
      if (await this.#between(db, {}, (olds, news) => this.#asTheyLie(olds, news, turn))) return;
      await this.#forget(db);
      await this.#between(db, { sort: { _id: 1 } }, (olds, news) => this.#byKeys(olds, news, turn));
    });
    if (!signal.aborted) await this.#write();
  }

  /** Both streamed at once; false where too many rows would have to wait in memory for their counterparts. */
  async #asTheyLie(olds: Rows, news: Rows, turn: Turn): Promise<boolean> {
    const [oldOnes, newOnes] = [new Waiting(), new Waiting()];
    let [old, fresh] = [await next(olds), await next(news)];
    while (old || fresh) {
      const others = turn();
      if (others && (await others)) return true;
      if (old && fresh && old.key.equals(fresh.key)) await this.#pair(old, fresh);
      else {
        const other = old && newOnes.take(old.key);
        if (other) await this.#pair(old!, other);
        else if (old) oldOnes.add(old);
        const former = fresh && oldOnes.take(fresh.key);
        if (former) await this.#pair(former, fresh!);
        else if (fresh) newOnes.add(fresh);
        if (oldOnes.bytes + newOnes.bytes > MOST_WAITING) return false;
      }
      [old, fresh] = [await next(olds), await next(news)];
    }
    for (const { key } of oldOnes.rows) await this.#note('removed', key);
    for (const { key } of newOnes.rows) await this.#note('added', key);
    return true;
  }

  /** Both streamed at once in the order of their keys. */
  async #byKeys(olds: Rows, news: Rows, turn: Turn): Promise<boolean> {
    let [old, fresh] = [await next(olds), await next(news)];
    while (old || fresh) {
      const others = turn();
      if (others && (await others)) break;
      const order = !old ? 1 : !fresh ? -1 : Buffer.compare(old.key, fresh.key);
      if (order > 0) await this.#note('added', fresh!.key);
      else if (order < 0) await this.#note('removed', old!.key);
      else await this.#pair(old!, fresh!);
      if (order <= 0) old = await next(olds);
      if (order >= 0) fresh = await next(news);
    }
    return true;
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

  async #between(
    db: Db,
    how: { readonly sort?: { readonly _id: 1 } },
    work: (olds: Rows, news: Rows) => Promise<boolean>,
  ): Promise<boolean> {
    const rows = (name: string): Rows => db.collection<RawRow>(name).find({}, { ...how, raw: true, batchSize: CHUNK });
    const [olds, news] = [rows(this.#before), rows(this.#after)];
    try {
      return await work(olds, news);
    } finally {
      await Promise.allSettled([olds.close(), news.close()]);
    }
  }

  /** What was found before counts no more. */
  async #forget(db: Db): Promise<void> {
    this.#writes = [];
    for (const kind of ['added', 'removed', 'changed'] as const) this.#samples[kind] = 0;
    await differing(db).deleteMany({ rows: this.#after });
  }

  async #pair(old: Row, fresh: Row): Promise<void> {
    if (!bodyOf(old.raw).equals(bodyOf(fresh.raw))) await this.#note('changed', old.key);
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

async function next(cursor: Rows): Promise<Row | null> {
  const raw = (await cursor.next()) as Buffer | null;
  return raw && { key: keyOf(raw), raw };
}

/** To be called for each row: gives way to others now and then, and says whether it is over. */
function turns(signal: AbortSignal, courtesy: Courtesy): Turn {
  let [compared, since] = [0, performance.now()];
  const giveWay = async () => {
    await courtesy.giveWay(performance.now() - since);
    since = performance.now();
    return signal.aborted;
  };
  return () => ++compared % courtesy.chunk === 0 && giveWay();
}

/** Rows whose counterpart is yet to come. */
class Waiting {
  readonly #rows = new Map<string, Row>();
  bytes = 0;

  get rows(): Iterable<Row> {
    return this.#rows.values();
  }

  /** Of its own: the bytes of a row are a part of those that came together with it. */
  add({ key, raw }: Row): void {
    this.#rows.set(key.toString(), { key: Buffer.from(key), raw: Buffer.from(raw) });
    this.bytes += raw.length;
  }

  take(key: Buffer): Row | undefined {
    if (this.#rows.size === 0) return undefined;
    const row = this.#rows.get(key.toString());
    if (row === undefined) return undefined;
    this.#rows.delete(key.toString());
    this.bytes -= row.raw.length;
    return row;
  }
}

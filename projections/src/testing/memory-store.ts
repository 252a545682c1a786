import { ReadStoreUnavailable, type Db, type ReadStore, type Write } from '@lyceum/stores';

type Stored = Record<string, unknown>;

/** A read store in memory, as far as a group of tables needs one; it can be told to break in the middle of a write. */
export class MemoryStore implements ReadStore {
  readonly collections = new Map<string, Map<string, Stored>>();
  /** Names of the collections that rows were looked up in, one entry a look-up. */
  readonly lookUps: string[] = [];
  readonly writes: (readonly Write[])[] = [];
  /** Writes left until the store breaks; it stays broken until this is set anew. */
  left = Infinity;

  get db(): Db {
    return {
      collection: (name: string) => ({ find: (filter: { _id: { $in: string[] } }) => this.#find(name, filter._id.$in) }),
    } as unknown as Db;
  }

  rows(name: string): Map<string, Stored> {
    const rows = this.collections.get(name) ?? new Map<string, Stored>();
    this.collections.set(name, rows);
    return rows;
  }

  async reading<T>(query: (db: Db) => Promise<T>): Promise<T> {
    if (this.left <= 0) throw new ReadStoreUnavailable('broken');
    return query(this.db);
  }

  async write(writes: readonly Write[]): Promise<void> {
    this.writes.push(writes);
    for (const { collection, key, document } of writes) {
      if (this.left-- <= 0) throw new ReadStoreUnavailable('broken');
      if (document === null) this.#delete(collection, key);
      else this.rows(collection).set(key, { _id: key, ...document });
    }
  }

  async compact(): Promise<'compacted'> {
    return 'compacted';
  }

  async healthy(): Promise<boolean> {
    return this.left > 0;
  }

  async close(): Promise<void> {}

  #delete(name: string, key: string): void {
    this.rows(name).delete(key);
    if (this.rows(name).size === 0) this.collections.delete(name);
  }

  #find(name: string, keys: readonly string[]) {
    this.lookUps.push(name);
    return { toArray: async () => keys.flatMap((key) => this.collections.get(name)?.get(key) ?? []) };
  }
}

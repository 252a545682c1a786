import {
  MongoClient,
  MongoClientBulkWriteError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
  MongoNotConnectedError,
  MongoTopologyClosedError,
  type AnyClientBulkWriteModel,
  type Db,
  type Document,
} from 'mongodb';
import { CompactionRefused, ReadStoreUnavailable, type ReadStore, type Write } from './types.ts';

/** How long a query may look for a server that answers, in milliseconds: a page that cannot be shown says so soon. */
const SELECTION = 1500;
/** How long a server may keep silent in the middle of an answer, in milliseconds. */
const SILENCE = 10_000;

/** Codes by which a server says that it cannot serve now: shutting down, stepping down, no primary (MongoDB error_codes.yml). */
const NOT_NOW = new Set([91, 189, 10107, 11600, 11602, 13435, 13436]);

/** Codes of the system for a connection that broke: the driver passes them on as they are when it writes to one that just ended. */
const BROKEN = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END']);

const isBroken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && BROKEN.has(error.code);

/** Whether an error of the driver says that the server cannot be reached at the moment, rather than that the query is wrong. */
export const isAway = (error: unknown): boolean =>
  error instanceof MongoServerSelectionError ||
  error instanceof MongoNetworkError ||
  error instanceof MongoNotConnectedError ||
  error instanceof MongoTopologyClosedError ||
  isBroken(error) ||
  (error instanceof MongoServerError && typeof error.code === 'number' && NOT_NOW.has(error.code));

/** The code of a document that is there already (MongoDB error_codes.yml, DuplicateKey). */
const DUPLICATE = 11000;

const isThere = (error: unknown): boolean =>
  error instanceof MongoClientBulkWriteError && [...error.writeErrors.values()].some(({ code }) => code === DUPLICATE);

/** A collection that is not there needs no compaction (code 26, NamespaceNotFound). */
const isGone = (error: unknown): Document => {
  if (error instanceof MongoServerError && error.code === 26) return {};
  throw error;
};

/** A document under a key of our own. */
type Keyed = Document & { readonly _id: string };

class MongoReadStore implements ReadStore {
  readonly #url: string;
  readonly #client: MongoClient;
  readonly db: Db;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
    this.#client = new MongoClient(url, {
      appName: 'lyceum',
      serverSelectionTimeoutMS: SELECTION,
      connectTimeoutMS: SELECTION,
      socketTimeoutMS: SILENCE,
      ignoreUndefined: true,
    });
    const named = /^[^/]*\/\/[^/]+\/([^?]+)/.test(url);
    this.db = named ? this.#client.db() : this.#client.db('lyceum');
  }

  async reading<T>(query: (db: Db) => Promise<T>): Promise<T> {
    try {
      // The driver gives up for good where the first connection fails, unless it is told to connect again; it knows whether it is connected.
      if (!this.#closed) await this.#client.connect();
      return await query(this.db);
    } catch (error) {
      if (isAway(error)) throw new ReadStoreUnavailable('The read store does not answer', { cause: error });
      throw error;
    }
  }

  async write(writes: readonly Write[]): Promise<void> {
    try {
      await this.#bulk(writes.map((write) => this.#model(write)));
    } catch (error) {
      if (!isThere(error)) throw error;
      // Doing all of it again changes nothing of what was done already.
      await this.#bulk(writes.map(({ collection, key, document }) => this.#model({ collection, key, document } as Write)));
    }
  }

  async #bulk(models: readonly AnyClientBulkWriteModel<Keyed>[]): Promise<void> {
    await this.reading(() =>
      this.#client.bulkWrite<Record<string, Keyed>>(models, { ordered: true, writeConcern: { w: 1, journal: false } }),
    );
  }

  #model(write: Write): AnyClientBulkWriteModel<Keyed> {
    const { collection, key, document } = write;
    const namespace = `${this.db.databaseName}.${collection}`;
    if (document === null) return { namespace, name: 'deleteOne', filter: { _id: key } };
    if (write.fresh === true) return { namespace, name: 'insertOne', document: document as Keyed };
    return { namespace, name: 'replaceOne', filter: { _id: key }, replacement: document, upsert: true };
  }

  async compact(collections: readonly string[]): Promise<'compacted' | 'asked'> {
    // Silence means work here.
    const client = new MongoClient(this.#url, { appName: 'lyceum', serverSelectionTimeoutMS: SELECTION });
    try {
      for (const compact of collections) {
        const { wholeFile } = await client.db(this.db.databaseName).command({ compact, force: true }).catch(isGone);
        if (wholeFile === true) return 'compacted';
      }
      return 'asked';
    } catch (error) {
      if (isAway(error)) throw new ReadStoreUnavailable('The read store does not answer', { cause: error });
      throw new CompactionRefused(error instanceof Error ? error.message : String(error), { cause: error });
    } finally {
      await client.close();
    }
  }

  async healthy(): Promise<boolean> {
    try {
      await this.reading((db) => db.command({ ping: 1 }));
      return true;
    } catch {
      return false;
    }
  }

  close(): Promise<void> {
    this.#closed = true;
    return this.#client.close();
  }
}

/** Opens the read store that `url` names (its path is the database, `lyceum` without one). Connects when first asked, and again after every drop. */
export const openReadStore = ({ url }: { readonly url: string }): ReadStore => new MongoReadStore(url);

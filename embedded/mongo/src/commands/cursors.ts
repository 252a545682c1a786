import { encode } from '../bson/encode.ts';
import type { Doc, Value } from '../bson/values.ts';
import { ServerError } from '../errors.ts';
import type { Context } from './context.ts';

/** Where the answers to `getMore` come from. Documents come undecoded or decoded. */
export interface Source {
  /** Up to so many documents, fewer only at the end or when enough bytes are there (of a single batch: all that it may have); `awaits` sources may also have none for now. */
  next(count: number, context: Context, single?: boolean): Promise<Batch> | Batch;
  close?(): void;
}

/** A portion of a cursor's documents. */
export interface Batch {
  documents: Value[];
  done: boolean;
  /** What a change stream's batch says beside its documents. */
  postBatchResumeToken?: Doc;
}

/** An open cursor. */
export interface Cursor {
  id: bigint;
  ns: string;
  source: Source;
  session: string | undefined;
  /** The transaction it belongs to, by its number. */
  txnNumber: bigint | undefined;
  usedAt: number;
  busy: boolean;
  noTimeout: boolean;
  /** Whether it waits for data, for which alone `getMore` may set a time. */
  awaitsData: boolean;
}

/** How long a cursor lives that nobody asks, in ms. */
const IDLE = 10 * 60 * 1000;

/** The open cursors. */
export class Cursors {
  private readonly cursors = new Map<bigint, Cursor>();
  private lastId = BigInt(Date.now()) * 1_000_000n;

  get count(): number {
    return this.cursors.size;
  }

  /** Answers with the first batch, and keeps the cursor open if there is more. */
  async open(
    context: Context,
    ns: string,
    source: Source,
    batchSize: number,
    options: { single?: boolean; noTimeout?: boolean; awaitsData?: boolean } = {},
  ): Promise<Doc> {
    const batch = await source.next(batchSize, context, options.single === true);
    const ends = batch.done || options.single === true;
    if (ends) source.close?.();
    const id = ends ? 0n : ++this.lastId;
    if (!ends) {
      const { noTimeout = false, awaitsData = false } = options;
      this.cursors.set(id, {
        id,
        ns,
        source,
        session: context.session,
        txnNumber: context.transaction?.txnNumber,
        usedAt: Date.now(),
        busy: false,
        noTimeout,
        awaitsData,
      });
    }
    return { cursor: { firstBatch: batch.documents, ...token(batch), id, ns } };
  }

  /** The next batch of a cursor. Throws 43 for one that is not there. */
  async more(context: Context, id: bigint, ns: string, batchSize: number): Promise<Doc> {
    const cursor = this.find(id);
    if (cursor.ns !== ns)
      throw new ServerError(
        'Unauthorized',
        `Requested getMore on namespace '${ns}', but cursor belongs to a different namespace ${cursor.ns}`,
      );
    if (cursor.busy) throw new ServerError(12051, `cursor id ${id} is already in use`);
    this.checkSession(cursor, context);
    if (!cursor.awaitsData && context.command['maxTimeMS'] !== undefined)
      throw new ServerError('BadValue', 'cannot set maxTimeMS on getMore command for a non-awaitData cursor');
    cursor.busy = true;
    try {
      const batch = await cursor.source.next(batchSize, context);
      if (batch.done) this.kill(id);
      return { cursor: { nextBatch: batch.documents, ...token(batch), id: batch.done ? 0n : id, ns: cursor.ns } };
    } catch (error) {
      this.kill(id);
      throw error;
    } finally {
      cursor.busy = false;
      cursor.usedAt = Date.now();
    }
  }

  private checkSession(cursor: Cursor, context: Context): void {
    if (cursor.session !== context.session)
      throw new ServerError(
        50738,
        `Cannot run getMore on cursor ${cursor.id}, which was ${cursor.session ? '' : 'not '}created in session, in ${context.session ? 'a' : 'no'} session`,
      );
    if (cursor.txnNumber !== context.transaction?.txnNumber)
      throw new ServerError(50740, `Cannot run getMore on cursor ${cursor.id}, which was created in another transaction or outside of one`);
  }

  /** Those that nobody reads from at the moment. */
  idle(): Cursor[] {
    return [...this.cursors.values()].filter((cursor) => !cursor.busy);
  }

  find(id: bigint): Cursor {
    const cursor = this.cursors.get(id);
    if (!cursor) throw new ServerError('CursorNotFound', `cursor id ${id} not found`);
    return cursor;
  }

  /** Closes a cursor; false where it is not there. */
  kill(id: bigint): boolean {
    const cursor = this.cursors.get(id);
    if (!cursor) return false;
    this.cursors.delete(id);
    cursor.source.close?.();
    return true;
  }

  killOf(session: string, txnNumber?: bigint): void {
    for (const cursor of this.cursors.values())
      if (cursor.session === session && (txnNumber === undefined || cursor.txnNumber === txnNumber)) this.kill(cursor.id);
  }

  /** Closes what nobody asked for too long. */
  killIdle(now = Date.now()): void {
    for (const cursor of this.cursors.values()) if (!cursor.busy && !cursor.noTimeout && now - cursor.usedAt > IDLE) this.kill(cursor.id);
  }

  killAll(): void {
    for (const id of [...this.cursors.keys()]) this.kill(id);
  }
}

const token = (batch: Batch): Doc => (batch.postBatchResumeToken ? { postBatchResumeToken: batch.postBatchResumeToken } : {});

/** The bytes a batch may have: one document more than fits is kept for the next. */
export const MAX_BATCH_BYTES = 16 * 1024 * 1024;
/** The bytes after which a batch is sent although more were asked for, so that neither memory nor anyone's patience is spent on it. */
export const ENOUGH_BYTES = 2 * 1024 * 1024;

/** Batches of a list that is all there. */
export const listSource = (documents: Doc[]): Source => {
  let at = 0;
  return {
    next: (count) => {
      const batch: Value[] = [];
      for (let bytes = 0; at < documents.length && batch.length < count; at++) {
        const document = encode(documents[at] as Doc);
        bytes += document.length;
        if (bytes > MAX_BATCH_BYTES && batch.length > 0) break;
        batch.push(document);
      }
      return { documents: batch, done: at >= documents.length };
    },
  };
};

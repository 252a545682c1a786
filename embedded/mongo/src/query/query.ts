import { asBuffer, decode } from '../bson/decode.ts';
import type { Doc, Value } from '../bson/values.ts';
import type { Variables } from '../aggregate/expression.ts';
import { breathe } from '../commands/context.ts';
import type { Context } from '../commands/context.ts';
import { ENOUGH_BYTES, MAX_BATCH_BYTES } from '../commands/cursors.ts';
import type { Batch, Source } from '../commands/cursors.ts';
import type { Collection, Row } from '../storage/collection.ts';
import type { Reader } from '../storage/reader.ts';
import type { Filter } from './filter.ts';
import type { Tracker } from './paths.ts';
import { ServerError } from '../errors.ts';
import type { Index } from '../storage/index-definition.ts';
import { plan as choose, planRange } from './planner.ts';
import type { Hint, Plan, Range } from './planner.ts';
import type { Projection } from './projection.ts';
import { openScan } from './scan.ts';
import type { Scan } from './scan.ts';
import { sortKeys, Sorter } from './sort.ts';

/** How long a query may have the event loop at once, in ms. */
const SLICE = 8;
/** How many documents are read at once: few at first, more where few of them match. */
const LEAST_PORTION = 16;
const MOST_PORTION = 512;

/** What a query asks of a collection. */
export interface Query {
  filter: Filter;
  sort?: Doc | undefined;
  skip?: number | undefined;
  limit?: number | undefined;
  projection?: Projection | undefined;
  hint?: Hint | undefined;
  variables?: Variables | undefined;
  /** The only stretch of the hinted index to be looked at. */
  range?: Range | undefined;
  /** Whether the fields of the index are wanted instead of the documents. */
  returnKey?: boolean | undefined;
  /** Whether each document's place in the collection is to be shown. */
  showRecordId?: boolean | undefined;
}

/** A running query: finds matching documents in order, a portion at a time. */
export class QueryRun implements Source {
  readonly plan: Plan;
  readonly scan: Scan;
  returned = 0;
  private readonly reader: Reader;
  private readonly query: Query;
  private readonly collection: Collection;
  private readonly needs: ReadonlySet<string> | undefined;
  private readonly tests: boolean;
  private readonly sorter: Sorter<Row> | undefined;
  private readonly keys: ReturnType<typeof sortKeys> | undefined;
  private rows: Row[] = [];
  private at = 0;
  /** Rows before this place were read for an earlier batch, and may have changed since. */
  private staleUntil = 0;
  private portion = LEAST_PORTION;
  private mostBytes = MAX_BATCH_BYTES;
  private ended = false;
  private toSkip: number;
  private left: number;

  constructor(reader: Reader, collection: Collection, query: Query) {
    this.reader = reader;
    this.query = query;
    this.collection = collection;
    const knows = (index: Index): boolean => reader.knows(collection, index);
    this.plan = query.range
      ? planRange(collection.indexes.filter(knows), query.filter, query.sort, query.hint, query.range)
      : choose(collection, query.filter, query.sort, query.hint, knows);
    if (query.showRecordId && collection.options['clusteredIndex'] !== undefined)
      throw new ServerError('CommandNotSupported', 'showRecordId of a clustered collection is not supported');
    this.scan = openScan(reader, collection, this.plan);
    this.toSkip = query.skip ?? 0;
    this.left = query.limit ? query.limit : Infinity;
    this.tests = !('exact' in this.plan && this.plan.exact);
    const natural = query.sort && '$natural' in query.sort;
    if (query.sort && !natural && !('sorted' in this.plan && this.plan.sorted)) {
      this.keys = sortKeys(query.sort, query.filter.order);
      this.sorter = new Sorter(this.keys.compare, this.left + this.toSkip);
    }
    const needs = query.filter.needs;
    this.needs = needs && new Set([...needs, ...(this.keys?.needs ?? [])]);
  }

  /** Whether documents have to be put in order after they were found. */
  get sortsInMemory(): boolean {
    return this.sorter !== undefined;
  }

  next(count: number, context: Context, single = false): Batch | Promise<Batch> {
    this.mostBytes = single ? MAX_BATCH_BYTES : ENOUGH_BYTES;
    const found: Row[] = [];
    if (!this.sorter) this.staleUntil = this.rows.length;
    if (this.gather(found, count, performance.now() + SLICE)) return this.batch(found);
    return this.nextSlowly(found, count, context);
  }

  private async nextSlowly(found: Row[], count: number, context: Context): Promise<Batch> {
    do await breathe(context);
    while (!this.gather(found, count, performance.now() + SLICE));
    return this.batch(found);
  }

  /** The next matching rows; undecoded, unprojected. Empty at the end. */
  async rowsOf(count: number, context: Context): Promise<Row[]> {
    const found: Row[] = [];
    while (!this.gather(found, count, performance.now() + SLICE)) await breathe(context);
    return found;
  }

  /** All matching rows, or the first; at once, where others need not wait long. */
  firstRow(context: Context): Row | undefined | Promise<Row | undefined> {
    const found: Row[] = [];
    if (this.gather(found, 1, performance.now() + SLICE)) return found[0];
    return this.firstSlowly(found, context);
  }

  private async firstSlowly(found: Row[], context: Context): Promise<Row | undefined> {
    do await breathe(context);
    while (!this.gather(found, 1, performance.now() + SLICE));
    return found[0];
  }

  private batch(found: Row[]): Batch {
    const { projection, returnKey, showRecordId } = this.query;
    const documents = projection || returnKey || showRecordId ? found.map((row) => this.shown(row)) : found.map((row) => row.doc);
    this.returned += documents.length;
    return { documents, done: this.left === 0 || (this.ended && this.at >= this.rows.length) };
  }

  /** Moves matching rows to `found`; false where the time is over before there are enough. */
  private gather(found: Row[], count: number, until: number): boolean {
    let bytes = 0;
    while (found.length < count && this.left > 0) {
      if (this.at >= this.rows.length) {
        if (this.ended) return true;
        if (!this.refill(Math.min(count - found.length, this.left))) return false;
        if (performance.now() > until && !this.ended) return false;
        continue;
      }
      const row = this.current(this.rows[this.at] as Row);
      if (!row) {
        this.at++;
        continue;
      }
      bytes += row.doc.length;
      if (bytes > this.mostBytes && found.length > 0) return true;
      this.at++;
      if (this.toSkip > 0) this.toSkip--;
      else {
        found.push(row);
        this.left--;
      }
    }
    if (this.at >= this.rows.length && !this.ended && found.length >= count && this.left > 0) this.lookAhead();
    return true;
  }

  /** A cursor whose last document was just read should close now, as the real server's does where a scan knows its end. */
  private lookAhead(): void {
    if (this.plan.kind === 'ids' || (this.plan.kind === 'index' && this.plan.index.unique)) this.refill(1);
  }

  /** Reads on; with a sort, up to a portion is put aside. Answers false where only part of what must be sorted was read. */
  private refill(wanted: number): boolean {
    const rows = this.scan.next(this.portionFor(wanted));
    this.staleUntil = 0;
    if (rows.length === 0) {
      this.ended = true;
      this.rows = this.sorter?.sorted() ?? [];
      this.at = 0;
      return true;
    }
    const matching = this.tests || this.sorter ? rows.filter((row) => this.accepts(row)) : rows;
    if (this.sorter) return true;
    this.rows = matching;
    this.at = 0;
    return true;
  }

  private portionFor(wanted: number): number {
    if (this.sorter) return MOST_PORTION;
    const enough = Math.min(MOST_PORTION, wanted + Math.min(this.toSkip, MOST_PORTION) + 1);
    if (!this.tests) return enough;
    const portion = Math.max(this.portion, Math.min(enough, MOST_PORTION));
    this.portion = Math.min(MOST_PORTION, this.portion * 2);
    return portion;
  }

  /** A row as it is now; none if it is gone or no longer matches. */
  private current(row: Row): Row | undefined {
    if (this.at >= this.staleUntil) return row;
    const doc = this.reader.byRid(this.collection, row.rid);
    return doc && (!this.tests || stillMatches(this.query.filter, doc)) ? { rid: row.rid, doc } : undefined;
  }

  private accepts(row: Row): boolean {
    const doc = decode(row.doc, this.needs);
    if (this.tests && !this.query.filter.test(doc)) return false;
    if (this.sorter && this.keys) this.sorter.add(this.keys.of(doc), row);
    return true;
  }

  private shown(row: Row): Value {
    const { projection, returnKey, showRecordId, filter, variables } = this.query;
    if (returnKey) return keyIn(this.plan, row);
    const doc = projection ? projected(row.doc, projection, filter, variables) : row.doc;
    if (!showRecordId) return doc;
    return { ...(doc instanceof Uint8Array ? decode(doc) : (doc as Doc)), $recordId: BigInt(row.rid) };
  }

  /** For messages and statistics. */
  get ns(): string {
    return this.collection.ns;
  }
}

/** A document as a projection shows it. */
export const projected = (bytes: Uint8Array, projection: Projection, filter: Filter, variables: Variables | undefined): Value => {
  if (projection.raw) return projection.raw(bytes);
  const doc = decode(bytes, projection.positional ? undefined : projection.needs);
  return projection.apply(doc, projection.positional ? matchedIn(filter, doc) : undefined, variables);
};

/** The fields of the index by which a document was found; none where it was found without one. */
const keyIn = (plan: Plan, row: Row): Doc => {
  if (plan.kind === 'scan') return {};
  if (plan.kind === 'ids' || (plan.kind === 'index' && plan.index.isId)) return decode(row.doc, new Set(['_id']));
  if (plan.kind === 'union' || plan.index.multikey || plan.index.lexicon)
    throw new ServerError('CommandNotSupported', 'returnKey over several indexes, arrays or a collation is not supported');
  const { fields } = plan.index;
  const { values } = plan.index.keysOf(decode(row.doc, plan.index.needs));
  return Object.fromEntries(fields.map((field, place): [string, Value] => [field, values[place] ?? null]));
};

/** Where in an array the filter found its element. */
export const matchedIn = (filter: Filter, doc: Doc): number | undefined => {
  const tracker: Tracker = { index: undefined };
  filter.test(doc, tracker);
  return tracker.index;
};

/** Whether a stored document matches. */
export const stillMatches = (filter: Filter, bytes: Uint8Array): boolean => filter.test(decode(asBuffer(bytes), filter.needs));

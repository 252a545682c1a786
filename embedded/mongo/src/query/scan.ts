import type { Collection, Row } from '../storage/collection.ts';
import type { Position, Reader } from '../storage/reader.ts';
import type { Plan } from './planner.ts';

/** Reads documents by a plan, in portions; between them anything may be written. */
export interface Scan {
  /** The next documents, or none at the end. */
  next(limit: number): Row[];
  keysExamined: number;
  docsExamined: number;
}

/** Starts a plan's scan. */
export const openScan = (reader: Reader, collection: Collection, plan: Plan): Scan => {
  if (plan.kind === 'scan') return new NaturalScan(reader, collection, plan.backwards);
  if (plan.kind === 'index') return new IndexScan(reader, collection, plan);
  if (plan.kind === 'ids') return new IdScan(reader, collection, plan.keys);
  return new UnionScan(plan.plans.map((part) => openScan(reader, collection, part)));
};

class NaturalScan implements Scan {
  readonly keysExamined = 0;
  docsExamined = 0;
  private readonly reader: Reader;
  private readonly collection: Collection;
  private readonly backwards: boolean;
  private from: number;

  constructor(reader: Reader, collection: Collection, backwards: boolean) {
    this.reader = reader;
    this.collection = collection;
    this.backwards = backwards;
    this.from = backwards ? Number.MAX_SAFE_INTEGER : -1;
  }

  next(limit: number): Row[] {
    const rows = this.reader.scan(this.collection, this.from, this.backwards, limit);
    const last = rows.at(-1);
    if (last) this.from = last.rid;
    this.docsExamined += rows.length;
    return rows;
  }
}

class IdScan implements Scan {
  docsExamined = 0;
  private readonly reader: Reader;
  private readonly collection: Collection;
  private readonly keys: Buffer[];
  private at = 0;

  constructor(reader: Reader, collection: Collection, keys: Buffer[]) {
    this.reader = reader;
    this.collection = collection;
    this.keys = keys;
  }

  get keysExamined(): number {
    return this.docsExamined;
  }

  next(limit: number): Row[] {
    const rows: Row[] = [];
    while (rows.length < limit && this.at < this.keys.length) {
      const row = this.reader.byId(this.collection, this.keys[this.at++] as Buffer);
      if (row) rows.push(row);
    }
    this.docsExamined += rows.length;
    return rows;
  }
}

const BEFORE_ALL = -1;

class IndexScan implements Scan {
  keysExamined = 0;
  docsExamined = 0;
  private readonly reader: Reader;
  private readonly collection: Collection;
  private readonly plan: Plan & { kind: 'index' };
  private readonly seen: Set<number> | undefined;
  private interval = 0;
  private position: Position | undefined;

  constructor(reader: Reader, collection: Collection, plan: Plan & { kind: 'index' }) {
    this.reader = reader;
    this.collection = collection;
    this.plan = plan;
    this.seen = plan.index.multikey ? new Set() : undefined;
  }

  next(limit: number): Row[] {
    const { index, intervals, backwards } = this.plan;
    const rows: Row[] = [];
    while (rows.length < limit && this.interval < intervals.length) {
      const interval = intervals[backwards ? intervals.length - 1 - this.interval : this.interval] as { low: Buffer; high: Buffer };
      const [start, end] = backwards ? [interval.high, interval.low] : [interval.low, interval.high];
      const wanted = limit - rows.length;
      const found = this.reader.scanIndex(this.collection, index, this.position ?? { key: start, rid: BEFORE_ALL }, end, backwards, wanted);
      this.keysExamined += found.length;
      for (const row of found) if (this.isNew(row.rid)) rows.push(row);
      const last = found.at(-1);
      if (last && found.length === wanted) this.position = { key: last.key, rid: last.rid };
      else {
        this.position = undefined;
        this.interval++;
      }
    }
    this.docsExamined += rows.length;
    return rows;
  }

  private isNew(rid: number): boolean {
    if (this.seen === undefined) return true;
    if (this.seen.has(rid)) return false;
    this.seen.add(rid);
    return true;
  }
}

class UnionScan implements Scan {
  private readonly parts: Scan[];
  private readonly seen = new Set<number>();
  private part = 0;

  constructor(parts: Scan[]) {
    this.parts = parts;
  }

  get keysExamined(): number {
    return this.parts.reduce((sum, part) => sum + part.keysExamined, 0);
  }

  get docsExamined(): number {
    return this.parts.reduce((sum, part) => sum + part.docsExamined, 0);
  }

  next(limit: number): Row[] {
    while (this.part < this.parts.length) {
      const rows = (this.parts[this.part] as Scan).next(limit);
      if (rows.length === 0) {
        this.part++;
        continue;
      }
      const fresh = rows.filter((row) => !this.seen.has(row.rid));
      for (const row of fresh) this.seen.add(row.rid);
      if (fresh.length > 0) return fresh;
    }
    return [];
  }
}

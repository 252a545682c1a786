import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { TextComparison } from '../bson/compare.ts';

/** A label's numbers are written as so many digits of this base, none of them the bytes 00 and ff. */
const BASE = 254;
const DIGITS = 6;
/** How many numbers there are to a level of a label. */
const SPACE = BASE ** DIGITS;
/** How far from its neighbour a new label is put where there is room: texts often come in order. */
const STEP = 2 ** 20;
/** How many labels are kept in memory. */
const MOST_KNOWN = 10_000;

type LabelledText = [Uint8Array, string];

/**
 * The texts of an index with a collation, each with a label whose bytes have the collation's order; texts that the collation
 * takes for the same share one. `Intl.Collator` compares but makes no keys that could be stored: a text's place is found by
 * comparing, once, and its label, put between those of its neighbours, never changes.
 */
export class Lexicon {
  readonly table: string;
  private readonly sql: DatabaseSync;
  private readonly compare: TextComparison;
  private readonly known = new Map<string, Uint8Array>();
  private statements: { from: StatementSync; before: StatementSync; add: StatementSync } | undefined;

  constructor(sql: DatabaseSync, table: string, compare: TextComparison) {
    this.sql = sql;
    this.table = table;
    this.compare = compare;
  }

  createTable(): void {
    this.sql.exec(`CREATE TABLE ${this.table} (label BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID`);
  }

  dropTable(): void {
    this.forget();
    this.sql.exec(`DROP TABLE ${this.table}`);
  }

  /** Lets go of what is in memory: after a rollback it may be more than is stored. */
  forget(): void {
    this.known.clear();
    this.statements = undefined;
  }

  /** A text's label, made where there is none. */
  readonly labelOf = (text: string): Uint8Array => {
    const known = this.known.get(text);
    if (known) return known;
    const { label, low, high } = this.place(text);
    if (label) return this.keep(text, label);
    const made = encoded(between(low, high, true));
    this.prepared().add.run(made, text);
    return this.keep(text, made);
  };

  /** The label of a text, if one that is the same is known; else that of the next one above, if there is one. Adds nothing. */
  find(text: string): { label?: Uint8Array | undefined; next?: Uint8Array | undefined } {
    const known = this.known.get(text);
    if (known) return { label: known };
    const { label, high } = this.place(text);
    return label ? { label: this.keep(text, label) } : { next: high && encoded(high) };
  }

  /** Where a text stands: its label, or those of its neighbours. */
  private place(text: string): { label?: Uint8Array; low: number[]; high: number[] | undefined } {
    let low: number[] = [];
    let high: number[] | undefined;
    const { from, before } = this.prepared();
    for (;;) {
      const middle = encoded(between(low, high, false));
      const above = from.get(middle) as unknown as LabelledText | undefined;
      if (above && isBelow(decoded(above[0]), high)) {
        const result = this.compare(above[1], text);
        if (result === 0) return { label: above[0], low, high };
        if (result < 0) {
          low = decoded(above[0]);
          continue;
        }
        high = decoded(above[0]);
      }
      const below = before.get(middle) as unknown as LabelledText | undefined;
      if (!below || !isBelow(low, decoded(below[0]))) return { low, high };
      const result = this.compare(below[1], text);
      if (result === 0) return { label: below[0], low, high };
      if (result < 0) return { low: decoded(below[0]), high };
      high = decoded(below[0]);
    }
  }

  private keep(text: string, label: Uint8Array): Uint8Array {
    if (this.known.size >= MOST_KNOWN) this.known.clear();
    this.known.set(text, label);
    return label;
  }

  private prepared(): { from: StatementSync; before: StatementSync; add: StatementSync } {
    if (!this.statements) {
      this.statements = {
        from: this.sql.prepare(`SELECT label, text FROM ${this.table} WHERE label >= ? ORDER BY label LIMIT 1`),
        before: this.sql.prepare(`SELECT label, text FROM ${this.table} WHERE label < ? ORDER BY label DESC LIMIT 1`),
        add: this.sql.prepare(`INSERT INTO ${this.table} (label, text) VALUES (?, ?)`),
      };
      this.statements.from.setReturnArrays(true);
      this.statements.before.setReturnArrays(true);
    }
    return this.statements;
  }
}

/** A label as numbers: one label is below another as their numbers are, the shorter one first. */
const decoded = (label: Uint8Array): number[] => {
  const numbers: number[] = [];
  for (let at = 0; at < label.length; at += DIGITS) {
    let number = 0;
    for (let digit = 0; digit < DIGITS; digit++) number = number * BASE + (label[at + digit] as number) - 1;
    numbers.push(number);
  }
  return numbers;
};

const encoded = (numbers: readonly number[]): Uint8Array => {
  const label = new Uint8Array(numbers.length * DIGITS);
  for (const [place, number] of numbers.entries()) {
    let rest = number;
    for (let digit = DIGITS - 1; digit >= 0; digit--) {
      label[place * DIGITS + digit] = (rest % BASE) + 1;
      rest = Math.floor(rest / BASE);
    }
  }
  return label;
};

const isBelow = (a: readonly number[], b: readonly number[] | undefined): boolean => {
  if (b === undefined) return true;
  for (const [place, number] of a.entries()) {
    const other = b[place];
    if (other === undefined) return false;
    if (number !== other) return number < other;
  }
  return a.length < b.length;
};

/** Numbers between two labels, none at the beginning or the end; near a neighbour where there is much room, or in the middle. */
const between = (low: readonly number[], high: readonly number[] | undefined, near: boolean): number[] => {
  const made: number[] = [];
  let upper = high;
  for (let place = 0; ; place++) {
    const from = low[place];
    const to = upper === undefined ? SPACE : (upper[place] as number);
    const room = to - (from ?? 0);
    if (room > 1) {
      if (near && room > 2 * STEP && from !== undefined) return [...made, from + STEP];
      if (near && room > 2 * STEP && upper !== undefined) return [...made, to - STEP];
      return [...made, (from ?? 0) + Math.floor(room / 2)];
    }
    // No label ends with a zero, so that there is always room below one.
    made.push(from ?? 0);
    if (to > (from ?? 0)) upper = undefined;
  }
};

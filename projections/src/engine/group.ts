import { BEGINNING, comparePositions, laterPosition, type Position } from '@lyceum/contracts';
import type { FeedMessage, ReadStore, Write } from '@lyceum/stores';
import type { FoldSpans } from './fold-spans.ts';
import { waitAfter, type Pace } from './pace.ts';
import { storedPosition, type StoredPosition } from './records.ts';
import type { Entry } from './rows-in-memory.ts';
import type { Table } from './table.ts';

/** Rows that may wait to be written before folding pauses, where nothing else is said. */
export const PENDING = 10_000;

/** One row that a fact goes into. */
interface Step {
  readonly table: Table;
  readonly fact: Extract<FeedMessage, { kind: 'fact' }>['fact'];
  readonly key: string;
  readonly position: StoredPosition;
  /** The row as it is in memory, where it was looked for and found. */
  entry: Entry | undefined;
}

/** A document in `checkpoints` that says how far a group is, and what else it says. */
export interface CheckpointOf {
  readonly key: string;
  readonly more?: object;
}

export interface GroupOptions {
  readonly store: ReadStore;
  readonly checkpoints: readonly CheckpointOf[];
  /** Where the group is, or null at the beginning. */
  readonly position: Position | null;
  readonly tables: readonly Table[];
  /** Facts after this position are seen for the first time, so that the first fact of a row needs no look-up. */
  readonly freshAfter: Position;
  readonly pace: Pace;
  /** Rows that may wait to be written before folding pauses; `PENDING` without it. */
  readonly mostPending?: () => number;
  /** Where facts are followed as they happen, and what becomes of them is traced. */
  readonly spans?: FoldSpans;
}

/** Tables that go through the facts together: rows first, then the checkpoint, in one ordered write. */
export class Group {
  readonly #options: GroupOptions;
  readonly #freshAfter: StoredPosition;
  #tables: readonly Table[];
  #checkpoints: readonly CheckpointOf[];
  #byType = new Map<string, Table[]>();
  #position: Position | null;
  #written: Position | null;
  #flushing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** When the next write may begin, by the clock of `performance`. */
  #next = -Infinity;
  #failure: { readonly error: unknown } | null = null;
  #seen = 0;
  readonly #broken = Promise.withResolvers<void>();

  constructor(options: GroupOptions) {
    this.#options = options;
    this.#position = options.position;
    this.#written = options.position;
    this.#freshAfter = storedPosition(options.freshAfter);
    this.#tables = options.tables;
    this.#checkpoints = options.checkpoints;
    this.#route();
  }

  get tables(): readonly Table[] {
    return this.#tables;
  }

  get checkpoints(): readonly CheckpointOf[] {
    return this.#checkpoints;
  }

  /** Facts after this position are seen for the first time. */
  get freshAfter(): Position {
    return this.#options.freshAfter;
  }

  /** Everything up to here is folded. */
  get position(): Position | null {
    return this.#position;
  }

  /** Events that were gone through, whether they concern the tables or not. */
  get seen(): number {
    return this.#seen;
  }

  /** Everything up to here is in the read store. */
  get written(): Position {
    return this.#written ?? BEGINNING;
  }

  /** Puts a table in the place of the one of the same model, or beside the others. Only while nothing is pending. */
  adopt(table: Table): void {
    this.#tables = [...this.#tables.filter(({ model }) => model.name !== table.model.name), table];
    this.#route();
  }

  /** Leaves a model to somebody else, with the checkpoints that are its alone. Only while nothing is pending. */
  release(model: string, checkpoints: readonly CheckpointOf[] = []): void {
    this.#tables = this.#tables.filter((table) => table.model.name !== model);
    this.#checkpoints = this.#checkpoints.filter((each) => !checkpoints.includes(each));
    this.#route();
  }

  /** Another group has brought the tables here, and written that. */
  moved(position: Position): void {
    this.#position = position;
    this.#written = position;
  }

  /** Folds the messages and sees to it that they are written soon. @throws what a former write failed with. */
  async process(messages: readonly FeedMessage[]): Promise<void> {
    this.check();
    const steps: Step[] = [];
    let passed = this.#position;
    for (const message of messages) {
      if (message.kind === 'caught-up') continue;
      this.#seen++;
      if (message.kind === 'fact') {
        this.#steps(message.fact, storedPosition(message.position), steps);
        this.#options.spans?.came(message.fact, message.position, () => this.#concerned(message.fact));
      }
      if (message.kind === 'newer') this.#stop(message, passed ?? BEGINNING);
      passed = message.position;
    }
    const lacking = this.#lacking(steps);
    if (lacking.size > 0) await Promise.all([...lacking].map(([table, keys]) => table.load(this.#options.store, [...keys])));
    for (const { table, fact, key, position, entry } of steps) table.fold(fact, key, position, entry);
    // Only now: a write that begins while rows are being read must not say that these facts are in it.
    this.#position = passed;
    for (const table of this.#tables) table.trim();
    this.#schedule();
    // Folding goes on while what was folded before is being written, and no further ahead.
    if (this.#pending() > (this.#options.mostPending?.() ?? PENDING)) await this.#room();
  }

  /** Everything up to `position` was gone through: the feed need not have said so where nothing lies between. */
  pass(position: Position): void {
    this.#position = laterPosition(this.#position ?? BEGINNING, position);
  }

  /** Waits until everything that was folded is written. @throws what a write failed with. */
  async settle(): Promise<void> {
    while (this.#flushing !== null || this.#unwritten()) {
      this.check();
      this.#cancelTimer();
      await (this.#flushing ?? this.#flush());
    }
    this.check();
  }

  /** Waits until all but what is being written is on its way. @throws what a write failed with. */
  async #room(): Promise<void> {
    await this.#flushing;
    this.check();
    this.#cancelTimer();
    if (this.#flushing === null) void this.#flush();
  }

  /** Lets what is being written end; starts nothing any more. */
  async end(): Promise<void> {
    this.#cancelTimer();
    this.#failure ??= { error: new Error('The group has ended') };
    await this.#flushing;
  }

  /** Settles when a write has failed: whoever waits for facts has to hear of it. */
  get broken(): Promise<void> {
    return this.#broken.promise;
  }

  /** @throws what a write failed with. */
  check(): void {
    if (this.#failure) throw this.#failure.error;
  }

  #route(): void {
    this.#byType = new Map();
    for (const table of this.#tables)
      for (const type of table.model.from) this.#byType.set(type, [...(this.#byType.get(type) ?? []), table]);
  }

  #steps(fact: Step['fact'], position: StoredPosition, steps: Step[]): void {
    for (const table of this.#byType.get(fact.type) ?? []) {
      if (table.isPast(position)) {
        table.miss(fact);
        continue;
      }
      for (const key of table.keysOf(fact, position)) steps.push({ table, fact, key, position, entry: undefined });
    }
  }

  #concerned({ type }: Step['fact']): readonly string[] {
    return (this.#byType.get(type) ?? []).map(({ model }) => model.name);
  }

  /** Models that read any version of the fact stand still: it may be the next of any of their rows. */
  #stop({ position, ...message }: Extract<FeedMessage, { kind: 'newer' }>, passed: Position): void {
    const unreadable = { ...message, position: storedPosition(position), after: storedPosition(passed) };
    for (const table of this.#byType.get(message.before) ?? []) table.stop(unreadable);
  }

  #lacking(steps: readonly Step[]): Map<Table, Set<string>> {
    const lacking = new Map<Table, Set<string>>();
    const begun = new Set<string>();
    for (const step of steps) {
      const { table, fact, key, position } = step;
      step.entry = table.find(key);
      if (step.entry !== undefined || !table.mayBeStored(key)) continue;
      const id = `${table.name}/${key}`;
      if (position > this.#freshAfter && table.model.first.includes(fact.type)) begun.add(id);
      if (begun.has(id)) continue;
      const keys = lacking.get(table) ?? new Set();
      lacking.set(table, keys.add(key));
    }
    return lacking;
  }

  #pending(): number {
    return this.#tables.reduce((sum, { pending }) => sum + pending, 0);
  }

  #unwritten(): boolean {
    return this.#pending() > 0 || (this.#position !== null && comparePositions(this.#position, this.written) > 0);
  }

  #schedule(): void {
    if (this.#flushing !== null || this.#timer !== null || this.#failure || !this.#unwritten()) return;
    const wait = this.#next - performance.now();
    if (wait <= 0) void this.#flush();
    else this.#timer = setTimeout(() => this.#turn(), wait);
  }

  #turn(): void {
    this.#timer = null;
    if (this.#flushing === null && !this.#failure) void this.#flush();
  }

  #cancelTimer(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #flush(): Promise<void> {
    const { store, pace } = this.#options;
    const position = this.#position ?? BEGINNING;
    const writes: Write[] = [];
    for (const table of this.#tables) table.takeWrites(writes);
    for (const { key, more } of this.#checkpoints)
      writes.push({ collection: 'checkpoints', key, document: { position: storedPosition(position), ...more } });
    const began = performance.now();
    const writing = store.write(writes).then(
      () => {
        const ended = performance.now();
        this.#next = ended + waitAfter(writes.length, ended - began, pace);
        this.#written = position;
        for (const table of this.#tables) table.written();
        this.#options.spans?.written(position);
      },
      (error: unknown) => {
        this.#failure = { error };
        this.#broken.resolve();
      },
    );
    this.#flushing = writing;
    await writing;
    this.#flushing = null;
    this.#schedule();
  }
}

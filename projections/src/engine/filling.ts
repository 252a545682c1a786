import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, comparePositions, type Position } from '@lyceum/contracts';
import type { EventLog, ReadStore } from '@lyceum/stores';
import type { Courtesy } from './courtesy.ts';
import { catchUp } from './fill.ts';
import { positionOf, type Generations } from './generations.ts';
import { Group } from './group.ts';
import type { Live } from './live.ts';
import type { Pace } from './pace.ts';
import type { Projection } from './projection.ts';
import { before, rowsName, type StoredPosition } from './records.ts';
import type { Passenger, SharedFill } from './shared-fill.ts';
import type { Table, TableOptions } from './table.ts';

/** What a generation is filled with: the stores, and the live models beside it. */
export interface FillGround {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly pace: Pace;
  readonly generations: Generations;
  readonly live: Live;
  readonly shared: SharedFill;
  readonly courtesy: Courtesy;
}

/** A generation beside the live one, that is filled from the log and brought to where the live one stands. */
export class Filling implements Passenger {
  readonly table: Table;
  readonly group: Group;
  readonly signal: AbortSignal;
  readonly #ground: FillGround;
  #carrier: Group | null = null;
  /** Events that were gone through while others carried it. */
  #carried = 0;

  private constructor(ground: FillGround, signal: AbortSignal, table: Table, group: Group) {
    this.#ground = ground;
    this.signal = signal;
    this.table = table;
    this.group = group;
  }

  /**
   * Goes on with a generation of the same version that was begun, or begins one. `stood` is from where on it has taken no facts though it
   * passed them, because the model was paused.
   */
  static async open(
    ground: FillGround,
    signal: AbortSignal,
    model: Projection,
    generation: number,
    more: Partial<TableOptions> = {},
    stood: StoredPosition | null = null,
  ): Promise<Filling> {
    const { generations, store, pace, log } = ground;
    const checkpoint = rowsName(model.name, generation);
    const begun = await generations.checkpoint(checkpoint);
    const goesOn = begun?.version === model.version;
    const table = goesOn ? await generations.open(model, generation, more) : await generations.create(model, generation, more);
    const position = goesOn ? positionOf(stood !== null && stood <= begun.position ? { ...begun, position: before(stood) } : begun) : null;
    const freshAfter = goesOn ? await log.head() : BEGINNING;
    const checkpoints = [{ key: checkpoint, more: { version: model.version } }];
    const group = new Group({ store, pace, checkpoints, position, tables: [table], freshAfter });
    return new Filling(ground, signal, table, group);
  }

  /** How far it is. */
  get position(): Position {
    return (this.#carrier ?? this.group).position ?? BEGINNING;
  }

  /** Events that were gone through, whether they concern the model or not. */
  get seen(): number {
    return this.group.seen + this.#carried + (this.#carrier?.seen ?? 0);
  }

  carriedBy(group: Group | null): void {
    this.#carried += this.#carrier?.seen ?? 0;
    this.#carrier = group;
  }

  /** Brings it from far away to about where the live models are, together with others; false when the signal aborts. */
  fill(): Promise<boolean> {
    return this.#ground.shared.advance(this);
  }

  /** Brings it to where the live models are, while they go on; false when the signal aborts. */
  advance(): Promise<boolean> {
    const { log, live } = this.#ground;
    return catchUp(this.group, log, this.signal, live.group.written);
  }

  /**
   * Runs `task` while the live models stand still, and this generation exactly where they do. Null when the signal aborts.
   * @throws what reading, writing or the task failed with.
   */
  async level<T>(task: (position: Position) => Promise<T>): Promise<{ readonly value: T } | null> {
    const { live, pace } = this.#ground;
    while (!this.signal.aborted) {
      if (this.#toLive() < 0 && !(await this.advance())) return null;
      const done = await live.exclusively(async () => {
        const position = await this.#align();
        return position === null ? null : { value: await task(position) };
      });
      if (done) return done;
      await rest(pace.least, this.signal);
    }
    return null;
  }

  /** Below 0 where this generation is behind the live models, above where it is ahead. */
  #toLive(): number {
    return comparePositions(this.group.position ?? BEGINNING, this.#ground.live.group.written);
  }

  end(): Promise<void> {
    return this.group.end();
  }

  /** Where both stand; null where this one is ahead, and the live models have to come after. */
  async #align(): Promise<Position | null> {
    const { live, log } = this.#ground;
    const position = live.group.written;
    const distance = this.#toLive();
    if (distance > 0) return null;
    if (distance === 0) return position;
    return (await catchUp(this.group, log, this.signal, position)) ? position : null;
  }
}

const rest = (milliseconds: number, signal: AbortSignal): Promise<void> => pause(milliseconds, undefined, { signal }).catch(() => {});

import { setTimeout as pause } from 'node:timers/promises';
import { BEGINNING, laterPosition, type Position } from '@lyceum/contracts';
import type { EventLog, ReadStore } from '@lyceum/stores';
import type { Courtesy } from './courtesy.ts';
import { catchUp } from './fill.ts';
import { Group } from './group.ts';
import type { Pace } from './pace.ts';
import type { Table } from './table.ts';

/** Who comes within so many milliseconds of another goes with it. */
const GATHERING = 150;
/** So many rounds go at a time; who comes later waits, and goes with those who wait too. */
const ROUNDS = 2;

/** A generation that wants to be brought forward. */
export interface Passenger {
  readonly table: Table;
  readonly group: Group;
  readonly signal: AbortSignal;
  /** How far it is while another group carries it; null when it goes by itself again. */
  carriedBy(group: Group | null): void;
}

interface Waiting {
  readonly passenger: Passenger;
  readonly resolve: (done: boolean) => void;
  readonly reject: (error: unknown) => void;
}

interface Shared {
  readonly log: EventLog;
  readonly store: ReadStore;
  readonly pace: Pace;
  readonly courtesy: Courtesy;
  /** Where to: a position that the log has reached. */
  readonly target: () => Position;
}

/**
 * Brings generations forward together that stand at the same place: the log is read once, and each fact decoded once, for all of them.
 * Each keeps a checkpoint of its own, so that whoever is killed in the middle finds each where it was.
 */
export class SharedFill {
  readonly #shared: Shared;
  #waiting: Waiting[] = [];
  #rounds = 0;
  #gathering = false;
  #head: { readonly asked: number; readonly position: Promise<Position> } = { asked: -Infinity, position: Promise.resolve(BEGINNING) };

  constructor(shared: Shared) {
    this.#shared = shared;
  }

  /** The head of the log, as it was within the last second. */
  async head(): Promise<Position> {
    const now = performance.now();
    if (now - this.#head.asked > 1000) this.#head = { asked: now, position: this.#shared.log.head() };
    return this.#head.position;
  }

  /** Brings it to where the live models are when its round begins. False when its signal aborts. @throws what reading or writing failed with. */
  advance(passenger: Passenger): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>();
    this.#waiting.push({ passenger, resolve, reject });
    void this.#gather();
    return promise;
  }

  async #gather(): Promise<void> {
    if (this.#gathering) return;
    this.#gathering = true;
    for (let known = 0; known < this.#waiting.length;) {
      known = this.#waiting.length;
      await pause(GATHERING);
    }
    this.#gathering = false;
    while (this.#rounds < ROUNDS && this.#waiting.length > 0) void this.#begin();
  }

  /** A round of those who stand where the first does. */
  async #begin(): Promise<void> {
    const place = this.#waiting[0]!.passenger.group.position;
    const here = this.#waiting.filter(({ passenger }) => passenger.group.position === place);
    this.#waiting = this.#waiting.filter((each) => !here.includes(each));
    const round = here.filter(({ passenger }) => !passenger.signal.aborted);
    for (const { passenger, resolve } of here) if (passenger.signal.aborted) resolve(false);
    if (round.length === 0) return;
    this.#rounds++;
    try {
      await this.#go(round, place);
    } catch (error) {
      for (const { reject } of round) reject(error);
    } finally {
      this.#rounds--;
      void this.#gather();
    }
  }

  async #go(round: readonly Waiting[], place: Position | null): Promise<void> {
    const { log, store, pace, target, courtesy } = this.#shared;
    const to = target();
    const passengers = round.map(({ passenger }) => passenger);
    const group = new Group({
      store,
      pace,
      mostPending: () => courtesy.mostPending,
      position: place,
      freshAfter: passengers.map(({ group: own }) => own.freshAfter).reduce(laterPosition),
      checkpoints: passengers.flatMap(({ group: own }) => own.checkpoints),
      tables: passengers.map(({ table }) => table),
    });
    const over = new AbortController();
    let someLeft = false;
    const leave = async () => {
      if (!someLeft) return;
      someLeft = false;
      const left = round.filter(({ passenger }) => passenger.signal.aborted && group.tables.includes(passenger.table));
      if (left.length === 0) return;
      await group.settle();
      for (const { passenger, resolve } of left) {
        group.release(passenger.table.model.name, passenger.group.checkpoints);
        passenger.carriedBy(null);
        resolve(false);
      }
    };
    const leaves = () => {
      someLeft = true;
      if (passengers.every(({ signal }) => signal.aborted)) over.abort();
    };
    for (const { signal } of passengers) signal.addEventListener('abort', leaves);
    for (const passenger of passengers) passenger.carriedBy(group);
    try {
      const done = await catchUp(group, log, over.signal, to, { between: leave, courtesy });
      for (const { passenger, resolve } of round) {
        if (done && group.tables.includes(passenger.table)) passenger.group.moved(to);
        resolve(done);
      }
    } finally {
      await group.end();
      for (const passenger of passengers) {
        passenger.signal.removeEventListener('abort', leaves);
        passenger.carriedBy(null);
      }
    }
  }
}

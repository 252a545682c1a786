import { setTimeout as pause } from 'node:timers/promises';
import type { Id, Recorded, RoomChange, RoomEvent, RoomView, SentMedia } from '@lyceum/contracts';
import type { Names } from './names.ts';
import { changesOf, merged, type Told } from './view/changes.ts';
import { emptyScene, take } from './view/fold.ts';
import { viewOf, type Aside } from './view/shown.ts';

/** Where a room's changes go: to those who run it, to all others, or to one person. */
export type Audience = 'hosts' | 'others' | { readonly personId: Id };

interface Around {
  readonly names: Names;
  readonly isConnected: (personId: Id) => boolean;
  /** The facts of the room after a revision. */
  readonly read: (after: number) => Promise<readonly Recorded<RoomEvent>[]>;
  readonly tell: (audience: Audience, revision: number, changes: readonly RoomChange[]) => void;
  /** A fact has been taken in. */
  readonly happened: (fact: Recorded<RoomEvent>) => void;
}

/**
 * From one telling to the next changes gather: for so many milliseconds, and so long that telling takes a fifth of the time at most. A
 * thousand who come at once are a few messages.
 */
const GATHER = 60;
const SHARE = 5;
/** Milliseconds until what could not be read is read again. */
const AGAIN = 1000;

const peopleIn = ({ data }: Recorded<RoomEvent>): Id[] =>
  'personId' in data ? [data.personId] : 'authorId' in data ? [data.authorId] : [];

/** A room that somebody here is in or waits for: its facts as they come, and what changes by them for whom. */
export class LiveRoom {
  readonly scene = emptyScene();
  readonly sent = new Map<Id, SentMedia>();
  speakerId: Id | null = null;
  revision = -1;
  private queue: Recorded<RoomEvent>[] = [];
  private busy = false;
  /** Whether facts may have been missed, that are to be read. */
  private behind = false;
  private closed = false;
  /** Settles when all that was recorded before is taken in. @throws what reading failed with */
  readonly loaded: Promise<void>;
  private working: Promise<void>;
  private pending: Told[] = [];
  private timer: NodeJS.Timeout | undefined;
  private nextTelling = 0;
  private atRest: (() => void)[] = [];
  /** Who is there and was told of as not connected. */
  private readonly away = new Set<Id>();
  private readonly aside: Aside;
  private readonly waiting = new Set<{ readonly revision: number; readonly done: () => void }>();

  constructor(
    readonly roomId: Id,
    private readonly around: Around,
  ) {
    this.aside = { nameOf: (id) => around.names.of(id), isConnected: (id) => this.isConnected(id) };
    this.loaded = this.load();
    this.working = this.loaded;
  }

  /** A fact of the room has been recorded. */
  offer(fact: Recorded<RoomEvent>): void {
    this.queue.push(fact);
    this.start();
  }

  /** Facts may have been missed. */
  catchUp(): void {
    this.behind = true;
    this.start();
  }

  /** Waits until the facts up to `revision` are taken in. */
  reached(revision: number, patience: number): Promise<boolean> {
    if (this.revision >= revision) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter = { revision, done: () => end(true) };
      const timer = setTimeout(() => end(false), patience);
      const end = (reached: boolean) => {
        clearTimeout(timer);
        this.waiting.delete(waiter);
        resolve(reached);
      };
      this.waiting.add(waiter);
    });
  }

  /** What somebody sees now: who is told of changes from now on misses none and hears none twice, if it is asked for `whenTold`. */
  view(personId: Id, of: Pick<RoomView, 'title' | 'end'>): RoomView {
    return viewOf(this.scene, personId, { roomId: this.roomId, ...of }, this.aside);
  }

  /** Does `work` at a moment when all that has happened has been told. */
  whenTold<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      const now = () => {
        try {
          resolve(work());
        } catch (error) {
          reject(error as Error);
        }
      };
      if (this.pending.length === 0) now();
      else this.atRest.push(now);
    });
  }

  /** The connection of somebody is there, or is not: what all know of it already is not told again. */
  connected(personId: Id, connected: boolean): void {
    if (!this.scene.people.has(personId) || this.away.has(personId) !== connected) return;
    if (connected) this.away.delete(personId);
    else this.away.add(personId);
    this.gather([{ to: 'all', change: { what: 'connected', personId, connected } }]);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.tellAll();
  }

  private isConnected(personId: Id): boolean {
    const connected = this.around.isConnected(personId);
    if (!connected) this.away.add(personId);
    return connected;
  }

  private start(): void {
    if (this.busy) return;
    this.busy = true;
    this.working = this.working.then(() => this.work());
    this.working.catch(() => {});
  }

  private async load(): Promise<void> {
    const facts = await this.around.read(-1);
    await this.around.names.learn(facts.flatMap(peopleIn));
    for (const fact of facts) take(this.scene, fact);
    this.revision = facts.at(-1)?.revision ?? -1;
  }

  /** What cannot be read now is read a little later. */
  private async work(): Promise<void> {
    while (!this.closed && (this.queue.length > 0 || this.behind)) {
      const facts = this.queue;
      this.queue = [];
      try {
        if (this.behind) await this.readOn();
        await this.around.names.learn(facts.flatMap(peopleIn));
        for (const fact of facts) await this.takeIn(fact);
      } catch {
        this.behind = true;
        await pause(AGAIN);
      }
    }
    this.busy = false;
  }

  private async readOn(): Promise<void> {
    const missed = await this.around.read(this.revision);
    await this.around.names.learn(missed.flatMap(peopleIn));
    for (const fact of missed) this.apply(fact);
    this.behind = false;
  }

  private async takeIn(fact: Recorded<RoomEvent>): Promise<void> {
    if (fact.revision <= this.revision) return;
    // What the subscription missed is read.
    if (fact.revision > this.revision + 1) await this.readOn();
    else this.apply(fact);
  }

  private apply(fact: Recorded<RoomEvent>): void {
    if (fact.revision <= this.revision) return;
    take(this.scene, fact);
    this.revision = fact.revision;
    this.gather(changesOf(this.scene, fact, this.aside));
    // Who joins is told of as connected.
    if (fact.type === 'webinars.ParticipantJoined.v1' || fact.type === 'webinars.ParticipantLeft.v1') this.away.delete(fact.data.personId);
    this.around.happened(fact);
    for (const waiter of this.waiting) if (waiter.revision <= this.revision) waiter.done();
  }

  private gather(told: readonly Told[]): void {
    if (told.length === 0) return;
    this.pending.push(...told);
    this.timer ??= setTimeout(() => this.tellAll(), Math.max(0, this.nextTelling - performance.now()));
  }

  private tellAll(): void {
    this.timer = undefined;
    const began = performance.now();
    const told = this.pending;
    this.pending = [];
    const people = new Set(told.flatMap(({ to }) => (typeof to === 'object' ? [to.personId] : [])));
    // Each connection is in just one of the two audiences, and hears in order.
    for (const audience of ['hosts', 'others'] as const) {
      this.send(
        audience,
        told.filter(({ to }) => to === 'all' || to === audience),
      );
    }
    for (const personId of people)
      this.send(
        { personId },
        told.filter(({ to }) => typeof to === 'object' && to.personId === personId),
      );
    const resting = this.atRest;
    this.atRest = [];
    for (const work of resting) work();
    this.nextTelling = began + Math.max(GATHER, SHARE * (performance.now() - began));
  }

  private send(audience: Audience, told: readonly Told[]): void {
    if (told.length > 0) this.around.tell(audience, this.revision, merged(told.map(({ change }) => change)));
  }
}

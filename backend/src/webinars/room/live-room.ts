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

/** Changes gather for so long, in milliseconds: a thousand who come at once are a few messages. */
const GATHER = 60;
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
  private readonly aside: Aside;
  private readonly waiting = new Set<{ readonly revision: number; readonly done: () => void }>();

  constructor(
    readonly roomId: Id,
    private readonly around: Around,
  ) {
    this.aside = { nameOf: (id) => around.names.of(id), isConnected: around.isConnected };
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

  /** What somebody sees now; what was to be told before has been told. */
  view(personId: Id, of: Pick<RoomView, 'title' | 'end'>): RoomView {
    this.flush();
    return viewOf(this.scene, personId, { roomId: this.roomId, ...of }, this.aside);
  }

  /** Something that is no fact. */
  announce(change: RoomChange): void {
    this.gather([{ to: 'all', change }]);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
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
    this.around.happened(fact);
    for (const waiter of this.waiting) if (waiter.revision <= this.revision) waiter.done();
  }

  private gather(told: readonly Told[]): void {
    if (told.length === 0) return;
    this.pending.push(...told);
    this.timer ??= setTimeout(() => this.flush(), GATHER);
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
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
  }

  private send(audience: Audience, told: readonly Told[]): void {
    if (told.length > 0) this.around.tell(audience, this.revision, merged(told.map(({ change }) => change)));
  }
}

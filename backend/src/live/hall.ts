import { BEGINNING, laterPosition, type Change, type Position, type Room } from '@lyceum/contracts';
import { ReadModels, type Audience, type ChangedRow, type LiveMessage } from '@lyceum/projections';
import { ReadStoreUnavailable } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import { Pushes } from '../tracing/pushes.ts';
import { Membership, messagesFor, nameOf, type Client } from './membership.ts';
import { Telling } from './telling.ts';

/** Tells a change to all who follow a room as `audience`, encoded once. */
export type Broadcast = (room: Room, audience: Audience, change: Change) => void;

const AGAIN = 1000;

/** All rooms that somebody is in: passes on what the read store says to those who may see it. */
@Injectable()
export class Hall {
  private readonly rooms = new Map<Room, Set<Membership>>();
  /** What the rooms in which somebody follows have yet to be told. */
  private readonly tellings = new Map<Room, Telling>();
  private broadcast: Broadcast = () => {};
  private heard: Position = BEGINNING;
  /** What was told after `heard`. */
  private readonly recent = new Map<string, Position>();

  constructor(
    private readonly models: ReadModels,
    private readonly pushes: Pushes,
  ) {}

  /** Begins to pass changes on; gives the function that ends it. */
  open(broadcast: Broadcast): () => void {
    this.broadcast = broadcast;
    const end = this.models.changes((message) => this.take(message));
    return () => {
      end();
      for (const telling of this.tellings.values()) telling.end();
    };
  }

  /**
   * Lets a client into a room, with all changes after `since`; gives its place there and the position that it is up to date with.
   * @throws ReadStoreUnavailable
   */
  async join(client: Client, room: Room, audience: Audience, since: Position | undefined) {
    const membership = new Membership(room, audience, client);
    this.enter(membership);
    try {
      const position = await this.catchUp(membership, since);
      return { membership, position };
    } catch (error) {
      this.leave(membership);
      throw error;
    }
  }

  leave(membership: Membership): void {
    const members = this.rooms.get(membership.room);
    members?.delete(membership);
    if (members?.size !== 0) return;
    this.rooms.delete(membership.room);
    this.tellings.get(membership.room)?.end();
    this.tellings.delete(membership.room);
  }

  private enter(membership: Membership): void {
    const members = this.rooms.get(membership.room) ?? new Set();
    this.rooms.set(membership.room, members.add(membership));
  }

  private async catchUp(membership: Membership, since: Position | undefined): Promise<Position> {
    const reached = await this.models.reached();
    const rows = since === undefined ? [] : await this.models.rowsSince(membership.room, since);
    membership.caughtUp(rows, reached);
    // What waits has been told to this one: it is told to the others before there is one more.
    this.tellings.get(membership.room)?.flush();
    membership.reached(this.heard);
    return rows.reduce((latest, row) => laterPosition(latest, row.position), reached);
  }

  private take(message: LiveMessage): void {
    if (message.kind === 'changed') this.pass(message.change);
    else if (message.kind === 'reached') {
      this.heard = laterPosition(this.heard, message.position);
      this.recent.clear();
      for (const [room, members] of this.rooms) this.whole(room, members, message.position);
    } else void this.makeUp(this.heard);
  }

  /** All changes up to `position` have come. */
  private whole(room: Room, members: ReadonlySet<Membership>, position: Position): void {
    const telling = this.tellings.get(room);
    const behind = [...members].filter(({ following }) => !following);
    // Who follows from now on has been told what waits.
    if (behind.length > 0) telling?.flush();
    else telling?.whole();
    for (const member of behind) member.reached(position);
  }

  private pass(change: ChangedRow): void {
    const name = nameOf(change);
    this.recent.set(name, change.position);
    const rooms = new Set(change.views.map((view) => view.room));
    for (const [room, telling] of this.tellings) if (!rooms.has(room)) telling.forget(name);
    for (const room of rooms) {
      let followed = false;
      for (const member of this.rooms.get(room) ?? []) {
        if (member.following) followed = true;
        else member.happened(change);
      }
      if (followed) this.telling(room).add(change);
    }
  }

  private telling(room: Room): Telling {
    const telling = this.tellings.get(room) ?? new Telling((changes) => this.tell(room, changes));
    this.tellings.set(room, telling);
    return telling;
  }

  private tell(room: Room, changes: readonly ChangedRow[]): void {
    const followed = new Set<Audience>();
    for (const member of this.rooms.get(room) ?? []) if (member.following) followed.add(member.audience);
    for (const change of changes) {
      const start = Date.now();
      for (const audience of followed) for (const message of messagesFor(change, room, audience)) this.broadcast(room, audience, message);
      if (followed.size > 0) this.pushes.told(change.model, change.position, room, start);
    }
  }

  /** Changes after `since` may have been missed by everybody. */
  private async makeUp(since: Position): Promise<void> {
    for (const telling of this.tellings.values()) telling.flush();
    const everybody = [...this.rooms.values()].flatMap((members) => [...members]);
    for (const member of everybody) member.catchUpAgain(this.recent);
    for (const member of everybody) await this.insist(member, since);
  }

  private async insist(member: Membership, since: Position): Promise<void> {
    for (;;) {
      if (!this.rooms.get(member.room)?.has(member)) return;
      try {
        await this.catchUp(member, since);
        return;
      } catch (error) {
        if (!(error instanceof ReadStoreUnavailable)) throw error;
        await new Promise((resolve) => setTimeout(resolve, AGAIN));
      }
    }
  }
}

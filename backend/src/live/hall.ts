import { BEGINNING, laterPosition, type Change, type Position, type Room } from '@lyceum/contracts';
import { ReadModels, type Audience, type ChangedRow, type LiveMessage } from '@lyceum/projections';
import { ReadStoreUnavailable } from '@lyceum/stores';
import { Injectable } from '@nestjs/common';
import { Pushes } from '../tracing/pushes.ts';
import { Membership, messagesFor, nameOf, type Client } from './membership.ts';

/** Tells a change to all who follow a room as `audience`, encoded once. */
export type Broadcast = (room: Room, audience: Audience, change: Change) => void;

const AGAIN = 1000;

/** All rooms that somebody is in: passes on what the read store says to those who may see it. */
@Injectable()
export class Hall {
  private readonly rooms = new Map<Room, Set<Membership>>();
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
    return this.models.changes((message) => this.take(message));
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
    if (members?.size === 0) this.rooms.delete(membership.room);
  }

  private enter(membership: Membership): void {
    const members = this.rooms.get(membership.room) ?? new Set();
    this.rooms.set(membership.room, members.add(membership));
  }

  private async catchUp(membership: Membership, since: Position | undefined): Promise<Position> {
    const reached = await this.models.reached();
    const rows = since === undefined ? [] : await this.models.rowsSince(membership.room, since);
    membership.caughtUp(rows, reached);
    membership.reached(this.heard);
    return rows.reduce((latest, row) => laterPosition(latest, row.position), reached);
  }

  private take(message: LiveMessage): void {
    if (message.kind === 'changed') this.pass(message.change);
    else if (message.kind === 'reached') {
      this.heard = laterPosition(this.heard, message.position);
      this.recent.clear();
      for (const members of this.rooms.values()) for (const member of members) member.reached(message.position);
    } else void this.makeUp(this.heard);
  }

  private pass(change: ChangedRow): void {
    this.recent.set(nameOf(change), change.position);
    for (const room of new Set(change.views.map((view) => view.room))) {
      const members = this.rooms.get(room);
      if (!members) continue;
      const followed = new Set<Audience>();
      for (const member of members) {
        if (member.following) followed.add(member.audience);
        else member.happened(change);
      }
      const start = Date.now();
      for (const audience of followed) for (const message of messagesFor(change, room, audience)) this.broadcast(room, audience, message);
      if (followed.size > 0) this.pushes.told(change.model, change.position, room, start);
    }
  }

  /** Changes after `since` may have been missed by everybody. */
  private async makeUp(since: Position): Promise<void> {
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

import type { Change, JoinAnswer, Position, Room } from '@lyceum/contracts';
import { comparePositions } from '#lib/api/position.ts';

/** The part of a Socket.IO client that the rooms need. */
export interface Wire {
  readonly connected: boolean;
  emit(event: 'join', request: { room: Room; since?: Position }, answer: (answer: JoinAnswer) => void): void;
  emit(event: 'leave', request: { room: Room }, answer: () => void): void;
}

export interface Follower {
  readonly onChange: (change: Change) => void;
  /** The newest position of each row that this follower has been given. */
  readonly given: Map<string, Position>;
}

interface Joined {
  /** From where the room has to be caught up when the connection comes back. */
  since: Position | null;
  readonly followers: Set<Follower>;
}

/**
 * Which rooms the page follows, and since when. After each connection every room is joined again from the last position that the
 * server vouched for; what comes a second time by that is left out row by row, so a follower sees each change once and in order. What comes
 * until the next frame is given together: a page that is drawn anew for each change falls behind where much happens.
 */
export class Rooms {
  readonly #wire: Wire;
  readonly #rooms = new Map<Room, Joined>();
  readonly #gather: (give: () => void) => void;
  readonly #onRefused: (room: Room, code: string) => void;
  #waiting: (() => void)[] = [];

  /** @param gather runs what it is given once enough has been waited for more */
  constructor(wire: Wire, gather: (give: () => void) => void, onRefused: (room: Room, code: string) => void = () => undefined) {
    this.#wire = wire;
    this.#gather = gather;
    this.#onRefused = onRefused;
  }

  /** Follows a room from `since`, the position of what the page shows already. Returns how to stop. */
  follow(room: Room, since: Position | null, onChange: (change: Change) => void): () => void {
    const joined = this.#rooms.get(room) ?? { since, followers: new Set() };
    const first = joined.followers.size === 0;
    const follower: Follower = { onChange, given: new Map() };
    joined.followers.add(follower);
    this.#rooms.set(room, joined);
    const earlier = since !== null && (joined.since === null || comparePositions(since, joined.since) < 0);
    if (earlier) joined.since = since;
    if (this.#wire.connected && (first || earlier)) this.#join(room, joined);
    return () => this.#unfollow(room, joined, follower);
  }

  /** The connection is there (again). */
  connected(): void {
    for (const [room, joined] of this.#rooms) this.#join(room, joined);
  }

  changed(change: Change): void {
    const row = `${change.model}\n${change.key}`;
    const followers = this.#rooms.get(change.room)?.followers;
    for (const follower of followers ?? []) {
      const given = follower.given.get(row);
      if (given !== undefined && comparePositions(change.position, given) <= 0) continue;
      follower.given.set(row, change.position);
      this.#soon(() => followers?.has(follower) && follower.onChange(change));
    }
  }

  #soon(give: () => void): void {
    if (this.#waiting.push(give) > 1) return;
    this.#gather(() => {
      const waiting = this.#waiting;
      this.#waiting = [];
      for (const each of waiting) each();
    });
  }

  #join(room: Room, joined: Joined): void {
    this.#wire.emit('join', { room, ...(joined.since !== null && { since: joined.since }) }, (answer) => {
      if (answer.ok) joined.since = answer.position;
      else this.#onRefused(room, answer.code);
    });
  }

  #unfollow(room: Room, joined: Joined, follower: Follower): void {
    joined.followers.delete(follower);
    if (joined.followers.size > 0 || this.#rooms.get(room) !== joined) return;
    this.#rooms.delete(room);
    if (this.#wire.connected) this.#wire.emit('leave', { room }, () => undefined);
  }
}

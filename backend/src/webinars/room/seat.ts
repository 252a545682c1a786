import type { Id, RoomNews, RtpCapabilities, SentMedia } from '@lyceum/contracts';
import type { Socket } from 'socket.io';
import type { AccessClaims } from '../../accounts/tokens.ts';
import { channelOf, doorOf } from './channels.ts';
import type { Door } from './door.ts';

/** One connection that is in a room, or waits at its door. */
export class Seat {
  inside = false;
  /** Whether it waits at the door. */
  waiting = false;
  /** What its browser can receive, as it said when it opened a transport for it. */
  rtpCapabilities: RtpCapabilities | null = null;

  constructor(
    private readonly socket: Socket,
    public who: AccessClaims,
    readonly door: Door,
    readonly connectionId: Id,
    private readonly left: (seat: Seat) => void,
  ) {}

  get roomId(): Id {
    return this.door.roomId;
  }

  emit<Name extends keyof RoomNews>(name: Name, news: RoomNews[Name]): void {
    this.socket.emit(name, news);
  }

  /** Waits to be let in. */
  wait(): void {
    this.waiting = true;
    void this.socket.join(doorOf(this.roomId));
  }

  /** Is in the room from now on. */
  enter(runs: boolean): void {
    this.inside = true;
    this.waiting = false;
    void this.socket.leave(doorOf(this.roomId));
    void this.socket.join(channelOf(this.roomId, { personId: this.who.personId }));
    this.runs(runs);
  }

  /** Hears what those hear who run the room, or what all others do. */
  runs(runs: boolean): void {
    void this.socket.leave(channelOf(this.roomId, runs ? 'others' : 'hosts'));
    void this.socket.join(channelOf(this.roomId, runs ? 'hosts' : 'others'));
  }

  /** The media begin anew. */
  reset(rtpCapabilities: RtpCapabilities, sent: readonly SentMedia[]): void {
    this.emit('media-reset', { rtpCapabilities, sent });
  }

  /** Is not in the room any more, nor at its door; the connection stays. */
  out(why: RoomNews['out']['why']): void {
    this.leave();
    this.emit('out', { why });
    this.left(this);
  }

  /** Comes in again by itself: the connection is broken off, and clients come back. */
  again(): void {
    this.leave();
    this.left(this);
    this.socket.conn.close();
  }

  leave(): void {
    this.inside = false;
    this.waiting = false;
    for (const channel of [doorOf(this.roomId), ...(['hosts', 'others', this.who] as const).map((of) => channelOf(this.roomId, of))]) {
      void this.socket.leave(channel);
    }
  }
}

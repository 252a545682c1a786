import { newId, problemOf, ROOM_REQUESTS, type Id, type Refusal, type RoomRequest } from '@lyceum/contracts';
import { because, SpanKind, traced } from '@lyceum/stores';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { Standing } from '../../../accounts/standing.ts';
import type { AccessClaims } from '../../../accounts/tokens.ts';
import { refusalOf } from '../../../api/problem-filter.ts';
import { Refused } from '../../../deciding/refused.ts';
import { SocketServer, whoOf } from '../../../live/socket-server.ts';
import { parsed } from '../../../live/visitor.ts';
import { Log } from '../../../log.ts';
import { leaveLobby } from '../acts/entering.ts';
import { Doors, type Door } from '../door.ts';
import { Absences } from '../absences.ts';
import { Barring } from '../barring.ts';
import { RoomHub } from '../hub.ts';
import { Seat } from '../seat.ts';
import { Desk, DONE } from './desk.ts';
import { comeIn, SIGN_LASTS, signOf } from './enter.ts';
import { hostAnswers } from './host.ts';
import { Limits } from './limits.ts';
import { mediaAnswers } from './media.ts';
import { pollAnswers } from './poll.ts';
import { presentAnswers } from './present.ts';
import { talkAnswers } from './talk.ts';

/** The requests of those who are in a room, by name. */
const ANSWERS = { ...mediaAnswers, ...talkAnswers, ...hostAnswers, ...pollAnswers, ...presentAnswers };

/** Requests of one connection that wait for their turn. */
const MOST_WAITING = 500;
const RENEWED = 6000;

type Ack = (answer: object) => void;
const ackOf = (args: readonly unknown[]): Ack | undefined => {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Ack) : undefined;
};

/** Signalling of rooms: the namespace `/webinars` (docs/webinars/signalling.md). One connection is in one room at a time. */
@Injectable()
export class RoomGateway implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly seats = new Map<Socket, Seat>();
  private readonly limits = new Limits();
  private renewing: NodeJS.Timeout | undefined;
  private deaf: (() => void) | undefined;

  constructor(
    private readonly sockets: SocketServer,
    private readonly standing: Standing,
    private readonly hub: RoomHub,
    private readonly desk: Desk,
    private readonly doors: Doors,
    private readonly absences: Absences,
    private readonly barring: Barring,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const namespace = this.sockets.namespace('/webinars');
    if (!namespace) return;
    this.hub.namespace = namespace;
    namespace.on('connection', (socket) => this.welcome(socket));
    this.deaf = this.standing.listen((news) => {
      if ('sessionId' in news) this.endSession(namespace.sockets.values(), news.sessionId);
      else this.lookAgain(namespace.sockets.values(), news.personId);
    });
    this.renewing = setInterval(() => this.renew(), RENEWED);
  }

  beforeApplicationShutdown(): void {
    this.deaf?.();
    clearInterval(this.renewing);
  }

  /** Who is not signed in any more is nowhere any more, at once. */
  private endSession(sockets: Iterable<Socket>, sessionId: Id): void {
    for (const socket of sockets) {
      if (whoOf(socket).sessionId !== sessionId) continue;
      const seat = this.seats.get(socket);
      socket.emit('out', { why: 'signed-out' });
      if (seat)
        void this.leave(socket, seat).catch((err: unknown) => this.log.warn({ err }, 'Who signed out could not be taken out of a room'));
      socket.disconnect(true);
    }
  }

  /** Which sessions of somebody still hold: after their password has changed, one. */
  private lookAgain(sockets: Iterable<Socket>, personId: Id): void {
    for (const socket of sockets) {
      const who = whoOf(socket);
      if (who.personId !== personId) continue;
      void Promise.resolve(this.standing.stands({ ...who, expires: Number.POSITIVE_INFINITY }))
        .then((stands) => (stands ? undefined : this.endSession([socket], who.sessionId)))
        .catch((err: unknown) => this.log.warn({ err }, 'Whether a session still holds could not be looked at'));
    }
  }

  private renew(): void {
    const now = this.desk.clock.now();
    const inside = [...this.seats.values()].filter((seat) => seat.inside);
    void this.desk.signs.renew(inside.map(signOf), SIGN_LASTS);
    for (const seat of this.seats.values()) {
      // Whom no host let in before it was over.
      if (seat.waiting && seat.door.closes <= now) seat.out('over');
    }
  }

  private welcome(socket: Socket): void {
    const { personId } = whoOf(socket);
    // What one connection asks for is done in its order; too much is refused before it takes a turn.
    let turn: Promise<unknown> = Promise.resolve();
    let waiting = 0;
    const take = (name: RoomRequest | null, args: readonly unknown[]) => {
      try {
        this.limits.spend(personId, name);
        if (name === null) throw new Refused({ code: 'not-found' });
        if (waiting >= MOST_WAITING) throw new Refused({ code: 'too-many-requests', more: { retryAfter: 1 } });
      } catch (error) {
        this.refuse(socket, args, refusalOf(error));
        return;
      }
      waiting++;
      const cause = { correlationId: newId(), spanId: null };
      turn = turn.then(() => because(cause, () => this.answer(socket, name, args))).finally(() => waiting--);
    };
    socket.onAny((name: string, ...args: unknown[]) => take(Object.hasOwn(ROOM_REQUESTS, name) ? (name as RoomRequest) : null, args));
    socket.once('disconnect', () => void turn.then(() => this.gone(socket)));
  }

  private async answer(socket: Socket, name: RoomRequest, args: readonly unknown[]): Promise<void> {
    try {
      const body = parsed(ROOM_REQUESTS[name], typeof args[0] === 'function' ? {} : (args[0] ?? {}));
      const answer = await traced(`room ${name}`, { kind: SpanKind.SERVER }, () => this.do(socket, name, body));
      ackOf(args)?.({ ok: true, ...answer });
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === 'internal-error') this.log.error({ err: error, request: name }, 'A request of a room failed');
      this.refuse(socket, args, refusal);
    }
  }

  private refuse(socket: Socket, args: readonly unknown[], refusal: Refusal): void {
    const problem = problemOf(refusal);
    const ack = ackOf(args);
    if (ack) ack({ ok: false, ...problem });
    else socket.emit('problem', problem);
  }

  private async do(socket: Socket, name: RoomRequest, body: unknown): Promise<object> {
    if (name === 'enter') return this.enter(socket, body as { room: string; connectionId?: Id });
    const seat = this.seats.get(socket);
    if (name === 'leave') {
      if (seat) await this.leave(socket, seat);
      return DONE;
    }
    if (!seat?.inside) throw new Refused({ code: 'not-in-the-room' });
    // The person of a seat has the roles of now, whichever the token said.
    const who = await this.standing.stands(seat.who);
    if (!who) throw new Refused({ code: 'session-ended' });
    seat.who = who;
    return (ANSWERS[name] as (desk: Desk, seat: Seat, body: unknown) => Promise<object>)(this.desk, seat, body);
  }

  private async enter(socket: Socket, { room, connectionId }: { room: string; connectionId?: Id }): Promise<object> {
    const before = this.seats.get(socket);
    if (before) this.unseat(socket, before);
    // Whoever came in stays as long as their session does, which is longer than a token; as what is said by their roles of now.
    const who = await this.standing.stands({ ...whoOf(socket), expires: Number.POSITIVE_INFINITY });
    if (!who) throw new Refused({ code: 'session-ended' });
    const { changes } = this.barring;
    const door = await this.find(who, room);
    const asked = await this.absences.connectionFor(who.personId, door.roomId, connectionId);
    const seat = new Seat(socket, who, door, asked, (left) => this.unseat(socket, left));
    this.seats.set(socket, seat);
    try {
      const place = await comeIn(this.desk, seat);
      this.absences.back(seat.connectionId);
      // Their right may have ended on the way in.
      if (changes !== this.barring.changes) await this.barring.recheck(seat.roomId, [who.personId]);
      if (!seat.inside && !seat.waiting) throw new Refused({ code: 'not-in-the-room' });
      return place;
    } catch (error) {
      this.unseat(socket, seat);
      throw error;
    }
  }

  /** Who may not come in is not there any more either, though their place was kept. @throws Refused */
  private async find(who: AccessClaims, room: string): Promise<Door> {
    try {
      return await this.doors.find(who, room);
    } catch (error) {
      if (error instanceof Refused) await this.barring.recheck(room.split(':')[1]!, [who.personId]);
      throw error;
    }
  }

  private unseat(socket: Socket, seat: Seat): void {
    seat.leave();
    this.hub.give(seat);
    if (this.seats.get(socket) === seat) this.seats.delete(socket);
  }

  /** By themselves: their place is free at once. */
  private async leave(socket: Socket, seat: Seat): Promise<void> {
    const { inside } = seat;
    this.unseat(socket, seat);
    if (!inside) {
      await this.desk.act(seat, leaveLobby);
      return;
    }
    await this.absences.leaves(seat, 'left');
  }

  /** The connection is gone; who was inside may come back to their place for a while. */
  private async gone(socket: Socket): Promise<void> {
    const seat = this.seats.get(socket);
    if (!seat) return;
    const { inside } = seat;
    this.unseat(socket, seat);
    if (inside) this.absences.begin(seat);
    else await this.desk.act(seat, leaveLobby).catch(() => {});
  }
}

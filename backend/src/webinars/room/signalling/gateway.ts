import { problemOf, ROOM_REQUESTS, type Id, type Refusal, type RoomRequest } from '@lyceum/contracts';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import type { Socket } from 'socket.io';
import { Standing } from '../../../accounts/standing.ts';
import { refusalOf } from '../../../api/problem-filter.ts';
import { Refused } from '../../../deciding/refused.ts';
import { Allowance } from '../../../live/allowance.ts';
import { SocketServer, whoOf } from '../../../live/socket-server.ts';
import { parsed } from '../../../live/visitor.ts';
import { Log } from '../../../log.ts';
import { leaveLobby } from '../acts/entering.ts';
import { Doors } from '../door.ts';
import { Absences } from '../absences.ts';
import { RoomHub } from '../hub.ts';
import { Seat } from '../seat.ts';
import { Desk, DONE } from './desk.ts';
import { comeIn, SIGN_LASTS, signOf } from './enter.ts';
import { hostAnswers } from './host.ts';
import { mediaAnswers } from './media.ts';
import { pollAnswers } from './poll.ts';
import { presentAnswers } from './present.ts';
import { talkAnswers } from './talk.ts';

/** The requests of those who are in a room, by name. */
const ANSWERS = { ...mediaAnswers, ...talkAnswers, ...hostAnswers, ...pollAnswers, ...presentAnswers };

/** Somebody who comes into a room of fifty asks for a hundred streams at once. */
const ALLOWED = { burst: 400, perSecond: 50 };
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
  private renewing: NodeJS.Timeout | undefined;
  private deaf: (() => void) | undefined;

  constructor(
    private readonly sockets: SocketServer,
    private readonly standing: Standing,
    private readonly hub: RoomHub,
    private readonly desk: Desk,
    private readonly doors: Doors,
    private readonly absences: Absences,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const namespace = this.sockets.namespace('/webinars');
    if (!namespace) return;
    this.hub.namespace = namespace;
    namespace.on('connection', (socket) => this.welcome(socket));
    this.deaf = this.standing.listen((news) => {
      if ('sessionId' in news) this.end(({ who }) => who.sessionId === news.sessionId);
    });
    this.renewing = setInterval(() => {
      for (const seat of this.seats.values()) if (seat.inside) void this.desk.signs.give(signOf(seat), SIGN_LASTS);
    }, RENEWED);
  }

  beforeApplicationShutdown(): void {
    this.deaf?.();
    clearInterval(this.renewing);
  }

  private end(whose: (seat: Seat) => boolean): void {
    for (const [socket, seat] of this.seats) if (whose(seat)) socket.disconnect(true);
  }

  private welcome(socket: Socket): void {
    const allowance = new Allowance(ALLOWED.burst, ALLOWED.perSecond);
    const names = Object.keys(ROOM_REQUESTS) as RoomRequest[];
    // What one connection asks for is done in its order.
    let turn: Promise<unknown> = Promise.resolve();
    for (const name of names) {
      socket.on(name, (...args: unknown[]) => {
        turn = turn.then(() => this.answer(socket, name, args, allowance));
      });
    }
    socket.onAny((name: string, ...args: unknown[]) => {
      if (!Object.hasOwn(ROOM_REQUESTS, name)) this.refuse(socket, args, { code: 'not-found' });
    });
    socket.once('disconnect', () => void turn.then(() => this.gone(socket)));
  }

  private async answer(socket: Socket, name: RoomRequest, args: readonly unknown[], allowance: Allowance): Promise<void> {
    try {
      allowance.spend();
      const body = parsed(ROOM_REQUESTS[name], typeof args[0] === 'function' ? {} : (args[0] ?? {}));
      const answer = await this.do(socket, name, body);
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
    // Whoever came in stays as long as their session does, which is longer than a token.
    const who = { ...whoOf(socket), expires: Number.POSITIVE_INFINITY };
    const door = await this.doors.find(who, room);
    const seat = new Seat(socket, who, door, await this.absences.connectionFor(who.personId, door.roomId, connectionId), (left) =>
      this.unseat(socket, left),
    );
    this.seats.set(socket, seat);
    try {
      const place = await comeIn(this.desk, seat);
      this.absences.back(seat.connectionId);
      return place;
    } catch (error) {
      this.unseat(socket, seat);
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

import { JoinRequest, LeaveRequest, newId, problemOf, type Change, type JoinAnswer, type Refusal, type Room } from '@lyceum/contracts';
import type { Audience, Following } from '@lyceum/projections';
import { because } from '@lyceum/stores';
import type { Socket } from 'socket.io';
import { z } from 'zod';
import { Allowance } from './allowance.ts';
import { refusalOf } from '../api/problem-filter.ts';
import { fieldErrors } from '../api/validation.ts';
import type { AccessClaims } from '../accounts/tokens.ts';
import type { Standing } from '../accounts/standing.ts';
import { Refused } from '../deciding/refused.ts';
import type { Hall } from './hall.ts';
import type { Client, Membership } from './membership.ts';
import type { Rights } from './rights.ts';

const MOST_ROOMS = 64;

const AuthenticateRequest = z.strictObject({ token: z.string().max(4000) });

type Ack = (answer: JoinAnswer | { readonly ok: true }) => void;

/** What a connection can be asked to do, by the name of the message; what it comes to is the answer. */
export type Acts = Readonly<Record<string, (body: unknown) => Promise<JoinAnswer | { readonly ok: true }>>>;

/** The channel of all who follow a room as the given audience. */
export const channel = (room: Room, audience: Audience): string => `${room}/${audience}`;

/** One live connection: whose it is, which rooms it is in, and what it asks for. */
export class Visitor implements Client {
  private readonly places = new Map<Room, Membership>();
  private readonly allowance = new Allowance();
  private rechecks = 0;
  private expiry: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    public who: AccessClaims,
    private readonly hall: Hall,
    private readonly rights: Rights,
    private readonly standing: Standing,
    private readonly changes: Following,
    private readonly now: () => number,
    private readonly failed: (error: unknown) => void,
    more: Acts = {},
  ) {
    const acts: Acts = {
      join: (body) => this.join(body),
      leave: (body) => this.leave(body),
      authenticate: (body) => this.authenticate(body),
      ...more,
    };
    for (const [event, act] of Object.entries(acts)) this.on(event, act);
    socket.onAny((event: string, ...rest: unknown[]) => {
      if (!Object.hasOwn(acts, event)) this.answer(rest, { code: 'not-found' });
    });
    this.expireInTime();
  }

  change(change: Change): void {
    this.socket.emit('change', change);
  }

  follow(room: Room, audience: Audience): void {
    void this.socket.join(channel(room, audience));
  }

  unfollow(room: Room): void {
    void this.socket.leave(channel(room, 'member'));
    void this.socket.leave(channel(room, 'staff'));
  }

  /** Looks again whether the rights to all rooms, or to the one, still hold. */
  async recheck(only?: Room): Promise<void> {
    this.rechecks++;
    for (const [room, place] of this.places) {
      if (only !== undefined && room !== only) continue;
      const audience = await this.rights.now(this.who, room);
      if (audience === place.audience || this.places.get(room) !== place) continue;
      this.quit(room);
      this.socket.emit('removed', { room, ...problemOf({ code: 'room-not-found' }) });
    }
  }

  /** Ends the connection, saying why. */
  end(refusal: Refusal): void {
    this.socket.emit('ended', problemOf(refusal));
    this.socket.disconnect(true);
  }

  gone(): void {
    clearTimeout(this.expiry);
    this.changes.end();
    for (const room of this.places.keys()) this.quit(room);
  }

  private async join(body: unknown) {
    const { room, since } = parsed(JoinRequest, body);
    if (!this.places.has(room) && this.places.size >= MOST_ROOMS) {
      throw new Refused({ code: 'too-many-requests', detail: `A connection can be in ${MOST_ROOMS} rooms at once.` });
    }
    // A right that ends is a changed row: from before it is looked at.
    await this.changes.ready();
    const { rechecks } = this;
    const audience = await this.rights.toJoin(this.who, room);
    if (audience === null) throw new Refused({ code: 'room-not-found' });
    this.quit(room);
    const { membership, position } = await this.hall.join(this, room, audience, since);
    if (this.socket.disconnected || this.places.has(room)) this.hall.leave(membership);
    else this.places.set(room, membership);
    // The right may have ended on the way in, when there was no place yet to lose.
    if (rechecks !== this.rechecks) await this.recheck(room);
    if (!this.places.has(room)) throw new Refused({ code: 'room-not-found' });
    return { ok: true as const, position };
  }

  private async leave(body: unknown) {
    this.quit(parsed(LeaveRequest, body).room);
    return { ok: true as const };
  }

  /** A fresh token of the same person lets the connection live on. */
  private async authenticate(body: unknown) {
    const who = await this.standing.verify(parsed(AuthenticateRequest, body).token);
    if (!who || who.personId !== this.who.personId) throw new Refused({ code: 'not-signed-in' });
    this.who = who;
    this.expireInTime();
    return { ok: true as const };
  }

  private quit(room: Room): void {
    const place = this.places.get(room);
    if (!place) return;
    this.places.delete(room);
    this.hall.leave(place);
    this.unfollow(room);
  }

  private expireInTime(): void {
    clearTimeout(this.expiry);
    this.expiry = setTimeout(
      () => this.end({ code: 'not-signed-in', detail: 'The access token has expired.' }),
      this.who.expires - this.now(),
    );
  }

  /** Every message is answered: by what it came to, or by a problem. */
  private on(event: string, act: (body: unknown) => Promise<JoinAnswer | { readonly ok: true }>): void {
    this.socket.on(event, (...args: unknown[]) => because({ correlationId: newId(), spanId: null }, () => this.take(act, args)));
  }

  private async take(act: (body: unknown) => Promise<JoinAnswer | { readonly ok: true }>, args: readonly unknown[]): Promise<void> {
    try {
      this.allowance.spend();
      const answer = await act(args[0]);
      ackOf(args)?.(answer);
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal.code === 'internal-error') this.failed(error);
      this.answer(args, refusal);
    }
  }

  private answer(args: readonly unknown[], refusal: Refusal): void {
    const problem = problemOf(refusal);
    const ack = ackOf(args);
    if (ack) ack({ ok: false, ...problem });
    else this.socket.emit('problem', problem);
  }
}

const ackOf = (args: readonly unknown[]): Ack | undefined => {
  const last = args.at(-1);
  return typeof last === 'function' ? (last as Ack) : undefined;
};

/** A message's body by its schema. @throws Refused */
export function parsed<T extends z.ZodType>(schema: T, body: unknown): z.infer<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  throw new Refused({ code: 'invalid-input', errors: fieldErrors(result.error.issues, body) });
}

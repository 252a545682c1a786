import type { Closing, Id, Instant, RoomRole, WebinarKind } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Clock } from '../../api/clock.ts';
import { people } from '../../accounts/person.ts';
import { findRoom, isOpen } from '../../consultations/room/room.ts';
import { bookingPointers } from '../../consultations/bookings/pointer.ts';
import type { Asker } from '../../courses/staff.ts';
import { firstTry } from '../../deciding/context.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams, type See } from '../../deciding/streams.ts';
import { openTimes } from '../planning/shown.ts';
import { Register } from '../planning/register.ts';
import { courseOf, knownOf, placeIn, relationOf } from '../planning/standing.ts';
import { webinars } from '../planning/webinar.ts';

/** A room that somebody may come into, and as what. */
export interface Door {
  readonly roomId: Id;
  readonly role: RoomRole;
  readonly kind: WebinarKind | 'consultation';
  readonly lobby: boolean;
  readonly title: string;
  /** When what it is for ends, and when it is closed. */
  readonly end: Instant;
  readonly closes: Instant;
}

/** Finds out who may come into which room as what, by what was planned or booked. */
@Injectable()
export class Doors {
  constructor(
    private readonly streams: Streams,
    private readonly commands: CommandBus,
    private readonly clock: Clock,
  ) {}

  /** `name` is `webinar:ID` or `booking:ID`. @throws Refused */
  async find(who: Asker, name: string): Promise<Door> {
    // Who has no role left in the academy has no place in its rooms.
    if (who.roles.length === 0) throw new Refused({ code: 'not-allowed' });
    const [kind = '', id = ''] = name.split(':');
    return kind === 'booking' ? this.ofBooking(who, id) : this.ofWebinar(who, id);
  }

  /** As what somebody may be in a room now; null where they may not. @throws EventStoreUnavailable */
  async roleOf(roomId: Id, personId: Id): Promise<RoomRole | null> {
    const { state: person } = await this.streams.look(people, personId);
    const who = { personId, roles: person.phase === 'registered' ? person.roles : [] };
    if (who.roles.length === 0) return null;
    try {
      const { state: webinar } = await this.streams.look(webinars, roomId);
      if (webinar.phase === 'none') return (await this.ofBooking(who, roomId)).role;
      const { is } = await this.placeOf(who, roomId);
      return 'role' in is ? is.role : null;
    } catch (error) {
      if (error instanceof Refused) return null;
      throw error;
    }
  }

  /** Why a room is to be closed, by what was planned or booked; null where it is not. @throws EventStoreUnavailable */
  async closedBecause(roomId: Id): Promise<Extract<Closing, 'over' | 'cancelled'> | null> {
    const { state: webinar } = await this.streams.look(webinars, roomId);
    if (webinar.phase === 'cancelled') return 'cancelled';
    if (webinar.phase === 'scheduled') return this.clock.now() < openTimes(webinar.plan).closes ? null : 'over';
    const { state: pointer } = await this.streams.look(bookingPointers, roomId);
    if (!pointer) return null;
    try {
      const room = await findRoom(this.streams, { personId: pointer.studentId, roles: [] }, roomId);
      return this.clock.now() < room.closes ? null : 'over';
    } catch (error) {
      if (error instanceof Refused) return 'cancelled';
      throw error;
    }
  }

  /** Streams as they are now: a right that has just ended lets nobody in. */
  private readonly fresh: See = async (decider, id) => (await this.streams.look(decider, id)).state;

  private async ofBooking(who: Asker, bookingId: Id): Promise<Door> {
    const room = await findRoom(this.streams, who, bookingId);
    if (!isOpen(room, this.clock.now())) throw new Refused({ code: 'room-closed', more: { opens: room.opens, closes: room.closes } });
    return { roomId: bookingId, role: 'host', kind: 'consultation', lobby: false, title: '', end: room.end, closes: room.closes };
  }

  private async ofWebinar(who: Asker, webinarId: Id): Promise<Door> {
    const place = await this.placeOf(who, webinarId);
    if ('register' in place.is) {
      await this.commands.execute(new Register(firstTry(who.personId, this.clock.now()), who, webinarId));
      return this.ofWebinarAs(await this.placeOf(who, webinarId));
    }
    return this.ofWebinarAs(place);
  }

  private ofWebinarAs({ is, plan, webinarId }: Awaited<ReturnType<Doors['placeOf']>>): Door {
    if ('refused' in is) throw new Refused({ code: is.refused });
    // Who registered by coming waits where all seats are taken.
    if ('register' in is) throw new Refused({ code: 'webinar-full' });
    const { opens, closes } = openTimes(plan);
    const now = this.clock.now();
    if (now < opens || now >= closes) throw new Refused({ code: 'room-not-open', more: { opens, closes } });
    return { roomId: webinarId, role: is.role, kind: plan.kind, lobby: plan.lobby, title: plan.title, end: plan.end, closes };
  }

  private async placeOf(who: Asker, webinarId: Id) {
    const { state: webinar } = await this.streams.look(webinars, webinarId);
    if (webinar.phase === 'none') throw new Refused({ code: 'webinar-not-found' });
    const known = knownOf(webinar);
    const relation = relationOf(known, await courseOf(this.fresh, known.courseId, who.personId), who);
    return { webinarId, plan: webinar.plan, is: placeIn(webinar, relation, who.personId, this.clock.now()) };
  }
}

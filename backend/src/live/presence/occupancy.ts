import type { EnterRequest, HereNews, Id } from '@lyceum/contracts';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../../api/clock.ts';
import { findRoom, isOpen } from '../../consultations/room/room.ts';
import type { Asker } from '../../courses/staff.ts';
import { Refused } from '../../deciding/refused.ts';
import { Streams } from '../../deciding/streams.ts';
import { Signs } from './signs.ts';
import type { Sign } from './sign.ts';

/** Times in milliseconds. */
const LASTS = 45_000;
const RENEWED = 15_000;

/** One live connection, as far as rooms go. */
export interface Occupant {
  readonly who: Asker;
  here(news: HereNews): void;
}

const signOf = (personId: Id, bookingId: Id): Sign => ({ kind: 'room', personId, place: bookingId });

/** Who is in the room of a session. */
@Injectable()
export class Occupancy implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rooms = new Map<Occupant, { readonly bookingId: Id; readonly otherId: Id }>();
  private renewing: NodeJS.Timeout | undefined;
  private deaf: (() => void) | undefined;

  constructor(
    private readonly signs: Signs,
    private readonly streams: Streams,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.deaf = this.signs.listen((sign, given) => this.changed(sign, given));
    this.renewing = setInterval(() => {
      for (const [{ who }, { bookingId }] of this.rooms) void this.signs.give(signOf(who.personId, bookingId), LASTS);
    }, RENEWED);
  }

  beforeApplicationShutdown(): void {
    this.deaf?.();
    clearInterval(this.renewing);
  }

  /** Gives who of the two is there. @throws Refused */
  async enter(occupant: Occupant, { bookingId }: EnterRequest): Promise<readonly Id[]> {
    const room = await findRoom(this.streams, occupant.who, bookingId);
    if (!isOpen(room, this.clock.now())) throw new Refused({ code: 'room-closed', more: { opens: room.opens, closes: room.closes } });
    this.exit(occupant);
    const otherId = room.as === 'student' ? room.instructorId : room.studentId;
    this.rooms.set(occupant, { bookingId, otherId });
    await this.signs.give(signOf(occupant.who.personId, bookingId), LASTS);
    return [occupant.who.personId, ...(this.signs.has(signOf(otherId, bookingId)) ? [otherId] : [])];
  }

  exit(occupant: Occupant): void {
    const room = this.rooms.get(occupant);
    if (!room) return;
    this.rooms.delete(occupant);
    const { personId } = occupant.who;
    const elsewhere = [...this.rooms].some(([other, { bookingId }]) => other.who.personId === personId && bookingId === room.bookingId);
    if (!elsewhere) void this.signs.take(signOf(personId, room.bookingId));
  }

  private changed({ kind, personId, place }: Sign, given: boolean): void {
    if (kind !== 'room') return;
    for (const [occupant, { bookingId, otherId }] of this.rooms)
      if (bookingId === place && otherId === personId) occupant.here({ bookingId, personId, here: given });
  }
}

import { AttendRequest, EnterRequest, TypingRequest, type Id } from '@lyceum/contracts';
import { Injectable } from '@nestjs/common';
import { parsed, type Acts } from '../visitor.ts';
import { Attendance, type Guest } from './attendance.ts';
import { Occupancy, type Occupant } from './occupancy.ts';

/** Where news of others are sent. */
interface Hearing {
  emit(event: string, news: unknown): unknown;
}

/** What a live connection says of its person, and hears of others. */
@Injectable()
export class Presence {
  constructor(
    private readonly attendance: Attendance,
    private readonly occupancy: Occupancy,
  ) {}

  /** Somebody has come; gives what they may say and ask, and what is to be called when they go. */
  welcome(socket: Hearing, personId: Id): { readonly acts: Acts; readonly gone: () => void } {
    const guest: Guest = {
      personId,
      presence: (news) => void socket.emit('presence', news),
      typing: (news) => void socket.emit('typing', news),
    };
    // Nobody is in a room by a role: it is for its two.
    const occupant: Occupant = { who: { personId, roles: [] }, here: (news) => void socket.emit('here', news) };
    this.attendance.came(guest);
    return {
      acts: {
        attend: async (body) => ({ ok: true, online: await this.attendance.attend(guest, parsed(AttendRequest, body)) }),
        typing: async (body) => {
          await this.attendance.types(guest, parsed(TypingRequest, body));
          return { ok: true };
        },
        enter: async (body) => ({ ok: true, here: await this.occupancy.enter(occupant, parsed(EnterRequest, body)) }),
        exit: async () => {
          this.occupancy.exit(occupant);
          return { ok: true };
        },
      },
      gone: () => {
        this.occupancy.exit(occupant);
        this.attendance.went(guest);
      },
    };
  }
}

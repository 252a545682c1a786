import type { Entry } from '../harness/ledger.ts';

interface Session {
  readonly from: number;
  readonly to: number;
  /** Seats of one slot are one session. */
  readonly slotId: string | null;
}

const MINUTE = 60_000;

const sessionOf = ({ data }: Entry): Session => {
  const start = Date.parse(String(data['start']));
  const minutes = (field: string) => Number(data[field]) * MINUTE;
  const slotId = data['slotId'] === null ? null : String(data['slotId']);
  return { from: start - minutes('before'), to: start + minutes('length') + minutes('after'), slotId };
};

const FREES = /^consultations\.(?:HoldExpired|BookingRefused|BookingCancelled)\./;
const TAKES = /^consultations\.(?:BookingHeld|BookingRescheduled)\./;

/**
 * Walks through the calendars of a log and says where two sessions took the same time, buffers included, at any moment. It knows nothing
 * of the product's own code. `taken` is what takes time in the end, by booking.
 */
export function doubleBookings(ledger: readonly Entry[]): { readonly doubles: readonly string[]; readonly taken: ReadonlySet<string> } {
  const calendars = new Map<string, Map<string, Session>>();
  const doubles: string[] = [];
  for (const entry of ledger.filter(({ stream }) => stream.startsWith('calendar-'))) {
    const calendar = calendars.get(entry.stream) ?? new Map<string, Session>();
    calendars.set(entry.stream, calendar);
    const bookingId = String(entry.data['bookingId']);
    if (FREES.test(entry.type)) calendar.delete(bookingId);
    if (!TAKES.test(entry.type)) continue;
    const session = sessionOf(entry);
    for (const [other, { from, to, slotId }] of calendar) {
      if (other === bookingId || (slotId !== null && slotId === session.slotId)) continue;
      if (from < session.to && session.from < to) doubles.push(`${entry.stream} at ${entry.revision}: ${bookingId} and ${other}`);
    }
    calendar.set(bookingId, session);
  }
  return { doubles, taken: new Set([...calendars.values()].flatMap((calendar) => [...calendar.keys()])) };
}

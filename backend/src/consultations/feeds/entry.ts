import type { BookingPhase, Id } from '@lyceum/contracts';
import type { BookingRow } from '@lyceum/projections';
import type { CalendarEntry } from '../ical/event.ts';
import { bookingWords } from '../telling/words.ts';

/** What belongs into a calendar: what takes place, waits for a yes, or took place. */
const SHOWN: Partial<Record<BookingPhase, CalendarEntry['status']>> = {
  confirmed: 'confirmed',
  requested: 'tentative',
  completed: 'confirmed',
};

/** A session as one of its two has it in their calendar; null where it does not belong there. */
export function entryOf(row: BookingRow, personId: Id, names: ReadonlyMap<Id, string | null>, address: URL): CalendarEntry | null {
  const { bookingId, start, length, moves, since, studentId, instructorId } = row;
  const status = SHOWN[row.phase];
  if (!status) return null;
  const words = bookingWords();
  const other = names.get(studentId === personId ? instructorId : studentId) ?? words.forgotten;
  const description = new URL(`/bookings/${bookingId}`, address).href;
  return { bookingId, start, length, sequence: moves, summary: words.entry(other, ''), description, status, stamp: since };
}

import { EMPTY_CALENDAR, evolveCalendar, takenBy, type Calendar, type CalendarEvent, type Id } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';

/** An instructor's calendar, by their id: all that says which of its times are free. */
export interface CalendarRow extends Calendar {
  readonly instructorId: Id;
}

/** What anybody sees of it: which times are taken, not by whom. */
const taken = ({ instructorId, bookings }: CalendarRow) => ({ instructorId, taken: Object.values(bookings).map(takenBy) });

export const calendars = projection<CalendarRow, Exclude<CalendarEvent['type'], 'consultations.HorizonMoved.v1'>>({
  name: 'calendars',
  version: 3,
  from: [
    'consultations.AvailabilitySet.v1',
    'consultations.SlotOpened.v1',
    'consultations.SlotClosed.v1',
    'consultations.BookingHeld.v1',
    'consultations.HoldExpired.v1',
    'consultations.BookingRequested.v1',
    'consultations.BookingConfirmed.v1',
    'consultations.BookingRefused.v1',
    'consultations.BookingCancelled.v1',
    'consultations.BookingRescheduled.v1',
    'consultations.SessionHeld.v1',
    'consultations.NoShowRecorded.v1',
    'consultations.WaitingJoined.v1',
    'consultations.WaitingLeft.v1',
    'consultations.BusyTimesSet.v1',
  ],
  key: ({ data }) => data.instructorId,
  fold: (row, fact) => ({
    instructorId: fact.data.instructorId,
    ...evolveCalendar(row ?? EMPTY_CALENDAR, fact, fact.metadata.at),
  }),
  indexes: [{ instructorId: 1, position: 1 }, { 'waiting.studentId': 1 }],
  rooms: { calendar: 'instructorId' },
  views: (row) => [{ room: `calendar:${row.instructorId}`, audience: 'member', row: taken(row) }],
});

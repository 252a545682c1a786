import type { AcademyEvent, Availability, CalendarEvent, Id, Instant } from '@lyceum/contracts';

/** Nine to twelve (UTC) every day, half an hour or a whole one. */
export const NINE_TO_TWELVE: Availability = {
  timeZone: 'UTC',
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '12:00' })),
  overrides: [],
  holidays: [],
  lengths: [30, 60],
  interval: null,
  bufferBefore: 0,
  bufferAfter: 10,
  minimumNotice: 0,
  horizonDays: 14,
  perDay: null,
  perWeek: null,
  approval: false,
  cancellation: { freeUntil: 60, lateRefund: 50 },
};

export const availabilitySet = (instructorId: Id, availability: Partial<Availability> = {}): CalendarEvent => ({
  type: 'consultations.AvailabilitySet.v1',
  data: { instructorId, availability: { ...NINE_TO_TWELVE, ...availability } },
});

export interface OfBooking {
  readonly bookingId: Id;
  readonly instructorId: Id;
  readonly studentId: Id;
}

export const bookingHeld = (of: OfBooking, start: Instant, length = 30): CalendarEvent => ({
  type: 'consultations.BookingHeld.v1',
  data: {
    ...of,
    start,
    length,
    before: 0,
    after: 10,
    slotId: null,
    expires: null,
    price: null,
    cancellation: NINE_TO_TWELVE.cancellation,
    note: '',
    seriesId: null,
    offered: false,
  },
});

export const bookingMoved = (of: OfBooking, former: Instant, start: Instant, length = 30): CalendarEvent => ({
  type: 'consultations.BookingRescheduled.v1',
  data: { ...of, start, length, before: 0, after: 10, slotId: null, by: 'student', former: { start: former, length } },
});

export const bookingCancelled = (of: OfBooking): CalendarEvent => ({
  type: 'consultations.BookingCancelled.v1',
  data: { ...of, by: 'student', reason: '', refund: null },
});

export const slotOpened = (instructorId: Id, slotId: Id, start: Instant, seats = 1): CalendarEvent => ({
  type: 'consultations.SlotOpened.v1',
  data: { instructorId, slotId, start, length: 30, seats, title: '', before: 0, after: 0 },
});

export const horizonMoved = (instructorId: Id, until: Instant): CalendarEvent => ({
  type: 'consultations.HorizonMoved.v1',
  data: { instructorId, until },
});

export const profileEdited = (instructorId: Id): AcademyEvent => ({
  type: 'consultations.ProfileEdited.v1',
  data: {
    instructorId,
    headline: 'Proofs, slowly',
    biography: '**Long.**',
    subjects: ['Formal Logic'],
    languages: ['en', 'uk'],
    price: { amount: 4000, currency: 'EUR' },
    timeZone: 'Europe/Kyiv',
  },
});

export const reviewWritten = (of: OfBooking, rating: number): AcademyEvent => ({
  type: 'consultations.ReviewWritten.v1',
  data: { ...of, rating, text: 'Very clear' },
});

export const reviewHidden = (of: OfBooking, rating: number): AcademyEvent => ({
  type: 'consultations.ReviewHidden.v1',
  data: { ...of, rating, reason: 'A name in it' },
});

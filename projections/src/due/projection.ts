import { instant, type EventOf, type Id, type Instant, type Recorded } from '@lyceum/contracts';
import { projection } from '../engine/projection.ts';
import { foldBooking, foldCalendar, type BookingDue, type BookingFact, type CalendarFact, type HorizonDue } from './booking.ts';
import { ERASURE_FACTS, erasureKey, foldErasure, isErasureKey, type ErasureDue, type ErasureFact } from './erasure.ts';
import { foldMail, MAIL_FACTS, type MailDue, type MailFact } from './mail.ts';
import { foldPayment, isPaymentKey, PAYMENT_FACTS, paymentKey, type PaymentDue, type PaymentFact } from './payment.ts';
import { foldReminder, isReminderKey, reminderKeys, type ReminderDue, type ReminderFact } from './reminder.ts';
import { foldRegrade, type RegradeDue, type RegradeFact } from './regrade.ts';
import { foldReport, REPORT_DUE_FACTS, type ReportDue, type ReportDueFact } from './report.ts';
import { foldRoom, isRoomKey, ROOM_FACTS, roomKey, type RoomDue, type RoomFact } from './room.ts';
import {
  foldWebinarReminder,
  isWebinarReminderKey,
  WEBINAR_REMINDER_FACTS,
  webinarReminderKeys,
  type WebinarReminderDue,
  type WebinarReminderFact,
} from './webinar.ts';

/** An open attempt ends at its deadline, or after the grace: `grace` seconds, kept so that a moved deadline has the same. */
export interface AttemptDue {
  readonly what: 'end-attempt';
  readonly at: Instant;
  readonly attemptId: Id;
  readonly studentId: Id;
  readonly grace: number;
}

/** What the clock has to do and when. */
export type Thing =
  | AttemptDue
  | RegradeDue
  | BookingDue
  | HorizonDue
  | ReminderDue
  | PaymentDue
  | MailDue
  | WebinarReminderDue
  | RoomDue
  | ErasureDue
  | ReportDue;

/** The fact by which something is due when it is, and the chain that the fact belongs to. */
interface Caused {
  readonly cause: { readonly factId: Id; readonly correlationId: Id };
}

/** It, and because of which fact. The row goes when it is done. */
export type DueRow = Thing & Caused;

const later = (at: Instant, seconds: number): Instant => instant(Date.parse(at) + seconds * 1000);

type AttemptFact = 'quizzes.AttemptStarted.v2' | 'quizzes.DeadlineMoved.v1' | 'quizzes.AttemptSubmitted.v1' | 'quizzes.AttemptAbandoned.v1';

function foldAttempt(row: Thing | undefined, fact: Recorded<EventOf<AttemptFact>>): Thing | null | undefined {
  switch (fact.type) {
    case 'quizzes.AttemptStarted.v2': {
      const { attemptId, studentId, deadline, terms } = fact.data;
      const grace = terms.overdue === 'grace' ? terms.graceSeconds : 0;
      return deadline === null ? undefined : { what: 'end-attempt', at: later(deadline, grace), attemptId, studentId, grace };
    }
    case 'quizzes.DeadlineMoved.v1': {
      const { deadline } = fact.data;
      if (row?.what !== 'end-attempt') return undefined;
      return deadline === null ? null : { ...row, at: later(deadline, row.grace) };
    }
    case 'quizzes.AttemptSubmitted.v1':
    case 'quizzes.AttemptAbandoned.v1':
      return row && null;
  }
}

type DueFact =
  | AttemptFact
  | RegradeFact
  | ReminderFact
  | CalendarFact
  | PaymentFact
  | MailFact
  | WebinarReminderFact
  | RoomFact
  | ErasureFact
  | ReportDueFact;

function foldThing(row: Thing | undefined, fact: Recorded<EventOf<DueFact>>, key: string): Thing | null | undefined {
  if ('reportId' in fact.data) return foldReport(row, fact as Recorded<EventOf<ReportDueFact>>);
  if (isErasureKey(key)) return foldErasure(row, fact as Recorded<EventOf<ErasureFact>>);
  if ('mailId' in fact.data) return foldMail(row, fact as Recorded<EventOf<MailFact>>);
  if ('regradeId' in fact.data) return foldRegrade(row, fact as Recorded<EventOf<RegradeFact>>);
  if (isWebinarReminderKey(key)) return foldWebinarReminder(row, fact as Recorded<EventOf<WebinarReminderFact>>, key);
  if (isRoomKey(key)) return foldRoom(row, fact as Recorded<EventOf<RoomFact | BookingFact>>);
  if (isPaymentKey(key)) return foldPayment(row, fact as Recorded<EventOf<PaymentFact>>);
  if (isReminderKey(key)) return foldReminder(row, fact as Recorded<EventOf<ReminderFact>>, key);
  if ('bookingId' in fact.data) return foldBooking(row, fact as Recorded<EventOf<BookingFact>>);
  if ('instructorId' in fact.data) return foldCalendar(row, fact as Recorded<EventOf<CalendarFact>>);
  return foldAttempt(row, fact as Recorded<EventOf<AttemptFact>>);
}

/** Whatever makes it due at another time is its cause from then on. */
function caused(row: DueRow | undefined, next: Thing | null | undefined, { id, metadata }: Recorded): DueRow | null | undefined {
  if (!next) return next;
  if (row && next.at === row.at) return next === row ? row : { ...next, cause: row.cause };
  return { ...next, cause: { factId: id, correlationId: metadata.correlationId } };
}

export const due = projection<DueRow, DueFact>({
  name: 'due',
  version: 13,
  from: [
    'quizzes.AttemptStarted.v2',
    'quizzes.DeadlineMoved.v1',
    'quizzes.AttemptSubmitted.v1',
    'quizzes.AttemptAbandoned.v1',
    'quizzes.QuestionCorrected.v1',
    'quizzes.CorrectionReversed.v1',
    'quizzes.RegradeApplied.v1',
    'consultations.BookingHeld.v1',
    'consultations.HoldExpired.v1',
    'consultations.BookingRequested.v1',
    'consultations.BookingConfirmed.v1',
    'consultations.BookingRefused.v1',
    'consultations.BookingCancelled.v1',
    'consultations.BookingRescheduled.v1',
    'consultations.SessionHeld.v1',
    'consultations.NoShowRecorded.v1',
    'consultations.SessionNeared.v1',
    'consultations.AvailabilitySet.v1',
    'consultations.HorizonMoved.v1',
    ...MAIL_FACTS,
    ...ERASURE_FACTS,
    ...REPORT_DUE_FACTS,
    ...PAYMENT_FACTS,
    ...new Set([...WEBINAR_REMINDER_FACTS, ...ROOM_FACTS]),
  ],
  first: ['quizzes.AttemptStarted.v2', 'consultations.BookingHeld.v1', 'mail.MailComposed.v2', 'webinars.WebinarScheduled.v1'],
  key: ({ type, data }) => {
    if (type === 'accounts.ErasureOrdered.v1' || type === 'accounts.ErasureProven.v1') return erasureKey(data.personId);
    if ((PAYMENT_FACTS as readonly string[]).includes(type) && 'bookingId' in data) return paymentKey(data.bookingId);
    if ('webinarId' in data) return [roomKey(data.webinarId), ...webinarReminderKeys(data.webinarId)];
    // The room of a webinar has its id.
    if ('roomId' in data) return [roomKey(data.roomId), ...webinarReminderKeys(data.roomId)];
    if ('reportId' in data) return data.reportId;
    if ('mailId' in data) return data.mailId;
    if ('regradeId' in data) return data.regradeId;
    if ('attemptId' in data) return data.attemptId;
    if ('minutes' in data) return reminderKeys(data.bookingId);
    return 'bookingId' in data ? [data.bookingId, roomKey(data.bookingId), ...reminderKeys(data.bookingId)] : data.instructorId;
  },
  fold: (row, fact, key) => caused(row, foldThing(row, fact, key), fact),
  indexes: [
    { at: 1, _id: 1 },
    { what: 1, at: 1, _id: 1 },
  ],
});

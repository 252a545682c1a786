import type { Calendar } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { calendars } from '../calendar/calendar.ts';
import { decide as answer } from './answer-request.ts';
import { decide as attend } from './attend-booking.ts';
import { decide as cancel, refundOf } from './cancel-booking.ts';
import { decide as confirm } from './confirm-booking.ts';
import { decide as noShow } from './record-no-show.ts';
import { ANN, at, available, cancelled, confirmed, expired, held, INGE, moved, NOW, requested, sessionHeld } from './testing.ts';

const EUROS = { amount: 4000, currency: 'EUR' };
const start = at(3, '09:30');
const kept = held('b', ANN, start, { expires: at(1, '12:10') });
const paidFor = held('b', ANN, start, { price: EUROS, cancellation: { freeUntil: 24 * 60, lateRefund: 25 } });
const booked = [available(), held('b', ANN, start), confirmed('b', ANN)];

describe('confirming', () => {
  const confirmBy =
    (now: string, paid = false) =>
    (calendar: Calendar) =>
      confirm(calendar, INGE, 'b', now, paid);

  test('makes a booking of a hold, once', () => {
    given(calendars, available(), kept).when(confirmBy(NOW)).then(confirmed('b', ANN));
    given(calendars, ...booked)
      .when(confirmBy(NOW))
      .nothing();
    const asked = [available({ approval: true }), kept] as const;
    given(calendars, ...asked)
      .when(confirmBy(NOW))
      .then(requested('b', ANN));
    given(calendars, ...asked, requested('b', ANN))
      .when(confirmBy(NOW))
      .nothing();
  });

  test('comes too late when the hold is over, whether the clock has said so or not', () => {
    given(calendars, available(), kept)
      .when(confirmBy(at(1, '12:10')))
      .refused('hold-expired');
    given(calendars, available(), kept, expired('b', ANN)).when(confirmBy(NOW)).refused('hold-expired');
  });

  test('needs the money first', () => {
    given(calendars, available(), paidFor).when(confirmBy(NOW)).refused('payment-needed');
    given(calendars, available(), paidFor).when(confirmBy(NOW, true)).then(confirmed('b', ANN));
  });
});

describe('cancelling', () => {
  const cancelAt =
    (now: string, by: 'student' | 'instructor' = 'student') =>
    (calendar: Calendar) =>
      cancel(calendar, { instructorId: INGE, bookingId: 'b', by, reason: '', series: false }, now);

  test('frees the time, and once is enough', () => {
    given(calendars, ...booked)
      .when(cancelAt(NOW))
      .then(cancelled('b', ANN));
    given(calendars, ...booked, cancelled('b', ANN))
      .when(cancelAt(NOW))
      .nothing();
  });

  test('is over when the session has begun', () => {
    given(calendars, ...booked)
      .when(cancelAt(start))
      .refused('session-begun');
    given(calendars, ...booked, sessionHeld('b', ANN))
      .when(cancelAt(at(3, '10:00')))
      .refused('booking-over');
  });

  test('pays back all in time, a share afterwards, and all where it was the instructor', () => {
    const paid = [available(), paidFor, confirmed('b', ANN)];
    given(calendars, ...paid)
      .when(cancelAt(at(2, '09:30')))
      .then(cancelled('b', ANN, 'student', EUROS));
    given(calendars, ...paid)
      .when(cancelAt(at(2, '09:31')))
      .then(cancelled('b', ANN, 'student', { amount: 1000, currency: 'EUR' }));
    given(calendars, ...paid)
      .when(cancelAt(at(3, '09:00'), 'instructor'))
      .then(cancelled('b', ANN, 'instructor', EUROS));
  });

  test('pays back all of what nobody has said yes to', () => {
    given(calendars, available({ approval: true }), paidFor, requested('b', ANN))
      .when(cancelAt(at(3, '09:00')))
      .then(cancelled('b', ANN, 'student', EUROS));
  });

  test('pays back all of a session that was moved by the other: the student never agreed to the new time', () => {
    const movedBy = (by: 'student' | 'instructor') => [available(), paidFor, confirmed('b', ANN), moved(at(2, '09:30'), by)];
    given(calendars, ...movedBy('instructor'))
      .when(cancelAt(at(2, '09:00')))
      .then(cancelled('b', ANN, 'student', EUROS));
    given(calendars, ...movedBy('student'))
      .when(cancelAt(at(2, '09:00')))
      .then(cancelled('b', ANN, 'student', { amount: 1000, currency: 'EUR' }));
  });

  test('pays nothing back of what was never paid', () => {
    const { bookings } = calendars.evolve(calendars.initial, paidFor);
    expect(refundOf(bookings['b']!, 'student', NOW)).toBeNull();
  });

  test('of a series takes those to come with it, and no others', () => {
    const series = { seriesId: 's' };
    const facts = [held('b', ANN, start, series), held('c', ANN, at(10, '09:30'), series), held('d', ANN, at(11, '09:30'))];
    given(calendars, available(), ...facts, confirmed('b', ANN), confirmed('c', ANN), confirmed('d', ANN))
      .when((calendar) => cancel(calendar, { instructorId: INGE, bookingId: 'b', by: 'student', reason: '', series: true }, NOW))
      .then(cancelled('b', ANN), cancelled('c', ANN));
  });
});

describe('a request', () => {
  const asked = [available({ approval: true }), held('b', ANN, start), requested('b', ANN)];

  test('is confirmed or refused, once', () => {
    given(calendars, ...asked)
      .when((calendar) => answer(calendar, INGE, 'b', { approved: true }, NOW))
      .then(confirmed('b', ANN));
    given(calendars, ...asked)
      .when((calendar) => answer(calendar, INGE, 'b', { approved: false, reason: 'Away' }, NOW))
      .then({ type: 'consultations.BookingRefused.v1', data: { instructorId: INGE, bookingId: 'b', studentId: ANN, reason: 'Away' } });
    given(calendars, ...booked)
      .when((calendar) => answer(calendar, INGE, 'b', { approved: false, reason: '' }, NOW))
      .refused('not-requested');
    given(calendars, ...asked)
      .when((calendar) => answer(calendar, INGE, 'b', { approved: true }, start))
      .refused('session-begun');
  });
});

describe('the clock', () => {
  const attendAt = (now: string) => (calendar: Calendar) => attend(calendar, INGE, 'b', now);

  test('ends holds, unanswered requests and sessions when their time has come, and nothing before', () => {
    given(calendars, available(), kept)
      .when(attendAt(at(1, '12:09')))
      .nothing();
    given(calendars, available(), kept)
      .when(attendAt(at(1, '12:10')))
      .then(expired('b', ANN));
    given(calendars, ...booked)
      .when(attendAt(at(3, '09:59')))
      .nothing();
    given(calendars, ...booked)
      .when(attendAt(at(3, '10:00')))
      .then(sessionHeld('b', ANN));
    given(calendars, available(), held('b', ANN, start), requested('b', ANN))
      .when(attendAt(start))
      .then({
        type: 'consultations.BookingRefused.v1',
        data: {
          instructorId: INGE,
          bookingId: 'b',
          studentId: ANN,
          reason: 'The request was not answered before the session would have begun.',
        },
      });
  });
});

describe('who did not come', () => {
  const missed = (missing: 'student' | 'instructor', by: 'student' | 'instructor', now: string) => (calendar: Calendar) =>
    noShow(calendar, INGE, 'b', { missing, by }, now);

  test('is said by the other one, after the start', () => {
    const data = { instructorId: INGE, bookingId: 'b', studentId: ANN, who: 'student' } as const;
    given(calendars, ...booked)
      .when(missed('student', 'instructor', at(3, '09:45')))
      .then({ type: 'consultations.NoShowRecorded.v1', data });
    given(calendars, ...booked)
      .when(missed('student', 'student', at(3, '09:45')))
      .refused('not-allowed');
    given(calendars, ...booked)
      .when(missed('student', 'instructor', NOW))
      .refused('session-not-over');
    given(calendars, ...booked, sessionHeld('b', ANN))
      .when(missed('student', 'instructor', at(20, '09:45')))
      .refused('booking-over');
    const said = [...booked, { type: 'consultations.NoShowRecorded.v1', data }] as const;
    given(calendars, ...said)
      .when(missed('student', 'instructor', at(3, '09:50')))
      .nothing();
    given(calendars, ...said)
      .when(missed('instructor', 'student', at(3, '09:50')))
      .refused('booking-over');
  });
});

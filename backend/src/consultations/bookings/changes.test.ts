import type { Calendar } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { calendars } from '../calendar/calendar.ts';
import { decide as answer } from './answer-request.ts';
import { decide as attend } from './attend-booking.ts';
import { decide as cancel, refundOf } from './cancel-booking.ts';
import { decide as confirm } from './confirm-booking.ts';
import { decide as wait } from './join-waiting.ts';
import { decide as noShow } from './record-no-show.ts';
import { decide as reschedule } from './reschedule-booking.ts';
import {
  ANN,
  at,
  available,
  BEN,
  cancelled,
  confirmed,
  deciding,
  expired,
  held,
  INGE,
  NOW,
  requested,
  sessionHeld,
  waits,
} from './testing.ts';
import { offersTo } from './waiting.ts';

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
    given(calendars, available({ approval: true }), kept)
      .when(confirmBy(NOW))
      .then(requested('b', ANN));
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

describe('moving', () => {
  const moveTo =
    (to: string, by: 'student' | 'instructor' = 'student', now = NOW) =>
    (calendar: Calendar) =>
      reschedule(calendar, { instructorId: INGE, bookingId: 'b', by, start: to, length: undefined }, now);
  const moved = (to: string, by: 'student' | 'instructor' = 'student') =>
    ({
      type: 'consultations.BookingRescheduled.v1',
      data: {
        ...{ instructorId: INGE, bookingId: 'b', studentId: ANN, start: to, length: 30, before: 0, after: 0, slotId: null, by },
        former: { start, length: 30 },
      },
    }) as const;

  test('takes the new time and frees the former; where it stands is nothing', () => {
    given(calendars, ...booked)
      .when(moveTo(at(4, '10:00')))
      .then(moved(at(4, '10:00')));
    given(calendars, ...booked)
      .when(moveTo(start))
      .nothing();
    const after = calendars.evolve([...booked, moved(at(4, '10:00'))].reduce(calendars.evolve, calendars.initial), held('c', BEN, start));
    expect(Object.values(after.bookings).map((one) => one.start)).toEqual([at(4, '10:00'), start]);
  });

  test('may overlap the time that it leaves', () => {
    given(calendars, available({ lengths: [30, 60], interval: 30 }), held('b', ANN, start, { length: 60 }), confirmed('b', ANN))
      .when(moveTo(at(3, '10:00')))
      .then({ ...moved(at(3, '10:00')), data: { ...moved(at(3, '10:00')).data, length: 60, former: { start, length: 60 } } });
  });

  test('asks the instructor again where they want to be asked', () => {
    given(calendars, available({ approval: true }), held('b', ANN, start), confirmed('b', ANN))
      .when(moveTo(at(4, '10:00')))
      .then(moved(at(4, '10:00')), requested('b', ANN));
  });

  test('is refused for students where the time is not free, for instructors only where something is in the way', () => {
    given(calendars, ...booked)
      .when(moveTo(at(4, '20:00')))
      .refused('outside-hours');
    given(calendars, ...booked)
      .when(moveTo(at(4, '20:00'), 'instructor'))
      .then(moved(at(4, '20:00'), 'instructor'));
    given(calendars, ...booked, held('c', BEN, at(4, '10:00')))
      .when(moveTo(at(4, '10:00'), 'instructor'))
      .refused('slot-held');
  });

  test('is no way around the terms of what was paid for', () => {
    given(calendars, available(), paidFor, confirmed('b', ANN))
      .when(moveTo(at(4, '10:00'), 'student', at(2, '09:31')))
      .refused('too-late-to-move');
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
  });
});

describe('waiting', () => {
  const full = ['09:00', '09:30', '10:00', '10:30', '11:00', '11:30'].flatMap((time) => [
    held(time, ANN, at(3, time)),
    confirmed(time, ANN),
  ]);

  test('is for days that are full', () => {
    given(calendars, available(), ...full)
      .when((calendar) => wait(calendar, BEN, { date: '2026-03-03', length: 30 }, deciding()))
      .then(waits(BEN, '2026-03-03'));
    given(calendars, available())
      .when((calendar) => wait(calendar, BEN, { date: '2026-03-03', length: 30 }, deciding()))
      .refused('day-not-full');
  });

  test('what becomes free is kept for who came first, for half an hour, and the next wait on', () => {
    const facts = [available(), ...full, waits(BEN, '2026-03-03'), waits('cem', '2026-03-03'), cancelled('10:00', ANN)];
    const calendar = facts.reduce(calendars.evolve, calendars.initial);
    expect(offersTo(calendar, deciding())).toEqual([
      held('offer ben 2026-03-03', BEN, at(3, '10:00'), { expires: at(1, '12:30'), offered: true }),
      { type: 'consultations.WaitingLeft.v1', data: { instructorId: INGE, studentId: BEN, date: '2026-03-03' } },
    ]);
  });

  test('nothing is offered that begins before one could answer', () => {
    const facts = [available(), ...full, waits(BEN, '2026-03-03'), cancelled('09:00', ANN)];
    expect(offersTo(facts.reduce(calendars.evolve, calendars.initial), deciding(at(3, '08:30')))).toEqual([]);
  });
});

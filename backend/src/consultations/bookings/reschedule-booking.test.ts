import type { Calendar } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { calendars } from '../calendar/calendar.ts';
import { decide as reschedule } from './reschedule-booking.ts';
import { ANN, at, available, BEN, confirmed, held, INGE, moved, NOW, requested, slotOpened } from './testing.ts';

const EUROS = { amount: 4000, currency: 'EUR' };
const start = at(3, '09:30');
const paidFor = held('b', ANN, start, { price: EUROS, cancellation: { freeUntil: 24 * 60, lateRefund: 25 } });
const booked = [available(), held('b', ANN, start), confirmed('b', ANN)];

describe('moving', () => {
  const moveTo =
    (to: string, by: 'student' | 'instructor' = 'student', now = NOW) =>
    (calendar: Calendar) =>
      reschedule(calendar, { instructorId: INGE, bookingId: 'b', by, start: to, length: undefined }, now);

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

  test('is no further session of a day or a week that takes no more', () => {
    given(calendars, available({ perDay: 1, perWeek: 1 }), held('b', ANN, start), confirmed('b', ANN))
      .when(moveTo(at(3, '11:00')))
      .then(moved(at(3, '11:00')));
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

  test('onto a slot opened by hand takes a seat of it, and is refused where none is left, also for the instructor', () => {
    const long = [available({ lengths: [60] }), held('b', ANN, start, { length: 60 }), confirmed('b', ANN)];
    const seated = (id: string, seats: number) => [
      slotOpened('s', at(4, '14:00'), seats),
      held(id, BEN, at(4, '14:00'), { length: 60, slotId: 's' }),
    ];
    const pauses = { before: 5, after: 15 };
    const seat = { start: at(4, '14:00'), length: 60, slotId: 's', ...pauses, former: { start, length: 60 } };
    for (const by of ['student', 'instructor'] as const) {
      given(calendars, ...long, slotOpened('s', at(4, '14:00'), 1, pauses))
        .when(moveTo(at(4, '14:00'), by))
        .then({ ...moved(at(4, '14:00'), by), data: { ...moved(at(4, '14:00'), by).data, ...seat } });
      given(calendars, ...long, ...seated('c', 1))
        .when(moveTo(at(4, '14:00'), by))
        .refused('slot-held');
      given(calendars, ...long, ...seated('c', 1), confirmed('c', BEN))
        .when(moveTo(at(4, '14:00'), by))
        .refused('slot-booked');
      given(calendars, ...long, ...seated('c', 2), held('d', 'cem', at(4, '14:00'), { length: 60, slotId: 's' }))
        .when(moveTo(at(4, '14:00'), by))
        .refused('slot-full');
    }
  });

  test('is over for a hold that is over, whether the clock has said so or not', () => {
    given(calendars, available(), held('b', ANN, start, { expires: at(1, '12:10') }))
      .when(moveTo(at(4, '10:00'), 'student', at(1, '12:10')))
      .refused('hold-expired');
  });

  test('is for sessions to come, and keeps the length that was paid for', () => {
    given(calendars, ...booked)
      .when(moveTo(at(4, '10:00'), 'instructor', start))
      .refused('session-begun');
    given(calendars, available({ lengths: [30, 60] }), paidFor, confirmed('b', ANN))
      .when((calendar) =>
        reschedule(calendar, { instructorId: INGE, bookingId: 'b', by: 'student', start: at(4, '10:00'), length: 60 }, NOW),
      )
      .refused('length-not-offered');
  });

  test('is no way around the terms of what was paid for', () => {
    given(calendars, available(), paidFor, confirmed('b', ANN))
      .when(moveTo(at(4, '10:00'), 'student', at(2, '09:31')))
      .refused('too-late-to-move');
  });
});

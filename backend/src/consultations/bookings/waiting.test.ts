import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { calendars } from '../calendar/calendar.ts';
import { decide as wait } from './join-waiting.ts';
import { ANN, at, available, BEN, cancelled, confirmed, deciding, held, INGE, slotOpened, waits } from './testing.ts';
import { offersTo } from './waiting.ts';

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

  test('is for days that could have a session of that length at all', () => {
    const rules = available({
      weekly: [1, 2, 3, 4, 5].map((day) => ({ day, start: '09:00', end: '12:00' })),
      holidays: [{ from: '2026-03-04', to: '2026-03-04' }],
      horizonDays: 30,
    });
    const waitFor = (date: string, length = 30) =>
      given(calendars, rules, ...full).when((calendar) => wait(calendar, BEN, { date, length }, deciding()));
    waitFor('2026-02-28').refused('in-the-past');
    waitFor('2026-03-04').refused('day-closed');
    waitFor('2026-03-07').refused('outside-hours');
    waitFor('2026-04-01').refused('too-far-ahead');
    waitFor('9999-12-31').refused('too-far-ahead');
    waitFor('2026-03-03', 60).refused('length-not-offered');
  });

  test('is for a group whose seats are taken, of whatever length and on whatever day', () => {
    const group = [slotOpened('s', at(7, '14:00'), 1), held('c', ANN, at(7, '14:00'), { length: 60, slotId: 's' }), confirmed('c', ANN)];
    given(calendars, available({ weekly: [] }), ...group)
      .when((calendar) => wait(calendar, BEN, { date: '2026-03-07', length: 60 }, deciding()))
      .then(waits(BEN, '2026-03-07', 60));
  });

  test('has an end: who waited in vain makes room, and nobody waits for everything', () => {
    const days = Array.from({ length: 10 }, (_, i) => waits(BEN, `2026-04-${String(i + 10)}`));
    given(calendars, available(), ...full, ...days)
      .when((calendar) => wait(calendar, BEN, { date: '2026-03-03', length: 30 }, deciding()))
      .refused('waiting-list-full');
    const crowd = Array.from({ length: 200 }, (_, i) => waits(`student ${i}`, '2026-03-02'));
    given(calendars, available(), ...full, ...crowd)
      .when((calendar) => wait(calendar, BEN, { date: '2026-03-03', length: 30 }, deciding()))
      .refused('waiting-list-full');
    const theDayAfter = deciding(at(3, '00:00'));
    given(calendars, available(), ...full, ...crowd.slice(0, 1))
      .when((calendar) => wait(calendar, BEN, { date: '2026-03-03', length: 30 }, theDayAfter))
      .then(
        { type: 'consultations.WaitingLeft.v1', data: { instructorId: INGE, studentId: 'student 0', date: '2026-03-02' } },
        waits(BEN, '2026-03-03'),
      );
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

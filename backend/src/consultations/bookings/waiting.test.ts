import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { calendars } from '../calendar/calendar.ts';
import { decide as wait } from './join-waiting.ts';
import { ANN, at, available, BEN, cancelled, confirmed, deciding, held, INGE, waits } from './testing.ts';
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

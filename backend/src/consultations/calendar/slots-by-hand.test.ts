import type { Calendar, CalendarEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { ANN, at, available, cancelled, confirmed, held, INGE, NOW, slotOpened } from '../bookings/testing.ts';
import { calendars } from './calendar.ts';
import { decide as close } from './close-slot.ts';
import { decide as open } from './open-slot.ts';

const closed: CalendarEvent = { type: 'consultations.SlotClosed.v1', data: { instructorId: INGE, slotId: 's' } };
const opened = slotOpened('s', at(3, '14:00'), 1);
const seat = held('b', ANN, at(3, '14:00'), { length: 60, slotId: 's' });
const opening =
  (start: string, length = 60) =>
  (calendar: Calendar) =>
    open(calendar, INGE, 'another', { start, length, seats: 1, title: '' }, NOW);
const closing = (calendar: Calendar) => close(calendar, INGE, 's', NOW);

test('a slot is opened where nothing else is, with the pauses of then', () => {
  const pauses = { bufferBefore: 5, bufferAfter: 15 };
  const decision = opening(at(3, '20:00'))([available(pauses)].reduce(calendars.evolve, calendars.initial));
  expect(decision).toMatchObject({ outcome: 'accept', facts: [{ data: { slotId: 'another', before: 5, after: 15 } }] });
  given(calendars, available())
    .when(opening(at(1, '11:00')))
    .refused('in-the-past');
  for (const [start, length] of [
    [at(3, '14:00'), 60],
    [at(3, '14:30'), 60],
    [at(3, '13:30'), 45],
  ] as const)
    given(calendars, available(), opened).when(opening(start, length)).refused('slot-overlaps');
  given(calendars, available(), held('b', ANN, at(3, '09:30')))
    .when(opening(at(3, '09:00')))
    .refused('slot-overlaps');
});

test('a slot is closed as long as nobody has a seat of it; a hold that is over is none', () => {
  given(calendars, opened).when(closing).then(closed);
  given(calendars, opened, seat, confirmed('b', ANN)).when(closing).refused('slot-taken');
  given(calendars, opened, seat, confirmed('b', ANN), cancelled('b', ANN)).when(closing).then(closed);
  given(calendars, opened, { ...seat, data: { ...seat.data, expires: at(1, '11:00') } })
    .when(closing)
    .then(closed);
  given(calendars, opened, closed).when(closing).refused('slot-not-found');
});

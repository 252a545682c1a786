import { freeSlots, type Instant } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, available, held, NOW, slotOpened } from '../bookings/testing.ts';
import { calendars } from './calendar.ts';
import { pageOfSlots } from './list-slots.ts';

test('pages of times are all times, each once, whatever their length', () => {
  const facts = [
    available({ timeZone: 'Europe/Berlin', horizonDays: 90 }),
    held('b', 'ann', at(9, '09:30')),
    slotOpened('s', at(10, '20:00'), 3),
  ];
  const calendar = facts.reduce(calendars.evolve, calendars.initial);
  const window = { start: Date.parse(NOW) - 1, end: Date.parse(NOW) + 100 * 86_400_000 };
  const all = freeSlots(calendar, { window }, NOW);
  for (const most of [1000, 100, 7]) {
    const pages = [pageOfSlots(calendar, { window }, NOW, most)];
    for (let next: Instant | null; (next = pages.at(-1)!.next) !== null;)
      pages.push(pageOfSlots(calendar, { window: { ...window, start: Date.parse(next) } }, NOW, most));
    expect(pages.flatMap(({ items }) => items)).toEqual(all);
    expect(pages.length).toBe(Math.ceil(all.length / most));
  }
});

import type { WebinarSummary } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { firstOf } from './next.ts';

const NOW = Date.parse('2027-03-01T10:00:00.000Z');
const webinar = (webinarId: string, more: Partial<WebinarSummary> = {}) =>
  ({
    webinarId,
    phase: 'scheduled',
    end: '2027-03-01T12:00:00.000Z',
    as: 'attendee',
    mine: 'none',
    seats: null,
    registered: 0,
    ...more,
  }) as WebinarSummary;
const ids = (webinars: readonly WebinarSummary[]) => webinars.map(({ webinarId }) => webinarId).join('');

test('of all webinars those are shown that one can still come to, of one’s own all that are ahead, and three of each', () => {
  const own = [webinar('a', { mine: 'confirmed' }), webinar('b', { as: 'host' }), webinar('c', { mine: 'waiting' })];
  const full = webinar('d', { seats: 2, registered: 2 });
  const all = [...own, full, webinar('e', { mine: 'refused' }), ...['f', 'g', 'h', 'i'].map((id) => webinar(id))];
  const { mine, others } = firstOf([...own, webinar('j', { mine: 'confirmed' })], all, NOW);
  expect([ids(mine), ids(others)]).toEqual(['abc', 'fgh']);
});

test('what is over or does not take place is not shown; what overruns is, as long as its room is open', () => {
  const past = '2027-03-01T09:00:00.000Z';
  const own = [
    webinar('a', { phase: 'cancelled' }),
    webinar('b', { phase: 'over' }),
    webinar('c', { end: past }),
    webinar('d', { end: past, phase: 'live' }),
  ];
  expect(ids(firstOf(own, [], NOW).mine)).toBe('d');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SessionEntry, WrittenEntry } from './other-calendar.ts';
import { busyOf, changesOf, windowOf } from './reconcile.ts';

const NOW = Date.parse('2027-01-04T12:00:00Z');
const HOUR = 3_600_000;
const session = (bookingId: string, hours: number): SessionEntry => ({
  bookingId,
  start: new Date(NOW + hours * HOUR).toISOString(),
  length: 60,
  moves: 0,
  title: 'Consultation',
  since: '2027-01-01T00:00:00.000Z',
});
const written = (bookingId: string, hours: number): WrittenEntry => ({
  bookingId,
  ref: `/${bookingId}.ics`,
  span: { start: NOW + hours * HOUR, end: NOW + (hours + 1) * HOUR },
});

test('a session is written once, moved where it was moved, and left alone where it stands', () => {
  expect(changesOf([session('a', 1)], [], NOW)).toEqual({ put: [{ entry: session('a', 1), ref: null }], remove: [] });
  expect(changesOf([session('a', 1)], [written('a', 1)], NOW)).toEqual({ put: [], remove: [] });
  expect(changesOf([session('a', 2)], [written('a', 1)], NOW)).toEqual({ put: [{ entry: session('a', 2), ref: '/a.ics' }], remove: [] });
});

test('what does not take place goes, what is over stays', () => {
  expect(changesOf([], [written('a', 1), written('b', -3)], NOW)).toEqual({ put: [], remove: ['/a.ics'] });
});

test('two entries of one session become one', () => {
  const twice = [written('a', 1), { ...written('a', 1), ref: '/copy.ics' }];
  expect(changesOf([session('a', 1)], twice, NOW)).toEqual({ put: [], remove: ['/copy.ics'] });
});

test('once it is done there is nothing to do', () => {
  const hours = fc.integer({ min: 1, max: 50 });
  const id = fc.constantFrom('a', 'b', 'c', 'd');
  const sessions = fc.uniqueArray(fc.tuple(id, hours), { selector: ([bookingId]) => bookingId });
  fc.assert(
    fc.property(sessions, fc.array(fc.tuple(id, hours)), (wanted, there) => {
      const entries = wanted.map(([bookingId, at]) => session(bookingId, at));
      const before = there.map(([bookingId, at], i) => ({ ...written(bookingId, at), ref: `/${i}` }));
      const { put, remove } = changesOf(entries, before, NOW);
      const left = before.filter(({ ref }) => !remove.includes(ref) && !put.some((each) => each.ref === ref));
      const after = [...left, ...put.map(({ entry }) => written(entry.bookingId, (Date.parse(entry.start) - NOW) / HOUR))];
      expect(changesOf(entries, after, NOW)).toEqual({ put: [], remove: [] });
      expect(after).toHaveLength(entries.length);
    }),
  );
});

test('times that touch are one, in order, and all of them covered', () => {
  const span = fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 50 })).map(([start, length]) => ({ start, end: start + length }));
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const times = busyOf(spans).map(({ start, end }) => ({ start: Date.parse(start), end: Date.parse(end) }));
      for (const [i, time] of times.entries()) expect(times[i + 1]?.start ?? Infinity).toBeGreaterThan(time.end);
      const covered = (at: number, by: readonly { start: number; end: number }[]) => by.some(({ start, end }) => start <= at && at < end);
      for (let at = 0; at < 560; at += 7) expect(covered(at, times)).toBe(covered(at, spans));
    }),
  );
});

test('the window moves once a day', () => {
  expect(windowOf(NOW, 10)).toEqual(windowOf(NOW + 11 * HOUR, 10));
  expect(windowOf(NOW, 10).start).toBeLessThan(NOW);
});

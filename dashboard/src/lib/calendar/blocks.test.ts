import type { WebinarSummary } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { blocksOf, lying } from './blocks.ts';
import { firstAvailability } from './hours.ts';

test('a stretch of time lies on the dates of the zone that it touches', () => {
  expect(lying('2027-01-04T21:30:00.000Z', '2027-01-04T22:30:00.000Z', 'Europe/Kyiv')).toEqual([
    { date: '2027-01-04', from: 1410, to: 1440 },
    { date: '2027-01-05', from: 0, to: 30 },
  ]);
  expect(lying('2027-01-04T21:30:00.000Z', '2027-01-04T22:00:00.000Z', 'Europe/Kyiv')).toEqual([
    { date: '2027-01-04', from: 1410, to: 1440 },
  ]);
});

test('where the clocks are put back a session does not end before it begins', () => {
  expect(lying('2027-10-31T00:45:00.000Z', '2027-10-31T01:15:00.000Z', 'Europe/Berlin')).toEqual([
    { date: '2027-10-31', from: 165, to: 170 },
  ]);
});

test('webinars that somebody holds, speaks in or has a place in lie in their week, others do not', () => {
  const availability = { ...firstAvailability('UTC'), weekly: [] };
  const view = { instructor: { personId: 'i', name: null }, availability, slots: [], bookings: [], busy: [], waiting: [] };
  const times = { start: '2027-01-04T16:00:00.000Z', end: '2027-01-04T17:30:00.000Z' };
  const webinar = (webinarId: string, more: object) =>
    ({ webinarId, ...times, phase: 'scheduled', as: 'attendee', mine: 'none', ...more }) as WebinarSummary;
  const all = [webinar('a', { as: 'host' }), webinar('b', { mine: 'confirmed' }), webinar('c', { mine: 'waiting' })];
  const blocks = blocksOf(view, availability, ['2027-01-04'], [...all, webinar('d', { as: 'host', phase: 'cancelled' })]);
  expect(blocks.map(({ key, from, to }) => [key, from, to])).toEqual([
    ['webinar a 2027-01-04', 960, 1050],
    ['webinar b 2027-01-04', 960, 1050],
  ]);
});

test('a week has its hours, and days off have none', () => {
  const availability = { ...firstAvailability('UTC'), holidays: [{ from: '2027-01-05', to: '2027-01-05', title: '' }] };
  const view = { instructor: { personId: 'i', name: null }, availability, slots: [], bookings: [], busy: [], waiting: [] };
  expect(blocksOf(view, availability, ['2027-01-04', '2027-01-05']).map(({ kind, date }) => [kind, date])).toEqual([
    ['hours', '2027-01-04'],
  ]);
});

import { expect, test } from 'vitest';
import { joining, waitsForHost } from './joining.ts';

const START = Date.parse('2027-03-01T10:00:00.000Z');
const MINUTE = 60_000;
const webinar = {
  phase: 'live',
  start: '2027-03-01T10:00:00.000Z',
  end: '2027-03-01T11:00:00.000Z',
  as: 'attendee',
  mine: 'confirmed',
  registration: 'ticket',
  seats: 2,
  registered: 2,
} as const;
const at = (minutes: number) => START + minutes * MINUTE;

test('who has a place goes in while the room is open', () => {
  expect(joining(webinar, at(5))).toBe('join');
  expect(joining(webinar, at(90))).toBe('join');
  expect(joining(webinar, at(240))).toBeNull();
  expect(joining({ ...webinar, phase: 'scheduled' }, at(-5))).toBeNull();
  for (const mine of ['none', 'requested', 'waiting', 'refused'] as const) expect(joining({ ...webinar, mine }, at(5))).toBeNull();
});

test('where it is open to all everybody does, as long as there are seats', () => {
  const open = { ...webinar, registration: 'open', mine: 'none' } as const;
  expect(joining({ ...open, registered: 1 }, at(5))).toBe('join');
  expect(joining({ ...open, seats: null }, at(5))).toBe('join');
  expect(joining(open, at(5))).toBeNull();
});

test('the host opens it, from half an hour before', () => {
  const mine = { ...webinar, phase: 'scheduled', as: 'host', mine: 'none' } as const;
  expect(joining(mine, at(-31))).toBeNull();
  expect(joining(mine, at(-29))).toBe('open');
  expect(joining({ ...mine, as: 'speaker' }, at(-29))).toBeNull();
  expect(joining({ ...mine, as: 'speaker', phase: 'live' }, at(-29))).toBe('join');
  for (const phase of ['over', 'cancelled'] as const) expect(joining({ ...mine, phase }, at(5))).toBeNull();
});

test('a webinar whose time has come waits for its host until the room is open, or the time over', () => {
  const planned = { ...webinar, phase: 'scheduled' } as const;
  expect([-1, 0, 59, 60].map((minutes) => waitsForHost(planned, at(minutes)))).toEqual([false, true, true, false]);
  expect(waitsForHost(webinar, at(5))).toBe(false);
});

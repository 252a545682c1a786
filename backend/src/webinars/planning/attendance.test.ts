import { expect, test } from 'vitest';
import { minutesIn, shareOf, spanOf } from './attendance.ts';

const at = (minutes: number) => new Date(Date.parse('2027-03-01T10:00:00Z') + minutes * 60_000).toISOString();
const span = { from: at(0), to: at(60) };

test('stays add up, cut to the time in which the room was open', () => {
  const stays = [
    { from: at(-5), to: at(10) },
    { from: at(50), to: at(70) },
  ];
  expect(minutesIn(stays, span, at(80))).toBe(20);
  expect(shareOf(stays, span, at(80))).toBe(0.333);
});

test('who is there still has been there until now', () => {
  expect(spanOf({ opened: at(0), closed: null }, at(20))).toEqual({ from: at(0), to: at(20) });
  expect(shareOf([{ from: at(10), to: null }], spanOf({ opened: at(0), closed: null }, at(20)), at(20))).toBe(0.5);
});

test('a room that never opened has no share', () => {
  expect(shareOf([], spanOf({ opened: null, closed: null }, at(0)), at(0))).toBe(0);
});

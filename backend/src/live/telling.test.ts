import type { ChangedRow } from '@lyceum/projections';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { nameOf } from './membership.ts';
import { Telling } from './telling.ts';

const changed = (key: string, position: number): ChangedRow => ({ model: 'courses', key, position: String(position), views: [] });

let told: string[][];
let takes: number;
let telling: Telling;

beforeEach(() => {
  vi.useFakeTimers();
  told = [];
  takes = 0;
  let worked = 0;
  const tell = (changes: readonly ChangedRow[]) => {
    told.push(changes.map(({ key, position }) => `${key}@${position}`));
    worked += takes;
  };
  telling = new Telling(
    tell,
    () => worked,
    () => Date.now(),
  );
});
afterEach(() => {
  telling.end();
  vi.useRealTimers();
});

test('what changed together is told together, as soon as the batch is whole', () => {
  telling.add(changed('a', 1));
  telling.add(changed('b', 2));
  expect(told).toEqual([]);
  telling.whole();
  telling.whole();
  expect(told).toEqual([['a@1', 'b@2']]);
});

test('a batch that nothing makes whole is told soon all the same', () => {
  telling.add(changed('a', 1));
  vi.advanceTimersByTime(10);
  expect(told).toEqual([['a@1']]);
});

test('where telling is much work a row that changes again is told once, in the order of the last changes', () => {
  takes = 40;
  telling.add(changed('a', 1));
  telling.whole();
  telling.add(changed('a', 2));
  telling.add(changed('b', 3));
  telling.whole();
  telling.add(changed('a', 4));
  telling.whole();
  expect(told).toEqual([['a@1']]);
  vi.advanceTimersByTime(80);
  expect(told).toEqual([['a@1'], ['b@3', 'a@4']]);
});

test('a row that is not for the room any more is not told, and after the end nothing is by itself', () => {
  telling.add(changed('a', 1));
  telling.forget(nameOf(changed('a', 1)));
  telling.add(changed('b', 2));
  telling.end();
  vi.advanceTimersByTime(1000);
  expect(told).toEqual([]);
  telling.flush();
  expect(told).toEqual([['b@2']]);
});

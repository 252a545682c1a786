import type { AutomationEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { Refused } from '../deciding/refused.ts';
import { install, isFinal, note, records, toTryAgain } from './record.ts';

const name = 'when-it-rains-then-tell';
const place = { stream: 'weather-1', revision: 3 };
const at = (seconds: number) => new Date(Date.parse('2027-03-01T10:00:00Z') + seconds * 1000).toISOString();
const installed = (after: string): AutomationEvent => ({ type: 'automation.AutomationInstalled.v1', data: { name, after } });
const failed = (tries: number, next: string | null): AutomationEvent => ({
  type: 'automation.ReactionFailed.v1',
  data: { name, ...place, reason: 'no pen', tries, next },
});
const madeUp: AutomationEvent = { type: 'automation.ReactionMadeUp.v1', data: { name, ...place } };
const badly = { well: false, reason: 'no pen', final: false } as const;

test('it is installed once, at the head of the log of then', () => {
  given(records)
    .when((record) => install(record, name, '640'))
    .then(installed('640'));
  given(records, installed('640'))
    .when((record) => install(record, name, '99999'))
    .nothing();
});

describe('a reaction', () => {
  test('that goes well leaves no trace', () => {
    given(records, installed('0'))
      .when((record) => note(record, name, place, { well: true }, at(0)))
      .nothing();
  });
  test('that fails is tried again, later each time, for two days', () => {
    given(records)
      .when((record) => note(record, name, place, badly, at(0)))
      .then(failed(1, at(5)));
    given(records, failed(1, at(5)))
      .when((record) => note(record, name, place, badly, at(5)))
      .then(failed(2, at(15)));
    given(records, failed(20, at(5)))
      .when((record) => note(record, name, place, badly, at(5)))
      .then(failed(21, at(3605)));
    given(records, failed(54, at(5)))
      .when((record) => note(record, name, place, badly, at(5)))
      .then(failed(55, null));
  });
  test('that was refused is left to people', () => {
    given(records)
      .when((record) => note(record, name, place, { ...badly, final: true }, at(0)))
      .then(failed(1, null));
  });
  test('that succeeds after all is made up for', () => {
    given(records, failed(2, at(5)))
      .when((record) => note(record, name, place, { well: true }, at(5)))
      .then(madeUp);
    expect([failed(1, at(5)), madeUp].reduce(records.evolve, records.initial).failed.size).toBe(0);
  });
});

test('what is to be tried again is what failed and whose time has come', () => {
  const record = [failed(1, at(5))].reduce(records.evolve, records.initial);
  expect(toTryAgain(record, at(4))).toEqual([]);
  expect(toTryAgain(record, at(5))).toMatchObject([place]);
  expect(toTryAgain([failed(1, null)].reduce(records.evolve, records.initial), at(99))).toEqual([]);
});

test('a refusal is final, unless it is one of the moment; whatever else goes wrong may go well next time', () => {
  const final = (['booking-over', 'not-allowed', 'changed-meanwhile', 'too-many-requests', 'fact-unknown'] as const).filter((code) =>
    isFinal(new Refused({ code })),
  );
  expect(final).toEqual(['booking-over', 'not-allowed']);
  expect(isFinal(new Error('no pen'))).toBe(false);
});

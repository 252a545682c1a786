import type { AutomationEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { Refused } from '../deciding/refused.ts';
import { install, isFinal, note, noteDue, records, runAgain, toTryAgain } from './record.ts';

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

describe('what is due', () => {
  const due = { name: 'close-room', key: 'room 1', at: at(0) };
  const undone = (tries: number, next: string): AutomationEvent => ({
    type: 'automation.DueFailed.v1',
    data: { ...due, reason: 'away', tries, next },
  });
  test('leaves no trace where it is done at once, and says when it was made up for', () => {
    given(records)
      .when((record) => noteDue(record, due, null, at(0)))
      .nothing();
    given(records, undone(1, at(2)))
      .when((record) => noteDue(record, due, null, at(2)))
      .then({ type: 'automation.DueMadeUp.v1', data: { name: due.name, key: due.key } });
  });
  test('is tried again, later each time up to an hour, for as long as it is due', () => {
    given(records, undone(1, at(2)))
      .when((record) => noteDue(record, due, 'away', at(2)))
      .then(undone(2, at(6)));
    given(records, undone(99, at(2)))
      .when((record) => noteDue(record, due, 'away', at(2)))
      .then(undone(100, at(3602)));
  });
  test('is tried at once where somebody orders it', () => {
    given(records)
      .when(() => runAgain(due.name, due.key, 'olga'))
      .then({ type: 'automation.RunAgainOrdered.v1', data: { name: due.name, key: due.key, operatorId: 'olga' } });
    const again: AutomationEvent = { type: 'automation.RunAgainOrdered.v1', data: { name: due.name, key: due.key, operatorId: 'olga' } };
    const { undone: left } = [undone(9, at(900)), again].reduce(records.evolve, records.initial);
    expect(left.get(due.key)).toMatchObject({ tries: 9, next: '1970-01-01T00:00:00.000Z' });
    // What is not known to have failed is not due any more.
    expect([again].reduce(records.evolve, records.initial).undone.size).toBe(0);
  });
});

test('a reaction that somebody orders is done again, whether it failed before or not', () => {
  const again: AutomationEvent = {
    type: 'automation.RunAgainOrdered.v1',
    data: { name, key: `${place.stream}@${place.revision}`, operatorId: 'olga' },
  };
  for (const before of [[], [failed(55, null)]]) {
    const record = [installed('0'), ...before, again].reduce(records.evolve, records.initial);
    expect(toTryAgain(record, at(0))).toMatchObject([place]);
    given(records, installed('0'), ...before, again)
      .when((now) => note(now, name, place, { well: true }, at(0)))
      .then(madeUp);
  }
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

import type { QuizException } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { exceptionBody, exceptionFields, exceptionInWords, nameOfException, NO_EXCEPTION } from './exceptions.ts';

const zone = 'Europe/Kyiv';
const exception = (of: QuizException['of'], rules: QuizException['rules']): QuizException => ({ exceptionId: 'e', of, rules });

test('what is left empty is as for everybody', () => {
  expect(exceptionBody({ ...NO_EXCEPTION, of: 'person:p1', minutes: '45' }, zone)).toEqual({
    of: { personId: 'p1' },
    rules: { timeLimitSeconds: 2700 },
  });
  expect(exceptionBody({ ...NO_EXCEPTION, of: 'group:g1', noTimeLimit: true, minutes: '45', closesAt: '2026-07-15T13:00' }, zone)).toEqual({
    of: { groupId: 'g1' },
    rules: { timeLimitSeconds: null, closesAt: '2026-07-15T10:00:00.000Z' },
  });
});

test('a date can be taken away from somebody', () => {
  const without = {
    ...NO_EXCEPTION,
    of: 'person:p1',
    closesAt: '2026-07-15T13:00',
    noDate: { opensAt: false, dueAt: true, closesAt: true },
  };
  expect(exceptionBody(without, zone).rules).toEqual({ dueAt: null, closesAt: null });
  const given = exception({ personId: 'p1', name: 'Ann' }, { closesAt: null, opensAt: '2026-07-15T10:00:00.000Z' });
  expect(exceptionBody(exceptionFields(given, zone), zone).rules).toEqual(given.rules);
});

test('an exception comes into the form and out again', () => {
  const given = exception(
    { personId: 'p1', name: 'Ann' },
    { timeLimitSeconds: 2700, attemptsAllowed: null, dueAt: '2026-07-15T10:00:00.000Z' },
  );
  expect(exceptionBody(exceptionFields(given, zone), zone)).toEqual({ of: { personId: 'p1' }, rules: given.rules });
});

test('its rules in words', () => {
  expect(exceptionInWords({ timeLimitSeconds: 2700, attemptsAllowed: null, closesAt: null }, zone)).toEqual([
    '45 min',
    'any number of attempts',
    'never closes',
  ]);
  expect(nameOfException(exception({ groupId: 'g1', name: null }, {}))).toBe('A group that is no more');
});

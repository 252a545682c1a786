import { expect, test } from 'vitest';
import { Vocabulary } from './vocabulary.ts';

const chain = {
  'x.Seen.v1': { to: 'x.Seen.v2', next: (data: unknown) => ({ ...(data as object), two: true }) },
  'x.Seen.v2': { to: 'x.Seen.v3', next: (data: unknown) => ({ ...(data as object), three: true }) },
};

const ours = new Vocabulary();
const other = new Vocabulary(['x.Seen.v3', 'x.Other.v1'], chain);

test('a registration from before there were time zones gets UTC', () => {
  const data = { personId: 'p', name: 'Ann', email: 'a@example.org' };
  expect(ours.upcast('accounts.PersonRegistered.v1', data)).toEqual({
    type: 'accounts.PersonRegistered.v2',
    data: { ...data, timeZone: 'UTC' },
  });
});

test('upcasters follow on each other up to the newest version', () => {
  expect(other.upcast('x.Seen.v1', { one: true })).toEqual({ type: 'x.Seen.v3', data: { one: true, two: true, three: true } });
  expect(other.upcast('x.Seen.v3', {})).toEqual({ type: 'x.Seen.v3', data: {} });
});

test('who wants a type wants its older versions too', () => {
  expect(other.withOlder(['x.Seen.v3', 'x.Other.v1']).toSorted()).toEqual(['x.Other.v1', 'x.Seen.v1', 'x.Seen.v2', 'x.Seen.v3']);
});

test('a version that comes after all known ones is told from known and from foreign facts', () => {
  expect(['x.Seen.v4', 'x.Seen.v10'].map((type) => other.newestBefore(type))).toEqual(['x.Seen.v3', 'x.Seen.v3']);
  expect(['x.Seen.v1', 'x.Seen.v3', 'x.Seen', 'x.Else.v9', 'Seen.v9', '$metadata'].map((type) => other.newestBefore(type))).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect(['x.Seen.v1', 'x.Seen.v3', 'x.Seen.v4', 'x.Else.v1'].map((type) => other.knows(type))).toEqual([true, true, false, false]);
  expect(ours.newestBefore('quizzes.AttemptGraded.v9')).toMatch(/^quizzes\.AttemptGraded\.v\d$/);
});

test('data that an older version never had come as null, for the one who folds the fact to park', () => {
  expect(ours.upcast('quizzes.AttemptGraded.v1', null)).toEqual({ type: expect.stringMatching(/AttemptGraded/), data: null });
  expect(ours.upcast('quizzes.AttemptStarted.v1', null).data).toBeNull();
});

import { expect, test } from 'vitest';
import { gradeOf, withGraded, type GradedAttempt } from './counting.ts';
import { Counting } from './rules.ts';

const at = '2026-03-01T10:00:00.000Z';
const attempt = (attemptId: string, score: number, maxScore = 4): GradedAttempt => ({
  attemptId,
  score,
  maxScore,
  lateSeconds: 0,
  pending: false,
  at,
});
const three = [attempt('a', 2), attempt('b', 3), attempt('c', 1)];

test.each([
  ['highest', 'b', 3],
  ['average', 'c', 2],
  ['first', 'a', 2],
  ['last', 'c', 1],
] as const)('%s of three', (counts, attemptId, score) => {
  expect(gradeOf(three, counts)).toMatchObject({ attemptId, score, maxScore: 4, attempts: 3, at });
});

test('nothing counts where there is no attempt', () => {
  for (const counts of Counting.options) expect(gradeOf([], counts)).toBeNull();
});

test('what counts is the share of the full score, not the points; the first of equals stays', () => {
  expect(gradeOf([attempt('a', 2, 2), attempt('b', 3, 4)], 'highest')).toMatchObject({ attemptId: 'a' });
  expect(gradeOf([attempt('a', 1, 2), attempt('b', 2, 4)], 'highest')).toMatchObject({ attemptId: 'a' });
  expect(gradeOf([attempt('a', 2, 2), attempt('b', 2, 4)], 'average')).toMatchObject({ score: 3, maxScore: 4 });
});

test('a paper that is worth nothing divides nothing', () => {
  expect(gradeOf([attempt('a', 0, 0), attempt('b', 0, 0)], 'average')).toMatchObject({ score: 0, maxScore: 0 });
});

test('a grade is not complete while the attempt that counts, or any of an average, waits for a person', () => {
  const waiting = [attempt('a', 3), { ...attempt('b', 1), pending: true }];
  expect(gradeOf(waiting, 'highest')?.pending).toBe(false);
  for (const counts of ['last', 'average'] as const) expect(gradeOf(waiting, counts)?.pending).toBe(true);
});

test('a thousand attempts are a short list that counts as all of them would', () => {
  const all = Array.from({ length: 1000 }, (_, i) => attempt(`a${i}`, (i * 7) % 5));
  const kept = all.reduce<readonly GradedAttempt[]>((list, one) => withGraded(list, one, null), []);
  expect(kept.length).toBeLessThanOrEqual(20);
  for (const counts of Counting.options) {
    const { attemptId: _, ...expected } = gradeOf(all, counts)!;
    expect(gradeOf(kept, counts)).toMatchObject(expected);
  }
  const regraded = withGraded(kept, attempt('a500', 4), { score: 0, maxScore: 4 });
  const mean = gradeOf(all.with(500, attempt('a500', 4)), 'average')!.score;
  expect(gradeOf(regraded, 'average')).toMatchObject({ score: mean, attempts: 1000 });
});

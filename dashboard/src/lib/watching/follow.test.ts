import type { QuizAttempt } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { withChange } from './follow.ts';

const ann: QuizAttempt = {
  attemptId: 'a',
  number: 1,
  student: { personId: 'p', name: 'Ann' },
  phase: 'open',
  startedAt: '2026-03-01T10:00:00.000Z',
  deadline: null,
  endedAt: null,
  by: null,
  answered: 0,
  questions: 3,
  lastSlot: null,
  lastAt: null,
  score: null,
  maxScore: 3,
  pending: false,
};
const { student: _, ...rest } = ann;
const row = { ...rest, answered: [1, 3], lastSlot: 3, lastAt: '2026-03-01T10:01:00.000Z' };

test('an answer is counted at once, and the name stays', () =>
  expect(withChange([ann], row)).toEqual([{ ...ann, answered: 2, lastSlot: 3, lastAt: row.lastAt }]));

test('who has come, or has handed in, makes the list be read anew', () => {
  expect(withChange([], row)).toBeNull();
  expect(withChange([ann], { ...row, phase: 'submitted' })).toBeNull();
});

import { expect, test } from 'vitest';
import { graded, started, submitted } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { attempts } from './projection.ts';

const of = { attemptId: id(1), quizId: id(2), courseId: id(3), studentId: id(4) };

test('an open attempt becomes a submitted one with its score', () => {
  expect(rowsOf(attempts, history(started(of, at(30)))).get(of.attemptId)).toEqual({
    ...of,
    number: 1,
    phase: 'open',
    startedAt: at(0),
    deadline: at(30),
    submittedAt: null,
    by: null,
    score: null,
    maxScore: 2,
  });
  expect(rowsOf(attempts, history(started(of), submitted(of, 'timer'), graded(of, 1))).get(of.attemptId)).toMatchObject({
    phase: 'submitted',
    submittedAt: at(1),
    by: 'timer',
    score: 1,
    maxScore: 2,
  });
});

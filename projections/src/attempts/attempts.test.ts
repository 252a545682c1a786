import { expect, test } from 'vitest';
import { abandoned, deadlineMoved, graded, started, submitted } from '../testing/facts.ts';
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

test('a deadline that moves, and an attempt that nobody handed in', () => {
  expect(rowsOf(attempts, history(started(of, at(30)), deadlineMoved(of, at(45)))).get(of.attemptId)).toMatchObject({ deadline: at(45) });
  expect(rowsOf(attempts, history(started(of, at(30)), abandoned(of))).get(of.attemptId)).toMatchObject({
    phase: 'abandoned',
    submittedAt: null,
    score: null,
  });
});

test('a push to the student carries no mark: what is shown is a matter of rules', () => {
  const row = rowsOf(attempts, history(started(of), submitted(of), graded(of, 1))).get(of.attemptId);
  const views = row ? attempts.views(row) : [];
  expect(views.find(({ room }) => room === `quiz:${of.quizId}`)?.row).toMatchObject({ score: 1 });
  expect(views.find(({ room }) => room === `person:${of.studentId}`)?.row).not.toHaveProperty('score');
});

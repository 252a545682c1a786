import { expect, test } from 'vitest';
import { started, submitted } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { due } from './projection.ts';

const of = { attemptId: id(1), quizId: id(2), courseId: id(3), studentId: id(4) };

test('an open attempt with a deadline is due until it is submitted', () => {
  const open = rowsOf(due, history(started(of, at(30))));
  expect(open.get(of.attemptId)).toEqual({ what: 'submit-attempt', at: at(30), attemptId: of.attemptId, studentId: of.studentId });
  expect(rowsOf(due, history(started(of, at(30)), submitted(of))).size).toBe(0);
});

test('an attempt without a deadline is never due', () => {
  expect(rowsOf(due, history(started(of))).size).toBe(0);
  expect(rowsOf(due, history(started(of), submitted(of))).size).toBe(0);
});

import { expect, test } from 'vitest';
import { abandoned, deadlineMoved, started, submitted } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { due } from './projection.ts';

const of = { attemptId: id(1), quizId: id(2), courseId: id(3), studentId: id(4) };

test('an open attempt with a deadline is due until it is submitted', () => {
  const open = rowsOf(due, history(started(of, at(30))));
  expect(open.get(of.attemptId)).toEqual({
    what: 'end-attempt',
    at: at(30),
    attemptId: of.attemptId,
    studentId: of.studentId,
    grace: 0,
    cause: { factId: history(started(of, at(30)))[0]!.id, correlationId: id(1) },
  });
  expect(rowsOf(due, history(started(of, at(30)), submitted(of))).size).toBe(0);
});

test('an attempt without a deadline is never due', () => {
  expect(rowsOf(due, history(started(of))).size).toBe(0);
  expect(rowsOf(due, history(started(of), submitted(of))).size).toBe(0);
});

test('where there is grace the attempt is due after it, and no more once it is given up', () => {
  const terms = { overdue: 'grace', graceSeconds: 120 } as const;
  expect(rowsOf(due, history(started(of, at(30), 1, terms))).get(of.attemptId)).toMatchObject({ at: at(32) });
  expect(rowsOf(due, history(started(of, at(30), 1, terms), abandoned(of))).size).toBe(0);
});

test('a deadline that moves is due later, with the same grace, or never', () => {
  const terms = { overdue: 'grace', graceSeconds: 60 } as const;
  const opened = started(of, at(30), 1, terms);
  expect(rowsOf(due, history(opened, deadlineMoved(of, at(45)))).get(of.attemptId)).toMatchObject({ at: at(46) });
  expect(rowsOf(due, history(opened, deadlineMoved(of, null))).size).toBe(0);
});

test('what is due names the fact that made it due when it is', () => {
  const terms = { overdue: 'grace', graceSeconds: 60 } as const;
  const facts = history(started(of, at(30), 1, terms), deadlineMoved(of, at(45)), deadlineMoved(of, at(45)));
  expect(rowsOf(due, facts).get(of.attemptId)?.cause.factId).toBe(facts[1]!.id);
});

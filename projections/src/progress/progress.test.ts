import type { AcademyEvent, Answer } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { abandoned, deadlineMoved, graded, started, submitted } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { progress } from './projection.ts';

const of = { attemptId: id(1), quizId: id(2), courseId: id(3), studentId: id(4) };
const saved = (slot: number, answer: Answer, sequence = 0): AcademyEvent => ({
  type: 'quizzes.AnswerSaved.v1',
  data: { ...of, slot, answer, sequence },
});
const row = (...facts: AcademyEvent[]) => rowsOf(progress, history(...facts)).get(of.attemptId);

test('who is where: what is answered, the last question and when', () => {
  expect(row(started(of, at(30)), deadlineMoved(of, at(45)))).toMatchObject({
    ...{ phase: 'open', deadline: at(45), questions: 1, answered: [], lastSlot: null, lastAt: null, score: null },
  });
  expect(row(started(of), saved(2, { text: 'so' }), saved(1, { value: false }))).toMatchObject({
    ...{ answered: [1, 2], lastSlot: 1, lastAt: at(2) },
  });
});

test('an answer that is taken back is none, and a check is one', () => {
  expect(row(started(of), saved(1, { value: true }), saved(1, {}, 1))).toMatchObject({ answered: [], lastSlot: 1, lastAt: at(2) });
  const check: AcademyEvent = {
    type: 'quizzes.AnswerChecked.v1',
    data: { ...of, slot: 1, answer: { value: true }, sequence: 0, try: 1, fraction: 1, over: true },
  };
  expect(row(started(of), check)).toMatchObject({ answered: [1], lastSlot: 1, lastAt: at(1) });
});

test('how it ended: handed in and graded, or given up', () => {
  expect(row(started(of), submitted(of, 'timer'), graded(of, 1))).toMatchObject({
    ...{ phase: 'submitted', endedAt: at(1), by: 'timer', answered: [1], score: 1, pending: false },
  });
  expect(row(started(of), abandoned(of))).toMatchObject({ phase: 'abandoned', endedAt: at(1), by: null, score: null });
});

test('those under way come first as they began, then the last that ended', () => {
  const other = (n: number) => ({ ...of, attemptId: id(10 + n) });
  const rows = rowsOf(
    progress,
    history(started(other(1)), started(other(2)), started(of), submitted(other(1)), abandoned(of), started(other(3))),
  );
  const inOrder = [...rows.values()].toSorted((a, b) => (a.order < b.order ? -1 : 1)).map(({ attemptId }) => attemptId);
  expect(inOrder).toEqual([other(2).attemptId, other(3).attemptId, of.attemptId, other(1).attemptId]);
});

import type { AcademyEvent, GradeCause, Score } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { marking, type MarkingRow } from './projection.ts';

const [quizId, courseId, essay, other] = [id(1), id(2), id(3), id(4)];
const of = (attempt: number) => ({ attemptId: id(100 + attempt), quizId, courseId, studentId: id(200 + attempt) });
const scored = (mark: number | null, right = 1): Score => ({
  score: (mark ?? 0) + right,
  maxScore: 6,
  marks: [
    { slot: 1, questionId: other, mark: right, maxMark: 1, pending: false, response: ['true'] },
    { slot: 2, questionId: essay, mark: mark ?? 0, maxMark: 5, pending: mark === null, response: [] },
  ],
});
const graded = (attempt: number, score: Score, former: Score | null = null, slot = 2): AcademyEvent => {
  const cause: GradeCause = former ? { kind: 'marked', slot, mark: 1, comment: null, reason: null } : { kind: 'submission' };
  return { type: 'quizzes.AttemptGraded.v2', data: { ...of(attempt), score, former, cause, lateSeconds: 0 } };
};
const rows = (...facts: AcademyEvent[]) => rowsOf<MarkingRow>(marking, history(...facts));
const queue = `queue:${quizId}:${essay}`;

test('an answer waits from the submission on and is marked once', () => {
  const waiting = rows(graded(1, scored(null)), graded(2, scored(null)));
  expect(waiting.get(queue)).toMatchObject({ waiting: 2, marked: 0 });
  expect(waiting.get(`${id(101)}:2`)).toMatchObject({ pending: true, maxMark: 5, submittedAt: at(0), studentId: id(201) });
  const marked = rows(graded(1, scored(null)), graded(2, scored(null)), graded(1, scored(4), scored(null)));
  expect(marked.get(queue)).toMatchObject({ waiting: 1, marked: 1 });
  expect(marked.get(`${id(101)}:2`)).toMatchObject({ pending: false, mark: 4, submittedAt: at(0) });
});

test('a mark that is changed is no other answer, and one that is taken back waits again', () => {
  const first = [graded(1, scored(null)), graded(1, scored(4), scored(null))];
  expect(rows(...first, graded(1, scored(2), scored(4))).get(queue)).toMatchObject({ waiting: 0, marked: 1 });
  expect(rows(...first, graded(1, scored(2), scored(4))).get(`${id(101)}:2`)).toMatchObject({ mark: 2 });
  const back = rows(...first, graded(1, scored(null), scored(4)));
  expect(back.get(queue)).toMatchObject({ waiting: 1, marked: 0 });
  expect(back.get(`${id(101)}:2`)).toMatchObject({ pending: true });
});

test('a mark over one of the key is no matter of the queue', () => {
  const over = rows(graded(1, scored(3)), graded(1, scored(3, 0), scored(3, 1), 1));
  expect(over.size).toBe(0);
});

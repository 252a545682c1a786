import type { AcademyEvent, Question } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { questionAdded, quizCreated } from '../testing/facts.ts';
import { history, id, rowsOf } from '../testing/history.ts';
import { quizzes } from './projection.ts';

const [quiz, course, first, second] = [id(1), id(2), id(11), id(12)];
const rowAfter = (...facts: readonly AcademyEvent[]) => {
  const row = rowsOf(
    quizzes,
    history(quizCreated(quiz, course), questionAdded(quiz, course, first), questionAdded(quiz, course, second), ...facts),
  ).get(quiz);
  if (!row) throw new Error('no row');
  return row;
};
const published: AcademyEvent = { type: 'quizzes.QuizPublished.v1', data: { quizId: quiz, courseId: course } };
const hard: Question = { type: 'trueFalse', text: 'Is it?', mark: 5, correct: false };

test('the full score is the sum of the marks, through edits and removals', () => {
  expect(rowAfter().maxScore).toBe(4);
  expect(
    rowAfter({ type: 'quizzes.QuestionEdited.v1', data: { quizId: quiz, courseId: course, questionId: first, question: hard } }).maxScore,
  ).toBe(7);
  expect(rowAfter({ type: 'quizzes.QuestionRemoved.v1', data: { quizId: quiz, courseId: course, questionId: first } }).marks).toEqual([
    { placeId: second, mark: 2 },
  ]);
});

test('an edit changes only what it names', () => {
  const row = rowAfter({ type: 'quizzes.QuizEdited.v2', data: { quizId: quiz, courseId: course, title: 'Second' } });
  expect(row).toMatchObject({ title: 'Second', attemptsAllowed: 3, timeLimitSeconds: null });
});

test('members of the course never see a key, and drafts not at all', () => {
  expect(quizzes.views(rowAfter()).map(({ room, audience }) => [room, audience])).toEqual([
    [`quiz:${quiz}`, 'staff'],
    [`course:${course}`, 'staff'],
  ]);
  const shown = quizzes.views(rowAfter(published)).find(({ audience }) => audience === 'member');
  expect(shown?.row).toMatchObject({ questions: 2, phase: 'published', maxScore: 4 });
  expect(JSON.stringify(shown)).not.toMatch(/"correct"|fraction/);
});

test('exceptions are kept for the staff and told to nobody else', () => {
  const exceptionId = id(21);
  const of = { personId: id(31) };
  const granted: AcademyEvent = {
    type: 'quizzes.ExceptionGranted.v1',
    data: { quizId: quiz, courseId: course, exceptionId, of, rules: { timeLimitSeconds: 90 } },
  };
  const row = rowAfter(published, granted);
  expect(row.exceptions).toEqual([{ exceptionId, of, rules: { timeLimitSeconds: 90 } }]);
  expect(JSON.stringify(quizzes.views(row).filter(({ audience }) => audience === 'member'))).not.toContain(of.personId);
  const withdrawn: AcademyEvent = { type: 'quizzes.ExceptionWithdrawn.v1', data: { quizId: quiz, courseId: course, exceptionId } };
  expect(rowAfter(published, granted, withdrawn).exceptions).toEqual([]);
});

test('a correction is what the quiz asks until it is taken back, and members see none of it', () => {
  const of = { quizId: quiz, courseId: course, questionId: first, regradeId: id(21) };
  const corrected: AcademyEvent = { type: 'quizzes.QuestionCorrected.v1', data: { ...of, question: hard } };
  expect(rowAfter(corrected)).toMatchObject({ maxScore: 7, marks: [{ placeId: first, mark: 5 }, {}] });
  expect(rowAfter(corrected, { type: 'quizzes.CorrectionReversed.v1', data: of }).maxScore).toBe(4);
  const views = quizzes.views(rowAfter(published, corrected));
  expect(JSON.stringify(views.filter(({ audience }) => audience === 'member'))).not.toContain('Is it?');
});

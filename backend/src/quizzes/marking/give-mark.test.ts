import { DEFAULT_RULES, termsOf, type AttemptEvent, type EventOf, type QuestionDraft } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { gradedAttempts } from '../attempts/graded-attempt.ts';
import { grade } from '../grading/grade.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { decide } from './give-mark.ts';

type Graded = EventOf<'quizzes.AttemptGraded.v2'>;

const of = { attemptId: 'a1', quizId: 'q1', courseId: 'c1', studentId: 'ann' };
const drafts: QuestionDraft[] = [
  { type: 'essay', text: 'Why?', mark: 5 },
  { type: 'trueFalse', text: 'Is it?', mark: 1, correct: true },
];
const paper = makePaper(
  { title: 'Two', questions: drafts.map((draft, i) => ({ questionId: `q${i}`, question: makeQuestion(draft) })) },
  'a1',
);
const answers = { 1: { text: 'Because.' }, 2: { value: false } };
const score = grade(paper, answers);
const started: AttemptEvent = {
  type: 'quizzes.AttemptStarted.v2',
  data: { ...of, number: 1, paper, deadline: null, terms: termsOf(DEFAULT_RULES) },
};
const submitted: AttemptEvent = { type: 'quizzes.AttemptSubmitted.v1', data: { ...of, by: 'student', answers } };
const graded: Graded = {
  type: 'quizzes.AttemptGraded.v2',
  data: { ...of, score, former: null, cause: { kind: 'submission' }, lateSeconds: 0 },
};
const mark = (slot: number, value: number | null, more: { comment?: string; reason?: string } = {}) => ({
  slot,
  mark: value,
  comment: null,
  reason: null,
  ...more,
});
const giving = (facts: AttemptEvent[], asked: ReturnType<typeof mark>): Graded => {
  const decision = decide([started, submitted, graded, ...facts].reduce(gradedAttempts.evolve, gradedAttempts.initial), {}, asked);
  if (decision.outcome !== 'accept') throw new Error(decision.outcome);
  return decision.facts[0] as Graded;
};

describe('a mark given by a person', () => {
  test('ends the waiting and says what was before', () => {
    const given1 = giving([], mark(1, 4.5, { comment: 'Well argued.' }));
    expect(given1.data.cause).toEqual({ kind: 'marked', slot: 1, mark: 4.5, comment: 'Well argued.', reason: null });
    expect(given1.data.former).toEqual(score);
    expect(given1.data.score).toMatchObject({ score: 4.5, maxScore: 6, marks: [{ mark: 4.5, pending: false }, { mark: 0 }] });
  });
  test('is from nothing to all there is, for a question that was asked', () => {
    const all = given(gradedAttempts, started, submitted, graded);
    all.when((attempt) => decide(attempt, {}, mark(1, 5.1))).refused('invalid-input');
    all.when((attempt) => decide(attempt, {}, mark(3, 1))).refused('no-such-slot');
    given(gradedAttempts, started)
      .when((attempt) => decide(attempt, {}, mark(1, 1)))
      .refused('attempt-open');
    given(gradedAttempts)
      .when((attempt) => decide(attempt, {}, mark(1, 1)))
      .refused('attempt-not-found');
  });
  test('over the mark of the key says why', () => {
    given(gradedAttempts, started, submitted, graded)
      .when((attempt) => decide(attempt, {}, mark(2, 1)))
      .refused('invalid-input');
    expect(giving([], mark(2, 1, { reason: 'Told so in class' })).data.score.marks[1]).toMatchObject({ mark: 1 });
  });
  test('given again is nothing, and another takes its place', () => {
    const first = giving([], mark(1, 4));
    given(gradedAttempts, started, submitted, graded, first)
      .when((attempt) => decide(attempt, {}, mark(1, 4)))
      .nothing();
    expect(giving([first], mark(1, 2)).data).toMatchObject({ score: { score: 2 }, former: { score: 4 } });
  });
  test('that is taken back leaves what was: waiting, or the mark of the key', () => {
    const essay = giving([], mark(1, 4));
    expect(giving([essay], mark(1, null)).data.score).toEqual(score);
    const over = giving([essay], mark(2, 1, { reason: 'Told so' }));
    expect(giving([essay, over], mark(2, null, { reason: 'A mistake' })).data.score).toEqual(essay.data.score);
    given(gradedAttempts, started, submitted, graded)
      .when((attempt) => decide(attempt, {}, mark(1, null)))
      .nothing();
  });
});

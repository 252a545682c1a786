import {
  DEFAULT_RULES,
  termsOf,
  type Answer,
  type Answers,
  type AttemptEvent,
  type EnrolmentEvent,
  type QuestionDraft,
  type QuizEvent,
} from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../../deciding/given.ts';
import { rosters } from '../../enrolments/roster.ts';
import { grade } from '../grading/grade.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { quizzes } from '../quiz.ts';
import { attemptIdOf } from './attempt-id.ts';
import { attempts } from './attempt.ts';
import { decide as save } from './save-answer.ts';
import { decide as start } from './start-attempt.ts';
import { decide as submit } from './submit-attempt.ts';
import { decide as submitExpired } from './submit-expired.ts';

const of = { attemptId: 'a1', quizId: 'q1', courseId: 'c1', studentId: 'ann' };
const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 10) + seconds * 1000).toISOString();

const drafts: QuestionDraft[] = [
  {
    type: 'single',
    text: 'Capital?',
    mark: 1,
    shuffle: false,
    choices: [
      { text: 'Kyiv', fraction: 1 },
      { text: 'Lviv', fraction: 0 },
    ],
  },
  { type: 'trueFalse', text: 'Green?', mark: 1, correct: false },
];
const questions = drafts.map((draft, i) => ({ questionId: `q${i}`, question: makeQuestion(draft) }));
const paper = makePaper({ title: 'Two', questions }, 'a1');

const started = (deadline: string | null = at(60)): AttemptEvent => ({
  type: 'quizzes.AttemptStarted.v2',
  data: { ...of, number: 1, paper, deadline, terms: termsOf(DEFAULT_RULES) },
});
const saved = (slot: number, answer: Answer, sequence: number): AttemptEvent => ({
  type: 'quizzes.AnswerSaved.v1',
  data: { ...of, slot, answer, sequence },
});
const submitted = (by: 'student' | 'timer', answers: Answers): AttemptEvent => ({
  type: 'quizzes.AttemptSubmitted.v1',
  data: { ...of, by, answers },
});
const graded = (answers: Answers): AttemptEvent => ({
  type: 'quizzes.AttemptGraded.v2',
  data: { ...of, score: grade(paper, answers), former: null, cause: { kind: 'submission' }, lateSeconds: 0 },
});

describe('starting', () => {
  const quiz = (attemptsAllowed: number | null, timeLimitSeconds: number | null = null, published = true) => {
    const rules = { ...DEFAULT_RULES, attemptsAllowed, timeLimitSeconds };
    const facts: QuizEvent[] = [
      { type: 'quizzes.QuizCreated.v2', data: { quizId: 'q1', courseId: 'c1', title: 'Two', rules, access: null } },
      ...questions.map((one): QuizEvent => ({ type: 'quizzes.QuestionAdded.v1', data: { quizId: 'q1', courseId: 'c1', ...one } })),
      ...(published ? [{ type: 'quizzes.QuizPublished.v1', data: { quizId: 'q1', courseId: 'c1' } } as const] : []),
    ];
    return facts.reduce(quizzes.evolve, quizzes.initial);
  };
  const enrolled: EnrolmentEvent = { type: 'enrolments.StudentEnrolled.v1', data: { courseId: 'c1', studentId: 'ann', again: false } };
  const roster = rosters.evolve(rosters.initial, enrolled);
  const drawn = new Map();
  const asked = (number: number) => ({ attemptId: 'a1', studentId: 'ann', number, now: at(0) });

  test('those enrolled get the paper of now, and a deadline where there is one', () => {
    given(attempts)
      .when((attempt) => start(attempt, { quiz: quiz(1), roster, drawn }, asked(1)))
      .then(started(null));
    given(attempts)
      .when((attempt) => start(attempt, { quiz: quiz(1, 60), roster, drawn }, asked(1)))
      .then(started(at(60)));
  });
  test('others, drafts and one attempt too many are refused', () => {
    given(attempts)
      .when((attempt) => start(attempt, { quiz: quiz(1), roster: rosters.initial, drawn }, asked(1)))
      .refused('not-enrolled');
    given(attempts)
      .when((attempt) => start(attempt, { quiz: quiz(1, null, false), roster, drawn }, asked(1)))
      .refused('quiz-not-found');
    given(attempts)
      .when((attempt) => start(attempt, { quiz: quizzes.initial, roster, drawn }, asked(1)))
      .refused('quiz-not-found');
    given(attempts)
      .when((attempt) => start(attempt, { quiz: quiz(2), roster, drawn }, asked(3)))
      .refused('no-attempts-left');
  });
  test('one that is there is not started again', () => {
    given(attempts, started())
      .when((attempt) => start(attempt, { quiz: quiz(1), roster, drawn }, asked(1)))
      .nothing();
  });
  test('the id of an attempt follows from quiz, student and number', () => {
    const quizId = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d70';
    const ids = [1, 2].flatMap((number) => ['ann', 'bob'].map((student) => attemptIdOf(quizId, student, number)));
    expect(new Set(ids).size).toBe(4);
    expect(ids[0]).toBe(attemptIdOf(quizId, 'ann', 1));
    for (const id of ids) expect(id).toMatch(/^019523a4-7b1c-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe('saving', () => {
  const answer = { choice: 'c1' };
  const saving = (more: object = {}) => ({ studentId: 'ann', slot: 1, answer, ...more });
  test('an answer is kept, a later one over it', () => {
    given(attempts, started())
      .when((attempt) => save(attempt, saving(), at(5)))
      .then(saved(1, answer, 0));
    given(attempts, started(), saved(1, { choice: 'c2' }, 4))
      .when((attempt) => save(attempt, saving(), at(5)))
      .then(saved(1, answer, 5));
    given(attempts, started(), saved(1, { choice: 'c2' }, 4))
      .when((attempt) => save(attempt, saving({ sequence: 9 }), at(5)))
      .then(saved(1, answer, 9));
  });
  test('what was overtaken on its way, or came twice, changes nothing', () => {
    given(attempts, started(), saved(1, { choice: 'c2' }, 4))
      .when((attempt) => save(attempt, saving({ sequence: 3 }), at(5)))
      .nothing();
    given(attempts, started(), saved(1, answer, 4))
      .when((attempt) => save(attempt, saving({ sequence: 4 }), at(5)))
      .nothing();
  });
  test('only its student, in time, to a question of the paper, with what fits it', () => {
    given(attempts, started())
      .when((attempt) => save(attempt, saving({ studentId: 'bob' }), at(5)))
      .refused('attempt-not-found');
    given(attempts)
      .when((attempt) => save(attempt, saving(), at(5)))
      .refused('attempt-not-found');
    given(attempts, started())
      .when((attempt) => save(attempt, saving(), at(64)))
      .refused('attempt-submitted');
    given(attempts, started())
      .when((attempt) => save(attempt, saving({ slot: 3 }), at(5)))
      .refused('no-such-slot');
    given(attempts, started())
      .when((attempt) => save(attempt, saving({ answer: { value: true } }), at(5)))
      .refused('answer-does-not-fit');
    given(attempts, started(), submitted('student', {}))
      .when((attempt) => save(attempt, saving(), at(5)))
      .refused('attempt-submitted');
  });
});

describe('submitting', () => {
  const right: Answers = { 1: { choice: 'c1' }, 2: { value: false } };
  test('answers of the request go over those that were saved', () => {
    given(attempts, started(), saved(1, { choice: 'c2' }, 0), saved(2, { value: false }, 0))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: { 1: { choice: 'c1' } } }, at(30), {}))
      .then(submitted('student', right), graded(right));
  });
  test('the network has a few seconds; after them what was saved counts, and the timer did it', () => {
    const kept: Answers = { 2: { value: false } };
    given(attempts, started(), saved(2, { value: false }, 0))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: right }, at(63), {}))
      .then(submitted('student', right), graded(right));
    given(attempts, started(), saved(2, { value: false }, 0))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: right }, at(64), {}))
      .then(submitted('timer', kept), graded(kept));
  });
  test('again is nothing, by another is nothing to be found', () => {
    given(attempts, started(), submitted('student', right), graded(right))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: {} }, at(40), {}))
      .nothing();
    given(attempts, started())
      .when((attempt) => submit(attempt, { studentId: 'bob', answers: {} }, at(5), {}))
      .refused('attempt-not-found');
  });
  test('answers that do not fit are told by their paths, and nothing is handed in', () => {
    const answers = { 1: { value: true }, 7: { value: true } };
    given(attempts, started())
      .when((attempt) => submit(attempt, { studentId: 'ann', answers }, at(5), {}))
      .refused('answer-does-not-fit');
    const decision = submit([started()].reduce(attempts.evolve, attempts.initial), { studentId: 'ann', answers }, at(5), {});
    expect(decision).toMatchObject({ refusal: { errors: [{ path: 'answers.1.value' }, { path: 'answers.7' }] } });
  });
  test('the clock hands in what was saved, when it is time and once', () => {
    const kept: Answers = { 1: { choice: 'c1' } };
    given(attempts, started(), saved(1, { choice: 'c1' }, 0))
      .when((attempt) => submitExpired(attempt, at(64), {}))
      .then(submitted('timer', kept), graded(kept));
    given(attempts, started())
      .when((attempt) => submitExpired(attempt, at(62), {}))
      .nothing();
    given(attempts, started(null))
      .when((attempt) => submitExpired(attempt, at(1e6), {}))
      .nothing();
    given(attempts, started(), submitted('student', {}))
      .when((attempt) => submitExpired(attempt, at(64), {}))
      .nothing();
  });
});

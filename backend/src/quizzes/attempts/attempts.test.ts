import {
  DEFAULT_RULES,
  termsOf,
  type Answer,
  type Answers,
  type AttemptEvent,
  type AttemptTerms,
  type EnrolmentEvent,
  type QuestionDraft,
  type QuizEvent,
  type QuizRules,
} from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import type { Decision } from '../../deciding/decision.ts';
import { given } from '../../deciding/given.ts';
import { rosters } from '../../enrolments/roster.ts';
import { decide as move } from '../exceptions/moving-deadlines.ts';
import { grade } from '../grading/grade.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion } from '../paper/make-question.ts';
import { quizzes } from '../quiz.ts';
import { attemptIdOf } from './attempt-id.ts';
import { attempts } from './attempt.ts';
import { decide as endOverdue } from './end-overdue.ts';
import { decide as save } from './save-answer.ts';
import { decide as start } from './start-attempt.ts';
import { decide as submit } from './submit-attempt.ts';

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

const started = (deadline: string | null = at(60), terms: Partial<AttemptTerms> = {}): AttemptEvent => ({
  type: 'quizzes.AttemptStarted.v2',
  data: { ...of, number: 1, paper, deadline, terms: { ...termsOf(DEFAULT_RULES), ...terms } },
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
  const quiz = (attemptsAllowed: number | null, published = true, access: string | null = null) => {
    const rules = { ...DEFAULT_RULES, attemptsAllowed };
    const facts: QuizEvent[] = [
      { type: 'quizzes.QuizCreated.v2', data: { quizId: 'q1', courseId: 'c1', title: 'Two', rules, access } },
      ...questions.map((one): QuizEvent => ({ type: 'quizzes.QuestionAdded.v1', data: { quizId: 'q1', courseId: 'c1', ...one } })),
      ...(published ? [{ type: 'quizzes.QuizPublished.v1', data: { quizId: 'q1', courseId: 'c1' } } as const] : []),
    ];
    return facts.reduce(quizzes.evolve, quizzes.initial);
  };
  const enrolled: EnrolmentEvent = { type: 'enrolments.StudentEnrolled.v1', data: { courseId: 'c1', studentId: 'ann', again: false } };
  const roster = rosters.evolve(rosters.initial, enrolled);
  const asked = (number: number, more: { access?: string; now?: string } = {}) => ({
    attemptId: 'a1',
    studentId: 'ann',
    number,
    now: at(0),
    ...more,
  });
  const around = (rules: Partial<QuizRules> = {}, lastEnded: string | null = null) => {
    const all = { ...DEFAULT_RULES, ...rules };
    return { quiz: quiz(null), roster, drawn: new Map(), rules: all, lastEnded };
  };

  test('those enrolled get the paper of now, and a deadline where there is one', () => {
    given(attempts)
      .when((attempt) => start(attempt, around(), asked(1)))
      .then(started(null));
    given(attempts)
      .when((attempt) => start(attempt, around({ timeLimitSeconds: 60 }), asked(1)))
      .then(started(at(60)));
  });
  test('others, drafts and one attempt too many are refused', () => {
    given(attempts)
      .when((attempt) => start(attempt, { ...around(), roster: rosters.initial }, asked(1)))
      .refused('not-enrolled');
    given(attempts)
      .when((attempt) => start(attempt, { ...around(), quiz: quiz(1, false) }, asked(1)))
      .refused('quiz-not-found');
    given(attempts)
      .when((attempt) => start(attempt, { ...around(), quiz: quizzes.initial }, asked(1)))
      .refused('quiz-not-found');
    given(attempts)
      .when((attempt) => start(attempt, around({ attemptsAllowed: 2 }), asked(3)))
      .refused('no-attempts-left');
  });
  test('one that is there is not started again', () => {
    given(attempts, started())
      .when((attempt) => start(attempt, around(), asked(1)))
      .nothing();
  });
  test('a quiz opens and closes, and says when', () => {
    const rules = { opensAt: at(100), closesAt: at(200) };
    const startAt = (seconds: number) => start(attempts.initial, around(rules), asked(1, { now: at(seconds) }));
    expect(startAt(99)).toMatchObject({
      refusal: { code: 'quiz-not-open', detail: 'The quiz opens on 1 March 2026 at 10:01 UTC: come back then.', more: { at: at(100) } },
    });
    expect(startAt(100)).toMatchObject({ facts: [{ data: { deadline: at(200) } }] });
    expect(startAt(200)).toMatchObject({ refusal: { code: 'quiz-closed' } });
  });
  test('the time limit ends with the quiz', () => {
    const deadline = (timeLimitSeconds: number | null, closesAt: string | null) =>
      start(attempts.initial, around({ timeLimitSeconds, closesAt }), asked(1));
    expect(deadline(60, at(100))).toMatchObject({ facts: [{ data: { deadline: at(60) } }] });
    expect(deadline(60, at(30))).toMatchObject({ facts: [{ data: { deadline: at(30) } }] });
    expect(deadline(null, at(30))).toMatchObject({ facts: [{ data: { deadline: at(30) } }] });
  });
  test('between two attempts there is the delay', () => {
    const again = (seconds: number) => start(attempts.initial, around({ delaySeconds: 60 }, at(10)), asked(2, { now: at(seconds) }));
    expect(again(69)).toMatchObject({ refusal: { code: 'attempt-too-soon', more: { at: at(70) } } });
    expect(again(70)).toMatchObject({ outcome: 'accept' });
  });
  test('a password is asked for last, so that nobody learns it from a quiz that cannot be taken', () => {
    const locked = { ...around(), quiz: quiz(null, true, 'digest') };
    const withAccess = (access?: string) => start(attempts.initial, locked, asked(1, access === undefined ? {} : { access }));
    expect(withAccess()).toMatchObject({ refusal: { code: 'password-needed' } });
    expect(withAccess('another')).toMatchObject({ refusal: { code: 'wrong-password' } });
    expect(withAccess('digest')).toMatchObject({ outcome: 'accept' });
    expect(start(attempts.initial, { ...locked, rules: { ...DEFAULT_RULES, opensAt: at(9) } }, asked(1))).toMatchObject({
      refusal: { code: 'quiz-not-open' },
    });
  });
  test('the terms are those of the student', () => {
    expect(start(attempts.initial, around({ dueAt: at(50), overdue: 'grace' }), asked(1))).toMatchObject({
      facts: [{ data: { terms: { dueAt: at(50), overdue: 'grace', graceSeconds: 60 } } }],
    });
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

describe('pages that go forward only', () => {
  const forward = started(at(60), { navigation: 'forward' });
  const first = { studentId: 'ann', slot: 1, answer: { choice: 'c1' } };
  test('an answer on a later page closes the earlier ones', () => {
    given(attempts, forward)
      .when((attempt) => save(attempt, first, at(5)))
      .then(saved(1, { choice: 'c1' }, 0));
    given(attempts, forward, saved(2, { value: false }, 0))
      .when((attempt) => save(attempt, first, at(5)))
      .refused('page-passed');
    given(attempts, started(), saved(2, { value: false }, 0))
      .when((attempt) => save(attempt, first, at(5)))
      .then(saved(1, { choice: 'c1' }, 0));
  });
  test('also where they are handed in with the rest; what was saved in time may be repeated', () => {
    given(attempts, forward, saved(2, { value: false }, 0))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: { 1: { choice: 'c1' } } }, at(5), {}))
      .refused('page-passed');
    const both: Answers = { 1: { choice: 'c1' }, 2: { value: false } };
    given(attempts, forward, saved(1, { choice: 'c1' }, 0), saved(2, { value: false }, 0))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: both }, at(5), {}))
      .then(submitted('student', both), graded(both));
    given(attempts, forward)
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: both }, at(5), {}))
      .then(submitted('student', both), graded(both));
  });
});

describe('grace', () => {
  const grace = started(at(60), { overdue: 'grace', graceSeconds: 30 });
  const kept: Answers = { 2: { value: false } };
  const abandoned: AttemptEvent = { type: 'quizzes.AttemptAbandoned.v1', data: of };
  test('after the deadline there are no further answers, and what was saved can be handed in', () => {
    given(attempts, grace, saved(2, { value: false }, 0))
      .when((attempt) => save(attempt, { studentId: 'ann', slot: 1, answer: { choice: 'c1' } }, at(64)))
      .refused('time-over');
    given(attempts, grace, saved(2, { value: false }, 0))
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: { 1: { choice: 'c1' } } }, at(90), {}))
      .then(submitted('student', kept), graded(kept));
  });
  test('what is not handed in by then is given up, once', () => {
    given(attempts, grace, saved(2, { value: false }, 0))
      .when((attempt) => endOverdue(attempt, at(93), {}))
      .nothing();
    given(attempts, grace, saved(2, { value: false }, 0))
      .when((attempt) => endOverdue(attempt, at(94), {}))
      .then(abandoned);
    given(attempts, grace)
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: {} }, at(94), {}))
      .refused('attempt-abandoned');
    given(attempts, grace, abandoned)
      .when((attempt) => submit(attempt, { studentId: 'ann', answers: {} }, at(95), {}))
      .refused('attempt-abandoned');
    given(attempts, grace, abandoned)
      .when((attempt) => save(attempt, { studentId: 'ann', slot: 1, answer: { choice: 'c1' } }, at(95)))
      .refused('attempt-abandoned');
    given(attempts, grace, abandoned)
      .when((attempt) => endOverdue(attempt, at(95), {}))
      .nothing();
  });
});

describe('lateness', () => {
  const lateBy = (decision: Decision<AttemptEvent>) =>
    decision.outcome === 'accept' &&
    decision.facts.flatMap(({ type, data }) => (type === 'quizzes.AttemptGraded.v2' ? data.lateSeconds : []));
  const dueAt = (seconds: number) => [started(at(60), { dueAt: at(seconds) })].reduce(attempts.evolve, attempts.initial);
  test('is the time from the due date to the hand-in, in seconds', () => {
    expect(lateBy(submit(dueAt(30), { studentId: 'ann', answers: {} }, at(30), {}))).toEqual([0]);
    expect(lateBy(submit(dueAt(30), { studentId: 'ann', answers: {} }, at(42), {}))).toEqual([12]);
  });
  test('ends at the deadline, however late the clock comes round', () => {
    expect(lateBy(endOverdue(dueAt(30), at(500), {}))).toEqual([30]);
  });
});

describe('a later deadline while it runs', () => {
  const rules = (more: Partial<QuizRules>) => ({ ...DEFAULT_RULES, timeLimitSeconds: 60, ...more });
  const moved = (deadline: string | null, dueAt: string | null = null): AttemptEvent => ({
    type: 'quizzes.DeadlineMoved.v1',
    data: { ...of, deadline, dueAt },
  });
  test('comes from the rules as they are now, and the answers go on', () => {
    given(attempts, started())
      .when((attempt) => move(attempt, rules({ timeLimitSeconds: 90 }), at(0), at(20)))
      .then(moved(at(90)));
    given(attempts, started())
      .when((attempt) => move(attempt, rules({ timeLimitSeconds: null }), at(0), at(20)))
      .then(moved(null));
    given(attempts, started(), moved(at(90)))
      .when((attempt) => save(attempt, { studentId: 'ann', slot: 1, answer: { choice: 'c1' } }, at(80)))
      .then(saved(1, { choice: 'c1' }, 0));
  });
  test('nobody loses time, and what is over stays over', () => {
    given(attempts, started())
      .when((attempt) => move(attempt, rules({ timeLimitSeconds: 30 }), at(0), at(20)))
      .nothing();
    given(attempts, started())
      .when((attempt) => move(attempt, rules({ timeLimitSeconds: 900 }), at(0), at(64)))
      .nothing();
    given(attempts, started(), submitted('student', {}))
      .when((attempt) => move(attempt, rules({ timeLimitSeconds: 900 }), at(0), at(20)))
      .nothing();
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
      .when((attempt) => endOverdue(attempt, at(64), {}))
      .then(submitted('timer', kept), graded(kept));
    given(attempts, started())
      .when((attempt) => endOverdue(attempt, at(62), {}))
      .nothing();
    given(attempts, started(null))
      .when((attempt) => endOverdue(attempt, at(1e6), {}))
      .nothing();
    given(attempts, started(), submitted('student', {}))
      .when((attempt) => endOverdue(attempt, at(64), {}))
      .nothing();
  });
});

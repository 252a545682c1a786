import {
  DEFAULT_RULES,
  termsOf,
  type Answers,
  type AttemptEvent,
  type Question,
  type QuestionDraft,
  type QuizEvent,
  type RegradeEvent,
} from '@lyceum/contracts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { courses } from '../../courses/course.ts';
import { given } from '../../deciding/given.ts';
import { gradedAnew, gradedAttempts } from '../attempts/graded-attempt.ts';
import { gradeAs } from '../grading/by-behaviour.ts';
import { grade } from '../grading/grade.ts';
import { makePaper } from '../paper/make-paper.ts';
import { makeQuestion, remakeQuestion } from '../paper/make-question.ts';
import { quizzes, type Existing } from '../quiz.ts';
import { anyDraft, TYPES } from '../testing/any-draft.ts';
import { decide as draft } from './draft-regrade.ts';
import { correct, publish } from './publish-regrade.ts';
import { decide as regrade } from './regrade-attempt.ts';
import { catchUp } from './regrade-work.ts';
import { regrades, type Drafted } from './regrade.ts';
import { reverse, takeBack } from './reverse-regrade.ts';

const ofQuiz = { quizId: 'q1', courseId: 'c1' };
const single = (right: string, shuffle = true): QuestionDraft => ({
  type: 'single',
  text: 'Capital?',
  mark: 1,
  shuffle,
  choices: ['Kyiv', 'Lviv', 'Odesa'].map((text) => ({ text, fraction: Number(text === right) })),
});
const wrongKey = makeQuestion(single('Lviv'));
const rightKey = remakeQuestion(single('Kyiv'), wrongKey);
const other = makeQuestion({ type: 'trueFalse', text: 'Green?', mark: 2, correct: false });

const added = (questionId: string, question: Question): QuizEvent => ({
  type: 'quizzes.QuestionAdded.v1',
  data: { ...ofQuiz, questionId, question },
});
const created: QuizEvent[] = [
  { type: 'quizzes.QuizCreated.v2', data: { ...ofQuiz, title: 'Two', rules: DEFAULT_RULES, access: null } },
  added('capital', wrongKey),
  added('sky', other),
  { type: 'quizzes.QuizPublished.v1', data: ofQuiz },
];
const corrected = (regradeId: string, question = rightKey): QuizEvent => ({
  type: 'quizzes.QuestionCorrected.v1',
  data: { ...ofQuiz, questionId: 'capital', regradeId, question },
});
const taken = (regradeId: string): QuizEvent => ({
  type: 'quizzes.CorrectionReversed.v1',
  data: { ...ofQuiz, questionId: 'capital', regradeId },
});
const edited = (question: Question): QuizEvent => ({
  type: 'quizzes.QuestionEdited.v1',
  data: { ...ofQuiz, questionId: 'capital', question },
});
const quizAfter = (...facts: QuizEvent[]) => [...created, ...facts].reduce(quizzes.evolve, quizzes.initial) as Existing;
const keyOf = ({ questions }: Existing) => questions.find(({ questionId }) => questionId === 'capital')?.question;

const of = { attemptId: 'a1', studentId: 'ann', ...ofQuiz };
const answers: Answers = { 1: { choice: 'c1' }, 2: { value: false } };
const taking = (quiz: Existing): AttemptEvent[] => {
  const paper = makePaper(quiz, 'a1');
  return [
    { type: 'quizzes.AttemptStarted.v2', data: { ...of, number: 1, paper, deadline: null, terms: termsOf(DEFAULT_RULES) } },
    { type: 'quizzes.AttemptSubmitted.v1', data: { ...of, by: 'student', answers } },
    {
      type: 'quizzes.AttemptGraded.v2',
      data: { ...of, score: grade(paper, answers), former: null, cause: { kind: 'submission' }, lateSeconds: 7 },
    },
  ];
};
const cause = (kind: 'regrade' | 'reversal' = 'regrade', regradeId = 'r1') => ({ kind, regradeId });

describe('a correction', () => {
  test('is what new papers ask, until it is taken back', () => {
    expect(keyOf(quizAfter(corrected('r1')))).toEqual(rightKey);
    expect(keyOf(quizAfter(corrected('r1'), taken('r1')))).toEqual(wrongKey);
  });
  test('of two the last that was not taken back holds', () => {
    const later = remakeQuestion(single('Odesa'), rightKey);
    expect(keyOf(quizAfter(corrected('r1'), corrected('r2', later), taken('r1')))).toEqual(later);
    expect(keyOf(quizAfter(corrected('r1'), corrected('r2', later), taken('r2')))).toEqual(rightKey);
    expect(keyOf(quizAfter(corrected('r1'), corrected('r2', later), taken('r1'), taken('r2')))).toEqual(wrongKey);
  });
  test('that its author has edited since stays edited when the correction is taken back', () => {
    const anew = remakeQuestion(single('Odesa'), rightKey);
    expect(keyOf(quizAfter(corrected('r1'), edited(anew), taken('r1')))).toEqual(anew);
  });
});

describe('grading by corrections', () => {
  const given = { behaviour: 'deferred', answers, tries: {} } as const;
  const score = (asked: Existing, now: Existing) => gradedAnew({ paper: makePaper(asked, 'a1'), given, hands: {} }, now.keys).score;
  test('papers from before are graded by it, in the order they were handed out in', () => {
    expect(score(quizAfter(), quizAfter())).toBe(2);
    expect(score(quizAfter(), quizAfter(corrected('r1')))).toBe(3);
    expect(score(quizAfter(), quizAfter(corrected('r1'), taken('r1')))).toBe(2);
  });
  test('papers that carry a correction which was taken back count as before it', () => {
    const meanwhile = quizAfter(corrected('r1'));
    expect(score(meanwhile, meanwhile)).toBe(3);
    expect(score(meanwhile, quizAfter(corrected('r1'), taken('r1')))).toBe(2);
  });
  test('papers with what its author wrote since go by that', () => {
    const since = quizAfter(corrected('r1'), edited(remakeQuestion(single('Odesa'), rightKey)));
    expect(score(since, since)).toBe(2);
    expect(score(quizAfter(), since)).toBe(3);
  });
  test('another mark of the question is another full score', () => {
    const worth = remakeQuestion({ ...single('Kyiv'), mark: 4 }, wrongKey);
    expect(gradedAnew({ paper: makePaper(quizAfter(), 'a1'), given, hands: {} }, quizAfter(corrected('r1', worth)).keys)).toMatchObject({
      score: 6,
      maxScore: 6,
    });
  });
});

describe('an attempt graded anew', () => {
  const now = quizAfter(corrected('r1'));
  test('keeps what it was worth before, and how late it was', () => {
    const [, , graded] = taking(quizAfter());
    const { score: former } = (graded as Extract<AttemptEvent, { type: 'quizzes.AttemptGraded.v2' }>).data;
    const marks = former.marks.map((mark) => (mark.slot === 1 ? { ...mark, mark: 1 } : mark));
    given(gradedAttempts, ...taking(quizAfter()))
      .when((attempt) => regrade(attempt, now.keys, 'capital', cause()))
      .then({
        type: 'quizzes.AttemptGraded.v2',
        data: { ...of, score: { score: 3, maxScore: 3, marks }, former, cause: cause(), lateSeconds: 7 },
      });
  });
  test('is not changed twice, nor where the question was not asked, nor while it is open', () => {
    const first = regrade(taking(quizAfter()).reduce(gradedAttempts.evolve, gradedAttempts.initial), now.keys, 'capital', cause());
    const facts = first.outcome === 'accept' ? first.facts : [];
    given(gradedAttempts, ...taking(quizAfter()), ...facts)
      .when((attempt) => regrade(attempt, now.keys, 'capital', cause()))
      .nothing();
    given(gradedAttempts, ...taking(quizAfter()))
      .when((attempt) => regrade(attempt, now.keys, 'never asked', cause()))
      .nothing();
    given(gradedAttempts, ...taking(quizAfter()).slice(0, 1))
      .when((attempt) => regrade(attempt, now.keys, 'capital', cause()))
      .nothing();
  });
  test('keeps the mark that a person gave', () => {
    const [started, submitted, graded] = taking(quizAfter()) as [
      AttemptEvent,
      AttemptEvent,
      Extract<AttemptEvent, { type: 'quizzes.AttemptGraded.v2' }>,
    ];
    const { score } = graded.data;
    const hand: AttemptEvent = {
      type: 'quizzes.AttemptGraded.v2',
      data: {
        ...graded.data,
        score: { ...score, score: 2.5, marks: score.marks.map((mark) => (mark.slot === 1 ? { ...mark, mark: 0.5 } : mark)) },
        former: score,
        cause: { kind: 'marked', slot: 1, mark: 0.5, comment: null, reason: 'almost' },
      },
    };
    given(gradedAttempts, started, submitted, graded, hand)
      .when((attempt) => regrade(attempt, now.keys, 'capital', cause()))
      .nothing();
  });
});

/** Answers that name what the questions have, so that there is something to lose. */
const given1 = fc.oneof(
  fc.record({ choice: fc.constantFrom('c1', 'c2', 'c3') }),
  fc.record({ choices: fc.subarray(['c1', 'c2', 'c3']) }),
  fc.record({ value: fc.boolean() }),
  fc.record({ text: fc.constantFrom('abc', 'a', '1', '') }),
  fc.record({ number: fc.constantFrom(0, 1, -3.5) }),
  fc.record({ order: fc.constantFrom(['i1', 'i2', 'i3'], ['i3', 'i1', 'i2'], ['i1', 'i2']) }),
  fc.record({ pairs: fc.constantFrom({ s1: 'o1' }, { s1: 'o2', s2: 'o2' }) }),
  fc.record({ gaps: fc.constantFrom({ g1: { choice: 'c1' } }, { g1: { text: 'a' }, g2: { number: 1 } }) }),
) as fc.Arbitrary<Answers[string]>;

const behaviours = fc.constantFrom('deferred', 'interactive', 'certainty');

test.each(TYPES)('a regrade of a question of the type %s with an unchanged key changes nothing, whatever was answered', (type) =>
  fc.assert(
    fc.property(anyDraft(type), given1, given1, behaviours, fc.string({ minLength: 1 }), (written, answer, first, behaviour, attemptId) => {
      const question = makeQuestion(written);
      const quiz = [created[0]!, added('capital', question)].reduce(quizzes.evolve, quizzes.initial) as Existing;
      const again = remakeQuestion(written, question);
      const now = quizzes.evolve(quiz, corrected('r1', again)) as Existing;
      const paper = makePaper(quiz, attemptId);
      const given = { behaviour, answers: { 1: answer }, tries: { 1: { answers: [first], sequence: 0, over: false } } };
      const score = gradeAs(paper, given);
      const attempt = { phase: 'graded', ...of, paper, given, score, lateSeconds: 0, hands: {}, regradeId: null } as const;
      expect(regrade(attempt, now.keys, 'capital', cause())).toEqual({ outcome: 'nothing' });
    }),
  ),
);

describe('drafting, publishing, undoing', () => {
  const course = courses.evolve(courses.initial, {
    type: 'courses.CourseCreated.v1',
    data: { courseId: 'c1', instructorId: 'inge', title: 'Bars', summary: '', seats: null },
  });
  const inge = { personId: 'inge', roles: ['instructor'] } as const;
  const asked = { regradeId: 'r1', questionId: 'capital', former: wrongKey, draft: single('Kyiv'), changes: 3 };
  const drafted: RegradeEvent = {
    type: 'quizzes.RegradeDrafted.v1',
    data: { ...ofQuiz, regradeId: 'r1', questionId: 'capital', question: rightKey, changes: 3 },
  };
  const published: RegradeEvent = { type: 'quizzes.RegradePublished.v1', data: { ...ofQuiz, regradeId: 'r1' } };
  const reversed: RegradeEvent = { type: 'quizzes.RegradeReversed.v1', data: { ...ofQuiz, regradeId: 'r1' } };
  const applied = (which: 'publication' | 'reversal'): RegradeEvent => ({
    type: 'quizzes.RegradeApplied.v1',
    data: { ...ofQuiz, regradeId: 'r1', of: which, attempts: 5, changed: 3 },
  });

  test('a draft keeps the ids of the parts', () => {
    given(regrades)
      .when((state) => draft(state, quizAfter(), course, inge, asked))
      .then(drafted);
  });
  test('others, another type and what nobody was asked are refused', () => {
    given(regrades)
      .when((state) => draft(state, quizAfter(), course, { personId: 'ann', roles: ['student'] }, asked))
      .refused('quiz-not-found');
    given(regrades)
      .when((state) => draft(state, quizAfter(), course, inge, { ...asked, former: other }))
      .refused('question-type-differs');
    given(regrades)
      .when((state) => draft(state, quizAfter(), course, inge, { ...asked, former: undefined }))
      .refused('question-not-found');
  });
  test('a publication corrects the quiz and is said once', () => {
    const state = regrades.evolve(regrades.initial, drafted) as Drafted;
    given(quizzes, ...created)
      .when((quiz) => correct(quiz, state))
      .then(corrected('r1'));
    given(quizzes, ...created, corrected('r1'))
      .when((quiz) => correct(quiz, state))
      .nothing();
    given(regrades, drafted).when(publish).then(published);
    given(regrades, drafted, published).when(publish).nothing();
    given(regrades, drafted, published, reversed).when(publish).refused('regrade-reversed');
  });
  test('it can be undone once it is published, also while it is being applied', () => {
    const state = regrades.evolve(regrades.initial, drafted) as Drafted;
    given(quizzes, ...created, corrected('r1'))
      .when((quiz) => takeBack(quiz, state))
      .then(taken('r1'));
    given(quizzes, ...created)
      .when((quiz) => takeBack(quiz, state))
      .nothing();
    given(regrades, drafted).when(reverse).refused('regrade-not-published');
    given(regrades, drafted, published).when(reverse).then(reversed);
    given(regrades, drafted, published, applied('publication')).when(reverse).then(reversed);
    given(regrades, drafted, published, reversed, applied('reversal')).when(reverse).nothing();
  });
  test('what a process that died did not come to say is said for it', () => {
    given(regrades, drafted)
      .when((state) => catchUp(state, quizAfter(corrected('r1'))))
      .then(published);
    given(regrades, drafted)
      .when((state) => catchUp(state, quizAfter()))
      .nothing();
    given(regrades, drafted, published)
      .when((state) => catchUp(state, quizAfter(corrected('r1'), taken('r1'))))
      .then(reversed);
    given(regrades, drafted, published)
      .when((state) => catchUp(state, quizAfter(corrected('r1'))))
      .nothing();
  });
});

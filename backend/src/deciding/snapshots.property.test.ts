import {
  DEFAULT_RULES,
  type CourseEvent,
  type EnrolmentEvent,
  type Fact,
  type Question,
  type QuizEvent,
  type SessionEvent,
} from '@lyceum/contracts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { sessions } from '../accounts/session.ts';
import { courses } from '../courses/course.ts';
import { rosters } from '../enrolments/roster.ts';
import { quizzes } from '../quizzes/quiz.ts';
import type { Decider } from './decider.ts';
import { MemoryLog, quiet } from './memory-log.ts';
import { Streams } from './streams.ts';

const text = fc.string({ maxLength: 8 });
const instants = fc.constantFrom('2026-03-02T09:00:00.000Z', '2026-03-02T10:00:00.000Z');
const of = <F extends Fact>(type: F['type'], data: Record<string, fc.Arbitrary<unknown>>, optional: readonly string[] = []) =>
  fc
    .record(data, { requiredKeys: Object.keys(data).filter((key) => !optional.includes(key)) })
    .map((made) => ({ type, data: made }) as unknown as F);

const student = fc.constantFrom('00', '0a', '1f', 'ff', 'a0a', 'bff');
const enrolments = fc.oneof(
  of<EnrolmentEvent>('enrolments.StudentEnrolled.v1', { courseId: fc.constant('c'), studentId: student, again: fc.boolean() }),
  of<EnrolmentEvent>('enrolments.StudentLeft.v1', { courseId: fc.constant('c'), studentId: student }),
);

const session = { sessionId: fc.constant('s'), personId: fc.constant('p'), tokenHash: text, expires: instants };
const sessionFacts = fc.oneof(
  of<SessionEvent>('accounts.SessionStarted.v1', { ...session, device: fc.option(text), password: fc.nat() }, ['password']),
  { weight: 5, arbitrary: of<SessionEvent>('accounts.SessionRefreshed.v1', session) },
  of<SessionEvent>('accounts.SessionEnded.v1', { sessionId: fc.constant('s'), reason: fc.constantFrom('signed-out', 'token-reused') }),
);

const lessonId = fc.constantFrom('l1', 'l2', 'l3');
const lesson = fc.record({ lessonId, title: text, text, video: fc.option(text) });
const seats = fc.option(fc.nat());
const course = { courseId: fc.constant('c'), title: text, summary: text, seats };
const courseFacts = fc.oneof(
  of<CourseEvent>('courses.CourseCreated.v1', { ...course, instructorId: fc.constant('i') }),
  of<CourseEvent>('courses.CourseEdited.v1', course, ['title', 'summary', 'seats']),
  { weight: 3, arbitrary: of<CourseEvent>('courses.LessonAdded.v1', { courseId: fc.constant('c'), lesson }) },
  of<CourseEvent>('courses.LessonEdited.v1', { courseId: fc.constant('c'), lesson }),
  of<CourseEvent>('courses.LessonRemoved.v1', { courseId: fc.constant('c'), lessonId }),
  of<CourseEvent>('courses.CoursePublished.v1', { courseId: fc.constant('c') }),
  of<CourseEvent>('courses.CourseArchived.v1', { courseId: fc.constant('c') }),
);

const fraction = fc.constantFrom(-0.5, 0, 1 / 3, 1);
const named = { id: text, text };
const common = { text, mark: fc.double({ min: 0.1, max: 10, noNaN: true }), feedback: text };
const choices = fc.array(fc.record({ ...named, fraction, feedback: text }, { requiredKeys: ['id', 'text', 'fraction'] }), { maxLength: 3 });
const question = fc.oneof(
  fc.record(
    { type: fc.constantFrom('single', 'multiple'), ...common, shuffle: fc.boolean(), choices },
    { requiredKeys: ['type', 'text', 'mark', 'choices'] },
  ),
  fc.record(
    {
      type: fc.constant('matching'),
      ...common,
      stems: fc.array(fc.record({ ...named, option: text })),
      options: fc.array(fc.record(named)),
    },
    { requiredKeys: ['type', 'text', 'mark', 'stems', 'options'] },
  ),
) as unknown as fc.Arbitrary<Question>;
const rules = fc
  .record({ timeLimitSeconds: fc.option(fc.constant(60)), dueAt: fc.option(instants) })
  .map((some) => ({ ...DEFAULT_RULES, ...some }));
const access = fc.option(text);
const quiz = { quizId: fc.constant('q'), courseId: fc.constant('c') };
const questionId = fc.constantFrom('q1', 'q2', 'q3');
const quizFacts = fc.oneof(
  of<QuizEvent>('quizzes.QuizCreated.v2', { ...quiz, title: text, rules, access }),
  of<QuizEvent>('quizzes.QuizEdited.v2', { ...quiz, title: text, rules, access }, ['title', 'rules', 'access']),
  { weight: 3, arbitrary: of<QuizEvent>('quizzes.QuestionAdded.v1', { ...quiz, questionId, question }) },
  of<QuizEvent>('quizzes.QuestionEdited.v1', { ...quiz, questionId, question }),
  of<QuizEvent>('quizzes.QuestionRemoved.v1', { ...quiz, questionId }),
  of<QuizEvent>('quizzes.QuizPublished.v1', quiz),
);

/** What holds for the snapshots of one kind of stream, whatever lies in it: also facts that no decision would have allowed. */
function holds<S, F extends Fact>(decider: Decider<S, F>, fact: fc.Arbitrary<F>) {
  const { form, version } = decider.snapshot!;
  const fold = (facts: readonly F[]) => facts.reduce(decider.evolve, decider.initial);
  const stream = decider.stream('x');

  test('a state comes back from its JSON as it was', () =>
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 30 }), (facts) => {
        const state = fold(facts);
        expect(form.parse(JSON.parse(JSON.stringify(z.encode(form, state))))).toEqual(state);
      }),
    ));

  test('the state from a snapshot and the tail is that from the whole stream', () =>
    fc.assert(
      fc.asyncProperty(fc.array(fact, { minLength: 1, maxLength: 30 }), fc.nat(), async (facts, cut) => {
        const revision = cut % facts.length;
        const log = new MemoryLog();
        log.elsewhere(stream, ...facts);
        const state = z.encode(form, fold(facts.slice(0, revision + 1)));
        await log.snapshots.keep(stream, { version, revision, position: String(revision + 1), state });
        expect((await new Streams(log, quiet).look(decider, 'x')).state).toEqual(fold(facts));
      }),
    ));
}

describe('of a roster', () => {
  holds(rosters, enrolments);
});
describe('of a session', () => {
  holds(sessions, sessionFacts);
});
describe('of a course', () => {
  holds(courses, courseFacts);
});
describe('of a quiz', () => {
  holds(quizzes, quizFacts);
});

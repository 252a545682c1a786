/** The gradebook as of a date comes by another way than the gradebook: lines from their history, columns and settings from streams. */
import {
  DEFAULT_GRADING,
  DEFAULT_RULES,
  type AcademyEvent,
  type Gradebook,
  type Id,
  type Instant,
  type Question,
  type Recorded,
} from '@lyceum/contracts';
import type { ReadModels } from '@lyceum/projections';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryLog } from '../../backend/src/deciding/memory-log.ts';
import { attendedIn, countedWebinars, presentAsOf } from '../../backend/src/quizzes/grades/attended.ts';
import { columnsOf } from '../../backend/src/quizzes/grades/columns-of.ts';
import { gradebookOf } from '../../backend/src/quizzes/grades/get-gradebook.ts';
import { PastColumns } from '../../backend/src/quizzes/grades/past-columns.ts';
import { attendance } from '../../projections/src/attendance/projection.ts';
import { gradebook } from '../../projections/src/gradebook/projection.ts';
import { gradings, noGrading } from '../../projections/src/gradings/projection.ts';
import { history, linesAsOf } from '../../projections/src/history/projection.ts';
import { quizzes } from '../../projections/src/quizzes/projection.ts';
import { enrolled, gradedAnew, left } from '../../projections/src/testing/facts.ts';
import { at, history as historyOf, id, rowsOf } from '../../projections/src/testing/history.ts';
import { webinars } from '../../projections/src/webinars/projection.ts';

const courseId = id(1);
const WEBINARS = [id(81), id(82)] as const;
const [QUIZZES, COLUMNS, STUDENTS] = [
  [id(11), id(12)],
  [id(21), id(22)],
  [id(31), id(32), id(33)],
] as const;
const [QUESTIONS, PLACES] = [[id(41), id(42)], [id(51)]] as const;
const REGRADES = [id(61), id(62)] as const;
const categoryId = id(71);

const quizId = fc.constantFrom(...QUIZZES);
const columnId = fc.constantFrom(...COLUMNS);
const studentId = fc.constantFrom(...STUDENTS);
const questionId = fc.constantFrom(...QUESTIONS);
const place = fc.constantFrom(...PLACES);
const regradeId = fc.constantFrom(...REGRADES);
const worth = fc.constantFrom(0.5, 1, 3);
/** Before, amidst and after the facts of a history, which are a minute apart. */
const moment = fc.option(fc.integer({ min: -5, max: 60 }).map(at));
const title = fc.constantFrom('Bars', 'Beams');
const question = worth.map((mark): Question => ({ type: 'trueFalse', text: 'Is it?', mark, correct: true }));
const draw = worth.map((mark) => ({ categoryId, below: true, tags: [], mark }));
const rules = fc
  .record({
    counts: fc.constantFrom('highest' as const, 'average' as const, 'first' as const, 'last' as const),
    dueAt: moment,
    closesAt: moment,
  })
  .map((some) => ({ ...DEFAULT_RULES, ...some }));
const settings = fc
  .record({
    total: fc.constantFrom('points' as const, 'weighted' as const),
    missing: fc.constantFrom('zero' as const, 'ignore' as const),
    perDay: fc.constantFrom(0, 10),
    dropLowest: fc.nat(1),
    columns: fc.dictionary(
      fc.constantFrom(...QUIZZES, ...COLUMNS),
      fc.record({ categoryId: fc.constantFrom(null, categoryId), weight: fc.constantFrom(0, 1, 2.5), hidden: fc.boolean() }),
    ),
  })
  .map(({ perDay, dropLowest, ...some }) => ({
    ...DEFAULT_GRADING,
    ...some,
    late: { perDay, most: 50 },
    categories: [{ categoryId, title: 'Homework', weight: 2, dropLowest }],
    letters: [
      { letter: 'A', from: 60 },
      { letter: 'B', from: 0 },
    ],
  }));

const ofQuiz = <Type extends AcademyEvent['type'], Rest extends object>(type: Type, rest: fc.Arbitrary<Rest>) =>
  fc.tuple(quizId, rest).map(([quiz, data]) => ({ type, data: { quizId: quiz, courseId, ...data } }) as unknown as AcademyEvent);
const ofCourse = <Type extends AcademyEvent['type'], Rest extends object>(type: Type, rest: fc.Arbitrary<Rest>) =>
  rest.map((data) => ({ type, data: { courseId, ...data } }) as unknown as AcademyEvent);

const marks = fc.array(fc.constantFrom(0, 0.3333333, 0.5, 1), { minLength: 1, maxLength: 3 });
const graded = fc
  .tuple(quizId, studentId, fc.integer({ min: 1, max: 3 }), marks, fc.constantFrom(0, 7, 200_000))
  .map(([quiz, student, number, given, lateSeconds]): AcademyEvent => {
    const attemptId = id(1000 + QUIZZES.indexOf(quiz) * 100 + STUDENTS.indexOf(student) * 10 + number);
    const fact = gradedAnew({ attemptId, quizId: quiz, courseId, studentId: student }, given, null, { kind: 'submission' });
    return { ...fact, data: { ...fact.data, lateSeconds } } as unknown as AcademyEvent;
  });

const fact = fc.oneof(
  ofQuiz('quizzes.QuizCreated.v2', fc.record({ title, rules, access: fc.constant(null) })),
  ofQuiz('quizzes.QuizEdited.v2', fc.record({ title, rules }, { requiredKeys: [] })),
  ofQuiz('quizzes.QuizPublished.v1', fc.constant({})),
  ofQuiz('quizzes.QuestionAdded.v1', fc.record({ questionId, question })),
  ofQuiz('quizzes.QuestionEdited.v1', fc.record({ questionId, question })),
  ofQuiz('quizzes.DrawAdded.v1', fc.record({ questionId: place, draw })),
  ofQuiz('quizzes.DrawEdited.v1', fc.record({ questionId: place, draw })),
  ofQuiz('quizzes.QuestionRemoved.v1', fc.record({ questionId: fc.oneof(questionId, place) })),
  ofQuiz('quizzes.QuestionCorrected.v1', fc.record({ questionId, regradeId, question })),
  ofQuiz('quizzes.CorrectionReversed.v1', fc.record({ questionId, regradeId })),
  ofCourse('quizzes.GradingSet.v1', fc.record({ settings })),
  ofCourse('quizzes.ColumnAdded.v1', fc.record({ columnId, title, maxScore: worth })),
  ofCourse('quizzes.ColumnEdited.v1', fc.record({ columnId, title, maxScore: worth })),
  ofCourse('quizzes.ColumnRemoved.v1', fc.record({ columnId })),
  ofCourse(
    'quizzes.GradeOverridden.v1',
    fc.record({
      columnId: fc.oneof(quizId, columnId),
      studentId,
      score: fc.option(fc.integer({ min: 0, max: 6 }).map((n) => n / 2)),
      reason: fc.constant('Agreed'),
    }),
  ),
  studentId.map((student) => enrolled(courseId, student)),
  studentId.map((student) => left(courseId, student)),
  graded,
  graded,
);

/** Webinars of some minutes amidst the history. */
const plan = fc
  .tuple(title, fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 30 }))
  .map(([called, start, minutes]) => ({ title: called, courseId, start: at(start), end: at(start + minutes), speakers: [] }));
const grading = fc.option(fc.record({ maxScore: worth, fullFrom: fc.constantFrom(null, 50, 100) }), { freq: 4 });
const webinarId = fc.constantFrom(...WEBINARS);
const ofWebinar = <Rest extends object>(type: AcademyEvent['type'], rest: fc.Arbitrary<Rest>) =>
  fc.tuple(webinarId, rest).map(([webinar, data]) => ({ type, data: { webinarId: webinar, ...data } }) as unknown as AcademyEvent);
const inRoom = <Rest extends object>(type: AcademyEvent['type'], rest: fc.Arbitrary<Rest>) =>
  fc.tuple(webinarId, rest).map(([roomId, data]) => ({ type, data: { roomId, ...data } }) as unknown as AcademyEvent);

const ofSitting = fc.oneof(
  ofWebinar('webinars.WebinarScheduled.v1', fc.record({ hostId: fc.constant(id(91)), plan })),
  ofWebinar('webinars.WebinarEdited.v1', fc.record({ plan })),
  ofWebinar('webinars.WebinarCancelled.v1', fc.constant({ reason: 'Ill' })),
  ofWebinar('webinars.AttendanceGradingSet.v1', fc.record({ grading })),
  ofWebinar('webinars.AttendanceGradingSet.v1', fc.record({ grading })),
  inRoom('webinars.RoomOpened.v1', fc.constant({ kind: 'lecture', settings: {} })),
  inRoom('webinars.RoomClosed.v2', fc.record({ why: fc.constantFrom('ended', 'empty') })),
  ...Array.from({ length: 3 }, () =>
    inRoom(
      'webinars.ParticipantJoined.v1',
      fc.record({
        personId: fc.constantFrom(...STUDENTS),
        role: fc.constantFrom('attendee', 'speaker'),
        connectionId: fc.constant(id(92)),
      }),
    ),
  ),
  ...Array.from({ length: 3 }, () =>
    inRoom('webinars.ParticipantLeft.v1', fc.record({ personId: fc.constantFrom(...STUDENTS), why: fc.constant('left') })),
  ),
);

const STREAM_OF: Readonly<Record<string, (data: Readonly<Record<string, Id>>) => string>> = {
  Column: ({ columnId: column }) => `column-${column}`,
  Grading: () => `gradebook-${courseId}`,
};

const streamOf = ({ type, data }: AcademyEvent): string => {
  const [, name = ''] = type.split('.');
  const own = Object.entries(STREAM_OF).find(([prefix]) => name.startsWith(prefix))?.[1];
  const of = data as unknown as Readonly<Record<string, Id>>;
  if (type.startsWith('webinars.')) return of.roomId ? `room-${of.roomId}` : `webinar-${of.webinarId}`;
  return own ? own(of) : `quiz-${of.quizId}`;
};

/** The facts that decisions would have let come about, in their order: nothing of what is not there (any more), nothing twice. */
function possible(facts: readonly AcademyEvent[]): AcademyEvent[] {
  const there = new Set<string>();
  const ever = new Set<string>();
  return facts.filter(({ type, data }) => {
    const of = data as unknown as Readonly<Record<string, Id>>;
    const [quiz, asked] = [`quiz ${of.quizId}`, `question ${of.quizId} ${of.questionId}`];
    const [column, correction] = [`column ${of.columnId}`, `correction ${of.quizId} ${of.questionId} ${of.regradeId}`];
    const comes = (what: string, needs = true) => needs && !ever.has(what) && !!there.add(what) && !!ever.add(what);
    switch (type) {
      case 'quizzes.QuizCreated.v2':
        return comes(quiz);
      case 'quizzes.QuestionAdded.v1':
      case 'quizzes.DrawAdded.v1':
        return comes(asked, there.has(quiz));
      case 'quizzes.QuestionRemoved.v1':
        return there.delete(asked);
      case 'quizzes.QuestionEdited.v1':
      case 'quizzes.DrawEdited.v1':
        return there.has(asked);
      case 'quizzes.QuestionCorrected.v1':
        return comes(correction, there.has(asked));
      case 'quizzes.CorrectionReversed.v1':
        return there.has(asked) && there.delete(correction);
      case 'quizzes.ColumnAdded.v1':
        return comes(column);
      case 'quizzes.ColumnEdited.v1':
        return there.has(column);
      case 'quizzes.ColumnRemoved.v1':
        return there.delete(column);
      case 'webinars.WebinarScheduled.v1':
        return comes(of.webinarId!);
      case 'webinars.WebinarCancelled.v1':
        return there.delete(of.webinarId!);
      case 'webinars.RoomOpened.v1':
        return there.has(of.roomId!) && !there.has(`room ${of.roomId}`) && !!there.add(`room ${of.roomId}`);
      case 'webinars.RoomClosed.v2':
        return there.delete(`room ${of.roomId}`);
      case 'webinars.ParticipantJoined.v1':
      case 'webinars.ParticipantLeft.v1':
        return there.has(`room ${of.roomId}`);
      case 'webinars.WebinarEdited.v1':
      case 'webinars.AttendanceGradingSet.v1':
        return there.has(of.webinarId!);
      default:
        return !('quizId' in data) || there.has(quiz);
    }
  });
}

/** The gradebook, by the read models. */
function present(facts: readonly Recorded[], now: Instant): Gradebook {
  const grading = rowsOf(gradings, facts).get(courseId) ?? noGrading(courseId);
  const sittings = countedWebinars([...rowsOf(webinars, facts).values()]);
  const columns = columnsOf([...rowsOf(quizzes, facts).values()], sittings, grading);
  const attended = attendedIn(sittings, [...rowsOf(attendance, facts).values()], now);
  return gradebookOf(columns, grading.settings, [...rowsOf(gradebook, facts).values()], attended, new Map(), now);
}

/** The gradebook as it stood at `asOf`, looked up when all the facts are there. */
async function past(facts: readonly Recorded[], asOf: Instant): Promise<Gradebook> {
  const log = new MemoryLog();
  for (const [stream, of] of Map.groupBy(facts, streamOf as (fact: Recorded) => string)) log.streams.set(stream, of);
  const models = {
    quizzes: { ofCourses: async () => [...rowsOf(quizzes, facts).values()] },
    webinars: { graded: async () => [...rowsOf(webinars, facts).values()].filter(({ graded }) => graded) },
    gradings: { find: async () => rowsOf(gradings, facts).get(courseId) ?? noGrading(courseId) },
  };
  const { columns, settings: then, webinars: sittings } = await new PastColumns(models as unknown as ReadModels, log).of(courseId, asOf);
  const lines = linesAsOf([...rowsOf(history, facts).values()], asOf);
  const attended = attendedIn(sittings, presentAsOf([...rowsOf(attendance, facts).values()], asOf), asOf);
  return gradebookOf(columns, then, lines, attended, new Map(), asOf);
}

const histories = fc.array(fc.oneof(fact, ofSitting), { maxLength: 60 }).map((facts) => historyOf(...possible(facts)));

/** Begins with a webinar that counts and its room open, so that there is attendance in it. */
const sittings = fc.array(fc.oneof({ weight: 3, arbitrary: ofSitting }, { weight: 1, arbitrary: fact }), { maxLength: 57 }).map((facts) => {
  const plans = { title: 'Sound', courseId, start: at(4), end: at(40), speakers: [] };
  const counted = { maxScore: 10, fullFrom: null };
  const [webinar] = WEBINARS;
  const begun = [
    ...STUDENTS.map((student) => enrolled(courseId, student)),
    { type: 'webinars.WebinarScheduled.v1', data: { webinarId: webinar, hostId: id(91), plan: plans } },
    { type: 'webinars.AttendanceGradingSet.v1', data: { webinarId: webinar, grading: counted } },
    { type: 'webinars.RoomOpened.v1', data: { roomId: webinar, kind: 'lecture', settings: {} } },
    { type: 'webinars.ParticipantJoined.v1', data: { roomId: webinar, personId: STUDENTS[0], role: 'attendee', connectionId: id(92) } },
  ] as unknown as AcademyEvent[];
  return historyOf(...possible([...begun, ...facts]));
});

test('as of now it is the gradebook, with marks of attendance', async () => {
  let marked = 0;
  await fc.assert(
    fc.asyncProperty(sittings, async (facts) => {
      const now = at(facts.length + 60);
      const book = present(facts, now);
      marked += book.rows.filter(({ attended }) => Object.values(attended).some(({ score }) => score > 0)).length;
      expect(await past(facts, now)).toEqual(book);
    }),
    { numRuns: 300 },
  );
  expect(marked).toBeGreaterThan(50);
});

test('as of any moment marks of attendance are those that stood then', () =>
  fc.assert(
    fc.asyncProperty(sittings, fc.nat({ max: 60 }), async (facts, minute) => {
      expect(await past(facts, at(minute))).toEqual(present(facts.slice(0, minute + 1), at(minute)));
    }),
    { numRuns: 300 },
  ));

test('as of now it is the gradebook', () =>
  fc.assert(
    fc.asyncProperty(histories, async (facts) => {
      const now = at(facts.length);
      expect(await past(facts, now)).toEqual(present(facts, now));
    }),
    { numRuns: 300 },
  ));

test('as of any moment it is the gradebook that was there then, whatever came after', () =>
  fc.assert(
    fc.asyncProperty(histories, fc.nat({ max: 60 }), async (facts, minute) => {
      expect(await past(facts, at(minute))).toEqual(present(facts.slice(0, minute + 1), at(minute)));
    }),
    { numRuns: 300 },
  ));

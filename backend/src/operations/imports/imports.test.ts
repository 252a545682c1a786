import type { EnrolmentEvent, HistoryItemOf, WorkEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { courses } from '../../courses/course.ts';
import { given } from '../../deciding/given.ts';
import { inSequence } from '../../deciding/in-sequence.ts';
import { rosters } from '../../enrolments/roster.ts';
import { decideWork, works } from '../../quizzes/grades/works.ts';
import { decideCourse, decideSeat } from './deciding.ts';
import { advance, begin, imports, misplaced } from './import.ts';

const [courseId, ann, ben] = ['course', 'ann-0a', 'ben-0b'];
const at = (day: number) => `2013-10-0${day}T12:00:00.000Z`;

const seat = (kind: 'enrolment' | 'withdrawal', personId: string, day: number): HistoryItemOf<'enrolment' | 'withdrawal'> => ({
  kind,
  courseId,
  personId,
  at: at(day),
});
const course: HistoryItemOf<'course'> = { kind: 'course', courseId, instructorId: 'inge', title: 'AAA', summary: '', at: at(1) };
const enrolled = (studentId: string, day: number): EnrolmentEvent & { at: string } => ({
  type: 'enrolments.StudentEnrolled.v1',
  data: { courseId, studentId, again: false },
  at: at(day),
});
const left = (studentId: string, day: number): EnrolmentEvent & { at: string } => ({
  type: 'enrolments.StudentLeft.v1',
  data: { courseId, studentId },
  at: at(day),
});

describe('the history of a course', () => {
  const published = [course].reduce((state, item) => {
    const decision = decideCourse(state, item);
    return decision.outcome === 'accept' ? decision.facts.reduce(courses.evolve, state) : state;
  }, courses.initial);
  const seats = [seat('enrolment', ann, 1), seat('enrolment', ben, 2), seat('withdrawal', ann, 3)];
  const all = [enrolled(ann, 1), enrolled(ben, 2), left(ann, 3)] as const;

  test('is recorded with the dates on which it happened', () => {
    given(rosters)
      .when((roster) => inSequence(rosters, roster, seats, (state, item) => decideSeat(state, item, published)))
      .then(...all);
  });
  test('is recorded once, however often and however far it came before', () => {
    const again = (...facts: readonly EnrolmentEvent[]) =>
      given(rosters, ...facts).when((roster) => inSequence(rosters, roster, seats, (state, item) => decideSeat(state, item, published)));
    again(...all).nothing();
    again(...all.slice(0, 2)).then(left(ann, 3));
  });
  test('is refused as a whole where one item cannot be', () => {
    given(rosters)
      .when((roster) =>
        inSequence(rosters, roster, [seat('enrolment', ann, 1), seat('withdrawal', ben, 2)], (state, item) =>
          decideSeat(state, item, published),
        ),
      )
      .refused('not-enrolled');
    given(courses)
      .when((none) => inSequence(rosters, rosters.initial, seats, (state, item) => decideSeat(state, item, none)) as never)
      .refused('course-not-found');
  });
  test('a course that is there is left as it is', () => {
    expect(decideCourse(published, { ...course, title: 'Another' })).toEqual({ outcome: 'nothing' });
  });
});

describe('work that was graded elsewhere', () => {
  const column = { courseId, title: 'TMA 1', maxScore: 100, removed: false };
  const work = (score: number | null): HistoryItemOf<'work'> => ({
    kind: 'work',
    courseId,
    columnId: 'column',
    personId: ann,
    score,
    lateSeconds: 0,
    carriedOver: false,
    at: at(4),
  });
  const graded = (score: number | null, former: number | null): WorkEvent => ({
    type: 'quizzes.WorkGraded.v1',
    data: { courseId, columnId: 'column', studentId: ann, score, maxScore: 100, former, lateSeconds: 0, carriedOver: false },
  });

  test('is recorded once; another result takes its place', () => {
    given(works)
      .when((known) => decideWork(known, work(78), column))
      .then(graded(78, null));
    given(works, graded(78, null))
      .when((known) => decideWork(known, work(78), column))
      .nothing();
    given(works, graded(78, null))
      .when((known) => decideWork(known, work(80), column))
      .then(graded(80, 78));
    given(works, graded(null, null))
      .when((known) => decideWork(known, work(null), column))
      .nothing();
  });
  test('is refused where there is no such column, or it is worth less', () => {
    for (const other of [null, { ...column, removed: true }, { ...column, courseId: 'another' }])
      given(works)
        .when((known) => decideWork(known, work(78), other))
        .refused('column-not-found');
    given(works)
      .when((known) => decideWork(known, work(101), column))
      .refused('invalid-input');
  });
});

describe('an import', () => {
  const begun = { type: 'operations.ImportBegun.v1', data: { importId: 'i', source: 'OULAD', total: 10 } } as const;
  const advanced = (done: number) => ({ type: 'operations.ImportAdvanced.v1', data: { importId: 'i', done } }) as const;

  test('goes on where it was, and never back', () => {
    given(imports)
      .when((known) => begin(known, 'i', 'OULAD', 10))
      .then(begun);
    given(imports, begun)
      .when((known) => begin(known, 'i', 'OULAD', 10))
      .nothing();
    given(imports, begun)
      .when((known) => advance(known, 5))
      .then(advanced(5));
    given(imports, begun, advanced(5))
      .when((known) => advance(known, 3))
      .nothing();
    const half = [begun, advanced(5)].reduce(imports.evolve, imports.initial);
    expect([misplaced(half, 4), misplaced(half, 5), misplaced(half, 6)]).toEqual([null, null, 'import-out-of-order']);
  });
  test('is of so many items as it said', () => {
    given(imports, begun)
      .when((known) => begin(known, 'i', 'OULAD', 11))
      .refused('import-differs');
    given(imports, begun)
      .when((known) => advance(known, 11))
      .refused('import-differs');
    expect(misplaced(null, 0)).toBe('import-not-found');
  });
});

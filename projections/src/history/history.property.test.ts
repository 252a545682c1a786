import type { AcademyEvent, GradeCause } from '@lyceum/contracts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradebook } from '../gradebook/projection.ts';
import { enrolled, gradedAnew, left, workGraded } from '../testing/facts.ts';
import { at, history as historyOf, id, rowsOf } from '../testing/history.ts';
import { placeKey } from '../enrolments/projection.ts';
import { history, linesAsOf } from './projection.ts';

const course = fc.integer({ min: 11, max: 12 }).map(id);
const student = fc.integer({ min: 1, max: 3 }).map(id);
const attempt = fc.record({
  attemptId: fc.integer({ min: 21, max: 25 }).map(id),
  quizId: fc.integer({ min: 31, max: 32 }).map(id),
  courseId: course,
  studentId: student,
});
/** A half waits for a person. */
const marks = fc.array(fc.constantFrom(0, 0.3333333, 0.5, 1), { minLength: 1, maxLength: 3 });
const regradeId = id(41);
const cause = fc.constantFrom<GradeCause>(
  { kind: 'submission' },
  { kind: 'marked', slot: 1, mark: 1, comment: null, reason: null },
  { kind: 'regrade', regradeId },
  { kind: 'reversal', regradeId },
);
const column = fc.integer({ min: 31, max: 33 }).map(id);
const score = fc.option(fc.double({ min: 0, max: 100, noNaN: true }));
const overridden = fc.record({
  courseId: course,
  studentId: student,
  columnId: column,
  score,
  reason: fc.constantFrom('Agreed', 'Ill that day'),
});

const fact: fc.Arbitrary<AcademyEvent> = fc.oneof(
  fc.tuple(course, student, fc.boolean()).map(([courseId, studentId, again]) => enrolled(courseId, studentId, again)),
  fc.tuple(course, student).map(([courseId, studentId]) => left(courseId, studentId)),
  fc.tuple(attempt, marks, fc.option(marks), cause).map(([of, now, former, why]) => gradedAnew(of, now, former, why)),
  fc.record({ courseId: course, studentId: student, columnId: column }).chain((of) => score.map((points) => workGraded(of, points))),
  overridden.map((data): AcademyEvent => ({ type: 'quizzes.GradeOverridden.v1', data })),
);
const facts = fc.array(fact, { maxLength: 40 });

test('every line as of now is the line of the gradebook, and as of any moment what it was then', () =>
  fc.assert(
    fc.property(facts, fc.nat({ max: 40 }), (some, moment) => {
      const recorded = historyOf(...some);
      const rows = rowsOf(history, recorded);
      const all = { lines: rowsOf(gradebook, recorded), asOf: at(recorded.length) };
      const then = { lines: rowsOf(gradebook, recorded.slice(0, moment + 1)), asOf: at(moment) };
      for (const { lines, asOf } of [all, then])
        expect(new Map(linesAsOf([...rows.values()], asOf).map((line) => [placeKey(line.courseId, line.personId), line]))).toEqual(lines);
    }),
  ));

import {
  newId,
  type AcademyEvent,
  type CourseFigures,
  type Id,
  type Overview,
  type Page,
  type Periods,
  type QuizFigures,
} from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House } from './api-backend.ts';

let house: House;
let admin: Person;
let teacher: Person;

const [steel, wood, quizId] = [newId(), newId(), newId()];
const students = Array.from({ length: 4 }, () => newId());

const made = (courseId: Id, title: string): AcademyEvent => ({
  type: 'courses.CourseCreated.v1',
  data: { courseId, instructorId: teacher.personId, title, summary: '', seats: null },
});
const enrolled = (courseId: Id, student: number): AcademyEvent => ({
  type: 'enrolments.StudentEnrolled.v1',
  data: { courseId, studentId: students[student]!, again: false },
});
const left = (courseId: Id, student: number): AcademyEvent => ({
  type: 'enrolments.StudentLeft.v1',
  data: { courseId, studentId: students[student]! },
});
const graded = (student: number, score: number): AcademyEvent => ({
  type: 'quizzes.AttemptGraded.v2',
  data: {
    attemptId: newId(),
    quizId,
    courseId: steel,
    studentId: students[student]!,
    score: { score, maxScore: 100, marks: [] },
    former: null,
    cause: { kind: 'submission' },
    lateSeconds: 0,
  },
});

const overview = (query: Record<string, string> = {}) => admin.get<Overview>(`/api/analytics/overview?${new URLSearchParams(query)}`);
const periods = (query: Record<string, string>) => admin.get<Periods>(`/api/analytics/periods?${new URLSearchParams(query)}`);
const enrolments = async (query: Record<string, string>) => (await overview(query)).enrolments;

beforeAll(async () => {
  house = await House.build();
  const backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  teacher = await backend.api.person('Tilda', ['instructor'], admin);
  await house.appendAt('2013-09-20T08:00:00.000Z', `course-${steel}`, made(steel, 'Steel'));
  await house.appendAt('2013-09-20T08:00:00.000Z', `course-${wood}`, made(wood, 'Wood'));
  await house.appendAt('2013-09-30T23:59:59.000Z', `roster-${steel}`, enrolled(steel, 0));
  await house.appendAt('2013-10-01T00:00:00.000Z', `roster-${steel}`, enrolled(steel, 1));
  await house.appendAt('2013-10-01T10:15:30.000Z', `roster-${wood}`, enrolled(wood, 2));
  await house.appendAt('2013-11-05T12:00:00.000Z', `roster-${steel}`, enrolled(steel, 3), left(steel, 0));
  await house.appendAt('2014-02-01T12:00:00.000Z', `attempt-${newId()}`, graded(1, 45), graded(3, 95));
  const column = { courseId: steel, columnId: quizId };
  await house.appendAt('2014-02-01T12:00:00.000Z', `column-${quizId}`, {
    type: 'quizzes.ColumnAdded.v1',
    data: { ...column, title: 'Essay', maxScore: 100 },
  });
  // What is appended past the product is not waited for by its positions.
  await teacher.createCourse({ title: 'Today' });
  admin.saw(teacher.seen);
});
afterAll(() => house?.close());

describe('the academy in figures', () => {
  test('as of a moment, to the minute, and of a day to its end', async () => {
    expect(await enrolments({})).toEqual({ active: 3, left: 1 });
    expect(await enrolments({ asOf: '2013-09-29' })).toEqual({ active: 0, left: 0 });
    expect(await enrolments({ asOf: '2013-09-30' })).toEqual({ active: 1, left: 0 });
    expect(await enrolments({ asOf: '2013-10-01T00:00:30.000Z' })).toEqual({ active: 2, left: 0 });
    expect(await enrolments({ asOf: '2013-10-01T10:14:59.000Z' })).toEqual({ active: 2, left: 0 });
    expect(await enrolments({ asOf: '2013-10-01T10:15:00.000Z' })).toEqual({ active: 3, left: 0 });
    expect(await enrolments({ asOf: '2013-11-05' })).toEqual({ active: 3, left: 1 });
    const then = await overview({ asOf: '2013-10-31' });
    expect(then).toMatchObject({ courses: 2, minutes: [], grades: { graded: 0, mean: null } });
    expect(then.days.map(({ start, enrolled: count }) => [start.slice(0, 10), count])).toEqual([
      ['2013-09-20', 0],
      ['2013-09-30', 1],
      ['2013-10-01', 2],
    ]);
  });

  test('of a stretch of time are what came in it', async () => {
    const october = await overview({ from: '2013-10-01', to: '2013-10-31' });
    expect(october).toMatchObject({ courses: 0, enrolments: { active: 2, left: 0 } });
    expect((await overview({ from: '2013-11-01', to: '2013-11-30' })).enrolments).toEqual({ active: 0, left: 1 });
    expect((await overview({ from: '2014-01-01' })).grades).toEqual({ histogram: [0, 0, 0, 0, 1, 0, 0, 0, 0, 1], graded: 2, mean: 70 });
  });

  test('of a course, and of what an instructor teaches', async () => {
    expect(await enrolments({ course: wood })).toEqual({ active: 1, left: 0 });
    expect(await enrolments({ course: steel, asOf: '2013-10-31' })).toEqual({ active: 2, left: 0 });
    expect(await enrolments({ instructor: teacher.personId })).toEqual({ active: 3, left: 1 });
    expect(await enrolments({ instructor: admin.personId })).toEqual({ active: 0, left: 0 });
  });

  test('refuse what cannot be meant', async () => {
    for (const query of [`course=${steel}&instructor=${teacher.personId}`, 'asOf=yesterday', 'asOf=2013-10-01&to=2013-10-02', 'course=x'])
      expect([query, (await admin.try('GET', `/api/analytics/overview?${query}`)).status]).toEqual([query, 400]);
    expect((await teacher.try('GET', `/api/analytics/overview?course=${steel}`)).status).toBe(403);
  });
});

describe('what happened in each span', () => {
  const of = ({ items }: Periods) => items.map(({ start, counts }) => [start?.slice(0, 10), counts.enrolled ?? 0, counts.left ?? 0]);

  test('is told by day, week or month, and added up', async () => {
    const days = await periods({ from: '2013-09-25', to: '2013-11-30' });
    expect(days.span).toBe('day');
    expect(of(days)).toEqual([
      ['2013-09-30', 1, 0],
      ['2013-10-01', 2, 0],
      ['2013-11-05', 1, 1],
    ]);
    // The first of October 2013 was a Tuesday: hour 24 + 0 and 24 + 10 of the week.
    expect(days.total).toMatchObject({ counts: { enrolled: 4, left: 1 }, hours: { 23: 1, 24: 1, 34: 1, 36: 1 } });
    expect(of(await periods({ from: '2013-09-01', to: '2014-03-01' }))).toEqual([
      ['2013-09-16', 0, 0],
      ['2013-09-30', 3, 0],
      ['2013-11-04', 1, 1],
      ['2014-01-27', 0, 0],
    ]);
    const months = await periods({ from: '2012-01-01', to: '2014-12-31', instructor: teacher.personId });
    expect([months.span, of(months).map(([start]) => start)]).toEqual(['month', ['2013-09-01', '2013-10-01', '2013-11-01', '2014-02-01']]);
  });

  test('is refused where it is too much, or the end lies before the beginning', async () => {
    expect((await admin.try('GET', '/api/analytics/periods?from=2010-01-01&to=2014-01-01&span=day')).status).toBe(400);
    expect((await admin.try('GET', '/api/analytics/periods?from=2014-01-01&to=2013-01-01')).status).toBe(400);
  });
});

test('courses and quizzes have a line each', async () => {
  const { items } = await admin.get<Page<CourseFigures>>('/api/analytics/courses');
  expect(items.map(({ title, instructor, tally }) => [title, instructor.name, tally.counts.enrolled ?? 0])).toEqual([
    ['Steel', 'Tilda', 3],
    ['Today', 'Tilda', 0],
    ['Wood', 'Tilda', 1],
  ]);
  const { items: quizzes } = await admin.get<{ items: QuizFigures[] }>(`/api/analytics/courses/${steel}/quizzes`);
  expect(quizzes.map(({ title, work, tally }) => [title, work, tally.counts.graded])).toEqual([['Essay', true, 2]]);
});

/** A course in figures for its staff, who of it is at risk, one person's story, and one's own progress. */
import {
  newId,
  type AcademyEvent,
  type CourseAnalytics,
  type CourseMembers,
  type Id,
  type OwnProgress,
  type Story,
} from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let teacher: Person;
let ann: Person;

const [course, essay, exam] = [newId(), newId(), newId()];
/** Ann is somebody who can sign in; the others are names in facts. */
const others = Array.from({ length: 11 }, () => newId());
const day = (n: number, hour = 12) => new Date(Date.UTC(2013, 9, n, hour)).toISOString();

const enrolled = (courseId: Id, studentId: Id): AcademyEvent => ({
  type: 'enrolments.StudentEnrolled.v1',
  data: { courseId, studentId, again: false },
});
const left = (courseId: Id, studentId: Id): AcademyEvent => ({ type: 'enrolments.StudentLeft.v1', data: { courseId, studentId } });
const used = (courseId: Id, personId: Id, count: number): AcademyEvent => ({
  type: 'activity.ActivityRecorded.v1',
  data: { activityId: newId(), courseId, personId, kind: 'forumng', object: '7', count },
});
const graded = (courseId: Id, columnId: Id, studentId: Id, score: number, lateSeconds = 0): AcademyEvent => ({
  type: 'quizzes.WorkGraded.v1',
  data: { courseId, columnId, studentId, score, maxScore: 100, former: null, lateSeconds, carriedOver: false },
});
const created = (courseId: Id, title: string): AcademyEvent[] => [
  { type: 'courses.CourseCreated.v1', data: { courseId, instructorId: teacher.personId, title, summary: '', seats: null } },
  { type: 'courses.CoursePublished.v1', data: { courseId } },
];
const column = (courseId: Id, columnId: Id, title: string): AcademyEvent => ({
  type: 'quizzes.ColumnAdded.v1',
  data: { courseId, columnId, title, maxScore: 100 },
});

const path = (courseId: Id, query: Record<string, string> = {}, more = '') =>
  `/api/courses/${courseId}/analytics${more}?${new URLSearchParams(query)}`;
const figures = (query: Record<string, string> = {}, courseId = course) => teacher.get<CourseAnalytics>(path(courseId, query));
const people = (query: Record<string, string> = {}, courseId = course) => teacher.get<CourseMembers>(path(courseId, query, '/people'));
const ids = ({ items }: CourseMembers) => items.map(({ person }) => person.personId);
const story = (personId: Id, query: Record<string, string> = {}) => teacher.get<Story>(path(course, query, `/people/${personId}`));
const set = (who: Person, courseId: Id, settings: object) =>
  who.try('PUT', `/api/courses/${courseId}/analytics/settings`, {
    begins: '2013-10-01',
    ends: '2014-01-31',
    passMark: 40,
    comparison: false,
    ...settings,
  });

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  teacher = await backend.api.person('Tilda', ['instructor'], admin);
  ann = await backend.api.person('Ann', ['student'], admin);
  const all = [ann.personId, ...others];
  await house.appendAt(day(-20), `course-${course}`, ...created(course, 'Steel, 2013'));
  await house.appendAt(day(-20), `column-${essay}`, column(course, essay, 'Essay'));
  await house.appendAt(day(-20), `column-${exam}`, column(course, exam, 'Exam'));
  await house.appendAt(day(-10), `roster-${course}`, ...all.map((one) => enrolled(course, one)));
  // The first week: all but the last three do something; Ann on two days.
  await house.appendAt(day(2), `activity-${newId()}`, ...all.slice(0, 9).map((one, at) => used(course, one, at + 1)));
  await house.appendAt(day(3), `activity-${newId()}`, used(course, ann.personId, 10));
  // The third week: the first eight hand the essay in, two of them late.
  await house.appendAt(
    day(16),
    `works-${essay}`,
    ...all.slice(0, 8).map((one, at) => graded(course, essay, one, 30 + at * 10, at > 5 ? 86_400 : 0)),
  );
  await house.appendAt(day(20), `roster-${course}`, left(course, others[10]!));
  await house.appendAt(day(30), `activity-${newId()}`, used(course, ann.personId, 4));
  await set(teacher, course, {});
  await teacher.createCourse({ title: 'Today' });
  admin.saw(teacher.seen);
  ann.saw(teacher.seen);
}, 120_000);
afterAll(() => house?.close());

describe('a course in figures', () => {
  test('is for its instructor and admins alone', async () => {
    const other = await backend.api.person('Otto', ['instructor'], admin);
    for (const more of ['', '/people', `/people/${ann.personId}`]) {
      expect((await ann.try('GET', path(course, {}, more))).status).toBe(403);
      expect((await other.try('GET', path(course, {}, more))).status).toBe(403);
      expect((await admin.try('GET', path(course, {}, more))).status).toBe(200);
      expect((await backend.api.try('GET', path(course, {}, more))).status).toBe(401);
      expect((await teacher.try('GET', path(newId(), {}, more))).status).toBe(404);
    }
    expect((await set(ann, course, {})).status).toBe(403);
    expect((await set(teacher, course, { ends: '2013-01-01' })).status).toBe(400);
    expect((await set(teacher, course, { passMark: 101 })).status).toBe(400);
    expect((await teacher.try('GET', path(course, { asOf: 'yesterday' }))).status).toBe(400);
  });

  test('tells how far people come, as of any day', async () => {
    expect((await figures({ asOf: '2013-10-05' })).funnel).toEqual({ enrolled: 12, started: 9, active: 9, completed: 0 });
    const then = await figures({ asOf: '2013-10-21' });
    expect(then).toMatchObject({ asOf: '2013-10-21', week: 3, left: 1, times: { from: '2013-10-01', to: '2014-01-31' } });
    // Three have forty percent of all points already, whatever the exam brings.
    expect(then.funnel).toEqual({ enrolled: 11, started: 9, active: 8, completed: 3 });
    // Once it has ended, nobody was ever graded in the exam: the essay is all.
    const after = await figures();
    expect(after).toMatchObject({ week: null, atRisk: 0, funnel: { enrolled: 11, started: 9, active: 0, completed: 7 } });
    expect((await figures({ asOf: '2013-09-25' })).funnel).toEqual({ enrolled: 12, started: 0, active: 0, completed: 0 });
  });

  test('and week by week, and part by part', async () => {
    const { weeks, parts } = await figures({ asOf: '2013-10-31' });
    expect(weeks.map(({ start, used: count, done, people: n }) => [start, count, done, n])).toEqual([
      ['2013-10-01', 55, 0, 9],
      ['2013-10-08', 0, 0, 0],
      ['2013-10-15', 0, 8, 8],
      ['2013-10-22', 0, 0, 0],
      ['2013-10-29', 4, 0, 1],
    ]);
    expect(parts).toEqual([
      { columnId: essay, kind: 'hand', title: 'Essay', in: 8, late: 2, missing: 3, mean: 65, expected: true },
      { columnId: exam, kind: 'hand', title: 'Exam', in: 0, late: 0, missing: 11, mean: null, expected: false },
    ]);
  });

  test('every number opens into the people it counts', async () => {
    const asOf = '2013-10-31';
    expect((await people({ asOf, stage: 'started' })).people).toBe(9);
    expect(ids(await people({ asOf, stage: 'active' }))).toEqual([ann.personId]);
    expect(ids(await people({ asOf, left: 'true' }))).toEqual([others[10]]);
    expect((await people({ asOf, part: essay, did: 'missing' })).people).toBe(3);
    expect(ids(await people({ asOf, part: essay, did: 'late' })).toSorted()).toEqual([others[5], others[6]].toSorted());
    expect((await people({ asOf, week: '2013-10-20' })).people).toBe(8);
  });
});

describe('its people', () => {
  test('come by what is asked for, in pages', async () => {
    const asOf = '2013-10-31';
    const byActivity = await people({ asOf, sort: 'activity' });
    expect(byActivity.items.map(({ total }) => total)).toEqual([0, 0, 3, 4, 5, 6, 7, 8, 9, 9, 16]);
    expect(byActivity.weeks).toEqual(['2013-10-01', '2013-10-08', '2013-10-15', '2013-10-22', '2013-10-29']);
    expect(byActivity.items.at(-1)).toMatchObject({ person: { name: 'Ann' }, weeks: [11, 0, 1, 0, 4], last: '2013-10-30', mean: 30 });
    const first = await people({ asOf, sort: 'activity', limit: '6' });
    const second = await people({ asOf, sort: 'activity', limit: '6', cursor: first.next! });
    expect([...ids(first), ...ids(second)]).toEqual(ids(byActivity));
    expect(second.next).toBeNull();
    expect((await teacher.try('GET', path(course, { cursor: 'x' }, '/people'))).status).toBe(400);
    expect(ids(await people({ asOf, sort: 'name' }))[10]).toBe(ann.personId);
  });

  test('who is at risk is told by plain signs while there is too little past', async () => {
    const { items, model } = await people({ asOf: '2013-10-21' });
    expect(model).toMatchObject({ state: 'too-little' });
    const of = (personId: Id) => items.find(({ person }) => person.personId === personId)!.risk;
    expect(of(others[9]!)).toMatchObject({ atRisk: true, chance: null });
    expect(of(others[9]!).reasons).toEqual([
      { rule: 'never-started', n: 21 },
      { rule: 'missing', n: 1 },
    ]);
    expect(of(others[3]!)).toMatchObject({ atRisk: false, reasons: [] });
    expect(of(ann.personId).reasons).toEqual([{ rule: 'below-pass', n: 30 }]);
    expect((await people({ asOf: '2013-10-21', risk: 'true' })).items.every(({ risk }) => risk.atRisk)).toBe(true);
    expect((await figures({ asOf: '2013-10-21' })).atRisk).toBe((await people({ asOf: '2013-10-21', risk: 'true' })).people);
  });

  test('an earlier course of the same title teaches who will not make it', async () => {
    const before = newId();
    const [first, second] = [newId(), newId()];
    const taught = Array.from({ length: 60 }, () => newId());
    await house.appendAt('2012-09-01T12:00:00.000Z', `course-${before}`, ...created(before, 'Steel, 2012'));
    await house.appendAt('2012-09-01T12:00:00.000Z', `column-${first}`, column(before, first, 'Essay'));
    await house.appendAt('2012-09-01T12:00:00.000Z', `column-${second}`, column(before, second, 'Exam'));
    await house.appendAt('2012-09-20T12:00:00.000Z', `roster-${before}`, ...taught.map((one) => enrolled(before, one)));
    await house.appendAt('2012-10-16T12:00:00.000Z', `works-${first}`, ...taught.slice(0, 40).map((one) => graded(before, first, one, 70)));
    // Of those who handed the essay in most pass, of the others none does.
    await house.appendAt(
      '2012-12-16T12:00:00.000Z',
      `works-${second}`,
      ...taught.slice(3, 40).map((one) => graded(before, second, one, 60)),
    );
    await set(teacher, before, { begins: '2012-10-01', ends: '2013-01-31' });
    await teacher.createCourse({ title: 'Later' });
    const { items, model } = await people({ asOf: '2013-10-22' });
    expect(model).toMatchObject({ state: 'learnt', week: 3, people: 60, bad: 23, courses: [{ courseId: before, title: 'Steel, 2012' }] });
    const of = (personId: Id) => items.find(({ person }) => person.personId === personId)!.risk;
    expect(of(others[9]!)).toMatchObject({ atRisk: true });
    expect(of(others[9]!).chance).toBeGreaterThan(0.8);
    expect(of(others[3]!).chance).toBeLessThan(0.3);
    const chances = items.map(({ risk }) => risk.chance ?? -1);
    expect(chances).toEqual(chances.toSorted((a, b) => b - a));
  });
});

describe('one person’s story', () => {
  test('has what they did and what came of it, what was used by week', async () => {
    const { member, items } = await story(ann.personId);
    expect(member).toMatchObject({ person: { name: 'Ann' }, total: 16, parts: { in: 1, late: 0, of: 2 } });
    expect(items.map((item) => [item.what, item.at.slice(0, 10)])).toEqual([
      ['week', '2013-10-30'],
      ['grade', '2013-10-16'],
      ['week', '2013-10-03'],
      ['did', '2013-09-20'],
    ]);
    expect(items[2]).toMatchObject({ what: 'week', start: '2013-10-01', used: 11, days: 2 });
    expect(items[1]).toMatchObject({ what: 'grade', column: { title: 'Essay' }, score: 30, maxScore: 100 });
  });

  test('of a week has each fact', async () => {
    const { week, items } = await story(ann.personId, { week: '2013-10-04' });
    expect(week).toBe('2013-10-01');
    expect(items.map((item) => item.what === 'did' && item.activity.used?.count)).toEqual([10, 1]);
    expect((await teacher.try('GET', path(course, {}, `/people/${newId()}`))).status).toBe(404);
  });

  test('moves with what happens', async () => {
    await house.append(`activity-${newId()}`, used(course, others[0]!, 5));
    await teacher.createCourse({ title: 'And on' });
    expect((await story(others[0]!)).member.total).toBe(8);
  });
});

describe('one’s own progress', () => {
  const own = (query: Record<string, string> = {}) => ann.get<OwnProgress>(`/api/me/progress?${new URLSearchParams(query)}`);

  test('shows no others until the instructor allows it', async () => {
    const { items, streak } = await own({ zone: 'Europe/Kyiv' });
    expect(streak).toEqual({ days: 0, weeks: 0, today: false });
    expect(items).toMatchObject([{ courseId: course, title: 'Steel, 2013', parts: { in: 1, of: 2 }, comparison: null }]);
    // The last weeks of the course, in which she did nothing.
    expect([items[0]!.weeks.length, items[0]!.weeks.reduce((sum, { did }) => sum + did, 0)]).toEqual([12, 0]);
    expect((await set(teacher, course, { comparison: true })).status).toBe(200);
    const compared = (await own()).items[0]!.comparison;
    expect(compared).toMatchObject({ people: 11, activity: { own: 16 }, parts: { own: 1, low: 0.5, middle: 1, high: 1 } });
    expect(compared!.activity.middle).toBeLessThan(16);
    await set(teacher, course, { comparison: false });
    expect((await own()).items[0]!.comparison).toBeNull();
  });

  test('a streak begins with what one does today', async () => {
    await house.append(`activity-${newId()}`, used(course, ann.personId, 1));
    await teacher.createCourse({ title: 'And further' });
    ann.saw(teacher.seen);
    expect((await own()).streak).toEqual({ days: 1, weeks: 1, today: true });
    expect((await ann.try('GET', '/api/me/progress?zone=Nowhere')).status).toBe(400);
  });
});

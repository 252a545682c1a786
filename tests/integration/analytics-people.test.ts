/** Who was there, what was used and watched, and who is here now. */
import {
  newId,
  type AcademyEvent,
  type ActivePeople,
  type GradesGiven,
  type Id,
  type Overview,
  type Periods,
  type Present,
  type Use,
} from '@lyceum/contracts';
import { io, type Socket } from 'socket.io-client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let teacher: Person;
const sockets: Socket[] = [];
const [steel, wood, quizId, columnId, webinarId] = [newId(), newId(), newId(), newId(), newId()];
const [ann, ben, lea] = [newId(), newId(), newId()];

const used = (courseId: Id, personId: Id, count: number): AcademyEvent => ({
  type: 'activity.ActivityRecorded.v1',
  data: { activityId: newId(), courseId, personId, kind: 'forum', object: null, count },
});
const at = (day: string) => `${day}T12:00:00.000Z`;
const use = (day: string, courseId: Id, personId: Id, count = 1) =>
  house.appendAt(at(day), `usage-${newId()}`, used(courseId, personId, count));
const people = (query: Record<string, string>) => admin.get<ActivePeople>(`/api/analytics/people?${new URLSearchParams(query)}`);

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  teacher = await backend.api.person('Tilda', ['instructor'], admin);
  for (const [courseId, title] of [
    [steel, 'Steel'],
    [wood, 'Wood'],
  ] as const)
    await house.appendAt(at('2013-10-01'), `course-${courseId}`, {
      type: 'courses.CourseCreated.v1',
      data: { courseId, instructorId: teacher.personId, title, summary: '', seats: null },
    });
  // Monday was the last day of September.
  await use('2013-09-30', steel, ann, 3);
  await use('2013-10-01', steel, ann, 2);
  await use('2013-10-01', wood, ben);
  await use('2013-10-03', wood, ann);
  await use('2013-10-07', steel, lea, 5);
  await use('2013-10-03', wood, teacher.personId);
  const plan = {
    ...{ title: 'Sound', summary: '', kind: 'lecture' as const, courseId: steel, start: at('2013-10-03'), end: at('2013-10-04') },
    ...{ seats: null, registration: 'open' as const, speakers: [], programme: [], timeZone: 'UTC', lobby: false },
  };
  await house.appendAt(at('2013-10-01'), `webinar-${webinarId}`, {
    type: 'webinars.WebinarScheduled.v1',
    data: { webinarId, hostId: teacher.personId, plan },
  });
  const room = (day: string, type: 'webinars.ParticipantJoined.v1' | 'webinars.ParticipantLeft.v1') =>
    house.appendAt(day, `room-${webinarId}`, {
      type,
      data: {
        roomId: webinarId,
        personId: ben,
        ...(type === 'webinars.ParticipantLeft.v1' ? { why: 'left' } : { role: 'attendee', connectionId: newId() }),
      },
    } as AcademyEvent);
  await room('2013-10-03T23:30:00.000Z', 'webinars.ParticipantJoined.v1');
  await room('2013-10-04T00:10:00.000Z', 'webinars.ParticipantLeft.v1');
  const work = (studentId: Id, score: number): AcademyEvent => ({
    type: 'quizzes.WorkGraded.v1',
    data: { courseId: steel, columnId, studentId, score, maxScore: 100, former: null, lateSeconds: 0, carriedOver: false },
  });
  await house.appendAt(at('2013-10-01'), `column-${columnId}`, {
    type: 'quizzes.ColumnAdded.v1',
    data: { courseId: steel, columnId, title: 'Essay', maxScore: 100 },
  });
  await house.appendAt(at('2013-10-05'), `works-${columnId}`, work(ann, 45));
  await house.appendAt(at('2013-10-06'), `works-${columnId}`, work(ben, 95));
  const attempt: AcademyEvent = {
    type: 'quizzes.AttemptGraded.v2',
    data: {
      attemptId: newId(),
      quizId,
      courseId: steel,
      studentId: lea,
      score: { score: 4, maxScore: 10, marks: [] },
      former: null,
      cause: { kind: 'submission' },
      lateSeconds: 0,
    },
  };
  await house.appendAt(at('2013-10-07'), `attempt-${newId()}`, attempt);
  await teacher.createCourse({ title: 'Today' });
  admin.saw(teacher.seen);
});
afterAll(async () => {
  for (const socket of sockets) socket.disconnect();
  await house?.close();
});

test('active people are counted once a day, week and month, as of any day', async () => {
  expect(await people({ asOf: '2013-09-30' })).toEqual({ day: 1, week: 1, month: 1 });
  expect(await people({ asOf: '2013-10-01' })).toEqual({ day: 2, week: 2, month: 2 });
  expect(await people({ asOf: '2013-10-02' })).toEqual({ day: 0, week: 2, month: 2 });
  // Ben came to the webinar, and the teacher was there too.
  expect(await people({ asOf: '2013-10-03' })).toEqual({ day: 3, week: 3, month: 3 });
  expect(await people({ asOf: '2013-10-07' })).toEqual({ day: 1, week: 1, month: 4 });
  expect(await people({ asOf: '2013-10-07', course: steel })).toEqual({ day: 1, week: 1, month: 2 });
  expect(await people({ asOf: '2013-10-07', instructor: teacher.personId })).toEqual({ day: 1, week: 1, month: 4 });
  expect(await people({ asOf: '2013-10-07', instructor: admin.personId })).toEqual({ day: 0, week: 0, month: 0 });
  const today = await people({});
  expect(today.day).toBeGreaterThan(0);
});

test('active people are counted by the role that they have', async () => {
  expect(await people({ asOf: '2013-10-03', role: 'instructor' })).toEqual({ day: 1, week: 1, month: 1 });
  expect(await people({ asOf: '2013-10-03', role: 'student' })).toEqual({ day: 2, week: 2, month: 2 });
  expect(await people({ asOf: '2013-10-03', role: 'operator' })).toEqual({ day: 0, week: 0, month: 0 });
});

test('use is told by day, week and month, with the time in webinars', async () => {
  const told = (query: Record<string, string>) => admin.get<Use>(`/api/analytics/use?${new URLSearchParams(query)}`);
  const of = ({ items }: Use) => items.map(({ start, people: count, watched }) => [start, count, watched]);
  expect(of(await told({ from: '2013-10-01', to: '2013-10-07' }))).toEqual([
    ['2013-10-01', 2, 0],
    ['2013-10-03', 3, 1800],
    ['2013-10-04', 0, 600],
    ['2013-10-07', 1, 0],
  ]);
  expect(of(await told({ from: '2013-09-30', to: '2013-10-13', span: 'week' }))).toEqual([
    ['2013-09-30', 3, 2400],
    ['2013-10-07', 1, 0],
  ]);
  expect(of(await told({ from: '2013-09-01', to: '2013-10-31', span: 'month', course: wood }))).toEqual([['2013-10-01', 3, 0]]);
  expect((await admin.try('GET', '/api/analytics/use?from=2013-10-02&to=2013-10-01')).status).toBe(400);
  expect((await teacher.try('GET', '/api/analytics/use?from=2013-10-01&to=2013-10-02')).status).toBe(403);
});

test('what was used is counted by day and course, and in the busiest hours', async () => {
  const { items, total } = await admin.get<Periods>(`/api/analytics/periods?from=2013-09-30&to=2013-10-07&course=${steel}`);
  expect(items.flatMap(({ start, counts }) => (counts.activity ? [[start?.slice(0, 10), counts.activity]] : []))).toEqual([
    ['2013-09-30', 3],
    ['2013-10-01', 2],
    ['2013-10-07', 5],
  ]);
  // Mondays and Tuesdays at twelve.
  expect(total.hours).toMatchObject({ 12: 8, 36: 2 });
  expect((await admin.get<Overview>(`/api/analytics/overview?course=${wood}`)).tally.counts.activity).toBe(3);
});

test('a bar of the grades opens into the grades that it counts, of a time and a course', async () => {
  const grades = (query: Record<string, string>) => admin.get<GradesGiven>(`/api/analytics/grades?${new URLSearchParams(query)}`);
  const fourth = await grades({ tenth: '4', from: '2013-10-01', to: '2013-10-31' });
  expect(
    fourth.items.map(({ score, quiz, course, person, attemptId }) => [
      score,
      quiz.title,
      course.title,
      person.personId,
      attemptId !== null,
    ]),
  ).toEqual([
    [4, '', 'Steel', lea, true],
    [45, 'Essay', 'Steel', ann, false],
  ]);
  expect((await grades({ tenth: '4', to: '2013-10-06' })).items).toHaveLength(1);
  expect((await grades({ course: wood })).items).toEqual([]);
  const first = await grades({ course: steel, limit: '2' });
  const rest = await grades({ course: steel, limit: '2', cursor: first.next! });
  expect([...first.items, ...rest.items].map(({ score }) => score)).toEqual([4, 95, 45]);
  expect((await admin.try('GET', `/api/operations/events/${fourth.items[0]?.factId}`)).status).toBe(200);
  expect((await teacher.try('GET', '/api/analytics/grades')).status).toBe(403);
});

test('who is on line and in a quiz moves as it happens', async () => {
  const open = async ({ token }: Person) => {
    const socket = io(backend.url, { auth: { token }, transports: ['websocket'], forceNew: true });
    sockets.push(socket);
    await new Promise<void>((done, fail) => socket.once('connect', done).once('connect_error', fail));
    return socket;
  };
  const mine = await open(admin);
  let heard: Present | undefined;
  mine.on('now', (present: Present) => (heard = present));
  await mine.timeout(15_000).emitWithAck('join', { room: 'admin' });
  const now = () => admin.get<Present>('/api/analytics/now');
  await until('the admin is on line', async () => (await now()).online === 1);
  const sam = await backend.api.person('Sam');
  const courseId = await teacher.createCourse({ title: 'Live' });
  const quiz = await teacher.createQuiz(courseId, { title: 'Quiz' });
  await teacher.importGift(quiz, '::One:: Is it? {T}');
  await teacher.publishCourse(courseId);
  await teacher.publishQuiz(quiz);
  await sam.enrol(courseId);
  const his = await open(sam);
  await until('Sam is on line', () => heard?.online === 2);
  const { attemptId } = await sam.startAttempt(quiz);
  await until('Sam is in a quiz', () => heard?.inQuiz === 1);
  admin.saw(sam.seen);
  expect(await now()).toEqual({ online: 2, inQuiz: 1, inRoom: 0 });
  await sam.submit(attemptId);
  await until('Sam has handed in', () => heard?.inQuiz === 0);
  his.disconnect();
  await until('Sam is gone', () => heard?.online === 1, { seconds: 60 });
});

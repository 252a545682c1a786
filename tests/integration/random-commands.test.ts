/**
 * For any sequence of commands, live read models equal rebuilt ones: people do whatever comes to their minds, in an order that chance decides,
 * allowed or not; then every read model is rebuilt from the log, and nothing may differ.
 */
import { newId, type AttemptStarted, type Rebuild, type Slot } from '@lyceum/contracts';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Method, Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let [admin, operator]: Person[] = [];

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  operator = await backend.api.person('Olga', ['operator'], admin);
});
afterAll(() => house?.close());

/** What has come to be so far, for others to act on. */
class World {
  readonly courses: string[] = [];
  readonly lessons: [course: string, lesson: string][] = [];
  readonly quizzes: string[] = [];
  readonly attempts: [AttemptStarted, Person][] = [];
  readonly bookings: string[] = [];
  readonly webinars: string[] = [];
  readonly conversations: string[] = [];

  constructor(
    readonly staff: readonly Person[],
    readonly students: readonly Person[],
  ) {}
}

/** Which of what there is; chance decides. */
type Pick = <T>(of: readonly T[]) => T | undefined;
type Act = (world: World, pick: Pick, text: string) => Promise<unknown>;

/** What comes of a command does not matter, as long as it comes to something. */
async function dares(who: Person | undefined, method: Method, path: string, body?: object): Promise<Record<string, string> | null> {
  if (!who || path.includes('undefined')) return null;
  const { status, body: answer } = await who.try<Record<string, string> | null>(method, path, body);
  expect([method, path, status >= 500 && status !== 503]).toEqual([method, path, false]);
  return status < 300 ? answer : null;
}
const kept = (into: string[], id: string | undefined): void => void (id !== undefined && into.push(id));
const question = (text: string) => ({ type: 'trueFalse', text, correct: true, mark: 2 });
const soon = (days: number, hours = 10) =>
  new Date(Math.floor(Date.now() / 86_400_000 + days) * 86_400_000 + hours * 3_600_000).toISOString();

const ACTS: Record<string, Act> = {
  createCourse: async (w, pick, title) =>
    kept(w.courses, (await dares(pick(w.staff), 'POST', '/api/courses', { title, summary: '', seats: 2 }))?.['courseId']),
  editCourse: (w, pick, title) => dares(pick(w.staff), 'PATCH', `/api/courses/${pick(w.courses)}`, { title }),
  publishCourse: (w, pick) => dares(pick(w.staff), 'POST', `/api/courses/${pick(w.courses)}/publication`),
  archiveCourse: (w, pick, text) =>
    text < 'C' ? dares(pick(w.staff), 'POST', `/api/courses/${pick(w.courses)}/archival`) : Promise.resolve(),
  addLesson: async (w, pick, title) => {
    const course = pick(w.courses);
    const made = await dares(pick(w.staff), 'POST', `/api/courses/${course}/lessons`, { title, text: title, video: null });
    if (course && made) w.lessons.push([course, made['lessonId']!]);
  },
  removeLesson: (w, pick) => {
    const [course, lesson] = pick(w.lessons) ?? [];
    return dares(pick(w.staff), 'DELETE', `/api/courses/${course}/lessons/${lesson}`);
  },
  enrol: (w, pick) => dares(pick(w.students), 'POST', `/api/courses/${pick(w.courses)}/enrolments`),
  leave: (w, pick) => dares(pick(w.students), 'DELETE', `/api/courses/${pick(w.courses)}/enrolments/me`),
  createQuiz: async (w, pick, title) => {
    const who = pick(w.staff);
    const quiz = (await dares(who, 'POST', `/api/courses/${pick(w.courses)}/quizzes`, { title, attemptsAllowed: 3 }))?.['quizId'];
    if (quiz === undefined) return;
    w.quizzes.push(quiz);
    await dares(who, 'POST', `/api/quizzes/${quiz}/questions`, question(title));
  },
  addQuestion: (w, pick, text) => dares(pick(w.staff), 'POST', `/api/quizzes/${pick(w.quizzes)}/questions`, question(text)),
  publishQuiz: (w, pick) => dares(pick(w.staff), 'POST', `/api/quizzes/${pick(w.quizzes)}/publication`),
  start: async (w, pick) => {
    const who = pick(w.students);
    const begun = (await dares(who, 'POST', `/api/quizzes/${pick(w.quizzes)}/attempts`)) as AttemptStarted | null;
    if (begun && who) w.attempts.push([begun, who]);
  },
  answer: (w, pick, text) => {
    const [attempt, who] = pick(w.attempts) ?? [];
    return dares(who, 'PUT', `/api/attempts/${attempt?.attemptId}/answers/1`, { answer: { value: text > 'm' } });
  },
  submit: (w, pick) => {
    const [attempt, who] = pick(w.attempts) ?? [];
    return dares(who, 'POST', `/api/attempts/${attempt?.attemptId}/submission`, {});
  },
  override: (w, pick, reason) =>
    dares(pick(w.staff), 'PUT', `/api/gradebook/${pick(w.quizzes)}/${pick(w.students)?.personId}`, { score: 1, reason }),
  profile: (w, pick, headline) =>
    dares(pick(w.staff), 'PUT', '/api/instructors/me/profile', {
      ...{ headline, biography: headline, subjects: ['Bars'], languages: ['en'], timeZone: 'UTC' },
    }),
  availability: (w, pick) => {
    const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' }));
    return dares(pick(w.staff), 'PUT', '/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30], horizonDays: 20 });
  },
  book: async (w, pick, note) => {
    const [who, of] = [pick(w.students), pick(w.staff)];
    const slots = `/api/instructors/${of?.personId}/slots?from=${soon(2, 0)}&to=${soon(5, 0)}&length=30`;
    const free = (await dares(who, 'GET', slots)) as unknown as { items: Slot[] } | null;
    const start = pick(free?.items ?? [])?.start;
    if (start)
      kept(w.bookings, (await dares(who, 'POST', `/api/instructors/${of?.personId}/bookings`, { start, length: 30, note }))?.['bookingId']);
  },
  cancel: (w, pick, reason) =>
    dares(pick([...w.staff, ...w.students]), 'POST', `/api/bookings/${pick(w.bookings)}/cancellation`, { reason }),
  move: (w, pick) => dares(pick(w.students), 'POST', `/api/bookings/${pick(w.bookings)}/rescheduling`, { start: soon(3, 9) }),
  scheduleWebinar: async (w, pick, title) => {
    const plan = {
      title,
      kind: 'lecture',
      summary: '',
      courseId: null,
      speakers: [],
      programme: [],
      start: soon(4),
      end: soon(4, 11),
      registration: pick(['open', 'approval', 'ticket'] as const),
      seats: 2,
    };
    kept(w.webinars, (await dares(pick(w.staff), 'POST', '/api/webinars', plan))?.['webinarId']);
  },
  register: (w, pick) => dares(pick(w.students), 'POST', `/api/webinars/${pick(w.webinars)}/registrations`),
  converse: async (w, pick) =>
    kept(
      w.conversations,
      (await dares(pick(w.students), 'POST', `/api/people/${pick(w.staff)?.personId}/conversation`))?.['conversationId'],
    ),
  reply: (w, pick, text) =>
    dares(pick([...w.staff, ...w.students]), 'POST', `/api/conversations/${pick(w.conversations)}/messages`, { text }),
  become: (w, pick) =>
    dares(admin, 'PUT', `/api/people/${pick(w.students)?.personId}/roles`, { roles: pick([['student'], ['student', 'instructor']]) }),
};

/** The first of its kinds are made at once, so that there is something to act on. */
const BEGINNING = ['createCourse', 'publishCourse', 'createQuiz', 'publishQuiz', 'enrol', 'availability', 'profile', 'scheduleWebinar'];
const command = fc.record({
  what: fc.constantFrom(...Object.keys(ACTS)),
  chance: fc.array(fc.nat(1000), { minLength: 4, maxLength: 4 }),
  text: fc.stringMatching(/^[A-Za-z][a-z]{1,12}$/),
});

async function rebuiltAll(): Promise<void> {
  await until('all is folded', async () => (await operator!.projections()).every(({ lagEvents }) => lagEvents === 0), { seconds: 60 });
  const names = (await operator!.projections()).map(({ name }) => name);
  const path = (name: string) => `/api/operations/projections/${name}/rebuilds`;
  const ordered = await Promise.all(
    names.map(async (name) => [name, (await operator!.post<{ rebuildId: string }>(path(name), { swap: 'when-equal' })).rebuildId] as const),
  );
  for (const [name, rebuildId] of ordered) {
    const over = async () => {
      const state = await operator!.get<Rebuild>(`${path(name)}/${rebuildId}`);
      return state.phase !== 'filling' && state;
    };
    const { phase, error, difference } = await until(`${name} is compared`, over, { seconds: 60 });
    expect([name, phase, error, difference]).toMatchObject([name, 'swapped', null, { added: 0, removed: 0, changed: 0, samples: [] }]);
  }
}

test('whatever people do, the live read models are those that are rebuilt', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { minLength: 60, maxLength: 120 }), async (commands) => {
      const run = newId().slice(-6);
      const named = (names: readonly string[], role?: 'instructor') =>
        Promise.all(names.map((name) => backend.api.person(`${name} ${run}`, role && [role], role && admin)));
      const world = new World(await named(['Inge', 'Olaf'], 'instructor'), await named(['Ann', 'Ben', 'Cem']));
      const whole = [...BEGINNING.map((what) => ({ what, chance: [0, 0, 0, 0], text: 'Bars' })), ...commands];
      for (const { what, chance, text } of whole) {
        let turn = 0;
        await ACTS[what]!(world, (of) => of[chance[turn++ % chance.length]! % Math.max(1, of.length)], text);
      }
      await rebuiltAll();
    }),
    { numRuns: 4, endOnFailure: true },
  );
}, 300_000);

/** A history from elsewhere: by the API item by item, and by the command line from the files of the Open University. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  newId,
  type FactChain,
  type Gradebook,
  type HistoryItem,
  type LoggedFact,
  type Overview,
  type StreamState,
  type TakenIn,
} from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { CommandLine } from '../harness/command-line.ts';
import { writeOulad } from '../harness/oulad.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let operator: Person;
const folder = mkdtempSync(join(tmpdir(), 'oulad-'));

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  operator = await backend.api.person('Olga', ['operator'], admin);
});
afterAll(async () => {
  await house?.close();
  rmSync(folder, { recursive: true, force: true });
});

const IMPORTS = '/api/operations/imports';
const [inge, ann, ben, courseId, columnId] = [newId(), newId(), newId(), newId(), newId()];
const at = (day: number) => `2013-10-0${day}T12:00:00.000Z`;
const person = (personId: string, name: string, role: 'student' | 'instructor'): HistoryItem => ({
  kind: 'person',
  personId,
  name,
  email: `${name.toLowerCase()}@elsewhere.example`,
  role,
  at: at(1),
});
const history: readonly HistoryItem[] = [
  { kind: 'course', courseId, instructorId: inge, title: 'Steel', summary: '', at: at(1) },
  person(inge, 'Inge', 'instructor'),
  person(ann, 'Ann', 'student'),
  person(ben, 'Ben', 'student'),
  { kind: 'column', courseId, columnId, title: 'Essay', maxScore: 100, at: at(1) },
  { kind: 'enrolment', courseId, personId: ann, at: at(2) },
  { kind: 'enrolment', courseId, personId: ben, at: at(3) },
  { kind: 'withdrawal', courseId, personId: ben, at: at(5) },
  { kind: 'work', courseId, columnId, personId: ann, score: 78, lateSeconds: 0, carriedOver: false, at: at(6) },
  { kind: 'work', courseId, columnId, personId: ben, score: null, lateSeconds: 0, carriedOver: false, at: at(4) },
  { kind: 'activity', courseId, personId: ann, activityId: newId(), what: 'forumng', object: '1', count: 3, at: at(4) },
];
const begin = async (importId: string, total: number) => operator.post(IMPORTS, { importId, source: 'elsewhere', total });
const take = (importId: string, from: number, items: readonly HistoryItem[]) =>
  operator.post<TakenIn>(`${IMPORTS}/${importId}/items`, { from, items });

test('is for operators, who make nobody an admin by it', async () => {
  const importId = newId();
  expect((await admin.try('POST', IMPORTS, { importId, source: 'elsewhere', total: 1 })).status).toBe(403);
  await begin(importId, 1);
  const item = { ...person(newId(), 'Eve', 'student'), role: 'admin' };
  const { status, problem } = await operator.try('POST', `${IMPORTS}/${importId}/items`, { from: 0, items: [item] });
  expect([status, problem?.code]).toEqual([400, 'invalid-input']);
});

test('becomes facts with their own dates, once, and is seen wherever such things are', async () => {
  const importId = newId();
  await begin(importId, history.length);
  expect(await take(importId, 0, history)).toMatchObject({ done: history.length, recorded: 18 });
  const again = newId();
  await begin(again, history.length);
  expect(await take(again, 0, history)).toMatchObject({ done: history.length, recorded: 0 });
  admin.seen = operator.seen;
  const book = await admin.get<Gradebook>(`/api/courses/${courseId}/gradebook`);
  expect(book.columns).toMatchObject([{ id: columnId, title: 'Essay', maxScore: 100 }]);
  expect(book.rows).toMatchObject([{ name: 'Ann', grades: { [columnId]: { score: 78, at: at(6) } }, total: 78 }]);
  const before = await admin.get<Gradebook>(`/api/courses/${courseId}/gradebook?asOf=${at(5)}`);
  expect(before.rows).toMatchObject([{ name: 'Ann', grades: { [columnId]: null } }]);
  const facts = await admin.get<FactChain>(`/api/gradebook/${columnId}/${ann}/facts`);
  expect(facts.items).toMatchObject([{ type: 'quizzes.WorkGraded.v1', at: at(6), values: { score: 78, maxScore: 100 } }]);
  const overview = await admin.get<Overview>('/api/analytics/overview');
  expect([overview.enrolments, overview.grades.histogram[7]]).toEqual([{ active: 1, left: 1 }, 1]);
  const { items } = await operator.get<{ items: LoggedFact[] }>(`/api/operations/events?correlation=${importId}&limit=50`);
  expect(items.map(({ type }) => type)).toContain('activity.ActivityRecorded.v1');
  const state = await operator.get<StreamState>(`/api/operations/streams/import-${importId}/state`);
  expect(state.state).toMatchObject({ source: 'elsewhere', done: history.length });
});

test('goes in in order, and whole', async () => {
  const importId = newId();
  await begin(importId, 3);
  const codeOf = async (path: string, from: number, ...items: readonly HistoryItem[]) =>
    (await operator.try('POST', `${IMPORTS}/${path}/items`, { from, items })).problem?.code;
  expect(await codeOf(importId, 1, history[1]!)).toBe('import-out-of-order');
  expect(await codeOf(newId(), 0, history[1]!)).toBe('import-not-found');
  expect(await codeOf(importId, 0, { kind: 'withdrawal', courseId, personId: newId(), at: at(1) })).toBe('not-enrolled');
  expect(await codeOf(importId, 0, { ...person(newId(), 'Ann', 'student') })).toBe('email-taken');
  expect((await operator.try('POST', IMPORTS, { importId, source: 'elsewhere', total: 4 })).problem?.code).toBe('import-differs');
});

test('of the Open University comes from its files by one command; a second time changes nothing', async () => {
  const small = writeOulad(join(folder, 'small'), 40);
  const before = await admin.get<Overview>('/api/analytics/overview');
  const line = new CommandLine(backend.url, operator.token);
  const first = await line.run('import', 'oulad', small.folder, '--json');
  expect([first.code, first.err]).toEqual([0, '']);
  const overview = await until('all is folded', async () => {
    const found = await admin.get<Overview>('/api/analytics/overview');
    return found.enrolments.active + found.enrolments.left >= small.registrations + 2 && found;
  });
  expect(overview.enrolments.left - before.enrolments.left).toBe(small.withdrawals);
  expect(overview.grades.histogram.map((count, at) => count - before.grades.histogram[at]!)).toEqual(small.histogram);
  const { items: people } = await admin.get<{ items: object[] }>('/api/people?search=Student 1000');
  expect(people).toMatchObject([{ name: 'Student 1000', email: 'student-1000@oulad.example', roles: ['student'] }]);
  const second = await line.run('import', 'oulad', small.folder);
  expect([second.code, second.out]).toMatchObject([0, expect.stringContaining('all taken in before: 0 facts recorded')]);
  const nowhere = await line.run('import', 'oulad', join(folder, 'nowhere'));
  expect([nowhere.code, nowhere.err]).toMatchObject([2, expect.stringContaining('has no courses.csv')]);
});

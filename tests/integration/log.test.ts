import type { FactInChain, LoggedFact, Page, StreamLine, StreamState } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let operator: Person;
let teacher: Person;
let student: Person;
let courseId: string;

const facts = async (query: Record<string, string | number>) => {
  const words = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return operator.get<Page<LoggedFact>>(`/api/operations/events?${words}`);
};
const types = ({ items }: Page<LoggedFact>) => items.map(({ type }) => type);

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  const admin = await backend.api.signIn(ADMIN);
  operator = await backend.api.person('Olga', ['operator'], admin);
  teacher = await backend.api.person('Tilda Teacher', ['instructor'], admin);
  student = await backend.api.person('Zyxomma Petiolatum');
  ({ courseId } = await teacher.post<{ courseId: string }>('/api/courses', { title: 'Steel', summary: '', seats: 3 }));
  await teacher.post(`/api/courses/${courseId}/publication`, {});
  await student.post(`/api/courses/${courseId}/enrolments`, {});
  operator.saw(student.seen);
});
afterAll(() => house?.close());

describe('what has been recorded', () => {
  test('is found by whom it names, by who did it, by type and by time, the newest first', async () => {
    expect(types(await facts({ person: student.personId })).slice(0, 1)).toEqual(['enrolments.StudentEnrolled.v1']);
    const made = await facts({ person: teacher.personId, type: 'courses.CourseCreated.v1' });
    expect(made.items).toMatchObject([
      { stream: `course-${courseId}`, revision: 0, by: { personId: teacher.personId, name: 'Tilda Teacher' } },
    ]);
    const { at } = made.items[0]!;
    expect(types(await facts({ person: student.personId, to: at, limit: 500 }))).not.toContain('enrolments.StudentEnrolled.v1');
    expect(types(await facts({ person: student.personId, from: at }))).toContain('enrolments.StudentEnrolled.v1');
  });

  test('comes in pages without a gap', async () => {
    const all = await facts({ limit: 500 });
    const some: LoggedFact[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<LoggedFact> = await facts({ limit: 3, ...(cursor !== null && { cursor }) });
      some.push(...page.items);
      cursor = page.next;
    } while (cursor !== null && some.length < all.items.length);
    expect(some.slice(0, 30).map(({ id }) => id)).toEqual(all.items.slice(0, 30).map(({ id }) => id));
  });

  test('of a stream is read from the stream itself, in pages too', async () => {
    const first = await facts({ stream: `course-${courseId}`, limit: 1 });
    expect([types(first), first.next]).toEqual([['courses.CoursePublished.v1'], '0']);
    const second = await facts({ stream: `course-${courseId}`, limit: 1, cursor: first.next! });
    expect([types(second), second.next]).toEqual([['courses.CourseCreated.v1'], null]);
    expect(types(await facts({ stream: `course-${courseId}`, person: student.personId }))).toEqual([]);
  });

  test('shows nothing that is personal or secret', async () => {
    const all = JSON.stringify((await facts({ limit: 500 })).items.map(({ data }) => data));
    expect(all).not.toContain('Petiolatum');
    expect(all).not.toContain('$personal');
    const [session] = (await facts({ type: 'accounts.SessionStarted.v1', limit: 1 })).items;
    expect(session).toMatchObject({ sealed: true, data: { tokenHash: null, device: null } });
  });

  test('stands in its chain of causes', async () => {
    const [enrolled] = (await facts({ stream: `roster-${courseId}` })).items;
    const { fact, chain, more } = await operator.get<FactInChain>(`/api/operations/events/${enrolled!.id}`);
    expect(fact).toEqual(enrolled);
    expect(chain.map(({ id }) => id)).toContain(fact.id);
    expect(new Set(chain.map(({ correlationId }) => correlationId))).toEqual(new Set([fact.correlationId]));
    expect(more).toBe(false);
    expect((await operator.try('GET', `/api/operations/events/${courseId}`)).problem?.code).toBe('fact-not-found');
  });
});

describe('a stream', () => {
  test('is found by what its name begins with', async () => {
    const found = await operator.get<Page<StreamLine>>(`/api/operations/streams?prefix=course-${courseId.slice(0, 12)}`);
    expect(found.items).toMatchObject([{ stream: `course-${courseId}`, facts: 2, lastType: 'courses.CoursePublished.v1' }]);
    expect((await operator.get<Page<StreamLine>>('/api/operations/streams?prefix=nothing-')).items).toEqual([]);
  });

  test('is folded to any revision, with what each fact changed', async () => {
    const at = (revision: number) => operator.get<StreamState>(`/api/operations/streams/course-${courseId}/state?revision=${revision}`);
    expect(await at(0)).toMatchObject({ revision: 0, last: 1, state: { phase: 'draft', title: 'Steel' } });
    const published = await at(1);
    expect(published).toMatchObject({ revision: 1, state: { phase: 'published' }, fact: { type: 'courses.CoursePublished.v1' } });
    expect(published.changes).toContainEqual({ path: 'phase', before: 'draft', after: 'published' });
    expect(await at(99)).toMatchObject({ revision: 1 });
  });

  test('shows no name when it is folded', async () => {
    const state = await operator.get<StreamState>(`/api/operations/streams/person-${student.personId}/state`);
    expect(state.state).not.toBeNull();
    expect(JSON.stringify(state)).not.toContain('Petiolatum');
  });

  test('that there is not is said to be none, and what is no name is refused', async () => {
    expect((await operator.try('GET', `/api/operations/streams/course-${student.personId}/state`)).problem?.code).toBe('stream-not-found');
    expect((await operator.try('GET', '/api/operations/streams/$all/state')).status).toBe(400);
    expect((await operator.try('GET', '/api/operations/events?limit=501')).status).toBe(400);
    expect((await operator.try('GET', '/api/operations/events?cursor=x')).problem?.code).toBe('invalid-input');
  });
});

test('the log is for operators and admins only', async () => {
  for (const path of ['events', 'streams', `events/${courseId}`, `streams/course-${courseId}/state`])
    for (const who of [student, teacher]) expect((await who.try('GET', `/api/operations/${path}`)).status).toBe(403);
});

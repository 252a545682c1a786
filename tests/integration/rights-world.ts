/** An academy in which everything is there once, for whoever tries to get at it. */
import type { Id, ImageKept, Registered } from '@lyceum/contracts';
import type { Method, Person } from '../harness/client.ts';
import { png } from '../harness/png.ts';
import { sampleOf, type Schema } from '../harness/sample.ts';
import { ADMIN, type Backend } from './api-backend.ts';

export const ACTORS = ['nobody', 'student', 'instructor', 'operator', 'admin', 'owner', 'teacher'] as const;
/**
 * Who asks: somebody without a token; a student, an instructor and an operator who have nothing to do with it; an admin; the student and the
 * instructor whose course, quiz, attempt, booking and talk it is.
 */
export type Actor = (typeof ACTORS)[number];

export interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema?: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema?: Schema }>> };
}

/** The id of nothing that there is. */
export const NOTHING = '019523a4-7b1c-7d5e-9f40-3c2a8e6b1d74';
const DATE = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
const file = { headers: { 'content-type': 'text/plain' } };

export interface World {
  readonly people: Readonly<Record<Exclude<Actor, 'nobody'>, Person>>;
  /** Ids by the name of a parameter, and by the beginning of the path where that says what `id` is. */
  readonly ids: Readonly<Record<string, string>>;
}

export async function makeWorld({ api }: Backend): Promise<World> {
  const admin = await api.signIn(ADMIN);
  const [student, owner] = [await api.person('Eve'), await api.person('Ann')];
  const [instructor, operator] = [await api.person('Otto', ['instructor'], admin), await api.person('Olga', ['operator'], admin)];
  const teacher = await api.person('Inge', ['instructor'], admin);
  const people = { student, instructor, operator, admin, owner, teacher };
  const made = async <Name extends string>(who: Person, path: string, body?: object): Promise<Record<Name, Id>> => who.post(path, body);

  const courseId = await teacher.createCourse({ title: 'Steel' });
  const course = `/api/courses/${courseId}`;
  const { lessonId } = await made<'lessonId'>(teacher, `${course}/lessons`, { title: 'One', text: 'Text' });
  const { groupId } = await made<'groupId'>(teacher, `${course}/groups`, { name: 'A' });
  const { categoryId } = await made<'categoryId'>(teacher, `${course}/bank/categories`, { title: 'Basics' });
  const question = { type: 'trueFalse', text: 'Hard?', correct: true };
  const { questionId: banked } = await made<'questionId'>(teacher, `${course}/bank/questions`, { question, categoryId });
  const { columnId } = await made<'columnId'>(teacher, `${course}/gradebook/columns`, { title: 'Essay', maxScore: 10 });
  const quizId = await teacher.createQuiz(courseId, { title: 'Quiz' });
  const { questionId } = await made<'questionId'>(teacher, `/api/quizzes/${quizId}/questions`, question);
  await teacher.publishQuiz(quizId);
  await teacher.publishCourse(courseId);
  owner.saw(teacher.seen);
  await owner.enrol(courseId);
  const { exceptionId } = await made<'exceptionId'>(teacher, `/api/quizzes/${quizId}/exceptions`, {
    of: { personId: owner.personId },
    rules: { attemptsAllowed: 9 },
  });
  owner.saw(teacher.seen);
  const { attemptId } = await owner.startAttempt(quizId);
  await owner.submit(attemptId, {});
  teacher.saw(owner.seen);
  const { regradeId } = await made<'regradeId'>(teacher, `/api/quizzes/${quizId}/regrades`, { questionId, question });

  await teacher.put('/api/instructors/me/profile', { headline: 'Logic', biography: '', subjects: [], languages: ['en'], timeZone: 'UTC' });
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '12:00' }));
  await teacher.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30] });
  const { bookingId } = await made<'bookingId'>(owner, `/api/instructors/${teacher.personId}/bookings`, {
    start: `${DATE}T08:00:00Z`,
    length: 30,
  });
  teacher.saw(owner.seen);
  const client = `/api/instructors/${teacher.personId}/clients/${owner.personId}`;
  const { noteId } = await made<'noteId'>(teacher, `${client}/notes`, { text: 'Kept', audience: 'own' });
  const { followUpId } = await made<'followUpId'>(teacher, `${client}/follow-ups`, { text: 'Read' });
  const { body: kept } = await teacher.try<{ fileId: Id }>('POST', `${client}/files?name=a.txt`, 'a', file);
  const { conversationId } = await made<'conversationId'>(owner, `/api/people/${teacher.personId}/conversation`);
  await owner.post(`/api/conversations/${conversationId}/messages`, { text: 'Hello' });

  const [start, end] = [1, 2].map((hours) => new Date(Date.now() + hours * 3_600_000).toISOString());
  const plan = { title: 'Sound', kind: 'lecture', courseId, start, end, registration: 'approval' };
  const { webinarId } = await made<'webinarId'>(teacher, '/api/webinars', plan);
  owner.saw(teacher.seen);
  const registered = await owner.post<Registered>(`/api/webinars/${webinarId}/registrations`);
  const slide = await teacher.try<ImageKept>('POST', `/api/webinars/${webinarId}/slides`, png(16, 9), {
    headers: { 'content-type': 'image/png' },
  });
  const deck = { title: 'Waves', pages: [{ imageId: slide.body.imageId, text: '' }] };
  const { deckId } = await made<'deckId'>(teacher, `/api/webinars/${webinarId}/decks`, deck);
  for (const each of Object.values(people)) for (const other of [teacher, owner]) each.saw(other.seen);
  return {
    people,
    ids: {
      ...{ lessonId, groupId, categoryId, questionId, columnId, exceptionId, noteId, followUpId, deckId, fileId: kept.fileId },
      ...{ studentId: owner.personId, personId: owner.personId, granteeId: instructor.personId, ticketId: ticketOf(registered), slot: '1' },
      ...{ date: DATE, figure: 'attempts.started', token: 'a'.repeat(43), trackId: NOTHING, slotId: NOTHING, nothing: NOTHING },
      ...{ '/api/people': owner.personId, '/api/courses': courseId, '/api/quizzes': quizId, '/api/attempts': attemptId },
      ...{ '/api/regrades': regradeId, '/api/bank/questions': banked, '/api/bookings': bookingId, '/api/instructors': teacher.personId },
      ...{ '/api/conversations': conversationId, '/api/webinars': webinarId, '/api/analytics/courses': courseId },
      ...{
        '/api/operations/projections': 'people',
        '/api/operations/streams': `course-${courseId}`,
        '/api/operations/backups': '2026-03-02T09-00-00Z',
      },
    },
  };
}

const ticketOf = (registered: Registered): string => (registered as { ticketId?: string }).ticketId ?? NOTHING;

/** The address of an operation in this world, with what its query needs. */
export function addressOf(path: string, { parameters = [] }: Operation, { ids }: World, schemas: Readonly<Record<string, Schema>>): string {
  const beginning = Object.keys(ids)
    .filter((name) => path.startsWith(`${name}/`))
    .toSorted((a, b) => b.length - a.length)[0];
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const own = (name === 'id' && !/rebuilds|travels/.test(path)) || name === 'name' ? beginning : undefined;
    return (own === undefined ? ids[name] : ids[own]) ?? NOTHING;
  });
  const query = parameters
    .filter((one) => one.in === 'query' && one.required)
    .map(({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(schema ?? {}, schemas)))}`);
  return query.length > 0 ? `${address}?${query.join('&')}` : address;
}

/** Bodies that have to say more than their schema tells: rules of several fields together. */
const BODIES: Readonly<Record<string, object>> = {
  'PUT /api/instructors/{id}/availability': { timeZone: 'UTC', weekly: [], lengths: [30] },
  'POST /api/quizzes/{id}/exceptions': { of: { personId: NOTHING }, rules: { attemptsAllowed: 9 } },
  'POST /api/conversations/{id}/messages': { text: 'Let me in' },
  'POST /api/bookings/{id}/payment': { card: { number: '4242424242424242', expires: '12/30', code: '123' } },
  'PUT /api/webinars/{id}': { title: 'Mine', kind: 'lecture', start: `${DATE}T10:00:00Z`, end: `${DATE}T11:00:00Z`, registration: 'open' },
};

/** A body that its schema takes; a file where it takes one. */
export function bodyOf(
  method: Method,
  path: string,
  { requestBody }: Operation,
  schemas: Readonly<Record<string, Schema>>,
): { body: unknown; type: string } {
  const content = requestBody?.content ?? {};
  const [type] = Object.keys(content);
  if (type === undefined) return { body: method === 'GET' || method === 'DELETE' ? undefined : {}, type: 'application/json' };
  if (type === 'application/json') return { body: BODIES[`${method} ${path}`] ?? sampleOf(content[type]!.schema ?? {}, schemas), type };
  return { body: type.startsWith('image/') ? png(16, 9) : 'a file', type: type.startsWith('image/') ? 'image/png' : 'text/plain' };
}

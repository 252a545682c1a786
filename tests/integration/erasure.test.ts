/**
 * Somebody who has left something everywhere is forgotten: nothing of them is read any more, in no row and no byte of a file, and what grades
 * need stays. Before that they have everything about themselves as a file.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS } from '@lyceum/projections/engine';
import { openReadStore } from '@lyceum/stores';
import {
  instant,
  type AttemptDetail,
  type Erasure,
  type Gradebook,
  type LoggedFact,
  type MailItem,
  type Page,
  type Person as PersonShown,
  type PersonData,
  type Rebuild,
  type Slot,
  type Travel,
} from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

/** A name that nobody else and no word has, and texts that only they write. */
const NAME = 'Zyxomma Petiolatum';
const EMAIL = 'zyxomma@secret.example';
const PASSWORD = 'Never-again-88';
const SAID = 'quuxlet essay of mine';
const TRACES = [NAME, 'zyxomma', 'petiolatum', EMAIL, 'quuxlet'];

let house: House;
let backend: Backend;
let other: Backend;
let [admin, operator, inge, ann]: Person[] = [];
let ghost: Person;
let courseId: string;
let attemptId: string;

const page = <T>(who: Person, path: string) => who.get<Page<T>>(path).then(({ items }) => items);
const caughtUp = () =>
  until('all have caught up', async () => (await operator!.projections()).every(({ lagEvents }) => lagEvents === 0), { seconds: 30 });

/** Files below the folder that hold one of the texts, as bytes, whatever they are. */
function filesWith(texts: readonly string[]): string[] {
  const files = readdirSync(house.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files
    .map((file) => join(file.parentPath, file.name))
    .filter((path) => {
      const bytes = readFileSync(path).toString('latin1').toLowerCase();
      return texts.some((text) => bytes.includes(Buffer.from(text).toString('latin1').toLowerCase()));
    });
}

async function leaveTraces(): Promise<void> {
  await ghost.enrol(courseId);
  const quizId = await inge!.createQuiz(courseId, { title: 'Say it' });
  await inge!.importGift(quizId, '::E::Say it {}\n\n::C::Which? {=this one ~another}');
  await inge!.publishQuiz(quizId);
  ghost.saw(inge!.seen);
  const started = await ghost.startAttempt(quizId);
  ({ attemptId } = started);
  const [essay, choice] = started.paper.questions;
  const right = choice!.choices!.find(({ text }) => text.includes('this one'))!.id;
  await ghost.saveAnswer(attemptId, essay!.slot, { text: SAID });
  await ghost.submit(attemptId, { [essay!.slot]: { text: SAID }, [choice!.slot]: { choice: right } });
  const { conversationId } = await ghost.post<{ conversationId: string }>(`/api/people/${inge!.personId}/conversation`);
  const name = encodeURIComponent('quuxlet.txt');
  const headers = { 'content-type': 'text/plain' };
  const { body } = await ghost.try<{ fileId: string }>('POST', `/api/conversations/${conversationId}/files?name=${name}`, 'quuxlet file', {
    headers,
  });
  await ghost.post(`/api/conversations/${conversationId}/messages`, { text: SAID, files: [body.fileId] });
  inge!.saw(ghost.seen);
  await inge!.post(`/api/conversations/${conversationId}/messages`, { text: 'Well said', files: [] });
  await inge!.put('/api/instructors/me/availability', {
    timeZone: 'UTC',
    weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' })),
    lengths: [30],
  });
  ghost.saw(inge!.seen);
  const [from, to] = [2, 4].map((days) => instant(Date.now() + days * 86_400_000));
  const [slot] = await page<Slot>(ghost, `/api/instructors/${inge!.personId}/slots?from=${from}&to=${to}`);
  const booking = { start: slot!.start, length: 30, note: SAID };
  const { bookingId } = await ghost.post<{ bookingId: string }>(`/api/instructors/${inge!.personId}/bookings`, booking);
  inge!.saw(ghost.seen);
  await inge!.post(`/api/instructors/${inge!.personId}/clients/${ghost.personId}/notes`, { text: `${SAID}, noted`, audience: 'shared' });
  await until('the instructor is told of it', async () =>
    (await page<MailItem>(operator!, '/api/operations/mailbox')).some(
      (mail) => mail.personId === inge!.personId && mail.text?.includes(NAME),
    ),
  );
  expect((await admin!.try('POST', `/api/people/${ghost.personId}/erasure`, {})).problem?.code).toBe('sessions-ahead');
  await ghost.post(`/api/bookings/${bookingId}/cancellation`, { reason: SAID });
}

const rebuild = async (name: string, phase: RegExp) => {
  const path = `/api/operations/projections/${name}/rebuilds`;
  const { rebuildId } = await operator!.post<{ rebuildId: string }>(path, {});
  const state = () => operator!.get<Rebuild>(`${path}/${rebuildId}`);
  await until(`${name} is ${phase}`, async () => phase.test((await state()).phase), { seconds: 30 });
  return {
    state,
    swap: () => operator!.post(`${path}/${rebuildId}/swap`),
    rollBack: () => operator!.post(`${path}/${rebuildId}/rollback`),
  };
};

/** A read model as it stands now, folded aside. */
async function past(name: string): Promise<string> {
  const path = `/api/operations/projections/${name}/travels`;
  const { travelId } = await operator!.post<Travel>(path, { at: instant(Date.now()) });
  await until('it is there', async () => (await operator!.get<Travel>(`${path}/${travelId}`)).phase === 'there', { seconds: 30 });
  expect(JSON.stringify(await operator!.get(`${path}/${travelId}/rows?limit=200`))).toContain(NAME);
  return `${path}/${travelId}`;
}

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  other = await house.backend();
  const { api } = backend;
  admin = await api.signIn(ADMIN);
  operator = await api.person('Olga', ['operator'], admin);
  [inge, ann] = [await api.person('Inge', ['instructor'], admin), await api.person('Ann')];
  courseId = await inge.createCourse({ title: 'Dragonflies' });
  await inge.publishCourse(courseId);
  await api.call('POST', '/api/accounts', { email: EMAIL, name: NAME, password: PASSWORD });
  ghost = await api.signIn({ email: EMAIL, password: PASSWORD });
  await other.api.signIn({ email: EMAIL, password: PASSWORD });
  ghost.saw(inge.seen);
  await leaveTraces();
  await caughtUp();
}, 120_000);
afterAll(() => house?.close());

describe('everything about oneself', () => {
  test('is had by oneself and by admins, and by nobody else', async () => {
    const path = `/api/people/${ghost.personId}/data`;
    expect((await ann!.try('GET', path)).status).toBe(404);
    expect((await operator!.try('GET', path)).status).toBe(404);
    expect((await backend.api.try('GET', path)).status).toBe(401);
    const own = await ghost.try<PersonData>('GET', path);
    expect(own.headers.get('content-disposition')).toContain(`lyceum-${ghost.personId}.json`);
    expect((await admin!.get<PersonData>(path)).sections).toEqual(own.body.sections);
  });

  test('has what they wrote in clear, each fact once, and nothing that others wrote', async () => {
    const { profile, sections, files } = await ghost.get<PersonData>(`/api/people/${ghost.personId}/data`);
    expect(profile).toMatchObject({ name: NAME, email: EMAIL, roles: ['student'] });
    const whats = (section: keyof typeof sections) => sections[section].map(({ what }) => what);
    expect(whats('signIns')).toEqual(['accounts.SessionStarted', 'accounts.SessionStarted']);
    expect(whats('enrolments')).toEqual(['enrolments.StudentEnrolled']);
    expect(whats('attempts')).toEqual(['quizzes.AttemptStarted', 'quizzes.AnswerSaved', 'quizzes.AttemptSubmitted']);
    expect(whats('grades')).toEqual(['quizzes.AttemptGraded']);
    expect(whats('bookings')).toContain('consultations.BookingCancelled');
    const texts = (section: keyof typeof sections) => JSON.stringify(sections[section].map(({ data }) => data));
    for (const section of ['attempts', 'bookings', 'messages', 'notes'] as const)
      expect([section, texts(section)]).toEqual([section, expect.stringContaining(SAID)]);
    expect(texts('messages')).not.toContain('Well said');
    const all = Object.values(sections).flat();
    expect(JSON.stringify(all)).not.toMatch(/Inge|tokenHash":"|wrapped":"/);
    expect(new Set(all.map(({ stream, revision }) => `${stream}@${revision}`)).size).toBe(all.length);
    expect(files.map(({ name, content }) => [name, Buffer.from(content ?? '', 'base64').toString()])).toEqual([
      ['quuxlet.txt', 'quuxlet file'],
    ]);
  });
});

describe('a person is forgotten', () => {
  let report: Erasure['report'];
  let before: { gradebook: Gradebook; attempt: AttemptDetail; facts: number };

  test('by admins alone, and neither by themselves nor without an admin left', async () => {
    const path = `/api/people/${ghost.personId}/erasure`;
    for (const who of [ann!, operator!, ghost]) expect((await who.try('POST', path, {})).status).toBe(403);
    expect((await admin!.try('POST', `/api/people/${admin!.personId}/erasure`, {})).problem?.code).toBe('own-erasure');
    expect((await admin!.try('POST', '/api/people/0190a5f0-0000-7000-8000-000000000000/erasure', {})).problem?.code).toBe(
      'person-not-found',
    );
    expect((await admin!.try('GET', path)).problem?.code).toBe('erasure-not-found');
  });

  test('at once, with a report that says what there was', async () => {
    const swapped = await rebuild('people', /compared/);
    await swapped.swap();
    await until('it is swapped', async () => (await swapped.state()).phase === 'swapped');
    const waiting = await rebuild('conversations', /compared/);
    const travel = await past('people');
    before = {
      gradebook: await inge!.gradebook(courseId),
      attempt: await inge!.attempt(attemptId),
      facts: (await page<LoggedFact>(operator!, `/api/operations/events?person=${ghost.personId}&limit=500`)).length,
    };
    ({ report } = await admin!.post<Erasure>(`/api/people/${ghost.personId}/erasure`, {}));
    expect(report).toMatchObject({ phase: 'proven', orderedBy: admin!.personId, sessions: 2 });
    const { proof } = report;
    expect(proof).toMatchObject({ eventFiles: { state: 'compacted' }, rowFiles: { state: 'compacted' }, rebuildsCancelled: 1 });
    expect(proof?.check).toMatchObject({ found: 0, elsewhere: [] });
    expect(proof?.check?.rows).toBeGreaterThan(100);
    const counts = Object.fromEntries(proof!.events.map(({ type, count }) => [type, count]));
    expect(counts).toMatchObject({
      'accounts.PersonRegistered.v2': 1,
      'accounts.PasswordSet.v1': 1,
      'quizzes.AttemptSubmitted.v1': 1,
      'consultations.MessageSent.v1': 1,
      'consultations.NoteWritten.v1': 1,
      'files.PartKept.v1': 1,
    });
    // Their own mails, and those of the instructor that name them.
    expect(counts['mail.MailComposed.v2']).toBeGreaterThanOrEqual(2);
    const models = Object.fromEntries(proof!.models.map(({ name, ...rows }) => [name, rows]));
    expect(models['people']).toEqual({ rows: 1, former: 1 });
    expect(models).toMatchObject({ conversations: { rows: 1 }, messages: { rows: 1 }, bookings: { rows: 1 }, notes: { rows: 1 } });
    expect(JSON.stringify(report)).not.toMatch(new RegExp(TRACES.join('|'), 'i'));
    expect((await operator!.try('GET', travel)).problem?.code).toBe('travel-not-found');
    expect(await waiting.state()).toMatchObject({ phase: 'cancelled', error: expect.stringContaining('forgotten') });
  });

  test('in every answer', async () => {
    const paths = [
      '/api/people',
      '/api/people?search=zyxomma',
      `/api/courses/${courseId}/enrolments`,
      `/api/courses/${courseId}/gradebook`,
      '/api/operations/mailbox?limit=200',
      '/api/operations/events?limit=500',
      `/api/people/${ghost.personId}/data`,
      `/api/operations/streams/person-${ghost.personId}/state`,
      `/api/operations/streams/attempt-${attemptId}/state`,
    ];
    for (const path of paths)
      for (const who of [admin!, operator!, inge!]) {
        const answer = await who.try('GET', path);
        expect([path, JSON.stringify(answer.body)]).toEqual([path, expect.not.stringMatching(new RegExp(TRACES.join('|'), 'i'))]);
      }
  });

  test('in every byte of every file', () => {
    expect(filesWith(TRACES)).toEqual([]);
  });

  test('and what grades need stays', async () => {
    const gradebook = await inge!.gradebook(courseId);
    const named = ({ rows }: Gradebook) => rows.map(({ name: _, ...row }) => row);
    expect(named(gradebook)).toEqual(named(before.gradebook));
    expect(gradebook.rows.find(({ personId }) => personId === ghost.personId)?.name).toBeNull();
    expect((await inge!.attempt(attemptId)).phase).toBe(before.attempt.phase);
    const facts = await page<LoggedFact>(operator!, `/api/operations/events?person=${ghost.personId}&limit=500`);
    // All but the key, and what was recorded of the forgetting.
    expect(facts.length).toBeGreaterThan(before.facts);
    expect(facts.some(({ type }) => type === 'accounts.KeyIssued.v1')).toBe(false);
  });

  test('on all devices, whichever backend they talk to', async () => {
    for (const { api } of [backend, other]) {
      await until(
        'the session is over there',
        async () => (await api.try('GET', '/api/me', undefined, { token: ghost.token })).status === 401,
      );
      expect((await api.try('POST', '/api/sessions', { email: EMAIL, password: PASSWORD })).status).toBe(401);
    }
  });

  test('once: who asks again gets the same report', async () => {
    expect((await admin!.post<Erasure>(`/api/people/${ghost.personId}/erasure`, {})).report).toEqual(report);
    expect((await admin!.get<Erasure>(`/api/people/${ghost.personId}/erasure`)).report).toEqual(report);
  });

  test('and what is folded from nothing is what is live, in the former rows too', async () => {
    await caughtUp();
    for (const { name } of MODELS) {
      const rebuilt = await rebuild(name, /compared|failed/);
      expect([name, await rebuilt.state()]).toMatchObject([name, { phase: 'compared', difference: { added: 0, removed: 0, changed: 0 } }]);
    }
    const store = openReadStore({ url: house.mongoUrl });
    const pointer = await store.db.collection<{ _id: string; former: number; generation: number }>('models').findOne({ _id: 'people' });
    const former = await store.db.collection<{ _id: string }>(`people.${pointer!.former}`).findOne({ _id: ghost.personId });
    expect(former).toMatchObject({ name: null, email: null, words: [] });
    await store.close();
  });

  test('and their address is free', async () => {
    const { body } = await backend.api.call<{ personId: string }>('POST', '/api/accounts', {
      email: EMAIL,
      name: 'Somebody else',
      password: PASSWORD,
    });
    expect(body.personId).not.toBe(ghost.personId);
    const again = await other.api.signIn({ email: EMAIL, password: PASSWORD });
    expect(again.personId).toBe(body.personId);
    admin!.saw(again.seen);
    const found = await until('they are found', async () => (await page<PersonShown>(admin!, '/api/people?search=zyxomma'))[0]);
    expect(found).toMatchObject({ personId: body.personId, name: 'Somebody else' });
  });
});

test('the last admin but one goes, the last stays', async () => {
  const second = await backend.api.person('Second', ['admin'], admin);
  const { report } = await second.post<Erasure>(`/api/people/${admin!.personId}/erasure`, {});
  expect(report.phase).toBe('proven');
  const third = await backend.api.person('Third', ['admin'], second);
  expect((await third.post<Erasure>(`/api/people/${second.personId}/erasure`, {})).report.phase).toBe('proven');
  expect((await third.get<Page<PersonShown>>('/api/people?role=admin')).items.map(({ name }) => name)).toEqual(['Third']);
});

import type { Audience, ClientHistory, ClientItem, FileItem, Page } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backend: Backend;
let admin: Person;
let inge: Person;
let otto: Person;
let ann: Person;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  backend = await house.backend();
  admin = await backend.api.signIn(ADMIN);
  [inge, otto] = [await backend.api.person('Inge', ['instructor'], admin), await backend.api.person('Otto', ['instructor'], admin)];
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '00:00', end: '24:00' }));
  await inge.put('/api/instructors/me/availability', { timeZone: 'UTC', weekly, lengths: [30] });
});
afterAll(() => house?.close());

/** A student who has booked a session with Inge. */
async function client(): Promise<Person> {
  const student = await backend.api.person(`Student ${++number}`);
  const start = new Date(Math.ceil(Date.now() / 86_400_000) * 86_400_000 + number * 3_600_000).toISOString();
  await student.post(`/api/instructors/${inge.personId}/bookings`, { start, length: 30 });
  for (const other of [inge, otto, admin]) other.saw(student.seen);
  return student;
}
const path = () => `/api/instructors/${inge.personId}/clients/${ann.personId}`;
const see = (who: Person) => who.get<ClientHistory>(path());
const write = async (who: Person, text: string, audience: Audience) =>
  (await who.post<{ noteId: string }>(`${path()}/notes`, { text, audience })).noteId;
const texts = async (who: Person) => (await see(who)).notes.map(({ text }) => text);

test('an instructor sees their clients, with what comes and what was', async () => {
  ann = await client();
  const { items } = await inge.get<Page<ClientItem>>('/api/me/clients');
  expect(items[0]).toMatchObject({ student: { personId: ann.personId, name: ann.me.name }, sessions: { held: 0 }, open: 0 });
  expect(items[0]?.sessions.next).not.toBeNull();
  expect((await ann.get<Page<ClientItem>>('/api/me/clients?as=student')).items).toHaveLength(1);
  expect((await otto.get<Page<ClientItem>>('/api/me/clients')).items).toEqual([]);
});

test('each sees what is meant for them; the client lets another instructor in and out', async () => {
  ann = await client();
  await write(inge, 'Only mine', 'own');
  await write(inge, 'For who follows me', 'history');
  await write(inge, 'For both', 'shared');
  for (const who of [ann, otto]) who.saw(inge.seen);
  await write(ann, 'From me', 'shared');
  for (const who of [inge, otto]) who.saw(ann.seen);
  expect(await texts(inge)).toEqual(['Only mine', 'For who follows me', 'For both', 'From me']);
  expect(await texts(ann)).toEqual(['For both', 'From me']);
  expect((await otto.try('GET', path())).problem?.code).toBe('client-not-found');

  await ann.put(`/api/instructors/${inge.personId}/clients/me/grants/${otto.personId}`);
  otto.saw(ann.seen);
  expect(await texts(otto)).toEqual(['For who follows me', 'For both', 'From me']);
  expect((await otto.get<Page<ClientItem>>('/api/me/clients?as=granted')).items).toHaveLength(1);
  expect((await otto.try('POST', `${path()}/notes`, { text: 'Mine too', audience: 'shared' })).status).toBe(403);
  expect((await see(ann)).grants).toMatchObject([{ personId: otto.personId, name: 'Otto' }]);

  await ann.delete(`/api/instructors/${inge.personId}/clients/me/grants/${otto.personId}`);
  otto.saw(ann.seen);
  expect((await otto.try('GET', path())).status).toBe(404);
});

test('nobody else sees anything, an admin neither; and there is nothing before a session is agreed on', async () => {
  ann = await client();
  const stranger = await backend.api.person(`Student ${++number}`);
  for (const who of [stranger, admin]) expect((await who.try('GET', path())).problem?.code).toBe('client-not-found');
  const none = `/api/instructors/${inge.personId}/clients/${stranger.personId}`;
  expect((await inge.try('GET', none)).problem?.code).toBe('client-not-found');
  expect((await inge.try('POST', `${none}/notes`, { text: 'A stranger', audience: 'own' })).problem?.code).toBe('client-not-found');
});

test('a changed note keeps what it was, by whom and when; who wrote it takes it away', async () => {
  ann = await client();
  const noteId = await write(inge, 'First', 'shared');
  await inge.put(`${path()}/notes/${noteId}`, { text: 'Second', audience: 'shared' });
  ann.saw(inge.seen);
  const [note] = (await see(ann)).notes;
  expect(note).toMatchObject({ text: 'Second', yours: false, former: [{ text: 'First', by: { name: 'Inge' } }] });
  expect((await ann.try('DELETE', `${path()}/notes/${noteId}`)).status).toBe(403);
  await inge.delete(`${path()}/notes/${noteId}`);
  expect((await see(inge)).notes).toEqual([]);
});

test('what a note said for the instructor alone stays theirs when the note is shared', async () => {
  ann = await client();
  const noteId = await write(inge, 'Lazy', 'own');
  for (const [text, audience] of [
    ['Was ill', 'history'],
    ['Needs time', 'shared'],
    ['Takes time', 'shared'],
  ] as const)
    await inge.put(`${path()}/notes/${noteId}`, { text, audience });
  ann.saw(inge.seen);
  await ann.put(`/api/instructors/${inge.personId}/clients/me/grants/${otto.personId}`);
  otto.saw(ann.seen);
  const former = async (who: Person) => (await see(who)).notes.map((note) => note.former.map(({ text }) => text));
  expect(await former(inge)).toEqual([['Lazy', 'Was ill', 'Needs time']]);
  expect(await former(otto)).toEqual([['Was ill', 'Needs time']]);
  expect(await former(ann)).toEqual([['Needs time']]);
});

test('files and next steps go the same ways', async () => {
  ann = await client();
  const give = (audience: Audience) =>
    inge.try<FileItem>('POST', `${path()}/files?name=plan.md&audience=${audience}`, Buffer.from('# Plan'), {
      headers: { 'content-type': 'text/markdown' },
    });
  const [own, shared] = [(await give('own')).body, (await give('shared')).body];
  await inge.post(`${path()}/follow-ups`, { text: 'Exercise 3', due: '2027-02-01' });
  ann.saw(inge.seen);
  const hers = await see(ann);
  expect(hers.files).toMatchObject([{ fileId: shared.fileId, name: 'plan.md' }]);
  expect((await ann.try('GET', `${path()}/files/${own.fileId}`)).status).toBe(404);
  expect((await ann.try('GET', `${path()}/files/${shared.fileId}`)).status).toBe(200);
  const [step] = hers.followUps;
  expect(step).toMatchObject({ text: 'Exercise 3', due: '2027-02-01', done: false });
  await ann.put(`${path()}/follow-ups/${step!.followUpId}`, { done: true });
  inge.saw(ann.seen);
  expect((await see(inge)).followUps).toMatchObject([{ done: true }]);
  expect((await inge.get<Page<ClientItem>>('/api/me/clients')).items.find((item) => item.student.personId === ann.personId)?.open).toBe(0);
});

test('an instructor writes to a client first', async () => {
  ann = await client();
  expect((await inge.try('POST', `/api/people/${ann.personId}/conversation`)).status).toBe(201);
});

import { newId, type Conversation, type FileItem, type Message, type Page, type Unread } from '@lyceum/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Person } from '../harness/client.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let backends: Backend[];
let inge: Person;
let number = 0;

beforeAll(async () => {
  house = await House.build();
  backends = [await house.backend(), await house.backend()];
  const { api } = backends[0]!;
  inge = await api.person('Inge', ['instructor'], await api.signIn(ADMIN));
});
afterAll(() => house?.close());

const student = () => backends[number % 2]!.api.person(`Student ${++number}`);
const begin = async (who: Person, other: Person) =>
  (await who.post<{ conversationId: string }>(`/api/people/${other.personId}/conversation`)).conversationId;
const say = (who: Person, conversationId: string, text: string, files: string[] = []) =>
  who.post<{ messageId: string }>(`/api/conversations/${conversationId}/messages`, { text, files });
const messages = (who: Person, conversationId: string, query = '') =>
  who.get<Page<Message>>(`/api/conversations/${conversationId}/messages${query}`);
const give = (who: Person, conversationId: string, name: string, type: string, bytes: Uint8Array) =>
  who.try<FileItem>('POST', `/api/conversations/${conversationId}/files?name=${encodeURIComponent(name)}`, bytes, {
    headers: { 'content-type': type },
  });

test('two write to each other: history, newest first, unread counts and read marks', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  expect(await begin(inge, ann)).toBe(conversationId);
  await say(ann, conversationId, 'Hello');
  await say(ann, conversationId, 'Are you there?');
  inge.saw(ann.seen);
  const unread = await inge.get<Unread>('/api/me/unread');
  expect(unread.conversations).toContainEqual({ conversationId, messages: 2 });
  const { items } = await messages(inge, conversationId);
  expect(items.map(({ number, text, authorId }) => [number, text, authorId])).toEqual([
    [2, 'Are you there?', ann.personId],
    [1, 'Hello', ann.personId],
  ]);
  await inge.post(`/api/conversations/${conversationId}/read`, { upTo: 2 });
  expect((await inge.get<Unread>('/api/me/unread')).conversations).not.toContainEqual(expect.objectContaining({ conversationId }));
  ann.saw(inge.seen);
  const [own] = (await ann.get<Page<Conversation>>('/api/me/conversations')).items;
  expect(own).toMatchObject({ with: { personId: inge.personId, name: 'Inge' }, readByOther: 2, unread: 0, last: { number: 2 } });
});

test('whoever goes back to a conversation turns to nobody new, however often', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  for (let again = 0; again < 35; again++) expect(await begin(ann, inge)).toBe(conversationId);
});

test('a long history comes in pages', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  for (let i = 1; i <= 7; i++) await say(ann, conversationId, `Line ${i}`);
  const first = await messages(ann, conversationId, '?limit=4');
  const second = await messages(ann, conversationId, `?limit=4&cursor=${first.next}`);
  expect([...first.items, ...second.items].map(({ number }) => number)).toEqual([7, 6, 5, 4, 3, 2, 1]);
  expect(second.next).toBeNull();
});

test('both write at once, at two backends: each message has its number, none is lost', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  const lines = Array.from({ length: 9 }, (_, i) => [say(ann, conversationId, `A${i}`), say(inge, conversationId, `I${i}`)]).flat();
  await Promise.all(lines);
  ann.saw(inge.seen);
  const { items } = await messages(ann, conversationId);
  expect(items.map(({ number }) => number)).toEqual(Array.from({ length: 18 }, (_, i) => 18 - i));
});

test('the same request again is one message', async () => {
  const ann = await student();
  const conversationId = await begin(ann, inge);
  const path = `/api/conversations/${conversationId}/messages`;
  const once = () => ann.try('POST', path, { text: 'Once' }, { headers: { 'idempotency-key': `once-${conversationId}` } });
  const [one, two] = [await once(), await once()];
  expect([one.status, two.status]).toEqual([201, 201]);
  expect(two.body).toEqual(one.body);
  expect((await messages(ann, conversationId)).items).toHaveLength(1);
});

describe('nobody else', () => {
  test('sees, reads or writes in a conversation, or learns that it is there', async () => {
    const [ann, eve] = [await student(), await student()];
    const conversationId = await begin(ann, inge);
    await say(ann, conversationId, 'Between us');
    const pdf = (await give(ann, conversationId, 'own.pdf', 'application/pdf', Buffer.from('%PDF-1.7'))).body;
    eve.saw(ann.seen);
    const path = `/api/conversations/${conversationId}`;
    const tries = [
      eve.try('GET', path),
      eve.try('GET', `${path}/messages`),
      eve.try('POST', `${path}/messages`, { text: 'Hi' }),
      eve.try('POST', `${path}/read`, { upTo: 1 }),
      eve.try('GET', `${path}/files/${pdf.fileId}`),
      give(eve, conversationId, 'x.pdf', 'application/pdf', Buffer.from('%PDF-1.7')),
    ];
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await eve.get<Page<Conversation>>('/api/me/conversations')).items).toEqual([]);
  });

  test('is written to but who offers consultations; others are not known', async () => {
    const [ann, eve] = [await student(), await student()];
    for (const other of [eve.personId, newId()])
      expect((await ann.try('POST', `/api/people/${other}/conversation`)).problem?.code).toBe('person-not-found');
  });
});

describe('files', () => {
  test('go to the other as a download that no browser runs', async () => {
    const ann = await student();
    const conversationId = await begin(ann, inge);
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_500_000, 'x')]);
    const file = (await give(ann, conversationId, 'Звіт "1".pdf', 'application/pdf', bytes)).body;
    expect(file).toMatchObject({ name: 'Звіт "1".pdf', type: 'application/pdf', size: bytes.length });
    await say(ann, conversationId, '', [file.fileId]);
    inge.saw(ann.seen);
    expect((await messages(inge, conversationId)).items[0]).toMatchObject({ text: '', files: [file] });
    const answer = await fetch(`${backends[0]!.url}/api/conversations/${conversationId}/files/${file.fileId}`, {
      headers: { authorization: `Bearer ${inge.token}` },
    });
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
  });

  test('are taken by what they are', async () => {
    const ann = await student();
    const conversationId = await begin(ann, inge);
    const html = Buffer.from('<script>alert(1)</script>');
    expect((await give(ann, conversationId, 'a.pdf', 'application/pdf', html)).problem?.code).toBe('file-not-taken');
    expect((await give(ann, conversationId, 'a.html', 'text/html', html)).status).toBe(415);
    expect((await give(ann, conversationId, 'a.txt', 'text/plain', Buffer.alloc(9_000_000, 'x'))).status).toBe(413);
  });
});

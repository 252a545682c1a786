import type { Fact } from '@lyceum/contracts';
import { beforeEach, expect, test } from 'vitest';
import { KeyRing } from '../keys/key-ring.ts';
import { PersonalKeyMissing } from '../keys/types.ts';
import { context, MemoryKeyLog, PERSON } from '../testing/memory-key-log.ts';
import { sealedFor } from './personal.ts';
import { Codec, type RawEvent } from './codec.ts';

let log: MemoryKeyLog;
let keys: KeyRing;
let codec: Codec;

beforeEach(async () => {
  log = new MemoryKeyLog();
  keys = new KeyRing(Buffer.alloc(32, 1), log);
  codec = new Codec(keys);
  await keys.issue(PERSON, context);
});

const person = { personId: PERSON, name: 'Ännchen', email: 'a@example.org' };
const registered: Fact = { type: 'accounts.PersonRegistered.v2', data: { ...person, timeZone: 'Europe/Kyiv' } };

const raw = (type: string, data: Uint8Array | string, metadata: Uint8Array | string = codec.metadata(context)): RawEvent => ({
  id: PERSON,
  stream: `person-${PERSON}`,
  revision: 0,
  position: '64',
  created: 0,
  type,
  data: Buffer.from(data),
  metadata: Buffer.from(metadata),
});
const roundTrip = async (fact: Fact, by = codec) => by.decode(raw(fact.type, await codec.encode(fact)));

test('a fact comes back as it was, with its metadata', async () => {
  expect(await roundTrip(registered)).toMatchObject({ ...registered, metadata: context, recorded: '1970-01-01T00:00:00.000Z' });
});

test('personal values cannot be read in the bytes, the others can', async () => {
  const bytes = String(await codec.encode(registered));
  expect(bytes).not.toMatch(/Ännchen|example/);
  expect(JSON.parse(bytes)).toEqual({
    personId: PERSON,
    name: { $personal: expect.any(String) },
    email: { $personal: expect.any(String) },
    timeZone: 'Europe/Kyiv',
  });
});

test('values below any key are found; those that are not there stay away', async () => {
  const answers = { '1': { text: 'Kyiv' }, '2': { choice: 'c1' }, '3': { text: 'Lviv' } };
  const fact: Fact = { type: 'quizzes.AttemptSubmitted.v1', data: { studentId: PERSON, by: 'student', answers } };
  const stored = JSON.parse(String(await codec.encode(fact)));
  expect(stored.answers).toEqual({
    '1': { text: { $personal: expect.any(String) } },
    '2': { choice: 'c1' },
    '3': { text: { $personal: expect.any(String) } },
  });
  expect((await roundTrip(fact)).data).toEqual(fact.data);
});

test('the old shape of a registration is brought up to date, its name decrypted', async () => {
  const old: Fact = { type: 'accounts.PersonRegistered.v1', data: person };
  expect(await roundTrip(old)).toMatchObject({ type: 'accounts.PersonRegistered.v2', data: { ...person, timeZone: 'UTC' } });
});

test('what names two people is sealed with the keys of both, and gone with either', async () => {
  const OTHER = '00000000-0000-7000-8000-000000000002';
  await keys.issue(OTHER, context);
  const mail = { mailId: PERSON, personId: PERSON, about: [OTHER], to: 'a@example.org', subject: 'Ben asks', attachments: [] };
  const fact: Fact = { type: 'mail.MailComposed.v2', data: mail };
  expect((await roundTrip(fact)).data).toEqual(mail);
  const bytes = await codec.encode(fact);
  expect(String(bytes)).not.toMatch(/Ben|example/);
  for (const gone of [PERSON, OTHER]) {
    log.deleted.add(`key-${gone}`);
    const elsewhere = new Codec(new KeyRing(Buffer.alloc(32, 1), log));
    expect((await elsewhere.decode(raw(fact.type, bytes))).data).toMatchObject({ to: null, subject: null, about: [OTHER] });
    log.deleted.delete(`key-${gone}`);
  }
});

test('who reads about themselves reads what is theirs alone', async () => {
  const OTHER = '00000000-0000-7000-8000-000000000002';
  const bytes = await codec.encode(registered);
  expect((await codec.shutBut(raw(registered.type, bytes), PERSON)).data).toEqual(registered.data);
  expect((await codec.shutBut(raw(registered.type, bytes), OTHER)).data).toMatchObject({ name: null, email: null });
});

test('whose key sealed something is told also once it is gone', () => {
  expect(sealedFor('accounts.PersonRegistered.v2', { personId: PERSON, name: null, email: null })).toEqual([PERSON]);
  expect(sealedFor('quizzes.AnswerSaved.v1', { studentId: PERSON, answer: { choice: 'c1' } })).toEqual([]);
  expect(sealedFor('quizzes.AnswerSaved.v1', { studentId: PERSON, answer: { text: null } })).toEqual([PERSON]);
  expect(sealedFor('mail.MailComposed.v2', { personId: PERSON, about: ['b'], to: null })).toEqual([PERSON, 'b']);
  expect(sealedFor('quizzes.AttemptStarted.v2', { studentId: PERSON })).toEqual([]);
});

test('a null needs no key', async () => {
  const fact: Fact = { type: 'accounts.PasswordSet.v1', data: { personId: 'nobody', hash: null } };
  expect((await roundTrip(fact)).data).toEqual(fact.data);
});

test('without the key personal values are null, the rest is there', async () => {
  const bytes = await codec.encode(registered);
  log.deleted.add(`key-${PERSON}`);
  const elsewhere = new Codec(new KeyRing(Buffer.alloc(32, 1), log));
  expect(await elsewhere.decode(raw(registered.type, bytes))).toMatchObject({
    data: { personId: PERSON, name: null, email: null, timeZone: 'Europe/Kyiv' },
  });
});

test('personal data of somebody without a key is not recorded', async () => {
  const fact = { type: registered.type, data: { ...person, personId: 'another' } };
  await expect(codec.encode(fact)).rejects.toThrow(PersonalKeyMissing);
});

test('of somebody forgotten what happens is recorded, without what is personal', async () => {
  log.deleted.add(`key-${PERSON}`);
  const elsewhere = new Codec(new KeyRing(Buffer.alloc(32, 1), log));
  expect(JSON.parse(String(await elsewhere.encode(registered)))).toMatchObject({ personId: PERSON, name: null, timeZone: 'Europe/Kyiv' });
});

test('a key that was met in the log needs no look-up', async () => {
  const elsewhere = new Codec(new KeyRing(Buffer.alloc(32, 1), log));
  const issued = log.streams.get(`key-${PERSON}`);
  await elsewhere.decode(raw('accounts.KeyIssued.v1', JSON.stringify(issued?.data)));
  const { reads } = log;
  expect(await roundTrip(registered, elsewhere)).toMatchObject(registered);
  expect(log.reads).toBe(reads);
});

test('a value moved to another field or garbage comes as null data, for the one who folds it to park', async () => {
  const stored = JSON.parse(String(await codec.encode(registered)));
  const moved = JSON.stringify({ ...stored, name: stored.email });
  expect((await codec.decode(raw(registered.type, moved))).data).toBeNull();
  expect((await codec.decode(raw('quizzes.AttemptGraded.v2', 'no json'))).data).toBeNull();
});

test('an event without metadata of ours counts as having happened when it was recorded', async () => {
  const { metadata } = await codec.decode(raw('quizzes.AttemptGraded.v2', '{}', ''));
  expect(metadata).toEqual({ correlationId: PERSON, causationId: PERSON, commandId: PERSON, by: null, at: '1970-01-01T00:00:00.000Z' });
});

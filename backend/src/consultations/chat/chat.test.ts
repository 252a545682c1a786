import type { ConversationEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import type { Person } from '../../accounts/person.ts';
import { given } from '../../deciding/given.ts';
import type { KeptFile } from '../../files/file.ts';
import { decide as begin } from './begin-conversation.ts';
import { AT_A_GO, conversationIdOf, conversations } from './conversation.ts';
import { decide as read } from './read-messages.ts';
import { decide as send } from './send-message.ts';

const [ann, inge] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'];
const conversationId = conversationIdOf(ann, inge);
const at = (seconds: number) => new Date(Date.UTC(2027, 0, 4, 9) + seconds * 1000).toISOString();
const student = { personId: ann, roles: ['student'] as const };
const person = (personId: string, ...roles: ('student' | 'instructor')[]): Person => ({
  phase: 'registered',
  personId,
  name: 'N',
  email: 'n@example.org',
  timeZone: 'UTC',
  hash: null,
  roles,
});

const begun: ConversationEvent = {
  type: 'consultations.ConversationBegun.v1',
  data: { conversationId, beginnerId: ann, otherId: inge },
};
const draft = (authorId: string, seconds = 0) => ({ conversationId, messageId: `m${seconds}`, authorId, text: 'Hello', at: at(seconds) });
const sent = (authorId: string, number: number, seconds = 0): ConversationEvent => ({
  type: 'consultations.MessageSent.v1',
  data: { ...draft(authorId, seconds), readerId: authorId === ann ? inge : ann, number, files: [] },
});
const wasRead = (readerId: string, upTo: number): ConversationEvent => ({
  type: 'consultations.MessagesRead.v1',
  data: { conversationId, readerId, upTo },
});

test('the conversation of two is one, whoever begins it', () => {
  expect(conversationIdOf(inge, ann)).toBe(conversationId);
  expect(conversationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('anybody turns to who offers consultations, to nobody else, and never to themselves', () => {
  given(conversations)
    .when((conversation) => begin(conversation, student, inge, person(inge, 'instructor'), false))
    .then(begun);
  given(conversations, begun)
    .when((conversation) => begin(conversation, student, inge, person(inge), false))
    .nothing();
  given(conversations)
    .when((conversation) => begin(conversation, student, inge, person(inge, 'student'), false))
    .refused('person-not-found');
  given(conversations)
    .when((conversation) => begin(conversation, student, ann, person(ann, 'instructor'), false))
    .refused('own-conversation');
});

test('an instructor turns to their clients', () => {
  const instructor = { personId: inge, roles: ['instructor'] as const };
  const toAnn = (isClient: boolean) =>
    given(conversations).when((state) => begin(state, instructor, ann, person(ann, 'student'), isClient));
  toAnn(true).then({ type: 'consultations.ConversationBegun.v1', data: { conversationId, beginnerId: inge, otherId: ann } });
  toAnn(false).refused('person-not-found');
});

test('messages are numbered; only the two write', () => {
  given(conversations, begun, sent(ann, 1))
    .when((conversation) => send(conversation, draft(inge, 5), []))
    .then(sent(inge, 2, 5));
  given(conversations, begun)
    .when((conversation) => send(conversation, draft('somebody else'), []))
    .refused('conversation-not-found');
  given(conversations)
    .when((conversation) => send(conversation, draft(ann), []))
    .refused('conversation-not-found');
});

test('a file is attached by who gave it, for this conversation', () => {
  const file = (of: Partial<NonNullable<KeptFile['whole']>>): KeptFile => ({
    parts: 1,
    whole: { fileId: 'f', name: 'a.pdf', type: 'application/pdf', size: 3, ownerId: ann, placeId: conversationId, ...of },
  });
  const sentWith = (attached: KeptFile) => given(conversations, begun).when((state) => send(state, draft(ann), [attached]));
  sentWith(file({})).then({
    type: 'consultations.MessageSent.v1',
    data: { ...draft(ann), readerId: inge, number: 1, files: [{ fileId: 'f', name: 'a.pdf', type: 'application/pdf', size: 3 }] },
  });
  sentWith(file({ ownerId: inge })).refused('file-not-found');
  sentWith(file({ placeId: 'another' })).refused('file-not-found');
  sentWith({ parts: 1, whole: null }).refused('file-not-found');
});

test('who is not answered waits, and who was may write on', () => {
  const ten = Array.from({ length: 10 }, (_, i) => sent(ann, i + 1, i * 60));
  given(conversations, begun, ...ten)
    .when((conversation) => send(conversation, draft(ann, 10_000), []))
    .refused('answer-awaited');
  given(conversations, begun, ...ten, sent(inge, 11, 700))
    .when((conversation) => send(conversation, draft(ann, 10_000), []))
    .then(sent(ann, 12, 10_000));
});

test('so many messages a minute, and then a pause', () => {
  const many = Array.from({ length: AT_A_GO }, (_, i) => sent(ann, i + 2, i));
  given(conversations, begun, sent(inge, 1), ...many)
    .when((conversation) => send(conversation, draft(ann, 59), []))
    .refused('too-many-requests');
  given(conversations, begun, sent(inge, 1), ...many)
    .when((conversation) => send(conversation, draft(ann, 60), []))
    .then(sent(ann, AT_A_GO + 2, 60));
});

test('a read mark goes forward only, and not beyond the last message', () => {
  const there = [begun, sent(ann, 1), sent(ann, 2)] as const;
  given(conversations, ...there)
    .when((state) => read(state, conversationId, inge, 9))
    .then(wasRead(inge, 2));
  given(conversations, ...there, wasRead(inge, 2))
    .when((state) => read(state, conversationId, inge, 1))
    .nothing();
  given(conversations, ...there)
    .when((state) => read(state, conversationId, 'somebody else', 1))
    .refused('conversation-not-found');
});

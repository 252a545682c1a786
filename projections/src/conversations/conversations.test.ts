import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { messages } from '../messages/projection.ts';
import { conversationBegun, messageSent, messagesRead } from '../testing/facts.ts';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { conversations, seenBy } from './projection.ts';

const [ann, inge, conversation] = [id(1), id(2), id(3)];
const begun = conversationBegun(conversation, ann, inge);
const sent = (number: number, from = ann) => messageSent(conversation, number, from, from === ann ? inge : ann);
const rowAfter = (...facts: AcademyEvent[]) => rowsOf(conversations, history(...facts)).get(conversation)!;

test('nobody hears of a conversation in which nothing was said to them', () => {
  expect(conversations.views(rowAfter(begun)).map(({ room }) => room)).toEqual([`person:${ann}`]);
  expect(conversations.views(rowAfter(begun, sent(1))).map(({ room }) => room)).toEqual([`person:${ann}`, `person:${inge}`]);
});

test('each sees what waits for them, and how far the other has read', () => {
  const row = rowAfter(begun, sent(1), sent(2), sent(3, inge), messagesRead(conversation, inge, 1));
  expect(seenBy(row, inge)).toMatchObject({ otherId: ann, unread: 1, read: 1, readByOther: 0 });
  expect(seenBy(row, ann)).toMatchObject({ otherId: inge, unread: 1, read: 0, readByOther: 1 });
  expect(row.unreadBy).toEqual([ann, inge]);
  const all = rowAfter(begun, sent(1), messagesRead(conversation, inge, 1));
  expect(all.unreadBy).toEqual([]);
});

test('the last message is told in short, and the newest comes first', () => {
  const row = rowAfter(begun, sent(1), messageSent(conversation, 2, inge, ann, 'x'.repeat(500)));
  expect(row.last).toEqual({ number: 2, authorId: inge, text: 'x'.repeat(140), files: 0, at: at(2) });
  expect(row.touched).toBe(at(2));
});

test('the text of somebody who is forgotten is gone', () => {
  expect(rowAfter(begun, messageSent(conversation, 1, ann, inge, null)).last).toMatchObject({ text: null });
});

test('a message is for the two alone', () => {
  const [row] = rowsOf(messages, history(begun, sent(1))).values();
  expect(row).toMatchObject({ number: 1, authorId: ann, text: 'Hello 1' });
  expect(messages.views(row!).map(({ room, audience }) => [room, audience])).toEqual([
    [`person:${ann}`, 'member'],
    [`person:${inge}`, 'member'],
  ]);
});

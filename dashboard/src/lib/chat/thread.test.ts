import type { Message } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { byDay, withLinks, withMessage } from './thread.ts';

const message = (number: number, authorId = 'ann', at = `2027-01-04T09:0${number}:00.000Z`): Message => ({
  messageId: `m${number}`,
  number,
  authorId,
  text: 'Hello',
  files: [],
  at,
});
const numbers = (messages: readonly Message[]) => messages.map(({ number }) => number);

test('a message comes to its place, once, whenever it is heard of', () => {
  const some = [message(1), message(3)];
  expect(numbers(withMessage(some, message(2)))).toEqual([1, 2, 3]);
  expect(numbers(withMessage(some, message(3)))).toEqual([1, 3]);
  expect(numbers(withMessage(some, message(4)))).toEqual([1, 3, 4]);
  expect(numbers(withMessage([], message(1)))).toEqual([1]);
});

test('days are those of the reader’s zone', () => {
  const late = [message(1, 'ann', '2027-01-04T22:30:00.000Z'), message(2, 'ann', '2027-01-04T22:31:00.000Z')];
  expect(byDay(late, 'Europe/Kyiv').map(({ date }) => date)).toEqual(['5 Jan 2027']);
  expect(byDay(late, 'America/New_York').map(({ date }) => date)).toEqual(['4 Jan 2027']);
});

test('what one writes in a row is one turn, until the other writes or time goes by', () => {
  const [day] = byDay([message(1), message(2), message(3, 'inge'), message(4), message(5, 'ann', '2027-01-04T12:00:00.000Z')], 'UTC');
  expect(day?.turns.map(({ authorId, messages }) => [authorId, ...numbers(messages)])).toEqual([
    ['ann', 1, 2],
    ['inge', 3],
    ['ann', 4],
    ['ann', 5],
  ]);
});

test('addresses can be followed, without the full stop behind them; nothing else is more than text', () => {
  expect(withLinks('See https://example.org/a?b=1. <b>Yes</b>')).toEqual([
    { text: 'See ', href: null },
    { text: 'https://example.org/a?b=1', href: 'https://example.org/a?b=1' },
    { text: '. <b>Yes</b>', href: null },
  ]);
  expect(withLinks('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)', href: null }]);
});

import { expect, test } from 'vitest';
import { withMail, type MailLine } from './list.ts';

const line = (mailId: string, at: string, state: MailLine['state'] = 'waiting'): MailLine => ({
  mailId,
  at,
  state,
  to: 'ann@example.org',
  subject: mailId,
  tries: 0,
  reason: null,
});
const list = [line('b', '2027-03-01T10:02:00.000Z'), line('a', '2027-03-01T10:01:00.000Z')];

test('a new message comes first', () => {
  expect(withMail(list, line('c', '2027-03-01T10:03:00.000Z'), null).map(({ mailId }) => mailId)).toEqual(['c', 'b', 'a']);
});

test('one that goes on stays in its place', () => {
  expect(withMail(list, line('a', '2027-03-01T10:01:00.000Z', 'sent'), null).map(({ mailId, state }) => [mailId, state])).toEqual([
    ['b', 'waiting'],
    ['a', 'sent'],
  ]);
});

test('where one state is shown, what has left it goes, and others do not come', () => {
  expect(withMail(list, line('a', '2027-03-01T10:01:00.000Z', 'sent'), 'waiting').map(({ mailId }) => mailId)).toEqual(['b']);
  expect(withMail(list, line('c', '2027-03-01T10:03:00.000Z', 'sent'), 'waiting')).toHaveLength(2);
});

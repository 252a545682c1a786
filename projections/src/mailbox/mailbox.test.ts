import type { AcademyEvent } from '@lyceum/contracts';
import { expect, test } from 'vitest';
import { at, history, id, rowsOf } from '../testing/history.ts';
import { due } from '../due/projection.ts';
import { mailbox } from './projection.ts';

const of = { mailId: id(1), personId: id(2) };
const composed = (way: 'smtp' | 'mailbox' = 'smtp', mailId = of.mailId): AcademyEvent => ({
  type: 'mail.MailComposed.v2',
  data: {
    ...of,
    mailId,
    kind: 'booking-confirmed',
    to: 'ann@example.org',
    subject: 'Confirmed',
    text: 'It is',
    html: '<p>It is</p>',
    attachments: [],
    about: [],
    way,
    until: null,
  },
});
const begun = (number: number): AcademyEvent => ({ type: 'mail.DeliveryBegun.v1', data: { ...of, number, until: at(30) } });
const failed = (next: string | null): AcademyEvent => ({ type: 'mail.DeliveryFailed.v1', data: { ...of, reason: 'busy', next } });
const sent: AcademyEvent = { type: 'mail.MailSent.v1', data: of };

const box = (...facts: AcademyEvent[]) => rowsOf(mailbox, history(...facts)).get(of.mailId);
const waits = (...facts: AcademyEvent[]) => rowsOf(due, history(...facts)).get(of.mailId);

test('a message stands in the mailbox from its writing to its sending', () => {
  expect(box(composed('mailbox'))).toMatchObject({ state: 'kept', tries: 0, at: at(0), subject: 'Confirmed' });
  expect(box(composed())).toMatchObject({ state: 'waiting', tries: 0 });
  expect(box(composed(), begun(1), failed(at(40)))).toMatchObject({ state: 'waiting', tries: 1, reason: 'busy', next: at(40) });
  expect(box(composed(), begun(1), failed(at(40)), begun(2), sent)).toMatchObject({ state: 'sent', tries: 2, reason: null, sentAt: at(4) });
  expect(box(composed(), begun(1), failed(null))).toMatchObject({ state: 'failed', reason: 'busy', next: null });
});

test('the newest comes first', () => {
  const rows = [...rowsOf(mailbox, history(composed(), composed('smtp', id(3)))).values()];
  expect(rows.toSorted((a, b) => (a.newest < b.newest ? -1 : 1)).map(({ mailId }) => mailId)).toEqual([id(3), of.mailId]);
});

test('operators are told of it, without a word of what it says', () => {
  const row = box(composed());
  const [view] = row ? mailbox.views(row) : [];
  expect(view).toMatchObject({ room: 'operator', audience: 'staff' });
  expect(JSON.stringify(view?.row)).not.toContain('It is');
});

test('it is due until it is sent or given up, and not while somebody tries', () => {
  expect(waits(composed('mailbox'))).toBeUndefined();
  expect(waits(composed())).toMatchObject({ what: 'send-mail', at: at(0), mailId: of.mailId });
  expect(waits(composed(), begun(1))).toMatchObject({ at: at(30) });
  expect(waits(composed(), begun(1), failed(at(40)))).toMatchObject({ at: at(40) });
  expect(waits(composed(), begun(1), failed(null))).toBeUndefined();
  expect(waits(composed(), begun(1), sent)).toBeUndefined();
});

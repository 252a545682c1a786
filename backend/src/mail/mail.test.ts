import type { MailEvent } from '@lyceum/contracts';
import { describe, expect, test } from 'vitest';
import { given } from '../deciding/given.ts';
import { begin, compose, conclude, mails } from './mail.ts';

const of = { mailId: '00000000-0000-7000-8000-000000000001', personId: '00000000-0000-7000-8000-000000000002' };
const at = (seconds: number) => new Date(Date.parse('2027-03-01T10:00:00Z') + seconds * 1000).toISOString();

type Composed = Extract<MailEvent, { type: 'mail.MailComposed.v2' }>;
const composed = (more: Partial<Composed['data']> = {}): Composed => ({
  type: 'mail.MailComposed.v2',
  data: {
    ...of,
    kind: 'booking-confirmed',
    to: 'ann@example.org',
    subject: 'Confirmed',
    text: 'Confirmed',
    html: '<p>Confirmed</p>',
    attachments: [],
    about: [],
    way: 'smtp',
    until: null,
    ...more,
  },
});
const begun = (number: number, until: string): MailEvent => ({ type: 'mail.DeliveryBegun.v1', data: { ...of, number, until } });
const failed = (reason: string | null, next: string | null): MailEvent => ({
  type: 'mail.DeliveryFailed.v1',
  data: { ...of, reason, next },
});
const sent: MailEvent = { type: 'mail.MailSent.v1', data: of };

test('a message is written once', () => {
  given(mails)
    .when((mail) => compose(mail, composed().data))
    .then(composed());
  given(mails, composed())
    .when((mail) => compose(mail, composed({ text: 'Other words' }).data))
    .nothing();
});

describe('a try begins', () => {
  test('once, and again only when the time of the one before is over', () => {
    given(mails, composed())
      .when((mail) => begin(mail, at(0)))
      .then(begun(1, at(30)));
    given(mails, composed(), begun(1, at(30)))
      .when((mail) => begin(mail, at(29)))
      .nothing();
    given(mails, composed(), begun(1, at(30)))
      .when((mail) => begin(mail, at(31)))
      .then(begun(2, at(61)));
  });
  test('not before its time after a failure, and never after the last word', () => {
    given(mails, composed(), begun(1, at(30)), failed('busy', at(35)))
      .when((mail) => begin(mail, at(34)))
      .nothing();
    given(mails, composed(), begun(1, at(30)), failed('busy', at(35)))
      .when((mail) => begin(mail, at(35)))
      .then(begun(2, at(65)));
    given(mails, composed(), begun(1, at(30)), failed('no such person', null))
      .when((mail) => begin(mail, at(99)))
      .nothing();
    given(mails, composed(), begun(1, at(30)), sent)
      .when((mail) => begin(mail, at(99)))
      .nothing();
  });
  test('not for what stays in the mailbox, what is too late and who is forgotten', () => {
    given(mails, composed({ way: 'mailbox' }))
      .when((mail) => begin(mail, at(0)))
      .nothing();
    given(mails, composed({ until: at(60) }))
      .when((mail) => begin(mail, at(60)))
      .then(failed('It was too late to be of use', null));
    given(mails, composed({ to: null, subject: null }))
      .when((mail) => begin(mail, at(0)))
      .then(failed(null, null));
  });
});

describe('a try ends', () => {
  const trying = given(mails, composed(), begun(1, at(30)));
  test('taken over by the server', () => trying.when((mail) => conclude(mail, 1, { taken: true }, at(1))).then(sent));
  test('to be repeated, later each time, for two days', () => {
    const busy = { taken: false, reason: '451 busy', final: false } as const;
    trying.when((mail) => conclude(mail, 1, busy, at(1))).then(failed('451 busy', at(6)));
    const fourth = [composed(), begun(4, at(30))];
    given(mails, ...fourth)
      .when((mail) => conclude(mail, 4, busy, at(1)))
      .then(failed('451 busy', at(41)));
    const last = [composed(), begun(55, at(30))];
    given(mails, ...last)
      .when((mail) => conclude(mail, 55, busy, at(1)))
      .then(failed('451 busy', null));
  });
  test('for good where the server says so', () => {
    const no = { taken: false, reason: '550 no such person', final: true } as const;
    trying.when((mail) => conclude(mail, 1, no, at(1))).then(failed('550 no such person', null));
  });
  test('after another has begun: its success counts, its failure does not', () => {
    const second = given(mails, composed(), begun(1, at(30)), begun(2, at(61)));
    second.when((mail) => conclude(mail, 1, { taken: true }, at(40))).then(sent);
    second.when((mail) => conclude(mail, 1, { taken: false, reason: 'late', final: false }, at(40))).nothing();
  });
  test('and nothing changes what was sent', () => {
    const state = [composed(), begun(1, at(30)), sent].reduce(mails.evolve, mails.initial);
    expect(conclude(state, 1, { taken: true }, at(2))).toEqual({ outcome: 'nothing' });
  });
});

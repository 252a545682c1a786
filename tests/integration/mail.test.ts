import { newId, type MailItem } from '@lyceum/contracts';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { firstTry } from '../../backend/src/deciding/context.ts';
import type { Letter } from '../../backend/src/mail/writing/letter.ts';
import { Writer } from '../../backend/src/mail/writing/writer.ts';
import type { Person } from '../harness/client.ts';
import { MAIL_FROM, MailServer, textOf } from '../harness/mail-server.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

let house: House;
let server: MailServer;
let backend: Backend;
let admin: Person;
let ann: Person;

const CALENDAR = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n';
const letter = (subject: string, more: Partial<Letter> = {}): Letter => ({
  subject,
  headline: 'Something has happened: проверка',
  paragraphs: ['With a paragraph.'],
  particulars: [['When', 'Now']],
  action: { text: 'Have a look', path: '/bookings/1' },
  attachments: [],
  about: [],
  until: null,
  ...more,
});
const env = () => ({ LYCEUM_SMTP_URL: server.url, LYCEUM_MAIL_FROM: MAIL_FROM, LYCEUM_PUBLIC_URL: 'https://lyceum.example.org' });

/** Writes to Ann as an automation would. */
async function write(subject: string, more: Partial<Letter> = {}, of = newId(), by = backend): Promise<void> {
  const about = { of, kind: 'booking-confirmed', personId: ann.personId } as const;
  await by.app.get(Writer, { strict: false }).write(firstTry(null, new Date().toISOString()), about, () => letter(subject, more));
}
const came = (subject: string) => server.received.filter(({ mail }) => mail.subject === subject);
const mailbox = async (subject: string, by: Person = admin) =>
  (await by.get<{ items: MailItem[] }>('/api/operations/mailbox')).items.find((item) => item.subject === subject);
const inState = (subject: string, state: MailItem['state']) =>
  until(`${subject} is ${state}`, async () => {
    const item = await mailbox(subject);
    return item?.state === state && item;
  });

beforeAll(async () => {
  house = await House.build();
  server = await MailServer.start();
  backend = await house.backend({ env: env() });
  admin = await backend.api.signIn(ADMIN);
  ann = await backend.api.person('Ann');
});
beforeEach(() => {
  server.answer = null;
});
afterAll(async () => {
  await house?.close();
  await server?.close();
});

describe('a message', () => {
  test('comes over SMTP once, in text and HTML, with its file also where calendars look for it', async () => {
    const invitation = { filename: 'session.ics', contentType: 'text/calendar; charset=utf-8; method=REQUEST', content: CALENDAR };
    const of = newId();
    await write('Confirmed', { attachments: [invitation] }, of);
    await write('Confirmed', { attachments: [invitation] }, of);
    const item = await inState('Confirmed', 'sent');
    const [received, ...others] = came('Confirmed');
    expect(others).toEqual([]);
    expect(received?.to).toBe(ann.credentials.email);
    const { mail, source } = received!;
    expect(mail).toMatchObject({
      from: { name: 'Lyceum', address: 'lyceum@academy.example' },
      messageId: `<${item.mailId}@academy.example>`,
    });
    expect(mail.text).toContain('Hello Ann,');
    expect(mail.text).toContain('https://lyceum.example.org/bookings/1');
    expect(mail.html).toContain('Something has happened: проверка');
    expect(source).toMatch(/^Auto-Submitted: auto-generated/im);
    expect(source.match(/^Content-Type: text\/calendar/gim)).toHaveLength(2);
    expect(mail.attachments.map(({ content }) => textOf(content).replaceAll('\r\n', '\n'))).toContain(CALENDAR.replaceAll('\r\n', '\n'));
    expect(item).toMatchObject({ to: ann.credentials.email, tries: 1, attachments: [{ filename: 'session.ics', content: CALENDAR }] });
    expect(item.text?.trim()).toBe(mail.text?.replaceAll('\r\n', '\n').trim());
  });

  test('that the server cannot take now comes later, and the reason is seen meanwhile', async () => {
    server.answer = { code: 451, text: 'Try again later' };
    await write('Patience');
    const waiting = await until('the first try has failed', async () => {
      const item = await mailbox('Patience');
      return item?.reason ? item : null;
    });
    expect(waiting).toMatchObject({ state: 'waiting', tries: 1, reason: expect.stringContaining('Try again later') });
    expect(Date.parse(waiting.next!)).toBeGreaterThan(Date.parse(waiting.at));
    server.answer = null;
    expect(await inState('Patience', 'sent')).toMatchObject({ tries: 2, reason: null });
    expect(came('Patience')).toHaveLength(1);
  });

  test('that the server will never take is said to have failed, with the reason', async () => {
    server.answer = { code: 550, text: 'No such person here' };
    await write('Nobody');
    expect(await inState('Nobody', 'failed')).toMatchObject({ tries: 1, reason: expect.stringContaining('No such person here') });
  });

  test('waits while there is no server at all', async () => {
    await server.close();
    await write('Away');
    await until('the first try has failed', async () => (await mailbox('Away'))?.reason);
    await server.open();
    await inState('Away', 'sent');
    expect(came('Away')).toHaveLength(1);
  });

  test('that came too late to be of use is not sent', async () => {
    await write('Too late', { until: new Date(Date.now() - 1000).toISOString() });
    expect(await inState('Too late', 'failed')).toMatchObject({ tries: 0, reason: expect.stringContaining('too late') });
    expect(came('Too late')).toEqual([]);
  });
});

test('of two backends one sends it', async () => {
  const other = await house.backend({ env: env() });
  await Promise.all(Array.from({ length: 8 }, (_, i) => write(`Number ${i}`, {}, newId(), i % 2 ? other : backend)));
  for (let i = 0; i < 8; i++) await inState(`Number ${i}`, 'sent');
  await other.close();
  expect(Array.from({ length: 8 }, (_, i) => came(`Number ${i}`).length)).toEqual(Array(8).fill(1));
});

describe('the mailbox', () => {
  test('keeps what is written while no server is configured, and none of it goes out later', async () => {
    const alone = await house.backend({ env: { LYCEUM_PUBLIC_URL: 'https://lyceum.example.org' } });
    await write('Kept', {}, newId(), alone);
    await alone.close();
    expect(await inState('Kept', 'kept')).toMatchObject({ tries: 0, sentAt: null });
    await write('After it');
    await inState('After it', 'sent');
    expect(came('Kept')).toEqual([]);
  });

  test('is for operators, has the newest first, and goes on by a cursor', async () => {
    expect((await ann.try('GET', '/api/operations/mailbox')).status).toBe(403);
    expect((await backend.api.try('GET', '/api/operations/mailbox')).status).toBe(401);
    const operator = await backend.api.person('Olga', ['operator'], admin);
    const first = await operator.get<{ items: MailItem[]; next: string }>('/api/operations/mailbox?limit=2');
    const second = await operator.get<{ items: MailItem[] }>(`/api/operations/mailbox?limit=2&cursor=${first.next}`);
    const times = [...first.items, ...second.items].map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    expect(new Set([...first.items, ...second.items].map(({ mailId }) => mailId)).size).toBe(4);
    const failed = await operator.get<{ items: MailItem[] }>('/api/operations/mailbox?state=failed');
    expect(failed.items.map(({ subject }) => subject).toSorted()).toEqual(['Nobody', 'Too late']);
  });

  test('shows the HTML of a message by itself, where nothing of it can act', async () => {
    const { mailId } = (await mailbox('Confirmed'))!;
    const path = `/api/operations/mailbox/${mailId}`;
    expect(await admin.get<MailItem>(path)).toMatchObject({ mailId, subject: 'Confirmed' });
    const { headers, body } = await admin.try<string>('GET', `${path}/html`);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'unsafe-hashes' (?:'sha256-\S{44}' ?)+; sandbox/,
    );
    expect(body).toContain('Have a look');
    expect((await ann.try('GET', `${path}/html`)).status).toBe(403);
    expect((await admin.try('GET', `/api/operations/mailbox/${newId()}`)).problem?.code).toBe('mail-not-found');
  });
});

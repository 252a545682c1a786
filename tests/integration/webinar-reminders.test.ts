import { instant, type MailItem, type WebinarPlan } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { MAIL_FROM, MailServer } from '../harness/mail-server.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const HOUR = 3_600_000;
const clock = new SetClock('2027-03-20T10:00:00.000Z');
let house: House;
let server: MailServer;
/** The backend that acts by itself: it was there first. People talk to another. */
let acting: Backend;
let [admin, host, ada, ann, ben, eve]: Person[] = [];
const env = () => ({ LYCEUM_SMTP_URL: server.url, LYCEUM_MAIL_FROM: MAIL_FROM, LYCEUM_PUBLIC_URL: 'https://lyceum.example.org' });

/** Time passes; sessions of people run out meanwhile. */
async function later(to: number): Promise<void> {
  clock.present = instant(to);
  for (const person of [admin, host, ada, ann, ben, eve]) await person!.signInAgain();
}
const plan = (start: number, more: Partial<WebinarPlan> = {}) => ({
  title: 'Sound',
  kind: 'lecture',
  start: instant(start),
  end: instant(start + HOUR),
  registration: 'ticket',
  ...more,
});
const planned = async (start: number, more: Partial<WebinarPlan> = {}) =>
  (await host!.post<{ webinarId: string }>('/api/webinars', plan(start, more))).webinarId;
const registers = (who: Person | undefined, webinarId: string) => who!.post(`/api/webinars/${webinarId}/registrations`);

const written = async (webinarId: string, kind: MailItem['kind']) =>
  (await admin!.get<{ items: MailItem[] }>('/api/operations/mailbox?limit=200')).items.filter(
    (mail) => mail.kind === kind && mail.text?.includes(webinarId),
  );
/** Who has been written to of it, by name. */
const reminded = async (webinarId: string, kind: MailItem['kind']) => {
  const people = [host, ada, ann, ben, eve];
  const nameOf = (personId: string) => people.find((person) => person!.personId === personId)?.me.name;
  return (await written(webinarId, kind)).map(({ personId }) => nameOf(personId)).toSorted();
};
const comes = (webinarId: string, kind: MailItem['kind'], names: readonly string[]) =>
  until(`${kind} has come to ${names.join(', ')}`, async () => JSON.stringify(await reminded(webinarId, kind)) === JSON.stringify(names));

beforeAll(async () => {
  house = await House.build();
  server = await MailServer.start();
  acting = await house.backend({ clock, env: env() });
  const { api } = await house.backend({ clock, env: env() });
  admin = await api.signIn(ADMIN);
  host = await api.person('Hostess', ['instructor'], admin);
  [ada, ann, ben, eve] = [await api.person('Ada'), await api.person('Ann'), await api.person('Ben'), await api.person('Eve')];
});
afterAll(async () => {
  await house?.close();
  await server?.close();
});

test('all who are to be there are reminded a day and an hour before, once, by whichever backend runs; nobody of what is not so any more', async () => {
  const start = Date.parse('2027-04-06T16:00:00.000Z');
  const webinarId = await planned(start, { seats: 3, speakers: [{ personId: ada!.personId, name: 'Ada', about: '' }] });
  const moving = await planned(start + HOUR);
  const cancelled = await planned(start + 2 * HOUR);
  for (const id of [webinarId, moving, cancelled]) for (const who of [ann, ben]) await registers(who, id);

  await later(start - 24 * HOUR + 1000);
  await comes(webinarId, 'webinar-tomorrow', ['Ada', 'Ann', 'Ben', 'Hostess']);
  const [letter] = (await written(webinarId, 'webinar-tomorrow')).filter(({ personId }) => personId === ann!.personId);
  expect(letter?.text).toContain('begins in 24 hours');
  expect(letter?.html).toContain(`https://lyceum.example.org/webinars/${webinarId}`);

  // Later than the reminder of a day: that of an hour is the first one.
  await registers(eve, webinarId);
  expect((await ben!.try('DELETE', `/api/webinars/${webinarId}/registrations/me`)).status).toBe(204);
  await host!.put(`/api/webinars/${moving}`, plan(start + 25 * HOUR));
  await host!.post(`/api/webinars/${cancelled}/cancellation`, { reason: 'Ill' });
  await acting.close();

  await later(start - HOUR + 1000);
  await comes(webinarId, 'webinar-soon', ['Ada', 'Ann', 'Eve', 'Hostess']);
  // Past the times at which the two others would have been reminded of, and to that at which the moved one is.
  await later(start + 90 * 60_000);
  await comes(moving, 'webinar-tomorrow', ['Ann', 'Ben', 'Hostess']);
  await until('nothing waits', async () => {
    const { items } = await admin!.get<{ items: MailItem[] }>('/api/operations/mailbox?state=waiting');
    return items.length === 0;
  });
  expect(await reminded(webinarId, 'webinar-tomorrow')).toEqual(['Ada', 'Ann', 'Ben', 'Hostess']);
  expect(await reminded(webinarId, 'webinar-soon')).toEqual(['Ada', 'Ann', 'Eve', 'Hostess']);
  for (const kind of ['webinar-tomorrow', 'webinar-soon'] as const) expect(await reminded(cancelled, kind)).toEqual([]);
  expect(await reminded(moving, 'webinar-soon')).toEqual([]);
  const ids = server.received.map(({ mail }) => mail.messageId);
  expect(new Set(ids).size).toBe(ids.length);
});

test('what began while nobody was there to notice is not reminded of', async () => {
  const now = clock.time();
  const webinarId = await planned(now + 30 * HOUR);
  await registers(ann, webinarId);
  await later(now + 31 * HOUR);
  const next = await planned(clock.time() + 25 * HOUR);
  await registers(ann, next);
  await later(clock.time() + HOUR + 1000);
  await comes(next, 'webinar-tomorrow', ['Ann', 'Hostess']);
  for (const kind of ['webinar-tomorrow', 'webinar-soon'] as const) expect(await reminded(webinarId, kind)).toEqual([]);
});

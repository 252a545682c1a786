import type { AutomationOverview, DueThing, LoggedFact, Page, Run, RunDetail, Slot } from '@lyceum/contracts';
import { Command } from '@nestjs/cqrs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import { DueCommands } from '../../backend/src/automation/due-commands.ts';
import { AttendBooking } from '../../backend/src/consultations/bookings/attend-booking.ts';
import type { Person } from '../harness/client.ts';
import { offerAlways } from '../harness/consultations.ts';
import { MAIL_FROM, MailServer } from '../harness/mail-server.ts';
import { reacting } from '../harness/reacting.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

const clock = new SetClock(new Date().toISOString());
const PATH = '/api/operations/automation';
let house: House;
let server: MailServer;
let backend: Backend;
let [admin, olga, inge, ann]: Person[] = [];

const runs = async (query = '') => (await olga!.get<Page<Run>>(`${PATH}/runs?limit=200&${query}`)).items;
const due = async (query = '') => (await olga!.get<Page<DueThing>>(`${PATH}/due?limit=200&${query}`)).items;
const runOf = (automation: string, wanted: (run: Run) => boolean) =>
  until(`${automation} has run`, async () => (await runs(`automation=${automation}`)).find(wanted));
const detail = (runId: string) => olga!.get<RunDetail>(`${PATH}/runs/${runId}`);

async function book(): Promise<string> {
  const [first] = (await ann!.get<{ items: Slot[] }>(`/api/instructors/${inge!.personId}/slots?from=${clock.now()}&to=${in8Days()}`)).items;
  const path = `/api/instructors/${inge!.personId}/bookings`;
  return (await ann!.post<{ bookingId: string }>(path, { start: first!.start, length: 30 })).bookingId;
}
const in8Days = () => new Date(clock.time() + 8 * 24 * 3_600_000).toISOString();

beforeAll(async () => {
  house = await House.build();
  server = await MailServer.start();
  const env = { LYCEUM_SMTP_URL: server.url, LYCEUM_MAIL_FROM: MAIL_FROM, LYCEUM_PUBLIC_URL: 'https://lyceum.example.org' };
  backend = await house.backend({ clock, env });
  const { api } = backend;
  admin = await api.signIn(ADMIN);
  await reacting(admin);
  [olga, inge, ann] = [
    await api.person('Olga', ['operator'], admin),
    await api.person('Inge', ['instructor'], admin),
    await api.person('Ann'),
  ];
  await offerAlways(inge);
  ann.saw(inge.seen);
});
afterAll(async () => {
  await house?.close();
  await server?.close();
});

test('what ran for a booking is told with its fact and its effects, and what is due with its time', async () => {
  const bookingId = await book();
  const told = await runOf('when-booking-changes-then-tell', ({ fact, state, effects }) => {
    return fact?.type === 'consultations.BookingConfirmed.v1' && state === 'done' && effects === 2;
  });
  expect(told).toMatchObject({ tries: 1, reason: null, effect: { type: 'mail.MailComposed.v2' }, repeatable: true });
  expect((await detail(told.runId)).facts.map(({ type, run }) => [type, run])).toEqual(
    Array.from({ length: 2 }, () => ['mail.MailComposed.v2', `when-booking-changes-then-tell ${told.key}`]),
  );
  const sent = await runOf('send-mail', ({ state }) => state === 'done');
  expect(sent).toMatchObject({ fact: { type: 'mail.MailComposed.v2' }, effect: { type: 'mail.MailSent.v1' }, tries: 1 });
  // What is seen of it in the log says which automation did it.
  const { items } = await olga!.get<Page<LoggedFact>>('/api/operations/events?type=mail.MailSent.v1');
  expect(items.every(({ run }) => run?.startsWith('send-mail '))).toBe(true);
  const [attending] = (await due('automation=attend-booking')).filter(({ key }) => key === bookingId);
  expect(attending).toMatchObject({ overdue: false, tries: 0, fact: { type: 'consultations.BookingConfirmed.v1' } });
  const all = await due();
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted());
});

test('a message that was given up says why, and goes out once somebody orders it, whose word is kept', async () => {
  server.answer = { code: 550, text: 'No such person here' };
  await book();
  // One message to each of the two.
  const [failed] = await until('both messages are given up', async () => {
    const givenUp = (await runs('automation=send-mail')).filter(({ state }) => state === 'given-up');
    return givenUp.length === 2 && (givenUp as [Run, Run]);
  });
  expect(failed).toMatchObject({ reason: expect.stringContaining('No such person here'), next: null, repeatable: true });
  const before = server.received.length;
  server.answer = null;
  await olga!.post(`${PATH}/runs/${failed.runId}/again`);
  const again = await until('it is sent', async () => {
    const run = await detail(failed.runId);
    return run.state === 'done' && run;
  });
  expect(again).toMatchObject({ ordered: { personId: olga!.personId, name: 'Olga' }, effect: { type: 'mail.MailSent.v1' } });
  expect(server.received.length).toBe(before + 1);
  const [ordered] = (await olga!.get<Page<LoggedFact>>('/api/operations/events?type=automation.RunAgainOrdered.v1')).items;
  expect(ordered).toMatchObject({ stream: 'automation-send-mail', by: { personId: olga!.personId } });
  // What has gone out is not sent twice.
  expect((await olga!.try('POST', `${PATH}/runs/${failed.runId}/again`)).body).toMatchObject({ code: 'run-not-repeatable' });
});

test('what the clock cannot do is told with its reason, and done when somebody orders it', async () => {
  class Unknown extends Command<void> {}
  const dues = backend.app.get(DueCommands, { strict: false });
  dues.on('attend-booking', () => new Unknown());
  const bookingId = await book();
  await until('it is due', async () => (await due('automation=attend-booking')).some(({ key }) => key === bookingId));
  const at = (await due('automation=attend-booking')).find(({ key }) => key === bookingId)!.at;
  clock.present = new Date(Date.parse(at) + 1000).toISOString();
  for (const person of [admin, olga, inge, ann]) await person!.signInAgain();
  const failed = await runOf('attend-booking', ({ key, state }) => key === bookingId && state === 'failed');
  expect(failed).toMatchObject({ reason: expect.stringContaining('Unknown'), next: expect.any(String) });
  const overview = await olga!.get<AutomationOverview>(PATH);
  expect(overview.items.find(({ name }) => name === 'attend-booking')).toMatchObject({ kind: 'clock', overdue: expect.any(Number) });
  expect(overview.items.find(({ name }) => name === 'attend-booking')!.failed).toBeGreaterThan(0);
  expect((await due('automation=attend-booking')).find(({ key }) => key === bookingId)).toMatchObject({
    overdue: true,
    tries: expect.any(Number),
  });

  dues.on('attend-booking', ({ instructorId, bookingId: id }, context) => new AttendBooking(context, instructorId, id));
  // Its own time has not come: somebody's word is what it goes by.
  await olga!.post(`${PATH}/runs/${failed.runId}/again`);
  const done = await until('it is done', async () => {
    const run = await detail(failed.runId);
    return run.state === 'done' && run;
  });
  expect(done).toMatchObject({ effect: { type: 'consultations.SessionHeld.v1' }, ordered: { name: 'Olga' }, next: null });
  await until('reactions have come to the end of the log', async () => (await olga!.get<AutomationOverview>(PATH)).waiting === 0);
});

test('nobody else sees it, and only operators change anything', async () => {
  expect((await ann!.try('GET', PATH)).status).toBe(403);
  expect((await ann!.try('GET', `${PATH}/runs`)).status).toBe(403);
  const [run] = await runs();
  expect((await admin!.try('POST', `${PATH}/runs/${run!.runId}/again`)).status).toBe(403);
  expect((await olga!.try('GET', `${PATH}/runs/bm9uZSB0aGVyZQ`)).body).toMatchObject({ code: 'run-not-found' });
});

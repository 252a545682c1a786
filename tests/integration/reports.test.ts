/** Figures by schedule and e-mail. */
import { instant, newId, type AcademyEvent, type MailItem, type Reports } from '@lyceum/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { SetClock } from '../../backend/src/api/clock.ts';
import type { Person } from '../harness/client.ts';
import { until } from '../harness/until.ts';
import { ADMIN, House, type Backend } from './api-backend.ts';

/** A Saturday. */
const clock = new SetClock('2027-03-06T10:00:00.000Z');
const MONDAY = Date.parse('2027-03-08T06:00:00.000Z');
const WEEK = 7 * 24 * 3_600_000;
let house: House;
let acting: Backend;
let backend: Backend;
let [admin, ann, ben]: Person[] = [];
const courseId = newId();
const REPORTS = '/api/analytics/reports';

async function later(to: number): Promise<void> {
  clock.present = instant(to);
  for (const person of [admin, ann, ben]) await person!.signInAgain();
}
const plan = (more: object = {}) => ({
  every: 'week',
  timeZone: 'Europe/Kyiv',
  hour: 8,
  emails: [ann!.credentials.email, ben!.credentials.email],
  ...more,
});
const make = async (more: object = {}) => (await admin!.post<{ reportId: string }>(REPORTS, plan(more))).reportId;
const one = async (reportId: string) => (await admin!.get<Reports>(REPORTS)).items.find((report) => report.reportId === reportId);
const mails = async (who: Person) =>
  (await admin!.get<{ items: MailItem[] }>('/api/operations/mailbox?limit=200')).items.filter(
    ({ kind, personId }) => kind === 'report' && personId === who.personId,
  );

beforeAll(async () => {
  house = await House.build();
  acting = await house.backend({ clock });
  backend = await house.backend({ clock });
  admin = await backend.api.signIn(ADMIN);
  [ann, ben] = [await backend.api.person('Ann'), await backend.api.person('Ben')];
  const made: AcademyEvent = {
    type: 'courses.CourseCreated.v1',
    data: { courseId, instructorId: admin.personId, title: 'Steel', summary: '', seats: null },
  };
  await house.appendAt('2027-02-15T08:00:00.000Z', `course-${courseId}`, made);
  const enrolled = (at: string, studentId: string) =>
    house.appendAt(at, `roster-${courseId}`, { type: 'enrolments.StudentEnrolled.v1', data: { courseId, studentId, again: false } });
  await enrolled('2027-02-28T23:00:00.000Z', newId());
  await enrolled('2027-03-01T08:00:00.000Z', newId());
  await enrolled('2027-03-07T08:00:00.000Z', newId());
});
afterAll(() => house?.close());

test('a report goes to its readers when its time comes, once, whichever backend runs and stops, with its figures', async () => {
  const reportId = await make({ courseId });
  expect(await one(reportId)).toMatchObject({ state: 'active', next: instant(MONDAY), sent: null, course: { title: 'Steel' } });
  await later(MONDAY - 1000);
  expect(await mails(ann!)).toEqual([]);
  await later(MONDAY + 1000);
  await until('the report was sent', async () => (await one(reportId))?.sent === instant(MONDAY));
  await acting.close();
  acting = await house.backend({ clock });
  await later(MONDAY + 60_000);
  const [mail, ...more] = await mails(ann!);
  expect([more, (await mails(ben!)).length]).toEqual([[], 1]);
  expect(mail?.subject).toBe('Steel in figures: 1 March 2027 to 7 March 2027');
  expect(mail?.text).toContain('Enrolled: 2, and 3 are enrolled by then');
  expect(mail?.text).toContain('/settings/reports');
  expect(mail?.text).toContain(`/analytics?from=2027-03-01&to=2027-03-07&course=${courseId}`);
  const [file] = mail!.attachments;
  expect(file?.content?.split('\r\n').map((line) => line.split(',').slice(0, 3).join())).toEqual([
    'Day,Signed up,Enrolled',
    '2027-03-01,0,1',
    '2027-03-07,0,1',
    '',
  ]);
  expect((await one(reportId))?.next).toBe(instant(MONDAY + WEEK));
  await admin!.delete(`${REPORTS}/${reportId}`);
  expect(await one(reportId)).toBeUndefined();
});

test('a report can be paused, left and asked for at once', async () => {
  const reportId = await make();
  const before = (await mails(ben!)).length;
  await ann!.delete(`/api/me/reports/${reportId}`);
  admin!.saw(ann!.seen);
  expect((await one(reportId))?.readers.map(({ name }) => name)).toEqual(['Ben']);
  expect((await ben!.get<Reports>('/api/me/reports')).items.map((report) => report.readers)).toEqual([
    [{ personId: ben!.personId, name: 'Ben' }],
  ]);
  await admin!.put(`${REPORTS}/${reportId}/state`, { state: 'paused' });
  await later(MONDAY + WEEK + 1000);
  await admin!.post(`${REPORTS}/${reportId}/copies`);
  await until('a copy is there', async () => (await mails(admin!)).length === 1);
  expect((await mails(admin!))[0]?.subject).toMatch(/^The academy in figures: /);
  expect((await mails(ben!)).length).toBe(before);
  await admin!.put(`${REPORTS}/${reportId}/state`, { state: 'active' });
  await until('it is due again', async () => (await one(reportId))?.next === instant(MONDAY + 2 * WEEK));
  await later(MONDAY + 2 * WEEK + 1000);
  await until('it was sent', async () => (await mails(ben!)).length === before + 1);
});

test('reports go to people of the academy alone, and are for admins', async () => {
  const wrong = await admin!.try('POST', REPORTS, plan({ emails: [ann!.credentials.email, 'nobody@elsewhere.example'] }));
  expect([wrong.status, wrong.problem?.errors?.[0]?.path]).toEqual([400, 'emails.1']);
  expect((await admin!.try('POST', REPORTS, plan({ courseId: newId() }))).problem?.code).toBe('course-not-found');
  expect((await admin!.try('POST', REPORTS, plan({ timeZone: 'Mars/Base' }))).status).toBe(400);
  for (const [method, path] of [
    ['GET', REPORTS],
    ['POST', REPORTS],
    ['DELETE', `${REPORTS}/${newId()}`],
    ['POST', `${REPORTS}/${newId()}/copies`],
  ] as const)
    expect((await ann!.try(method, path, method === 'POST' ? plan() : undefined)).status).toBe(403);
  expect((await admin!.try('PUT', `${REPORTS}/${newId()}/state`, { state: 'paused' })).problem?.code).toBe('report-not-found');
});

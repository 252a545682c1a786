import { instant, type ImageKept, type LoggedFact, type Page, type Run } from '@lyceum/contracts';
import type { Browser, ViewportSize } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, signUp, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Credentials } from '../harness/client.ts';
import { bookSoon, offerAlways } from '../harness/consultations.ts';
import { png } from '../harness/png.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { openConsultations } from './consulting.ts';
import { Desk, DESKTOP, findings, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;
let bookings: Awaited<ReturnType<typeof openConsultations>>;
let conversation: string;
let room: string;
let webinar: string;
let run: string;
let erased: string;
let travel: string;
let fact: string;
let attempts: { readonly open: string; readonly submitted: string };

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 3 });
  const [ann, ben] = academy.students;
  const { attemptId: submitted, paper } = await ann!.startAttempt(academy.quizId);
  await ann!.submit(submitted, academy.answers(paper, 2));
  attempts = { submitted, open: (await ben!.startAttempt(academy.quizId)).attemptId };
  await offerAlways(academy.instructor);
  room = `/bookings/${await bookSoon(ann!, academy.instructor)}/room`;
  const kept = `/api/instructors/me/clients/${ann!.personId}`;
  await academy.instructor.post(`${kept}/notes`, { text: 'Knows the first chapter', audience: 'shared' });
  await academy.instructor.post(`${kept}/follow-ups`, { text: 'Exercise 3', due: '2027-02-01' });
  bookings = await openConsultations(academy);
  const bank = `/api/courses/${academy.courseId}/bank`;
  const { categoryId } = await academy.instructor.post<{ categoryId: string }>(`${bank}/categories`, { title: 'Basics' });
  const question = { type: 'trueFalse', text: 'Is **steel** hard?', correct: true };
  await academy.instructor.post(`${bank}/questions`, { question, categoryId, tags: ['metal'] });
  const { conversationId } = await ann!.post<{ conversationId: string }>(`/api/people/${academy.instructor.personId}/conversation`);
  conversation = `/messages/${conversationId}`;
  await ann!.post(`/api/conversations/${conversationId}/messages`, { text: 'Which chapter? https://example.org' });
  await academy.instructor.post(`/api/conversations/${conversationId}/messages`, { text: 'The first' });
  await academy.admin.post('/api/analytics/reports', {
    ...{ every: 'week', timeZone: 'Europe/Kyiv', hour: 8 },
    emails: [ADMIN.email, ann!.credentials.email],
  });
  await academy.admin.post('/api/system-keys', { name: 'The library' });
  const [start, end] = [instant(Date.now() + 3_600_000), instant(Date.now() + 7_200_000)];
  const speakers = [{ name: 'Ada Lovelace', about: 'Wrote the first program' }];
  const programme = [{ after: 0, title: 'Welcome' }];
  const plan = {
    title: 'Sound and silence',
    summary: 'Waves',
    kind: 'lecture',
    courseId: academy.courseId,
    grading: { maxScore: 10, fullFrom: 80 },
    start,
    end,
    seats: 2,
    registration: 'ticket',
    speakers,
    programme,
  };
  const { webinarId } = await academy.instructor.post<{ webinarId: string }>('/api/webinars', plan);
  webinar = `/webinars/${webinarId}`;
  await ann!.post(`/api${webinar}/registrations`);
  const own = { ...plan, title: 'Before the quiz', courseId: academy.courseId, seats: null, registration: 'approval', speakers: [] };
  await academy.instructor.post('/api/webinars', own);
  const slide = await academy.instructor.try<ImageKept>('POST', `/api${webinar}/slides`, png(160, 90), {
    headers: { 'content-type': 'image/png' },
  });
  await academy.instructor.post(`/api${webinar}/decks`, { title: 'Waves', pages: [{ imageId: slide.body.imageId, text: 'A wave' }] });
  await academy.admin.put(`/api/people/${academy.admin.personId}/roles`, { roles: ['admin', 'operator'] });
  const operator = await product.api.signIn(ADMIN);
  const [forgotten] = await signUp(product, 1, 'Zyxomma');
  erased = forgotten!.personId;
  await academy.admin.post(`/api/people/${erased}/erasure`, {});
  await operator.post('/api/operations/projections/people/rebuilds', {});
  const { items } = await operator.get<Page<Run>>('/api/operations/automation/runs');
  run = `/automation/runs/${items[0]!.runId}`;
  const facts = await operator.get<Page<LoggedFact>>('/api/operations/events?limit=1');
  fact = `/events/${facts.items[0]!.id}`;
  const at = new Date().toISOString();
  const { travelId } = await operator.post<{ travelId: string }>('/api/operations/projections/people/travels', { at });
  travel = `/projections/people/past/${encodeURIComponent(travelId)}`;
  // The pages know nothing of what was written beside them: all of it has to be there before.
  await academy.admin.get('/api/people');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

interface Role {
  readonly who: string;
  readonly credentials: () => Credentials | null;
  readonly pages: () => readonly string[];
}

const roles: readonly Role[] = [
  {
    who: 'a visitor',
    credentials: () => null,
    pages: () => [
      '/',
      '/sign-in',
      '/sign-up',
      '/courses',
      `/courses/${academy.courseId}`,
      '/instructors',
      '/instructors?subject=nothing-like-it',
      `/instructors/${academy.instructor.personId}`,
      '/nowhere',
    ],
  },
  {
    who: 'a student',
    credentials: () => academy.students[0]!.credentials,
    pages: () => [
      '/',
      '/learn',
      '/activity',
      '/courses?search=nothing-like-it',
      `/courses/${academy.courseId}`,
      `/attempts/${attempts.submitted}/result`,
      `/quizzes/${academy.quizId}`,
      `/courses/${academy.courseId}/grades`,
      `/attempts/${attempts.submitted}/timeline`,
      '/receipts',
      '/settings/account',
      '/settings/calendars',
      '/settings/reports',
      '/invoices',
      '/messages',
      conversation,
      '/consultations',
      '/consultations?when=past',
      '/webinars',
      '/webinars?search=nothing-like-it',
      `/webinars?course=${academy.courseId}`,
      webinar,
      `/instructors/${academy.instructor.personId}`,
      bookings.held,
      bookings.requested,
      `${bookings.requested}/move`,
      `${bookings.requested}/past?asOf=2026-05-03T00:00:00.000Z`,
      `/consultations/${academy.instructor.personId}`,
      room,
    ],
  },
  { who: 'a student at a quiz', credentials: () => academy.students[1]!.credentials, pages: () => [`/attempts/${attempts.open}`] },
  {
    who: 'an instructor',
    credentials: () => academy.instructor.credentials,
    pages: () => [
      '/',
      '/teach',
      '/courses/new',
      `/courses/${academy.courseId}`,
      '/settings/profile',
      '/calendar',
      '/consultations',
      bookings.requested,
      `${bookings.requested}/move`,
      `/courses/${academy.courseId}/edit`,
      `/courses/${academy.courseId}/enrolments`,
      `/courses/${academy.courseId}/activity`,
      `/courses/${academy.courseId}/analytics`,
      `/courses/${academy.courseId}/analytics/people`,
      `/courses/${academy.courseId}/analytics/people/${academy.students[0]!.personId}`,
      `/courses/${academy.courseId}/analytics/settings`,
      `/courses/${academy.courseId}/past`,
      `/courses/${academy.courseId}/gradebook`,
      `/courses/${academy.courseId}/gradebook/settings`,
      `/courses/${academy.courseId}/gradebook/import`,
      `/courses/${academy.courseId}/bank`,
      `/quizzes/${academy.quizId}/edit`,
      `/quizzes/${academy.quizId}/settings`,
      `/courses/${academy.courseId}/groups`,
      `/quizzes/${academy.quizId}/import`,
      `/quizzes/${academy.quizId}/export`,
      `/quizzes/${academy.quizId}/attempts`,
      `/attempts/${attempts.submitted}/timeline`,
      `/quizzes/${academy.quizId}/statistics`,
      `/quizzes/${academy.quizId}/grading`,
      `/quizzes/${academy.quizId}/regrade`,
      '/messages',
      conversation,
      '/clients',
      '/webinars/new',
      webinar,
      `${webinar}/edit`,
      `${webinar}/registrations`,
      `${webinar}/attendance`,
      `/clients/${academy.students[0]!.personId}`,
      room,
    ],
  },
  {
    who: 'an admin and operator',
    credentials: () => ADMIN,
    pages: () => [
      '/',
      '/analytics',
      '/analytics/grades',
      '/analytics/grades?tenth=0&from=2013-01-01&to=2013-01-02',
      '/analytics/reports',
      '/analytics/systems',
      '/people',
      `/people/${academy.students[0]!.personId}`,
      `/people/${erased}`,
      '/reviews',
      `/calendar?instructor=${academy.instructor.personId}`,
      '/events',
      fact,
      '/streams',
      '/streams/admins-academy',
      '/projections',
      '/projections/people',
      '/projections/rebuilds',
      travel,
      '/parked',
      '/orders',
      '/health',
      '/automation',
      '/automation/due',
      '/automation/all',
      '/backups',
      '/backups/export',
      '/backups/import',
      run,
      '/media',
      '/mailbox',
    ],
  },
];

const FINE = { findings: [], overflows: false };

const seen = async (desk: Desk) => ({ findings: await findings(desk), overflows: await overflows(desk.page) });

const look = async ({ page }: Desk, looks: { viewport: ViewportSize; colorScheme: 'light' | 'dark' }): Promise<void> => {
  await page.setViewportSize(looks.viewport);
  await page.emulateMedia({ colorScheme: looks.colorScheme });
};

test('what cannot be read or has no name is found', async () => {
  const desk = await Desk.open(browser, product.url);
  await desk.go('/');
  await desk.page.setContent('<main><button></button><p>Pale</p></main>');
  // The page allows no style in its source.
  await desk.page.locator('p').evaluate(({ style }) => Object.assign(style, { color: '#ccc', background: '#fff' }));
  const rules = (await findings(desk)).map((line) => line.split(' ')[0]);
  expect(rules).toEqual(expect.arrayContaining(['button-name', 'color-contrast']));
  await desk.close();
});

test.each(roles)('the pages of $who are accessible and fit, light at a desk and dark on a phone', async ({ credentials, pages }) => {
  // A page is loaded once for both; what moves from light to dark by and by would be looked at half-way.
  const desk = await Desk.open(browser, product.url, { ...DESKTOP, reducedMotion: 'reduce' });
  const person = credentials();
  if (person) await desk.signIn(person);
  for (const path of pages()) {
    await look(desk, { viewport: DESKTOP.viewport!, colorScheme: 'light' });
    await desk.go(path);
    await desk.page.getByRole('heading', { level: 1 }).first().waitFor();
    const light = await seen(desk);
    await look(desk, { viewport: PHONE.viewport!, colorScheme: 'dark' });
    expect({ path, light, dark: await seen(desk) }).toEqual({ path, light: FINE, dark: FINE });
  }
  expect(desk.errors).toEqual([]);
  await desk.close();
});

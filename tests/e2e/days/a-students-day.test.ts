import { instant, type QuizDetail, type RegradeDrafted } from '@lyceum/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../../harness/academy.ts';
import { openBrowser } from '../../harness/browser.ts';
import type { Person } from '../../harness/client.ts';
import { offerAlways } from '../../harness/consultations.ts';
import { cuttableWire, type Wire } from '../../harness/cuttable.ts';
import { Product } from '../../harness/product.ts';
import { RoomClient } from '../../harness/room.ts';
import { until } from '../../harness/until.ts';
import { choose, handIn, next, saved } from '../answering.ts';
import { Desk, overflows, PHONE } from '../desk.ts';

const MINUTE = 60_000;
const NAME = 'Nora Quist';
const NORA = { email: 'nora@academy.example', password: 'Nobody-guesses-this-1' };

let product: Product;
let browser: Browser;
let academy: Academy;
let wire: Wire;
let webinarId: string;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 0, questions: 4 });
  wire = await cuttableWire(product.url);
  const { instructor } = academy;
  await offerAlways(instructor);
  await instructor.put('/api/instructors/me/profile', {
    headline: 'Kites',
    biography: '',
    subjects: [],
    languages: ['en'],
    timeZone: 'UTC',
  });
  const [start, end] = [instant(Date.now() + 5 * MINUTE), instant(Date.now() + 65 * MINUTE)];
  const plan = { title: 'Sound and silence', kind: 'lecture', start, end, registration: 'open' };
  ({ webinarId } = await instructor.post<{ webinarId: string }>('/api/webinars', plan));
  await instructor.get('/api/webinars');
}, 300_000);
afterAll(async () => {
  await browser?.close();
  wire?.close();
  await product?.stop();
});

/** The instructor finds that “another” was right in the first question. */
async function correctKey({ instructor, quizId }: Academy): Promise<void> {
  const { questions } = await instructor.get<QuizDetail>(`/api/quizzes/${quizId}`);
  const [{ questionId, question }] = questions as unknown as [{ questionId: string; question: { choices: { text: string }[] } }];
  const choices = question.choices.map(({ text }) => ({ text, fraction: Number(text === 'another') }));
  const drafted = await instructor.post<RegradeDrafted>(`/api/quizzes/${quizId}/regrades`, {
    questionId,
    question: { ...question, choices },
  });
  await instructor.post(`/api/regrades/${drafted.regradeId}/publication`);
}

/** Takes the quiz while the connection comes and goes; the page that is left is another one, for the first was closed. */
async function takeQuiz({ page, context }: Desk, nora: Person): Promise<Page> {
  const attemptId = page.url().split('/').at(-1)!;
  const kept = async () => Object.keys((await nora.attempt(attemptId)).answers);
  await choose(page, 'another');
  await saved(page);
  // In a tunnel: the phone knows that it has no connection.
  await next(page);
  await context.setOffline(true);
  await choose(page, 'this one');
  await page.getByTestId('kept-here').waitFor();
  expect(await kept()).toEqual(['1']);
  await context.setOffline(false);
  await until('the answer has arrived', async () => (await kept()).length === 2);
  await page.getByTestId('kept-here').waitFor({ state: 'detached' });

  // Cut with an answer on its way: whether the academy has taken it, nobody on this side knows. Then the tab is closed.
  await next(page);
  await choose(page, 'this one');
  wire.cut();
  await next(page);
  await choose(page, 'this one');
  await page.getByTestId('kept-here').waitFor();
  expect(await kept()).not.toContain('4');
  await page.close();
  wire.mend();
  const tab = await context.newPage();
  await tab.goto(`/attempts/${attemptId}`);
  await until('the answers have arrived', async () => (await kept()).length === 4);
  await handIn(tab);
  return tab;
}

test('a student signs up, enrols, takes a quiz through a lost connection, asks in a webinar, books, and sees why the grade changed', async () => {
  const { instructor, courseId, quizId } = academy;
  const phone = await Desk.open(browser, wire.url, PHONE);
  const { page } = phone;

  // Somebody has sent her the course; signing up leads back to it.
  await phone.go(`/courses/${courseId}`);
  await page.getByRole('link', { name: 'Sign in to enrol' }).click();
  await page.getByRole('main').getByRole('link', { name: 'Sign up' }).click();
  await page.getByLabel('Name').fill(NAME);
  await page.getByLabel('E-mail').fill(NORA.email);
  await page.getByLabel('Password').fill(NORA.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(`**/courses/${courseId}`);
  const nora = await product.api.signIn(NORA);
  await page.getByRole('button', { name: 'Enrol', exact: true }).click();
  await page.getByText('You are enrolled', { exact: true }).waitFor();
  expect(await overflows(page)).toBe(false);

  await page.getByRole('link', { name: 'Start quiz' }).click();
  await page.getByRole('button', { name: 'Start quiz' }).click();
  await page.waitForURL(/\/attempts\//);
  const tab = await takeQuiz(phone, nora);
  await tab.getByTestId('score').getByText('3 of 4').waitFor();
  expect(await overflows(tab)).toBe(false);

  // The first page has a webinar; a place that is taken elsewhere, and the room that opens, come to it by themselves.
  await tab.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Home' }).click();
  await tab.getByRole('heading', { name: 'Webinars that you can come to' }).waitFor();
  // What there is to do comes first.
  expect(await tab.getByRole('main').getByRole('heading', { level: 2 }).first().innerText()).toBe('Learning now');
  const row = tab.getByTestId('webinars').locator('li', { hasText: 'Sound and silence' });
  await row.waitFor();
  expect(await tab.getByTestId('join-now').count()).toBe(0);
  await nora.post(`/api/webinars/${webinarId}/registrations`);
  await tab.getByRole('heading', { name: 'Your next webinars' }).waitFor();
  await row.getByText('you have a place').waitFor();
  const host = RoomClient.of(product.url, instructor);
  expect((await host.enter(`webinar:${webinarId}`)).phase).toBe('in');
  await row.getByText('live now').waitFor();
  await row.getByRole('link', { name: 'Join Sound and silence' }).click();
  await tab.waitForURL(`**/webinars/${webinarId}/room`);
  await tab.getByTestId('join').click();
  await tab.getByTestId('hand').click();
  await host.sees('her hand', ({ participants }) => participants.some(({ personId, hand }) => personId === nora.personId && hand !== null));
  await tab.getByTestId('panel-chat').click();
  await tab.getByTestId('chat-text').fill('Is sound faster in water?');
  await tab.getByTestId('chat-text').press('Enter');
  await host.sees('her question', ({ chat }) => chat.some(({ text }) => text === 'Is sound faster in water?'));
  await host.ask('chat', { to: 'all', text: 'More than four times' });
  await tab.getByTestId('chat').getByText('More than four times').waitFor();
  expect(await overflows(tab)).toBe(false);
  await host.ask('close', {});
  host.close();
  await tab.getByText('The room is closed').waitFor();

  // An hour with the instructor, kept by a clock until she confirms it.
  await tab.goto('/instructors');
  await tab.getByRole('main').getByRole('link', { name: instructor.me.name! }).click();
  await tab.locator('[data-start]').first().waitFor();
  expect(await tab.getByRole('button', { name: 'Write a message' }).count()).toBe(1);
  await tab.locator('[data-start]').first().click();
  await tab.getByLabel('What is it about?').fill('Why is it faster?');
  await tab.getByRole('button', { name: 'Keep this time' }).click();
  await tab.waitForURL(/\/bookings\//);
  await tab.getByRole('button', { name: 'Confirm the booking' }).click();
  await tab.locator('[data-phase="confirmed"]').waitFor();
  expect(await overflows(tab)).toBe(false);

  // Back on the first page: the grade is there, changes before her eyes, and says why.
  await tab.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Home' }).click();
  await tab.getByRole('heading', { name: 'Your next sessions' }).waitFor();
  expect(await tab.getByTestId('join-now').count()).toBe(0);
  const grade = tab.getByRole('main').getByTestId('figure').filter({ hasText: 'of 4' }).first();
  expect(await grade.innerText()).toMatch(/^3 of 4/);
  await correctKey(academy);
  await grade.getByText('4 of 4').waitFor();
  await grade.click();
  const panel = tab.getByTestId('facts-panel');
  await panel.getByText(`${NAME} handed in the answers.`).waitFor();
  await panel.getByText('A key was corrected: 3 became 4 of 4.').waitFor();
  expect(await panel.locator('.value').innerText()).toBe('4 of 4');
  expect(await overflows(tab)).toBe(false);
  expect((await instructor.gradebook(courseId)).rows.find(({ personId }) => personId === nora.personId)?.grades[quizId]?.score).toBe(4);
  expect(phone.ownErrors).toEqual([]);
  await phone.close();
});

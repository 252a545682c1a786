import { instant, type Page as Listed, type PublicPaper, type Slot } from '@lyceum/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../../harness/academy.ts';
import { openBrowser } from '../../harness/browser.ts';
import type { Person } from '../../harness/client.ts';
import { ADMIN, Product } from '../../harness/product.ts';
import { RoomClient } from '../../harness/room.ts';
import { Desk, overflows, PHONE } from '../desk.ts';

/** Questions of which one cannot be read. */
const FILE = [
  "::Spectrum:: What's between orange and green in the spectrum? {=yellow ~red ~blue}",
  '::Range:: What is a number from 1 to 5? {#3:2}',
  '::Lost:: This never ends {=a ~b',
  '::Answer:: 42 is the answer. {TRUE}',
].join('\n\n');

let product: Product;
let browser: Browser;
let olena: Person;
let [ann, ben, cat]: Person[] = [];
let desk: Desk;
let page: Page;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  olena = await product.api.person('Olena Kovalenko', ['instructor'], await product.api.signIn(ADMIN));
  [ann, ben, cat] = await signUp(product, 3);
  desk = await Desk.open(browser, product.url);
  ({ page } = desk);
  await desk.signIn(olena.credentials);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const idIn = (url: string, kind: string): string => new RegExp(`/${kind}/([0-9a-f-]{36})`).exec(url)![1]!;
const choiceOf = ({ questions }: PublicPaper, slot: number, wanted: string) => ({
  choice: questions[slot - 1]!.choices!.find(({ text }) => text === wanted)!.id,
});

/** A course with a question in its bank and a quiz of that question and of a file, all of it by hand. */
async function writeCourse(): Promise<{ courseId: string; quizId: string }> {
  await page.getByRole('main').getByRole('link', { name: 'New course' }).first().click();
  await page.getByLabel('Title').fill('Colours and numbers');
  await page.getByLabel('Summary').fill('What lies between orange and green, and other matters.');
  await page.getByRole('button', { name: 'Create course' }).click();
  await page.waitForURL(/\/courses\/[^/]+\/edit/);
  const courseId = idIn(page.url(), 'courses');

  await desk.go(`/courses/${courseId}`);
  await page.getByRole('link', { name: 'Question bank' }).click();
  await page.getByRole('button', { name: 'Write question' }).click();
  await page.getByLabel('Points', { exact: true }).fill('2');
  await page.getByLabel('Question', { exact: true }).fill('Which planet is nearest to the **sun**?');
  for (const [at, text, worth] of [
    [1, 'Mercury', 100],
    [2, 'Venus', 0],
  ] as const) {
    const answer = page.getByRole('group', { name: `Answer ${at}` });
    await answer.getByLabel('Text').fill(text);
    await answer.getByLabel('Worth %').fill(String(worth));
  }
  await page.getByRole('button', { name: 'Add question' }).click();
  await page.getByTestId('bank-question').getByText('Which planet').waitFor();

  await desk.go(`/courses/${courseId}/edit`);
  await page.getByRole('button', { name: 'Add quiz' }).click();
  await page.getByLabel('Title').last().fill('First things');
  await page.getByRole('button', { name: 'Create quiz' }).click();
  await page.waitForURL(/\/quizzes\/[^/]+\/edit/);
  await page.getByRole('link', { name: 'Import questions' }).click();
  await page.getByLabel('File').setInputFiles({ name: 'questions.gift.txt', mimeType: 'text/plain', buffer: Buffer.from(FILE) });
  const preview = page.getByTestId('import-preview');
  await preview
    .getByText(/cannot be read/)
    .first()
    .waitFor();
  expect(await preview.innerText()).toMatch(/Line \d+: /);
  await page.getByRole('button', { name: 'Import 3 questions' }).click();
  await page.waitForURL(/\/edit/);
  await page.getByRole('button', { name: 'From the bank' }).click();
  await page.getByLabel(/Which planet/).check();
  await page.getByRole('button', { name: 'Add 1 question' }).click();
  await expect.poll(() => page.getByTestId('question').count()).toBe(4);
  await page.getByRole('button', { name: 'Publish quiz' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish quiz' }).click();
  await page.getByText('First things is published.').waitFor();
  const quizId = idIn(page.url(), 'quizzes');
  await desk.go(`/courses/${courseId}/edit`);
  await page.getByRole('button', { name: 'Publish course' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish course' }).click();
  await page.getByText('Colours and numbers is published.').waitFor();
  return { courseId, quizId };
}

/** A quiz of last week that two of the three have handed in, and so the third is missing. */
async function lastWeek(courseId: string): Promise<void> {
  const quizId = await olena.createQuiz(courseId, { title: 'Last week' });
  await olena.importGift(quizId, '::One:: One is less than two. {TRUE}');
  await olena.publishQuiz(quizId);
  for (const student of [ann!, ben!]) {
    const { attemptId } = await student.startAttempt(quizId);
    await student.submit(attemptId, { 1: { value: true } });
  }
}

test('an instructor writes a course, watches attempts, corrects a key, teaches live with a poll, accepts a session and sees who is at risk', async () => {
  const { courseId, quizId } = await writeCourse();
  // Attempts under way, and the gradebook in another window, follow by themselves.
  const book = await desk.context.newPage();
  await book.goto(`/courses/${courseId}/gradebook`);
  await book.locator('html[data-ready]').waitFor({ state: 'attached' });
  const cell = book.locator(`[data-person="${ann!.personId}"] [data-column="${quizId}"]`);
  for (const student of [ann!, ben!, cat!]) await student.enrol(courseId);
  await cell.waitFor();
  await lastWeek(courseId);
  await desk.go(`/quizzes/${quizId}/edit`);
  await page.getByRole('link', { name: 'Attempts', exact: true }).click();
  await page.getByText('No attempts').waitFor();
  await desk.mark();
  const { attemptId, paper } = await ann!.startAttempt(quizId);
  const row = page.getByTestId('attempt-row').filter({ hasText: ann!.me.name! });
  await row.getByText('Under way').waitFor();
  await ann!.saveAnswer(attemptId, 1, choiceOf(paper, 1, 'red'));
  await row.getByText('1 of 4').waitFor();
  await ann!.submit(attemptId, { 2: { number: 3 }, 3: { value: true }, 4: choiceOf(paper, 4, 'Mercury') });
  await row.getByText('Handed in').waitFor();
  await row.getByText('4 of 5').waitFor();
  const hers = await cat!.startAttempt(quizId);
  await cat!.submit(hers.attemptId, { 1: choiceOf(hers.paper, 1, 'blue') });
  await page.getByTestId('attempt-row').filter({ hasText: cat!.me.name! }).getByText('0 of 5').waitFor();
  expect(await desk.isMarked()).toBe(true);
  await cell.getByTestId('figure').click();
  const panel = book.getByTestId('facts-panel');
  await panel.getByText(`${ann!.me.name} handed in the answers.`).waitFor();
  await panel.getByText('The answers were graded: 4 of 5.').waitFor();
  await book.keyboard.press('Escape');

  // A key was wrong: who changes is seen before anything does, and the student's open page follows, both ways.
  const phone = await Desk.open(browser, product.url, PHONE);
  await phone.signIn(ann!.credentials);
  await phone.go(`/attempts/${attemptId}/result`);
  await phone.mark();
  const score = phone.page.getByTestId('score');
  const item = phone.page.getByTestId('review-item').first();
  await score.getByText('4 of 5').waitFor();
  await item.getByText('0 of 1').waitFor();
  await page.getByRole('link', { name: 'Regrade' }).click();
  await page.getByLabel('Which question?').selectOption({ index: 1 });
  const worth = page.getByLabel('Worth %');
  await worth.nth(0).fill('0');
  await worth.nth(1).fill('100');
  await page.getByRole('button', { name: 'See who changes' }).click();
  await page
    .getByTestId('differences')
    .getByRole('row', { name: `${ann!.me.name} 4 5 of 5 +1` })
    .waitFor();
  expect((await ann!.attempt(attemptId)).score).toBe(4);
  await page.getByRole('button', { name: 'Publish the correction' }).click();
  await score.getByText('5 of 5').waitFor();
  await item.getByText('1 of 1').waitFor();
  await cell.getByText('5').waitFor();
  await page.locator('[data-testid="regrade-phase"][data-phase="published"]').waitFor();
  await page.getByRole('button', { name: 'Undo the correction' }).click();
  await page.getByTestId('confirm').click();
  await score.getByText('4 of 5').waitFor();
  await item.getByText('0 of 1').waitFor();
  await page.locator('[data-testid="regrade-phase"][data-phase="reversed"]').waitFor();
  expect(await phone.isMarked()).toBe(true);

  // A webinar of the course, with a question to all.
  await desk.go(`/courses/${courseId}`);
  await page.getByTestId('course-webinars').getByRole('link', { name: 'Plan a webinar' }).click();
  await page.getByLabel('Title').fill('Sound and silence');
  const soon = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv', dateStyle: 'short', timeStyle: 'short' });
  await page.getByLabel(/^Begins/).fill(soon.format(Date.now() + 180_000).replace(' ', 'T'));
  await page.getByRole('button', { name: 'Plan it' }).click();
  await page.waitForURL(/\/webinars\/[0-9a-f-]{36}$/);
  const room = `webinar:${idIn(page.url(), 'webinars')}`;
  await page.getByTestId('enter').click();
  await page.getByTestId('join').click();
  await page.getByTestId('room').waitFor();
  const guests = [ann!, ben!].map((student) => RoomClient.of(product.url, student));
  for (const guest of guests) await guest.enter(room);
  await page.getByTestId('panel-polls').click();
  await page.getByTestId('new-poll').click();
  await page.getByLabel('Question').fill('Is sound faster in water?');
  await page.getByLabel('Choice 1').fill('Yes');
  await page.getByLabel('Choice 2').fill('No');
  await page.getByTestId('open-poll').click();
  for (const guest of guests) {
    await guest.sees('the question', ({ polls }) => polls.length === 1);
    const [poll] = guest.view!.polls;
    await guest.ask('vote', { pollId: poll!.pollId, choices: [poll!.choices[0]!.id] });
  }
  await page.getByTestId('poll').getByText('2 answered').waitFor();
  await page.getByRole('button', { name: 'End for all' }).click();
  await page.getByRole('dialog').getByTestId('confirm').click();
  await page.getByTestId('door').waitFor();
  for (const guest of guests) guest.close();

  // Her hours, and somebody who asks for one of them: it is on the first page at once, and accepted there and then.
  await olena.put('/api/instructors/me/profile', {
    ...{ headline: 'Colours', biography: '', subjects: [], languages: ['uk'], timeZone: 'Europe/Kyiv' },
  });
  await olena.put('/api/instructors/me/availability', {
    ...{ timeZone: 'Europe/Kyiv', lengths: [30], approval: true },
    weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '09:00', end: '17:00' })),
  });
  await desk.go('/');
  await desk.mark();
  ben!.saw(olena.seen);
  const path = `/api/instructors/${olena.personId}`;
  const [from, to] = [1, 4].map((days) => instant(Date.now() + days * 86_400_000));
  const [slot] = (await ben!.get<Listed<Slot>>(`${path}/slots?from=${from}&to=${to}&length=30`)).items;
  await ben!.post(`${path}/bookings`, { start: slot!.start, length: 30, note: 'Why is the sky blue?' });
  const session = page.getByTestId('bookings').locator('li').filter({ hasText: ben!.me.name! });
  await session.locator('[data-phase="requested"]').waitFor();
  expect(await desk.isMarked()).toBe(true);
  await session.getByRole('link').click();
  await page.getByText('Why is the sky blue?').waitFor();
  await page.getByRole('button', { name: 'Accept', exact: true }).click();
  await page.locator('[data-phase="confirmed"]').waitFor();

  // The first page says who is at risk, and the page behind it why.
  await desk.go('/');
  await page.getByTestId('home-at-risk').getByRole('link', { name: '1 person of 3' }).click();
  const person = page.getByTestId('people-map').locator(`[data-person="${cat!.personId}"]`);
  await person.getByText('1 part missing').waitFor();
  await person.getByText('Mean result 0 %').waitFor();
  expect(await page.getByTestId('people-map').locator('tbody tr').count()).toBe(1);
  expect(await overflows(page)).toBe(false);
  expect([desk.errors, phone.errors]).toEqual([[], []]);
  await Promise.all([desk.close(), phone.close()]);
});

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product, ROOT } from '../harness/product.ts';
import { Desk, overflows, PHONE } from './desk.ts';

/** Moodle's own sample where it lies beside the project, and questions of which one cannot be read. */
const SAMPLE = join(ROOT, '../shared/data/moodle/questions.gift.txt');
const OWN = [
  "::Spectrum:: What's between orange and green in the spectrum? {=yellow ~red ~blue}",
  '::Range:: What is a number from 1 to 5? {#3:2}',
  '::Lost:: This never ends {=a ~b',
  '::Answer:: 42 is the answer. {TRUE}',
].join('\n\n');
const FILE = [...(existsSync(SAMPLE) ? [readFileSync(SAMPLE, 'utf8')] : []), OWN].join('\n\n');

let product: Product;
let browser: Browser;
beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Answers the question on the screen in some way that can be told from no answer. */
async function answerSomehow(page: Page): Promise<void> {
  const main = page.getByRole('main');
  const radios = main.getByRole('radio');
  if ((await radios.count()) > 0) await radios.first().check();
  else if ((await main.getByRole('checkbox').count()) > 0) await main.getByRole('checkbox').first().check();
  else if ((await main.getByRole('combobox').count()) > 0) {
    for (const list of await main.getByRole('combobox').all()) await list.selectOption({ index: 1 });
  } else await main.getByRole('textbox').fill('3');
}

async function takeQuiz(page: Page): Promise<void> {
  const finish = page.getByRole('button', { name: 'Hand in…' });
  const next = page.getByRole('button', { name: 'Next', exact: true });
  await finish.waitFor();
  for (;;) {
    await answerSomehow(page);
    if ((await next.count()) === 0) break;
    await next.click();
  }
  await page
    .getByTestId('saved')
    .getByText(/^saved \d/)
    .waitFor();
  await finish.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hand in', exact: true }).click();
  await page.getByRole('heading', { name: 'Review' }).waitFor();
}

test('a file is imported, published and taken by two students, and gradebook and charts move by themselves', async () => {
  const admin = await product.api.signIn(ADMIN);
  const teacher = await product.api.person('Olena Teacher', ['instructor'], admin);
  const [ann, ben] = (await signUp(product, 2)) as [Person, Person];
  const desks = await Promise.all([
    Desk.open(browser, product.url),
    Desk.open(browser, product.url),
    Desk.open(browser, product.url, PHONE),
    Desk.open(browser, product.url),
  ]);
  const [instructing, watching, phone, desktop] = desks as [Desk, Desk, Desk, Desk];
  await Promise.all([
    instructing.signIn(teacher.credentials),
    watching.signIn(ADMIN),
    phone.signIn(ann.credentials),
    desktop.signIn(ben.credentials),
  ]);

  // The instructor writes a course, imports the file and publishes both.
  const { page } = instructing;
  await instructing.go('/courses/new');
  await page.getByLabel('Title').fill('Colours and numbers');
  await page.getByLabel('Summary').fill('What lies between orange and green, and other matters.');
  await page.getByRole('button', { name: 'Create course' }).click();
  await page
    .getByRole('link', { name: 'Add quiz' })
    .or(page.getByRole('button', { name: 'Add quiz' }))
    .first()
    .click();
  await page.getByLabel('Title').last().fill('First things');
  await page.getByRole('button', { name: 'Create quiz' }).click();
  await page.waitForURL(/\/quizzes\/[^/]+\/edit/);
  await page.getByRole('link', { name: 'Import questions' }).click();
  await page.getByLabel('File').setInputFiles({ name: 'questions.gift.txt', mimeType: 'text/plain', buffer: Buffer.from(FILE) });
  const preview = page.getByTestId('import-preview');
  await preview.waitFor();
  expect(await preview.innerText()).toMatch(/cannot be read/);
  expect(await preview.innerText()).toMatch(/Line \d+: /);
  await page.getByRole('button', { name: /^Import \d+ question/ }).click();
  await page.waitForURL(/\/edit/);
  await page.getByRole('button', { name: 'Publish quiz' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish quiz' }).click();
  await page.getByText('First things is published.').waitFor();
  const courseId = (await teacher.get<{ items: { courseId: string }[] }>('/api/courses?mine=teaching')).items[0]!.courseId;
  await teacher.publishCourse(courseId);
  await teacher.course(courseId);

  // Both students enrol by hand; the gradebook and the charts are open from before.
  await instructing.go(`/courses/${courseId}/gradebook`);
  await watching.go('/analytics');
  const submitted = watching.page.getByTestId('counters').locator('div', { hasText: 'Attempts handed in' });
  await submitted
    .getByText(/^0(?!\d)/)
    .first()
    .waitFor();
  for (const desk of [phone, desktop]) {
    const own = desk.page;
    await desk.go(`/courses/${courseId}`);
    await own.getByRole('button', { name: 'Enrol', exact: true }).click();
    await own.getByText('You are enrolled', { exact: true }).waitFor();
  }
  await page.getByRole('row', { name: new RegExp(ann.me.name!) }).waitFor();
  await page.getByRole('row', { name: new RegExp(ben.me.name!) }).waitFor();

  // One after the other they take it; what the others see follows without a reload.
  await page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));
  await watching.page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));
  for (const [index, { page: own }] of [phone, desktop].entries()) {
    await own.getByRole('link', { name: 'Start quiz' }).click();
    await own.getByRole('button', { name: 'Start quiz' }).click();
    await takeQuiz(own);
    const who = [ann, ben][index]!;
    await page
      .getByRole('row', { name: new RegExp(who.me.name!) })
      .getByTestId('figure')
      .first()
      .waitFor();
    await submitted
      .getByText(new RegExp(`^${index + 1}(?!\\d)`))
      .first()
      .waitFor();
  }
  for (const { page: open } of [instructing, watching])
    expect(await open.evaluate(() => (globalThis as { stillTheSamePage?: boolean }).stillTheSamePage)).toBe(true);

  // A grade opens into the facts that made it.
  await page
    .getByRole('row', { name: new RegExp(ann.me.name!) })
    .getByTestId('figure')
    .first()
    .click();
  const panel = page.getByTestId('facts-panel');
  await panel.getByText(`${ann.me.name} handed in the answers.`).waitFor();
  await panel.getByText(/The answers were graded/).waitFor();

  // And so does a counter of the academy.
  await submitted.getByTestId('figure').click();
  const behind = watching.page.getByTestId('facts-panel');
  for (const { me } of [ann, ben]) await behind.getByText(`${me.name} handed in “First things” in “Colours and numbers”.`).waitFor();
  await watching.page.keyboard.press('Escape');
  await behind.waitFor({ state: 'hidden' });

  expect(await overflows(phone.page)).toBe(false);
  for (const desk of desks) expect(desk.errors).toEqual([]);
  await Promise.all(desks.map((desk) => desk.close()));
});

import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { newId, type CarriedEvent, type ProjectionStatus } from '@lyceum/contracts';
import { NO_HASH, written } from '@lyceum/stores';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { Desk, DESKTOP, looksWell } from './desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 2 });
  await academy.admin.put(`/api/people/${academy.admin.personId}/roles`, { roles: ['admin', 'operator'] });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

const statusOf = async (name: string): Promise<ProjectionStatus> =>
  (await academy.admin.projections()).find((status) => status.name === name)!;

test('an operator rebuilds all projections, sees them together, swaps them and takes them back', async () => {
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(ADMIN);
  await desk.go('/projections');
  const { page } = desk;
  await page.getByRole('link', { name: 'Rebuild all' }).click();
  await page.getByRole('button', { name: 'Rebuild all' }).click();
  const together = page.getByTestId('all-together');
  const count = (await academy.admin.projections()).length;
  await together.getByText(`${count} wait for their swap`).waitFor({ timeout: 120_000 });
  expect(await page.getByTestId('all-rebuilds').locator('tr[data-phase=compared]').count()).toBe(count);
  await looksWell(desk);
  await together.getByRole('button', { name: `Swap ${count} read models` }).click();
  await together.getByRole('button', { name: `Back to the former rows of ${count} read models` }).waitFor({ timeout: 60_000 });
  expect((await academy.admin.projections()).every(({ rebuild }) => rebuild?.phase === 'swapped')).toBe(true);
  await together.getByRole('button', { name: 'Back to the former rows' }).click();
  await expect.poll(() => page.getByTestId('all-rebuilds').locator('tr[data-phase=rolled-back]').count(), { timeout: 60_000 }).toBe(count);
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('an operator takes the events out and in again', async () => {
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(ADMIN);
  await desk.go('/backups');
  const { page } = desk;
  await page.getByRole('main').getByRole('link', { name: 'Export', exact: true }).click();
  await page.getByLabel('Streams whose names begin with').check();
  await page.getByLabel('Beginning of the names').fill('course-');
  const [exported] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export', exact: true }).click()]);
  const path = await exported.path();
  await page.getByText('The file is whole').waitFor();
  await looksWell(desk);
  const text = readFileSync(path, 'utf8');
  const events = text.split('\n').filter((line) => line.startsWith('{"stream":"course-')).length;
  expect(events).toBeGreaterThan(1);

  await page.getByRole('main').getByRole('link', { name: 'Import', exact: true }).click();
  const file = page.getByLabel('File of an export');
  const choose = (content: string) =>
    file.setInputFiles({ name: 'events.jsonl', mimeType: 'application/jsonl', buffer: Buffer.from(content) });
  await choose(text.replace('"revision":0', '"revision":1'));
  await page.getByText('Line 2 is not as it was written').waitFor();
  await choose(text);
  await page.getByText('Everything in it is here already.').waitFor();
  await looksWell(desk);
  // A stream that is not here yet, in a file of its own.
  let hash = NO_HASH;
  const lines = [
    {
      lyceum: 'events',
      version: 1,
      stream: null,
      prefix: '',
      from: null,
      to: null,
      secret: null,
      began: new Date().toISOString(),
    } as const,
    { ...(JSON.parse(text.split('\n')[1]!) as CarriedEvent), stream: `elsewhere-${newId()}`, id: randomUUID() },
    { events: 1, ended: new Date().toISOString() },
  ].map((line) => {
    const one = written(line, hash);
    hash = one.hash;
    return one.text;
  });
  await choose(lines.join(''));
  await page.getByRole('button', { name: 'Write 1 event' }).click();
  await page.getByText('1 event written').waitFor();
  await choose(lines.join(''));
  await page.getByText('Everything in it is here already.').waitFor();
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('an operator follows the log: what is recorded appears by itself', async () => {
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(ADMIN);
  await desk.go('/events?type=courses.CourseCreated.v1');
  const { page } = desk;
  const lines = page.getByTestId('events').locator('> li');
  const before = await lines.count();
  const listening = page.waitForRequest(/events\/tail/);
  await page.getByRole('switch').check();
  await listening;
  await academy.instructor.createCourse({ title: 'Just now' });
  await expect.poll(() => lines.count(), { timeout: 15_000 }).toBe(before + 1);
  await academy.instructor.createCourse({ title: 'And again' });
  await expect.poll(() => lines.count(), { timeout: 15_000 }).toBe(before + 2);
  await lines.first().click();
  await lines.first().getByText('Caused by').waitFor();
  await looksWell(desk);
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('an operator looks at a projection as it stood', async () => {
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(ADMIN);
  await desk.go('/projections/courses');
  const { page } = desk;
  const position = await statusOf('courses').then((status) => status.position);
  const form = page.getByTestId('travel-form');
  await form.getByLabel('A position in the log').check();
  await form.getByLabel('Position', { exact: true }).fill(position);
  await form.getByRole('button', { name: 'Show' }).click();
  const rows = page.getByTestId('travel-rows').locator('tbody tr');
  await rows.filter({ hasText: academy.courseId }).first().waitFor({ timeout: 60_000 });
  await looksWell(desk);
  await page.getByRole('searchbox').fill('nothing-begins-so');
  await page.getByText('No key begins with this').waitFor();
  await desk.go('/projections/courses');
  await page.getByTestId('travels').getByText(`at position ${position}`).waitFor();
  expect(desk.errors).toEqual([]);
  await desk.close();
});

test('a course is looked at as it stood, and a time before it says that it was not there', async () => {
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(academy.instructor.credentials);
  await desk.go(`/courses/${academy.courseId}`);
  const { page } = desk;
  await page.getByRole('link', { name: 'As it stood on…' }).click();
  await page.getByLabel('As it stood on').fill('2001-05-03T12:00');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByText('This was not there yet').waitFor();
  await page.getByTestId('as-of').waitFor();
  await looksWell(desk);
  await page.getByLabel('As it stood on').fill('2099-05-03T12:00');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.getByTestId('past-quizzes').waitFor();
  await page.getByRole('link', { name: 'Back to now' }).click();
  await page.waitForURL(`**/courses/${academy.courseId}`);
  expect(desk.errors).toEqual([]);
  await desk.close();
});

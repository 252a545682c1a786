import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { newId, type CourseItem, type Page as Listed, type ProjectionStatus } from '@lyceum/contracts';
import { MongoClient } from 'mongodb';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../../harness/academy.ts';
import { openBrowser } from '../../harness/browser.ts';
import { CommandLine } from '../../harness/command-line.ts';
import { ADMIN, Product } from '../../harness/product.ts';
import { until } from '../../harness/until.ts';
import { Desk, looksWell, PHONE } from '../desk.ts';

let product: Product;
let browser: Browser;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 2 });
  await academy.admin.put(`/api/people/${academy.admin.personId}/roles`, { roles: ['admin', 'operator'] });
  // A row that is altered by hand stays so once no fact is left to be folded into it.
  await titleSeen();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Writes two events of an attempt that nobody started. */
async function poison(): Promise<string> {
  const [attemptId, commandId] = [newId(), newId()];
  const metadata = { $correlationId: commandId, $causationId: commandId, commandId, by: null, at: new Date().toISOString() };
  const of = { attemptId, quizId: academy.quizId, courseId: academy.courseId, studentId: academy.students[0]!.personId };
  const type = 'quizzes.AttemptSubmitted.v1';
  const event = () => jsonEvent({ id: randomUUID(), type, data: { ...of, by: 'student', answers: {} }, metadata });
  const store = EventStoreDBClient.connectionString(product.eventstoreUrl);
  await store.appendToStream(`attempt-${attemptId}`, [event(), event()]);
  await store.dispose();
  return attemptId;
}

/** Changes a row behind the engine's back, so that a rebuild has something to show. */
async function alter(title: string): Promise<void> {
  const client = await MongoClient.connect(product.mongodbUrl);
  await client.db().collection<{ _id: string }>('courses.1').updateOne({ _id: academy.courseId }, { $set: { title } });
  await client.close();
}

/** The title as the read model has it; the page of a course reads its stream. */
const titleSeen = async () =>
  (await academy.admin.get<Listed<CourseItem>>('/api/courses?limit=200')).items.find(({ courseId }) => courseId === academy.courseId)
    ?.title;

const statusOf = async (name: string): Promise<ProjectionStatus> =>
  (await academy.admin.projections()).find((status) => status.name === name)!;

const parkedNow = async () => (await academy.admin.projections()).reduce((sum, { parked }) => sum + parked, 0);

/** On the way to work: the first page says that something is parked, and a phone is enough to see to it. */
async function seesToPoison(): Promise<void> {
  const desk = await Desk.open(browser, product.url, { ...PHONE, colorScheme: 'dark' });
  const { page } = desk;
  await desk.signIn(ADMIN);
  await page.getByRole('heading', { name: 'Read models' }).waitFor();
  const attemptId = await poison();
  await page.getByRole('main').locator('a[href="/parked"]').click();
  await page.waitForURL('**/parked');
  await until('both are parked wherever they are folded', async () => (await parkedNow()) % 2 === 0);
  const parked = page.getByTestId('parked').locator('tbody tr');
  const all = await parkedNow();
  await desk.reload();
  expect(await parked.count()).toBe(all);
  await looksWell(desk);
  await parked.first().getByRole('link', { name: 'quizzes.AttemptSubmitted.v1' }).click();
  await page.getByText('1 event waits behind it').waitFor();
  await page.getByText(attemptId).first().waitFor();
  await looksWell(desk);
  await page.getByRole('button', { name: 'Retry this row' }).click();
  await page.getByText('2 events of the row are parked still').waitFor();
  for (let left = all - 1; ; left--) {
    await page.getByRole('button', { name: 'Skip event' }).click();
    await page.getByLabel('Reason').fill('Nobody started this attempt');
    await page.getByTestId('confirm').click();
    await page.waitForURL(({ pathname }) => pathname === '/parked');
    await until('it is left out', async () => (await parkedNow()) === left);
    if (left === 0) break;
    await desk.reload();
    await parked.first().getByRole('link', { name: 'quizzes.AttemptSubmitted.v1' }).click();
    await page.getByText(/wait behind it|waits behind it/).waitFor();
  }
  expect(desk.errors).toEqual([]);
  await desk.close();
}

async function backsUp(desk: Desk): Promise<void> {
  const { page } = desk;
  await desk.go('/health');
  await page.getByTestId('health-backup').getByRole('link').click();
  await page.getByText('No backup lies here').waitFor();
  expect(await page.getByText(/made yet/).count()).toBe(0);
  await page.getByRole('button', { name: 'Make a backup' }).click();
  const row = page.getByTestId('backups').locator('tbody tr');
  await row.getByText('Whole').waitFor({ timeout: 120_000 });
  await looksWell(desk);
  const [archive] = await Promise.all([page.waitForEvent('download'), row.getByRole('link', { name: 'Download' }).click()]);
  expect(archive.suggestedFilename()).toMatch(/^lyceum-.*\.tar$/);
  await archive.cancel();
}

async function rebuilds(desk: Desk): Promise<void> {
  const { page } = desk;
  await alter('Altered by hand');
  expect(await titleSeen()).toBe('Altered by hand');
  await desk.go('/projections');
  await page.getByRole('main').getByRole('link', { name: 'courses' }).first().click();
  await page.getByRole('button', { name: 'Rebuild', exact: true }).click();
  const rebuild = page.getByTestId('rebuild');
  await rebuild.getByText('1 row changed').waitFor({ timeout: 60_000 });
  await rebuild.getByText('"Altered by hand"').waitFor();
  await looksWell(desk);
  await rebuild.getByRole('button', { name: 'Swap' }).click();
  await page.getByText('The rebuilt rows are live').waitFor();
  await until('the rebuilt rows are seen', async () => (await titleSeen()) !== 'Altered by hand');
  await rebuild.getByRole('button', { name: 'Back to the former rows' }).click();
  await page.getByText('The former rows are live again').waitFor();
  await until('the former rows are seen', async () => (await titleSeen()) === 'Altered by hand');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByTestId('confirm').click();
  await page.getByText('courses is paused').waitFor();
  expect(await statusOf('courses')).toMatchObject({ state: 'paused' });
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('courses goes on').waitFor();
  expect(await statusOf('courses')).toMatchObject({ state: 'running' });
  await page.getByRole('link', { name: 'Orders' }).click();
  const orders = page.getByTestId('orders').locator('tbody tr');
  await expect.poll(() => orders.count(), { timeout: 15_000 }).toBe(5);
  expect(await orders.locator('th').allInnerTexts()).toEqual(['Resume', 'Pause', 'Back to former rows', 'Swap', 'Rebuild']);
  await looksWell(desk);
}

/** By the very commands that the page shows. */
async function restores({ page }: Desk): Promise<void> {
  const line = await page
    .getByTestId('restore')
    .getByText(/^npm run lyceum -- restore /)
    .innerText();
  await product.interrupt();
  const command = new CommandLine(product.url, academy.admin.token);
  const put = await command.run(...line.trim().replace('npm run lyceum -- ', '').split(' '));
  expect([put.code, put.err]).toEqual([0, '']);
  await product.startAgain();
}

async function forgets(desk: Desk): Promise<void> {
  const [, ben] = academy.students;
  const { page } = desk;
  await desk.go('/people');
  await page.getByTestId('people').getByRole('link', { name: ben!.me.name! }).click();
  await page.getByRole('heading', { name: ben!.me.name!, level: 1 }).waitFor();
  await page.getByTestId('erase').click();
  const confirm = page.getByTestId('erase-confirm');
  await page.getByLabel(`Type “${ben!.credentials.email}” to confirm`).fill('somebody else');
  await confirm.click();
  await page.getByText('This is not what it says above').waitFor();
  await looksWell(desk);
  await page.getByLabel(`Type “${ben!.credentials.email}” to confirm`).fill(ben!.credentials.email);
  await confirm.click();
  expect(await page.getByTestId('person-menu').innerText()).toContain('Admin');
  const report = page.getByTestId('erasure-report');
  await report.getByText('Forgotten', { exact: true }).waitFor({ timeout: 60_000 });
  await report.getByText(/Their name and address are in none of/).waitFor();
  await report.getByRole('cell', { name: '1' }).first().waitFor();
  await page.getByRole('heading', { name: 'A forgotten person', level: 1 }).waitFor();
  await looksWell(desk);
  expect(await page.content()).not.toContain(ben!.credentials.email);
  await page.getByRole('main').getByRole('link', { name: 'People' }).click();
  await page.getByTestId('people').getByRole('link', { name: 'A forgotten person' }).waitFor();
}

test('an operator sees to a poison event, rebuilds, compares, swaps and takes it back, restores a backup and has somebody forgotten', async () => {
  const title = await titleSeen();
  await seesToPoison();
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(ADMIN);
  await backsUp(desk);
  await rebuilds(desk);

  // What was altered by hand is not in the backup.
  await desk.go('/backups');
  await desk.mark();
  await restores(desk);
  // The page that was open waited for the academy, and is what it was.
  await desk.page.getByRole('heading', { name: 'Backups', level: 1 }).waitFor();
  expect(await desk.isMarked()).toBe(true);
  expect(await titleSeen()).toBe(title);
  await desk.go('/projections');
  await desk.page.getByRole('main').getByRole('link', { name: 'courses' }).first().waitFor();
  await forgets(desk);
  await desk.go('/backups');
  await desk.page.getByTestId('backups').getByRole('button', { name: 'Delete' }).click();
  await desk.page.getByTestId('confirm').click();
  await desk.page.getByText('No backup lies here').waitFor();
  expect(desk.ownErrors).toEqual([]);
  await desk.close();
});

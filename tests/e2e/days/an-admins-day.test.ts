import { newId } from '@lyceum/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeAcademy, type Academy } from '../../harness/academy.ts';
import { openBrowser } from '../../harness/browser.ts';
import type { Person } from '../../harness/client.ts';
import { writeFacts } from '../../harness/facts.ts';
import { ADMIN, Product } from '../../harness/product.ts';
import { until } from '../../harness/until.ts';
import { Desk, overflows } from '../desk.ts';

const DAY = 86_400_000;

let product: Product;
let browser: Browser;
let academy: Academy;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
  academy = await makeAcademy(product, { students: 2, questions: 2 });
  // A course of two months ago, and who came to it when.
  const [courseId, instructorId] = [newId(), academy.instructor.personId];
  const made = { courseId, instructorId, title: 'Two months ago', summary: '', seats: null };
  await writeFacts(product, `course-${courseId}`, [{ type: 'courses.CourseCreated.v1', data: made }], Date.now() - 60 * DAY);
  for (const [at, { personId: studentId }] of academy.students.entries()) {
    const enrolled = { courseId, studentId, again: false };
    await writeFacts(
      product,
      `roster-${courseId}`,
      [{ type: 'enrolments.StudentEnrolled.v1', data: enrolled }],
      Date.now() - (50 - 30 * at) * DAY,
    );
  }
  await until('all of it is counted', async () => (await academy.admin.overview()).enrolments.active === 4);
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function takesQuiz(student: Person): Promise<void> {
  const { attemptId, paper } = await student.startAttempt(academy.quizId);
  await student.submit(attemptId, academy.answers(paper, 2));
}

test('an admin sees the charts move, goes back in time, opens numbers down to their facts, and gives roles to many people at once', async () => {
  const [ann, ben] = academy.students as [Person, Person];
  const desk = await Desk.open(browser, product.url);
  const { page } = desk;
  await desk.signIn(ADMIN);
  await page.getByRole('link', { name: 'See the charts' }).click();
  await page.waitForURL('**/analytics');
  await desk.ready();
  const counter = (name: string) => page.getByTestId('counters').locator('> div').filter({ hasText: name });
  const value = (name: string, n: number) =>
    counter(name)
      .locator('dd')
      .first()
      .getByText(new RegExp(`^${n}(?!\\d)`))
      .first()
      .waitFor();
  const chart = (title: string) => page.locator('figure').filter({ has: page.getByText(title, { exact: true }) });
  await value('Attempts handed in', 0);
  await desk.mark();

  // Two hand in: counter, charts and the table behind one of them move.
  await chart('Grades').getByText('Show as a table').click();
  const best = chart('Grades').getByRole('row', { name: /^90–100 %/ });
  await best.getByRole('cell', { name: '0', exact: true }).waitFor();
  for (const [at, student] of [ann, ben].entries()) {
    const glows = page.locator('figure[data-glow]').first().waitFor();
    await takesQuiz(student);
    await Promise.all([glows, value('Attempts handed in', at + 1)]);
  }
  await best.getByRole('cell', { name: '2', exact: true }).waitFor();
  expect(await desk.isMarked()).toBe(true);
  await counter('Attempts handed in').getByTestId('figure').click();
  const panel = page.getByTestId('facts-panel');
  for (const { me } of [ann, ben]) await panel.getByText(new RegExp(`^${me.name} handed in “Quiz .+” in “Course .+”\\.$`)).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });

  // Back in time, and to now again.
  const slider = page.getByRole('slider', { name: 'Show how it stood then' });
  const last = Number(await slider.getAttribute('max'));
  await value('Enrolled now', 4);
  await slider.fill(String(last - 35));
  await page.getByText('As it stood:').waitFor();
  await value('Enrolled now', 1);
  await value('Attempts handed in', 0);
  expect(await counter('Enrolled now').getByTestId('figure').count()).toBe(0);
  await slider.fill('0');
  await value('Enrolled now', 0);
  await page.getByRole('button', { name: 'Play' }).click();
  await value('Enrolled now', 1);
  await slider.press('End');
  await value('Enrolled now', 4);
  expect(await overflows(page)).toBe(false);

  // From a bar to whose grades they are, and from a point of a line to its facts.
  await best.getByRole('link', { name: '2', exact: true }).click();
  await page.waitForURL(/\/analytics\/grades\?/);
  await page
    .getByTestId('grades')
    .getByRole('row', { name: new RegExp(ann.me.name!) })
    .getByText('2 of 2')
    .waitFor();
  await page
    .getByTestId('grades')
    .getByRole('row', { name: new RegExp(ben.me.name!) })
    .getByRole('link', { name: /^Quiz/ })
    .click();
  await page.waitForURL(/\/attempts\/[^/]+\/timeline/);
  await desk.go('/analytics');
  await chart('Enrolments').getByText('Show as a table').click();
  await chart('Enrolments').locator('tbody tr').last().getByRole('link', { name: '2', exact: true }).click();
  await page.waitForURL(/\/events\?/);
  await expect.poll(() => page.getByTestId('events').locator('> li').count()).toBe(2);
  await desk.go('/analytics');
  await page
    .getByRole('region', { name: 'Courses since they were made' })
    .getByRole('link', { name: /^Course/ })
    .click();
  await page.getByText('Quizzes since they were made').first().waitFor();
  await value('Enrolled now', 2);

  // Many people at once; one address is nobody's, and stays to be looked at.
  await desk.go('/people');
  await page.getByText('Roles for many people').click();
  const emails = page.getByLabel('E-mail addresses');
  await emails.fill(`${ann.credentials.email}, ${ben.credentials.email}\nnobody@academy.example`);
  await page.getByRole('button', { name: 'Change roles' }).click();
  await page.getByText('The roles of 2 people changed.').waitFor();
  await page.getByText('Nobody has this address: nobody@academy.example').waitFor();
  await expect.poll(() => emails.inputValue()).toBe('nobody@academy.example');
  for (const { me } of [ann, ben]) expect(await page.getByLabel(`Instructor: ${me.name}`).isChecked()).toBe(true);
  await page.getByLabel(`Instructor: ${ben.me.name}`).uncheck();
  await page.getByRole('button', { name: 'Undo' }).click();
  await until('he is an instructor again', () => page.getByLabel(`Instructor: ${ben.me.name}`).isChecked());
  const own = await Desk.open(browser, product.url);
  await own.signIn(ann.credentials);
  await own.page.getByRole('heading', { name: 'Courses you teach' }).waitFor();
  expect(await overflows(page)).toBe(false);
  expect([desk.errors, own.errors]).toEqual([[], []]);
  await Promise.all([desk.close(), own.close()]);
});

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { Desk, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let inge: Person;
let ann: Person;
let conversationId: string;
let teachers = 0;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser();
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});
beforeEach(async () => {
  inge = await product.api.person(`Inge Teacher ${++teachers}`, ['instructor'], await product.api.signIn(ADMIN));
  [ann] = (await signUp(product, 1)) as [Person];
  ({ conversationId } = await ann.post<{ conversationId: string }>(`/api/people/${inge.personId}/conversation`));
  await ann.get(`/api/conversations/${conversationId}/messages`);
});

const box = (page: Page) => page.getByRole('textbox', { name: /^Write a message/ });
const message = (page: Page, text: string) => page.getByTestId('message').filter({ hasText: text });
const say = async (page: Page, text: string) => {
  await box(page).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
};

test('two people talk: it arrives without a reload, is counted everywhere, typing and reading are seen', async () => {
  const [desk, phone] = [await Desk.open(browser, product.url), await Desk.open(browser, product.url, PHONE)];
  await Promise.all([desk.signIn(inge.credentials), phone.signIn(ann.credentials)]);
  await desk.go('/teach');
  await desk.mark();
  await phone.go(`/messages/${conversationId}`);
  await phone.page.getByTestId('presence').and(phone.page.locator('[data-online=true]')).waitFor();

  await say(phone.page, 'Good morning!');
  await say(phone.page, 'Do you have time on Friday?');
  await desk.page.getByTestId('unread').getByText('2', { exact: true }).waitFor();
  await desk.page.getByTestId('messages-link').click();
  const entry = desk.page.getByTestId('conversation');
  await entry.getByText('Do you have time on Friday?').waitFor();
  await entry.click();
  await message(desk.page, 'Good morning!').waitFor();
  await desk.page.getByTestId('unread').waitFor({ state: 'detached' });
  await phone.page.getByTestId('mark').getByText('Read').waitFor();

  await box(desk.page).pressSequentially('On Friday at');
  await phone.page.getByTestId('typing').getByText('Inge Teacher 1 is typing').waitFor();
  await box(desk.page).press('Shift+Enter');
  await box(desk.page).pressSequentially('ten: https://example.org/room.');
  await box(desk.page).press('Enter');
  await message(phone.page, 'On Friday at').getByRole('link', { name: 'https://example.org/room' }).waitFor();
  await phone.page.getByTestId('typing').getByText('is typing').waitFor({ state: 'detached' });
  expect(await desk.isMarked()).toBe(true);

  await phone.close();
  await desk.page.getByTestId('presence').and(desk.page.locator('[data-online=false]')).waitFor();
  expect([...desk.errors, ...phone.errors]).toEqual([]);
  await desk.close();
});

test('a file goes along and is saved as it was', async () => {
  const [desk, other] = [await Desk.open(browser, product.url), await Desk.open(browser, product.url)];
  await Promise.all([desk.signIn(ann.credentials), other.signIn(inge.credentials)]);
  await desk.go(`/messages/${conversationId}`);
  const path = join(product.data, 'homework.md');
  writeFileSync(path, '# Homework\n');
  const chooser = desk.page.waitForEvent('filechooser');
  await desk.page.getByRole('button', { name: 'Attach a file' }).click();
  await (await chooser).setFiles([path]);
  await desk.page.getByRole('list', { name: 'Attached files' }).getByText('homework.md').waitFor();
  await desk.page.getByRole('button', { name: 'Send' }).click();
  await desk.page.getByRole('link', { name: 'Save homework.md' }).waitFor();

  await other.go(`/messages/${conversationId}`);
  const saving = other.page.waitForEvent('download');
  await other.page.getByRole('link', { name: 'Save homework.md' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toBe('homework.md');
  expect([...desk.errors, ...other.errors]).toEqual([]);
  await Promise.all([desk.close(), other.close()]);
});

test('what is written while the connection is lost waits, outlasts a reload, and goes out once', async () => {
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(ann.credentials);
  await desk.go(`/messages/${conversationId}`);
  await say(desk.page, 'Before');
  await message(desk.page, 'Before').waitFor();
  await desk.page.route('**/api/conversations/*/messages', (route) => route.abort());
  await say(desk.page, 'Out of a tunnel');
  await desk.page.getByTestId('waiting').and(desk.page.locator('[data-phase=waits]')).waitFor();
  await box(desk.page).fill('Half a sen');
  await desk.reload();
  await desk.page.getByTestId('waiting').getByText('Out of a tunnel').waitFor();
  expect(await box(desk.page).inputValue()).toBe('Half a sen');
  await desk.page.unroute('**/api/conversations/*/messages');
  await message(desk.page, 'Out of a tunnel').waitFor();
  await desk.page.getByTestId('waiting').waitFor({ state: 'detached' });
  const texts = async () =>
    (await ann.get<{ items: { text: string }[] }>(`/api/conversations/${conversationId}/messages`)).items.map(({ text }) => text);
  await until('it is there once', async () => (await texts()).filter((text) => text === 'Out of a tunnel').length === 1);
  expect(await texts()).toEqual(['Out of a tunnel', 'Before']);
  await desk.close();
});

test('by keyboard: through the list into a conversation, and back in its history', async () => {
  for (let i = 1; i <= 9; i++) await ann.post(`/api/conversations/${conversationId}/messages`, { text: `Line ${i}` });
  const desk = await Desk.open(browser, product.url);
  await desk.signIn(inge.credentials);
  await desk.go('/messages');
  await desk.page.getByTestId('conversation').first().focus();
  await desk.page.keyboard.press('Enter');
  await message(desk.page, 'Line 9').waitFor();
  await desk.page.getByRole('log').focus();
  await box(desk.page).focus();
  await desk.page.keyboard.type('Answered by keyboard');
  await desk.page.keyboard.press('Enter');
  await message(desk.page, 'Answered by keyboard').waitFor();
  expect(desk.errors).toEqual([]);
  await desk.close();
});

import { instant, type DeckAdded, type ImageKept, type MediaFigures } from '@lyceum/contracts';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { FAKE_DEVICES, openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { png } from '../harness/png.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { mediaSettled, RoomClient } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { Desk, DESKTOP, findings, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let host: Person;
let ann: Person;
let stranger: Person;
let media: MediaFigures;

const MINUTE = 60_000;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser(FAKE_DEVICES);
  const root = await product.api.signIn(ADMIN);
  await root.put(`/api/people/${root.personId}/roles`, { roles: ['admin', 'operator'] });
  const operator = await product.api.signIn(ADMIN);
  host = await product.api.person('Olena Kovalenko', ['instructor'], root);
  [ann, stranger] = (await signUp(product, 2)) as [Person, Person];
  media = await mediaSettled(operator);
}, 900_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** A webinar with two slides. */
async function withSlides(): Promise<{ webinarId: string; deckId: string }> {
  const [start, end] = [instant(Date.now() + MINUTE), instant(Date.now() + 60 * MINUTE)];
  const plan = { title: 'Sound and silence', kind: 'lecture', start, end, registration: 'ticket' };
  const { webinarId } = await host.post<{ webinarId: string }>('/api/webinars', plan);
  await ann.post(`/api/webinars/${webinarId}/registrations`);
  const pages = await Promise.all(
    ['What a wave is', 'Length and pitch'].map(async (text, i) => {
      const file = png(320, 180, { grey: 90 + 60 * i });
      const headers = { 'content-type': 'image/png' };
      const { body } = await host.try<ImageKept>('POST', `/api/webinars/${webinarId}/slides`, file, { headers });
      return { imageId: body.imageId, text };
    }),
  );
  const { deckId } = await host.post<DeckAdded>(`/api/webinars/${webinarId}/decks`, { title: 'Waves', pages });
  return { webinarId, deckId };
}

/** Records for some seconds what a host sends, while slides are turned, people write, raise a hand and are asked. */
async function recorded(): Promise<string> {
  const { webinarId, deckId } = await withSlides();
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(host.credentials);
  await desk.go(`/webinars/${webinarId}/room`);
  await desk.page.getByTestId('preview-microphone').click();
  await desk.page.getByTestId('preview-camera').click();
  await desk.page.locator('video').waitFor();
  await desk.page.getByTestId('join').click();
  await desk.page.getByTestId('room').waitFor();
  const guest = RoomClient.of(product.url, ann);
  await guest.enter(`webinar:${webinarId}`);
  await until('the host sends', () => guest.sent.length === 2);

  await desk.page.getByTestId('record').click();
  await desk.page.getByRole('dialog', { name: 'Record this room?' }).getByTestId('confirm').click();
  await desk.page.getByTestId('recording').waitFor();
  await guest.ask('chat', { to: 'all', text: 'Hello from Ann' });
  await guest.ask('raise-hand', {});
  await desk.page.getByTestId('panel-slides').click();
  await desk.page.getByRole('button', { name: 'Show Waves to everybody' }).click();
  await guest.sees('the first page', ({ slide }) => slide?.deckId === deckId && slide.page === 0);
  await pause(3000);
  await desk.page.getByTestId('next-slide').click();
  await guest.sees('the second page', ({ slide }) => slide?.page === 1);
  await desk.page.getByTestId('panel-people').click();
  await desk.page.getByRole('button', { name: `Let ${ann.me.name} speak` }).click();
  await guest.sees('one may speak', ({ participants }) =>
    participants.some(({ personId, role }) => personId === ann.personId && role === 'speaker'),
  );
  await guest.ask('caption', { text: 'It is about pitch' });
  await pause(3000);
  await desk.page.getByTestId('stop-slides').click();
  await pause(2000);
  await desk.page.getByTestId('record').click();
  await desk.page.getByTestId('recording').waitFor({ state: 'detached' });
  await desk.page.getByRole('button', { name: 'End for all' }).click();
  await desk.page.getByRole('dialog', { name: 'End this room for everybody?' }).getByTestId('confirm').click();
  guest.close();
  await desk.close();
  return webinarId;
}

test('a recording plays in step with its slides, chat, hands and what was said, by keys and on a phone; hosts keep its files', async (context) => {
  context.skip(media.status.state !== 'ready', `no media worker can be had here: ${media.status.reason}`);
  context.skip(!media.status.recording, 'nothing can be recorded here: ffmpeg is missing');
  const webinarId = await recorded();
  const desk = await Desk.open(browser, product.url, DESKTOP);
  await desk.signIn(host.credentials);
  await desk.go(`/webinars/${webinarId}`);
  await desk.page.getByTestId('recordings').getByRole('link').click();
  await desk.page.getByTestId('player').waitFor();
  await desk.ready();
  const { page } = desk;
  const seconds = async () => {
    const [now = '', all = ''] = (await page.getByTestId('time').textContent())!.split(' / ');
    return [now, all].map((time) => time.split(':').reduce((sum, part) => 60 * sum + Number(part), 0)) as [number, number];
  };
  expect((await seconds())[1]).toBeGreaterThan(5);

  const moments = page.getByTestId('moments');
  for (const text of ['Hello from Ann', 'raised a hand', 'It is about pitch']) await moments.getByText(text).waitFor();
  const slides = page.getByTestId('slide-moments').getByRole('button');
  expect(await slides.count()).toBe(2);
  await slides.nth(1).click();
  const slide = page.getByTestId('recorded-slide');
  await slide.getByRole('img', { name: 'Length and pitch' }).waitFor();
  expect(await slides.nth(1).getAttribute('aria-current')).toBe('true');
  await moments.getByRole('listitem').filter({ hasText: 'It is about pitch' }).getByRole('button').click();
  await page.getByTestId('captions').getByText('It is about pitch').waitFor();
  expect(await slides.nth(1).getAttribute('aria-current')).toBe('true');
  await page.keyboard.press('c');
  await page.getByTestId('captions').waitFor({ state: 'detached' });
  // A second later, back is the page before this one.
  await page.keyboard.press('Home');
  expect((await seconds())[0]).toBe(0);
  await page.keyboard.press('PageDown');
  await slide.getByRole('img', { name: 'What a wave is' }).waitFor();
  await page.keyboard.press('PageDown');
  await slide.getByRole('img', { name: 'Length and pitch' }).waitFor();
  await page.keyboard.press('End');
  await slide.waitFor({ state: 'detached' });

  await page.keyboard.press('Home');
  await page.keyboard.press('>');
  expect(await page.getByLabel('Speed').inputValue()).toBe('1.25');
  await page.keyboard.press('k');
  await until(
    'the picture moves in step',
    async () => {
      const [at] = await seconds();
      const video = await page
        .locator('video')
        .first()
        .evaluate((element: HTMLVideoElement) => [element.currentTime, element.playbackRate] as const);
      return at > 2 && at < 7 && Math.abs(video[0] - at) < 2.5 && video[1] === 1.25;
    },
    { seconds: 20 },
  );
  await page.getByTestId('play').press('ArrowLeft');
  await page.keyboard.press('k');
  if (process.env.LYCEUM_E2E_PICTURES) {
    await slides.nth(1).click();
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${process.env.LYCEUM_E2E_PICTURES}/recording-desk.png`, fullPage: true });
  }
  expect(await findings(desk)).toEqual([]);

  await page.getByText('Files to keep').click();
  const file = page.getByTestId('files').getByRole('link', { name: 'Microphone of Olena Kovalenko' });
  const [download] = await Promise.all([page.waitForEvent('download'), file.click()]);
  expect(download.suggestedFilename()).toMatch(/^Sound and silence Olena Kovalenko microphone \d+s\.webm$/);
  expect(desk.errors).toEqual([]);

  const phone = await Desk.open(browser, product.url, { ...PHONE, colorScheme: 'dark' });
  await phone.signIn(ann.credentials);
  await phone.go(new URL(page.url()).pathname);
  await phone.page.getByTestId('slide-moments').getByRole('button').first().click();
  await phone.page.getByTestId('recorded-slide').getByRole('img', { name: 'What a wave is' }).waitFor();
  expect(await phone.page.getByTestId('files').count()).toBe(0);
  expect([await findings(phone), await overflows(phone.page)]).toEqual([[], false]);
  if (process.env.LYCEUM_E2E_PICTURES) {
    await phone.page.screenshot({ path: `${process.env.LYCEUM_E2E_PICTURES}/recording-phone.png`, fullPage: true });
  }
  expect((await stranger.try('GET', `/api${new URL(page.url()).pathname}`)).status).toBe(404);
  await phone.close();
  await desk.close();
}, 240_000);

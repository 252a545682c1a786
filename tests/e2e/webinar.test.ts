import { instant, type MediaFigures } from '@lyceum/contracts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { FAKE_DEVICES, openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { mediaSettled } from '../harness/room.ts';
import { until } from '../harness/until.ts';
import { Desk, DESKTOP, findings, overflows, PHONE } from './desk.ts';

/** The whole picture has five (`LYCEUM_E2E_ATTENDEES=5`); two show the same in a fraction of the CPU. */
const ATTENDEES = Number(process.env.LYCEUM_E2E_ATTENDEES ?? 2);

let product: Product;
let browser: Browser;
let host: Person;
let attendees: Person[];
let media: MediaFigures;

const MINUTE = 60_000;

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser(FAKE_DEVICES);
  const root = await product.api.signIn(ADMIN);
  host = await product.api.person('Olena Kovalenko', ['instructor'], root);
  attendees = await signUp(product, ATTENDEES);
  media = await mediaSettled(root);
}, 900_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

/** Six browsers that code and decode pictures keep two cores busy: what takes a moment elsewhere takes many here. */
const PATIENCE = 60;

function patient(desk: Desk): Desk {
  desk.page.setDefaultTimeout(PATIENCE * 1000);
  return desk;
}

/** What plays in the page: pictures that were shown of each video, and the loudness of each sound. */
const playing = (page: Page) =>
  page.evaluate(async () => {
    const frames = [...document.querySelectorAll('video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames);
    const context = new AudioContext();
    const levels = await Promise.all(
      [...document.querySelectorAll('audio')].map(async ({ srcObject }) => {
        const analyser = context.createAnalyser();
        context.createMediaStreamSource(srcObject as MediaStream).connect(analyser);
        let most = 0;
        const samples = new Float32Array(analyser.fftSize);
        for (let i = 0; i < 20; i++) {
          await new Promise((done) => setTimeout(done, 100));
          analyser.getFloatTimeDomainData(samples);
          most = Math.max(most, ...samples.map(Math.abs));
        }
        return most;
      }),
    );
    await context.close();
    return { frames, levels };
  });

const hears = async ({ page }: Desk) =>
  until('somebody is heard', async () => (await playing(page)).levels.some((level) => level > 0.001), { seconds: PATIENCE, every: 500 });
const sees = async ({ page }: Desk, videos = 1) =>
  until('pictures move', async () => (await playing(page)).frames.filter((frames) => frames > 10).length >= videos, {
    seconds: PATIENCE,
    every: 500,
  });

async function goesIn(desk: Desk, webinarId: string): Promise<void> {
  await desk.go(`/webinars/${webinarId}`);
  await desk.page.getByTestId('enter').click();
  await desk.page.getByTestId('join').waitFor();
}

test('a host speaks, shows and asks; attendees see, hear, raise a hand, answer and are let on the stage; who was cut off is back in their place', async (context) => {
  context.skip(media.status.state !== 'ready', `no media worker can be had here: ${media.status.reason}`);
  const desk = patient(await Desk.open(browser, product.url, DESKTOP));
  await desk.signIn(host.credentials);
  // Planned as people plan it.
  await desk.go('/webinars');
  await desk.page.getByRole('link', { name: 'Plan a webinar' }).click();
  await desk.page.waitForURL('**/webinars/new');
  await desk.page.getByLabel('Title', { exact: true }).fill('Sound and silence');
  // The form knows minutes, not seconds.
  const soon = instant(Date.now() + 3 * MINUTE);
  const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Kyiv', dateStyle: 'short', timeStyle: 'short' }).format(
    new Date(soon),
  );
  await desk.page.getByLabel(/^Begins/).fill(local.replace(' ', 'T'));
  await desk.page.getByRole('button', { name: 'Plan it' }).click();
  await desk.page.waitForURL(/\/webinars\/[0-9a-f-]{36}$/);
  const webinarId = desk.page.url().split('/').at(-1)!;

  const guests: Desk[] = [];
  for (const [i, person] of attendees.entries()) {
    const guest = patient(await Desk.open(browser, product.url, i === 0 ? PHONE : DESKTOP));
    await guest.signIn(person.credentials);
    guests.push(guest);
  }
  const [one, two] = guests as [Desk, Desk];
  await goesIn(one, webinarId);
  await one.page.getByTestId('join').click();
  await one.page.locator('[data-standing="early"]').waitFor();

  await goesIn(desk, webinarId);
  await desk.page.getByTestId('preview-microphone').click();
  await desk.page.getByTestId('preview-camera').click();
  await desk.page.locator('video').waitFor();
  await desk.page.getByTestId('join').click();
  await desk.page.getByTestId('room').waitFor();

  // Who was there before the host is let in by itself; all see and hear.
  await one.page.getByTestId('room').waitFor();
  for (const guest of guests.slice(1)) {
    await goesIn(guest, webinarId);
    await guest.page.getByTestId('join').click();
    await guest.page.getByTestId('room').waitFor();
  }
  for (const guest of guests) {
    await sees(guest);
    await hears(guest);
  }
  expect(await overflows(one.page)).toBe(false);

  // A screen beside the camera.
  await desk.page.getByTestId('screen').click();
  await until('the screen is shown', () => two.page.locator('figure.screen video').isVisible(), { seconds: PATIENCE });
  await desk.page.getByTestId('screen').click();
  await two.page.locator('figure.screen').waitFor({ state: 'detached' });

  // A hand, and the stage.
  await one.page.getByTestId('hand').click();
  await desk.page.getByTestId('panel-people').click();
  await desk.page.getByTestId('hands').getByText(attendees[0]!.me.name!).waitFor();
  await desk.page.getByRole('button', { name: `Let ${attendees[0]!.me.name} speak` }).click();
  await one.page.getByTestId('microphone').click();
  await one.page.getByTestId('camera').click();
  await until('the host sees the guest', () => desk.page.locator(`[data-person="${attendees[0]!.personId}"] video`).isVisible(), {
    seconds: PATIENCE,
  });
  await hears(desk);
  await sees(desk, 2);

  // Muted by the host, who stays on the stage.
  await desk.page.getByRole('button', { name: `What to do with ${attendees[0]!.me.name}` }).click();
  await desk.page.getByRole('button', { name: 'Switch their microphone off' }).click();
  await one.page.getByText('A host has switched your microphone off').waitFor();
  expect(await one.page.getByTestId('microphone').getAttribute('aria-pressed')).toBe('false');

  // A question to all.
  await desk.page.getByTestId('panel-polls').click();
  await desk.page.getByTestId('new-poll').click();
  await desk.page.getByLabel('Question').fill('Is sound faster in water?');
  await desk.page.getByLabel('Choice 1').fill('Yes');
  await desk.page.getByLabel('Choice 2').fill('No');
  await desk.page.getByTestId('open-poll').click();
  await two.page.getByTestId('panel-polls').click();
  await two.page.getByLabel('Yes').check();
  await two.page.getByRole('button', { name: 'Answer', exact: true }).click();
  await desk.page.getByTestId('poll').getByText('1 answered').waitFor();

  await two.page.getByTestId('panel-chat').click();
  await two.page.getByTestId('chat-text').fill('Could you say that again?');
  await two.page.keyboard.press('Enter');
  await desk.page.getByTestId('panel-chat').click();
  await desk.page.getByTestId('chat').getByText('Could you say that again?').waitFor();
  expect(await findings(desk)).toEqual([]);
  if (process.env.LYCEUM_E2E_PICTURES) {
    for (const [name, { page }] of [
      ['desk', desk],
      ['phone', one],
      ['guest', two],
    ] as const)
      await page.screenshot({ path: `${process.env.LYCEUM_E2E_PICTURES}/webinar-${name}.png` });
  }

  // Cut off, and back in the same place.
  await two.context.setOffline(true);
  await desk.page.getByTestId('panel-people').click();
  await desk.page.getByTestId('participants').getByText('connection lost').waitFor();
  await two.context.setOffline(false);
  await desk.page.getByTestId('participants').getByText('connection lost').waitFor({ state: 'detached' });
  await sees(two);
  await hears(two);

  // The end, for all.
  await desk.page.getByRole('button', { name: 'End for all' }).click();
  await desk.page.getByRole('dialog', { name: 'End this room for everybody?' }).getByTestId('confirm').click();
  await one.page.getByText('The room is closed').waitFor();
  expect(desk.errors).toEqual([]);
  for (const each of [desk, ...guests]) await each.close();
}, 900_000);

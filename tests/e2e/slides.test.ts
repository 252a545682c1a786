import { writeFileSync } from 'node:fs';
import { instant, newId } from '@lyceum/contracts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signUp } from '../harness/academy.ts';
import { FAKE_DEVICES, openBrowser } from '../harness/browser.ts';
import type { Person } from '../harness/client.ts';
import { pdf } from '../harness/pdf.ts';
import { png } from '../harness/png.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { Desk, DESKTOP, findings, overflows, PHONE } from './desk.ts';

let product: Product;
let browser: Browser;
let host: Person;
let ann: Person;
let ben: Person;

const MINUTE = 60_000;
const SAYS = ['What a wave is', 'Length and pitch', 'Silence'];

beforeAll(async () => {
  product = await Product.start();
  browser = await openBrowser(FAKE_DEVICES);
  const root = await product.api.signIn(ADMIN);
  host = await product.api.person('Olena Kovalenko', ['instructor'], root);
  [ann, ben] = (await signUp(product, 2)) as [Person, Person];
}, 300_000);
afterAll(async () => {
  await browser?.close();
  await product?.stop();
});

async function webinar(): Promise<string> {
  const [start, end] = [instant(Date.now() + MINUTE), instant(Date.now() + 60 * MINUTE)];
  const plan = { title: 'Sound and silence', kind: 'lecture', start, end, registration: 'open' };
  return (await host.post<{ webinarId: string }>('/api/webinars', plan)).webinarId;
}

async function at(person: Person, path: string, options = DESKTOP): Promise<Desk> {
  const desk = await Desk.open(browser, product.url, options);
  await desk.signIn(person.credentials);
  await desk.go(path);
  return desk;
}

async function goesIn(person: Person, webinarId: string, options = DESKTOP): Promise<Desk> {
  const desk = await at(person, `/webinars/${webinarId}/room`, options);
  await desk.page.getByTestId('join').click();
  await desk.page.getByTestId('room').waitFor();
  return desk;
}

const file = (name: string, buffer: Buffer, mimeType = 'application/pdf') => ({ name, buffer, mimeType });
/** The page that somebody sees, once its picture is there. */
const shows = ({ page }: Desk, n: number) =>
  until(`page ${n} is seen`, () =>
    page
      .locator(`[data-testid="slide"][data-page="${n}"] img`)
      .evaluate((image: HTMLImageElement, alt) => image.alt === alt && image.naturalWidth > 0, SAYS[n - 1]!, { timeout: 2000 }),
  );

async function picture(desk: Desk, name: string): Promise<void> {
  if (process.env.LYCEUM_E2E_PICTURES) writeFileSync(`${process.env.LYCEUM_E2E_PICTURES}/slides-${name}.png`, await desk.page.screenshot());
}

test('a PDF becomes slides before the room opens; what cannot be read is said plainly; images are slides too', async () => {
  const webinarId = await webinar();
  const desk = await at(host, `/webinars/${webinarId}`);
  const upload = desk.page.getByTestId('slides-file');
  const alert = desk.page.getByTestId('material').getByRole('alert');
  await upload.setInputFiles(file('waves.pdf', Buffer.from('%PDF-1.7 and nothing else')));
  await alert.getByText('waves cannot be read').waitFor();
  await upload.setInputFiles(file('secret.pdf', pdf(SAYS, { locked: true })));
  await alert.getByText('secret is protected by a password').waitFor();
  await upload.setInputFiles(file('long.pdf', pdf(Array.from({ length: 301 }, () => 'A page'))));
  await alert.getByText('long has 301 pages; at most 300 are taken').waitFor();
  await upload.setInputFiles(file('notes.txt', Buffer.from('Hello'), 'text/plain'));
  await alert.getByText('notes.txt is neither a PDF nor').waitFor();
  const large = `${product.data}/large-${newId()}.pdf`;
  writeFileSync(large, Buffer.alloc(51 * 1024 * 1024));
  await upload.setInputFiles(large);
  await alert.getByText('is larger than 50 MB').waitFor();
  expect(await desk.page.getByTestId('deck').count()).toBe(0);

  await upload.setInputFiles(file('waves.pdf', pdf(SAYS)));
  const deck = desk.page.getByTestId('deck').filter({ hasText: 'waves' });
  await deck.getByText('3 pages').waitFor();
  expect(await alert.textContent()).toBe('');
  await deck.getByText('All pages').click();
  await deck.getByRole('img', { name: 'waves, page 3 of 3' }).waitFor();
  expect(await findings(desk)).toEqual([]);
  await picture(desk, 'before');

  await upload.setInputFiles([file('b10.png', png(160, 90), 'image/png'), file('b9.png', png(90, 90), 'image/png')]);
  await desk.page.getByTestId('deck').filter({ hasText: 'b9' }).getByText('2 pages').waitFor();

  // Cancelled on the way: nothing of it becomes slides.
  await upload.setInputFiles(file('too many.pdf', pdf(Array.from({ length: 120 }, (_, i) => `Page ${i}`))));
  await desk.page.getByRole('button', { name: 'Cancel the upload' }).click();
  await desk.page.getByRole('button', { name: 'Upload slides' }).waitFor();
  await desk.page.getByRole('button', { name: 'Remove b9' }).click();
  await desk.page.getByRole('dialog', { name: 'Remove b9?' }).getByTestId('confirm').click();
  await until('one is left', async () => (await desk.page.getByTestId('deck').count()) === 1);
  expect(desk.errors).toEqual([]);
  await desk.close();
}, 180_000);

test('the host turns pages by buttons, keys and strokes, and everybody sees them large, also who comes late', async () => {
  const webinarId = await webinar();
  const desk = await goesIn(host, webinarId);
  const one = await goesIn(ann, webinarId, { ...PHONE, colorScheme: 'dark' });
  await desk.page.getByTestId('panel-slides').click();
  await desk.page.getByTestId('slides-file').setInputFiles(file('waves.pdf', pdf(SAYS)));
  await desk.page.getByRole('button', { name: 'Show waves to everybody' }).click();
  await Promise.all([shows(desk, 1), shows(one, 1)]);
  expect(await one.page.getByTestId('slide-number').textContent()).toBe('Page 1 of 3');
  expect(await one.page.getByTestId('panel-slides').count()).toBe(0);
  expect(await one.page.getByTestId('next-slide').count()).toBe(0);
  await picture(desk, 'host');
  await picture(one, 'phone');
  expect([await findings(desk), await findings(one), await overflows(one.page)]).toEqual([[], [], false]);

  const begin = performance.now();
  await desk.page.getByTestId('next-slide').click();
  await shows(one, 2);
  expect(performance.now() - begin).toBeLessThan(5000);
  await desk.page.getByTestId('room').press('PageDown');
  await shows(one, 3);
  // The last page is the last.
  await desk.page.keyboard.press('ArrowRight');
  await desk.page.keyboard.press('PageUp');
  await desk.page.keyboard.press('ArrowLeft');
  await shows(one, 1);
  await one.page.keyboard.press('ArrowRight');
  await desk.page.getByTestId('thumbnails').getByRole('button', { name: 'Show page 2 of waves' }).click();
  await shows(one, 2);

  // Who writes in the chat turns nothing.
  await desk.page.getByTestId('panel-chat').click();
  await desk.page.getByTestId('chat-text').fill('Hello');
  await desk.page.getByTestId('chat-text').press('ArrowLeft');

  const late = await goesIn(ben, webinarId);
  await shows(late, 2);
  await picture(late, 'late');
  await late.page.keyboard.press('l');
  await shows(late, 2);

  // Brought to the stage, one turns pages with a finger.
  await desk.page.getByTestId('panel-people').click();
  await desk.page.getByRole('button', { name: `What to do with ${ann.me.name}` }).click();
  await desk.page.getByRole('button', { name: 'Bring to the stage' }).click();
  await one.page.getByTestId('next-slide').waitFor();
  const stroke = (from: number, to: number) =>
    one.page.getByTestId('slide').evaluate(
      (slide, [fromX, toX]) => {
        const at = (type: string, clientX: number) =>
          slide.dispatchEvent(new PointerEvent(type, { bubbles: true, pointerType: 'touch', clientX, clientY: 200 }));
        at('pointerdown', fromX!);
        at('pointerup', toX!);
      },
      [from, to],
    );
  await stroke(300, 100);
  await shows(late, 3);
  await stroke(100, 300);
  await shows(late, 2);
  await picture(one, 'speaker-phone');

  await desk.page.getByTestId('stop-slides').click();
  await late.page.getByTestId('slide').waitFor({ state: 'detached' });
  for (const each of [desk, one, late]) {
    expect(each.errors).toEqual([]);
    await each.close();
  }
}, 180_000);

/**
 * Takes every screen of the demo academy in light, dark and phone into `.cache/screenshots` (or the folder that is named), and the
 * picture of the README into docs/images; and a webinar's room. With a part of a name, only those screens that have it, as
 * `operator-` or `room`.
 *
 *     npm run screenshots [-- FOLDER [PART]]
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Desk, DESKTOP, PHONE } from '../e2e/desk.ts';
import { FAKE_DEVICES, openBrowser } from '../harness/browser.ts';
import { Product, ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { takeRoom } from './room.ts';
import { PICTURE, SCREENS, type Screen } from './screens.ts';

const folder = resolve(process.argv[2] ?? join(ROOT, '.cache/screenshots'));
const LOOKS = [
  { look: 'light', options: { ...DESKTOP, colorScheme: 'light' as const } },
  { look: 'dark', options: { ...DESKTOP, colorScheme: 'dark' as const } },
  { look: 'phone', options: { ...PHONE, colorScheme: 'light' as const, deviceScaleFactor: 2 } },
];
const PASSWORD = 'walk-the-colonnade';

const shoot = (page: Page, name: string) => page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });

const part = process.argv[3] ?? '';
/** What could not be taken; the others still are. */
const missed: string[] = [];

async function takeAs(browser: Browser, url: string, role: string | null, all: readonly Screen[]): Promise<void> {
  const who = role ?? 'visitor';
  const screens = all.filter(({ name }) => `${who}-${name}`.includes(part));
  if (screens.length === 0) return;
  for (const { look, options } of LOOKS) {
    const desk = await Desk.open(browser, url, options);
    if (role) await desk.signIn({ email: `${role}@lyceum.example`, password: PASSWORD });
    for (const { name, path, reach } of screens) {
      const named = `${who}-${name}-${look}`;
      try {
        await desk.go(path);
        await reach?.(desk.page);
        await desk.page.waitForTimeout(400);
        await shoot(desk.page, named);
        console.log(named);
      } catch (error) {
        missed.push(named);
        console.error(`${named}: ${(error as Error).message}`);
      }
    }
    await desk.close();
  }
}

/** Three screens beside each other, as one picture. */
async function compose(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 620 } });
  const page = await context.newPage();
  const image = ({ name, style }: (typeof PICTURE)[number]) =>
    `<img style="${style}" src="data:image/png;base64,${readFileSync(join(folder, `${name}.png`)).toString('base64')}">`;
  const style = 'body{margin:0;background:#ece8df}img{position:absolute;border-radius:10px;box-shadow:0 8px 28px #1b223038}';
  await page.setContent(`<style>${style}</style>${PICTURE.map(image).join('')}`, { waitUntil: 'load' });
  await page.screenshot({ path: join(ROOT, 'docs/images/academy.png') });
  await context.close();
}

mkdirSync(folder, { recursive: true });
mkdirSync(join(ROOT, 'docs/images'), { recursive: true });
const roomAlone = part === 'room';
const product = await Product.start({ demo: !roomAlone });
const browser = await openBrowser(FAKE_DEVICES);
try {
  if (!roomAlone) {
    await until('the demo academy is loaded', () => product.output.includes('Lyceum is ready at'), { seconds: 120 });
    for (const { role, screens } of SCREENS) await takeAs(browser, product.url, role, screens);
    if (part === '' && PICTURE.every(({ name }) => !missed.includes(name))) await compose(browser);
  }
  if ('room'.includes(part)) await takeRoom(browser, product, shoot);
} finally {
  await browser.close();
  await product.stop();
}
if (missed.length > 0) throw new Error(`These could not be taken: ${missed.join(', ')}`);

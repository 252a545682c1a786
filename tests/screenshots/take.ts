/**
 * Takes every screen of the demo academy in light, dark and phone into `.cache/screenshots` (or the folder that is named), and a
 * webinar's room, then the pictures of the README and docs. With a part of a name, only the screens that have it, as `operator-`
 * or `room`; a picture is made wherever all of its screens lie in the folder.
 *
 *     npm run screenshots [-- FOLDER [PART]]
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Desk, DESKTOP, PHONE } from '../e2e/desk.ts';
import { FAKE_DEVICES, openBrowser } from '../harness/browser.ts';
import { Product, ROOT } from '../harness/product.ts';
import { until } from '../harness/until.ts';
import { takeRoom } from './room.ts';
import { PICTURES, SCREENS, type Screen } from './screens.ts';

const folder = resolve(process.argv[2] ?? join(ROOT, '.cache/screenshots'));
const LOOKS = [
  { look: 'light', options: { ...DESKTOP, colorScheme: 'light' as const } },
  { look: 'dark', options: { ...DESKTOP, colorScheme: 'dark' as const } },
  { look: 'phone', options: { ...PHONE, colorScheme: 'light' as const, deviceScaleFactor: 2 } },
];
/** A machine that has other things to do is waited for, in milliseconds. */
const PATIENCE = 60_000;
const PASSWORD = 'walk-the-colonnade';

const pathOf = (name: string) => join(folder, `${name}.png`);
const shoot = (page: Page, name: string) => page.screenshot({ path: pathOf(name), animations: 'disabled' });

const part = process.argv[3] ?? '';
/** What could not be taken; the others still are. */
const missed: string[] = [];

async function takeAs(browser: Browser, url: string, role: string | null, all: readonly Screen[]): Promise<void> {
  const who = role ?? 'visitor';
  const screens = all.filter(({ name }) => `${who}-${name}`.includes(part));
  if (screens.length === 0) return;
  for (const { look, options } of LOOKS) {
    const desk = await Desk.open(browser, url, options);
    desk.page.setDefaultTimeout(PATIENCE);
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

/** Where on a picture its screens are. */
const PLACES = ['left:24px;top:24px;width:700px', 'left:476px;top:160px;width:700px', 'left:120px;top:168px;width:206px'];

/** Three screens beside each other, as one picture. */
async function compose(browser: Browser, { file, scale, of }: (typeof PICTURES)[number]): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1200, height: 620 }, deviceScaleFactor: scale });
  const page = await context.newPage();
  const image = (name: string, at: number) =>
    `<img style="${PLACES[at]}" src="data:image/png;base64,${readFileSync(pathOf(name)).toString('base64')}">`;
  const style = 'body{margin:0;background:#ece8df}img{position:absolute;border-radius:10px;box-shadow:0 8px 28px #1b223038}';
  await page.setContent(`<style>${style}</style>${of.map(image).join('')}`, { waitUntil: 'load' });
  await page.screenshot({ path: join(ROOT, `docs/images/${file}.png`) });
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
  }
  if ('room'.includes(part)) await takeRoom(browser, product, shoot);
  for (const picture of PICTURES) if (picture.of.every((name) => existsSync(pathOf(name)))) await compose(browser, picture);
} finally {
  await browser.close();
  await product.stop();
}
if (missed.length > 0) throw new Error(`These could not be taken: ${missed.join(', ')}`);

/**
 * A real Chromium, headless: the one that LYCEUM_CHROMIUM names (`npm test` sees to that), else an installed one.
 *
 *     const browser = await openBrowser();
 *     const page = await browser.newPage();
 */
import { chromium, type Browser } from 'playwright-core';

/** No sandbox (containers do not give one to root), no network of its own, nothing that differs from run to run. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The scripts are plain JavaScript that runs before anything is installed: their one search for a browser is this one. */
interface Finder {
  findChromium(options: { install: boolean }): Promise<string>;
}

/** @throws when no browser is there, saying what was tried */
export async function openBrowser(): Promise<Browser> {
  const finder = (await import(new URL('../../scripts/chromium.mjs', import.meta.url).href)) as Finder;
  return chromium.launch({ executablePath: await finder.findChromium({ install: false }), headless: true, args: FLAGS });
}

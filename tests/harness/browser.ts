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

/** A camera and a microphone of the browser's own making, and nobody who has to be asked for them; a screen that is this very tab. */
export const FAKE_DEVICES: readonly string[] = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
  '--auto-accept-this-tab-capture',
  '--auto-select-desktop-capture-source=Entire screen',
  '--autoplay-policy=no-user-gesture-required',
];

/** @throws when no browser is there, saying what was tried */
export async function openBrowser(more: readonly string[] = []): Promise<Browser> {
  const finder = (await import(new URL('../../scripts/chromium.mjs', import.meta.url).href)) as Finder;
  return chromium.launch({ executablePath: await finder.findChromium({ install: false }), headless: true, args: [...FLAGS, ...more] });
}

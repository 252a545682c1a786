// Finds a Chromium for the browser tests and the screenshots, or gets one: the one named by LYCEUM_CHROMIUM, an
// installed Chromium or Chrome, Playwright's, the distribution's package where this user may install it, and last
// Playwright's download.
import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { install as installPackages, mayInstall } from './packages.mjs';

const run = promisify(execFile);

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'chromium-headless-shell'];
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
];

/** @param {string} path */
const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** An installed browser that starts, or null. A wrapper script without its browser (Debian-likes have them) does not. @param {NodeJS.ProcessEnv} env */
const installed = async (env) => {
  const paths = (env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  for (const path of [...paths, ...elsewhere]) if (isExecutable(path) && (await starts(path))) return path;
  return null;
};

/** @param {string} path */
const starts = (path) =>
  run(path, ['--version'], { timeout: 20_000 }).then(
    ({ stdout }) => /chrom/i.test(stdout),
    () => false,
  );

/** The browser that Playwright keeps in its cache, whether it is there or not. */
const playwrights = async () => {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
};

const download = async () => {
  const cli = new URL('../node_modules/playwright-core/cli.js', import.meta.url).pathname;
  const env = { ...process.env, PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' };
  await run(process.execPath, [cli, 'install', 'chromium-headless-shell', 'chromium'], { env, timeout: 600_000, maxBuffer: 2 ** 26 });
};

/** @param {unknown} error */
const shortly = (error) => {
  const { stderr, message } = /** @type {{ stderr?: string, message: string }} */ (error);
  return (stderr || message).trim().split('\n').slice(-2).join(' ').slice(0, 300);
};

/**
 * The path of a browser that starts. `install: false` only looks. Throws, saying what was tried, where there is none.
 * @param {{ env?: NodeJS.ProcessEnv, install?: boolean, say?: (text: string) => void }} [options] @returns {Promise<string>}
 */
export const findChromium = async ({ env = process.env, install = true, say = () => undefined } = {}) => {
  const named = env.LYCEUM_CHROMIUM;
  if (named) {
    if (await starts(named)) return named;
    throw new Error(`LYCEUM_CHROMIUM names ${named}, which does not start as a Chromium`);
  }
  const tried = ['no Chromium or Chrome is installed'];
  const found = await installed(env);
  if (found) return found;
  const cached = await playwrights();
  if (existsSync(cached) && (await starts(cached))) return cached;
  if (install && mayInstall()) {
    say('installing chromium by apt-get');
    const failed = await installPackages('chromium', 'fonts-liberation').then(() => null, shortly);
    const own = await installed(env);
    if (own) return own;
    tried.push(`apt-get did not install it (${failed ?? 'it does not start'})`);
  }
  if (install) {
    say("downloading Playwright's Chromium");
    const failed = await download().then(() => null, shortly);
    if (existsSync(cached) && (await starts(cached))) return cached;
    tried.push(`Playwright could not download its own (${failed ?? 'it does not start: npx playwright-core install-deps chromium'})`);
  }
  throw new Error(`There is no browser: ${tried.join('; ')}. Install Chromium or Chrome, or name one by LYCEUM_CHROMIUM`);
};

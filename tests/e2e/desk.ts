/** A person at a browser of their own: a context with their own cookies, and what goes wrong in it written down. */
import axe from 'axe-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Credentials } from '../harness/client.ts';

export const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

export class Desk {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts and of the console; a test that ends well has none. */
  readonly errors: string[] = [];

  private constructor(context: BrowserContext, page: Page) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(30_000);
    page.on('pageerror', (error) => this.errors.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error' && !/net::ERR_INTERNET_DISCONNECTED|Failed to load resource/.test(message.text()))
        this.errors.push(message.text());
    });
  }

  /** The same without the browser's complaints of connections that were cut or refused. */
  get ownErrors(): readonly string[] {
    return this.errors.filter((error) => !error.startsWith('WebSocket connection to'));
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = DESKTOP): Promise<Desk> {
    const context = await browser.newContext({ baseURL: url, locale: 'en-GB', timezoneId: 'Europe/Kyiv', ...options });
    return new Desk(context, await context.newPage());
  }

  /** Goes to a page and waits until its scripts have taken over from the server's rendering. */
  async go(path: string): Promise<void> {
    await this.page.goto(path);
    await this.ready();
  }

  /** Until the page's scripts run, a button is only a picture of one. */
  async ready(): Promise<void> {
    await this.page.locator('html[data-ready]').waitFor({ state: 'attached' });
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  async signIn({ email, password }: Credentials): Promise<void> {
    await this.go('/sign-in');
    await this.page.getByLabel('E-mail').fill(email);
    await this.page.getByLabel('Password').fill(password);
    await this.page.getByRole('main').getByRole('button', { name: 'Sign in' }).click();
    await this.page.waitForURL(({ pathname }) => pathname !== '/sign-in');
  }

  /** From now on `isMarked` tells whether the page has been loaded anew, or what it shows has come to it by itself. */
  async mark(): Promise<void> {
    await this.page.evaluate(() => Object.assign(globalThis, { stillTheSamePage: true }));
  }

  isMarked(): Promise<boolean> {
    return this.page.evaluate(() => (globalThis as { stillTheSamePage?: boolean }).stillTheSamePage ?? false);
  }

  close(): Promise<void> {
    return this.context.close();
  }
}

/** Whether something on the page is wider than the page. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);

/** What axe finds serious or worse, as lines that say where. It is asked in the page: its builder opens another page for each look, which takes four times as long. */
export async function findings({ page }: Desk): Promise<string[]> {
  // Half a megabyte of script: once for a page that is looked at twice.
  const lacking = await Promise.all(page.frames().map(async (frame) => ((await frame.evaluate(() => 'axe' in globalThis)) ? [] : [frame])));
  await Promise.all(lacking.flat().map((frame) => frame.evaluate(axe.source)));
  const violations = await page.evaluate(async () => {
    const { axe: looker } = globalThis as unknown as { axe: typeof axe };
    const found = await looker.run({ resultTypes: ['violations'] });
    return found.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      nodes: nodes.map(({ target, failureSummary }) => ({ target: target.join(' '), failureSummary })),
    }));
  });
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target}: ${failureSummary}`));
}

/** Everybody can read the page that is open, and it fits. */
export async function looksWell(desk: Desk): Promise<void> {
  const path = desk.page.url();
  expect({ path, findings: await findings(desk), overflows: await overflows(desk.page) }).toEqual({ path, findings: [], overflows: false });
}

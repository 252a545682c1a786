import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../harness/browser.ts';
import { offerAlways } from '../harness/consultations.ts';
import { ADMIN, Product } from '../harness/product.ts';
import { hasRadicale, Radicale } from '../harness/radicale.ts';
import { Desk, findings, overflows, PHONE } from './desk.ts';

describe.skipIf(!hasRadicale())('with a CalDAV server (Radicale; skipped where the system has none)', () => {
  let product: Product;
  let browser: Browser;
  let radicale: Radicale;
  beforeAll(async () => {
    product = await Product.start({ env: { LYCEUM_CALENDARS_ANYWHERE: '1' } });
    browser = await openBrowser();
    radicale = await Radicale.start();
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await radicale?.stop();
    await product?.stop();
  });

  test('somebody connects a calendar, is told when it cannot be reached, and takes it out', async () => {
    await radicale.calendar('work');
    const inge = await product.api.person('Inge Teacher', ['instructor'], await product.api.signIn(ADMIN));
    await offerAlways(inge);
    const desk = await Desk.open(browser, product.url, { ...PHONE, colorScheme: 'dark' });
    await desk.signIn(inge.credentials);
    await desk.go('/settings/calendars');
    const { page } = desk;
    await page.getByText('No calendar is connected.').waitFor();
    await page.getByLabel('Address of the server').fill(radicale.url);
    await page.getByLabel('Name', { exact: true }).fill(radicale.account.username);
    await page.getByLabel('App password').fill('mistyped');
    await page.getByRole('button', { name: 'Find my calendars' }).click();
    await page.getByRole('alert').getByText('does not take the name and the password').waitFor();
    await page.getByLabel('App password').fill(radicale.account.password);
    await page.getByRole('button', { name: 'Find my calendars' }).click();
    await page.getByLabel('Which one?').selectOption({ index: 0 });
    await page.getByRole('button', { name: 'Connect calendar' }).click();
    const entry = page.getByTestId('connection');
    await entry.getByText('In step').waitFor();
    expect({ findings: await findings(desk), overflows: await overflows(page) }).toEqual({ findings: [], overflows: false });

    await radicale.stop();
    await entry.getByRole('button', { name: /^Look now/ }).click();
    await entry.getByText('It does not answer.').waitFor();
    await entry.getByRole('button', { name: /^Disconnect/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect', exact: true }).click();
    await page.getByText('No calendar is connected.').waitFor();
    expect(desk.errors).toEqual([]);
    await desk.close();
  });
});
